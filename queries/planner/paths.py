"""Career paths: the k best paths by advice, steps, time or skills, with what each takes and why.

Gaps, sentences and the Cypher of a path are made on first use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from queries.network.network import RELATED, Network, Step
from queries.network.times import Months, months_of
from queries.planner.advice import caveats_of
from queries.planner.gaps import SkillGap, gap, skills_had
from queries.planner.question import (
    MOST_PATHS,
    Cost,
    PathOptions,
    PathQuestion,
    RoleSelector,
    check_count,
    path_question,
)
from queries.planner.reach import Unreachable, why_unreachable
from queries.planner.search import search
from queries.planner.sentences import path_sentence, step_sentence


@dataclass(eq=False)
class CareerStep:
    """One step of a path; `number` counts from 1. Its gap is what remains to learn after the roles before it
    (`roles_before`, the start first).
    """

    question: PathQuestion
    number: int
    step: Step
    roles_before: tuple[int, ...]

    @property
    def network(self) -> Network:
        return self.question.network

    @property
    def months(self) -> Months:
        return Months(self.step.months_min, self.step.months_max, self.step.basis)

    @property
    def rise(self) -> int | None:
        """Rungs on the track; negative downwards, None across tracks."""
        return self.network.rise(self.step.start, self.step.end)

    @property
    def changes_family(self) -> bool:
        return self.network.roles[self.step.start].family != self.network.roles[self.step.end].family

    @cached_property
    def caveats(self) -> tuple[str, ...]:
        return tuple(caveat.words for caveat in caveats_of(self.network, self.step))

    @cached_property
    def gap(self) -> SkillGap:
        return _gap_beyond(self.question, self.roles_before, (self.step.end,))

    @cached_property
    def summary(self) -> str:
        return step_sentence(self.network, self.step, self.gap)


@dataclass(eq=False)
class CareerPath:
    """Roles (indices) from start to end, and the steps between them. Its gap counts each skill once."""

    question: PathQuestion
    roles: tuple[int, ...]
    steps: tuple[CareerStep, ...]

    @property
    def network(self) -> Network:
        return self.question.network

    @property
    def hops(self) -> int:
        return len(self.steps)

    @cached_property
    def months(self) -> Months:
        return months_of([taken.step for taken in self.steps])

    @cached_property
    def gap(self) -> SkillGap:
        return _gap_beyond(self.question, self.roles[:1], self.roles[1:])

    @cached_property
    def summary(self) -> str:
        return path_sentence(self.network, [taken.step for taken in self.steps], self.gap)

    @cached_property
    def cypher(self) -> str:
        """The query that shows this path in Neo4j Browser."""
        return path_cypher(self.network, [taken.step for taken in self.steps])


class PathsAnswer(NamedTuple):
    """Paths, best first. `exact`: they are proven to be the best. `unreachable`: why there is no path."""

    paths: tuple[CareerPath, ...]
    exact: bool
    unreachable: Unreachable | None


def career_paths(
    network: Network,
    start: RoleSelector,
    end: RoleSelector,
    cost: Cost = "advised",
    k: int = 3,
    options: PathOptions = PathOptions(),
) -> PathsAnswer:
    """The k best simple paths over all pairs of start and end. Raises QuestionError for invalid arguments."""
    check_count("first", k, MOST_PATHS)
    question = path_question(network, start, end, cost, options)
    result = search(question, k)
    paths = tuple([_path(question, found.roles) for found in result.found])
    return PathsAnswer(paths, result.exact, None if paths else why_unreachable(question, exact=result.exact))


def path_cypher(network: Network, steps: Sequence[Step]) -> str:
    """A MATCH of exactly these roles and steps, with literal values, so that it can be pasted."""
    pattern = [f"MATCH path = (:Role {{id: {_quoted(network, steps[0].start)}}})"]
    for step in steps:
        edge = ":RELATED_TO" if step.kind == RELATED else f":PROGRESSES_TO {{kind: '{step.kind}'}}"
        pattern.append(f"  -[{edge}]->(:Role {{id: {_quoted(network, step.end)}}})")
    return "\n".join([*pattern, "RETURN path"])


def _quoted(network: Network, role: int) -> str:
    return "'" + network.roles[role].id.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _path(question: PathQuestion, roles: tuple[int, ...]) -> CareerPath:
    steps = enumerate(question.steps_along(roles), start=1)
    return CareerPath(question, roles, tuple([CareerStep(question, at, step, roles[:at]) for at, step in steps]))


def _gap_beyond(question: PathQuestion, before: tuple[int, ...], roles: tuple[int, ...]) -> SkillGap:
    """The gap to the roles from what a person has after those `before`, which begin with the start."""
    network, start, passed = question.network, before[0], before[1:]
    had = skills_had(network, question.had_at(start), None if question.profile else start, passed)
    tools = {*question.tools_at(start), *(tool for role in passed for tool in network.uses[role])}
    known = network.knows_skills_of(passed[-1]) if passed else question.knows_start(start)
    return gap(network, had, roles, tools, known=known)
