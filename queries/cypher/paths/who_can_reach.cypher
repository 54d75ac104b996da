// title: Who can reach a level in time
// question: From which roles can one stand at a level within a number of months?
// param level: string = staff — id of the level to reach
// param months: integer 1..240 = 36 — time there is, counted by the upper end of each step's range
// param rows: integer 1..1000 = 200 — how many
// column role: id of the role to start from
// column title: its title
// column goal: id of the nearest role at the level
// column months_max: months to it, upper end
// column months_min: months to it, lower end
// column steps: number of steps
// column route: ids of the roles on the way
MATCH (:Level {id: $level})<-[:AT_LEVEL]-(goal:Role)
MATCH p = (start:Role)-[steps:PROGRESSES_TO]->{1,4}(goal)
WHERE start <> goal AND NOT (start)-[:AT_LEVEL]->(:Level {id: $level}) AND all(step IN steps WHERE step.months_max IS NOT NULL)
WITH start, goal, p, reduce(sum = 0, step IN steps | sum + step.months_max) AS months_max, reduce(sum = 0, step IN steps | sum + step.months_min) AS months_min
WHERE months_max <= $months
ORDER BY months_max, length(p), goal.id, [role IN nodes(p) | role.id]
WITH start, collect({goal: goal.id, months_max: months_max, months_min: months_min, steps: length(p), route: [role IN nodes(p) | role.id]})[0] AS best
RETURN start.id AS role, start.title AS title, best.goal AS goal, best.months_max AS months_max, best.months_min AS months_min,
       best.steps AS steps, best.route AS route
ORDER BY months_max, role
LIMIT $rows
