// title: Stakeholders of a role
// question: Whom does a role work with, and what about?
// param role: string = ai-engineer — id of a role
// column stakeholder: who
// column relation: manager, internal, external, peer, upstream or downstream
// column purpose: what about
// column role: id of the role they are, when they are one
MATCH (:Role {id: $role})-[meets:WORKS_WITH]->(stakeholder:Stakeholder)
OPTIONAL MATCH (stakeholder)-[:IS_ROLE]->(other:Role)
RETURN stakeholder.name AS stakeholder, meets.relation AS relation, meets.purpose AS purpose, other.id AS role
ORDER BY relation, stakeholder
LIMIT 500
