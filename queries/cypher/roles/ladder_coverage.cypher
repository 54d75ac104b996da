// title: Ladder coverage
// question: Which levels of each family have a described role?
// param track: string = individual — individual or management
// column family: family
// column level: level
// column rank: its rank
// column roles: titles of the described roles there
MATCH (level:Level {track: $track}), (family:Family)
OPTIONAL MATCH (level)<-[:AT_LEVEL]-(role:Role {described: true})-[:IN_FAMILY]->(family)
WITH family, level, role ORDER BY role.title
RETURN family.name AS family, level.name AS level, level.rank AS rank, collect(role.title) AS roles
ORDER BY family, rank, level
LIMIT 1000
