"""Roles as people name them at a terminal, found in the career network."""

from __future__ import annotations

from pathlib import Path

from cli.terminal.databases import open_graph
from queries.network.build import read_network
from queries.network.network import Network, named
from queries.planner.question import RoleSelector, resolve_role


def read_roles(home: Path | None) -> Network:
    """The career network of the database, with roles that are drafts: a keeper asks for those too."""
    with open_graph(home) as database:
        return read_network(database, drafts=True)


def role_id(network: Network, text: str) -> str:
    """The id of a role by id, title or alias. Raises UnknownId with the nearest."""
    number = network.role_number.get(text)  # names are not looked at for an id
    if number is None:
        number = named(network.role_names, text)
    return network.roles[resolve_role(network, "role", text) if number is None else number].id


def role_selector(network: Network, text: str) -> RoleSelector:
    """`level:staff`, `level:staff/applied-ai`, or a role."""
    if text.startswith("level:"):
        level, _, family = text.removeprefix("level:").partition("/")
        return RoleSelector(level=level, family=family or None)
    return RoleSelector(id=role_id(network, text))
