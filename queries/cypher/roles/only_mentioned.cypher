// title: Roles that are only mentioned
// question: Which roles do documents name that no document describes, and how often?
// column role: id of the role
// column title: its title
// column mentions: number of documents that name it
// column steps: number of career steps to and from it
MATCH (role:Role {described: false})
USING INDEX role:Role(described)
RETURN role.id AS role, role.title AS title, COUNT { (role)-[:MENTIONED_IN]->(:Document) } AS mentions,
       COUNT { (role)-[:PROGRESSES_TO]-(:Role) } AS steps
ORDER BY mentions DESC, role
LIMIT 1000
