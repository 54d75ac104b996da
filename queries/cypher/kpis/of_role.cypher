// title: KPIs of a role
// question: By what is a role measured, against which target and how often?
// param role: string = site-reliability-engineer — id of a role
// column kpi: name of the KPI
// column target: target or benchmark
// column frequency: how often
// column measures: what it measures
MATCH (:Role {id: $role})-[measured:MEASURED_BY]->(kpi:Kpi)
RETURN kpi.name AS kpi, measured.target AS target, measured.frequency AS frequency, measured.measures AS measures
ORDER BY kpi
LIMIT 200
