"""What roles take for granted: random ladders against an independent calculation, and what must not show."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.documents.blueprint import Blueprint
from graph.documents.document import Document
from graph.folding.fold import fold
from graph.model import Graph
from tests.support.documents import document

LEVELS = document(
    """
levels:
  - {id: one, name: One, rank: 1}
  - {id: two, name: Two, rank: 2}
  - {id: three, name: Three, rank: 5}
  - {id: lead, name: Lead, rank: 1, track: management}
  - {id: head, name: Head, rank: 4, track: management}
families: [{id: a, name: A}, {id: b, name: B}]
""",
    "vocabulary/all.yaml",
)
TRACKS = {"one": ("i", 1), "two": ("i", 2), "three": ("i", 5), "lead": ("m", 1), "head": ("m", 4)}
SKILLS = ("s1", "s2", "s3", "s4", "s5")


class Role(NamedTuple):
    id: str
    level: str | None
    family: str | None
    status: str | None
    skills: tuple[str, ...]
    leads_to: tuple[str, ...]
    builds_on: tuple[str, ...]
    no_longer: tuple[str, ...]


def random_roles(random: Random) -> list[Role]:
    ids = [f"r{at}" for at in range(random.randint(2, 8))]

    def some(values: tuple[str, ...] | list[str], most: int) -> tuple[str, ...]:
        return tuple(random.sample(list(values), random.randint(0, min(most, len(values)))))

    def seldom(values: tuple[str, ...] | list[str]) -> tuple[str, ...]:
        return some(values, 1) if random.random() < 0.3 else ()

    return [
        Role(
            id,
            random.choice((None, *TRACKS)) if random.random() < 0.9 else None,
            random.choice(("a", "a", "b", None)),
            random.choice((None, None, None, None, "draft", "retired")),
            some(SKILLS, 4),
            some([other for other in ids if other != id], 3),
            seldom([other for other in ids if other != id]),
            seldom(SKILLS),
        )
        for id in ids
    ]


def documents(roles: list[Role]) -> list[Document]:
    contents = [
        Blueprint.model_validate(
            {
                "id": role.id,
                "title": f"Role {role.id}",
                "level": role.level,
                "family": role.family,
                "status": role.status,
                "technical_skills": list(role.skills),
                "career": {"next": [{"role": end} for end in role.leads_to]},
                "builds_on": list(role.builds_on),
                "no_longer": list(role.no_longer),
            }
        )
        for role in roles
    ]
    return [Document(f"test/{said.id}", said.title, "test", "yaml", said) for said in contents]


def assumed(roles: list[Role]) -> dict[str, set[str]]:
    """By the definition: start with nothing and apply it to all roles until nothing changes."""
    by_id = {role.id: role for role in roles}

    def is_way(below: Role, role: Role) -> bool:
        if below.status in ("draft", "retired") and below.status != role.status:
            return False
        if below.id in role.builds_on:
            return True
        if role.id not in below.leads_to or not (below.level and role.level and below.family):
            return False
        (track, rank), (track_above, rank_above) = TRACKS[below.level], TRACKS[role.level]
        return track == track_above and rank < rank_above and below.family == role.family

    found: dict[str, set[str]] = {id: set() for id in by_id}
    while True:
        after = {}
        for role in roles:
            asked = [set(below.skills) | found[below.id] for below in roles if is_way(below, role)]
            after[role.id] = (set.intersection(*asked) if asked else set()) - {*role.skills, *role.no_longer}
        if after == found:
            return found
        found = after


def in_graph(graph: Graph) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for edge in graph.edges:
        if edge.type == "ASSUMES":
            found.setdefault(edge.start, set()).add(edge.end)
    return found


@settings(max_examples=400)
@given(seed=st.integers(0, 2**48))
def test_given_any_ladder_then_what_is_taken_for_granted_is_what_the_definition_says(seed: int) -> None:
    roles = random_roles(Random(seed))
    graph = fold([LEVELS, *documents(roles)])
    graph.check()
    assert in_graph(graph) == {id: skills for id, skills in assumed(roles).items() if skills}
    by_id = {role.id: role for role in roles}
    for edge, said in graph.edges.items():
        if edge.type == "ASSUMES":
            assert all(edge.end in by_id[below].skills for below in said["from"])
            assert len(set(said["from"])) == len(said["from"]) > 0


@settings(max_examples=200)
@given(seed=st.integers(0, 2**48))
def test_given_a_draft_then_no_published_role_takes_anything_for_granted_by_it(seed: int) -> None:
    roles = random_roles(Random(seed))
    drafts = {role.id for role in roles if role.status == "draft"}
    with_drafts = fold([LEVELS, *documents(roles)])
    without = fold([LEVELS, *documents([role for role in roles if role.id not in drafts])])
    published = {id: skills for id, skills in in_graph(with_drafts).items() if id not in drafts}
    assert published == in_graph(without)
    for edge, said in with_drafts.edges.items():
        if edge.type == "ASSUMES" and edge.start not in drafts:
            assert drafts.isdisjoint(said["from"])


def test_given_several_rungs_that_list_a_skill_then_depth_and_importance_are_the_nearest_ones() -> None:
    graph = fold(
        [
            LEVELS,
            document(
                "id: r1\ntitle: R1\nlevel: one\nfamily: a\ncareer: {promotion_to: r2}\n"
                "technical_skills: [{name: s1, tier: must, importance: critical}, {name: s2, tier: good}]\n",
                "roles/r1.yaml",
            ),
            document(
                "id: r2\ntitle: R2\nlevel: two\nfamily: a\ncareer: {promotion_to: r3}\n"
                "technical_skills: [{name: s1, tier: good, importance: important, proficiency: 2}]\n",
                "roles/r2.yaml",
            ),
            document("id: r3\ntitle: R3\nlevel: three\nfamily: a\ntechnical_skills: [s3]\n", "roles/r3.yaml"),
        ]
    )
    said = {edge.end: said for edge, said in graph.edges.items() if edge.type == "ASSUMES" and edge.start == "r3"}
    assert said == {
        "s1": {"tier": "good", "importance": "important", "weight": 0.56, "proficiency": 2.0, "from": ["r2", "r1"]},
        "s2": {"tier": "good", "weight": 0.49, "from": ["r1"]},
    }
