// title: A role in numbers
// question: How much does the graph know about a role?
// param role: string = ai-engineer — id of a role
// column role: its id
// column title: its title
// column level: its level
// column family: its family
// column skills: number of skills
// column tools: number of tools
// column kpis: number of KPIs
// column stakeholders: number of people and teams it works with
// column steps_out: number of steps away from it
// column steps_in: number of steps to it
// column documents: number of documents that describe it
MATCH (role:Role {id: $role})
OPTIONAL MATCH (role)-[:AT_LEVEL]->(level:Level)
OPTIONAL MATCH (role)-[:IN_FAMILY]->(family:Family)
RETURN role.id AS role, role.title AS title, level.name AS level, family.name AS family, COUNT { (role)-[:REQUIRES]->(:Skill) } AS skills,
       COUNT { (role)-[:USES]->(:Tool) } AS tools, COUNT { (role)-[:MEASURED_BY]->(:Kpi) } AS kpis,
       COUNT { (role)-[:WORKS_WITH]->(:Stakeholder) } AS stakeholders, COUNT { (role)-[:PROGRESSES_TO]->(:Role) } AS steps_out,
       COUNT { (role)<-[:PROGRESSES_TO]-(:Role) } AS steps_in, COUNT { (role)-[:DESCRIBED_IN]->(:Document) } AS documents
LIMIT 1
