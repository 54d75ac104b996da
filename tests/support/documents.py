"""Documents written down in a test."""

from __future__ import annotations

from graph.documents.document import Document
from loaders.curated.read import read_yaml


def document(text: str, name: str = "roles/a.yaml", collection: str = "test") -> Document:
    """A curated document from YAML text."""
    return read_yaml(text.encode(), collection, name)
