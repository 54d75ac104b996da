"""Every label, relationship type and property of the graph, declared once.

Constraints, indexes, the statements that write and remove, the validation of rows and `docs/data-model.md` derive from
`NODES` and `RELATIONSHIPS`. Identifiers in Cypher come from here and nowhere else; values travel as parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from graph.documents.blueprint import SCALARS, Commonality, Importance, Tier
from graph.sections import NOTES, TEXT_SECTIONS, Texts

PropertyType = Literal["string", "integer", "float", "boolean", "datetime", "list of strings", "list of integers"]
Properties = dict[str, Any]

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "float": (float, int),
    "boolean": (bool,),
}


_TYPE_NAMES: dict[type, PropertyType] = {str: "string", int: "integer", float: "float", bool: "boolean"}


class SchemaError(Exception):
    """A row that the schema does not allow: a fault of the code that made the row, never of the user's data."""


@dataclass(frozen=True)
class Property:
    name: str
    type: PropertyType
    description: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    indexed: bool = False

    def check(self, owner: str, value: Any) -> None:
        if value is None:
            if self.required:
                raise SchemaError(f"{owner}.{self.name} is required")
            return
        if self.type.startswith("list"):
            kind = str if self.type == "list of strings" else int
            valid = isinstance(value, list) and all(isinstance(part, kind) for part in value)
        else:
            valid = self.type == "datetime" or (
                isinstance(value, _PYTHON_TYPES[self.type]) and (self.type == "boolean" or not isinstance(value, bool))
            )
        if not valid:
            raise SchemaError(f"{owner}.{self.name} should be {self.type}, not {value!r}")
        if self.allowed and value not in self.allowed:
            raise SchemaError(f"{owner}.{self.name} should be one of {', '.join(self.allowed)}, not {value!r}")


@dataclass(frozen=True)
class NodeLabel:
    """A label; every node of it has a unique string `id`. `folded`: the fold makes its nodes."""

    label: str
    description: str
    properties: tuple[Property, ...] = ()
    section: str = ""
    folded: bool = True

    def check(self, properties: Mapping[str, Any]) -> None:
        _check(self.label, self.properties, properties)


@dataclass(frozen=True)
class Relationship:
    """`(start)-[:type]->(end)`: one edge for each pair of nodes and each value of the `key` property, when there is
    one.
    """

    type: str
    start: str
    end: str
    description: str
    properties: tuple[Property, ...] = ()
    key: str | None = None
    evidence: bool = True
    all_properties: tuple[Property, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "all_properties", self.properties + (EVIDENCE if self.evidence else ()))

    def check(self, properties: Mapping[str, Any]) -> None:
        _check(self.type, self.all_properties, properties)


def _check(owner: str, declared: tuple[Property, ...], properties: Mapping[str, Any]) -> None:
    unknown = properties.keys() - {property.name for property in declared}
    if unknown:
        raise SchemaError(f"{owner} has no property {', '.join(sorted(unknown))}")
    for property in declared:
        property.check(owner, properties.get(property.name))


# Where a fact comes from: parallel lists, one entry a mention. Neo4j stores no maps in a property.
EVIDENCE = (
    Property("evidence_document", "list of strings", "Ids of the documents that say it.", required=True),
    Property("evidence_section", "list of strings", "Section of the template, one a mention.", required=True),
    Property("evidence_line", "list of integers", "Line in the document, −1 where there is none.", required=True),
    Property("evidence_words", "list of strings", "The words as written.", required=True),
)

NameKind = Literal["level", "family", "skill", "tool", "tool_category", "stakeholder", "role"]  # with a vocabulary
NAME_KINDS: tuple[NameKind, ...] = get_args(NameKind)
TIERS: tuple[str, ...] = get_args(Tier)
IMPORTANCES: tuple[str, ...] = get_args(Importance)
COMMONALITIES: tuple[str, ...] = get_args(Commonality)
PROGRESSION_KINDS = ("promotion", "next", "lateral")
TIME_BASES = ("stated", "experience_range", "level_default", "ladder_default", "unknown")  # from the strongest on
STAKEHOLDER_RELATIONS = ("manager", "internal", "external", "peer", "upstream", "downstream")
TRACKS = ("individual", "management", "job_zone")
SEVERITIES = ("info", "warning", "error")

