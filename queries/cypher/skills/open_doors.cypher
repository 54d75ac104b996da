// title: Skills that open doors
// question: Which skills that a role does not ask for do most of the roles within two steps of it ask for?
// param role: string = backend-engineer — id of the role one has
// param rows: integer 1..1000 = 15 — how many
// column skill: name of the skill
// column doors: number of roles within two steps that ask for it
// column weight: mean weight there, 0–1
// column roles: ids of those roles
MATCH (role:Role {id: $role})-[:PROGRESSES_TO]->{1,2}(next:Role)
WHERE next <> role
WITH DISTINCT role, next
MATCH (next)-[required:REQUIRES]->(skill:Skill)
WHERE NOT (role)-[:REQUIRES]->(skill)
WITH skill, required, next ORDER BY next.id
RETURN skill.name AS skill, count(*) AS doors, round(avg(required.weight), 3) AS weight, collect(next.id) AS roles
ORDER BY doors DESC, weight DESC, skill
LIMIT $rows
