"""`ladder path`: the ways from one role to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

import typer

from cli.terminal.console import NO, bold, note, print_json, say, yellow
from cli.terminal.gaps import gap_values
from cli.terminal.option_names import as_typed
from cli.terminal.options import HomeOption
from cli.terminal.roles import read_roles, retired_words
from cli.terminal.words import counted
from queries.network.network import RELATED, STEP_KINDS, Network
from queries.planner.paths import CareerPath, CareerStep, PathsAnswer, career_paths
from queries.planner.question import PathOptions
from queries.planner.reach import Unreachable
from queries.planner.roles import role_id, role_selector
from queries.planner.wording import time_words

Names = list[str] | None


def path(
    start: Annotated[
        str, typer.Argument(metavar="FROM", help="Id, title or alias of a role, or level:LEVEL or level:LEVEL/FAMILY.")
    ],
    end: Annotated[str, typer.Argument(metavar="TO", help="The same.")],
    by: Annotated[
        Literal["advised", "hops", "time", "skill-gap"],
        typer.Option(help="What the path should have least of; advised: what a careful manager would hesitate about."),
    ] = "advised",
    count: Annotated[int, typer.Option("-k", help="How many paths.")] = 3,
    max_steps: Annotated[int, typer.Option(help="Most steps.")] = 8,
    kind: Annotated[
        Names,
        typer.Option(
            help="Kinds of steps: promotion, next, lateral, related; may be repeated.", show_default="all but related"
        ),
    ] = None,
    via: Annotated[
        Names, typer.Option(help="Role to pass, in this order; may be repeated.", show_default=False)
    ] = None,
    avoid: Annotated[Names, typer.Option(help="Role never to pass; may be repeated.", show_default=False)] = None,
    skill: Annotated[
        Names, typer.Option(help="Skill you have beyond those of the start; may be repeated.", show_default=False)
    ] = None,
    confirmed_only: Annotated[bool, typer.Option("--confirmed-only", help="Only steps that both roles name.")] = False,
    within_family: Annotated[bool, typer.Option("--within-family", help="Only roles of the start's family.")] = False,
    max_rise: Annotated[
        int | None, typer.Option(help="Most rungs that one step may rise on its track.", show_default=False)
    ] = None,
    include_unknown: Annotated[
        bool, typer.Option("--include-unknown", help="Also pass roles and steps with unknown values.")
    ] = False,
    format: Annotated[Literal["text", "json", "mermaid", "dot"], typer.Option(help="How to print the paths.")] = "text",
    home: HomeOption = None,
) -> None:
    """The best ways from one role to another.

    Says what is on the way, what must be learned and how long it takes. Exit code 1: there is no way.
    """
    network = read_roles(home)
    options = PathOptions(
        max_steps=max_steps,
        kinds=kind or [step_kind for step_kind in STEP_KINDS if step_kind != RELATED],
        via=[role_id(network, name) for name in via or []],
        avoid=[role_id(network, name) for name in avoid or []],
        skills=skill or [],
        include_unknown=include_unknown,
        confirmed_only=confirmed_only,
        within_family=within_family,
        max_rise=max_rise,
    )
    selected = role_selector(network, start), role_selector(network, end)
    answer = career_paths(network, *selected, by, count, options)
    for selector in selected:
        if selector.id and (words := retired_words(network.roles[network.role_number[selector.id]])):
            note(yellow(words))
    _PRINTERS[format](network, answer)
    if answer.unreachable:
        raise typer.Exit(NO)


def _print_text(network: Network, answer: PathsAnswer) -> None:
    if answer.unreachable:
        _print_unreachable(network, answer.unreachable)
    for number, path in enumerate(answer.paths, start=1):
        say(f"{bold(f'{number}.')} {path.summary}")
        for step in path.steps:
            say(f"   {step.number}. {step.summary}")
    if not answer.exact:
        note("The search was cut short: there may be a better path. Fewer --max-steps make it complete.")


def _print_unreachable(network: Network, found: Unreachable) -> None:
    say(as_typed(found.message))
    if found.nearest:
        near = [f"{network.roles[role.role].title} ({counted(role.hops, 'step')})" for role in found.nearest]
        say(f"Within reach: {', '.join(near)}")


def _print_json(network: Network, answer: PathsAnswer) -> None:
    print_json(
        {
            "paths": [_path_values(network, path) for path in answer.paths],
            "exact": answer.exact,
            "unreachable": _unreachable_values(network, answer.unreachable) if answer.unreachable else None,
        }
    )


def _unreachable_values(network: Network, found: Unreachable) -> dict[str, Any]:
    nearest = [{"id": network.roles[role.role].id, "hops": role.hops} for role in found.nearest]
    return {"reason": found.reason, "message": as_typed(found.message), "nearest": nearest}


def _path_values(network: Network, path: CareerPath) -> dict[str, Any]:
    return {
        "roles": [{"id": network.roles[role].id, "title": network.roles[role].title} for role in path.roles],
        "hops": path.hops,
        "time": path.months._asdict(),
        "steps": [_step_values(network, step) for step in path.steps],
        "gap": gap_values(network, path.gap),
        "summary": path.summary,
        "cypher": path.cypher,
    }


def _step_values(network: Network, step: CareerStep) -> dict[str, Any]:
    return {
        "number": step.number,
        "from": network.roles[step.step.start].id,
        "to": network.roles[step.step.end].id,
        "kind": step.step.kind,
        "time": step.months._asdict(),
        "confirmed": step.step.confirmed,
        "implied": step.step.implied,
        "rise": step.rise,
        "changes_family": step.changes_family,
        "caveats": list(step.caveats),
        "gap": gap_values(network, step.gap),
        "summary": step.summary,
    }


# Drawings: roles and steps of all paths, each once, in order of appearance


def _roles(answer: PathsAnswer) -> Iterator[int]:
    yield from dict.fromkeys(role for path in answer.paths for role in path.roles)


def _steps(answer: PathsAnswer) -> Iterator[tuple[int, int, str]]:
    """Start, end and label of every step."""
    steps = {
        (step.step.start, step.step.end, step.step.kind): step.months for path in answer.paths for step in path.steps
    }
    for (start, end, kind), months in steps.items():
        yield start, end, f"{kind}, {time_words(months.min, months.max)}"


def _print_mermaid(network: Network, answer: PathsAnswer) -> None:
    say("graph LR")
    for role in _roles(answer):
        title = network.roles[role].title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        say(f'  n{role}["{title}"]')
    for start, end, label in _steps(answer):
        say(f'  n{start} -->|"{label}"| n{end}')


def _print_dot(network: Network, answer: PathsAnswer) -> None:
    say("digraph paths {\n  rankdir=LR;")
    for role in _roles(answer):
        say(f"  {_quoted(network.roles[role].id)} [label={_quoted(network.roles[role].title)}];")
    for start, end, label in _steps(answer):
        ends = f"{_quoted(network.roles[start].id)} -> {_quoted(network.roles[end].id)}"
        say(f"  {ends} [label={_quoted(label)}];")
    say("}")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_PRINTERS = {"text": _print_text, "json": _print_json, "mermaid": _print_mermaid, "dot": _print_dot}
