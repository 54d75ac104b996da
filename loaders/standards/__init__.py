"""Public standards in: the ladder's own JSON-LD, and ESCO."""
