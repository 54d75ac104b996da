"""What a role document names, found without reading what it says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from graph.documents.blueprint import Blueprint, CareerStep, Named, RelatedRole
from graph.documents.names import Names, Resolved
from graph.documents.spelling import spelled
from graph.model import NodeKey
from graph.schema import NameKind


def roles_above(names: Names, said: Blueprint) -> Iterator[str]:
    """Roles to which the document names a next step or a promotion."""
    yield from _roles(names, said.career.next)
    if said.career.promotion_to:
        yield from ids_of(names, "role", said.career.promotion_to)


def roles_below(names: Names, said: Blueprint) -> Iterator[str]:
    return _roles(names, said.career.feeders)


def roles_built_on(names: Names, said: Blueprint) -> Iterator[str]:
    return _roles(names, said.builds_on)


def roles_named(names: Names, said: Blueprint) -> set[str]:
    """All roles that the document names beside its own."""
    beside = (said.career.feeders, said.career.adjacent, said.related, said.builds_on)
    return {*roles_above(names, said), *chain.from_iterable(_roles(names, steps) for steps in beside)}


def role_words(said: Blueprint) -> Iterator[str]:
    """The words in which the document names roles beside its own."""
    career = said.career
    for step in chain[CareerStep | RelatedRole](career.next, career.feeders, career.adjacent, said.related):
        if step.role is None and step.name:
            yield step.name
    yield from (role.name for role in said.builds_on)
    if career.promotion_to:
        yield career.promotion_to


def role_ids(said: Blueprint) -> Iterator[str]:
    """The ids by which the document names roles beside its own."""
    career = said.career
    for step in chain[CareerStep | RelatedRole](career.next, career.feeders, career.adjacent, said.related):
        if step.role is not None:
            yield step.role


def _roles(names: Names, steps: Sequence[CareerStep] | Sequence[RelatedRole] | Sequence[Named]) -> Iterator[str]:
    for step in steps:
        if not isinstance(step, Named) and step.role is not None:
            yield names.survivor("role", step.role)
        elif step.name:
            yield from ids_of(names, "role", step.name)


def ids_of(names: Names, kind: NameKind, words: str) -> Iterator[str]:
    """The ids of a name or of its joined parts; none for words without a letter or digit."""
    return (found.id for found in resolved(names, kind, words))


def resolved(names: Names, kind: NameKind, words: str) -> Iterator[Resolved]:
    """What a name or its joined parts lead to; nothing for words without a letter or digit."""
    try:
        yield from (names.resolve(kind, part) for part in names.split(kind, words))
    except ValueError:
        return


def mentioned(names: Names, label: str, words: str) -> set[NodeKey]:
    """The nodes of a label, other than roles, that words may name: a joined name is both one node and several."""
    kind, _ = _WORDS[label]
    ids = {*(ids_of(names, kind, words) if kind else ()), spelled(words).replace(" ", "-")}
    return {NodeKey(label, id) for id in ids if id}


def canonical_name(names: Names, node: NodeKey) -> str | None:
    """The name that the vocabulary gives a node."""
    kind, _ = _WORDS[node.label]
    return names.name_of(kind, node.id) if kind else None


def roles_that_are(names: Names, stakeholder: str) -> Iterator[str]:
    """The roles that a stakeholder of this name may be, the likeliest first: "Data Engineers" is the role Data
    Engineer.
    """
    for form in (stakeholder, stakeholder.removesuffix("s")):
        if role := names.find("role", form):
            yield role


def words_of(label: str, said: Blueprint) -> Iterable[str]:
    """The words in which a document names nodes of a label, other than roles."""
    return _WORDS[label][1](said)


def _skills(said: Blueprint) -> Iterator[str]:
    yield from (skill.name for skill in said.technical_skills)
    yield from (skill.name for skill in said.soft_skills)
    yield from (skill.name for skill in said.no_longer)


def _stakeholders(said: Blueprint) -> Iterator[str]:
    lists = vars(said.stakeholders).values()
    return (stakeholder.name for stakeholders in lists for stakeholder in stakeholders)


_WORDS: Mapping[str, tuple[NameKind | None, Callable[[Blueprint], Iterable[str]]]] = {
    "Level": ("level", lambda said: [said.level or ""]),
    "Family": ("family", lambda said: [said.family or ""]),
    "Skill": ("skill", _skills),
    "Tool": ("tool", lambda said: [name for row in said.tools for name in row.tool_names]),
    "ToolCategory": ("tool_category", lambda said: [row.category or "" for row in said.tools]),
    "Stakeholder": ("stakeholder", _stakeholders),
    "Kpi": (None, lambda said: [kpi.name for kpi in said.kpis]),
}
LABELS = _WORDS.keys()  # of nodes that several documents name
