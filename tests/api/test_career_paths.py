"""Career paths over HTTP, at the terminal and in hand-written Cypher: three ways to one answer."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from graph.neo4j.database import Database
from queries.network.build import read_network
from queries.planner.paths import career_paths
from queries.planner.question import PathOptions, RoleSelector
from tests.api.test_graphql import data, only_error
from tests.support.client import Client
from tests.support.ladder import Ladder

pytestmark = pytest.mark.one_version

SHORTEST = (
    '{ shortestPath(from: {id: "%s"}, to: %s) { hops time { min max basis } roles { id title } '
    "steps { from { id } to { id } kind confirmed summary } summary cypher } }"
)
TO_STAFF = '{position: {level: "staff"}}'


def test_given_junior_to_staff_when_asked_over_http_and_at_the_terminal_then_both_say_the_same(
    client: Client, run: Ladder, seeds_to_read: Database
) -> None:
    over_http = data(client.ask(SHORTEST % ("junior-applied-ai-engineer", TO_STAFF)))["shortestPath"]
    at_terminal = json.loads(
        run("path", "junior-applied-ai-engineer", "level:staff", "--by", "hops", "--format", "json")
    )["paths"][0]
    assert over_http["roles"] == at_terminal["roles"]
    assert over_http["roles"][0]["id"] == "junior-applied-ai-engineer"
    assert over_http["roles"][-1]["id"].startswith("staff-")
    assert (over_http["hops"], over_http["summary"], over_http["cypher"]) == (
        at_terminal["hops"],
        at_terminal["summary"],
        at_terminal["cypher"],
    )
    assert (over_http["time"]["min"], over_http["time"]["max"]) == (
        at_terminal["time"]["min"],
        at_terminal["time"]["max"],
    )
    rows = seeds_to_read.read(
        over_http["cypher"].replace("RETURN path", "RETURN [role IN nodes(path) | role.id] AS roles")
    )
    assert [row["roles"] for row in rows] == [[role["id"] for role in over_http["roles"]]]


def test_given_every_pair_of_seed_roles_when_asked_then_steps_are_those_of_shortest_in_cypher(
    seeds_to_read: Database,
) -> None:
    rows = seeds_to_read.read(
        "MATCH (a:Role), (b:Role) WHERE a <> b MATCH p = SHORTEST 1 (a)-[:PROGRESSES_TO]->+(b) RETURN a.id AS start, "
        "b.id AS end, length(p) AS hops"
    )
    in_cypher = {(row["start"], row["end"]): row["hops"] for row in rows}
    network = read_network(seeds_to_read)
    planned: dict[tuple[str, str], int] = {}
    for start, end in permutations([role.id for role in network.roles], 2):
        answer = career_paths(
            network, RoleSelector(id=start), RoleSelector(id=end), "hops", 1, PathOptions(max_steps=20)
        )
        if answer.paths:
            planned[start, end] = answer.paths[0].hops
    assert planned == in_cypher
    assert len(in_cypher) > 1000


def test_given_no_path_when_asked_then_the_error_carries_reason_and_nearest_roles(
    client: Client, run: Ladder, seeds_to_read: Database
) -> None:
    error = only_error(client.ask(SHORTEST % ("director-of-ai", '{id: "junior-ai-engineer"}')))
    assert (error["extensions"]["code"], error["extensions"]["reason"]) == ("NO_PATH", "WRONG_WAY")
    assert error["extensions"]["nearest"][0]["hops"] == 1
    assert "Within reach" in run("path", "director-of-ai", "junior-ai-engineer", code=1)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("applied-ai-engineer", '{id: "applied-ai-engineer"}', "BAD_USER_INPUT"),
        ("aplied-ai-enginer", '{id: "data-engineer"}', "NOT_FOUND"),
        ("applied-ai-engineer", '{position: {level: "staf"}}', "NOT_FOUND"),
        ("applied-ai-engineer", '{id: "data-engineer", position: {level: "staff"}}', "BAD_USER_INPUT"),
    ],
)
def test_given_a_question_without_meaning_when_asked_then_it_is_refused(
    client: Client, seeds_to_read: Database, start: str, end: str, code: str
) -> None:
    assert client.ask(SHORTEST % (start, end))["errors"][0]["extensions"]["code"] == code  # type: ignore[index]


def test_given_an_unknown_id_when_asked_then_suggestions_come_with_it(
    client: Client, run: Ladder, seeds_to_read: Database
) -> None:
    error = only_error(client.ask(SHORTEST % ("aplied-ai-enginer", '{id: "data-engineer"}')))
    assert "applied-ai-engineer" in error["extensions"]["suggestions"]
    assert "Did you mean" in run("path", "aplied-ai-enginer", "data-engineer", code=2)
    assert "Did you mean staff" in run("path", "data-engineer", "level:staf", code=2)


def test_given_a_path_when_each_step_is_read_then_evidence_points_at_the_words(
    client: Client, seeds_to_read: Database
) -> None:
    query = """{ careerPaths(from: {id: "junior-data-engineer"}, to: {id: "staff-data-engineer"}, minimise: TIME) {
    exact unreachable { reason } paths {
      hops steps { evidence { document { id } line words } gap { learn { skill { id name } evidence { document { id }
      } } } } } } }"""
    answer = data(client.ask(query))["careerPaths"]
    assert (answer["exact"], answer["unreachable"]) == (True, None)
    for step in answer["paths"][0]["steps"]:
        for place in step["evidence"]:
            lines = (Path(__file__).parents[2] / place["document"]["id"]).read_text(encoding="utf-8").splitlines()
            assert place["words"] in lines[place["line"] - 1]
        assert all(lesson["evidence"] for lesson in step["gap"]["learn"])


def test_given_the_other_questions_when_asked_then_each_answers_from_the_seeds(
    client: Client, seeds_to_read: Database
) -> None:
    answer: dict[str, Any] = data(
        client.ask(
            """{ reachableRoles(from: {id: "junior-ai-engineer"}, first: 3) { totalCount complete roles { role { id }
            hops } }
              skillGap(from: {role: "junior-data-engineer"}, to: "data-engineer") {
                known overlap learn { skill { id } use } deepen { before { tier } after { tier } } tools { id aliases
                } }
              recommendRoles(from: {skills: ["python", "sql"]}, first: 3) { role { id } score reason }
              similarRoles(id: "data-engineer", first: 1) { role { id } score }
              skillLeverage(from: {role: "data-engineer"}, first: 2) { skill { id } brings opens { id } }
              compareRoles(ids: ["data-engineer", "backend-engineer"]) { roles { id } sections { section shared
              differences { name values } } }
              ladder(family: "data-engineering") {
                family { name } rungs { level { id rank } missing roles { id mission } } steps { source target }
                matrix { skill { id } cells { tier } } }
              careerNetwork(filter: {family: "security"}) { totalCount complete nodes { id } edges { source target
              kind } }
              changes(sinceRevision: 0, first: 2) { totalCount nodes { revision kind label id } pageInfo { endCursor
              hasNextPage } } }"""
        )
    )
    assert answer["reachableRoles"]["complete"] is False
    assert 0 < answer["skillGap"]["overlap"] < 1
    assert len(answer["recommendRoles"]) == 3
    assert [rung["level"]["id"] for rung in answer["ladder"]["rungs"] if rung["missing"]] == ["lead"]
    assert {section["section"] for section in answer["compareRoles"]["sections"]} >= {
        "skills",
        "tools",
        "kpis",
        "responsibilities",
        "notes",
    }
    assert answer["careerNetwork"]["complete"] is True
    assert answer["changes"]["totalCount"] > 1000


def test_given_formats_when_a_path_is_printed_then_each_is_well_formed(run: Ladder, seeds_to_read: Database) -> None:
    asked = ("path", "ML Engineer", "level:principal", "--by", "skill-gap", "-k", "2")
    assert run(*asked).startswith("1. Machine Learning Engineer → ")
    mermaid = run(*asked, "--format", "mermaid").splitlines()
    assert mermaid[0] == "graph LR"
    assert any('["Machine Learning Engineer"]' in line for line in mermaid)
    dot = run(*asked, "--format", "dot")
    assert dot.startswith("digraph paths {")
    assert dot.rstrip().endswith("}")
    assert '"machine-learning-engineer" -> ' in dot
    assert "Learn" in run("gap", "data-engineer", "ML Engineer")
    assert "Skills" in run("compare", "data-engineer", "backend-engineer")
