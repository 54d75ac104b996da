"""The folded graph as the rules read it: roles with rungs, families and documents, and the steps between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from graph.documents.document import PRECEDENCE
from graph.documents.titles import SHIPPED
from graph.folding.facts import CURATED_OR_BLUEPRINT, Facts
from graph.model import EdgeKey, NodeKey
from graph.schema import NameKind, Properties

JOB_ZONES = "job_zone"  # levels of public data, which a keeper cannot correct
_READ = frozenset({"AT_LEVEL", "IN_FAMILY", "REQUIRES", "DESCRIBED_IN", "PROGRESSES_TO"})
_ABOUT_SKILLS = ("REQUIRES", "ASSUMES", "NO_LONGER")


class Found(NamedTuple):
    """What a rule found.

    `subject` distinguishes findings of one kind at one place: a name as written (`name_kind` says of what), else ids.
    `roles` are all roles in message or suggestion, the one it is about first. Where severity or suggestion is None, the
    rule's own counts.
    """

    subject: str
    message: str
    roles: tuple[str, ...] = ()
    document: str | None = None
    line: int | None = None
    suggestion: str | None = None
    severity: str | None = None
    name_kind: NameKind | None = None


class Rung(NamedTuple):
    """A level; `rank` compares inside a track."""

    track: str
    rank: int
    id: str
    name: str


class Step(NamedTuple):
    """A step with its first evidence."""

    start: str
    end: str
    kind: str
    confirmed: bool
    document: str
    line: int | None
    implied: bool = False  # no sentence says it, only the order of levels


class Ladder:
    """A fold's facts by role, sorted by id, so that the order of the documents does not matter."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        graph = facts.graph
        self.roles: dict[str, Properties] = {
            key.id: graph.nodes[key] for key in sorted(key for key in graph.nodes if key.label == "Role")
        }
        self.rungs: dict[str, Rung] = {}
        self.families: dict[str, str] = {}
        self.listing: set[str] = set()  # roles that list skills
        self.critical: dict[str, dict[str, Properties]] = {}  # by role and technical skill
        self.documents: dict[str, list[str]] = {}
        self.steps: list[Step] = []
        for edge in sorted(edge for edge in graph.edges if edge.type in _READ):
            match edge.type:
                case "AT_LEVEL":
                    level = graph.nodes[NodeKey("Level", edge.end)]
                    self.rungs[edge.start] = Rung(level["track"], level["rank"], edge.end, level["name"])
                case "IN_FAMILY":
                    self.families[edge.start] = edge.end
                case "REQUIRES":
                    self.listing.add(edge.start)
                    said = graph.edges[edge]
                    if said.get("importance") == "critical" and said.get("tier"):
                        self.critical.setdefault(edge.start, {})[edge.end] = said
                case "DESCRIBED_IN":
                    self.documents.setdefault(edge.start, []).append(edge.end)
                case "PROGRESSES_TO":
                    said = graph.edges[edge]
                    self.steps.append(
                        Step(
                            edge.start, edge.end, edge.key, said["confirmed"], *place(said), said.get("implied", False)
                        )
                    )
        for documents in self.documents.values():
            documents.sort(key=self.precedence)

    def title(self, role: str) -> str:
        return f"{self.roles[role]['title']} ({role})"

    def document(self, role: str) -> str | None:
        """The document of the highest precedence among those that describe the role."""
        return next(iter(self.documents.get(role, ())), None)

    def where(self, role: str) -> str:
        """Where a keeper should describe a role further: in its first document; where that is a shipped one and the
        keeper has documents, in a file of the keeper's own.
        """
        document = self.document(role) or ""
        shipped = document.startswith(f"{SHIPPED}/") and self.facts.collections > {SHIPPED}
        return f"a file of your own with `id: {role}`" if shipped else document

    def told_at(self, role: str, field: str, value: object = None) -> tuple[str | None, int | None]:
        """Document and line of a field of a role, in the first document that says it (with this value); else of the
        title in the role's first document.
        """
        for document in self.documents.get(role, ()):
            said = self.facts.told[document]
            if (stated := getattr(said, field)) is not None and value in (None, stated):
                return document, said.line_of(field)
        first = self.facts.told.get(self.document(role) or "")
        return self.document(role), first.line_of("title") if first else None

    def says_of(self, role: str, skill: str) -> bool:
        """Whether a role lists a skill, takes it for granted or gives it up."""
        return any(EdgeKey(type, role, skill) in self.facts.graph.edges for type in _ABOUT_SKILLS)

    def retired(self, role: str) -> bool:
        return bool(self.roles[role]["status"] == "retired")

    def standing(self, role: str) -> bool:
        """Whether a document describes the role and it is not retired."""
        return role in self.documents and not self.retired(role)

    def kept(self, role: str) -> bool:
        """Whether the role stands and has a curated document or a blueprint, not only imported data."""
        return self.standing(role) and self.precedence(self.documents[role][0])[0] <= CURATED_OR_BLUEPRINT

    def mapped(self, document: str) -> bool:
        """Whether a document is a company's ladder in its own form."""
        return bool(self.facts.graph.nodes[NodeKey("Document", document)]["format"] == "mapped")

    def rise(self, step: Step) -> int | None:
        """Ranks that a step rises (negative: falls); None across tracks or where a level is missing."""
        start, end = self.rungs.get(step.start), self.rungs.get(step.end)
        return end.rank - start.rank if start and end and start.track == end.track else None

    def ladders(self) -> Iterator[tuple[str, str, list[str]]]:
        """Family, track and the standing roles on it, lowest first, without job zones."""
        found: dict[tuple[str, str], list[str]] = {}
        for role in self.roles:
            rung, family = self.rungs.get(role), self.families.get(role)
            if rung and family and rung.track != JOB_ZONES and self.standing(role):
                found.setdefault((family, rung.track), []).append(role)
        for (family, track), roles in sorted(found.items()):
            yield family, track, sorted(roles, key=lambda role: (self.rungs[role].rank, role))

    def precedence(self, document: str) -> tuple[int, str]:
        return (PRECEDENCE[self.facts.graph.nodes[NodeKey("Document", document)]["format"]], document)


def place(said: Properties, at: int = 0) -> tuple[str, int | None]:
    """Document and line of a mention of an edge."""
    line = said["evidence_line"][at]
    return said["evidence_document"][at], line if line > 0 else None
