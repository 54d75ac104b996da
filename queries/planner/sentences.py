"""Answers as sentences that a person would write."""

from __future__ import annotations

from collections.abc import Sequence

from queries.network.network import RELATED, Network, Step
from queries.network.times import months_of
from queries.planner.gaps import SkillGap

MOST_NAMES = 4  # named one by one; beyond that the rest is counted

_KINDS = {
    "promotion": "a promotion",
    "next": "a next role without a rise",
    "lateral": "a move sideways",
    RELATED: "a related role",
}


def step_sentence(network: Network, step: Step, gap: SkillGap) -> str:
    """One step: its kind, time and skills, and who names it."""
    start, end = network.roles[step.start], network.roles[step.end]
    return (
        f"{start.title} → {end.title}: {_KINDS[step.kind]}, {_step_time(step)}; {_skills(network, gap)}. "
        f"{_who_says_so(network, step)}"
    )


def path_sentence(network: Network, steps: Sequence[Step], gap: SkillGap) -> str:
    """A whole path: where it leads through, its time and its skills, each counted once."""
    titles = [network.roles[step.end].title for step in steps]
    way = f"{network.roles[steps[0].start].title} → {titles[-1]} in {_count(len(steps), 'step')}"
    if len(steps) > 1:
        way += f", via {names(titles[:-1], len(titles))}"
    return f"{way}: {_path_time(steps)}; {_skills(network, gap)}."


def names(words: Sequence[str], most: int = MOST_NAMES) -> str:
    """`A, B and C`, or `A, B, C, D and 5 more`."""
    shown = list(words) if len(words) <= most + 1 else list(words[:most])
    rest = len(words) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)


def time_words(low: int | None, high: int | None) -> str:
    """A time in months as people read it: `12 months`, `6–12 months`, `up to 12 months`, `at once`, `time unknown`."""
    if low is None or high is None:
        return "time unknown"
    return _up_to(low, _months(low, high)) if high else "at once"


def _step_time(step: Step) -> str:
    if step.months_min is None or step.months_max is None:
        return "after a time that is not known"
    if step.months_max == 0:
        return "possible at once"
    low, length = step.months_min, _months(step.months_min, step.months_max)
    match step.basis:
        case "stated":
            return f"typically within {length}" if low == 0 else f"typically after {length}"
        case "experience_range":
            return f"estimated from the roles' years of experience to take {_up_to(low, length)}"
        case _:
            return f"estimated from the usual stay at the level to take {_up_to(low, length)}"


def _path_time(steps: Sequence[Step]) -> str:
    low, high, _ = months_of(steps)
    if low is None or high is None:
        return "how long it takes is not known for every step"
    stated = [step.basis == "stated" for step in steps]
    estimated = "" if all(stated) else ", in part estimated" if any(stated) else ", estimated"
    return f"{_up_to(low, _months(low, high))} in all{estimated}" if high else f"possible at once{estimated}"


def _up_to(low: int, length: str) -> str:
    return f"up to {length}" if low == 0 else length


def _months(low: int, high: int) -> str:
    return _count(high, "month") if low in (0, high) else f"{low}–{high} months"


def _skills(network: Network, gap: SkillGap) -> str:
    """What is to learn and to deepen."""
    learn = [network.skills[each.skill].name for each in gap.learn]
    deepen = [network.skills[each.after.skill].name for each in gap.deepen]
    if not gap.known:
        return (
            "which skills it takes is not known"
            if not learn + deepen
            else f"as far as skills are known, {_to_do(learn, deepen)}"
        )
    return _to_do(learn, deepen)


def _to_do(learn: list[str], deepen: list[str]) -> str:
    if learn and deepen:
        return f"{_count(len(learn), 'skill')} to learn ({names(learn)}), {len(deepen)} to deepen ({names(deepen)})"
    if learn:
        return f"{_count(len(learn), 'skill')} to learn ({names(learn)})"
    if deepen:
        return f"nothing new to learn, {_count(len(deepen), 'skill')} to deepen ({names(deepen)})"
    return "no skill to learn or deepen"


def _who_says_so(network: Network, step: Step) -> str:
    if step.kind == RELATED:
        return "The source calls the two roles related and says no more."
    if step.confirmed:
        return "Both blueprints name this step."
    start, end = network.roles[step.start], network.roles[step.end]
    if start.described == end.described:
        return "Only one of the two blueprints names this step."
    told, silent = (start, end) if start.described else (end, start)
    return f"The blueprint of {told.title} names this step; {silent.title} has none."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
