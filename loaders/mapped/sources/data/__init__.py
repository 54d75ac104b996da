"""YAML and JSON as leaves, in whatever way they were exported."""
