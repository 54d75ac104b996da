// title: Loads that changed something
// question: When did the graph last change, and by how many documents?
// param rows: integer 1..1000 = 20 — how many
// column revision: its number
// column loaded_at: when
// column documents: number of documents that came, changed or went
// column changes: number of changes
MATCH (revision:Revision)
USING INDEX revision:Revision(number)
WHERE revision.number > 0
RETURN revision.number AS revision, toString(revision.loaded_at) AS loaded_at, size(revision.documents) AS documents, size(revision.changes) AS changes
ORDER BY revision DESC
LIMIT $rows
