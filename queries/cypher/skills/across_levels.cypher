// title: Skills across levels
// question: At which levels do the roles of a family ask for each skill, and how much at most?
// param family: string = machine-learning — id of a family
// column skill: name of the skill
// column first_level: lowest level that asks for it
// column levels: levels that ask for it, lowest first
// column weights: greatest weight at each of them
MATCH (:Family {id: $family})<-[:IN_FAMILY]-(role:Role)-[:AT_LEVEL]->(level:Level)
MATCH (role)-[required:REQUIRES]->(skill:Skill)
WITH skill, level, max(required.weight) AS weight ORDER BY level.rank, level.id
WITH skill, collect(level.name) AS levels, collect(coalesce(weight, 0.0)) AS weights, min(level.rank) AS lowest
RETURN skill.name AS skill, levels[0] AS first_level, levels, weights
ORDER BY lowest, skill
LIMIT 1000
