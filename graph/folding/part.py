"""The difference that an edit of some documents makes, from a part of all documents.

An edit of a role's skills, steps, texts or names reaches few roles. The documents of those roles and of all that
decides about them are folded before and after the edit, with the names of all documents. These two folds differ as the
whole folds differ. Where an edit may reach further, there is no such part: a document comes or goes, a vocabulary,
level, family or status changes, a role is mentioned for the first time. ADR 0029 says why this is enough, rule by rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple, TypeVar

from graph.documents.blueprint import Blueprint
from graph.documents.document import Document
from graph.documents.names import Names
from graph.folding.facts import Facts, scales_of
from graph.folding.fold import Surroundings, collector_paused, folded
from graph.folding.mentions import (
    LABELS,
    canonical_name,
    mentioned,
    resolved,
    roles_above,
    roles_below,
    roles_built_on,
    roles_named,
    roles_that_are,
    words_of,
)
from graph.folding.renaming import NOTHING, Renaming, Said
from graph.folding.sayings import naming, say
from graph.model import Difference, Graph, Key, NodeKey, ends_of
from graph.schema import RELATIONSHIPS, Properties

MOST = 0.5  # of all documents; a larger part is not worth two folds

Documents = Mapping[str, Document]


class Edited(NamedTuple):
    """What an edit changes, and the names of all documents after it."""

    difference: Difference
    names: Names


@collector_paused()
def edited(before: Documents, after: Documents) -> Edited | None:
    """The difference between the folds of all documents before and after, both by id; None where only the whole folds
    tell it.
    """
    changed = {id for id, document in after.items() if before.get(id) != document}
    if before.keys() != after.keys() or not all(_same_place(before[id], after[id]) for id in changed):
        return None
    renamed = {id for id in changed if _naming(before[id]) != _naming(after[id])}
    around = Surroundings.of(after.values())
    old = _Side(before, Surroundings.of(before.values()) if renamed else around)
    new = _Side(after, around)
    reach = _Reach(old, new, changed, renamed)
    part = reach.part()
    while part is not None and len(part) <= MOST * len(after):
        difference = Difference.between(old.fold(part), new.fold(part))
        if reach.is_left_by(difference):
            return None
        missing = reach.first_to_name(difference) - part
        if not missing:
            return Edited(difference, around.names)
        part |= missing
    return None


def _same_place(before: Document, after: Document) -> bool:
    """Whether a document describes the same role as before, at the same level."""
    return _place(before) is not None and _place(before) == _place(after)


def _place(document: Document) -> tuple[object, ...] | None:
    said = document.content
    if not isinstance(said, Blueprint) or not (said.id or document.role_id):
        return None
    return document.format, document.collection, document.role_id, said.id, said.level, said.same_as


def _naming(document: Document) -> tuple[object, ...]:
    """What all documents are read by, and the lines where it stands, which findings tell."""
    said = document.content
    assert isinstance(said, Blueprint)
    lines = {name: line for name, line in said.field_line.items() if name.startswith(("id", "title", "aliases"))}
    return *naming(said), lines


class _Side(NamedTuple):
    """All documents before an edit or after it, and what they are read in."""

    documents: Documents
    around: Surroundings

    @property
    def names(self) -> Names:
        return self.around.names

    def fold(self, part: Iterable[str]) -> Graph:
        return folded([self.documents[id] for id in part], around=self.around).graph

    def facts(self, described: set[str]) -> Facts:
        return Facts(self.names, scales=scales_of(self.documents.values()), described=described)

    def of_roles(self, ids: Iterable[str]) -> Iterator[tuple[str, Said]]:
        """What documents of roles say, by id."""
        for id in ids:
            if isinstance(said := self.documents[id].content, Blueprint):
                yield id, Said(self.names, said)


class _Reach:
    """Finds the documents that an edit can reach, and those that decide what it does there."""

    def __init__(self, old: _Side, new: _Side, changed: set[str], renamed: set[str]) -> None:
        self._either = (old.names, new.names) if renamed else (new.names,)
        self._after = new.documents
        self._said = {id: [said] for id, said in new.of_roles(new.documents)}
        self._role = {id: new.names.role_of(new.documents[id]) for id in self._said}
        self._renaming = None
        if renamed:
            titles = [{said.title for _, (_, said) in side.of_roles(renamed)} for side in (old, new)]
            self._renaming = Renaming(old.names, new.names, {self._role[id] for id in renamed}, *titles)
            changed |= {id for id, [(_, said)] in self._said.items() if self._renaming.is_read_otherwise(said)}
        for id, said in old.of_roles(changed):
            self._said[id].append(said)
        self._describing = _inverted((id, [role]) for id, role in self._role.items())
        self._naming = _inverted((id, self._of(id, roles_named)) for id in self._said)
        self._edited = {self._role[id] for id in changed}
        self._changed = changed
        before, after = (side.facts(set(self._describing)) for side in (old, new))
        self._sayings = [(say(before, old.documents[id]), say(after, new.documents[id])) for id in changed]

    def _of(self, id: str, named: Callable[[Names, Blueprint], Iterable[str]]) -> set[str]:
        """What a document names so, or did before."""
        return {name for names, said in self._said[id] for name in named(names, said)}

    def part(self) -> set[str] | None:
        """The ids of the documents; None where a circle of promotions or a title may need all."""
        if any(old.steps != new.steps for old, new in self._sayings) and any(map(self._is_on_a_circle, self._edited)):
            return None
        told = self._renaming.told(self._said, self._role) if self._renaming else NOTHING
        if told is None:
            return None
        moved = {role for pair in self._moved_steps() for role in pair}
        mentioning, stakeholders = self._mentioning(self._changed_keys() | told.stakeholders)
        roles = moved | stakeholders | told.roles | self._beside_edited() | self._climbing_with(self._edited | moved)
        undescribed = roles - self._describing.keys()
        return {
            *(id for id in self._after if id not in self._said),
            *mentioning,
            *told.documents,
            *(id for role in roles for id in self._describing.get(role, ())),
            *(id for role in undescribed | moved for id in self._naming.get(role, ())),
        }

    def is_left_by(self, difference: Difference) -> bool:
        """Whether a role, or its place on a ladder, comes, goes or changes, which may matter to any document."""
        came_or_went = {*difference.added_nodes, *difference.removed_nodes}
        placed = {key for key in (*difference.added_edges, *difference.removed_edges) if key.type in _PLACES}
        placed |= {key for key in difference.changed_edges if key.type in _PLACES and key.start not in self._edited}
        changed = {
            key
            for key, (old, new) in difference.changed_nodes.items()
            if key.id not in self._edited or old.get("status") != new.get("status")
        }
        undescribed_drafts = {key for key in difference.drafts if key.id not in self._describing}
        return bool(placed) or any(
            key.label in ("Role", "Family") for key in chain(came_or_went, changed, undescribed_drafts)
        )

    def first_to_name(self, difference: Difference) -> set[str]:
        """The documents that decide how the ends of changed edges are written, where no vocabulary says it."""
        edges = (difference.added_edges, difference.changed_edges, difference.removed_edges)
        ends = {end for edge in chain.from_iterable(edges) for end in ends_of(edge) if end.label in LABELS}
        return self._mentioning({end for end in ends if canonical_name(self._either[-1], end) is None})[0]

    def _moved_steps(self) -> Iterator[tuple[str, str]]:
        """Start and end of the steps that come or go."""
        for sayings in self._sayings:
            old, new = ({(step.start, step.end) for step in saying.steps} for saying in sayings)
            yield from old ^ new

    def _is_on_a_circle(self, role: str) -> bool:
        """Whether steps that may be promotions lead from a role back to it."""
        seen, pending = set[str](), [role]
        while pending:
            here = pending.pop()
            above = {name for id in self._describing.get(here, ()) for name in self._of(id, roles_above)}
            above |= {self._role[id] for id in self._naming.get(here, ()) if here in self._of(id, roles_below)}
            if role in above:
                return True
            pending += above - seen
            seen |= above
        return False

    def _beside_edited(self) -> set[str]:
        """The edited roles, those that their documents name or findings may suggest, and those whose documents name
        them.
        """
        found = set(self._edited)
        for role in self._edited:
            found.update(self._role[id] for id in self._naming.get(role, ()))
            for id in self._describing[role]:
                found |= self._of(id, roles_named)
        for id in self._changed:
            for replacement in filter(None, (said.replaced_by for _, said in self._said[id])):
                found |= {replacement, *self._near(replacement)}
        for remark in chain.from_iterable(saying.remarks for sayings in self._sayings for saying in sayings):
            if remark.name_kind == "role":
                found.update(self._near(remark.subject))
        return found

    def _near(self, role: str) -> Iterator[str]:
        return (id for names in self._either for id, _ in names.suggest("role", role))

    def _climbing_with(self, roles: set[str]) -> set[str]:
        """All roles of the families of some roles, and of the families that build on those or that they build on."""
        families = {role: set[str | None]() for role in self._describing}
        beside: dict[str, set[str]] = {}
        for id, role in self._role.items():
            families[role] |= self._families(id)
            for other in self._of(id, roles_built_on):
                beside.setdefault(role, set()).add(other)
                beside.setdefault(other, set()).add(role)
        members = _inverted(families.items())
        seen, pending = set[str](), set(roles)
        while pending:
            role = pending.pop()
            seen.add(role)
            others = {other for family in families.get(role, ()) for other in members.pop(family, ())}
            pending |= (others | beside.get(role, set())) - seen
        return seen

    def _families(self, id: str) -> set[str | None]:
        """The families that a document may place its role in; one of None where there are none."""
        found = set[str | None]()
        for names, said in self._said[id]:
            stated = {key.id for key in mentioned(names, "Family", said.family or "")}
            found |= stated or {names.titles.family_in_title(said.title, self._after[id].collection)}
        return found

    def _changed_keys(self) -> set[NodeKey]:
        """Nodes of which a document says something else than before, and unknown names that it writes."""
        found = set[NodeKey]()
        for old, new in self._sayings:
            found |= _unlike(old.nodes, new.nodes)
            edges = _unlike(old.edges, new.edges)
            found |= {NodeKey(RELATIONSHIPS[key.type].start, key.start) for key in edges}
            for remark in (*old.spelled, *new.spelled):
                found.add(NodeKey((remark.name_kind or "").title().replace("_", ""), remark.detail or ""))
        return {key for key in found if key.label != "Role"}

    def _mentioning(self, keys: set[NodeKey]) -> tuple[set[str], set[str]]:
        """The documents that name some of these nodes, and the roles that stakeholders among these may be."""
        documents, roles = set[str](), set[str]()
        names = self._either[-1]  # terms are named as before
        for label in {key.label for key in keys}:
            meant = dict[str, bool]()
            for id, sayings in self._said.items():
                for words in {words for _, said in sayings for words in words_of(label, said)}:
                    if words not in meant:
                        meant[words] = not keys.isdisjoint(mentioned(names, label, words))
                    if meant[words]:
                        documents.add(id)
            if label == "Stakeholder":
                called = {
                    found.name for words in meant if meant[words] for found in resolved(names, "stakeholder", words)
                }
                roles |= {role for either in self._either for name in called for role in roles_that_are(either, name)}
        return documents, roles


_PLACES = ("AT_LEVEL", "IN_FAMILY")
_Value = TypeVar("_Value")


def _inverted(named: Iterable[tuple[str, Iterable[_Value]]]) -> dict[_Value, list[str]]:
    found: dict[_Value, list[str]] = {}
    for id, values in named:
        for value in values:
            found.setdefault(value, []).append(id)
    return found


def _unlike(old: Mapping[Key, Properties], new: Mapping[Key, Properties]) -> set[Key]:
    """The keys whose properties differ, or that one side has alone."""
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
