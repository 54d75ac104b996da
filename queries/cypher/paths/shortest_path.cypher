// title: Shortest career path
// question: What is the shortest way from one role to another by career steps, and how long does each step take?
// param from: string = junior-applied-ai-engineer — id of the role to start from
// param to: string = staff-applied-ai-engineer — id of the role to reach
// column number: place of the step on the path, from 1
// column from: id of the role the step starts from
// column to: id of the role the step leads to
// column kind: promotion, next or lateral
// column months_min: how long it takes, lower end
// column months_max: how long it takes, upper end
// column basis: where the months come from
MATCH p = SHORTEST 1 (:Role {id: $from})-[:PROGRESSES_TO]->{1,12}(:Role {id: $to})
UNWIND range(1, length(p)) AS number
WITH number, relationships(p)[number - 1] AS step
RETURN number, startNode(step).id AS from, endNode(step).id AS to, step.kind AS kind,
       step.months_min AS months_min, step.months_max AS months_max, step.months_basis AS basis
ORDER BY number
LIMIT 100
