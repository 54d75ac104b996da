"""Generates ladders of any size, deterministic by seed: families of several specialisms, each with the rungs of two
tracks.

Every role has 5 steps, 15 skills and 8 tools. `Ladder.rows()` is what the statements of `queries.network.network`
return for it, `Ladder.documents()` what would be loaded; both give the same network.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from graph.documents.blueprint import Blueprint, Career, CareerStep, SoftSkill, TechnicalSkill, Tool
from graph.documents.document import Document, LevelTerm, SkillTerm, Term, ToolTerm, Vocabulary
from graph.weights import skill_weight
from queries.network.build import build_network, in_columns
from queries.network.network import Network

INDIVIDUAL = ("junior", "mid", "senior", "lead", "staff", "principal")
MANAGEMENT = ("manager", "senior-manager", "director")
RANKS = {level: 1 + at for at, level in enumerate(INDIVIDUAL)} | {level: 5 + at for at, level in enumerate(MANAGEMENT)}
SPECIALISMS = 4  # of a family
_FIRST_MANAGER = INDIVIDUAL.index("senior")

STEPS, SKILLS, TOOLS = 5, 15, 8


@dataclass(frozen=True, slots=True)
class Step:
    end: str
    kind: str
    months: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Role:
    """`skills` gives tier and importance; a skill without a tier is a soft one."""

    id: str
    title: str
    level: str
    family: str
    skills: dict[str, tuple[str | None, str]]
    tools: dict[str, str]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    roles: tuple[Role, ...]
    families: tuple[str, ...]

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The rows that `queries.network.build.everything` would return."""
        kinds = {
            skill: "technical" if tier else "soft" for role in self.roles for skill, (tier, _) in role.skills.items()
        }
        sideways = {(role.id, step.end) for role in self.roles for step in role.steps if step.kind == "lateral"}
        return in_columns(
            {
                "Level": [(id, _name(id), rank, _track(id)) for id, rank in RANKS.items()],
                "Family": [(id, _name(id), None) for id in self.families],
                "Skill": [(id, _name(id), kind, None, None) for id, kind in kinds.items()],
                "Tool": [(id, _name(id), None) for id in {tool for role in self.roles for tool in role.tools}],
                "Role": [(role.id, role.title, None, True, "published", None) for role in self.roles],
                "AT_LEVEL": [(role.id, role.level) for role in self.roles],
                "IN_FAMILY": [(role.id, role.family) for role in self.roles],
                "REQUIRES": [
                    (role.id, skill, *said, skill_weight(*said), None, None, None, None)
                    for role in self.roles
                    for skill, said in role.skills.items()
                ],
                "ASSUMES": list(self._assumed()),
                "USES": [
                    (role.id, tool, commonality) for role in self.roles for tool, commonality in role.tools.items()
                ],
                "PROGRESSES_TO": [
                    (role.id, step.end, *_said_of(role, step, sideways)) for role in self.roles for step in role.steps
                ],
            }
        )

    def _assumed(self) -> Iterator[tuple[str, str, str | None, str, float, None, None, None, None, list[str]]]:
        """Skills that a lower rung of the specialism lists and the role does not; each role has one way up."""
        by_id = {role.id: role for role in self.roles}
        below = {step.end: role.id for role in self.roles for step in role.steps if step.kind == "promotion"}
        for role in self.roles:
            listing: dict[str, list[str]] = {}
            id = role.id
            while id := below.get(id, ""):
                for skill in by_id[id].skills.keys() - role.skills.keys():
                    listing.setdefault(skill, []).append(id)
            for skill, ids in listing.items():
                said = by_id[ids[0]].skills[skill]
                yield role.id, skill, *said, skill_weight(*said), None, None, None, None, ids

    def network(self) -> Network:
        return build_network(self.rows(), "generated", 1)

    def documents(self) -> Iterator[Document]:
        """The vocabulary, then one document for each role."""
        levels = [
            LevelTerm(id=id, name=_name(id), rank=rank, track="management" if id in MANAGEMENT else "individual")
            for id, rank in RANKS.items()
        ]
        skills = {
            skill: "technical" if tier else "soft" for role in self.roles for skill, (tier, _) in role.skills.items()
        }
        vocabulary = Vocabulary(
            levels=levels,
            families=[Term(id=id, name=_name(id)) for id in self.families],
            skills=[
                SkillTerm.model_validate({"id": id, "name": _name(id), "kind": kind}) for id, kind in skills.items()
            ],
            tools=[
                ToolTerm(id=id, name=_name(id)) for id in sorted({tool for role in self.roles for tool in role.tools})
            ],
        )
        yield Document("generated/vocabulary", "Vocabulary", "generated", "yaml", vocabulary)
        for role in self.roles:
            yield Document(f"generated/{role.id}", role.title, "generated", "yaml", _blueprint(role))


