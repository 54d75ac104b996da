"""Roles as people write them: by id, title or alias, or as a position such as `level:staff`."""

from __future__ import annotations

from queries.network.network import Network, named
from queries.planner.question import RoleSelector, resolve_role


def role_id(network: Network, text: str, argument: str = "role") -> str:
    """The id of a role by id, title or alias. Raises UnknownId with the nearest."""
    number = network.role_number.get(text)  # an id first: it spares building the names
    if number is None:
        number = named(network.role_names, text)
    return network.roles[resolve_role(network, argument, text) if number is None else number].id


def role_selector(network: Network, text: str, argument: str = "role") -> RoleSelector:
    """`level:staff`, `level:staff/applied-ai`, or a role."""
    if text.startswith("level:"):
        level, _, family = text.removeprefix("level:").partition("/")
        return RoleSelector(level=level, family=family or None)
    return RoleSelector(id=role_id(network, text, argument))
