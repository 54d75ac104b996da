// title: Promotions from a role
// question: Which promotions lead away from a role, and do both ends say so?
// param role: string = applied-ai-engineer — id of a role
// column role: id of the next role
// column title: its title
// column level: its level
// column months_min: how long it takes, lower end
// column months_max: how long it takes, upper end
// column confirmed: both roles' documents name the step
MATCH (:Role {id: $role})-[step:PROGRESSES_TO {kind: 'promotion'}]->(next:Role)
OPTIONAL MATCH (next)-[:AT_LEVEL]->(level:Level)
RETURN next.id AS role, next.title AS title, level.id AS level, step.months_min AS months_min, step.months_max AS months_max, step.confirmed AS confirmed
ORDER BY title, role
LIMIT 200
