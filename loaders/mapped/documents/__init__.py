"""A framework as documents of the graph, one for each role in each original."""
