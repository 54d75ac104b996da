"""`make bench`: every benchmark in turn; writes benchmarks/results.json and docs/benchmarks.md. No figure there is typed by hand."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import orjson

from benchmarks import plan_paths, read_documents, serve_paths
from benchmarks.figures import Figure, show
from graph.neo4j_jars import NEO4J_CURRENT

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("neo4j", "strawberry-graphql", "fastapi", "uvicorn", "selectolax")


def main() -> None:
    figures = [*show(read_documents.rows()), *show(serve_paths.rows()), *show(plan_paths.rows())]
    machine = {
        "cores": os.cpu_count(),
        "system": platform.system(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "neo4j server": NEO4J_CURRENT,
    }
    machine |= {name: version(name) for name in PACKAGES}
    results = {"measured": datetime.now(UTC).date().isoformat(), "machine": machine, "figures": [each._asdict() for each in figures]}
    (ROOT / "benchmarks" / "results.json").write_bytes(orjson.dumps(results, option=orjson.OPT_INDENT_2) + b"\n")
    (ROOT / "docs" / "benchmarks.md").write_text(_page(machine, figures), encoding="utf-8")


def _page(machine: dict[str, object], figures: list[Figure]) -> str:
    facts = ", ".join(f"{name} {value}" for name, value in machine.items())
    lines = ["# Benchmarks", "", "Written by `make bench`; rivals are measured in the same run, in turn.", "", f"Machine: {facts}.", ""]
    lines += ["| what | value | | rival | value | ratio | |", "|---|--:|---|---|--:|--:|---|"]
    for each in figures:
        rival = f"{each.rival_value:,.2f}" if each.rival_value is not None else ""
        lines.append(f"| {each.name} | {each.value:,.2f} | {each.unit} | {each.rival} | {rival} | {each.ratio} | {each.note} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
