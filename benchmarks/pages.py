"""Writes pages from results. Templates name the figures, and the results hold them.

In a template, `{{id}}` is a figure with its unit, `{{ratio id}}` how many times the rival's it is, `{{calc a / b}}`
arithmetic over ids and numbers (with spaces around each sign), `{{table section …}}` the figures of sections,
`{{machine}}` and `{{measured}}` where and when, `{{turns}}` how calm it was, `{{repeated}}` how near its ratios come to
those of the run before. `outlook.id` is a figure of the outlook.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import orjson

from benchmarks.figures import Figure, number
from benchmarks.servers import ROOT

RESULTS = ROOT / "benchmarks" / "results.json"
TEMPLATES = ROOT / "benchmarks" / "templates"
DOCS = ROOT / "docs"
MOVED = 0.15
_NOT_YET = "not measured yet"
_HEADING = [
    "| what | median | spread | rival | its median | its spread | ratio | goal | |",
    "|---|--:|--:|---|--:|--:|--:|---|---|",
]
_SIGNS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def read_results() -> dict[str, Any]:
    results: dict[str, Any] = orjson.loads(RESULTS.read_bytes())
    return results


def ratios(results: Mapping[str, Any]) -> dict[str, Any]:
    """The ratios, with which the next run is compared."""
    found = {row["id"]: Figure.from_json(row).ratio for row in results.get("figures", ())}
    return {
        "commit": results.get("commit"),
        "machine": results.get("machine"),
        "ratios": {id: ratio for id, ratio in found.items() if ratio},
    }


def repeated(results: Mapping[str, Any]) -> str:
    """How near the ratios come to those of the run before, where that was on the same machine with the same
    versions.
    """
    before = results.get("before", {})
    if before.get("machine") != results["machine"]:
        return "there is no run before it on this machine with these versions"
    now = ratios(results)["ratios"]
    both = {id: (now[id], ratio) for id, ratio in before["ratios"].items() if id in now}
    moved = [
        f"{id} ×{number(ratio)} (before: ×{number(old)})"
        for id, (ratio, old) in both.items()
        if abs(ratio / old - 1) > MOVED
    ]
    near = (
        f"{len(both) - len(moved)} of {len(both)} ratios are within {MOVED:.0%} of those of the run before it, at "
        f"commit {before['commit']}"
    )
    return f"{near}; the others: {', '.join(moved)}" if moved else near


def pages(results: Mapping[str, Any]) -> dict[Path, str]:
    """The text of each page by path. Raises KeyError for a template that names a figure which is not there."""
    page = _Page(results)
    return {DOCS / path.name: page.fill(path.read_text(encoding="utf-8")) for path in sorted(TEMPLATES.glob("*.md"))}


class _Page:
    def __init__(self, results: Mapping[str, Any]) -> None:
        self._results = results
        self.figures = {row["id"]: Figure.from_json(row) for row in results["figures"]}
        for row in results.get("outlook", {}).get("figures", ()):
            self.figures[f"outlook.{row['id']}"] = Figure.from_json(row)

    def fill(self, template: str) -> str:
        return re.sub(r"\{\{(.+?)\}\}", lambda match: self._value(match[1].strip()), template)

    def _value(self, asked: str) -> str:
        word, _, rest = asked.partition(" ")
        match word:
            case "machine" | "measured" | "commit" | "turns":
                return self._stamp(word, self._results)
            case "outlook":
                return self._stamp(rest, self._results["outlook"]) if "outlook" in self._results else _NOT_YET
            case "ratio":
                return number(self.figures[rest].ratio or 0)
            case "repeated":
                return repeated(self._results)
            case "calc":
                return number(self._calculated(rest))
            case "table":
                lines = [_line(figure) for id, figure in self.figures.items() if id.split(".")[0] in rest.split()]
                return "\n".join([*_HEADING, *lines]) if lines else _NOT_YET
            case _ if asked.startswith("outlook.") and "outlook" not in self._results:
                return _NOT_YET
            case _:
                figure = self.figures[asked]
                return f"{number(figure.value)} {figure.unit}"

    def _stamp(self, word: str, part: Mapping[str, Any]) -> str:
        return (
            ", ".join(f"{name} {value}" for name, value in part["machine"].items())
            if word == "machine"
            else str(part[word])
        )

    def _calculated(self, expression: str) -> float:
        words = [str(self.figures[word].value) if word in self.figures else word for word in expression.split()]
        return _evaluate(ast.parse(" ".join(words), mode="eval").body)


def _evaluate(node: ast.expr) -> float:
    if isinstance(node, ast.BinOp):
        return _SIGNS[type(node.op)](_evaluate(node.left), _evaluate(node.right))
    return float(ast.literal_eval(node))


def _line(figure: Figure) -> str:
    def measured(value: float, spread: float, samples: tuple[float, ...]) -> str:
        return f"{number(value)} {figure.unit} | {f'{spread:.0%}' if len(samples) > 1 else ''}"

    rival = (
        measured(figure.rival_value, figure.rival_spread, figure.rival_samples)
        if figure.rival_value is not None
        else " | "
    )
    ratio = f"**{figure.ratio:.2f}**" if figure.ratio is not None else ""
    goal = (
        f"{figure.goal.replace('<=', '≤').replace('>=', '≥')}: {'met' if figure.met else '**missed**'}"
        if figure.met is not None
        else ""
    )
    return (
        f"| {figure.name} | {measured(figure.value, figure.spread, figure.samples)} | {figure.rival} | {rival} "
        f"| {ratio} | {goal} | {figure.note} |"
    )
