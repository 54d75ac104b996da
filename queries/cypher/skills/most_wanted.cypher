// title: Most wanted skills
// question: Which skills do most roles of a family ask for?
// param family: string = applied-ai — id of a family
// param rows: integer 1..1000 = 20 — how many
// column skill: name of the skill
// column roles: number of roles that ask for it
// column must: number of roles that must have it
// column weight: mean weight, 0–1
MATCH (:Family {id: $family})<-[:IN_FAMILY]-(:Role)-[required:REQUIRES]->(skill:Skill)
RETURN skill.name AS skill, count(*) AS roles, count(CASE required.tier WHEN 'must' THEN 1 END) AS must, round(avg(required.weight), 3) AS weight
ORDER BY roles DESC, weight DESC, skill
LIMIT $rows
