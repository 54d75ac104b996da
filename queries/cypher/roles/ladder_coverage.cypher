// title: Ladder coverage
// question: Which rungs of each family have a described role, and which are empty?
// param track: string = individual — individual, management or job_zone
// column family: family
// column level: level
// column rank: its rank
// column titles: titles of the described roles there
MATCH (level:Level)
USING INDEX level:Level(name)
WHERE level.name IS NOT NULL AND level.track = $track
MATCH (family:Family)
USING INDEX family:Family(name)
WHERE family.name IS NOT NULL
OPTIONAL MATCH (level)<-[:AT_LEVEL]-(role:Role {described: true})-[:IN_FAMILY]->(family)
WITH family, level, role ORDER BY role.title
RETURN family.name AS family, level.name AS level, level.rank AS rank, collect(role.title) AS titles
ORDER BY family, rank, level
LIMIT 1000
