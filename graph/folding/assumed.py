"""Assumed skills: what a role does not list because every way up to it asks for it (docs/adr/0018-assumed-skills.md).

A way up to a role begins at a described role: one of a lower rank in its family and track that is promoted to it, or
one that its documents say it builds on. A role assumes the skills that all its ways up list or assume, except those
that it lists itself or names as no longer needed. Roles may build on each other in a cycle; the result is the least
fixed point.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from graph.folding.facts import Facts
from graph.folding.rules.ladder import JOB_ZONES
from graph.model import NodeKey
from graph.schema import Properties

_TAKEN_OVER = ("tier", "importance", "weight", "proficiency", "scale", "step", "expects")


def add_assumed_skills(facts: Facts) -> None:
    """Adds an `ASSUMES` edge for each skill that a role takes for granted."""
    foundations = _Foundations(facts)
    for role, skills in sorted(foundations.assumed().items()):
        below = foundations.below(role)
        shared: dict[tuple[Any, ...], Properties] = {}  # a role takes many skills for granted in the same way
        for skill in sorted(skills):
            listing = [other for other in below if skill in foundations.listed[other]]
            nearest = foundations.listed[listing[0]][skill]
            said: Properties = {name: nearest[name] for name in _TAKEN_OVER if nearest.get(name) is not None}
            alike = shared.setdefault((*listing, *said.items()), said | {"from": listing})
            facts.derived("ASSUMES", role, skill, alike)


class _Foundations:
    """What each described role lists, and the ways up to it."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._rungs: dict[str, tuple[str, int]] = {}  # role → track and rank
        self._families: dict[str, str] = {}
        self.listed: defaultdict[str, dict[str, Properties]] = defaultdict(dict)
        self._no_longer: defaultdict[str, set[str]] = defaultdict(set)
        self._ways: defaultdict[str, set[str]] = defaultdict(set)
        edges = facts.graph.edges
        for edge, said in edges.items():
            match edge.type:
                case "AT_LEVEL":
                    level = facts.graph.nodes[NodeKey("Level", edge.end)]
                    self._rungs[edge.start] = level["track"], level["rank"]
                case "IN_FAMILY":
                    self._families[edge.start] = edge.end
                case "REQUIRES":
                    self.listed[edge.start][edge.end] = said
                case "NO_LONGER":
                    self._no_longer[edge.start].add(edge.end)
        for edge in edges:
            if edge.type == "PROGRESSES_TO" and edge.key == "promotion" and self._rises_in_family(edge.start, edge.end):
                self._add_way(edge.end, edge.start)
            elif edge.type == "BUILDS_ON":
                self._add_way(edge.start, edge.end)

    def _add_way(self, role: str, below: str) -> None:
        """A published role does not build on a draft: its skills would reveal the draft's."""
        described = self._facts.described
        here, there = (self._facts.graph.nodes[NodeKey("Role", id)]["status"] for id in (role, below))
        if role in described and below in described and there in ("published", here):
            self._ways[role].add(below)

    def _rises_in_family(self, start: str, end: str) -> bool:
        if start not in self._rungs or end not in self._rungs or start not in self._families:
            return False
        (track, rank), (track_after, rank_after) = self._rungs[start], self._rungs[end]
        same = track == track_after != JOB_ZONES and self._families[start] == self._families.get(end)
        return same and rank < rank_after

    def assumed(self) -> dict[str, set[str]]:
        """The assumed skills by role, for roles that have some."""
        assumed: defaultdict[str, set[str]] = defaultdict(set)
        above: defaultdict[str, set[str]] = defaultdict(set)
        for role, ways in self._ways.items():
            for below in ways:
                above[below].add(role)
        pending = sorted(self._ways, key=lambda role: (self._rungs.get(role, ("", 0)), role))
        while pending:
            changed = [role for role in pending if self._grow(role, assumed)]
            pending = sorted({role for below in changed for role in above[below]})
        return {role: skills for role, skills in assumed.items() if skills}

    def _grow(self, role: str, assumed: defaultdict[str, set[str]]) -> bool:
        """Takes over what the ways up have in common now. Returns whether that is more than before."""
        asked = [self.listed[below].keys() | assumed[below] for below in self._ways[role]]
        found = set.intersection(*asked) - self.listed[role].keys() - self._no_longer[role]
        grown = found != assumed[role]
        assumed[role] = found
        return grown

    def below(self, role: str) -> list[str]:
        """All roles on the ways up to a role, the nearest first, then the higher rank."""
        return list(self._ring_by_ring(role))

    def _ring_by_ring(self, role: str) -> Iterator[str]:
        seen = {role}
        ring = [role]
        while ring:
            found = {below for here in ring for below in self._ways.get(here, ())} - seen
            ring = sorted(found, key=lambda id: (-self._rungs.get(id, ("", -1))[1], id))
            seen |= found
            yield from ring
