"""Curated YAML: reading it, changing it with its comments kept, and its schemas for editors."""
