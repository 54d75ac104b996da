"""Descriptions of arguments by name, since an argument means the same in every field. A description beside a resolver
takes precedence.
"""

from __future__ import annotations

from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema
from strawberry.schema.schema_converter import GraphQLCoreConverter

MEANINGS = {
    "after": "`endCursor` of the page before.",
    "authority": "Only decisions that this authority takes.",
    "cadence": "Only activities of this cadence: daily, weekly, monthly …",
    "category": "Only responsibilities of this category.",
    "commonality": "Only tools that are this common.",
    "dimension": "Only variants of this dimension: company_size, industry …",
    "document": "Only what points into this document.",
    "family": "Id of a family.",
    "filter": "Which ones; conditions combine with AND. All when left out.",
    "first": "At most so many. More than may be asked for is an error, never cut short in silence.",
    "from": "Where one starts, or the skills one has.",
    "horizon": "Only milestones that are due then.",
    "id": "Stable id; that of something that was merged into another answers with the other.",
    "ids": "Stable ids.",
    "kind": "Only those of this kind.",
    "kinds": "Only those of these kinds.",
    "labels": "Only nodes and edges of these labels, as in the graph: Role, PROGRESSES_TO …",
    "minimise": "What the best path has least of.",
    "options": "Bounds and conditions; those that `PathOptions` names when left out.",
    "orderBy": "What comes first.",
    "relation": "Only stakeholders of this relation.",
    "role": "Only what is about this role.",
    "scope": "What the role lists, what it takes for granted, or both.",
    "severity": "Only findings of this severity.",
    "since": "Only those loaded at this time or later.",
    "sinceRevision": "Changes after this revision; 0 for all.",
    "text": "What someone typed: the start of a name, an alias, with a slip or without accents. It is data, never "
    "query syntax.",
    "tier": "Only where the skill is asked for in this tier.",
    "to": "Where one wants to go.",
}


def describe(schema: GraphQLSchema) -> None:
    """Completes descriptions: arguments get those of their names, generic types the name of their node."""
    for kind in schema.type_map.values():
        if isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)) and not kind.name.startswith("__"):
            for field in kind.fields.values():
                for name, argument in field.args.items():
                    argument.description = argument.description or MEANINGS.get(name)
            if kind.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].concrete_of:
                _name_node(kind)


def _name_node(kind: GraphQLObjectType | GraphQLInterfaceType) -> None:
    node = kind.name.removesuffix("Connection").removesuffix("Edge")
    words = {"node": node.lower(), "nodes": f"{node.lower()}s", "Nodes": f"{node}s"}
    for element in (kind, *kind.fields.values()):
        element.description = (element.description or "").format(**words)
