"""Roles of mapped ladders that look as if only their titles changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from cli.terminal.console import note
from graph.model import Difference, EdgeKey, NodeKey
from graph.schema import Properties
from graph.storing.plan import Plan


def note_renamed(planned: Plan) -> None:
    """Says how such roles keep their ids; not of those whose title stays, or whose id leads on: that is meant so."""
    difference = planned.difference
    for old, new in renamed(difference).items():
        was, now = difference.removed_nodes[old]["title"], difference.added_nodes[new]["title"]
        if was == now or planned.retired.get(str(old)):
            continue
        hint = f"write `ids: {{{now}: {old.id}}}` in mapping.yaml: it keeps its id then."
        note(f"If {was} is only called {now} now, {hint}")


def renamed(difference: Difference) -> dict[NodeKey, NodeKey]:
    """Roles that go, each with one that comes, each the only one of an original or of its level there."""
    gone = _by_place(difference.removed_nodes, difference.removed_edges)
    come = _by_place(difference.added_nodes, difference.added_edges)
    return {gone[place][0]: come[place][0] for place in gone if len(gone[place]) == len(come.get(place, ())) == 1}


def _by_place(
    nodes: Mapping[NodeKey, Properties], edges: Mapping[EdgeKey, Properties]
) -> dict[tuple[str, str], list[NodeKey]]:
    """The roles among nodes by the original of a mapped ladder that describes them, and by their level there."""
    levels = {key.start: key.end for key in edges if key.type == "AT_LEVEL"}
    found: dict[tuple[str, str], list[NodeKey]] = defaultdict(list)
    for key in edges:
        role = NodeKey("Role", key.start)
        if key.type == "DESCRIBED_IN" and "#" in key.end and role in nodes:
            original = key.end.partition("#")[0]
            found[original, ""].append(role)
            found[original, levels.get(key.start, "none")].append(role)
    return found
