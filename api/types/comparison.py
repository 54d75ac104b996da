"""Roles side by side, section by section."""

from __future__ import annotations

import strawberry

from api.types.base import Info
from api.types.role import Role
from graph.neo4j.database import Row
from graph.sections import NOTES, TEXT_SECTIONS
from queries.ladders import comparison
from queries.ladders.comparison import compare_section


@strawberry.type(description="Something that roles differ in.")
class ComparedItem:
    name: str = strawberry.field(description="What.")
    values: list[str | None] = strawberry.field(
        description="What each role says of it, in their order; null where it has none."
    )


@strawberry.type(description="One section of a comparison.")
class SectionComparison:
    section: str = strawberry.field(description="The section.")
    shared: list[str] = strawberry.field(description="What all have alike.")
    differences: list[ComparedItem] = strawberry.field(description="What they differ in.")

    @classmethod
    def of(cls, section: comparison.SectionComparison) -> SectionComparison:
        differences = [ComparedItem(name=item.name, values=list(item.values)) for item in section.differences]
        return cls(section=section.section, shared=list(section.shared), differences=differences)


@strawberry.type(description="Roles side by side.")
class RoleComparison:
    roles: list[Role] = strawberry.field(description="The roles, in the order asked.")
    sections: list[SectionComparison] = strawberry.field(description="Every section: shared, and different.")


# By relationship, in the order of a blueprint: the section's name, and the property of edge or node in which roles may
# differ
_SECTIONS: dict[str, tuple[str, str]] = {
    "WORKS_WITH": ("stakeholders", "relation"),
    "MEASURED_BY": ("kpis", "target"),
    **{texts.relationship: (texts.name.replace("_", " "), "kind") for texts in TEXT_SECTIONS.values()},
    NOTES.relationship: (NOTES.name, "heading"),
}


async def text_sections(info: Info, ids: list[str]) -> list[comparison.SectionComparison]:
    """The sections that are not in the network in memory, for roles in this order."""
    sections = []
    for type, (name, said) in _SECTIONS.items():
        rows = await info.context.neighbours_by_id(type).load_many(ids)
        sections.append(compare_section(name, [_entries(role, said) for role in rows]))
    return sections


def _entries(rows: list[Row], said: str) -> dict[str, str]:
    ordered = sorted(rows, key=lambda row: (row["edge"].get("position", 0), row["node"]["id"]))
    found: dict[str, set[str]] = {}
    for row in ordered:
        name = row["node"].get("name") or row["node"]["text"]
        found.setdefault(name, set()).add(str(row["edge"].get(said) or row["node"].get(said) or ""))
    return {name: ", ".join(sorted(values - {""})) for name, values in found.items()}  # a manager may be internal too
