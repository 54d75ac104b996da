// title: Tools of a family
// question: Which tools do most roles of a family use, and in which categories?
// param family: string = ml-platform — id of a family
// param rows: integer 1..1000 = 25 — how many
// column tool: name of the tool
// column categories: groups that tool tables put it in
// column roles: number of roles that use it
MATCH (:Family {id: $family})<-[:IN_FAMILY]-(role:Role)-[:USES]->(tool:Tool)
WITH tool, count(DISTINCT role) AS roles
RETURN tool.name AS tool, COLLECT { MATCH (tool)-[:IN_CATEGORY]->(category:ToolCategory) RETURN category.name ORDER BY category.name } AS categories, roles
ORDER BY roles DESC, tool
LIMIT $rows
