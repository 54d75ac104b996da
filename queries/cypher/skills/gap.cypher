// title: Skill gap between two roles
// question: Which skills does one role ask for that another does not, or asks for less?
// param from: string = junior-applied-ai-engineer — id of the role one has
// param to: string = applied-ai-engineer — id of the role one wants
// column skill: name of the skill
// column change: learn (new) or deepen (asked for more)
// column before: weight in the first role
// column after: weight in the second
// column tier: tier in the second
// column importance: importance in the second
MATCH (target:Role {id: $to})-[wanted:REQUIRES]->(skill:Skill)
OPTIONAL MATCH (:Role {id: $from})-[had:REQUIRES]->(skill)
WITH skill, wanted, had
WHERE had IS NULL OR had.weight < wanted.weight
RETURN skill.name AS skill, CASE WHEN had IS NULL THEN 'learn' ELSE 'deepen' END AS change,
       had.weight AS before, wanted.weight AS after, wanted.tier AS tier, wanted.importance AS importance
ORDER BY after - coalesce(before, 0) DESC, skill
LIMIT 500
