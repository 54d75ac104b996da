"""Where each role leads and what it builds on, by the document that says so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from graph.documents.blueprint import Career, CareerStep, Named
from loaders.mapped.found import Framework, Link, Role
from loaders.mapped.wording.spans import Span, span_in

IMPLIED = ""  # instead of a document: only the order of levels says it


@dataclass
class Way:
    """What one document says of a role's way."""

    career: Career = field(default_factory=Career)
    builds_on: list[Named] = field(default_factory=list)


Ways = dict[Role, dict[str, Way]]


def ways_of(found: Framework) -> Ways:
    """The ways of each role by document. A page about one role says its steps of that one; another document says them
    of both.
    """
    ways: Ways = defaultdict(lambda: defaultdict(Way))
    about = _roles_by_document(found)
    for link in found.stated:
        for role in _told_of(link, about):
            step = CareerStep(
                name=_other(link, role).title, line=link.line, said=link.words, **_months(span_in(link.words))
            )
            career = ways[role][link.document].career
            (career.next if role is link.lower else career.feeders).append(step)
    stated = {link.step for link in found.stated}
    for lower, upper in (step for step in found.steps if step not in stated):
        ways[lower][IMPLIED].career.next.append(CareerStep(name=upper.title, implied=True))
    for link in found.bases:
        ways[link.upper][link.document].builds_on.append(Named(name=link.lower.title, line=link.line))
    return ways


def _roles_by_document(found: Framework) -> dict[str, set[Role]]:
    about: dict[str, set[Role]] = defaultdict(set)
    for role, text in found.texts:
        about[text.document].add(role)
    for role in found.roles:
        about[role.document].add(role)
    return about


def _told_of(link: Link, about: dict[str, set[Role]]) -> set[Role]:
    own, both = about[link.document], {*link.step}
    return own if len(own) == 1 and own <= both else both


def timed(step: CareerStep, stay: Span | None) -> CareerStep:
    """A step with the usual stay on the level below, where nothing else says how long it takes."""
    return step if step.months_min is not None else step.model_copy(update=_months(stay))


def _months(span: Span | None) -> dict[str, int]:
    return {"months_min": span.low, "months_max": span.high or span.low} if span else {}


def _other(link: Link, role: Role) -> Role:
    return link.upper if role is link.lower else link.lower
