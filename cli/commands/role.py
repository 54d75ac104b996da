"""`ladder role`: shows one role."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from cli.terminal.console import bold, print_grid, print_json, say
from cli.terminal.databases import open_graph
from cli.terminal.options import HomeOption, JsonOption, RoleArgument
from cli.terminal.roles import retirement
from graph.documents.spelling import plain
from graph.neo4j.database import Database, Row
from queries.errors import UnknownId
from queries.lookups import names, nodes
from queries.network.build import read_network
from queries.planner.roles import role_id
from queries.planner.wording import time_words

TEXTS = {"RESPONSIBLE_FOR": "Responsible for", "QUALIFIES_BY": "Qualifications"}
ABOUT = ("REQUIRES", "USES", "WORKS_WITH", "PROGRESSES_TO", "DESCRIBED_IN", *TEXTS)


def role(name: RoleArgument, as_json: JsonOption = False, home: HomeOption = None) -> None:
    """What a role is, asks for, uses, and where it leads."""
    with open_graph(home) as database:
        node = find_role(database, name)
        about = {type: database.read(nodes.neighbours(type), ids=[node["id"]]) for type in ABOUT}
        feeders = database.read(nodes.neighbours("PROGRESSES_TO", back=True), ids=[node["id"]])
        place = [] if as_json else [_name_of(database, label, node[label.lower()]) for label in ("Level", "Family")]
    if as_json:
        neighbours = {type.lower(): rows for type, rows in about.items()} | {"feeders": feeders}
        print_json(node | {key: [_values(row) for row in rows] for key, rows in neighbours.items()})
        return
    _print_head(node, place)
    skills = ("tier", "importance", "step", "expects")
    _print_list("Skills", about["REQUIRES"], lambda row: -row["edge"]["weight"], skills)
    for type, heading in TEXTS.items():
        rows = sorted(about[type], key=lambda row: row["edge"]["position"])
        _print_under(heading, [("", row["node"]["text"]) for row in rows])
    _print_list("Tools", about["USES"], lambda row: plain(row["node"]["name"]), ("commonality", "purpose"))
    _print_list("Works with", about["WORKS_WITH"], lambda row: row["edge"]["relation"], ("relation",))
    _print_steps("Leads to", about["PROGRESSES_TO"])
    _print_steps("Comes from", feeders)
    if node["described"]:
        say("\nDescribed in " + ", ".join(row["node"]["id"] for row in about["DESCRIBED_IN"]))
    else:
        say("\nOnly mentioned by other documents.")


def find_role(database: Database, text: str) -> Row:
    """The role with an id, title or alias, or with a title that its source lists for searches. Raises UnknownId and
    AmbiguousName.
    """
    found = database.read(nodes.by_ids("Role"), ids=[text])
    if found:
        return dict(found[0]["node"])
    network = read_network(database, drafts=True)
    try:
        id = role_id(network, text)
    except UnknownId:
        parameters = names.parameters(text, ["Role"], 1, drafts=True)
        hits = names.ranked(text, database.read(names.STATEMENT, **parameters), 1) if parameters else []
        if not hits or hits[0].score < 1:
            raise
        id = hits[0].id
    return dict(database.read(nodes.by_ids("Role"), ids=[id])[0]["node"])


def _name_of(database: Database, label: str, id: str | None) -> str | None:
    return database.read(nodes.by_ids(label), ids=[id])[0]["node"]["name"] if id else None


def _values(row: Row) -> Row:
    return {**row["edge"], "id": row["node"]["id"], "name": row["node"].get("name") or row["node"].get("title")}


def _print_head(node: Row, place: Sequence[str | None]) -> None:
    facts = (*place, _years(node), node["status"])
    say(f"{bold(node['title'])} ({node['id']})")
    say(" · ".join(filter(None, facts)))
    if node["status"] == "retired":
        say(retirement(node["title"], node["id"], node.get("replaced_by")))
    for about in ("mission", "summary"):
        if node.get(about):
            say(node[about])


def _years(node: Row) -> str | None:
    known = "years_min" in node and "years_max" in node
    return f"{node['years_min']:g}–{node['years_max']:g} years" if known else None


def _print_list(heading: str, rows: Iterable[Row], order: Callable[[Row], object], details: tuple[str, ...]) -> None:
    lines = [
        ("", row["node"]["name"], *(str(row["edge"].get(detail) or "") for detail in details))
        for row in sorted(rows, key=order)  # type: ignore[arg-type]
    ]
    _print_under(heading, lines)


def _print_steps(heading: str, rows: Iterable[Row]) -> None:
    lines = [
        (
            "",
            row["edge"]["kind"],
            row["node"]["title"],
            _time(row["edge"]),
            "confirmed" if row["edge"]["confirmed"] else "implied by the order" if row["edge"].get("implied") else "",
        )
        for row in sorted(rows, key=lambda row: (row["edge"]["kind"], plain(row["node"]["title"])))
    ]
    _print_under(heading, lines)


def _print_under(heading: str, lines: Sequence[Sequence[str]]) -> None:
    if lines:
        say(f"\n{bold(heading)}")
        print_grid(lines)


def _time(edge: Row) -> str:
    words = time_words(edge.get("months_min"), edge.get("months_max"))
    return f"{words} ({edge['months_basis'].replace('_', ' ')})" if "months_min" in edge else words
