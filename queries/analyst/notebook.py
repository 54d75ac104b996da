"""The graph in a notebook (the extra `analyst`): `run` a query of the catalogue, `cypher` of one's own, `connect` with
py2neo, `picture` a part.

    from queries.analyst.notebook import connect, picture, run
    run("skills/gap", **{"from": "junior-data-engineer", "to": "data-engineer"})

py2neo has had no release since 2021 and knows neither routing nor Neo4j's newer types. It serves only for its `Graph`
and its objects; everything else uses the official driver. Read-only mode prevents mistakes and is no access control: in
Neo4j Community every user is an administrator. Give people who must not change a graph a copy (`ladder export`), or a
reader's role in Enterprise or Aura.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from graph.neo4j.connection import connection
from graph.neo4j.database import Database
from graph.schema import NODES, RELATIONSHIPS, NodeLabel
from graph.settings import load_settings
from queries.analyst.catalogue import named
from queries.analyst.exports import caption as caption_of
from queries.analyst.exports import ends, part, read_graph
from queries.analyst.plans import require_reading
from queries.analyst.tables import ROWS, SECONDS, Table, answer, ask

try:
    import pandas
    import py2neo
    from neo4j_viz import Node, Relationship, VisualizationGraph
    from py2neo import ogm
    from py2neo.client import bolt
    from py2neo.database import Transaction
except ImportError as error:
    raise ImportError(
        f"queries.analyst.notebook needs {error.name}. Install the extra: pip install 'career-ladder-graph[analyst]'."
    ) from error


@contextmanager
def _open(home: Path | None) -> Iterator[Database]:
    with Database(*connection(load_settings(home=home))) as database:
        yield database


def run(name: str, *, home: Path | None = None, **params: Any) -> pandas.DataFrame:
    """A query of the catalogue, or a statistic. Raises CatalogueError and the errors of the database."""
    query = named(name)
    with _open(home) as database:
        return _frame(answer(database, query, params))


def cypher(
    statement: str, *, home: Path | None = None, rows: int = ROWS, seconds: float = SECONDS, **params: Any
) -> pandas.DataFrame:
    """The rows of your own read-only statement. Raises StatementRefused, QueryTimeout and the other errors of the
    database.
    """
    with _open(home) as database:
        return _frame(ask(database, statement, params, seconds=seconds, rows=rows))


def _frame(table: Table) -> pandas.DataFrame:
    frame = pandas.DataFrame(table.rows, columns=table.columns)
    frame.attrs["cut"] = table.cut
    return frame


def picture(
    *,
    home: Path | None = None,
    family: str | None = None,
    role: str | None = None,
    steps: int = 1,
    labels: tuple[str, ...] = ("Role",),
) -> Any:
    """A part of the graph, chosen as in `ladder export`, for neo4j-viz; `.render()` draws it. Raises UnknownId."""
    with _open(home) as database:
        graph = part(read_graph(database), family=family, role=role, steps=steps, labels=labels)
    nodes = [
        Node(id=str(node), caption=caption_of(node, said), properties={"label": node.label})
        for node, said in graph.nodes.items()
    ]
    edges = []
    for edge in graph.edges:
        start, end = ends(edge)
        edges.append(Relationship(source=str(start), target=str(end), caption=edge.key or edge.type))
    drawn = VisualizationGraph(nodes=nodes, relationships=edges)
    drawn.color_nodes(property="label")
    return drawn


# py2neo


def connect(*, home: Path | None = None, writes: bool = False) -> py2neo.Graph:
    """A py2neo `Graph`, which you must `close()`. Without `writes` it is read-only, and a statement takes at most
    `SECONDS`.
    """
    uri, user, password, name = connection(load_settings(home=home))
    where: dict[str, Any] = {
        "profile": "bolt" + uri.removeprefix("neo4j").removeprefix("bolt"),
        "auth": (user, password),
        "name": name,
    }
    if writes:
        return py2neo.Graph(**where)
    bolt.BoltTransactionRef = _LimitedTransactionRef  # the only place for a time limit in py2neo
    return ReadGraph(Database(uri, user, password, name), **where)


class ReadGraph(py2neo.Graph):  # type: ignore[misc]
    """A read-only py2neo `Graph`: it checks the plan of each statement, as `ladder cypher` does, and uses read
    transactions.
    """

    def __init__(self, database: Database, **where: Any) -> None:
        super().__init__(**where)
        self.reading = database

    def auto(self, readonly: bool = True) -> Transaction:
        return _ReadTransaction(self, autocommit=True, readonly=True)

    def begin(self, readonly: bool = True) -> Transaction:
        return _ReadTransaction(self, autocommit=False, readonly=True)

    def close(self) -> None:
        self.service.connector.close()
        self.reading.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _ReadTransaction(Transaction):  # type: ignore[misc]
    def run(self, cypher: Any, parameters: Any = None, **more: Any) -> Any:
        require_reading(self.graph.reading, str(cypher), {**(parameters or {}), **more})
        return super().run(cypher, parameters, **more)


class _LimitedTransactionRef(bolt.BoltTransactionRef):  # type: ignore[misc]
    @property
    def extra(self) -> dict[str, Any]:
        extra: dict[str, Any] = super().extra
        return extra | {"tx_timeout": int(SECONDS * 1000)} if self.readonly else extra


def _object_class(node: NodeLabel) -> type:
    members: dict[str, Any] = {
        "__primarykey__": "id",
        "__primarylabel__": node.label,
        "__doc__": node.description,
        "__module__": __name__,
    }
    members |= {name: ogm.Property() for name in ("id", *(property.name for property in node.properties))}
    for relationship in RELATIONSHIPS.values():
        if relationship.start == node.label:
            members[relationship.type.lower()] = ogm.RelatedTo(relationship.end, relationship.type)
        if relationship.end == node.label:
            back = (
                relationship.type.lower() if relationship.start != node.label else f"{relationship.type.lower()}_from"
            )
            members[back] = ogm.RelatedFrom(relationship.start, relationship.type)
    return type(node.label, (ogm.Model,), members)


# One py2neo class for each label of the schema: `OBJECTS["Role"].match(connect(), "data-engineer").first().requires`.
# Relationships are attributes at both ends, named after their type; where both ends have the same label, `…_from` leads
# back.
OBJECTS: dict[str, type] = {label: _object_class(node) for label, node in NODES.items()}
globals().update(OBJECTS)  # py2neo looks related classes up by their name in this module
