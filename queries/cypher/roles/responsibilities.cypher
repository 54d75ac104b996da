// title: Responsibilities of a role
// question: What does a role answer for, in its documents' words and order?
// param role: string = ai-engineer — id of a role
// column kind: strategic, operational, technical, cross_functional, governance or leadership
// column text: the sentence
// column items: what it introduces
// column document: the first document that says it
MATCH (:Role {id: $role})-[answers:RESPONSIBLE_FOR]->(responsibility:Responsibility)
RETURN responsibility.kind AS kind, responsibility.text AS text, responsibility.items AS items, answers.evidence_document[0] AS document
ORDER BY answers.position, kind, text
LIMIT 500