def generate(count: int, seed: int = 1) -> Ladder:
    """A ladder of about `count` roles, in whole specialisms of nine rungs, at least eight of them."""
    random = Random(seed)
    specialisms = max(2 * SPECIALISMS, round(count / len(RANKS)))
    families = max(1, specialisms // SPECIALISMS)
    pools = [_Pool.of(random, family, families) for family in range(families)]
    roles = [
        _role(random, number, level, families, pools, specialisms) for number in range(specialisms) for level in RANKS
    ]
    return Ladder(tuple(roles), tuple(_family(at) for at in range(families)))


@dataclass(frozen=True, slots=True)
class _Pool:
    """The skills and tools of a family: common to all families, shared with its neighbours, and its own."""

    core: list[str]
    own: list[str]
    soft: list[str]
    tools: list[str]

    @classmethod
    def of(cls, random: Random, family: int, families: int) -> _Pool:
        area = family // 5
        core = [f"craft-{random.randrange(40)}" for _ in range(8)]
        own = [f"area-{area}-skill-{random.randrange(25)}" for _ in range(18)] + [
            f"family-{family}-skill-{at}" for at in range(12)
        ]
        tools = [f"tool-{random.randrange(150)}" for _ in range(10)] + [f"area-{area}-tool-{at}" for at in range(12)]
        return cls(core, own, [f"soft-{at}" for at in range(20)], tools)


def _role(random: Random, number: int, level: str, families: int, pools: list[_Pool], specialisms: int) -> Role:
    family = number % families
    pool, height = pools[family], RANKS[level]
    special = Random(f"{number}")  # a specialism keeps most of its skills from rung to rung
    wanted = special.sample(sorted({*pool.core, *pool.own}), 14)
    names = list(dict.fromkeys([*wanted[: 6 + height // 2], *random.sample(sorted({*pool.core, *pool.own}), 14)]))[
        : SKILLS - 3
    ]
    skills: dict[str, tuple[str | None, str]] = {
        name: (_tier(random, height), random.choice(("critical", "important", "optional"))) for name in names
    }
    skills |= {
        name: (None, random.choice(("critical", "important")))
        for name in random.sample(pool.soft, SKILLS - len(skills))
    }
    tools = {
        name: random.choice(("common", "context_specific", "optional"))
        for name in random.sample(sorted(set(pool.tools)), TOOLS)
    }
    steps = tuple(_steps(random, number, level, families, specialisms))
    return Role(_id(number, level), _name(_id(number, level)), level, _family(family), skills, tools, steps)


def _tier(random: Random, height: int) -> str:
    weights = (4 + height, 8 - height // 2, height, 1)
    return random.choices(("must", "good", "advanced", "emerging"), weights)[0]


def _steps(random: Random, number: int, level: str, families: int, specialisms: int) -> Iterator[Step]:
    """Steps up in the specialism, across to management, sideways in the family and sometimes to another family."""
    ends: dict[str, str] = {}
    rungs = INDIVIDUAL if level in INDIVIDUAL else MANAGEMENT
    at = rungs.index(level)
    if at + 1 < len(rungs):
        ends[_id(number, rungs[at + 1])] = "promotion"
    if rungs is INDIVIDUAL and at >= _FIRST_MANAGER:
        ends[_id(number, MANAGEMENT[min(at - _FIRST_MANAGER, 2)])] = "next"
    while len(ends) < STEPS:
        neighbour = (number + random.choice((-1, 1, families, -families, 2 * families))) % specialisms
        if random.random() < 0.3:
            neighbour = random.randrange(specialisms)
        if neighbour != number:
            ends.setdefault(_id(neighbour, level), "lateral")
    for end, kind in ends.items():
        low = random.choice((6, 12, 18, 24)) if kind != "lateral" else random.choice((0, 0, 3, 6))
        yield Step(end, kind, (low, low + random.choice((6, 12))))


def _family(at: int) -> str:
    return f"family-{_word(at)}"


def _word(number: int) -> str:
    """Letters for a number: names of roles that differ in digits alone look too much alike. So do longer words than of
    two syllables.
    """
    words = []
    while True:
        word = _syllable(number % 90) + (_syllable(number // 90 % 90) if number >= 90 else "") + "x"
        words.append(word)
        number //= 8100
        if not number:
            return "-".join(words)


def _syllable(number: int) -> str:
    return "bcdfghjklmnprstvwz"[number % 18] + "aeiou"[number // 18]


def _id(number: int, level: str) -> str:
    return f"{level}-{_word(number)}-specialist"


def _name(id: str) -> str:
    return id.replace("-", " ").capitalize()


def _track(level: str) -> str:
    return "management" if level in MANAGEMENT else "individual"


def _said_of(role: Role, step: Step, sideways: set[tuple[str, str]]) -> tuple[str, int, int, str, bool, None, None]:
    """A role's career. Its start alone names a rise; a move sideways is confirmed where the other role names it."""
    return step.kind, *step.months, "stated", step.kind == "lateral" and (step.end, role.id) in sideways, None, None


def _blueprint(role: Role) -> Blueprint:
    technical = [
        TechnicalSkill.model_validate({"name": _name(id), "tier": tier, "importance": importance})
        for id, (tier, importance) in role.skills.items()
        if tier
    ]
    soft = [
        SoftSkill.model_validate({"name": _name(id), "importance": importance})
        for id, (tier, importance) in role.skills.items()
        if not tier
    ]
    tools = [
        Tool.model_validate({"cell": _name(id), "commonality": commonality}) for id, commonality in role.tools.items()
    ]
    steps = {
        sort: [
            CareerStep(role=s.end, months_min=s.months[0], months_max=s.months[1])
            for s in role.steps
            if (s.kind == "lateral") == (sort == "adjacent")
        ]
        for sort in ("next", "adjacent")
    }
    return Blueprint(
        id=role.id,
        title=role.title,
        level=role.level,
        family=role.family,
        technical_skills=technical,
        soft_skills=soft,
        tools=tools,
        career=Career(next=steps["next"], adjacent=steps["adjacent"]),
    )
