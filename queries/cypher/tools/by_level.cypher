// title: Tools by level
// question: Which tools are common for the roles at a level?
// param level: string = senior — id of a level
// param rows: integer 1..1000 = 20 — how many
// column tool: name of the tool
// column roles: number of roles that use it
// column common: number of roles where it is common
MATCH (:Level {id: $level})<-[:AT_LEVEL]-(:Role)-[use:USES]->(tool:Tool)
RETURN tool.name AS tool, count(*) AS roles, count(CASE use.commonality WHEN 'common' THEN 1 END) AS common
ORDER BY roles DESC, common DESC, tool
LIMIT $rows
