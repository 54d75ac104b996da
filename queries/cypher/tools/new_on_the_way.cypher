// title: Tools to learn for a role
// question: Which tools does one role use that another does not?
// param from: string = data-engineer — id of the role one has
// param to: string = mlops-engineer — id of the role one wants
// column tool: name of the tool
// column commonality: common, context_specific or optional
// column purpose: what for
MATCH (:Role {id: $to})-[use:USES]->(tool:Tool)
WHERE NOT EXISTS { (:Role {id: $from})-[:USES]->(tool) }
RETURN tool.name AS tool, use.commonality AS commonality, use.purpose AS purpose
ORDER BY commonality, tool
LIMIT 500
