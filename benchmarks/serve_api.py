"""Our API and `@neo4j/graphql` on the same graph: requests per second and their duration, over 32 connections, with one
process for each server.

Both answers to every question are compared first. Each side is warmed up, then all are measured in turns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx

from benchmarks.figures import Effort, Figure, middles, requests_in_turn, tail
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
        memory = (
            ("plain", "without kept answers", plain, "<= 250"),
            ("keeping", "with kept answers", keeping, "<= 250"),
            ("rival", RIVAL, rival, ""),
        )
        for id, name, api, goal in memory:
            yield Figure(
                f"api.memory.{id}", f"resident memory after all of these, {name}", "MB", (api.memory(),), goal=goal
            )


def _compare(question: Question, ours: tuple[Api, ...], rival: Api) -> None:
    for variables in question.variables:
        theirs = question.rival.facts(_ask(rival, question.rival.body(variables)))
        for api in ours:
            if question.ours.facts(_ask(api, question.ours.body(variables))) != theirs:
                raise SystemExit(
                    f"The two sides answer {question.name!r} with {variables} differently; there is nothing to compare."
                )


def _ask(api: Api, body: dict[str, object]) -> Answer:
    answer = httpx.post(api.url, json=body, timeout=60).json()
    if answer.get("errors"):
        raise SystemExit(f"{api.url} answers {body} with {answer['errors'][0]}")
    data: Answer = answer["data"]
    return data


def _measured(question: Question, plain: Api, keeping: Api, rival: Api, effort: Effort) -> Iterator[Figure]:
    our_bodies = [question.ours.body(asked) for asked in question.variables]
    rival_bodies = [question.rival.body(asked) for asked in question.variables]
    sides: dict[str, Callable[[float], Served]] = {
        "plain": lambda lasting: measure(plain.url, our_bodies, lasting),
        "rival": lambda lasting: measure(rival.url, rival_bodies, lasting),
        "keeping": lambda lasting: measure(keeping.url, our_bodies, lasting),
    }
    served = requests_in_turn(effort, sides)
    rate = {side: tuple(sample.per_second for sample in rounds) for side, rounds in served.items()}
    took = {side: [sample.milliseconds for sample in rounds] for side, rounds in served.items()}
    busiest = max(sample.busy for rounds in served.values() for sample in rounds)
    note = f"{CONNECTIONS} connections, {len(question.variables)} different; the sender took {busiest:.0%} of a core"
    for side, words, goal in (("plain", "", question.goals[0]), ("keeping", ", answers kept", question.goals[1])):
        id, name = f"api.{question.id}.{side}", f"{question.name}{words}"
        yield Figure(f"{id}.rate", name, "requests/s", rate[side], RIVAL, rate["rival"], goal, note)
        yield Figure(f"{id}.p50", f"{name}, p50", "ms", middles(took[side]), RIVAL, middles(took["rival"]))
        yield Figure(f"{id}.p99", f"{name}, p99", "ms", tail(took[side]), RIVAL, tail(took["rival"]), "<= rival")
