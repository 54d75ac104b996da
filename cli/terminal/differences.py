"""Prints differences of the graph: for people, for programs (JSON), for a pull request (Markdown)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from cli.terminal.changed_paths import markdown_paths, path_values, print_paths
from cli.terminal.console import dim, green, print_json, red, say, yellow
from cli.terminal.options import Shown
from cli.terminal.words import around_difference, counted, markdown_text, shortened
from graph.model import Change, Difference, NodeKey
from graph.schema import NODES, RELATIONSHIPS, Properties
from graph.storing.plan import Plan
from queries.planner.changes import PathChanges

SHOWN = {"text": 40, "markdown": 200}  # lines; a comment on a pull request may have 65,536 characters
LONGEST_VALUE = 60
_MARKS = {"added": "+", "changed": "~", "removed": "-"}
_COLOURS = {"added": green, "changed": yellow, "removed": red}
_PLACES = ("evidence_", "content", "sha256", "position", "line")  # fields with the place of a fact, not the fact

# What matters first comes first; labels and types that the schema has no more come before findings and documents.
_ORDER = {label: place for place, label in enumerate((*NODES, *RELATIONSHIPS))} | {"Finding": 100, "Document": 101}
_ORDER_OF_OTHERS = 99


class Line(NamedTuple):
    """A change for people."""

    kind: str
    label: str
    id: str
    detail: str


class Told(NamedTuple):
    """The lines of a difference, and the number of changes that only move a fact within its document."""

    lines: list[Line]
    moved: int


def show_plan(planned: Plan, paths: PathChanges, shown: Shown) -> None:
    """Prints what a load would change, and which shortest paths with it."""
    if shown == "json":
        _print_plan_as_json(planned, paths)
        return
    told = told_changes(planned.difference.changes(), _names(planned))
    documents = counted(len(planned.documents), "document")
    heading = (
        f"Loading would change: {in_words(planned.difference)}; {documents}." if planned else "Nothing would change."
    )
    if shown == "markdown":
        say("\n".join((f"### {heading}", "", *markdown_table(told), *markdown_paths(paths))))
    else:
        say(heading)
        print_lines(told)
        print_paths(paths)


def _print_plan_as_json(planned: Plan, paths: PathChanges) -> None:
    print_json(
        {
            "revision": planned.base.revision if planned.base else 0,
            "documents": planned.documents,
            "changes": change_values(planned.difference.changes()),
            "paths": path_values(paths),
        }
    )


def show_difference(difference: Difference, what: str) -> None:
    """Prints a difference for people; `what` begins the line above it."""
    say(f"{what} {in_words(difference)}.")
    names = _names_in({**difference.removed_nodes, **difference.added_nodes})
    print_lines(told_changes(difference.changes(), names))


def in_words(difference: Difference) -> str:
    """`nodes: 1 added, 0 changed, 0 removed, edges: …`."""
    nodes = (difference.added_nodes, difference.changed_nodes, difference.removed_nodes)
    edges = (difference.added_edges, difference.changed_edges, difference.removed_edges)
    return ", ".join(
        f"{what}: {len(added)} added, {len(changed)} changed, {len(removed)} removed"
        for what, (added, changed, removed) in (("nodes", nodes), ("edges", edges))
    )


def change_values(changes: Iterable[Change]) -> list[dict[str, str]]:
    """Changes for programs, without fields that are null."""
    return [{name: value for name, value in change._asdict().items() if value is not None} for change in changes]


def told_changes(changes: Iterable[Change], names: Mapping[tuple[str, str], str] = {}) -> Told:
    """Changes as lines, roles and their edges first, findings and documents last. `names` has the names of added
    and removed nodes, by label and id.
    """
    lines, moved = [], 0
    for change in sorted(changes, key=lambda change: _ORDER.get(change.label, _ORDER_OF_OTHERS)):
        if change.field is None:
            lines.append(Line(change.kind, change.label, change.id, names.get((change.label, change.id), "")))
        elif change.field.startswith(_PLACES):
            moved += 1
        else:
            before, after = _values(change)
            detail = f"{change.field}: {before} → {after}"
            lines.append(Line(change.kind, change.label, change.id, detail))
    return Told(lines, moved)


def print_lines(told: Told) -> None:
    """Prints a line for each change, unwrapped, so that it can be searched."""
    lines = told.lines[: SHOWN["text"]]
    width = max((len(line.label) for line in lines), default=0)
    for line in lines:
        mark = _COLOURS[line.kind](_MARKS[line.kind])
        say(f"{mark} {line.label:{width}}  {line.id}" + (f"  {dim(line.detail)}" if line.detail else ""))
    for rest in _rest(told, "text"):
        say(rest)


def markdown_table(told: Told) -> list[str]:
    """The changes as a Markdown table, and a line for what it leaves out."""
    rows = [
        f"| {' | '.join((_MARKS[line.kind], *map(markdown_text, line[1:])))} |"
        for line in told.lines[: SHOWN["markdown"]]
    ]
    table = ["| | what | id | |", "|---|---|---|---|", *rows, ""] if rows else []
    return [*table, *(part for rest in _rest(told, "markdown") for part in (rest, ""))]


def _rest(told: Told, shown: Literal["text", "markdown"]) -> list[str]:
    """A line about the changes that are not shown."""
    rest = []
    if (more := len(told.lines) - SHOWN[shown]) > 0:
        rest.append(f"… and {more} more; --json shows all.")
    if told.moved:
        moved = counted(told.moved, "value")
        rest.append(f"Beside these, {moved} that only say where something stands; --json shows them.")
    return rest


def _names(planned: Plan) -> dict[tuple[str, str], str]:
    """Names of the added and removed nodes; for a removed one with the id that it leads to."""
    names = _names_in({**planned.difference.removed_nodes, **planned.difference.added_nodes})
    for key in planned.difference.removed_nodes:
        if replaced_by := planned.retired.get(str(key)):
            names[key] = f"{names[key]}; its id leads to {replaced_by} from then on"
    return names


def _names_in(nodes: Mapping[NodeKey, Properties]) -> dict[tuple[str, str], str]:
    return {key: shortened(_name(properties), LONGEST_VALUE) for key, properties in nodes.items()}


def _name(properties: Properties) -> str:
    """The name of a node: its title, name, message or sentence."""
    return next((properties[field] for field in ("title", "name", "message", "text") if field in properties), "")


def _values(change: Change) -> tuple[str, str]:
    """What a field was and is, of long texts the part that differs."""
    before, after = (value or "nothing" for value in (change.before, change.after))
    return around_difference(before, after, LONGEST_VALUE)
