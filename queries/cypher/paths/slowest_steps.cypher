// title: Slowest steps of a family
// question: Which steps inside or out of a family take longest, and where do the months come from?
// param family: string = data-engineering — id of a family
// param rows: integer 1..1000 = 20 — how many
// column from: id of the role the step starts from
// column to: id of the role it leads to
// column kind: promotion, next or lateral
// column months_min: how long it takes, lower end
// column months_max: how long it takes, upper end
// column basis: where the months come from
MATCH (:Family {id: $family})<-[:IN_FAMILY]-(start:Role)-[step:PROGRESSES_TO]->(end:Role)
WHERE step.months_max IS NOT NULL
RETURN start.id AS from, end.id AS to, step.kind AS kind, step.months_min AS months_min, step.months_max AS months_max, step.months_basis AS basis
ORDER BY months_max DESC, from, to, kind
LIMIT $rows
