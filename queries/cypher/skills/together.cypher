// title: Skills that go together
// question: Which other skills do the roles that ask for a skill ask for?
// param skill: string = python — id of a skill
// param rows: integer 1..1000 = 20 — how many
// column with: name of the other skill
// column roles: number of roles that ask for both
// column share: share of the first skill's roles, 0–1
MATCH (skill:Skill {id: $skill})<-[:REQUIRES]-(role:Role)-[:REQUIRES]->(other:Skill)
WITH skill, other, count(role) AS roles
RETURN other.name AS with, roles, round(toFloat(roles) / COUNT { (skill)<-[:REQUIRES]-(:Role) }, 3) AS share
ORDER BY roles DESC, with
LIMIT $rows
