// title: A skill as written
// question: Under which words do documents name a skill, and where?
// param skill: string = python — id of a skill
// column role: id of the role
// column words: the words as written
// column document: id of the document
// column section: section of the template
// column line: line, -1 where there is none
MATCH (:Skill {id: $skill})<-[required:REQUIRES]-(role:Role)
UNWIND range(0, size(required.evidence_words) - 1) AS at
RETURN role.id AS role, required.evidence_words[at] AS words, required.evidence_document[at] AS document,
       required.evidence_section[at] AS section, required.evidence_line[at] AS line
ORDER BY role, document, line, words
LIMIT 1000
