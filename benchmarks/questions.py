"""The questions to our API and to `@neo4j/graphql`: the query of each side, and both answers as comparable facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

import networkx as nx

from graph.neo4j.database import Database

NAMES = {
    "typename": "{ __typename }",
    "path": "path of four or more steps",
    "detail": "role in three levels",
    "list": "50 roles with skills and tools",
}

Answer = dict[str, Any]
Facts = Any


@dataclass(frozen=True, slots=True)
class Side:
    """A query, and a function that makes comparable facts of its answer's `data`."""

    query: str
    facts: Callable[[Answer], Facts]

    def body(self, variables: dict[str, object]) -> dict[str, object]:
        return {"query": self.query, "variables": variables}


@dataclass(frozen=True, slots=True)
class Question:
    """`goals` bound how many times the rival's requests a second ours are: without kept answers, with them."""

    id: str
    ours: Side
    rival: Side
    variables: Sequence[dict[str, object]]
    goals: tuple[str, str]

    @property
    def name(self) -> str:
        return NAMES[self.id]


def questions(database: Database) -> list[Question]:
    """On the graph of O*NET, each with several roles or pairs of roles."""
    roles = _rated_roles(database)
    return [
        Question("typename", _TYPENAME, _TYPENAME, [{}], ("", ">= 1.5")),
        Question("path", _OUR_PATH, _RIVAL_PATH, list(islice(_far_pairs(database), 8)), (">= 5", ">= 8")),
        Question("detail", _OUR_DETAIL, _RIVAL_DETAIL, [{"id": id} for id in roles[:8]], (">= 3", ">= 30")),
        Question("list", _OUR_LIST, _RIVAL_LIST, [{}], (">= 2.5", ">= 30")),
    ]


def _rated_roles(database: Database) -> list[str]:
    rows = database.read("MATCH (r:Role) WHERE COUNT { (r)-[:REQUIRES]->() } >= 35 RETURN r.id AS id ORDER BY id")
    ids = [row["id"] for row in rows]
    Random(1).shuffle(ids)
    return ids


def _far_pairs(database: Database) -> Iterator[dict[str, object]]:
    """Pairs with one single shortest path, of four steps or more: where there are several, either side may give
    another.
    """
    edges = database.read(
        "MATCH (a:Role)-[:RELATED_TO]->(b:Role) RETURN a.id AS start, b.id AS end ORDER BY start, end"
    )
    network = nx.DiGraph((row["start"], row["end"]) for row in edges)
    starts = sorted(network)
    Random(2).shuffle(starts)
    for start in starts:
        for end, steps in sorted(nx.single_source_shortest_path_length(network, start, cutoff=8).items()):
            if steps >= 4 and len(list(islice(nx.all_shortest_paths(network, start, end), 2))) == 1:
                yield {"from": start, "to": end}
                break


_TYPENAME = Side("{ __typename }", lambda data: data)

_OUR_PATH = Side(
    "query Path($from: ID!, $to: ID!) { shortestPath(from: {id: $from}, to: {id: $to}, options: {kinds: [RELATED]}) { "
    "roles { id title } steps { kind } } }",
    lambda data: (
        [(role["id"], role["title"]) for role in data["shortestPath"]["roles"]] + [len(data["shortestPath"]["steps"])]
    ),
)
_RIVAL_PATH = Side(
    "query Path($from: ID!, $to: ID!) { shortestPath(from: $from, to: $to) { roles { id title } kinds } }",
    lambda data: (
        [(role["id"], role["title"]) for role in data["shortestPath"]["roles"]] + [len(data["shortestPath"]["kinds"])]
    ),
)

_OUR_DETAIL = Side(
    "query Detail($id: ID!) { role(id: $id) { id title skills { skill { id name } weight } tools { tool { id name } } "
    "nextRoles(kinds: [RELATED]) { role { id title skills(orderBy: WEIGHT, first: 5) { skill { id name } weight } } } "
    "} }",
    lambda data: _facts_of_role(
        data["role"],
        [(required["skill"], required["weight"]) for required in data["role"]["skills"]],
        [tool["tool"] for tool in data["role"]["tools"]],
        [
            (following["role"], [(one["skill"], one["weight"]) for one in following["role"]["skills"]])
            for following in data["role"]["nextRoles"]
        ],
    ),
)


_WEIGHTIEST = "first: 5, sort: [{edge: {weight: DESC}}, {node: {name: ASC}}]"
_RIVAL_DETAIL = Side(
    "query Detail($id: ID!) { roles(where: {id: {eq: $id}}) { id title skillsConnection { edges { node { id name } "
    "properties { weight } } } tools { id name } "
    f"related {{ id title skillsConnection({_WEIGHTIEST}) {{ edges {{ node {{ id name }} properties {{ weight }} }} "
    f"}} }} }} }}",
    lambda data: _facts_of_role(
        data["roles"][0],
        _weighed(data["roles"][0]),
        data["roles"][0]["tools"],
        [(related, _weighed(related)) for related in data["roles"][0]["related"]],
    ),
)


def _weighed(role: Answer) -> list[tuple[Answer, float]]:
    return [(edge["node"], edge["properties"]["weight"]) for edge in role["skillsConnection"]["edges"]]


def _facts_of_role(
    role: Answer,
    skills: list[tuple[Answer, float]],
    tools: list[Answer],
    next: list[tuple[Answer, list[tuple[Answer, float]]]],
) -> Facts:
    """Everything but the order, in which the two sides differ; of the next roles the five weightiest skills stand in
    theirs.
    """
    return (
        (role["id"], role["title"]),
        sorted((skill["id"], skill["name"], weight) for skill, weight in skills),
        sorted((tool["id"], tool["name"]) for tool in tools),
        sorted(
            (role["id"], role["title"], [(skill["id"], skill["name"], weight) for skill, weight in weightiest])
            for role, weightiest in next
        ),
    )


_OUR_LIST = Side(
    "{ roles(first: 50, orderBy: TITLE) { nodes { id title skills { skill { id name } } tools { tool { id name } } } "
    "} }",
    lambda data: sorted(
        _facts_of_row(role, [one["skill"] for one in role["skills"]], [one["tool"] for one in role["tools"]])
        for role in data["roles"]["nodes"]
    ),  # both sort by title, but only ours takes capitals and small letters for the same
)
_RIVAL_LIST = Side(
    "{ roles(limit: 50, sort: [{title: ASC}]) { id title skills { id name } tools { id name } } }",
    lambda data: sorted(_facts_of_row(row, row["skills"], row["tools"]) for row in data["roles"]),
)


def _facts_of_row(role: Answer, skills: list[Answer], tools: list[Answer]) -> Facts:
    return (
        role["id"],
        role["title"],
        sorted((skill["id"], skill["name"]) for skill in skills),
        sorted((tool["id"], tool["name"]) for tool in tools),
    )
