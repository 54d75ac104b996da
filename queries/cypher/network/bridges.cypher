// title: Bridges
// question: Which single steps hold the network together, so that without them roles are cut off?
// statistic: bridges
// param lateral: boolean = true — count moves sideways too
// column a: id of a role
// column b: id of a role
// column cut_off: number of roles on the smaller side when the bridge goes
MATCH (role:Role)
USING INDEX role:Role(title)
WHERE role.title IS NOT NULL
MATCH (role)-[step:PROGRESSES_TO]->(next:Role)
WHERE step.kind IN CASE $lateral WHEN true THEN ['promotion', 'next', 'lateral'] ELSE ['promotion', 'next'] END
RETURN role.id AS start, next.id AS end
ORDER BY start, end
LIMIT 200000
