"""The graph in the database: admission, loading, verification."""
