"""`ladder compare`: roles side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from cli.terminal.console import bold, print_json, print_table, say
from cli.terminal.options import HomeOption, JsonOption
from cli.terminal.roles import read_roles
from queries.ladders.comparison import ComparedItem, SectionComparison, network_sections
from queries.ladders.ladder import roles_to_compare
from queries.planner.roles import role_id


def compare(
    roles: Annotated[list[str], typer.Argument(help="Two to five roles.")],
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Two to five roles side by side.

    Their position, skills, tools and next roles: what they share and where they differ.
    """
    network = read_roles(home)
    numbers = roles_to_compare(network, [role_id(network, role) for role in roles])
    sections = network_sections(network, numbers)
    titles = [network.roles[number].title for number in numbers]
    if as_json:
        print_json({"roles": titles, "sections": [_values(section) for section in sections]})
    else:
        for section in sections:
            _print(section, titles)


def _values(section: SectionComparison) -> dict[str, Any]:
    differences = [{"name": item.name, "values": item.values} for item in section.differences]
    return {"section": section.section, "shared": section.shared, "differences": differences}


def _print(section: SectionComparison, titles: Sequence[str]) -> None:
    alike = ", ".join(section.shared) or "nothing"
    asked = [item.name for item in section.differences if section.section == "skills" and None not in item.values]
    otherwise = f"; asked of all, but otherwise: {', '.join(asked)}" if asked else ""
    say(f"\n{bold(section.section.capitalize())} alike: {alike}{otherwise}")
    if section.differences:
        print_table(("", *titles), [(item.name, *_cells(item)) for item in section.differences])


def _cells(item: ComparedItem) -> list[str]:
    """A cell for each role: empty where the role lacks the item, `yes` where it only names it."""
    return ["" if value is None else value or "yes" for value in item.values]
