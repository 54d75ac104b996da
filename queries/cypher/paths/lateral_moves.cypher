// title: Moves sideways and what they share
// question: Where can one go from a role without a rise, and how many skills come along?
// param role: string = data-scientist — id of a role
// column role: id of the other role
// column title: its title
// column family: its family
// column shared: number of skills that both ask for
// column new: number of skills that only the other asks for
MATCH (start:Role {id: $role})-[:PROGRESSES_TO {kind: 'lateral'}]-(other:Role)
OPTIONAL MATCH (other)-[:IN_FAMILY]->(family:Family)
WITH DISTINCT start, other, family.name AS family
RETURN other.id AS role, other.title AS title, family,
       COUNT { (start)-[:REQUIRES]->(:Skill)<-[:REQUIRES]-(other) } AS shared,
       COUNT { (other)-[:REQUIRES]->(skill:Skill) WHERE NOT (start)-[:REQUIRES]->(skill) } AS new
ORDER BY shared DESC, role
LIMIT 200
