// title: Every source of a role
// question: Where does each fact of a role stand, one row a source?
// param role: string = ai-engineer — id of the role
// column relationship: what is said of the role
// column id: id of what it is said of
// column name: its name, title or text
// column document: the document that says it
// column section: the section it stands in
// column line: the line, where there is one
// column words: as written
MATCH (:Role {id: $role})-[said]->(other)
UNWIND range(0, size(coalesce(said.evidence_document, [])) - 1) AS at
WITH type(said) AS relationship, other.id AS id, coalesce(other.name, other.title, other.text) AS name, said, at
RETURN relationship, id, name, said.evidence_document[at] AS document, said.evidence_section[at] AS section,
       CASE WHEN said.evidence_line[at] > 0 THEN said.evidence_line[at] END AS line, said.evidence_words[at] AS words
ORDER BY relationship, name, id, at
LIMIT 5000
