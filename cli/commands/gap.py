"""`ladder gap`: the skills between two roles."""

from __future__ import annotations

from collections.abc import Sequence

from cli.terminal.console import bold, print_grid, print_json, say
from cli.terminal.gaps import gap_values
from cli.terminal.options import HomeOption, JsonOption, RoleArgument
from cli.terminal.roles import read_roles, role_id
from queries.network.network import Network
from queries.planner.gaps import AskedSkill, SkillGap, SkillSource, skill_gap


def gap(start: RoleArgument, end: RoleArgument, as_json: JsonOption = False, home: HomeOption = None) -> None:
    """What stands between the skills of one role and those of another."""
    network = read_roles(home)
    found = skill_gap(network, SkillSource(role=role_id(network, start)), role_id(network, end))
    if as_json:
        print_json(gap_values(network, found))
    else:
        _print(network, found)


def _print(network: Network, found: SkillGap) -> None:
    share = "unknown" if found.overlap is None else f"{found.overlap:.0%}"
    say(f"Already had, by weight: {share}")
    _print_skills("Learn", network, found.learn)
    _print_skills("Deepen", network, [skill.after for skill in found.deepen])
    if found.tools:
        say(f"\n{bold('New tools')} {', '.join(network.tools[tool].name for tool in found.tools)}")


def _print_skills(heading: str, network: Network, skills: Sequence[AskedSkill]) -> None:
    if skills:
        say(f"\n{bold(heading)}")
        print_grid(
            ("", network.skills[asked.skill].name, asked.need.tier or "", asked.need.importance or "")
            for asked in skills
        )
