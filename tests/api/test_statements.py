"""How many Cypher statements an operation takes: as many for a hundred parents as for one, and at most one for each
level of nesting.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import uvloop

from graph.documents.document import Document
from graph.neo4j.database import Database
from graph.settings import load_settings
from graph.storing.load import load
from graph.storing.plan import Request
from graph.storing.state import STATE
from tests.support.client import Counting, post, speaking
from tests.support.documents import document
from tests.support.server import Server

pytestmark = pytest.mark.one_version

SIZES = (1, 10, 100)
# By name: levels at which the database is read, each by one statement; none where the network in memory holds all
OPERATIONS = {
    "Titles": ("roles(first: $n) { totalCount nodes { title level { name } family { name } } }", 0),
    "Skills": (
        "roles(first: $n) { nodes { must: skills(tier: MUST) { skill { name } } good: skills(tier: GOOD) { skill { "
        "name } } } }",
        0,
    ),
    "SkillsOfNextRoles": ("roles(first: $n) { nodes { nextRoles { role { title skills { skill { name } } } } } }", 0),
    "Missions": ("roles(first: $n) { nodes { mission summary yearsMin } }", 1),
    "Deliverables": ("roles(first: $n) { nodes { deliverables { text items } } }", 1),
    "DeliverablesOfNextRoles": ("roles(first: $n) { nodes { nextRoles { role { deliverables { text } } } } }", 1),
    "BothOfThem": (
        "roles(first: $n) { nodes { deliverables { text } nextRoles { role { deliverables { text } } } } }",
        2,
    ),
    "Tools": ("roles(first: $n) { nodes { tools { tool { name categories { name } } commonality purpose } } }", 2),
    "RolePage": (
        "roles(first: $n) { nodes { title mission deliverables { text } kpis { name } milestones { text } "
        "responsibilities { text } "
        "stakeholders { relation } documents { title } skills { skill { description } evidence { line } } tools { "
        "purpose } } }",
        2,
    ),
    "Kpis": ("roles(first: $n) { nodes { kpis { name target evidence { line words } } } }", 1),
    "Evidence": ("roles(first: $n) { nodes { skills { evidence { document { title } line words } } } }", 2),
    "Stakeholders": (
        "roles(first: $n) { nodes { stakeholders { stakeholder { name isRole { title } } relation } } }",
        2,
    ),
    "RolesOfSkills": (
        "skills(first: $n) { totalCount nodes { name roleCount roles(first: 5) { role { title } tier } } }",
        1,
    ),
    "RolesOfTools": ("tools(first: $n) { nodes { name roles(first: 5) { role { title level { name } } } } }", 1),
    "MissionsOfRolesOfTools": ("tools(first: $n) { nodes { roles(first: 3) { role { mission } } } }", 2),
}


def roles(count: int) -> list[Document]:
    return [
        document(
            f"id: role-{at}\ntitle: Role {at}\nlevel: junior\nfamily: applied-ai\ntechnical_skills: [Skill "
            f"{at}]\ntools: [Tool {at}]\n"
            f"career: {{next: [{{role: role-{(at + 1) % count}}}]}}\n",
            f"roles/role-{at}.yaml",
        )
        for at in range(count)
    ]


def test_given_more_parents_when_asked_then_no_operation_takes_more_statements(
    server: Server, database: Database, seed_documents: list[Document], tmp_path: Path
) -> None:
    load(database, Request([*seed_documents, *roles(100)], frozenset({"seeds", "test"})))

    async def taken() -> dict[str, list[int]]:
        counting = Counting(server)
        settings = load_settings(home=tmp_path, max_staleness=3600, response_cache_bytes=0)
        found: dict[str, list[int]] = {}
        async with speaking(settings, lambda: counting) as (http, _):
            await post(http, "{ careerNetwork(first: 1) { totalCount } }")  # reads the network, once for all operations
            for name, (selection, _) in OPERATIONS.items():
                for size in SIZES:
                    counting.statements.clear()
                    answer = await post(http, f"query {name}($n: Int!) {{ {selection} }}", n=size)
                    assert "errors" not in answer.json(), answer.text
                    assert {metadata["operation"] for _, metadata in counting.statements} <= {name}
                    ran = [statement for statement, _ in counting.statements]
                    assert ran.count(STATE) in (
                        0,
                        2,
                    )  # before and after; never where only the network in memory was asked
                    found.setdefault(name, []).append(len(ran) - ran.count(STATE))
        return found

    found = uvloop.run(taken())
    assert len(found) >= 12
    assert {name: counts for name, counts in found.items() if max(counts) > OPERATIONS[name][1]} == {}
