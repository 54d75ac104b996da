"""The career network for commands."""

from __future__ import annotations

from pathlib import Path

from cli.terminal.databases import open_graph
from queries.network.build import read_network
from queries.network.network import Network, Role


def read_roles(home: Path | None) -> Network:
    """The career network of the database, with drafts: the user is a keeper."""
    with open_graph(home) as database:
        return read_network(database, drafts=True)


def retired_words(role: Role) -> str | None:
    """A note that a role is retired, and its replacement; None for other roles."""
    if role.status != "retired":
        return None
    return retirement(role.title, role.id, role.replaced_by)


def retirement(title: str, id: str, replaced_by: str | None) -> str:
    """`Baker (baker) is retired; pastry-chef took its place.`"""
    place = f"{replaced_by} took its place: ladder role {replaced_by}" if replaced_by else "nothing took its place"
    return f"{title} ({id}) is retired; {place}."
