"""Neo4j: the driver, the address, and a local server from its jars."""
