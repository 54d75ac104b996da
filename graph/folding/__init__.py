"""From documents to the graph: a pure function, which also makes the findings."""
