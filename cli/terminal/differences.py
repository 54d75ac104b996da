"""Prints differences of the graph: for people, for programs (JSON), for a pull request (Markdown)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import orjson

from cli.terminal.changed_paths import markdown_paths, path_values, print_paths
from cli.terminal.console import dim, green, print_json, red, say, yellow
from cli.terminal.following import TEXT_LABELS, Followed, without_followers
from cli.terminal.options import Shown
from cli.terminal.words import around_difference, counted, in_line, markdown_text, shortened
from graph.model import Change, Difference
from graph.schema import NODES, RELATIONSHIPS
from graph.storing.plan import Plan
from queries.planner.changes import PathChanges

SHOWN = {"text": 40, "markdown": 200}  # lines; a comment on a pull request may have 65,536 characters
LONGEST_VALUE = 60  # beside another in a line
LONGEST_TEXT = 300
_MARKS = {"added": "+", "changed": "~", "removed": "-"}
_COLOURS = {"added": green, "changed": yellow, "removed": red}
_PLACES = ("evidence_", "content", "sha256", "position", "line")  # fields with the place of a fact, not the fact

# What matters first comes first; labels and types that the schema has no more come before findings and documents.
_ORDER = {label: place for place, label in enumerate((*NODES, *RELATIONSHIPS))} | {"Finding": 100, "Document": 101}
_ORDER_OF_OTHERS = 99


class Line(NamedTuple):
    """A change for people; `texts` are a long value before and after."""

    kind: str
    label: str
    id: str
    detail: str
    texts: tuple[str, ...] = ()


class Told(NamedTuple):
    """The lines of a difference, and the numbers of changes that only move a fact within its document, and that only
    follow from others.
    """

    lines: list[Line]
    moved: int
    followed: int = 0


def show_plan(planned: Plan, paths: PathChanges, shown: Shown, *, every: bool = False) -> None:
    """Prints what a load would change, and which shortest paths with it. `every`: all changes, also what only follows
    from others.
    """
    if shown == "json":
        _print_plan_as_json(planned, paths)
        return
    told = told_changes(planned.difference.changes(), _leads_to(planned), every=every)
    documents = counted(len(planned.documents), "document")
    heading = (
        f"Loading would change: {in_words(planned.difference)}; {documents}." if planned else "Nothing would change."
    )
    if shown == "markdown":
        say("\n".join((f"### {heading}", "", *markdown_table(told, every=every), *markdown_paths(paths))))
    else:
        say(heading)
        print_lines(told, every=every)
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
    """Prints a difference for people, each edge of it; `what` begins the line above it."""
    say(f"{what} {in_words(difference)}.")
    print_lines(told_changes(difference.changes(), every=True))


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


def told_changes(changes: Iterable[Change], notes: Mapping[tuple[str, str], str] = {}, *, every: bool = False) -> Told:
    """Changes as lines, roles and their edges first, findings and documents last; without what only follows from
    others, unless `every` is wanted. `notes` has more to say of nodes, by label and id.
    """
    followed = Followed(list(changes), {}, 0) if every else without_followers(changes)
    lines, moved = [], 0
    for change in sorted(followed.changes, key=lambda change: _ORDER.get(change.label, _ORDER_OF_OTHERS)):
        if change.field is None:
            has = followed.has.get(change.id) if change.label == "Role" else None
            parts = (_name(change), notes.get((change.label, change.id)), has and f"with {has}")
            lines.append(Line(change.kind, change.label, _shown_id(change), "; ".join(filter(None, parts))))
        elif change.field.startswith(_PLACES):
            moved += 1
        else:
            lines.append(_changed(change, change.field))
    return Told(lines, moved, followed.left_out)


def _name(change: Change) -> str | None:
    """What people call a node, the words of a requirement; other edges are named by their ids."""
    words = change.title if change.label in NODES else change.words
    return shortened(in_line(words), LONGEST_TEXT) if words else None


def _shown_id(change: Change) -> str:
    """The id; of a text without the hash that ends it."""
    return change.id.rpartition("/")[0] if change.label in TEXT_LABELS else change.id


def _changed(change: Change, field: str) -> Line:
    before, after = (_value(value) for value in (change.before, change.after))
    if max(len(before), len(after)) <= LONGEST_VALUE:
        return Line(change.kind, change.label, _shown_id(change), f"{field}: {before} → {after}")
    texts = around_difference(before, after, LONGEST_TEXT)
    return Line(change.kind, change.label, _shown_id(change), f"{field}:", texts)


def _value(value: str | None) -> str:
    """A value for people: a text in quotes, in one line."""
    if value is None:
        return "nothing"
    said = orjson.loads(value)
    return f'"{in_line(said)}"' if isinstance(said, str) else value


def print_lines(told: Told, *, every: bool = False) -> None:
    """Prints a line for each change, unwrapped, so that it can be searched; below it what a long text was and is."""
    lines = told.lines if every else told.lines[: SHOWN["text"]]
    width = max((len(line.label) for line in lines), default=0)
    for line in lines:
        mark = _COLOURS[line.kind](_MARKS[line.kind])
        say(f"{mark} {line.label:{width}}  {line.id}" + (f"  {dim(line.detail)}" if line.detail else ""))
        for colour, sign, text in zip((red, green), "-+", line.texts, strict=False):
            say(f"    {colour(sign)} {text}")
    for rest in _rest(told, len(lines)):
        say(rest)


def markdown_table(told: Told, *, every: bool = False) -> list[str]:
    """The changes as a Markdown table, and a line for what it leaves out."""
    lines = told.lines if every else told.lines[: SHOWN["markdown"]]
    table = ["| | what | id | |", "|---|---|---|---|", *map(_markdown_row, lines), ""] if lines else []
    return [*table, *(part for rest in _rest(told, len(lines)) for part in (rest, ""))]


def _markdown_row(line: Line) -> str:
    detail = " ".join(filter(None, (line.detail, " → ".join(line.texts))))
    return f"| {' | '.join((_MARKS[line.kind], *map(markdown_text, (line.label, line.id, detail))))} |"


def _rest(told: Told, shown: int) -> list[str]:
    """A line about the changes that are not shown."""
    rest = []
    if (more := len(told.lines) - shown) > 0:
        rest.append(f"… and {more} more; --all shows them.")
    beside = [f"{counted(told.moved, 'value')} that only say where something stands"] if told.moved else []
    if told.followed:
        beside.append(f"{counted(told.followed, 'change')} that only follow from these, which --all shows")
    if beside:
        rest.append(f"Beside these, {' and '.join(beside)}; --json shows all.")
    return rest


def _leads_to(planned: Plan) -> dict[tuple[str, str], str]:
    """Where the ids of removed nodes lead to."""
    return {
        key: f"its id leads to {replaced_by} from then on"
        for key in planned.difference.removed_nodes
        if (replaced_by := planned.retired.get(str(key)))
    }
