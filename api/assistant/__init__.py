"""The graph in an assistant: an MCP server whose tools are GraphQL operations."""
