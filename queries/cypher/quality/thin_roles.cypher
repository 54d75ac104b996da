// title: Thinly described roles
// question: About which described roles does the graph know least?
// param rows: integer 1..1000 = 20 — how many
// column role: id of the role
// column title: its title
// column skills: number of skills
// column tools: number of tools
// column responsibilities: number of responsibilities
// column steps: number of career steps to and from it
MATCH (role:Role {described: true})
USING INDEX role:Role(described)
WITH role, COUNT { (role)-[:REQUIRES]->(:Skill) } AS skills, COUNT { (role)-[:USES]->(:Tool) } AS tools,
     COUNT { (role)-[:RESPONSIBLE_FOR]->(:Responsibility) } AS responsibilities, COUNT { (role)-[:PROGRESSES_TO]-(:Role) } AS steps
RETURN role.id AS role, role.title AS title, skills, tools, responsibilities, steps
ORDER BY skills + tools + responsibilities + steps, role
LIMIT $rows
