"""`ladder gap`: the skills between two roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from cli.terminal.console import bold, print_grid, print_json, say
from cli.terminal.gaps import gap_values
from cli.terminal.options import HomeOption, JsonOption, RoleArgument
from cli.terminal.roles import read_roles
from cli.terminal.words import counted, in_line
from queries.network.network import Need, Network
from queries.planner.gaps import AskedSkill, SkillGap, SkillSource, SkillStepUp, skill_gap
from queries.planner.learning import Lesson, lessons
from queries.planner.roles import role_id
from queries.planner.sentences import gap_sentence


def gap(
    start: RoleArgument,
    end: RoleArgument,
    plan: Annotated[bool, typer.Option("--plan", help="What to learn, in which order.")] = False,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """What stands between the skills of one role and those of another."""
    network = read_roles(home)
    goal = role_id(network, end)
    found = skill_gap(network, SkillSource(role=role_id(network, start)), goal)
    if as_json:
        print_json(gap_values(network, found) | ({"plan": _plan_values(network, found)} if plan else {}))
    elif plan:
        _print_plan(network, found)
    else:
        _print(network, found, network.roles[network.role_number[goal]].title)


def _plan_values(network: Network, found: SkillGap) -> list[dict[str, Any]]:
    return [
        {
            "skill": network.skills[lesson.asked.skill].id,
            "deepen": lesson.deepen,
            "tier": lesson.asked.need.tier,
            "importance": lesson.asked.need.importance,
            "also": [network.roles[role].id for role in lesson.also],
        }
        for lesson in lessons(network, found)
    ]


def _print_plan(network: Network, found: SkillGap) -> None:
    plan = lessons(network, found)
    say(bold("What to learn, in this order") if plan else "There is nothing to learn or deepen.")
    print_grid(
        (
            f"{number}.",
            network.skills[lesson.asked.skill].name,
            _verb(lesson),
            lesson.asked.need.tier or "",
            lesson.asked.need.importance or "",
            f"also asked of {counted(len(lesson.also), 'other role')} of the level" if lesson.also else "",
        )
        for number, lesson in enumerate(plan, start=1)
    )


def _verb(lesson: Lesson) -> str:
    if lesson.differently:
        return "meet differently"
    return "deepen" if lesson.deepen else "learn"


def _print(network: Network, found: SkillGap, title: str) -> None:
    say(gap_sentence(found, title))
    _print_skills("Learn", network, [(asked, asked.need.step or "") for asked in found.learn])
    _print_skills("Deepen", network, [(step.after, _risen(step)) for step in found.deepen])
    _print_texts("What deeper means", network, found.deepen)
    _print_new("What is expected of those to learn", network, found.learn)
    _print_texts("Expected differently", network, found.differently)
    if found.tools:
        say(f"\n{bold('New tools')} {', '.join(network.tools[tool].name for tool in found.tools)}")


def _print_texts(heading: str, network: Network, steps: Sequence[SkillStepUp]) -> None:
    """What is expected before and after, where both roles say it in words."""
    told = [step for step in steps if step.before.need.expects and step.after.need.expects]
    if told:
        say(f"\n{bold(heading)}")
    for step in told:
        say(f"  {network.skills[step.after.skill].name}")
        before, after = (in_line(need.expects or "") for need in (step.before.need, step.after.need))
        whose = _whose(network, step.before.role, step.after.skill, step.before.need)
        say(f"    before: {before}{whose}\n    now:    {after}")


def _print_new(heading: str, network: Network, skills: Sequence[AskedSkill]) -> None:
    """What is expected, where the role says it in words."""
    told = [asked for asked in skills if asked.need.expects]
    if told:
        say(f"\n{bold(heading)}")
    for asked in told:
        whose = _whose(network, asked.role, asked.skill, asked.need)
        say(f"  {network.skills[asked.skill].name}\n    {in_line(asked.need.expects or '')}{whose}")


def _whose(network: Network, role: int | None, skill: int, need: Need) -> str:
    """The role below whose words they are, where the role takes the skill for granted."""
    below = network.assumed[role][skill].below if need.below and role is not None else ()
    return f" (taken for granted; {network.roles[below[0]].title} says so)" if below else ""


def _risen(step: SkillStepUp) -> str:
    """`Working → Expert`, where the role asks for a step of a scale."""
    before, after = step.before.need.step, step.after.need.step
    return f"{before} → {after}" if before and after and before != after else after or ""


def _print_skills(heading: str, network: Network, skills: Sequence[tuple[AskedSkill, str]]) -> None:
    """Skills with how much is asked for; the second of each pair is its step on a scale."""
    if skills:
        say(f"\n{bold(heading)}")
        print_grid(
            ("", network.skills[asked.skill].name, asked.need.tier or "", asked.need.importance or "", step)
            for asked, step in skills
        )
