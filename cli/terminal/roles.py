"""Roles as people name them at a terminal, found in the career network."""

from __future__ import annotations

from pathlib import Path

from cli.terminal.databases import open_graph
from queries.network.build import read_network
from queries.network.network import Network, Role, named
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


def retired_words(role: Role) -> str | None:
    """That a role is retired and what took its place; None for one that is not."""
    if role.status != "retired":
        return None
    return retirement(role.title, role.id, role.replaced_by)


def retirement(title: str, id: str, replaced_by: str | None) -> str:
    """`Baker (baker) is retired; pastry-chef took its place.`"""
    place = f"{replaced_by} took its place: ladder role {replaced_by}" if replaced_by else "nothing took its place"
    return f"{title} ({id}) is retired; {place}."


def role_selector(network: Network, text: str) -> RoleSelector:
    """`level:staff`, `level:staff/applied-ai`, or a role."""
    if text.startswith("level:"):
        level, _, family = text.removeprefix("level:").partition("/")
        return RoleSelector(level=level, family=family or None)
    return RoleSelector(id=role_id(network, text))
