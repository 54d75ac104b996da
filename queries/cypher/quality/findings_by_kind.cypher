// title: Findings by rule
// question: How many findings has each rule, and in how many documents?
// column kind: the rule
// column severity: how bad it is
// column findings: number of findings
// column documents: number of documents they point into
MATCH (finding:Finding)
USING INDEX finding:Finding(kind)
WHERE finding.kind IS NOT NULL
OPTIONAL MATCH (finding)-[:IN_DOCUMENT]->(document:Document)
RETURN finding.kind AS kind, finding.severity AS severity, count(DISTINCT finding) AS findings, count(DISTINCT document) AS documents
ORDER BY findings DESC, kind, severity
LIMIT 500
