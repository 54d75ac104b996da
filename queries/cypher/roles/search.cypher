// title: Search by name
// question: Which roles, skills, tools, people and families have a name like this?
// param text: string = machine learning — words, as Lucene reads them
// param rows: integer 1..1000 = 20 — how many
// column label: what it is
// column id: its id
// column name: its title or name
// column score: how well it fits
CALL db.index.fulltext.queryNodes('names', $text, {limit: $rows}) YIELD node, score
RETURN labels(node)[0] AS label, node.id AS id, coalesce(node.title, node.name) AS name, round(score, 3) AS score
ORDER BY score DESC, label, id
LIMIT $rows