_NAME = Property("name", "string", "Canonical name.", required=True, indexed=True)
_ALIASES = Property("aliases", "list of strings", "Other names of the very same thing.")
_SAME_AS = Property("same_as", "list of strings", "URIs of this very thing elsewhere, such as ESCO's.")
_TEXT = (
    Property("text", "string", "The sentence, or the lead-in of `items`.", required=True),
    Property("items", "list of strings", "What the lead-in introduces."),
    Property("kind", "string", "The section's own grouping (category, cadence, dimension …)."),
)
_POSITION = (Property("position", "integer", "Order in the document, from 0.", required=True),)


def _text_node(texts: Texts, section: str, *more: Property) -> NodeLabel:
    return NodeLabel(texts.label, texts.description, _TEXT + more, section)


def _scalar(name: str) -> Property:
    """A property that a role has because its blueprint has a field of that name."""
    field = SCALARS[name]
    (kind,) = (part for part in get_args(field.annotation) if part is not NoneType)
    allowed: tuple[str, ...] = get_args(kind) if get_origin(kind) is Literal else ()
    type: PropertyType = "string" if allowed else _TYPE_NAMES[kind]
    return Property(name, type, field.description or "", required=name == "status", allowed=allowed)


_NODES = (
    NodeLabel(
        "Role",
        "A job role; `described` is false for one that other documents only mention.",
        (
            Property("title", "string", "Title.", required=True, indexed=True),
            _ALIASES,
            _SAME_AS,
            Property("search_titles", "list of strings", "Titles for search only; they may be ambiguous."),
            Property("described", "boolean", "A document describes it.", required=True, indexed=True),
            *map(_scalar, SCALARS),
        ),
        "1, 2, 14",
    ),
    NodeLabel(
        "Level",
        "A rung; ranks compare inside a track.",
        (
            _NAME,
            Property("rank", "integer", "Height on the track, from 0.", required=True),
            Property("track", "string", "Ladder that the rank belongs to.", required=True, allowed=TRACKS),
            Property("months_min", "integer", "Typical months before the next level, lower end."),
            Property("months_max", "integer", "Typical months before the next level, upper end."),
        ),
        "1",
    ),
    NodeLabel("Family", "Roles of one discipline.", (_NAME, _ALIASES), "1, 15"),
    NodeLabel(
        "Skill",
        "A technical or soft skill under its canonical name.",
        (
            _NAME,
            Property("kind", "string", "Technical or soft.", required=True, allowed=("technical", "soft")),
            _ALIASES,
            _SAME_AS,
            Property("description", "string", "What it is."),
            Property("group", "string", "Pillar of a framework that it belongs to."),
            Property("onet_id", "string", "Element id in O*NET."),
        ),
        "8, 9",
    ),
    NodeLabel(
        "Tool",
        "A product, platform or library.",
        (
            _NAME,
            _ALIASES,
            _SAME_AS,
            Property("description", "string", "What it is."),
            Property("hot", "boolean", "True where a source says that employers of many kinds ask for it."),
        ),
        "10",
    ),
    NodeLabel("ToolCategory", "A group of tools.", (_NAME,), "10"),
    NodeLabel("Stakeholder", "Someone the role works with.", (_NAME, _ALIASES), "12"),
    NodeLabel("Kpi", "A measure of success.", (_NAME,), "7"),
    *(_text_node(texts, str(number)) for number, texts in TEXT_SECTIONS.items()),
    _text_node(NOTES, "any", Property("heading", "string", "Heading it stood under.")),
    NodeLabel(
        "Document",
        "One source of facts with its normalised content; the rest of the graph is folded from these.",
        (
            Property("title", "string", "Title.", required=True),
            Property("collection", "string", "The folder or import it belongs to.", required=True, indexed=True),
            Property("format", "string", "yaml, html, markdown, docx, mapped, sheet …", required=True),
            Property("uri", "string", "Where it was published."),
            Property("licence", "string", "Licence of third-party data."),
            Property("attribution", "string", "Attribution that the licence asks for."),
            Property("sha256", "string", "Hash of source and content.", required=True),
            Property("content", "string", "Normalised content, JSON.", required=True),
            Property("role_id", "string", "Id of the role it describes, as of its first load or as it states it."),
            Property("loaded_at", "datetime", "When it was last written; outside the fold and of every comparison."),
        ),
        "the source",
    ),
    NodeLabel(
        "Finding",
        "Something a keeper should look at.",
        (
            Property("kind", "string", "Which rule found it.", required=True, indexed=True),
            Property("severity", "string", "How bad it is.", required=True, allowed=SEVERITIES),
            Property("message", "string", "What is wrong and where.", required=True),
            Property("suggestion", "string", "What to do."),
            Property("line", "integer", "Line in the document."),
            Property("subject", "string", "What it is about: a name as written, or ids.", required=True),
            Property("name_kind", "string", "What the subject is a name of, where it is one.", allowed=NAME_KINDS),
            Property("roles", "list of strings", "Ids of the roles it names, the one it is about first."),
        ),
        "lint",
    ),
    NodeLabel(
        "Revision",
        "One load that changed something.",
        (
            Property("number", "integer", "1, 2, 3 …", required=True, indexed=True),
            Property("loaded_at", "datetime", "When.", required=True),
            Property("documents", "list of strings", "Ids of the documents that came, changed or went.", required=True),
            Property("draft_documents", "list of strings", "Those of them that describe drafts.", required=True),
            Property("changes", "list of strings", "What changed, one JSON object each.", required=True),
            Property(
                "counts",
                "list of strings",
                "How many of each kind and label changed, one JSON object each.",
                required=True,
            ),
        ),
        folded=False,
    ),
    NodeLabel(
        "GraphState",
        "The one node that says which state of the graph this is.",
        (
            Property("generation", "string", "UUID, new with every empty database.", required=True),
            Property("revision", "integer", "Number of the last revision.", required=True),
            Property("ready", "boolean", "False while a first load is under way.", required=True),
            Property("heartbeat", "datetime", "Last sign of life of the load that fills an empty graph."),
            Property("fold_version", "string", "Version of the code that folded the graph.", required=True),
        ),
        folded=False,
    ),
    NodeLabel(
        "RetiredId",
        "An id that is gone; its own id is `Label:id`.",
        (Property("replaced_by", "string", "What replaced it."),),
        folded=False,
    ),
)


