"""Updates the network in memory to a later revision: reads only the roles that the loads in between touched.

`Revision.changes` says what a load changed. An update is possible when no role, skill, tool, family or level was added,
removed or moved; otherwise the whole network is read again (docs/adr/0029-edits.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import orjson

from graph.neo4j.database import Row
from graph.storing.state import GraphState
from queries.network.build import NODE_FIELDS, of_roles_again, roles_again
from queries.network.network import Network, Role

# Cached properties that depend on levels, families, names of skills and tools, and on what `_place` compares
STAYS = (
    *(
        "role_number",
        "retired_roles",
        "ranks",
        "rung_names",
        "_rungs_held",
        "family_by_id",
        "family_names",
        "level_names",
    ),
    *("skill_number", "skill_names", "skill_places", "tool_number", "tool_names", "tool_places"),
)
MOST_CHANGES = 3_000  # of a load; with more, reading the whole network costs less

REVISIONS = (
    "MATCH (r:Revision) WHERE r.number > $since AND r.number <= $until RETURN r.documents AS documents, "
    "r.counts AS counts, CASE WHEN size(r.changes) <= $most THEN r.changes END AS changes"
)
ROLES_OF_DOCUMENTS = (
    "MATCH (r:Role)-[:DESCRIBED_IN|MENTIONED_IN]->(d:Document) WHERE d.id IN $documents RETURN collect(DISTINCT r.id) "
    "AS ids"
)
_ADDED_BESIDE_ROLES = ("Level", "Family", "Skill", "Tool", "Role")

T = TypeVar("T")


def parameters(network: Network, state: GraphState) -> dict[str, int] | None:
    """Parameters of `REVISIONS`; None where the network is not an earlier revision of that graph."""
    if network.generation != state.generation or network.revision >= state.revision:
        return None
    return {"since": network.revision, "until": state.revision, "most": MOST_CHANGES}


def touched(revisions: Sequence[Row], loads: int) -> tuple[set[str], set[str]] | None:
    """Ids of the roles and documents that the loads touched; None where the whole network must be read. There
    should be as many revisions as `loads`.
    """
    if len(revisions) != loads:
        return None
    roles: set[str] = set()
    documents: set[str] = set()
    for row in revisions:
        # A revision without documents is a repair; what it mends is in no load's changes
        if not row["documents"] or row["changes"] is None or _rows(row["counts"]) > MOST_CHANGES:
            return None
        documents.update(row["documents"])
        for change in map(orjson.loads, row["changes"]):
            if _moves_others(change):
                return None
            roles.update(change.get("roles", ()))
            if change["label"] == "Document":
                documents.add(change["id"])
    return roles, documents


def _rows(counts: Iterable[str]) -> int:
    return sum(orjson.loads(kept)["count"] for kept in counts)


def _moves_others(change: Mapping[str, Any]) -> bool:
    """True when a node is added or removed, or a node other than a role changes in a property of the network."""
    label = change["label"]
    if label not in _ADDED_BESIDE_ROLES:
        return False
    return change["kind"] != "changed" or (label != "Role" and change["field"] in NODE_FIELDS[label])


def followed(
    network: Network, rows: Mapping[str, Sequence[Row]], ids: Iterable[str], state: GraphState, *, drafts: bool
) -> tuple[Network, set[int]] | None:
    """The network of the later state, and the numbers of the roles that were read again (`rows`). None where a role was
    added, removed or moved to another level, family or status.
    """
    found = roles_again(network, rows, drafts=drafts)
    number = network.role_number
    for id in ids:
        before = network.roles[number[id]] if id in number else None
        if _place(before) != _place(found.get(id)):
            return None
    changed = {number[id] for id in ids if id in number}
    said = of_roles_again(network, rows, sorted(changed))

    def patched(old: Sequence[T], new: Callable[[int], T]) -> tuple[T, ...]:
        values = list(old)
        for at in changed:
            values[at] = new(at)
        return tuple(values)

    after = replace(
        network,
        revision=state.revision,
        roles=patched(network.roles, lambda at: found[network.roles[at].id]),
        needs=patched(network.needs, said.needs.__getitem__),
        assumed=patched(network.assumed, said.assumed.__getitem__),
        asks=patched(network.asks, said.asks.__getitem__),
        uses=patched(network.uses, said.uses.__getitem__),
        steps=patched(network.steps, said.steps.__getitem__),
    )
    asks, needs = after.asks, after.needs
    after.__dict__.update({name: network.__dict__[name] for name in STAYS if name in network.__dict__})
    # The other cached properties of `prepare`, updated from the old ones
    after.__dict__["weights"] = patched(network.weights, lambda at: sum(need.units for need in asks[at].values()))
    after.__dict__["unknown_roles"] = frozenset(
        {*(network.unknown_roles - changed), *(at for at in changed if not needs[at])}
    )
    by_skill = list(network.roles_by_skill)
    for skill in {skill for at in changed for skill in {*network.needs[at], *needs[at]}}:
        others = [at for at in by_skill[skill] if at not in changed]
        by_skill[skill] = tuple(sorted([*others, *(at for at in changed if skill in needs[at])]))
    after.__dict__["roles_by_skill"] = tuple(by_skill)
    return after, changed


def _place(role: Role | None) -> tuple[Any, ...] | None:
    """The values of a role that other roles' entries depend on."""
    return role and (role.level, role.family, role.described, role.status)
