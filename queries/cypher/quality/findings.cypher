// title: Findings
// question: What should a keeper look at, of at least a severity?
// param severity: string = info — info, warning or error
// column severity: how bad it is
// column kind: the rule that found it
// column document: id of the document
// column line: line in it
// column role: id of the role it is about
// column message: what is wrong
// column suggestion: what to do
MATCH (finding:Finding)
USING INDEX finding:Finding(kind)
WHERE finding.kind IS NOT NULL
  AND finding.severity IN CASE $severity WHEN 'error' THEN ['error'] WHEN 'warning' THEN ['error', 'warning'] ELSE ['error', 'warning', 'info'] END
OPTIONAL MATCH (finding)-[:IN_DOCUMENT]->(document:Document)
OPTIONAL MATCH (role:Role {id: finding.roles[0]})
RETURN finding.severity AS severity, finding.kind AS kind, document.id AS document, finding.line AS line, role.id AS role,
       finding.message AS message, finding.suggestion AS suggestion
ORDER BY severity, kind, document, line, message
LIMIT 2000
