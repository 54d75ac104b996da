// title: Steps that one end does not confirm
// question: Which promotions are named by one role's document only?
// param family: string = applied-ai — id of the family of the role the step starts from
// column from: id of the role the step starts from
// column to: id of the role it leads to
// column documents: documents that say it
MATCH (:Family {id: $family})<-[:IN_FAMILY]-(start:Role)-[step:PROGRESSES_TO {kind: 'promotion'}]->(end:Role)
WHERE NOT step.confirmed
RETURN start.id AS from, end.id AS to, step.evidence_document AS documents
ORDER BY from, to
LIMIT 500
