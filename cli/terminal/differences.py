"""How differences are printed: for people, for programs (JSON), for a pull request (Markdown)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple

import typer
from rich.markup import escape

from cli.terminal.session import out, print_json
from graph.model import Change, Difference, NodeKey
from graph.schema import NODES, RELATIONSHIPS, Properties
from graph.storing.plan import Plan
from queries.network.build import network_of
from queries.planner.changes import PathChange, PathChanges, ShortestPath, path_changes

Format = Literal["text", "json", "markdown"]
MarkdownOption = Annotated[bool, typer.Option("--markdown", help="Print Markdown, as for a pull request.")]

SHOWN = {"text": 40, "markdown": 200}  # lines; a comment on a pull request may have 65,536 characters
SHOWN_PATHS = {"text": 10, "markdown": 50}
LONGEST_VALUE = 60
_MARKS = {"added": "+", "changed": "~", "removed": "-"}
_COLOURS = {"added": "green", "changed": "yellow", "removed": "red"}
_ORDER = {label: at for at, label in enumerate((*NODES, *RELATIONSHIPS))} | {
    "Finding": 100,
    "Document": 101,
}  # what matters first
_PLACES = ("evidence_", "content", "sha256", "position", "line")  # fields that say where a fact stands


class Line(NamedTuple):
    """A change as people read it."""

    kind: str
    label: str
    id: str
    detail: str


class Told(NamedTuple):
    """The lines of a difference, and how many more only move a fact to another place of its document."""

    lines: list[Line]
    moved: int


def chosen_format(*, as_json: bool, markdown: bool) -> Format:
    if as_json and markdown:
        raise typer.BadParameter("give --json or --markdown, not both")
    return "json" if as_json else "markdown" if markdown else "text"


def show_plan(planned: Plan, format: Format, *, drafts: bool) -> None:
    """What a load would change, and which shortest paths; `drafts`: paths may lead over roles that are drafts."""
    before, after = (network_of(graph, drafts=drafts) for graph in (planned.before, planned.after))
    paths = path_changes(before, after)
    changes = list(planned.difference.changes())
    if format == "json":
        revision = planned.base.revision if planned.base else 0
        print_json(
            {
                "revision": revision,
                "documents": planned.documents,
                "changes": change_values(changes),
                "paths": _path_values(paths),
            }
        )
        return
    told = told_changes(changes, _names(planned))
    heading = (
        f"Loading would change: {in_words(planned.difference)}; {_count(len(planned.documents), 'document')}"
        if changes
        else "Nothing would change"
    )
    if format == "markdown":
        typer.echo("\n".join((f"### {heading}.", "", *markdown_table(told), *_markdown_paths(paths))))
    else:
        out.print(f"{heading}.")
        print_lines(told)
        _print_paths(paths)


def show_difference(difference: Difference, what: str) -> None:
    """A difference for people alone; `what` says whose it is."""
    changes = list(difference.changes())
    out.print(f"{what} {in_words(difference)}.")
    print_lines(told_changes(changes, _names_in({**difference.removed_nodes, **difference.added_nodes})))


def in_words(difference: Difference) -> str:
    nodes = (len(difference.added_nodes), len(difference.changed_nodes), len(difference.removed_nodes))
    edges = (len(difference.added_edges), len(difference.changed_edges), len(difference.removed_edges))
    return ", ".join(
        "{} added, {} changed, {} removed".format(*counts).join((f"{what}: ", ""))
        for what, counts in (("nodes", nodes), ("edges", edges))
    )


def change_values(changes: Iterable[Change]) -> list[dict[str, str]]:
    return [{name: value for name, value in change._asdict().items() if value is not None} for change in changes]


def told_changes(changes: Iterable[Change], names: Mapping[tuple[str, str], str] = {}) -> Told:
    """Roles and their edges first, findings and documents last. `names` says more of a node that comes or goes, by
    label and id.
    """
    told, moved = Told([], 0), 0
    for change in sorted(changes, key=lambda change: _ORDER.get(change.label, 99)):
        if change.field and change.field.startswith(_PLACES):
            moved += 1
        else:
            detail = (
                f"{change.field}: {_short(change.before)} → {_short(change.after)}"
                if change.field
                else names.get((change.label, change.id), "")
            )
            told.lines.append(Line(change.kind, change.label, change.id, detail))
    return told._replace(moved=moved)


def print_lines(told: Told) -> None:
    """One line a change, never wrapped, so that it can be searched."""
    shown = told.lines[: SHOWN["text"]]
    width = max((len(line.label) for line in shown), default=0)
    for line in shown:
        mark = f"[{_COLOURS[line.kind]}]{_MARKS[line.kind]}[/]"
        out.print(
            f"{mark} {line.label:{width}}  {escape(line.id)}"
            + (f"  [dim]{escape(line.detail)}[/]" if line.detail else "")
        )
    for rest in _rest(told, "text"):
        out.print(rest)


def markdown_table(told: Told) -> list[str]:
    rows = [
        f"| {' | '.join((_MARKS[line.kind], *map(markdown_text, line[1:])))} |"
        for line in told.lines[: SHOWN["markdown"]]
    ]
    table = ["| | what | id | |", "|---|---|---|---|", *rows, ""] if rows else []
    return [*table, *(part for rest in _rest(told, "markdown") for part in (rest, ""))]


def markdown_text(text: str) -> str:
    """Text that Markdown takes as it is, inside a table too; nobody is mentioned by it."""
    return " ".join(text.split()).translate(_MARKDOWN)


_MARKDOWN = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]|"}
    | {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;", "#": "&#35;"}
)


def _rest(told: Told, format: Literal["text", "markdown"]) -> list[str]:
    more = len(told.lines) - SHOWN[format]
    rest = [f"… and {more} more; --json shows all."] if more > 0 else []
    return rest + (
        [f"Beside these, {_count(told.moved, 'value')} that only say where something stands; --json shows them."]
        if told.moved
        else []
    )


def _names(planned: Plan) -> dict[tuple[str, str], str]:
    names = _names_in({**planned.difference.removed_nodes, **planned.difference.added_nodes})
    for key in planned.difference.removed_nodes:
        if replaced_by := planned.retired.get(str(key)):
            names[key] = f"{names[key]}; its id leads to {replaced_by} from then on"
    return names


def _names_in(nodes: Mapping[NodeKey, Properties]) -> dict[tuple[str, str], str]:
    """What a node is called: a title, a name, a message or a sentence."""
    given = {
        key: next((said[name] for name in ("title", "name", "message", "text") if name in said), "")
        for key, said in nodes.items()
    }
    return {key: _short(name) for key, name in given.items()}


def _short(value: str | None) -> str:
    text = "nothing" if value is None else value
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


# Shortest paths


def _path_values(paths: PathChanges) -> dict[str, Any]:
    def values(path: ShortestPath | None) -> dict[str, Any] | None:
        return {"roles": path.roles, "months": path.months._asdict()} if path else None

    changes = [
        {**_stretch_values(each), "before": values(each.before), "after": values(each.after)} for each in paths.changes
    ]
    return {"changes": changes, "complete": paths.complete}


def _stretch_values(change: PathChange) -> dict[str, Any]:
    track, family, start, end = change.stretch
    return {"name": change.name, "track": track, "family": family, "from": start, "to": end}


def _path_text(path: ShortestPath | None) -> str:
    if path is None:
        return "no path"
    low, high, _ = path.months
    time = "time unknown" if low is None else f"{low} months" if low == high else f"{low}–{high} months"
    return f"{' → '.join(path.titles)} ({time})"


def _path_rest(paths: PathChanges, format: Literal["text", "markdown"]) -> Sequence[str]:
    more = len(paths.changes) - SHOWN_PATHS[format]
    rest = [f"… and {_count(more, 'path')} more; --json shows all."] if more > 0 else []
    return rest + (
        [] if paths.complete else ["The edit touches so much that only the paths nearest to it were looked at."]
    )


def _print_paths(paths: PathChanges) -> None:
    if paths.changes:
        out.print(f"\nShortest paths between levels that change: {len(paths.changes)}")
    for each in paths.changes[: SHOWN_PATHS["text"]]:
        out.print(
            f"[bold]{escape(each.name)}[/]\n  [red]-[/] {escape(_path_text(each.before))}\n  [green]+[/] "
            f"{escape(_path_text(each.after))}"
        )
    for rest in _path_rest(paths, "text"):
        out.print(rest)


def _markdown_paths(paths: PathChanges) -> Sequence[str]:
    shown = paths.changes[: SHOWN_PATHS["markdown"]]
    rows = [
        f"| {' | '.join(map(markdown_text, (each.name, _path_text(each.before), _path_text(each.after))))} |"
        for each in shown
    ]
    heading = f"#### Shortest paths between levels that change: {len(paths.changes)}"
    table = [heading, "", "| between | before | after |", "|---|---|---|", *rows, ""] if rows else []
    return [*table, *_path_rest(paths, "markdown")]
