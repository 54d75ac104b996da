"""`ladder path`, `gap` and `compare`: the planner at a terminal."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer
from rich.markup import escape
from rich.table import Table

from cli.terminal.session import NO, HomeOption, JsonOption, err, open_graph, out, print_json
from graph.documents.names import slug
from queries.ladders.comparison import network_sections
from queries.ladders.ladder import roles_to_compare
from queries.network.build import read_network
from queries.network.network import STEP_KINDS, Network
from queries.planner.gaps import AskedSkill, SkillGap, SkillSource, skill_gap
from queries.planner.paths import CareerPath, CareerStep, PathsAnswer, career_paths
from queries.planner.question import PathOptions, RoleSelector, resolve_role
from queries.planner.reach import Unreachable

Role = Annotated[str, typer.Argument(help="Id, title or alias of a role.")]
Ids = list[str] | None


def path(
    start: Annotated[
        str, typer.Argument(metavar="FROM", help="Id, title or alias of a role, or level:LEVEL or level:LEVEL/FAMILY.")
    ],
    end: Annotated[str, typer.Argument(metavar="TO", help="The same.")],
    by: Annotated[
        Literal["hops", "time", "skill-gap"], typer.Option(help="What the path should have least of.")
    ] = "hops",
    count: Annotated[int, typer.Option("-k", help="How many paths.")] = 3,
    max_steps: Annotated[int, typer.Option(help="Most steps.")] = 8,
    kind: Annotated[
        Ids,
        typer.Option(
            help="Kinds of steps: promotion, next, lateral, related; may be repeated.", show_default="all but related"
        ),
    ] = None,
    via: Annotated[Ids, typer.Option(help="Role to pass, in this order; may be repeated.", show_default=False)] = None,
    avoid: Annotated[Ids, typer.Option(help="Role never to pass; may be repeated.", show_default=False)] = None,
    skill: Annotated[
        Ids, typer.Option(help="Skill you have beyond those of the start; may be repeated.", show_default=False)
    ] = None,
    include_unknown: Annotated[
        bool, typer.Option("--include-unknown", help="Also pass roles and steps with unknown values.")
    ] = False,
    format: Annotated[Literal["text", "json", "mermaid", "dot"], typer.Option(help="How to print the paths.")] = "text",
    home: HomeOption = None,
) -> None:
    """The best ways from one role to another: what is on the way, what must be learned, how long it takes. Exit code 1:
    there is none.
    """
    with open_graph(home) as database:
        network = read_network(database, drafts=True)
    roles = {name: [role_id(network, each) for each in given or []] for name, given in (("via", via), ("avoid", avoid))}
    kinds = kind or [each for each in STEP_KINDS if each != "related"]
    options = PathOptions(max_steps, kinds, roles["via"], roles["avoid"], skill or [], include_unknown)
    answer = career_paths(network, selector(network, start), selector(network, end), by, count, options)
    _PRINTERS[format](network, answer)
    if answer.unreachable:
        raise typer.Exit(NO)


def gap(start: Role, end: Role, as_json: JsonOption = False, home: HomeOption = None) -> None:
    """What stands between the skills of one role and those of another."""
    with open_graph(home) as database:
        network = read_network(database, drafts=True)
    found = skill_gap(network, SkillSource(role=role_id(network, start)), role_id(network, end))
    if as_json:
        print_json(_gap_values(network, found))
        return
    share = "unknown" if found.overlap is None else f"{found.overlap:.0%}"
    out.print(f"Already had, by weight: {share}")
    _print_skills("Learn", network, found.learn)
    _print_skills("Deepen", network, tuple(each.after for each in found.deepen))
    if found.tools:
        out.print(f"\n[bold]New tools[/] {escape(', '.join(network.tools[tool].name for tool in found.tools))}")


def compare(
    roles: Annotated[list[str], typer.Argument(help="Two to five roles.")],
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Two to five roles side by side: position, skills, tools, next roles."""
    with open_graph(home) as database:
        network = read_network(database, drafts=True)
    numbers = roles_to_compare(network, [role_id(network, role) for role in roles])
    sections = network_sections(network, numbers)
    titles = [network.roles[number].title for number in numbers]
    if as_json:
        differences = [
            [{"name": item.name, "values": item.values} for item in section.differences] for section in sections
        ]
        named = zip(sections, differences, strict=True)
        print_json(
            {
                "roles": titles,
                "sections": [
                    {"section": each.section, "shared": each.shared, "differences": items} for each, items in named
                ],
            }
        )
        return
    for section in sections:
        out.print(f"\n[bold]{section.section.capitalize()}[/] shared: {escape(', '.join(section.shared)) or 'nothing'}")
        if section.differences:
            table = Table("", *map(escape, titles), box=None, pad_edge=False)
            for item in section.differences:
                table.add_row(
                    escape(item.name), *("" if value is None else escape(value) or "yes" for value in item.values)
                )
            out.print(table)


def role_id(network: Network, text: str) -> str:
    """The id of a role by id, title or alias. Raises UnknownId with the nearest."""
    if text in network.role_number:
        return text
    wanted = slug(text)
    for role in network.roles:
        if wanted in (role.id, slug(role.title), *map(slug, role.aliases)):
            return role.id
    return network.roles[resolve_role(network, "role", text)].id


