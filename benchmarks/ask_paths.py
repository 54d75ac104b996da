"""The path question over HTTP, one connection, beside the same question as hand-written Cypher through the driver; and
what a refresh holds up.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from random import Random

import httpx

from benchmarks.figures import Effort, Figure, in_turn, middles, requests_in_turn, tail
from benchmarks.http_load import Served, measure
from benchmarks.servers import Api, Neo4j, ladder_api
from graph.neo4j.database import Database

RIVAL = "Cypher by the driver"
PAIRS = 100
QUERY = (
    "query Path($from: ID!, $to: ID!, $kinds: [ProgressionKind!]!) "
    "{ shortestPath(from: {id: $from}, to: {id: $to}, options: {kinds: $kinds}) { roles { id title } steps { kind } } }"
)
KINDS = {"PROGRESSES_TO": ["PROMOTION", "NEXT", "LATERAL"], "RELATED_TO": ["RELATED"]}
PROBED_SECONDS = 5.0
REFRESHES = 3
# Seconds: the first question reads the whole network, which takes longer than a request usually may at 100,000 roles
PATIENCE = 300
Pair = dict[str, str]


def rows(database: Neo4j, effort: Effort, dataset: str, name: str, type: str = "PROGRESSES_TO") -> Iterator[Figure]:
    """Measures on the graph in the database. Both sides must find paths of the same number of steps for every pair."""
    with ladder_api(database, response_cache_bytes=0, request_seconds=PATIENCE) as api, database.connect() as connected:
        cypher = (
            f"MATCH p = SHORTEST 1 (:Role {{id: $start}})-[:{type}]->{{1,8}}(:Role {{id: $end}}) "
            "RETURN [role IN nodes(p) | {id: role.id, title: role.title}] AS roles, [step IN relationships(p) | "
            "coalesce(step.kind, 'related')] AS kinds"
        )
        pairs = connected_pairs(connected, type)
        bodies: list[dict[str, object]] = [
            {"query": QUERY, "variables": {**pair, "kinds": KINDS[type]}} for pair in pairs
        ]
        _compare(api, bodies, connected, cypher, pairs)
        sides: dict[str, Callable[[float], list[float]]] = {
            "ours": lambda lasting: _over_http(api, bodies, lasting),
            "theirs": lambda lasting: _by_driver(connected, cypher, pairs, lasting),
        }
        taken = requests_in_turn(effort, sides)
        for part, of, note in (("p50", middles, f"{len(pairs)} pairs"), ("p99", tail, "")):
            samples, rival = of(taken["ours"]), of(taken["theirs"])
            yield Figure(
                f"paths.{dataset}_{part}",
                f"shortest path by steps over HTTP, {name}, {part}",
                "ms",
                samples,
                RIVAL,
                rival,
                note=note,
            )
        yield Figure(f"paths.{dataset}_memory", f"resident memory of the API, {name}", "MB", (api.memory(),))


def connected_pairs(database: Database, type: str) -> list[Pair]:
    """Pairs of roles, the second one to six random steps away from the first."""
    edges: dict[str, list[str]] = {}
    for row in database.read(
        f"MATCH (a:Role)-[:{type}]->(b:Role) RETURN a.id AS start, b.id AS end ORDER BY start, end"
    ):
        edges.setdefault(row["start"], []).append(row["end"])
    pairs: list[Pair] = []
    random = Random(3)
    while len(pairs) < PAIRS:
        start = role = random.choice(list(edges))
        for _ in range(random.randint(1, 6)):
            role = random.choice(edges.get(role, [role]))
        if role != start:
            pairs.append({"from": start, "to": role})
    return pairs


def _compare(api: Api, bodies: list[dict[str, object]], database: Database, cypher: str, pairs: list[Pair]) -> None:
    with httpx.Client(timeout=PATIENCE) as http:
        for body, pair in zip(bodies, pairs, strict=True):
            answer = http.post(api.url, json=body).json()
            (known,) = database.read(cypher, start=pair["from"], end=pair["to"])
            if not answer.get("data", {}).get("shortestPath") or len(answer["data"]["shortestPath"]["roles"]) != len(
                known["roles"]
            ):
                raise SystemExit(
                    f"{pair}: Cypher finds a path of {len(known['roles'])} roles, the API answers {str(answer)[:300]}"
                )


def _over_http(api: Api, bodies: list[dict[str, object]], seconds: float) -> list[float]:
    return measure(api.url, bodies, seconds, connections=1).milliseconds


def _by_driver(database: Database, cypher: str, pairs: list[Pair], seconds: float) -> list[float]:
    milliseconds: list[float] = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until or len(milliseconds) < len(pairs):
        pair, begun = pairs[len(milliseconds) % len(pairs)], time.perf_counter()
        database.read(cypher, start=pair["from"], end=pair["to"])
        milliseconds.append((time.perf_counter() - begun) * 1000)
    return milliseconds


def refresh(database: Neo4j, roles: int) -> Iterator[Figure]:
    """The longest wait of small requests, with and without a refresh of the network in memory."""
    with (
        ladder_api(database, response_cache_bytes=0, request_seconds=PATIENCE) as api,
        database.connect() as connected,
        httpx.Client(timeout=PATIENCE) as http,
    ):
        (pair, *_) = connected_pairs(connected, "PROGRESSES_TO")
        path = {"query": QUERY, "variables": {**pair, "kinds": KINDS["PROGRESSES_TO"]}}
        http.post(api.url, json=path)
        took: list[float] = []

        def ask_anew() -> None:
            begun = time.perf_counter()
            http.post(api.url, json=path)
            took.append(time.perf_counter() - begun)

        def probe_while_asking() -> Served:
            connected.write(lambda work: work.run("MATCH (s:GraphState {id: 'graph'}) SET s.revision = s.revision + 1"))
            return probe(api, ask_anew)

        waits = in_turn(REFRESHES, calm=lambda: probe(api), busy=probe_while_asking)
        yield Figure(
            f"paths.refresh_{roles}", f"the first path question after a load, {roles:,} roles", "s", tuple(took)
        )
        yield longest(f"paths.stall_{roles}", "longest wait of another request meanwhile", waits["busy"], "<= 50")
        yield longest(f"paths.calm_{roles}", "longest wait of such a request otherwise", waits["calm"])


def probe(api: Api, meanwhile: Callable[[], object] = lambda: None, seconds: float = PROBED_SECONDS) -> Served:
    """Small requests one after the other, and what is done `meanwhile`, once, when the sender has started and the
    revision is due to be looked at.
    """
    beside = threading.Timer(1.0, meanwhile)
    beside.start()
    served = measure(api.url, [{"query": "{ __typename }"}], seconds, connections=1)
    beside.join()
    return served


def longest(id: str, name: str, rounds: list[Served], goal: str = "") -> Figure:
    (p99,) = tail([sample.milliseconds for sample in rounds])
    return Figure(
        id, name, "ms", tuple(max(sample.milliseconds) for sample in rounds), goal=goal, note=f"p99 {p99:.1f} ms"
    )
