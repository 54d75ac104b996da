// title: A family's ladder
// question: Which roles has a family, from the lowest rung up?
// param family: string = applied-ai — id of a family
// column level: level
// column rank: its rank
// column track: its track
// column role: id of the role
// column title: its title
// column described: a document describes it
MATCH (:Family {id: $family})<-[:IN_FAMILY]-(role:Role)
OPTIONAL MATCH (role)-[:AT_LEVEL]->(level:Level)
RETURN level.name AS level, level.rank AS rank, level.track AS track, role.id AS role, role.title AS title, role.described AS described
ORDER BY track, rank, title, role
LIMIT 1000
