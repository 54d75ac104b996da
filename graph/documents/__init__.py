"""Documents, the graph's only source: their typed content, and the ids that their names resolve to."""
