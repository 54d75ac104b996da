// title: Tools of a category
// question: Which tools stand in a category, and how many roles use each?
// param category: string = containers-and-orchestration — id of a category
// column tool: name of the tool
// column roles: number of roles that use it
MATCH (:ToolCategory {id: $category})<-[:IN_CATEGORY]-(tool:Tool)
RETURN tool.name AS tool, COUNT { (tool)<-[:USES]-(:Role) } AS roles
ORDER BY roles DESC, tool
LIMIT 500
