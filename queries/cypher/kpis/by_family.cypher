// title: KPIs by family
// question: By which KPIs is each family measured, and in how many roles?
// param rows: integer 1..2000 = 500 — how many
// column family: family
// column kpi: name of the KPI
// column roles: number of roles measured by it
MATCH (role:Role {described: true})
USING INDEX role:Role(described)
MATCH (role)-[:IN_FAMILY]->(family:Family)
MATCH (role)-[:MEASURED_BY]->(kpi:Kpi)
RETURN family.name AS family, kpi.name AS kpi, count(*) AS roles
ORDER BY family, roles DESC, kpi
LIMIT $rows
