"""From documents to the graph: a pure function, with the findings it makes on the way."""
