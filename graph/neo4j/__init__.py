"""Neo4j itself: the driver, the address, and a local server from its jars."""
