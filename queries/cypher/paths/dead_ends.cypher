// title: Dead ends
// question: From which described roles does no promotion and no next role lead on?
// column role: id of the role
// column title: its title
// column level: its level
// column sideways: number of lateral moves it does have
MATCH (role:Role {described: true})
USING INDEX role:Role(described)
WHERE NOT EXISTS { (role)-[step:PROGRESSES_TO]->(:Role) WHERE step.kind <> 'lateral' }
OPTIONAL MATCH (role)-[:AT_LEVEL]->(level:Level)
RETURN role.id AS role, role.title AS title, level.name AS level, COUNT { (role)-[:PROGRESSES_TO {kind: 'lateral'}]-(:Role) } AS sideways
ORDER BY level, title, role
LIMIT 500