def _text_edge(texts: Texts, section: str) -> Relationship:
    return Relationship(texts.relationship, "Role", texts.label, section, _POSITION)


_RELATIONSHIPS = (
    Relationship("AT_LEVEL", "Role", "Level", "The rung of the role."),
    Relationship("IN_FAMILY", "Role", "Family", "The discipline of the role."),
    Relationship(
        "PROGRESSES_TO",
        "Role",
        "Role",
        "A step of a career.",
        (
            Property(
                "kind",
                "string",
                "A rise, a next role without one, or a move sideways.",
                required=True,
                allowed=PROGRESSION_KINDS,
            ),
            Property("months_min", "integer", "How long the step takes, lower end."),
            Property("months_max", "integer", "How long the step takes, upper end."),
            Property("months_basis", "string", "Where the months come from.", required=True, allowed=TIME_BASES),
            Property("confirmed", "boolean", "Both ends say it.", required=True),
            Property("implied", "boolean", "No sentence says it, only the order of levels."),
            Property("one_sentence", "boolean", "Confirmed by one sentence of one original for both roles."),
        ),
        key="kind",
    ),
    Relationship(
        "RELATED_TO",
        "Role",
        "Role",
        "Data that says related and no more; never a progression unless asked for.",
        (
            Property("tier", "string", "Tier of relatedness in the source."),
            Property("rank", "integer", "Rank in the source."),
        ),
    ),
    Relationship(
        "REQUIRES",
        "Role",
        "Skill",
        "A skill of the role; of several mentions the strongest tier and importance.",
        (
            Property("tier", "string", "How much it is asked for.", allowed=TIERS),
            Property("importance", "string", "How important it is.", allowed=IMPORTANCES),
            Property("weight", "float", "0–1: as a source measures it, else from tier and importance by one table."),
            Property("proficiency", "float", "1–4 where a source states it; on a scale, the place of its step."),
            Property("scale", "string", "The vocabulary's scale that the proficiency is on, where it is on one."),
            Property("step", "string", "The proficiency as the source names it, a step of the scale."),
            Property("use", "string", "What for."),
            Property("expects", "string", "What the role is expected to do, in words; a line a point."),
        ),
    ),
    Relationship(
        "ASSUMES",
        "Role",
        "Skill",
        "A skill that the role does not list and takes for granted, since every way up to it asks for it "
        "(docs/adr/0018-assumed-skills.md). Depth and importance are those of the nearest role below that lists it.",
        (
            Property("tier", "string", "How much the nearest role below asks for it.", allowed=TIERS),
            Property("importance", "string", "How important it is there.", allowed=IMPORTANCES),
            Property("weight", "float", "Its weight there, 0–1."),
            Property("proficiency", "float", "Its proficiency there."),
            Property("scale", "string", "The scale that the proficiency is on."),
            Property("step", "string", "The proficiency as the source names it, a step of the scale."),
            Property("expects", "string", "What is expected there, in words."),
            Property(
                "from", "list of strings", "Ids of the roles below that list it, the nearest first.", required=True
            ),
        ),
        evidence=False,
    ),
    Relationship("BUILDS_ON", "Role", "Role", "The role takes the other's skills for granted: a document says so."),
    Relationship("NO_LONGER", "Role", "Skill", "The role does not take the skill for granted: a document says so."),
    Relationship(
        "USES",
        "Role",
        "Tool",
        "A tool of the role.",
        (
            Property("commonality", "string", "How common.", allowed=COMMONALITIES),
            Property("purpose", "string", "What for."),
            Property("in_demand", "boolean", "True where a source says that employers ask for it in this role."),
        ),
    ),
    Relationship("IN_CATEGORY", "Tool", "ToolCategory", "The group a tool table puts it in."),
    Relationship(
        "WORKS_WITH",
        "Role",
        "Stakeholder",
        "Someone the role works with.",
        (
            Property("relation", "string", "How they relate.", required=True, allowed=STAKEHOLDER_RELATIONS),
            Property("purpose", "string", "What about."),
        ),
        key="relation",
    ),
    Relationship("IS_ROLE", "Stakeholder", "Role", "A stakeholder that is itself a role.", evidence=False),
    Relationship(
        "MEASURED_BY",
        "Role",
        "Kpi",
        "A KPI of the role.",
        (
            Property("target", "string", "Target or benchmark."),
            Property("frequency", "string", "How often."),
            Property("measures", "string", "What it measures."),
        ),
    ),
    *(_text_edge(texts, f"Section {number}.") for number, texts in TEXT_SECTIONS.items()),
    _text_edge(NOTES, "Any section."),
    Relationship("DESCRIBED_IN", "Role", "Document", "The document describes the role.", evidence=False),
    Relationship("MENTIONED_IN", "Role", "Document", "The document of another role names it.", evidence=False),
    Relationship(
        "ABOUT",
        "Finding",
        "Role",
        "A role that a finding names; `roles` has the one it is about first.",
        evidence=False,
    ),
    Relationship("IN_DOCUMENT", "Finding", "Document", "The document a finding points into.", evidence=False),
)

