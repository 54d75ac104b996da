// title: Bottlenecks between two levels
// question: Through which roles do the shortest ways from the roles of one level to those of another go?
// param from: string = junior — id of the level to start from
// param to: string = staff — id of the level to reach
// param rows: integer 1..1000 = 20 — how many
// column role: id of a role between them
// column title: its title
// column pairs: number of pairs of start and end with a shortest way through it
// column only: number of pairs whose every shortest way goes through it
// column share: share of all pairs that a way joins, 0–1
MATCH (:Level {id: $from})<-[:AT_LEVEL]-(start:Role)
MATCH (:Level {id: $to})<-[:AT_LEVEL]-(end:Role)
WHERE start <> end
MATCH p = allShortestPaths((start)-[:PROGRESSES_TO*1..8]->(end))
WITH start, end, collect(DISTINCT nodes(p)[1..-1]) AS ways
WITH collect({ways: ways, between: COLLECT { UNWIND ways AS way UNWIND way AS role RETURN DISTINCT role }}) AS joined
UNWIND joined AS pair
UNWIND pair.between AS role
WITH role, size(joined) AS all, count(*) AS pairs, count(CASE WHEN all(way IN pair.ways WHERE role IN way) THEN 1 END) AS only
RETURN role.id AS role, role.title AS title, pairs, only, round(toFloat(pairs) / all, 3) AS share
ORDER BY pairs DESC, only DESC, role
LIMIT $rows
