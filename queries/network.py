"""The career network as one immutable value: roles, steps, skills and tools of one revision, made small enough to keep in every process.

It is built from the rows of `STATEMENTS` (a database) or from a folded graph, and is all that the planner needs: no question asked of it
makes a database call. Evidence is not part of it; it is looked up by (start, end, kind) for the few steps of an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from graph.database import Database, DatabaseUnavailable, Row
from graph.model import Graph
from graph.schema import PROGRESSION_KINDS
from graph.weights import skill_weight
from queries.lookups import STATE

RELATED = "related"
STEP_KINDS = (*PROGRESSION_KINDS, RELATED)
UNITS = 1_000_000  # of weight 1.0: weights add up as whole numbers, so that two sums are equal or not, never nearly
_TRIES = 5


class Level(NamedTuple):
    id: str
    name: str
    rank: int
    track: str


class Family(NamedTuple):
    id: str
    name: str


class Skill(NamedTuple):
    """`kind` is technical or soft."""

    id: str
    name: str
    kind: str


class Tool(NamedTuple):
    id: str
    name: str


class Role(NamedTuple):
    """`family` is an id; `status` is draft, published or retired."""

    id: str
    title: str
    aliases: tuple[str, ...]
    level: Level | None
    family: str | None
    described: bool
    status: str
    replaced_by: str | None


class Need(NamedTuple):
    """How much of a skill a role asks for, or a person has. `units` is the weight (0–1) as a whole number of 1/UNITS; proficiency is 1–4."""

    weight: float
    tier: str | None
    importance: str | None
    proficiency: float | None
    units: int


class Step(NamedTuple):
    """A step between two roles, which are given by their index. Months are both numbers or both None."""

    start: int
    end: int
    kind: str
    months_min: int | None
    months_max: int | None
    basis: str
    confirmed: bool

    @property
    def half_months(self) -> int | None:
        """Twice the middle of the range, a whole number; None where the time is unknown."""
        return None if self.months_min is None or self.months_max is None else self.months_min + self.months_max


class Arc(NamedTuple):
    """The best step of a pair of roles, as a search sees it: `unknown` is 1 and `half_months` 0 where the time is not known."""

    role: int  # at the other end
    unknown: int
    half_months: int
    step: Step


class Arcs(NamedTuple):
    """Arcs away from each role and towards it, by the role at the other end."""

    out: tuple[tuple[Arc, ...], ...]
    into: tuple[tuple[Arc, ...], ...]


Skills = Mapping[int, Need]  # skill index → how much of it

# Parallel lists in a row, since thousands of long rows travel much faster than a row for every edge. −1 and '' stand for null, which `collect` drops.
STATEMENTS: dict[str, str] = {
    "levels": "MATCH (n:Level) RETURN n.id AS id, n.name AS name, n.rank AS rank, n.track AS track",
    "families": "MATCH (n:Family) RETURN n.id AS id, n.name AS name",
    "roles": (
        "MATCH (n:Role) OPTIONAL MATCH (n)-[:AT_LEVEL]->(l:Level) OPTIONAL MATCH (n)-[:IN_FAMILY]->(f:Family) "
        "WITH n, min(l.id) AS level, min(f.id) AS family "
        "RETURN n.id AS id, n.title AS title, n.aliases AS aliases, level, family, n.described AS described, n.status AS status, n.replaced_by AS replaced_by"
    ),
    "steps": (
        "MATCH (a:Role)-[e:PROGRESSES_TO]->(b:Role) RETURN a.id AS start, collect(b.id) AS ends, collect(e.kind) AS kinds, "
        "collect(coalesce(e.months_min, -1)) AS months_min, collect(coalesce(e.months_max, -1)) AS months_max, "
        "collect(e.months_basis) AS bases, collect(e.confirmed) AS confirmed"
    ),
    "related": "MATCH (a:Role)-[:RELATED_TO]->(b:Role) RETURN a.id AS start, collect(b.id) AS ends",
    "skills": (
        "MATCH (n:Skill) CALL (n) { MATCH (r:Role)-[e:REQUIRES]->(n) RETURN collect(r.id) AS roles, collect(coalesce(e.tier, '')) AS tiers, "
        "collect(coalesce(e.importance, '')) AS importances, collect(coalesce(e.weight, -1.0)) AS weights, "
        "collect(coalesce(e.proficiency, -1.0)) AS proficiencies } "
        "RETURN n.id AS id, n.name AS name, n.kind AS kind, roles, tiers, importances, weights, proficiencies"
    ),
    "tools": "MATCH (n:Tool) CALL (n) { MATCH (r:Role)-[:USES]->(n) RETURN collect(r.id) AS roles } RETURN n.id AS id, n.name AS name, roles",
}


@dataclass(frozen=True, eq=False)
class Network:
    """Roles, skills and tools stand in the order of their ids; elsewhere they are numbers, their index in that order.

    `needs` holds the skills of each role, `uses` its tools, `steps` the steps away from it by end and kind.
    """

    generation: str
    revision: int
    levels: tuple[Level, ...]
    families: tuple[Family, ...]
    skills: tuple[Skill, ...]
    tools: tuple[Tool, ...]
    roles: tuple[Role, ...]
    needs: tuple[Skills, ...]
    uses: tuple[tuple[int, ...], ...]
    steps: tuple[tuple[Step, ...], ...]

    @classmethod
    def build(cls, rows: Mapping[str, Sequence[Row]], generation: str = "", revision: int = 0, *, drafts: bool = False) -> Network:
        """The network of the rows of `STATEMENTS`, by their names. Drafts, and all that leads to them, are left out unless asked for."""
        levels = tuple(sorted(Level(row["id"], row["name"], row["rank"], row["track"]) for row in rows["levels"]))
        roles = tuple(_roles(rows["roles"], {level.id: level for level in levels}, drafts))
        number = {role.id: at for at, role in enumerate(roles)}
        skill_rows, tool_rows = (sorted(rows[name], key=_id) for name in ("skills", "tools"))
        network = cls(
            generation,
            revision,
            levels,
            tuple(sorted(Family(row["id"], row["name"]) for row in rows["families"])),
            tuple(Skill(row["id"], row["name"], row["kind"]) for row in skill_rows),
            tuple(Tool(row["id"], row["name"]) for row in tool_rows),
            roles,
            _needs(skill_rows, number),
            _uses(tool_rows, number),
            _steps(rows["steps"], rows["related"], number),
        )
        network.prepare()
        return network

    @classmethod
    def of_graph(cls, graph: Graph, generation: str = "", revision: int = 0, *, drafts: bool = False) -> Network:
        """The network of a folded graph, the same as that of a database which holds it."""
        return cls.build(_rows_of(graph), generation, revision, drafts=drafts)

    def prepare(self) -> None:
        """Works out what nearly every question needs, so that the first one does not wait for it."""
        self.arcs(frozenset(PROGRESSION_KINDS))
        _ = self.role_number, self.skill_masks, self.weights, self.unknown_roles, self.retired_roles, self.roles_by_skill

    def __len__(self) -> int:
        """Number of roles."""
        return len(self.roles)

    @cached_property
    def role_number(self) -> dict[str, int]:
        """Index of a role by id."""
        return {role.id: at for at, role in enumerate(self.roles)}

    @cached_property
    def skill_number(self) -> dict[str, int]:
        """Index of a skill by id."""
        return {skill.id: at for at, skill in enumerate(self.skills)}

    @cached_property
    def tool_number(self) -> dict[str, int]:
        """Index of a tool by id."""
        return {tool.id: at for at, tool in enumerate(self.tools)}

    @cached_property
    def steps_in(self) -> tuple[tuple[Step, ...], ...]:
        """Steps to each role, by start and kind."""
        found: list[list[Step]] = [[] for _ in self.roles]
        for steps in self.steps:
            for step in steps:
                found[step.end].append(step)
        return tuple(map(tuple, found))

    @cached_property
    def skill_masks(self) -> tuple[int, ...]:
        """The skills of each role as a bit set."""
        return tuple(sum(1 << skill for skill in skills) for skills in self.needs)

    @cached_property
    def weights(self) -> tuple[int, ...]:
        """Weight of all the skills of each role, in units."""
        return tuple(sum(need.units for need in skills.values()) for skills in self.needs)

    @cached_property
    def roles_by_skill(self) -> tuple[tuple[int, ...], ...]:
        """Roles that ask for each skill."""
        found: list[list[int]] = [[] for _ in self.skills]
        for role, skills in enumerate(self.needs):
            for skill in skills:
                found[skill].append(role)
        return tuple(map(tuple, found))

    @cached_property
    def unknown_roles(self) -> frozenset[int]:
        """Roles without a known skill."""
        return frozenset(role for role in range(len(self)) if not self.needs[role])

    @cached_property
    def retired_roles(self) -> frozenset[int]:
        return frozenset(number for number, role in enumerate(self.roles) if role.status == "retired")

    @cached_property
    def _arcs(self) -> dict[frozenset[str], Arcs]:
        return {}

    def arcs(self, kinds: frozenset[str]) -> Arcs:
        """One arc for each pair of roles that steps of these kinds join: the known and shortest step, then the first of `STEP_KINDS`."""
        if kinds not in self._arcs:
            self._arcs[kinds] = _arcs(self.steps, kinds)
        return self._arcs[kinds]

    def knows_skills_of(self, role: int) -> bool:
        """False for a role that is only mentioned, or whose skills no source rates."""
        return bool(self.needs[role])


def read_network(database: Database, *, drafts: bool = False) -> Network:
    """The network as it stands, all of one revision. Raises DatabaseUnavailable when the graph is not ready or changes all the time."""
    for _ in range(_TRIES):
        before = _state(database)
        rows = {name: database.read(statement) for name, statement in STATEMENTS.items()}
        if _state(database) == before:
            return Network.build(rows, *before, drafts=drafts)
    raise DatabaseUnavailable("The graph changed while it was being read, several times in a row. Try again in a moment.")


def _state(database: Database) -> tuple[str, int]:
    rows = database.read(STATE)
    if not rows or not rows[0]["ready"]:
        raise DatabaseUnavailable("The graph is empty or being loaded; `ladder load` fills it. Try again in a moment.")
    return rows[0]["generation"], rows[0]["revision"]


# Rows as values


def _id(row: Row) -> str:
    id: str = row["id"]
    return id


def _roles(rows: Iterable[Row], levels: Mapping[str, Level], drafts: bool) -> Iterator[Role]:
    for row in sorted(rows, key=_id):
        if drafts or row["status"] != "draft":
            aliases = tuple(row["aliases"] or ())
            level = levels.get(row["level"])
            yield Role(row["id"], row["title"], aliases, level, row["family"], row["described"], row["status"], row["replaced_by"])


def _needs(rows: Sequence[Row], number: Mapping[str, int]) -> tuple[Skills, ...]:
    needs: tuple[dict[int, Need], ...] = tuple({} for _ in number)
    seen: dict[tuple[Any, ...], Need] = {}  # there are few different needs, and each is kept once
    for skill, row in enumerate(rows):
        for role, *said in zip(row["roles"], row["tiers"], row["importances"], row["weights"], row["proficiencies"], strict=True):
            at = number.get(role)
            if at is not None:
                key = tuple(said)
                need = seen.get(key) or seen.setdefault(key, _need(*key))
                needs[at][skill] = need
    return needs


def _need(tier: str, importance: str, weight: float, proficiency: float) -> Need:
    if weight < 0:
        weight = skill_weight(tier or None, importance or None)
    return Need(weight, tier or None, importance or None, proficiency if proficiency >= 0 else None, round(weight * UNITS))


def _uses(rows: Sequence[Row], number: Mapping[str, int]) -> tuple[tuple[int, ...], ...]:
    uses: list[list[int]] = [[] for _ in number]
    for tool, row in enumerate(rows):
        for role in row["roles"]:
            if role in number:
                uses[number[role]].append(tool)
    return tuple(map(tuple, uses))


def _steps(rows: Iterable[Row], related: Iterable[Row], number: Mapping[str, int]) -> tuple[tuple[Step, ...], ...]:
    steps: list[list[Step]] = [[] for _ in number]
    for row in rows:
        start = number.get(row["start"])
        columns = zip(row["ends"], row["kinds"], row["months_min"], row["months_max"], row["bases"], row["confirmed"], strict=True)
        for id, kind, low, high, basis, confirmed in columns:
            end = number.get(id)
            if start is not None and end is not None and start != end:
                known = low >= 0 and high >= 0
                steps[start].append(Step(start, end, kind, low if known else None, high if known else None, basis if known else "unknown", confirmed))
    for row in related:
        start = number.get(row["start"])
        for id in row["ends"]:
            end = number.get(id)
            if start is not None and end is not None and start != end:
                steps[start].append(Step(start, end, RELATED, None, None, "unknown", False))
    order = {kind: at for at, kind in enumerate(STEP_KINDS)}
    for each in steps:
        each.sort(key=lambda step: (step.end, order[step.kind]))
    return tuple(map(tuple, steps))


def _arcs(steps: tuple[tuple[Step, ...], ...], kinds: frozenset[str]) -> Arcs:
    out: list[dict[int, Arc]] = [{} for _ in steps]
    into: list[list[Arc]] = [[] for _ in steps]
    for start, away in enumerate(steps):
        for step in away:
            if step.kind in kinds:
                half = step.half_months
                arc = Arc(step.end, int(half is None), half or 0, step)
                known = out[start].get(step.end)
                if known is None or arc[1:3] < known[1:3]:
                    out[start][step.end] = arc
        for arc in out[start].values():
            into[arc.role].append(arc._replace(role=start))
    return Arcs(tuple(tuple(arcs.values()) for arcs in out), tuple(map(tuple, into)))


# A folded graph as rows


def _rows_of(graph: Graph) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {name: [] for name in STATEMENTS}
    by_id: dict[str, dict[str, Row]] = {name: {} for name in ("levels", "families", "roles", "skills", "tools")}
    for node, properties in graph.nodes.items():
        if node.label in _COLUMNS:
            name, nullable, lists = _COLUMNS[node.label]
            by_id[name][node.id] = {"id": node.id, **dict.fromkeys(nullable), **{column: [] for column in lists}, **properties}
    for edge, said in graph.edges.items():
        match edge.type:
            case "AT_LEVEL":
                by_id["roles"][edge.start]["level"] = edge.end
            case "IN_FAMILY":
                by_id["roles"][edge.start]["family"] = edge.end
            case "REQUIRES":
                _add(by_id["skills"][edge.end], roles=edge.start, **{column: said.get(name, empty) for column, (name, empty) in _REQUIRES.items()})
            case "USES":
                _add(by_id["tools"][edge.end], roles=edge.start)
            case "PROGRESSES_TO":
                rows["steps"].append(_step_row(edge.start, edge.end, said))
            case "RELATED_TO":
                rows["related"].append({"start": edge.start, "ends": [edge.end]})
    return rows | {name: list(found.values()) for name, found in by_id.items()}


_REQUIRES: dict[str, tuple[str, Any]] = {
    "tiers": ("tier", ""),
    "importances": ("importance", ""),
    "weights": ("weight", -1.0),
    "proficiencies": ("proficiency", -1.0),
}
# Label → name of its statement, columns that may be null, columns that are lists.
_COLUMNS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "Level": ("levels", (), ()),
    "Family": ("families", (), ()),
    "Role": ("roles", ("level", "family", "replaced_by"), ("aliases",)),
    "Skill": ("skills", (), ("roles", *_REQUIRES)),
    "Tool": ("tools", (), ("roles",)),
}


def _add(row: Row, **values: Any) -> None:
    for column, value in values.items():
        row[column].append(value)


def _step_row(start: str, end: str, said: Row) -> Row:
    months = {name: [said.get(name, -1)] for name in ("months_min", "months_max")}
    return {"start": start, "ends": [end], "kinds": [said["kind"]], **months, "bases": [said["months_basis"]], "confirmed": [said["confirmed"]]}