NODES: dict[str, NodeLabel] = {node.label: node for node in _NODES}
RELATIONSHIPS: dict[str, Relationship] = {relationship.type: relationship for relationship in _RELATIONSHIPS}
FOLDED_LABELS = tuple(node.label for node in _NODES if node.folded)
TEXT_RELATIONSHIPS = tuple(texts.relationship for texts in (*TEXT_SECTIONS.values(), NOTES))

# Search in the names of these labels, whatever the property is called.
FULL_TEXT_INDEX = "names"
_FULL_TEXT_LABELS = ("Role", "Skill", "Tool", "Stakeholder", "Family")
_FULL_TEXT_PROPERTIES = ("title", "name", "aliases", "search_titles")


def setup_statements() -> dict[str, str]:
    """Constraints and indexes by the name of their index; each statement may run again without effect."""
    statements = dict[str, str]()
    for label, node in NODES.items():
        unique = f"{label.lower()}_id"
        statements[unique] = f"CREATE CONSTRAINT {unique} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for property in node.properties:
            if property.indexed:
                index = f"{label.lower()}_{property.name}"
                statements[index] = f"CREATE INDEX {index} IF NOT EXISTS FOR (n:{label}) ON (n.{property.name})"
    labels, properties = "|".join(_FULL_TEXT_LABELS), ", ".join(f"n.{name}" for name in _FULL_TEXT_PROPERTIES)
    analyzer = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}"  # accents never matter
    statements[FULL_TEXT_INDEX] = (
        f"CREATE FULLTEXT INDEX {FULL_TEXT_INDEX} IF NOT EXISTS FOR (n:{labels}) ON EACH [{properties}] {analyzer}"
    )
    return statements


