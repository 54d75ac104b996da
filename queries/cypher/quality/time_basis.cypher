// title: Where the months come from
// question: How many steps of each family have a stated time, and how many an estimate?
// column family: family of the role the step starts from
// column basis: stated, experience_range, level_default or unknown
// column steps: number of steps
// column confirmed: how many of them both ends say
MATCH (role:Role {described: true})
USING INDEX role:Role(described)
MATCH (role)-[:IN_FAMILY]->(family:Family)
MATCH (role)-[step:PROGRESSES_TO]->(:Role)
RETURN family.name AS family, step.months_basis AS basis, count(*) AS steps, count(CASE WHEN step.confirmed THEN 1 END) AS confirmed
ORDER BY family, basis
LIMIT 500
