"""The graph as JSON-LD: roles as occupations of schema.org, skills, tools and levels as concepts of SKOS.

Each step is a node of its own with kind and months; `ladder:progressesTo` links the roles of those that a document
states, so that a step that only the order of levels implies is never taken for one. The context is in the file, so that
readers need no network. The file also holds the documents: loading them gives the same graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import orjson

from graph.model import Graph, NodeKey
from graph.schema import RELATIONSHIPS, Properties

CONTEXT: dict[str, Any] = {
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "ladder": "urn:ladder:vocabulary:",
    "properties": {"@id": "ladder:properties", "@type": "@json"},
}
SCHEMES = {"Skill": "skills", "Tool": "tools", "Level": "levels"}
Thing = dict[str, Any]
Edges = dict[tuple[str, str], list[tuple[str, Properties]]]  # by type and start: the ends


def jsonld(graph: Graph) -> dict[str, bytes]:
    """One file with a context and a list of things, in the order of the graph."""
    edges: Edges = defaultdict(list)
    for edge, said in graph.edges.items():
        edges[edge.type, edge.start].append((edge.end, said))
    things = [_scheme(name) for name in SCHEMES.values()]
    for node, said in graph.nodes.items():
        if node.label == "Role":
            things.append(_role(node, said, edges, graph))
        elif node.label in SCHEMES:
            things.append(_concept(node, said))
        elif node.label == "Document":
            things.append(_document(node, said))
    content = {"@context": CONTEXT, "@graph": things}
    return {"": orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n"}


def iri(label: str, id: str) -> str:
    return f"urn:ladder:{label.lower()}:{quote(id, safe='')}"


def _role(node: NodeKey, said: Properties, edges: Edges, graph: Graph) -> Thing:
    def ends(type: str) -> list[tuple[str, Properties]]:
        return edges.get((type, node.id), [])

    def sentences(type: str) -> list[str]:
        label = RELATIONSHIPS[type].end
        inorder = sorted(ends(type), key=lambda end: end[1]["position"])
        texts = (graph.nodes[NodeKey(label, id)] for id, _ in inorder)
        return ["\n".join((text["text"], *text.get("items", ()))) for text in texts]

    families = [graph.nodes[NodeKey("Family", id)]["name"] for id, _ in ends("IN_FAMILY")]
    return _said(
        {
            "@id": iri("role", node.id),
            "@type": "schema:Occupation",
            "schema:name": said["title"],
            "schema:alternateName": said.get("aliases"),
            "schema:description": said.get("mission") or said.get("summary"),
            "schema:occupationalCategory": families,
            "schema:sameAs": _references(said.get("same_as") or ()),
            "schema:skills": _references(iri("skill", id) for id, _ in ends("REQUIRES")),
            "ladder:level": _references(iri("level", id) for id, _ in ends("AT_LEVEL")),
            "ladder:uses": _references(iri("tool", id) for id, _ in ends("USES")),
            "schema:responsibilities": sentences("RESPONSIBLE_FOR"),
            "schema:qualifications": sentences("QUALIFIES_BY"),
            "ladder:progressesTo": _references(
                dict.fromkeys(iri("role", id) for id, edge in ends("PROGRESSES_TO") if not edge.get("implied"))
            ),
            "ladder:step": [
                {"ladder:to": {"@id": iri("role", id)}}
                | _said({f"ladder:{name}": edge.get(property) for name, property in _STEP.items()})
                for id, edge in ends("PROGRESSES_TO")
            ],
            "ladder:requires": [
                {"ladder:skill": {"@id": iri("skill", id)}}
                | _said({f"ladder:{name}": edge.get(name) for name in _DEPTH})
                for id, edge in ends("REQUIRES")
            ],
        }
    )


_STEP = {
    "kind": "kind",
    "monthsMin": "months_min",
    "monthsMax": "months_max",
    "monthsBasis": "months_basis",
    "implied": "implied",
    "confirmed": "confirmed",
}
_DEPTH = ("tier", "importance", "proficiency", "step", "scale", "expects")


def _concept(node: NodeKey, said: Properties) -> Thing:
    scheme = SCHEMES[node.label]
    return _said(
        {
            "@id": iri(node.label, node.id),
            "@type": "skos:Concept",
            "skos:prefLabel": said["name"],
            "skos:altLabel": [alias for alias in said.get("aliases") or () if alias != said["name"]],
            "skos:definition": said.get("description"),
            "skos:notation": str(said["rank"]) if "rank" in said else None,
            "skos:exactMatch": _references(said.get("same_as") or ()),
            "skos:inScheme": {"@id": _scheme_iri(scheme)},
            "ladder:group": said.get("group"),
        }
    )


def _document(node: NodeKey, said: Properties) -> Thing:
    kept = {name: value for name, value in said.items() if name not in ("loaded_at", "sha256")}
    return {"@id": iri("document", node.id), "@type": "ladder:Document", "properties": {"id": node.id} | kept}


def _scheme(name: str) -> Thing:
    return {"@id": _scheme_iri(name), "@type": "skos:ConceptScheme", "skos:prefLabel": name.capitalize()}


def _scheme_iri(name: str) -> str:
    return f"urn:ladder:scheme:{name}"


def _references(iris: Iterable[str]) -> list[dict[str, str]]:
    return [{"@id": iri} for iri in iris]


def _said(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value not in (None, [], "")}
