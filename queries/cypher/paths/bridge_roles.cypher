// title: Bridge roles
// question: Which roles join most families by career steps to or from them?
// param rows: integer 1..1000 = 20 — how many
// column role: id of the role
// column title: its title
// column family: its own family
// column families: number of other families it joins
// column names: their names
MATCH (role:Role {described: true})
USING INDEX role:Role(described)
MATCH (role)-[:IN_FAMILY]->(own:Family)
MATCH (role)-[:PROGRESSES_TO]-(:Role)-[:IN_FAMILY]->(other:Family)
WHERE other <> own
WITH role, own, other ORDER BY other.name
WITH role, own, collect(DISTINCT other.name) AS names
RETURN role.id AS role, role.title AS title, own.name AS family, size(names) AS families, names
ORDER BY families DESC, role
LIMIT $rows
