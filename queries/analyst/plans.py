"""Decides whether an analyst may run a statement, by the plan from EXPLAIN and never by the statement's text.

Only statements that read the graph are allowed: every operator of the plan must be in an allow list, and every
procedure in `PROCEDURES`. So writes, schema and administration commands, `LOAD CSV`, `CALL … IN TRANSACTIONS`, `SHOW`
of settings or transactions and operators of later versions of Neo4j are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.neo4j.database import Database, QueryRefused

# Procedures that only read names or the schema of this graph
PROCEDURES = (
    "db.index.fulltext.queryNodes",
    "db.index.fulltext.queryRelationships",
    "db.labels",
    "db.propertyKeys",
    "db.relationshipTypes",
    "db.schema.nodeTypeProperties",
    "db.schema.relTypeProperties",
    "db.schema.visualization",
)

_FAMILIES = re.compile(
    r"\w+(?:Scan|Seek|SeekByRange|Join|CountStore|Lookup|Search)|\w*Expand|\w*ShortestPath|\w*(?:Semi|Conditional|RollUp|SelectOr\w+)Apply"
)
# fmt: off
_OPERATORS = {
    "Apply", "Argument", "ArgumentTracker", "CacheProperties", "CartesianProduct",
    "Distinct", "Eager", "EagerAggregation", "EmptyResult", "EmptyRow",
    "ErrorPlan", "ExhaustiveLimit", "Filter", "Limit",
    "NullifyMetadata", "Optional", "OrderedAggregation", "OrderedDistinct", "OrderedUnion",
    "PartialSort", "PartialTop", "ProduceResults", "ProjectEndpoints", "Projection",
    "Repeat", "ShowConstraints", "ShowIndexes", "Skip", "Sort",
    "Top", "Trail", "TriadicBuild", "TriadicFilter", "TriadicSelection", "Union", "Unwind",
}
# fmt: on
# A subquery inside an expression has no operators in the plan; the operator's details hold its text as the planner
# prints it.
_LOADS = re.compile(r"\bLOAD CSV\b")
_CALLS = re.compile(r"\b(?:CALL |\w*Call\()([^\s({]+)\(")  # Neo4j 5 writes ResolvedCall(…)


class StatementRefused(QueryRefused):
    """The statement does more than read the graph; the message names what, and what is allowed."""


def require_reading(database: Database, statement: str, parameters: Mapping[str, Any]) -> None:
    """Raises StatementRefused when the statement's plan does more than read the graph, and QueryRefused when the
    database cannot plan it.
    """
    type, plan = database.explain(statement, parameters)
    for operator, details in operators(plan):
        _require_reading(operator, details)
    if type != "r":
        raise StatementRefused(
            "The statement does more than read. Analysts' statements may only read the graph; `ladder load` changes it."
        )


def operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every operator of a plan, the root first: its name without database and variant, and its details."""
    name = plan["operatorType"].partition("@")[0].partition("(")[0]
    yield name, str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from operators(child)


def _require_reading(operator: str, details: str) -> None:
    called = [details.partition("(")[0]] if operator == "ProcedureCall" else []
    for procedure in (*called, *_CALLS.findall(details)):
        if procedure.replace("`", "") not in PROCEDURES:
            raise StatementRefused(
                f"The procedure {procedure} may not be called here. Allowed are: {', '.join(PROCEDURES)}."
            )
    if operator == "LoadCSV" or _LOADS.search(details):
        raise StatementRefused(
            "LOAD CSV reads files or the network, which is not allowed here. Put the values into parameters, or "
            "load documents (`ladder load`)."
        )
    if not (called or operator in _OPERATORS or _FAMILIES.fullmatch(operator)):
        raise StatementRefused(
            f"The statement's plan has the operator {operator}, which is not on the list of those that only read the "
            "graph. Write the statement without it."
        )
