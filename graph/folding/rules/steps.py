"""Findings about career steps: one-sided, circular, downward, over a rung, losing a skill, or missing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from graph.folding.rules.ladder import JOB_ZONES, Found, Ladder, Step, place


def one_sided_step(ladder: Ladder) -> Iterator[Found]:
    for step in ladder.steps:
        if (
            step.kind != "lateral"
            and not (step.confirmed or step.implied or ladder.mapped(step.document))  # such a ladder says a step once
            and ladder.standing(step.start)
            and ladder.standing(step.end)
        ):
            said_by_start = step.document in ladder.documents[step.start]
            speaker, silent = (step.start, step.end) if said_by_start else (step.end, step.start)
            if ladder.kept(silent):
                field = "feeder" if said_by_start else "next role"
                message = (
                    f"The step from {ladder.title(step.start)} to {ladder.title(step.end)} is named by {speaker} only."
                )
                suggestion = (
                    f"Name {step.start if said_by_start else step.end} as a {field} in "
                    f"{ladder.where(silent)}, or remove the step."
                )
                roles = (silent, speaker)
                yield Found(f"{step.start} → {step.end}", message, roles, step.document, step.line, suggestion)


def promotion_cycle(ladder: Ladder) -> Iterator[Found]:
    promotions = {(step.start, step.end): step for step in ladder.steps if step.kind == "promotion"}
    for cycle in _cycles(promotions):
        steps = [promotions[start, end] for start, end in zip(cycle, cycle[1:] + cycle[:1], strict=True)]
        least = min(steps, key=lambda step: (ladder.rise(step) or 0, step))
        way = " → ".join([*cycle, cycle[0]])
        message = f"Promotions lead in a circle: {way}. The step from {least.start} to {least.end} rises least."
        yield Found(way, message, tuple(cycle), least.document, least.line)


def _cycles(edges: Mapping[tuple[str, str], Step]) -> Iterator[list[str]]:
    """Shortest cycles without a common role, searched for from the lowest id on; each begins with its lowest id."""
    ahead: dict[str, list[str]] = {}
    for start, end in sorted(edges):
        ahead.setdefault(start, []).append(end)
    told: set[str] = set()
    for role in sorted(_on_cycles_or_between(edges)):
        cycle = _way_back(role, ahead) if role not in told else []
        if cycle and told.isdisjoint(cycle):
            told.update(cycle)
            first = cycle.index(min(cycle))
            yield cycle[first:] + cycle[:first]


def _on_cycles_or_between(edges: Mapping[tuple[str, str], Step]) -> set[str]:
    """The roles that are left after repeatedly removing roles without a step in, or without a step out."""
    left = {role for edge in edges for role in edge}
    for here, there in ((0, 1), (1, 0)):
        counts = dict.fromkeys(left, 0)
        beyond: dict[str, list[str]] = {}
        for edge in edges:
            if left.issuperset(edge):
                counts[edge[there]] += 1
                beyond.setdefault(edge[here], []).append(edge[there])
        free = [role for role, count in counts.items() if count == 0]
        while free:
            role = free.pop()
            left.discard(role)
            for other in beyond.get(role, ()):
                counts[other] -= 1
                if counts[other] == 0:
                    free.append(other)
    return left


def _way_back(role: str, ahead: Mapping[str, list[str]]) -> list[str]:
    """The roles of a shortest cycle through a role, which comes first; empty when there is none."""
    came_from: dict[str, str] = {}
    queue = deque([role])
    while queue:
        here = queue.popleft()
        for end in ahead.get(here, ()):
            if end == role:
                way = [here]
                while way[-1] != role:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if end not in came_from:
                came_from[end] = here
                queue.append(end)
    return []


def promotion_down(ladder: Ladder) -> Iterator[Found]:
    for step in ladder.steps:
        rise = ladder.rise(step)
        if step.kind == "promotion" and rise is not None and rise < 0:
            start, end = ladder.rungs[step.start], ladder.rungs[step.end]
            message = (
                f"The promotion from {ladder.title(step.start)} to {ladder.title(step.end)} goes down from "
                f"{start.name} to {end.name}."
            )
            roles = (step.start, step.end)
            yield Found(f"{step.start} → {step.end}", message, roles, step.document, step.line)


def level_gap(ladder: Ladder) -> Iterator[Found]:
    on_track = {(family, track): roles for family, track, roles in ladder.ladders()}
    for step in ladder.steps:
        family = ladder.families.get(step.start)
        if (
            step.kind == "promotion"
            and family
            and family == ladder.families.get(step.end)
            and (ladder.rise(step) or 0) > 1
        ):
            start, end = ladder.rungs[step.start], ladder.rungs[step.end]
            between = [
                role
                for role in on_track.get((family, start.track), ())
                if start.rank < ladder.rungs[role].rank < end.rank
            ]
            if between:
                message = (
                    f"The promotion from {ladder.title(step.start)} to {ladder.title(step.end)} passes over "
                    f"{', '.join(map(ladder.title, between))}."
                )
                roles = (step.start, step.end, *between)
                yield Found(f"{step.start} → {step.end}", message, roles, step.document, step.line)


def skill_lost(ladder: Ladder) -> Iterator[Found]:
    """One finding a step, however many technical skills it loses. A step to a role without listed skills loses none."""
    for step in ladder.steps:
        family = ladder.families.get(step.start)
        if (
            step.kind == "promotion"
            and family
            and family == ladder.families.get(step.end)
            and step.end in ladder.listing
            and ladder.kept(step.end)
        ):
            critical = ladder.critical.get(step.start, {})
            if lost := [skill for skill in critical if not ladder.says_of(step.end, skill)]:
                names = ", ".join(ladder.facts.names.name_of("skill", skill) or skill for skill in lost)
                message = (
                    f"Critical for {ladder.title(step.start)}, and {ladder.title(step.end)}, to which it is promoted, "
                    f"neither lists it nor takes it for granted, since not every way up asks for it: {names}."
                )
                suggestion = (
                    f"In {ladder.where(step.end)}, list what the role still needs and put the rest under "
                    "`no_longer`; or list it in the other roles that are promoted to it."
                )
                document, line = place(critical[lost[0]])
                roles = (step.end, step.start)
                yield Found(f"{step.start} → {step.end}", message, roles, document, line, suggestion)


def unreachable_role(ladder: Ladder) -> Iterator[Found]:
    """The lowest rung of a family is where people enter it; roles without a family count as one."""
    lowest: dict[tuple[str | None, str], int] = {}
    climbed = [role for role, rung in sorted(ladder.rungs.items()) if ladder.standing(role) and rung.track != JOB_ZONES]
    for role in climbed:
        rung, family = ladder.rungs[role], ladder.families.get(role)
        lowest[family, rung.track] = min(rung.rank, lowest.get((family, rung.track), rung.rank))
    reached = {step.end for step in ladder.steps}
    for role in climbed:
        rung = ladder.rungs[role]
        if rung.rank > lowest[ladder.families.get(role), rung.track] and role not in reached:
            message = f"No career step leads to {ladder.title(role)}, which is no entry level ({rung.name})."
            yield Found(role, message, (role,), ladder.document(role))
