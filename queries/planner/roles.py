"""Roles as people write them: by id, title or alias, or as a position such as `level:staff`."""

from __future__ import annotations

from queries.network.network import Network
from queries.planner.naming import family_id, level_id, resolve_role
from queries.planner.question import RoleSelector


def role_id(network: Network, text: str, argument: str = "role") -> str:
    """The id of a role by id, title or alias. Raises UnknownId and AmbiguousName."""
    return network.roles[resolve_role(network, argument, text)].id


def role_selector(network: Network, text: str, argument: str = "role") -> RoleSelector:
    """`level:staff`, `level:Staff/Applied AI`, or a role; all by id or name."""
    if text.startswith("level:"):
        level, _, family = text.removeprefix("level:").partition("/")
        return RoleSelector(
            level=level_id(network, argument, level), family=family_id(network, argument, family) if family else None
        )
    return RoleSelector(id=role_id(network, text, argument))
