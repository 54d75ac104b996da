"""`docs/data-model.md`, made from `graph/schema.py`."""

from __future__ import annotations

from collections.abc import Iterable

from graph.schema import EVIDENCE, NODES, RELATIONSHIPS, TEXT_RELATIONSHIPS, Property
from graph.weights import IMPORTANCE_SHARE, TIER_SHARE

_EVIDENCE = {each.name for each in EVIDENCE}


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
    yield "```mermaid"
    yield "graph LR"
    for each in RELATIONSHIPS.values():
        if each.type not in TEXT_RELATIONSHIPS:
            yield f"  {each.start} -->|{each.type}| {each.end}"
    yield f'  Role -->|"{len(TEXT_RELATIONSHIPS)} kinds of sentences"| Text["Responsibility, Activity, … Note"]'
    yield "```"
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
    for each in RELATIONSHIPS.values():
        key = (
            f" One edge for each pair of nodes and each `{each.key}`."
            if each.key
            else " One edge for each pair of nodes."
        )
        evidence = " Carries evidence." if each.evidence else ""
        yield from (
            "",
            f"### (:{each.start})-[:{each.type}]->(:{each.end})",
            "",
            f"{each.description}{key}{evidence}",
            "",
        )
        yield from _table(prop for prop in each.all_properties if prop.name not in _EVIDENCE)


def _table(properties: Iterable[Property]) -> Iterable[str]:
    rows = list(properties)
    if rows:
        yield "| property | type | | |"
        yield "|---|---|---|---|"
    for each in rows:
        allowed = f" {', '.join(f'`{word}`' for word in each.allowed)}" if each.allowed else ""
        yield f"| `{each.name}` | {each.type} | {'required' if each.required else ''} | {each.description}{allowed} |"


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
