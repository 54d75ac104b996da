"""For analysts: named queries, free Cypher, statistics, exports and notebooks."""
