"""The analyst's tools: named queries, and free Cypher where the server was started with it. Both only read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.assistant.tools import ALL, Declared
from graph.neo4j.database import Database
from graph.schema import NODES, RELATIONSHIPS
from queries.analyst import catalogue
from queries.analyst.parquet import plain
from queries.analyst.tables import Table, answer, ask

MOST_ROWS, SECONDS = 200, 10
_ROWS = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": 20}


@dataclass(frozen=True, kw_only=True)
class AnalystTool(Declared):
    """A tool whose answer is a table. `free`: it runs statements that the assistant wrote."""

    free: bool = False


NAMED_QUERY = AnalystTool(
    name="named_query",
    description="Run a named analysis of the graph; without a name, list them with their parameters.",
    properties={"name": {"type": "string"}, "parameters": {"type": "object"}, "rows": _ROWS, "long": ALL},
)
CYPHER = AnalystTool(
    name="cypher",
    description="Run Cypher that only reads. `ladder://schema` says labels and properties.",
    properties={
        "statement": {"type": "string", "maxLength": 5000},
        "parameters": {"type": "object"},
        "rows": _ROWS,
        "long": ALL,
    },
    required=("statement",),
    free=True,
)
ANALYST_TOOLS = {tool.name: tool for tool in (NAMED_QUERY, CYPHER)}


def analyse(database: Database, tool: AnalystTool, given: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Text and data of an answer. Raises LadderError for an unknown query or parameter, and for a statement that
    writes.
    """
    if tool is CYPHER:
        table = ask(database, given["statement"], given.get("parameters", {}), seconds=SECONDS, rows=given["rows"])
        return _told("", table, given["rows"])
    if "name" not in given:
        return _listed()
    query = catalogue.named(given["name"])
    table = answer(database, query, given.get("parameters", {}), seconds=SECONDS)
    return _told(f"{query.question} ", table, given["rows"])


def _listed() -> tuple[str, dict[str, Any]]:
    """A line for each query; the data holds only their number."""
    lines = [
        f"- {query.name}({', '.join(f'{known.name}={known.example}' for known in query.parameters)}): {query.title}"
        for query in catalogue.catalogue().values()
    ]
    return "\n".join([f"{len(lines)} named queries:", *lines]), {"total": len(lines)}


def _told(head: str, table: Table, most: int) -> tuple[str, dict[str, Any]]:
    """The rows are in the data only; the text says how many there are and shows the first."""
    rows = [{name: plain(row[name]) for name in table.columns} for row in table.rows[:most]]
    total = f"more than {most}" if table.cut else str(len(table.rows))
    shown = "; ".join(f"{name}: {_short(value)}" for name, value in rows[0].items()) if rows else ""
    text = f"{head}{len(rows)} of {total} rows (`rows` asks for more)." + (f" The first: {shown}." if shown else "")
    return text, {"columns": table.columns, "rows": [list(row.values()) for row in rows], "total": total}


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 200 else f"{text[:200]} …"


def graph_schema() -> str:
    """Labels, relationships and their properties, a line each."""
    nodes = [
        f"(:{name} {{id, {', '.join(property.name for property in node.properties)}}})" for name, node in NODES.items()
    ]
    edges = [
        f"(:{edge.start})-[:{name} {{{', '.join(property.name for property in edge.all_properties)}}}]->(:{edge.end})"
        for name, edge in RELATIONSHIPS.items()
    ]
    return "\n".join([*nodes, *edges])
