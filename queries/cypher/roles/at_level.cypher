// title: Roles at a level
// question: Which roles stand at a level, and in which family?
// param level: string = staff — id of a level
// column role: id of the role
// column title: its title
// column family: its family
// column described: a document describes it
MATCH (:Level {id: $level})<-[:AT_LEVEL]-(role:Role)
OPTIONAL MATCH (role)-[:IN_FAMILY]->(family:Family)
RETURN role.id AS role, role.title AS title, family.name AS family, role.described AS described
ORDER BY family, title, role
LIMIT 1000
