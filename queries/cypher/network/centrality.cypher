// title: Central roles
// question: Which roles are most central in the network of career steps?
// statistic: centrality
// param lateral: boolean = true — count moves sideways too
// param rows: integer 1..10000 = 20 — how many
// column role: id of the role
// column steps_in: number of roles with a step to it
// column steps_out: number of roles it has a step to
// column betweenness: share of shortest ways between other roles that go through it, 0–1
// column pagerank: share of a long random walk along the steps that is spent at it, 0–1
MATCH (role:Role)
USING INDEX role:Role(title)
WHERE role.title IS NOT NULL
MATCH (role)-[step:PROGRESSES_TO]->(next:Role)
WHERE step.kind IN CASE $lateral WHEN true THEN ['promotion', 'next', 'lateral'] ELSE ['promotion', 'next'] END
RETURN role.id AS start, next.id AS end
ORDER BY start, end
LIMIT 200000
