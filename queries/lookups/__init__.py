"""Reading nodes, names and history from the database."""
