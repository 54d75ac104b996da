// title: Specialities
// question: Which skills does only one family ask for?
// param family: string = security — id of a family
// column skill: name of the skill
// column roles: number of its roles that ask for it
// column weight: greatest weight, 0–1
MATCH (family:Family {id: $family})<-[:IN_FAMILY]-(role:Role)-[required:REQUIRES]->(skill:Skill)
WHERE NOT EXISTS { (skill)<-[:REQUIRES]-(:Role)-[:IN_FAMILY]->(other:Family) WHERE other <> family }
RETURN skill.name AS skill, count(role) AS roles, max(required.weight) AS weight
ORDER BY roles DESC, weight DESC, skill
LIMIT 500
