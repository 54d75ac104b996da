// title: Stakeholders who meet most roles
// question: Which people and teams work with most roles, and in which relations?
// param rows: integer 1..1000 = 20 — how many
// column stakeholder: who
// column roles: number of roles that work with them
// column relations: manager, internal, external, peer, upstream or downstream
MATCH (stakeholder:Stakeholder)
USING INDEX stakeholder:Stakeholder(name)
WHERE stakeholder.name IS NOT NULL
MATCH (stakeholder)<-[meets:WORKS_WITH]-(role:Role)
WITH stakeholder, role, meets ORDER BY meets.relation
RETURN stakeholder.name AS stakeholder, count(DISTINCT role) AS roles, collect(DISTINCT meets.relation) AS relations
ORDER BY roles DESC, stakeholder
LIMIT $rows
