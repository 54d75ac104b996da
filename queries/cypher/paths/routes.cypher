// title: Routes between two roles, fastest first
// question: Which ways lead from one role to another in a few steps, and how many months do they take?
// param from: string = junior-machine-learning-engineer — id of the role to start from
// param to: string = staff-machine-learning-engineer — id of the role to reach
// param rows: integer 1..100 = 10 — how many routes
// column steps: number of steps
// column months_min: sum of the lower ends; nothing where a step's time is unknown
// column months_max: sum of the upper ends
// column route: ids of the roles on the way, both ends included
// column kinds: kind of each step
MATCH p = (start:Role {id: $from})-[:PROGRESSES_TO]->{1,5}(:Role {id: $to})
WHERE all(role IN nodes(p)[1..] WHERE role <> start) AND size(nodes(p)) = size(COLLECT { UNWIND nodes(p) AS role RETURN DISTINCT role })
RETURN length(p) AS steps, reduce(sum = 0, step IN relationships(p) | sum + step.months_min) AS months_min,
       reduce(sum = 0, step IN relationships(p) | sum + step.months_max) AS months_max,
       [role IN nodes(p) | role.id] AS route, [step IN relationships(p) | step.kind] AS kinds
ORDER BY months_max, steps, route, kinds
LIMIT $rows
