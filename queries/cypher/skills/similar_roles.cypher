// title: Roles like a role
// question: Which roles ask for nearly the same skills as a role?
// param role: string = applied-ai-engineer — id of a role
// param rows: integer 1..1000 = 10 — how many
// column role: id of the other role
// column title: its title
// column shared: number of skills both ask for
// column likeness: shared skills divided by the skills of either (Jaccard), 0–1
MATCH (role:Role {id: $role})-[:REQUIRES]->(:Skill)<-[:REQUIRES]-(other:Role)
WITH role, other, count(*) AS shared
WITH other, shared, COUNT { (role)-[:REQUIRES]->(:Skill) } + COUNT { (other)-[:REQUIRES]->(:Skill) } - shared AS either
RETURN other.id AS role, other.title AS title, shared, round(toFloat(shared) / either, 3) AS likeness
ORDER BY likeness DESC, role
LIMIT $rows
