// title: Skills two roles share
// question: Which skills do two roles both ask for, and how much each?
// param a: string = machine-learning-engineer — id of a role
// param b: string = data-scientist — id of another
// column skill: name of the skill
// column kind: technical or soft
// column weight_a: weight in the first role
// column weight_b: weight in the second
MATCH (:Role {id: $a})-[first:REQUIRES]->(skill:Skill)<-[second:REQUIRES]-(:Role {id: $b})
RETURN skill.name AS skill, skill.kind AS kind, first.weight AS weight_a, second.weight AS weight_b
ORDER BY coalesce(weight_a, 0) + coalesce(weight_b, 0) DESC, skill
LIMIT 500
