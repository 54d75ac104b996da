"""Findings for programs: JSON, annotations of GitHub Actions, and SARIF 2.1.0 (OASIS) for code scanning."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cli.terminal.console import print_json, say
from cli.terminal.findings import place_of
from graph.folding.findings import Finding, rules

_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}
_SARIF = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"

Folders = Iterable[Path]


def _path(finding: Finding, folders: Folders) -> str | None:
    """The path of the file relative to the current folder."""
    if not finding.document:
        return None
    place = place_of(finding.document, folders)
    return Path(os.path.relpath(place)).as_posix() if Path(place).is_file() else place


def as_json(findings: Sequence[Finding], folders: Folders) -> None:
    fields = ("kind", "severity", "message", "suggestion", "document", "line", "role")

    def values(finding: Finding) -> dict[str, Any]:
        path = place_of(finding.document, folders) if finding.document else None
        return {field: getattr(finding, field) for field in fields} | {"path": path}

    print_json(list(map(values, findings)))


def as_github(findings: Sequence[Finding], folders: Folders) -> None:
    """Workflow commands: GitHub shows a finding at its line of the pull request."""
    for finding in findings:
        place = {"file": _path(finding, folders), "line": finding.line, "title": finding.kind}
        properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in place.items() if value)
        message = " ".join(filter(None, (finding.message, finding.suggestion)))
        say(f"::{_GITHUB[finding.severity]} {properties}::{_escaped(message)}")


def _escaped(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def as_sarif(findings: Sequence[Finding], folders: Folders) -> None:
    told = {rule.kind: rule.meaning for rule in rules()}
    kinds = sorted({finding.kind for finding in findings})
    driver = {
        "name": "ladder lint",
        "version": version("career-ladder-graph"),
        "rules": [{"id": kind, "shortDescription": {"text": told.get(kind, kind.replace("_", " "))}} for kind in kinds],
    }
    results = [_result(finding, folders) for finding in findings]
    print_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]})


def _result(finding: Finding, folders: Folders) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.kind,
        "level": _SARIF[finding.severity],
        "message": {"text": " ".join(filter(None, (finding.message, finding.suggestion)))},
    }
    if path := _path(finding, folders):
        place: dict[str, Any] = {"artifactLocation": {"uri": path}}
        if finding.line:
            place["region"] = {"startLine": finding.line}
        result["locations"] = [{"physicalLocation": place}]
    return result


FORMATS: Mapping[str, Callable[[Sequence[Finding], Folders], None]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
