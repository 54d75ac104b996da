"""`docs/data-model.md`, made from `graph/schema.py`."""

from __future__ import annotations

from collections.abc import Iterable

from cli.pages.model_picture import model_picture
from graph.schema import EVIDENCE, NODES, RELATIONSHIPS, TEXT_RELATIONSHIPS, Property
from graph.weights import IMPORTANCE_SHARE, TIER_SHARE

_EVIDENCE = {property.name for property in EVIDENCE}


def data_model_page() -> str:
    """The whole page as Markdown."""
    return "\n".join((*_INTRODUCTION, *_picture(), *_nodes(), *_relationships(), *_weights(), ""))


_INTRODUCTION = (
    "# The data model",
    "",
    "Written by `make docs` from `graph/schema.py`. Every node has a unique string `id`.",
    "",
)


def _picture() -> Iterable[str]:
    yield from model_picture()
    yield ""
    yield f"The kinds of sentences are {', '.join(TEXT_RELATIONSHIPS)}."
    yield ""


def _nodes() -> Iterable[str]:
    yield "## Nodes"
    for node in NODES.values():
        section = f" Section of the blueprint: {node.section}." if node.section else ""
        outside = "" if node.folded else " Outside the fold."
        yield from ("", f"### {node.label}", "", f"{node.description}{section}{outside}", "")
        yield from _table(node.properties)


def _relationships() -> Iterable[str]:
    yield from (
        "",
        "## Relationships",
        "",
        "Edges that state facts carry their evidence as parallel lists, one entry a mention:",
        "",
    )
    yield from _table(EVIDENCE)
    for relationship in RELATIONSHIPS.values():
        key = f" and each `{relationship.key}`" if relationship.key else ""
        evidence = " Carries evidence." if relationship.evidence else ""
        yield from (
            "",
            f"### (:{relationship.start})-[:{relationship.type}]->(:{relationship.end})",
            "",
            f"{relationship.description} One edge for each pair of nodes{key}.{evidence}",
            "",
        )
        yield from _table(property for property in relationship.all_properties if property.name not in _EVIDENCE)


def _table(properties: Iterable[Property]) -> Iterable[str]:
    rows = list(properties)
    if rows:
        yield "| property | type | | |"
        yield "|---|---|---|---|"
    for row in rows:
        allowed = f" {', '.join(f'`{word}`' for word in row.allowed)}" if row.allowed else ""
        yield f"| `{row.name}` | {row.type} | {'required' if row.required else ''} | {row.description}{allowed} |"


def _weights() -> Iterable[str]:
    yield from (
        "",
        "## Weight of a required skill",
        "",
        "`REQUIRES.weight` = share of the tier × share of the importance:",
        "",
    )
    yield from ("| tier | share | importance | share |", "|---|---|---|---|")
    for (tier, tier_share), (importance, importance_share) in zip(
        TIER_SHARE.items(), [*IMPORTANCE_SHARE.items(), ("", "")], strict=True
    ):
        yield (
            f"| {tier or 'none'} | {tier_share} | {importance if importance is not None else 'none'} | "
            f"{importance_share} |"
        )
