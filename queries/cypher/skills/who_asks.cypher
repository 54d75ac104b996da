// title: Roles that ask for a skill
// question: Which roles ask for a skill, how much and what for?
// param skill: string = model-evaluation — id of a skill
// column role: id of the role
// column title: its title
// column tier: must, good, advanced or emerging
// column importance: critical, important or optional
// column weight: weight, 0–1
// column use: what for
MATCH (:Skill {id: $skill})<-[required:REQUIRES]-(role:Role)
RETURN role.id AS role, role.title AS title, required.tier AS tier, required.importance AS importance, required.weight AS weight, required.use AS use
ORDER BY coalesce(weight, 0) DESC, role
LIMIT 1000
