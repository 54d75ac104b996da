"""Paths, gaps and recommendations on the network."""
