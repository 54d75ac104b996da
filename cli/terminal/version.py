"""`ladder --version`."""

from __future__ import annotations

import hashlib
from importlib.metadata import version as installed
from pathlib import Path

SCHEMA = Path(__file__).parents[2] / "api" / "schema.graphql"
DIGITS = 12


def version() -> str:
    """The versions of the program and of its GraphQL schema, which is a hash of the schema's text."""
    schema = hashlib.sha256(SCHEMA.read_bytes()).hexdigest()[:DIGITS]
    return (
        f"ladder {installed('career-ladder-graph')}\n"
        f"GraphQL schema {schema} (the first {DIGITS} digits of the SHA-256 of api/schema.graphql)"
    )
