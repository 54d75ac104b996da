"""Prints changed shortest paths: for people, for programs (JSON), for a pull request (Markdown)."""

from __future__ import annotations

from typing import Any, Literal

from cli.terminal.console import bold, green, red, say
from cli.terminal.words import counted, markdown_text
from queries.planner.changes import PathChange, PathChanges, ShortestPath
from queries.planner.wording import time_words

SHOWN = {"text": 10, "markdown": 50}


def path_values(paths: PathChanges) -> dict[str, Any]:
    return {"changes": [_change_values(change) for change in paths.changes], "complete": paths.complete}


def _change_values(change: PathChange) -> dict[str, Any]:
    track, family, start, end = change.stretch
    return {
        "name": change.name,
        "track": track,
        "family": family,
        "from": start,
        "to": end,
        "before": _values(change.before),
        "after": _values(change.after),
    }


def _values(path: ShortestPath | None) -> dict[str, Any] | None:
    return {"roles": path.roles, "months": path.months._asdict()} if path else None


def print_paths(paths: PathChanges) -> None:
    if paths.changes:
        say(f"\n{_heading(paths)}")
    for change in paths.changes[: SHOWN["text"]]:
        say(bold(change.name))
        say(f"  {red('-')} {_in_words(change.before)}")
        say(f"  {green('+')} {_in_words(change.after)}")
    for rest in _rest(paths, "text"):
        say(rest)


def markdown_paths(paths: PathChanges) -> list[str]:
    rows = [
        f"| {' | '.join(map(markdown_text, (change.name, _in_words(change.before), _in_words(change.after))))} |"
        for change in paths.changes[: SHOWN["markdown"]]
    ]
    heading = [f"#### {_heading(paths)}", "", "| between | before | after |", "|---|---|---|"]
    table = [*heading, *rows, ""] if rows else []
    return [*table, *_rest(paths, "markdown")]


def _heading(paths: PathChanges) -> str:
    return f"Shortest paths between levels that change: {len(paths.changes)}"


def _in_words(path: ShortestPath | None) -> str:
    if path is None:
        return "no path"
    return f"{' → '.join(path.titles)} ({time_words(path.months.min, path.months.max)})"


def _rest(paths: PathChanges, shown: Literal["text", "markdown"]) -> list[str]:
    """A line about the paths that are not shown."""
    rest = []
    if (more := len(paths.changes) - SHOWN[shown]) > 0:
        rest.append(f"… and {counted(more, 'path')} more; --json shows all.")
    if not paths.complete:
        rest.append("The edit touches so much that only the paths nearest to it were looked at.")
    return rest
