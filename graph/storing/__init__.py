"""The graph in the database: load, verify, and what may not enter."""
