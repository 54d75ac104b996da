"""Roles compared in the sections that only the database holds."""

from __future__ import annotations

from api.types.role import Info
from graph.neo4j.database import Row
from graph.sections import NOTES, TEXT_SECTIONS
from queries.ladders.comparison import SectionComparison, compare_section

# Section by relationship, in the order of the blueprint; what a role says of an entry is the name of one property of
# edge or node.
_SECTIONS: dict[str, tuple[str, str]] = {
    "WORKS_WITH": ("stakeholders", "relation"),
    "MEASURED_BY": ("kpis", "target"),
    **{texts.relationship: (texts.name.replace("_", " "), "kind") for texts in TEXT_SECTIONS.values()},
    NOTES.relationship: (NOTES.name, "heading"),
}


async def text_sections(info: Info, ids: list[str]) -> list[SectionComparison]:
    """Every section of the roles that is not in the network, in their order."""
    sections = []
    for type, (name, said) in _SECTIONS.items():
        rows = await info.context.neighbours_by_id(type).load_many(ids)
        sections.append(compare_section(name, [_entries(role, said) for role in rows]))
    return sections


def _entries(rows: list[Row], said: str) -> dict[str, str]:
    ordered = sorted(rows, key=lambda row: (row["edge"].get("position", 0), row["node"]["id"]))
    return {
        row["node"].get("name") or row["node"]["text"]: str(row["edge"].get(said) or row["node"].get(said) or "")
        for row in ordered
    }
