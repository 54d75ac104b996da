"""Findings at a terminal: printed in full by `ladder lint`, counted after a load."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from cli.terminal.console import bold, cyan, dim, note, red, say, yellow
from cli.terminal.words import counted
from graph.folding.findings import Finding
from graph.schema import SEVERITIES

WORST = 5  # findings that a load shows
_COLOURS = {"error": red, "warning": yellow, "info": cyan}


def place_of(document: str, folders: Iterable[Path]) -> str:
    """The path of a document's file, if it is in one of the folders; else the document's id. A role of an original has
    its id behind the file's name ("house/originals/ladder.md#baker").
    """
    name = document.partition("/")[2].partition("#")[0]
    for folder in folders:
        if name and (folder / name).is_file():
            return str(folder / name)
        if folder.is_file() and folder.resolve().as_posix().endswith(f"/{name}"):
            return str(folder)
    return document


def print_finding(finding: Finding, folders: Iterable[Path]) -> None:
    """Prints a finding with its place and what to do."""
    say(in_words(finding, folders))
    if finding.suggestion:
        say(f"    {finding.suggestion}")


def in_words(finding: Finding, folders: Iterable[Path] = ()) -> str:
    """`acme/roles/baker.yaml:3: warning …`."""
    place = place_of(finding.document, folders) if finding.document else finding.role or "ladder"
    line = f":{finding.line}" if finding.line else ""
    severity = _COLOURS[finding.severity](finding.severity)
    return f"{bold(place + line)}: {severity} {finding.message} {dim(f'({finding.kind})')}"


def count_in_words(findings: Iterable[Finding]) -> str:
    """`1 error, 2 warning`; empty for none."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(f"{counts[severity]} {severity}" for severity in reversed(SEVERITIES) if counts[severity])


def note_worst(findings: Sequence[Finding]) -> None:
    """Notes how many errors and warnings there are, and the worst of them."""
    bad = sorted(
        (finding for finding in findings if finding.severity != "info"),
        key=lambda finding: -SEVERITIES.index(finding.severity),
    )
    if bad:
        shown = bad[:WORST]
        note(f"Findings: {count_in_words(bad)}.")
        for finding in shown:
            note(f"  {in_words(finding)}")
        if more := len(bad) - len(shown):
            note(f"  {counted(more, 'more finding')}; `ladder lint` shows all.")
