"""The model as a Mermaid graph."""

from __future__ import annotations

from collections.abc import Iterator

from graph.schema import RELATIONSHIPS, TEXT_RELATIONSHIPS


def model_picture() -> Iterator[str]:
    """Every relationship; all those to sentences are drawn as one."""
    yield "```mermaid"
    yield "graph LR"
    for relationship in RELATIONSHIPS.values():
        if relationship.type not in TEXT_RELATIONSHIPS:
            yield f"  {relationship.start} -->|{relationship.type}| {relationship.end}"
    yield f'  Role -->|"{len(TEXT_RELATIONSHIPS)} kinds of sentences"| Text["Responsibility, Activity, … Note"]'
    yield "```"
