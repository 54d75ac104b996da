"""Questions for people at a terminal: one role, a path."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from cli.terminal.session import HomeOption, JsonOption, open_graph, out, print_json
from graph.neo4j.database import Database, Row
from queries.errors import UnknownId
from queries.lookups import names as search
from queries.lookups import nodes as lookups


def find_role(database: Database, text: str) -> Row:
    """The role of an id, a title or an alias. Raises UnknownId with what may have been meant."""
    found = database.read(lookups.by_ids("Role"), ids=[text])
    if found:
        return dict(found[0]["node"])
    parameters = search.parameters(text, ["Role"], drafts=True)
    hits = search.rank(text, database.read(search.STATEMENT, **parameters), 3) if parameters else []
    if hits and hits[0].score == 1:
        return dict(database.read(lookups.by_ids("Role"), ids=[hits[0].id])[0]["node"])
    raise UnknownId("role", text, "role", [hit.id for hit in hits])


def role(
    name: Annotated[str, typer.Argument(help="Id, title or alias of a role.")],
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """What a role is, asks for, uses, and where it leads."""
    with open_graph(home) as database:
        node = find_role(database, name)
        about = {
            type: database.read(lookups.neighbours(type), ids=[node["id"]])
            for type in ("REQUIRES", "USES", "WORKS_WITH", "PROGRESSES_TO", "DESCRIBED_IN")
        }
        feeders = database.read(lookups.neighbours("PROGRESSES_TO", back=True), ids=[node["id"]])
    if as_json:
        print_json(
            node
            | {type.lower(): [_flat(row) for row in rows] for type, rows in about.items()}
            | {"feeders": [_flat(row) for row in feeders]}
        )
        return
    _print_head(node)
    _print_list("Skills", sorted(about["REQUIRES"], key=lambda row: -row["edge"]["weight"]), ("tier", "importance"))
    _print_list("Tools", sorted(about["USES"], key=lambda row: row["node"]["name"].lower()), ("commonality", "purpose"))
    _print_list("Works with", sorted(about["WORKS_WITH"], key=lambda row: row["edge"]["relation"]), ("relation",))
    _print_steps("Leads to", about["PROGRESSES_TO"])
    _print_steps("Comes from", feeders)
    out.print(
        "\nDescribed in " + ", ".join(row["node"]["id"] for row in about["DESCRIBED_IN"])
        if node["described"]
        else "\nOnly mentioned by other documents."
    )


def _flat(row: Row) -> Row:
    return {**row["edge"], "id": row["node"]["id"], "name": row["node"].get("name") or row["node"].get("title")}


def _print_head(node: Row) -> None:
    years = (
        f"{node['years_min']:g}–{node['years_max']:g} years" if "years_min" in node and "years_max" in node else None
    )
    facts = [fact for fact in (node["level"], node["family"], years, node["status"]) if fact]
    out.print(f"[bold]{escape(node['title'])}[/] ({node['id']})\n{' · '.join(facts)}")
    if node.get("mission"):
        out.print(escape(node["mission"]))


def _print_list(heading: str, rows: list[Row], details: tuple[str, ...]) -> None:
    if rows:
        out.print(f"\n[bold]{heading}[/]")
        table = Table.grid(padding=(0, 2))
        for row in rows:
            table.add_row(
                "", escape(row["node"]["name"]), *(escape(str(row["edge"].get(detail) or "")) for detail in details)
            )
        out.print(table)


def _print_steps(heading: str, rows: list[Row]) -> None:
    if rows:
        out.print(f"\n[bold]{heading}[/]")
        table = Table.grid(padding=(0, 2))
        for row in sorted(rows, key=lambda row: (row["edge"]["kind"], row["node"]["title"])):
            edge = row["edge"]
            months = (
                f"{edge['months_min']}–{edge['months_max']} months ({edge['months_basis'].replace('_', ' ')})"
                if "months_min" in edge
                else "time unknown"
            )
            table.add_row(
                "", edge["kind"], escape(row["node"]["title"]), months, "confirmed" if edge["confirmed"] else ""
            )
        out.print(table)
