"""Builds the career network from rows: read from a database in a few statements, or made of a folded graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from graph.model import Graph
from graph.neo4j.database import Database, Row
from graph.schema import COMMONALITIES, many_a_record, one_by_one
from graph.storing.state import read_of_one_state
from graph.weights import skill_weight
from queries.network.network import (
    RELATED,
    STEP_KINDS,
    UNITS,
    Assumed,
    Family,
    Level,
    Need,
    Network,
    Places,
    Role,
    Skill,
    Skills,
    Step,
    Tool,
    Tools,
    need_order,
    places,
)

# The properties that are read beside a node's id, and beside the ids of an edge's ends
_NODES: dict[str, tuple[str, ...]] = {
    "Level": ("name", "rank", "track"),
    "Family": ("name", "aliases"),
    "Skill": ("name", "kind", "aliases", "group"),
    "Tool": ("name", "aliases"),
    "Role": ("title", "aliases", "described", "status", "replaced_by"),
}
_EDGES: dict[str, tuple[str, ...]] = {
    "AT_LEVEL": (),
    "IN_FAMILY": (),
    "REQUIRES": ("tier", "importance", "weight", "proficiency", "scale", "step", "expects"),
    "ASSUMES": ("tier", "importance", "weight", "proficiency", "scale", "step", "expects", "from"),
    "USES": ("commonality",),
    "PROGRESSES_TO": ("kind", "months_min", "months_max", "months_basis", "confirmed", "implied", "one_sentence"),
    "RELATED_TO": ("rank",),
    "DESCRIBED_IN": ("loaded_at",),
    "MENTIONED_IN": ("loaded_at",),
}
_COLUMNS = {label: ("id", *names) for label, names in _NODES.items()} | {
    type: ("start", "end", *names) for type, names in _EDGES.items()
}
_DEFINED = {"start": "startNode(e).id", "end": "endNode(e).id", "loaded_at": "endNode(e).loaded_at.epochMillis"}
_DEFINED["from"] = "e.`from`"


def _every(name: str) -> str:
    if name in _NODES:
        values = [f"n.{column}" for column in _COLUMNS[name]]
        return many_a_record(f"MATCH (n:{name}) WHERE n.id IS NOT NULL", "n", values, name)
    values = [_DEFINED.get(column, f"e.{column}") for column in _COLUMNS[name]]
    return many_a_record(f"MATCH ()-[e:{name}]->()", "e", values, name)


def _of_some_roles() -> str:
    role = ", ".join(f"n.{column}" for column in _COLUMNS["Role"])
    edge = ", ".join(_DEFINED.get(column, f"e.{column}") for column in _EDGE_COLUMNS)
    edges = f"[(n)-[e:{'|'.join(_EDGES)}]->() | [type(e), {edge}]]"
    return f"MATCH (n:Role) WHERE n.id IN $ids RETURN [{role}] AS role, {edges} AS edges"


# One label or type after the other, in one statement: on a small graph a round trip takes longer than its rows
EVERYTHING = " UNION ALL ".join(map(_every, _COLUMNS))
_EDGE_COLUMNS = list(dict.fromkeys(column for type in _EDGES for column in _COLUMNS[type]))
OF_SOME_ROLES = _of_some_roles()  # a record for each role in `$ids`; one pattern, for the server plans each anew
NODE_FIELDS = {label: frozenset(names) for label, names in _NODES.items()}  # properties that are read


def in_columns(rows: Mapping[str, Sequence[Sequence[Any]]]) -> dict[str, list[Row]]:
    """Rows (id, properties …) and (start, end, properties …) as records by label or type, as `everything` returns
    them.
    """
    return {
        name: [{"columns": [[row[at] for row in rows.get(name, ())] for at in range(len(columns))]}]
        for name, columns in _COLUMNS.items()
    }


def everything(records: Iterable[Row]) -> dict[str, list[Row]]:
    """The records of `EVERYTHING` by label or type."""
    rows: dict[str, list[Row]] = {name: [] for name in _COLUMNS}
    for record in records:
        rows[record["name"]].append(record)
    return rows


def of_some_roles(records: Iterable[Row]) -> dict[str, list[Row]]:
    """What `OF_SOME_ROLES` returns, as `everything` returns it."""
    rows: dict[str, list[list[Any]]] = {"Role": [], **{type: [] for type in _EDGES}}
    for record in records:
        rows["Role"].append(record["role"])
        for type, *values in record["edges"]:
            said = dict(zip(_EDGE_COLUMNS, values, strict=True))
            rows[type].append([said[column] for column in _COLUMNS[type]])
    return in_columns(rows)


def build_network(
    rows: Mapping[str, Sequence[Row]], generation: str = "", revision: int = 0, *, drafts: bool = False
) -> Network:
    """The network from records by label or type. Without `drafts`, draft roles and steps to them are
    left out.
    """
    levels = tuple(Level(*level) for level in sorted(one_by_one(rows["Level"])))
    skills = tuple(
        Skill(id, name, kind, tuple(aliases or ()), group) for id, name, kind, aliases, group in _by_id(rows["Skill"])
    )
    tools = tuple(Tool(id, name, tuple(aliases or ())) for id, name, aliases in _by_id(rows["Tool"]))
    roles = tuple(_roles(rows, {level.id: level for level in levels}, drafts))
    number = {role.id: at for at, role in enumerate(roles)}
    of = _of_roles(rows, number, places(skills), places(tools), range(len(roles)))
    network = Network(
        generation,
        revision,
        levels,
        tuple(Family(id, name, tuple(aliases or ())) for id, name, aliases in _by_id(rows["Family"])),
        skills,
        tools,
        roles,
        tuple(of.needs.values()),
        tuple(of.assumed.values()),
        tuple(of.asks.values()),
        tuple(of.uses.values()),
        tuple(of.steps.values()),
    )
    network.prepare()
    return network


class OfRoles(NamedTuple):
    """The parts of a network about roles, by role number."""

    needs: dict[int, Skills]
    assumed: dict[int, Mapping[int, Assumed]]
    asks: dict[int, Skills]
    uses: dict[int, Tools]
    steps: dict[int, tuple[Step, ...]]


def _of_roles(
    rows: Mapping[str, Sequence[Row]],
    number: Mapping[str, int],
    skills: Places,
    tools: Places,
    wanted: Sequence[int],
) -> OfRoles:
    """The parts for the roles with the `wanted` numbers, which the rows are about."""
    needs = _needs(one_by_one(rows["REQUIRES"]), number, skills, wanted)
    assumed = _assumed(one_by_one(rows["ASSUMES"]), number, skills, wanted)
    uses = _uses(one_by_one(rows["USES"]), number, tools, wanted)
    steps = _steps(one_by_one(rows["PROGRESSES_TO"]), one_by_one(rows["RELATED_TO"]), number, wanted)
    return OfRoles(needs, assumed, {at: _together(needs[at], assumed[at]) for at in wanted}, uses, steps)


def roles_again(network: Network, rows: Mapping[str, Sequence[Row]], *, drafts: bool) -> dict[str, Role]:
    """The roles in the rows of `OF_SOME_ROLES`, by id, with the levels of the network."""
    return {role.id: role for role in _roles(rows, {level.id: level for level in network.levels}, drafts)}


def of_roles_again(network: Network, rows: Mapping[str, Sequence[Row]], wanted: Sequence[int]) -> OfRoles:
    """The parts of the network for the roles with these numbers, made from the rows of `OF_SOME_ROLES`."""
    return _of_roles(rows, network.role_number, network.skill_places, network.tool_places, wanted)


def _by_id(rows: Sequence[Row]) -> list[Any]:
    return sorted(one_by_one(rows), key=itemgetter(0))


def network_of(graph: Graph, generation: str = "", revision: int = 0, *, drafts: bool = False) -> Network:
    """The network of a folded graph; it equals that of a database with the graph, except for `updated`."""
    return build_network(in_columns(rows_of(graph)), generation, revision, drafts=drafts)


def read_network(database: Database, *, drafts: bool = False) -> Network:
    """The network of one revision of the database. Raises NotReady, and LoadUnderWay when loads keep changing the
    graph.
    """
    state, rows = read_of_one_state(database, lambda ordered: everything(ordered.read(EVERYTHING)))
    return build_network(rows, state.generation, state.revision, drafts=drafts)


# Rows as values


def _roles(rows: Mapping[str, Sequence[Row]], levels: Mapping[str, Level], drafts: bool) -> Iterator[Role]:
    level, family = (dict(one_by_one(rows[type])) for type in ("AT_LEVEL", "IN_FAMILY"))
    updated: dict[str, int] = {}
    for type in ("DESCRIBED_IN", "MENTIONED_IN"):  # mentions count only where no document describes the role
        newest: dict[str, int] = {}
        for role, _, loaded_at in one_by_one(rows[type]):
            newest[role] = max(newest.get(role, 0), loaded_at or 0)
        updated = newest | updated
    for id, title, aliases, described, status, replaced_by in sorted(one_by_one(rows["Role"])):
        if drafts or status != "draft":
            stands = levels.get(level.get(id, "")), family.get(id)
            yield Role(id, title, tuple(aliases or ()), *stands, described, status, replaced_by, updated.get(id, 0))


_Order = tuple[tuple[int, int, int], int]  # the need's order, then the place of the skill's name


def _needs(rows: Iterable[Any], number: Mapping[str, int], skills: Places, wanted: Sequence[int]) -> dict[int, Skills]:
    """The skills of each role, the most important first, then by name."""
    found: dict[int, list[tuple[_Order, int, Need]]] = {at: [] for at in wanted}
    kept = _Needs()
    for role, skill, *said in rows:
        if role in number and skill in skills:
            order, need = kept[tuple(said)]
            place, at = skills[skill]
            found[number[role]].append(((order, place), at, need))
    return {at: {skill: need for _, skill, need in sorted(ordered)} for at, ordered in found.items()}


def _assumed(
    rows: Iterable[Any], number: Mapping[str, int], skills: Places, wanted: Sequence[int]
) -> dict[int, Mapping[int, Assumed]]:
    """The skills of each role, the most important first, then by name."""
    found: dict[int, list[tuple[_Order, int, Assumed]]] = {}
    kept = _Needs()
    shared: dict[Assumed, Assumed] = {}  # a role takes many skills for granted in the same way
    for role, skill, *said, below in rows:
        if role in number and skill in skills:
            order, need = kept[tuple(said)]
            place, at = skills[skill]
            need = need._replace(below=need.expects is not None)
            assumed = Assumed(need, tuple(number[other] for other in below if other in number))
            found.setdefault(number[role], []).append(((order, place), at, shared.setdefault(assumed, assumed)))
    return {at: {skill: assumed for _, skill, assumed in sorted(found.get(at, ()))} for at in wanted}


def _together(needs: Skills, assumed: Mapping[int, Assumed]) -> Skills:
    """All skills that a role asks for: the listed ones, then the assumed ones."""
    return needs | {skill: assumption.need for skill, assumption in assumed.items()} if assumed else needs


class _Needs(dict[tuple[Any, ...], tuple[tuple[int, int, int], Need]]):
    """Needs with their sort order, each different need once: there are few."""

    def __missing__(self, said: tuple[Any, ...]) -> tuple[tuple[int, int, int], Need]:
        need = _need(*said)
        self[said] = need_order(need), need
        return self[said]


def _need(
    tier: str | None,
    importance: str | None,
    weight: float | None,
    proficiency: float | None,
    scale: str | None,
    step: str | None,
    expects: str | None,
) -> Need:
    weight = skill_weight(tier, importance) if weight is None else weight
    return Need(weight, tier, importance, proficiency, round(weight * UNITS), expects, scale, step)


def _uses(rows: Iterable[Any], number: Mapping[str, int], tools: Places, wanted: Sequence[int]) -> dict[int, Tools]:
    """The tools of each role, the most common first, then by name."""
    uses: dict[int, list[tuple[int, int, int, str | None]]] = {at: [] for at in wanted}
    for role, tool, commonality in rows:
        if role in number and tool in tools:
            order = COMMONALITIES.index(commonality) if commonality else len(COMMONALITIES)
            uses[number[role]].append((order, *tools[tool], commonality))
    return {at: {tool: commonality for _, _, tool, commonality in sorted(ordered)} for at, ordered in uses.items()}


def _steps(
    rows: Iterable[Any], related: Iterable[Any], number: Mapping[str, int], wanted: Sequence[int]
) -> dict[int, tuple[Step, ...]]:
    steps: dict[int, list[Step]] = {at: [] for at in wanted}
    for start_id, end_id, kind, low, high, basis, confirmed, implied, one_sentence in rows:
        start, end = number.get(start_id), number.get(end_id)
        if kind is not None and start is not None and end is not None and start != end:
            known = low is not None and high is not None
            steps[start].append(
                Step(
                    start,
                    end,
                    kind,
                    low if known else None,
                    high if known else None,
                    basis if known else "unknown",
                    confirmed,
                    implied=bool(implied),
                    one_sentence=bool(one_sentence),
                )
            )
    for start_id, end_id, rank in related:
        start, end = number.get(start_id), number.get(end_id)
        if start is not None and end is not None and start != end:
            steps[start].append(Step(start, end, RELATED, None, None, "unknown", False, rank))
    order = {kind: at for at, kind in enumerate(STEP_KINDS)}
    for away in steps.values():
        away.sort(key=lambda step: (step.end, order[step.kind]))
    return {at: tuple(away) for at, away in steps.items()}


# A folded graph as rows


def rows_of(graph: Graph) -> dict[str, list[tuple[Any, ...]]]:
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _COLUMNS}
    for node, said in graph.nodes.items():
        if node.label in _NODES:
            rows[node.label].append((node.id, *map(said.get, _NODES[node.label])))
    for edge, said in graph.edges.items():
        if edge.type in _EDGES:
            rows[edge.type].append((edge.start, edge.end, *map(said.get, _EDGES[edge.type])))
    return rows
