// title: Skill communities
// question: Which groups of skills are asked for together?
// statistic: skill_communities
// param least: integer 1..100 = 3 — roles that must ask for both skills before they count as joined
// column community: number of the group, largest first
// column size: number of its skills
// column skills: their ids, the best joined first
MATCH (role:Role)
USING INDEX role:Role(title)
WHERE role.title IS NOT NULL
MATCH (role)-[:REQUIRES]->(skill:Skill)
WITH role, collect(skill.id) AS ids
UNWIND ids AS a
UNWIND ids AS b
WITH a, b WHERE a < b
WITH a, b, count(*) AS roles WHERE roles >= $least
RETURN a AS start, b AS end, roles AS weight
ORDER BY start, end
LIMIT 200000