# The statements that write and delete take `$rows`. A node row is {id, properties}; an edge row is {start, end, key,
# properties}: `key` is the value of the relationship's key property and is ignored where there is none. Each returns
# `written`, the number of rows that met their nodes.


def write_nodes(label: str) -> str:
    return (
        f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row.properties, n.id = row.id RETURN "
        "count(n) AS written"
    )


def delete_nodes(label: str) -> str:
    return f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) DETACH DELETE n RETURN count(*) AS written"


def write_edges(type: str) -> str:
    ends, key = _match_ends(RELATIONSHIPS[type]), _key(RELATIONSHIPS[type])
    return (
        f"UNWIND $rows AS row {ends} MERGE (a)-[r:{type}{key}]->(b) SET r = row.properties RETURN count(r) AS written"
    )


def delete_edges(type: str) -> str:
    ends, key = _match_ends(RELATIONSHIPS[type]), _key(RELATIONSHIPS[type])
    return f"UNWIND $rows AS row {ends} MATCH (a)-[r:{type}{key}]->(b) DELETE r RETURN count(*) AS written"


def read_nodes(labels: Iterable[str]) -> str:
    """`many_a_record` of labels, id, properties and element id. One statement for all labels, since Neo4j plans a
    statement longer than it runs it.
    """
    return many_a_record(f"MATCH (n:{'|'.join(labels)})", "n", ["labels(n)", "n.id", "properties(n)", "elementId(n)"])


def read_edges() -> str:
    """`many_a_record` of type, start, end, properties, element id and whether the ends have their labels: an edge made
    by hand may join any two nodes.
    """
    fits = " ".join(
        f"WHEN '{edge.type}' THEN startNode(r):{edge.start} AND endNode(r):{edge.end}" for edge in _RELATIONSHIPS
    )
    ends = ["type(r)", "startNode(r).id", "endNode(r).id"]
    rest = ["properties(r)", "elementId(r)", f"CASE type(r) {fits} END"]
    return many_a_record(f"MATCH ()-[r:{'|'.join(RELATIONSHIPS)}]->()", "r", [*ends, *rest])


_THINGS_A_RECORD = 500


def many_a_record(match: str, thing: str, values: Sequence[str], name: str = "") -> str:
    """A statement that returns hundreds of nodes or edges in one record, in `columns` a list for each value: a record
    costs the driver as much as a hundred values. `thing` is the Cypher variable of the node or edge; `name` tells in
    a UNION which part a record is of.
    """
    columns = ", ".join(f"[{thing} IN part | {value}]" for value in values)
    part = f"UNWIND range(0, size(every) - 1, {_THINGS_A_RECORD}) AS at WITH every[at..at + {_THINGS_A_RECORD}] AS part"
    return f"{match} WITH collect({thing}) AS every {part} RETURN '{name}' AS name, [{columns}] AS columns"


def one_by_one(records: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    """What `many_a_record` returns, as a tuple of the values for each node or edge."""
    return chain.from_iterable(zip(*record["columns"], strict=True) for record in records)


def _match_ends(relationship: Relationship) -> str:
    return f"MATCH (a:{relationship.start} {{id: row.start}}) MATCH (b:{relationship.end} {{id: row.end}})"


def _key(relationship: Relationship) -> str:
    return f" {{{relationship.key}: row.key}}" if relationship.key else ""
