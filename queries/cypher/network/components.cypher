// title: Components
// question: Into which islands does the network of career steps fall?
// statistic: components
// param lateral: boolean = true — count moves sideways too
// column component: number of the island, largest first
// column size: number of its roles
// column roles: their ids
MATCH (role:Role)
USING INDEX role:Role(title)
WHERE role.title IS NOT NULL
MATCH (role)-[step:PROGRESSES_TO]->(next:Role)
WHERE step.kind IN CASE $lateral WHEN true THEN ['promotion', 'next', 'lateral'] ELSE ['promotion', 'next'] END
RETURN role.id AS start, next.id AS end
ORDER BY start, end
LIMIT 200000
