// title: Roles that lead to a role
// question: From which roles does one come to a role, by which kind of step?
// param role: string = staff-applied-ai-engineer — id of a role
// column role: id of the role one comes from
// column title: its title
// column kind: promotion, next or lateral
// column months_min: how long the step takes, lower end
// column months_max: how long it takes, upper end
// column basis: where the months come from
// column confirmed: both roles' documents name the step
MATCH (:Role {id: $role})<-[step:PROGRESSES_TO]-(feeder:Role)
RETURN feeder.id AS role, feeder.title AS title, step.kind AS kind, step.months_min AS months_min, step.months_max AS months_max,
       step.months_basis AS basis, step.confirmed AS confirmed
ORDER BY kind DESC, title, role
LIMIT 500
