"""Where the career network comes from: rows of a database, read in a few statements, or a folded graph as the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph.database import Database, Row
from graph.model import Graph
from graph.schema import COMMONALITIES
from graph.weights import skill_weight
from queries.network import RELATED, STEP_KINDS, UNITS, Family, Level, Need, Network, Role, Skill, Skills, Step, Tool, Tools, need_order
from queries.state import read_of_one_state

# Parallel lists in a row, since thousands of long rows travel much faster than a row for every edge. −1 and '' stand for null, which `collect` drops.
STATEMENTS: dict[str, str] = {
    "levels": "MATCH (n:Level) RETURN n.id AS id, n.name AS name, n.rank AS rank, n.track AS track",
    "families": "MATCH (n:Family) RETURN n.id AS id, n.name AS name",
    "roles": (
        "MATCH (n:Role) OPTIONAL MATCH (n)-[:AT_LEVEL]->(l:Level) OPTIONAL MATCH (n)-[:IN_FAMILY]->(f:Family) "
        "OPTIONAL MATCH (n)-[:DESCRIBED_IN]->(d:Document) "
        "WITH n, min(l.id) AS level, min(f.id) AS family, coalesce(max(d.loaded_at.epochMillis), 0) AS updated "
        "RETURN n.id AS id, n.title AS title, n.aliases AS aliases, level, family, n.described AS described, n.status AS status, "
        "n.replaced_by AS replaced_by, updated"
    ),
    "steps": (
        "MATCH (a:Role)-[e:PROGRESSES_TO]->(b:Role) RETURN a.id AS start, collect(b.id) AS ends, collect(e.kind) AS kinds, "
        "collect(coalesce(e.months_min, -1)) AS months_min, collect(coalesce(e.months_max, -1)) AS months_max, "
        "collect(e.months_basis) AS bases, collect(e.confirmed) AS confirmed"
    ),
    "related": "MATCH (a:Role)-[e:RELATED_TO]->(b:Role) RETURN a.id AS start, collect(b.id) AS ends, collect(coalesce(e.rank, -1)) AS ranks",
    "skills": (
        "MATCH (n:Skill) CALL (n) { MATCH (r:Role)-[e:REQUIRES]->(n) RETURN collect(r.id) AS roles, collect(coalesce(e.tier, '')) AS tiers, "
        "collect(coalesce(e.importance, '')) AS importances, collect(coalesce(e.weight, -1.0)) AS weights, "
        "collect(coalesce(e.proficiency, -1.0)) AS proficiencies } "
        "RETURN n.id AS id, n.name AS name, n.kind AS kind, roles, tiers, importances, weights, proficiencies"
    ),
    "tools": (
        "MATCH (n:Tool) CALL (n) { MATCH (r:Role)-[e:USES]->(n) RETURN collect(r.id) AS roles, collect(coalesce(e.commonality, '')) AS commonalities } "
        "RETURN n.id AS id, n.name AS name, roles, commonalities"
    ),
}


def build_network(rows: Mapping[str, Sequence[Row]], generation: str = "", revision: int = 0, *, drafts: bool = False) -> Network:
    """The network of the rows of `STATEMENTS`, by their names. Drafts, and all that leads to them, are left out unless asked for."""
    levels = tuple(sorted(Level(row["id"], row["name"], row["rank"], row["track"]) for row in rows["levels"]))
    roles = tuple(_roles(rows["roles"], {level.id: level for level in levels}, drafts))
    number = {role.id: at for at, role in enumerate(roles)}
    skill_rows, tool_rows = (sorted(rows[name], key=_id) for name in ("skills", "tools"))
    network = Network(
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


def network_of(graph: Graph, generation: str = "", revision: int = 0, *, drafts: bool = False) -> Network:
    """The network of a folded graph, the same as that of a database which holds it but for `updated`."""
    return build_network(_rows_of(graph), generation, revision, drafts=drafts)


def read_network(database: Database, *, drafts: bool = False) -> Network:
    """The network as it stands, all of one revision. Raises DatabaseUnavailable when the graph is not ready or changes all the time."""
    state, rows = read_of_one_state(database, lambda ordered: {name: ordered.read(statement) for name, statement in STATEMENTS.items()})
    return build_network(rows, *state, drafts=drafts)


# Rows as values


def _id(row: Row) -> str:
    id: str = row["id"]
    return id


def _roles(rows: Iterable[Row], levels: Mapping[str, Level], drafts: bool) -> Iterator[Role]:
    for row in sorted(rows, key=_id):
        if drafts or row["status"] != "draft":
            aliases = tuple(row["aliases"] or ())
            level = levels.get(row["level"])
            yield Role(row["id"], row["title"], aliases, level, row["family"], row["described"], row["status"], row["replaced_by"], row["updated"])


def _needs(rows: Sequence[Row], number: Mapping[str, int]) -> tuple[Skills, ...]:
    """What matters most first, then by name."""
    needs: list[list[tuple[int, int, Need]]] = [[] for _ in number]
    seen: dict[tuple[Any, ...], Need] = {}  # there are few different needs, and each is kept once
    by_name = _places(rows)
    for skill, row in enumerate(rows):
        for role, *said in zip(row["roles"], row["tiers"], row["importances"], row["weights"], row["proficiencies"], strict=True):
            at = number.get(role)
            if at is not None:
                key = tuple(said)
                need = seen.get(key) or seen.setdefault(key, _need(*key))
                needs[at].append((by_name[skill], skill, need))
    order = {need: need_order(need) for need in seen.values()}
    return tuple({skill: need for _, skill, need in sorted(each, key=lambda asked: (order[asked[2]], asked[0]))} for each in needs)


def _need(tier: str, importance: str, weight: float, proficiency: float) -> Need:
    if weight < 0:
        weight = skill_weight(tier or None, importance or None)
    return Need(weight, tier or None, importance or None, proficiency if proficiency >= 0 else None, round(weight * UNITS))


def _uses(rows: Sequence[Row], number: Mapping[str, int]) -> tuple[Tools, ...]:
    """The common ones first, then by name."""
    uses: list[list[tuple[int, int, int, str | None]]] = [[] for _ in number]
    by_name = _places(rows)
    for tool, row in enumerate(rows):
        for role, commonality in zip(row["roles"], row["commonalities"], strict=True):
            if role in number:
                uses[number[role]].append((COMMONALITIES.index(commonality) if commonality else len(COMMONALITIES), by_name[tool], tool, commonality or None))
    return tuple({tool: commonality for _, _, tool, commonality in sorted(each)} for each in uses)


def _places(rows: Sequence[Row]) -> list[int]:
    """The place of each row in the order of names; ties by id."""
    places = [0] * len(rows)
    for place, at in enumerate(sorted(range(len(rows)), key=lambda at: (rows[at]["name"].lower(), at))):
        places[at] = place
    return places


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
        for id, rank in zip(row["ends"], row["ranks"], strict=True):
            end = number.get(id)
            if start is not None and end is not None and start != end:
                steps[start].append(Step(start, end, RELATED, None, None, "unknown", False, rank if rank >= 0 else None))
    order = {kind: at for at, kind in enumerate(STEP_KINDS)}
    for each in steps:
        each.sort(key=lambda step: (step.end, order[step.kind]))
    return tuple(map(tuple, steps))


# A folded graph as rows


def _rows_of(graph: Graph) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {name: [] for name in STATEMENTS}
    by_id: dict[str, dict[str, Row]] = {name: {} for name in ("levels", "families", "roles", "skills", "tools")}
    for node, properties in graph.nodes.items():
        if node.label in _COLUMNS:
            name, nullable, lists = _COLUMNS[node.label]
            by_id[name][node.id] = {"id": node.id, "updated": 0, **dict.fromkeys(nullable), **{column: [] for column in lists}, **properties}
    for edge, said in graph.edges.items():
        match edge.type:
            case "AT_LEVEL":
                by_id["roles"][edge.start]["level"] = edge.end
            case "IN_FAMILY":
                by_id["roles"][edge.start]["family"] = edge.end
            case "REQUIRES":
                _add(by_id["skills"][edge.end], roles=edge.start, **{column: said.get(name, empty) for column, (name, empty) in _REQUIRES.items()})
            case "USES":
                _add(by_id["tools"][edge.end], roles=edge.start, commonalities=said.get("commonality", ""))
            case "PROGRESSES_TO":
                rows["steps"].append(_step_row(edge.start, edge.end, said))
            case "RELATED_TO":
                rows["related"].append({"start": edge.start, "ends": [edge.end], "ranks": [said.get("rank", -1)]})
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
    "Tool": ("tools", (), ("roles", "commonalities")),
}


def _add(row: Row, **values: Any) -> None:
    for column, value in values.items():
        row[column].append(value)


def _step_row(start: str, end: str, said: Row) -> Row:
    months = {name: [said.get(name, -1)] for name in ("months_min", "months_max")}
    return {"start": start, "ends": [end], "kinds": [said["kind"]], **months, "bases": [said["months_basis"]], "confirmed": [said["confirmed"]]}