def selector(network: Network, text: str) -> RoleSelector:
    """`level:staff`, `level:staff/applied-ai`, or a role."""
    if text.startswith("level:"):
        level, _, family = text.removeprefix("level:").partition("/")
        return RoleSelector(level=level, family=family or None)
    return RoleSelector(id=role_id(network, text))


def _print_text(network: Network, answer: PathsAnswer) -> None:
    if answer.unreachable:
        _print_unreachable(network, answer.unreachable)
    for number, each in enumerate(answer.paths, start=1):
        out.print(f"[bold]{number}.[/] {escape(each.summary)}")
        for step in each.steps:
            out.print(f"   {step.number}. {escape(step.summary)}")
    if not answer.exact:
        err.print("The search was cut short: there may be a better path. Fewer --max-steps make it complete.")


def _print_unreachable(network: Network, found: Unreachable) -> None:
    out.print(escape(found.message))
    if found.nearest:
        out.print(
            "Within reach: "
            + escape(", ".join(f"{network.roles[each.role].title} ({each.hops} steps)" for each in found.nearest))
        )


def _print_json(network: Network, answer: PathsAnswer) -> None:
    unreachable = None
    if answer.unreachable:
        nearest = [{"id": network.roles[each.role].id, "hops": each.hops} for each in answer.unreachable.nearest]
        unreachable = {"reason": answer.unreachable.reason, "message": answer.unreachable.message, "nearest": nearest}
    print_json(
        {
            "paths": [_path_values(network, each) for each in answer.paths],
            "exact": answer.exact,
            "unreachable": unreachable,
        }
    )


def _path_values(network: Network, each: CareerPath) -> dict[str, Any]:
    return {
        "roles": [{"id": network.roles[role].id, "title": network.roles[role].title} for role in each.roles],
        "hops": each.hops,
        "time": each.months._asdict(),
        "steps": [_step_values(network, step) for step in each.steps],
        "gap": _gap_values(network, each.gap),
        "summary": each.summary,
        "cypher": each.cypher,
    }


def _step_values(network: Network, step: CareerStep) -> dict[str, Any]:
    return {
        "number": step.number,
        "from": network.roles[step.step.start].id,
        "to": network.roles[step.step.end].id,
        "kind": step.step.kind,
        "time": step.months._asdict(),
        "confirmed": step.step.confirmed,
        "gap": _gap_values(network, step.gap),
        "summary": step.summary,
    }


def _gap_values(network: Network, found: SkillGap) -> dict[str, Any]:
    def values(asked: AskedSkill) -> dict[str, Any]:
        need = asked.need
        return {
            "id": network.skills[asked.skill].id,
            "tier": need.tier,
            "importance": need.importance,
            "weight": need.weight,
        }

    return {
        "known": found.known,
        "shared": [values(each) for each in found.shared],
        "learn": [values(each) for each in found.learn],
        "deepen": [values(each.after) for each in found.deepen],
        "tools": [network.tools[tool].id for tool in found.tools],
        "overlap": found.overlap,
    }


def _print_skills(heading: str, network: Network, skills: tuple[AskedSkill, ...]) -> None:
    if skills:
        out.print(f"\n[bold]{heading}[/]")
        table = Table.grid(padding=(0, 2))
        for each in skills:
            table.add_row("", escape(network.skills[each.skill].name), each.need.tier or "", each.need.importance or "")
        out.print(table)


def _time(step: CareerStep) -> str:
    low, high, _ = step.months
    return "time unknown" if low is None else f"{low}–{high} months"


def _drawn(network: Network, answer: PathsAnswer) -> tuple[list[int], list[CareerStep]]:
    """Roles and steps of all paths, each once, in the order in which they come."""
    roles = dict.fromkeys(role for each in answer.paths for role in each.roles)
    steps = {(step.step.start, step.step.end, step.step.kind): step for each in answer.paths for step in each.steps}
    return list(roles), list(steps.values())


def _print_mermaid(network: Network, answer: PathsAnswer) -> None:
    roles, steps = _drawn(network, answer)
    typer.echo("graph LR")
    for role in roles:
        title = network.roles[role].title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        typer.echo(f'  n{role}["{title}"]')
    for step in steps:
        typer.echo(f'  n{step.step.start} -->|"{step.step.kind}, {_time(step)}"| n{step.step.end}')


def _print_dot(network: Network, answer: PathsAnswer) -> None:
    def quoted(text: str) -> str:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'

    roles, steps = _drawn(network, answer)
    typer.echo("digraph paths {\n  rankdir=LR;")
    for role in roles:
        typer.echo(f"  {quoted(network.roles[role].id)} [label={quoted(network.roles[role].title)}];")
    for step in steps:
        ends = f"{quoted(network.roles[step.step.start].id)} -> {quoted(network.roles[step.step.end].id)}"
        typer.echo(f"  {ends} [label={quoted(f'{step.step.kind}, {_time(step)}')}];")
    typer.echo("}")


_PRINTERS = {"text": _print_text, "json": _print_json, "mermaid": _print_mermaid, "dot": _print_dot}
