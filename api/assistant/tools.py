"""The tools: what an assistant may ask, and which GraphQL operation answers it.

A tool has no logic of its own. Its arguments become the variables of an operation in `operations/`, which runs with the
same limits, the same errors and from one revision, like a client's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from api.assistant import words
from queries.network.network import Network
from queries.planner.roles import role_id, role_selector

Arguments = Mapping[str, Any]
Schema = dict[str, Any]
OPERATIONS = Path(__file__).parent / "operations"

TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
ALL: Schema = {"type": "boolean", "description": "all of it"}


def _role(description: str = "") -> Schema:
    return TEXT | {"description": description} if description else TEXT


def _first(default: int, most: int) -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": most, "default": default}


@dataclass(frozen=True, kw_only=True)
class Declared:
    """The declaration of a tool. `properties` are its arguments, in JSON Schema. `one_of`: at least one of these is
    required.
    """

    name: str
    description: str
    properties: dict[str, Schema]
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()

    @property
    def defaults(self) -> dict[str, Any]:
        return {name: schema["default"] for name, schema in self.properties.items() if "default" in schema}

    @property
    def schema(self) -> Schema:
        schema: Schema = {"type": "object", "properties": self.properties, "additionalProperties": False}
        return schema | ({"required": list(self.required)} if self.required else {})


@dataclass(frozen=True, kw_only=True)
class Tool(Declared):
    """`variables` makes the variables of the operation of the same name; `told` makes the text of its answer."""

    variables: Callable[[Network, Arguments], dict[str, Any]]
    told: Callable[[Mapping[str, Any]], str]

    def operation(self) -> str:
        return _operation(self.name)


@cache
def _operation(name: str) -> str:
    return (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")


def _source(network: Network, given: Arguments) -> dict[str, Any]:
    """SkillSource: a role with additional skills, or skills alone."""
    skills = [{"skill": skill} for skill in given.get("skills", ())]
    if "from" in given:
        return {"profile": {"role": role_id(network, given["from"], "from"), "skills": skills}}
    return {"skills": list(given.get("skills", ()))}


def _selector(network: Network, given: Arguments, argument: str) -> dict[str, Any]:
    found = role_selector(network, given[argument], argument)
    if found.id is not None:
        return {"id": found.id}
    position = {"level": found.level, "family": found.family}
    return {"position": {name: value for name, value in position.items() if value}}


def _paths(network: Network, given: Arguments) -> dict[str, Any]:
    names = {"via": "via", "avoid": "avoid"}
    options: dict[str, Any] = {
        name: [role_id(network, role, argument) for role in given[argument]]
        for argument, name in names.items()
        if argument in given
    }
    options |= {
        name: given[argument]
        for argument, name in (("skills", "skills"), ("within_family", "withinFamily"), ("confirmed", "confirmedOnly"))
        if argument in given
    }
    return {
        "from": _selector(network, given, "from"),
        "to": _selector(network, given, "to"),
        "by": given["by"].upper().replace("-", "_"),
        "first": given["first"],
        "options": options or None,
    }


def _learn(network: Network, given: Arguments) -> dict[str, Any]:
    to = {"to": _selector(network, given, "to")} if "to" in given else {}
    return {"from": _source(network, given), "first": given["first"], **to}


def _fit(network: Network, given: Arguments) -> dict[str, Any]:
    wanted = {name: given[name] for name in ("family", "level") if name in given}
    return {"from": _source(network, given), "first": given["first"], "filter": wanted or None}


def _found(network: Network, given: Arguments) -> dict[str, Any]:
    role = {"role": role_id(network, given["role"])} if "role" in given else {}
    kinds = {"kinds": given["kinds"]} if "kinds" in given else {}
    severity = {"severity": given["severity"].upper()} if "severity" in given else {}
    return {"first": given["first"], **role, **kinds, **severity}


def _family(network: Network, given: Arguments) -> dict[str, Any]:
    from queries.ladders.matrix import find_family

    return {"family": find_family(network, given["family"]).id}


FROM = _role("role held: id or title")
SKILLS = TEXTS | {"description": "skills held: names or ids"}
HELD = {"from": FROM, "skills": SKILLS}
TO = _role("role, or level:staff, level:staff/family")

TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            name="search",
            description="Find roles, skills, tools, stakeholders, families and levels by name, alias or part of one.",
            properties={
                "text": TEXT,
                "kinds": {
                    "type": "array",
                    "items": {"enum": ["role", "skill", "tool", "stakeholder", "family", "level"]},
                },
                "first": _first(10, 50),
            },
            variables=lambda network, given: {
                "text": given["text"],
                "kinds": [kind.upper() for kind in given["kinds"]] if "kinds" in given else None,
                "first": given["first"],
            },
            told=words.search,
            required=("text",),
        ),
        Tool(
            name="role",
            description="One role: level, skills it lists or takes for granted, tools, promotion, steps to and from "
            "it.",
            properties={"role": _role("id or title"), "long": ALL},
            variables=lambda network, given: {"role": role_id(network, given["role"])},
            told=words.role,
            required=("role",),
        ),
        Tool(
            name="career_paths",
            description="How to get from one role to another: steps, time, what to learn, why, and doubts about each "
            "step.",
            properties={
                "from": TO,
                "to": TO,
                "by": {"enum": ["advised", "hops", "time", "skill-gap"], "default": "advised"},
                "skills": SKILLS,
                "via": TEXTS,
                "avoid": TEXTS,
                "within_family": {"type": "boolean"},
                "confirmed": {"type": "boolean", "description": "only steps that both roles name"},
                "first": _first(2, 10),
                "long": ALL,
            },
            variables=_paths,
            told=words.paths,
            required=("from", "to"),
        ),
        Tool(
            name="skill_gap",
            description="What someone lacks for a role, in the order to learn it.",
            properties=HELD | {"to": _role("role: id or title"), "long": ALL},
            variables=lambda network, given: {
                "from": _source(network, given),
                "to": role_id(network, given["to"], "to"),
            },
            told=words.gap,
            required=("to",),
            one_of=("from", "skills"),
        ),
        Tool(
            name="what_to_learn",
            description="Which skills open most roles, or weigh most for a goal.",
            properties=HELD | {"to": TO, "first": _first(5, 20)},
            variables=_learn,
            told=words.learn,
            one_of=("from", "skills"),
        ),
        Tool(
            name="roles_that_fit",
            description="Roles by the share of their skills that someone has.",
            properties=HELD | {"family": _role("id"), "level": _role("id"), "first": _first(5, 20)},
            variables=_fit,
            told=words.fit,
            one_of=("from", "skills"),
        ),
        Tool(
            name="compare_roles",
            description="Two to five roles side by side: only what differs.",
            properties={"roles": TEXTS | {"minItems": 2, "maxItems": 5}, "long": ALL},
            variables=lambda network, given: {"roles": [role_id(network, role, "roles") for role in given["roles"]]},
            told=words.comparison,
            required=("roles",),
        ),
        Tool(
            name="ladder_of_family",
            description="A family's levels with their roles, missing rungs and steps.",
            properties={"family": _role("id or name")},
            variables=_family,
            told=words.ladder,
            required=("family",),
        ),
        Tool(
            name="findings",
            description="For keepers: what is wrong or doubtful in the ladder, and what to do about it.",
            properties={
                "role": TEXT,
                "kinds": TEXTS,
                "severity": {"enum": ["error", "warning", "info"]},
                "first": _first(10, 100),
            },
            variables=_found,
            told=words.findings,
        ),
    )
}
