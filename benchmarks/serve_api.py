"""Our API and `@neo4j/graphql` on the same graph: requests a second, and how long one takes, over 32 connections, one process each.

Both answers to every question are compared first. Each side is warmed up, then all are measured in turn, round by round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx

from benchmarks.figures import Effort, Figure, requests_in_turn
from benchmarks.http_load import CONNECTIONS, Served, measure
from benchmarks.questions import Answer, Question, questions
from benchmarks.servers import Api, Neo4j, ladder_api, rival_api

RIVAL = "@neo4j/graphql"


def rows(database: Neo4j, effort: Effort) -> Iterator[Figure]:
    """On a database that holds O*NET."""
    with (
        ladder_api(database, response_cache_bytes=0) as plain,
        ladder_api(database) as keeping,
        rival_api(database) as rival,
        database.connect() as connected,
    ):
        for question in questions(connected):
            _compare(question, (plain, keeping), rival)
            yield from _measured(question, plain, keeping, rival, effort)
        memory = rival.memory()
        for id, name, api in (("plain", "without kept answers", plain), ("keeping", "with kept answers", keeping)):
            yield Figure(f"api.memory.{id}", f"resident memory after all of these, {name}", "MB", (api.memory(),), RIVAL, (memory,), "<= 250 MB")


def _compare(question: Question, ours: tuple[Api, ...], rival: Api) -> None:
    for variables in question.variables:
        theirs = question.rival.facts(_ask(rival, question.rival.body(variables)))
        for api in ours:
            if question.ours.facts(_ask(api, question.ours.body(variables))) != theirs:
                raise SystemExit(f"The two sides answer {question.name!r} with {variables} differently; there is nothing to compare.")


def _ask(api: Api, body: dict[str, object]) -> Answer:
    answer = httpx.post(api.url, json=body, timeout=60).json()
    if answer.get("errors"):
        raise SystemExit(f"{api.url} answers {body} with {answer['errors'][0]}")
    data: Answer = answer["data"]
    return data


def _measured(question: Question, plain: Api, keeping: Api, rival: Api, effort: Effort) -> Iterator[Figure]:
    our_bodies = [question.ours.body(each) for each in question.variables]
    rival_bodies = [question.rival.body(each) for each in question.variables]
    sides: dict[str, Callable[[float], Served]] = {
        "plain": lambda lasting: measure(plain.url, our_bodies, lasting),
        "rival": lambda lasting: measure(rival.url, rival_bodies, lasting),
        "keeping": lambda lasting: measure(keeping.url, our_bodies, lasting),
    }
    served = requests_in_turn(effort, effort.seconds, sides, lambda each: each.per_second)
    for name, words, goal in (("plain", "", question.goals[0]), ("keeping", ", answers kept", question.goals[1])):
        yield _figure(question, f"api.{question.id}.{name}.rate", f"{question.name}{words}", "requests/s", served[name], served["rival"], "per_second", goal)
        yield _figure(question, f"api.{question.id}.{name}.p50", f"{question.name}{words}, p50", "ms", served[name], served["rival"], "p50")
        yield _figure(question, f"api.{question.id}.{name}.p99", f"{question.name}{words}, p99", "ms", served[name], served["rival"], "p99", "<= 1")


def _figure(question: Question, id: str, name: str, unit: str, ours: list[Served], rivals: list[Served], field: str, goal: str = "") -> Figure:
    busiest = max(each.busy for each in (*ours, *rivals))
    note = f"{CONNECTIONS} connections, {len(question.variables)} different; the sender took {busiest:.0%} of a core" if field == "per_second" else ""
    return Figure(id, name, unit, tuple(getattr(each, field) for each in ours), RIVAL, tuple(getattr(each, field) for each in rivals), goal, note)
