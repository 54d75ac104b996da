// title: Roles within reach
// question: Which roles can be reached in a few steps, and in how many at least?
// param role: string = junior-backend-engineer — id of the role to start from
// column hops: fewest steps
// column role: id of the role
// column title: its title
// column level: its level
MATCH (start:Role {id: $role})
USING INDEX start:Role(id)
MATCH p = (start)-[:PROGRESSES_TO*1..4]->(end)
WHERE end <> start
WITH end, min(length(p)) AS hops
RETURN hops, end.id AS role, end.title AS title, COLLECT { MATCH (end)-[:AT_LEVEL]->(level:Level) RETURN level.id }[0] AS level
ORDER BY hops, title, role
LIMIT 500
