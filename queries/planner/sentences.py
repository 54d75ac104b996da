"""Answers as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from queries.network.network import RELATED, Network, Step
from queries.network.times import months_of
from queries.planner.advice import caveats_of
from queries.planner.gaps import SkillGap
from queries.planner.wording import count, month_range, names, up_to

NAMED_ONLY = "had by name alone"
_KINDS = {
    "promotion": "a promotion",
    "next": "a next role without a rise",
    "lateral": "a move sideways",
    RELATED: "a related role",
}


def step_sentence(network: Network, step: Step, gap: SkillGap) -> str:
    """One step: its kind, time and skills, and who names it."""
    start, end = network.roles[step.start], network.roles[step.end]
    across = step.kind == "next" and start.level and end.level and start.level.track != end.level.track
    kind = "a next role on another track" if across else _KINDS[step.kind]
    return (
        f"{start.title} → {end.title}: {kind}, {_step_time(step)}; {_skills(network, gap)}. "
        f"{_who_says_so(network, step)}{_mind(network, step)}"
    )


def path_sentence(network: Network, steps: Sequence[Step], gap: SkillGap) -> str:
    """A whole path: the roles it leads through, its time, and its skills, each counted once."""
    titles = [network.roles[step.end].title for step in steps]
    way = f"{network.roles[steps[0].start].title} → {titles[-1]} in {count(len(steps), 'step')}"
    if len(steps) > 1:
        way += f", via {names(titles[:-1], len(titles))}"
    return f"{way}: {_path_time(steps)}; {_skills(network, gap)}.{_path_caveats(network, steps)}"


def gap_sentence(gap: SkillGap, title: str) -> str:
    """How much of what a role asks for is there, in numbers of skills; by weight too where weights differ."""
    if not gap.known or not gap.asked:
        return f"What is missing for {title} is not known: no document says which skills one of the two roles asks for."
    rest = (
        (gap.learn, "to learn"),
        (gap.deepen, "to deepen"),
        (gap.in_other_words, "expected differently"),
        (gap.named_only, f"{NAMED_ONLY}, how far is not known"),
    )
    more = ", ".join(f"{len(skills)} {what}" for skills, what in rest if skills)
    there = (
        f"{len(gap.shared)} of {count(gap.asked, 'skill')} {'is' if gap.asked == 1 else 'are'} there as {title} asks"
    )
    weight = f" By weight that is {gap.overlap:.0%}." if gap.is_weighed and gap.overlap is not None else ""
    return f"{there}{'; ' if more else ''}{more}.{weight}"


def _path_caveats(network: Network, steps: Sequence[Step]) -> str:
    """The caveats of all steps, without those about time, which the sentence has said; one that each step has is said
    once.
    """
    words = [[caveat.words for caveat in caveats_of(network, step) if caveat.about != "time"] for step in steps]
    shared = [caveat for caveat in words[0] if len(steps) > 1 and all(caveat in own for own in words)]
    told = [f"each step {' and '.join(shared)}"] if shared else []
    for step, own in zip(steps, words, strict=True):
        if rest := [caveat for caveat in own if caveat not in shared]:
            told.append(f"{network.roles[step.start].title} → {network.roles[step.end].title} {' and '.join(rest)}")
    return f" Mind that {', and that '.join(told)}." if told else ""


def _mind(network: Network, step: Step) -> str:
    """The caveats that the rest of the sentence has not said."""
    found = [caveat.words for caveat in caveats_of(network, step) if caveat.about == "rise"]
    return f" It {' and '.join(found)}." if found else ""


def _step_time(step: Step) -> str:
    if step.months_min is None or step.months_max is None:
        return "after a time that is not known"
    if step.months_max == 0:
        return "possible at once"
    low, length = step.months_min, month_range(step.months_min, step.months_max)
    match step.basis:
        case "stated":
            return f"typically within {length}" if low == 0 else f"typically after {length}"
        case "experience_range":
            return f"estimated from the roles' years of experience to take {up_to(low, length)}"
        case "ladder_default":
            return f"estimated as any move sideways to take {up_to(low, length)}"
        case _:
            return f"estimated from the usual stay at the level to take {up_to(low, length)}"


def _path_time(steps: Sequence[Step]) -> str:
    low, high, _ = months_of(steps)
    if low is None or high is None:
        return "how long it takes is not known for every step"
    stated = [step.basis == "stated" for step in steps]
    estimated = "" if all(stated) else ", in part estimated" if any(stated) else ", estimated"
    return f"{up_to(low, month_range(low, high))} in all{estimated}" if high else f"possible at once{estimated}"


def _skills(network: Network, gap: SkillGap) -> str:
    """The skills to learn, to deepen, those of which something else is expected, and those had by name alone."""
    learn = [network.skills[wanted.skill].name for wanted in gap.learn]
    deepen, differently, named = (
        [network.skills[step.after.skill].name for step in steps]
        for steps in (gap.deepen, gap.in_other_words, gap.named_only)
    )
    if gap.known:
        return _to_do(learn, deepen, differently, named)
    if not learn + deepen + differently + named:
        return "which skills it takes is not known"
    return f"as far as skills are known, {_to_do(learn, deepen, differently, named)}"


def _to_do(learn: list[str], deepen: list[str], differently: list[str], named: list[str]) -> str:
    told = [(learn, "to learn"), (deepen, "to deepen"), (differently, "expected differently"), (named, NAMED_ONLY)]
    parts: list[str] = []
    for skills, what in told:
        if skills:
            figure = str(len(skills)) if parts else count(len(skills), "skill")
            parts.append(f"{figure} {what} ({names(skills)})")
    if not learn:
        parts.insert(0, "nothing new to learn" if deepen else "no skill to learn or deepen")
    return ", ".join(parts)


def _who_says_so(network: Network, step: Step) -> str:
    if step.kind == RELATED:
        return "The source calls the two roles related and says no more."
    if step.implied:
        return "No sentence says this step; the order of levels implies it."
    if step.one_sentence:
        return "The ladder says this step."
    if step.confirmed:
        return "The documents of both roles name this step."
    start, end = network.roles[step.start], network.roles[step.end]
    if start.described == end.described:
        return "Only one of the two roles has a document that names this step."
    told, silent = (start, end) if start.described else (end, start)
    return f"The document of {told.title} names this step; {silent.title} has none."
