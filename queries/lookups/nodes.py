"""Batched look-ups for the API and the commands: one statement for any number of parents. Identifiers come from the
schema only.
"""

from __future__ import annotations

import json
from functools import cache

from graph.documents.spelling import PLAIN
from graph.schema import NODES, RELATIONSHIPS

# A role is returned with the ids of its level and family, which nearly every question needs.
_ROLE = "{n} {{.*, level: head([({n})-[:AT_LEVEL]->(l) | l.id]), family: head([({n})-[:IN_FAMILY]->(f) | f.id])}}"


def _projection(label: str, name: str) -> str:
    if label == "Role":
        return _ROLE.format(n=name)
    if label == "Document":  # without its content, which may be large
        kept = ", ".join(f".{property.name}" for property in NODES[label].properties if property.name != "content")
        return f"{name} {{.id, {kept}}}"
    return f"{name} {{.*}}"


def _shown(label: str, name: str) -> str:
    """The condition under which a node may be shown: only keepers (`$drafts`) see drafts and the documents and findings
    about them.

    For findings, a statement must begin with `_HIDDEN`, which looks the few drafts up once.
    """
    if label == "Role":
        return f"($drafts OR {name}.status <> 'draft')"
    if label == "Document":
        return f"($drafts OR NOT EXISTS {{ ({name})<-[:DESCRIBED_IN]-(:Role {{status: 'draft'}}) }})"
    if label == "Finding":
        in_its_document = f"EXISTS {{ ({name})-[:IN_DOCUMENT]->()<-[:DESCRIBED_IN]-(draft) }}"
        return f"none(draft IN hidden WHERE draft.id IN coalesce({name}.roles, []) OR {in_its_document})"
    return "true"


@cache
def by_ids(label: str) -> str:
    """Nodes of a label: `$ids` → rows of `owner` (the node's own id), `edge` (nothing), `node`."""
    return (
        f"MATCH (n:{NODES[label].label}) WHERE n.id IN $ids RETURN n.id AS owner, {{}} AS edge, "
        f"{_projection(label, 'n')} AS node"
    )


@cache
def neighbours(type: str, *, back: bool = False) -> str:
    """The other ends of a relationship: `$ids` of one end → rows of `owner`, `edge` (properties), `node`."""
    relationship = RELATIONSHIPS[type]
    near, far = (relationship.end, relationship.start) if back else (relationship.start, relationship.end)
    arrow = f"<-[e:{type}]-" if back else f"-[e:{type}]->"
    return (
        f"MATCH (o:{near}){arrow}(n:{far}) WHERE o.id IN $ids RETURN o.id AS owner, properties(e) AS edge, "
        f"{_projection(far, 'n')} AS node"
    )


# Sort keys by order; all end with the id, so that a cursor names one place and only one.
_ORDERS: dict[tuple[str, str], tuple[str, ...]] = {}
_ORDERS["Document", "ID"] = ("n.id",)


def _plain(text: str) -> str:
    """An expression for `graph.documents.spelling.plain` of another one."""
    folded = f"normalize(toLower({text}), NFKD)"
    for letter, bare in PLAIN.items():
        folded = f"replace({folded}, {json.dumps(letter)}, {json.dumps(bare)})"
    return f"CASE WHEN {text} =~ '[ -~]*' THEN toLower({text}) ELSE {folded} END"


_BY_NAME = (_plain("n.name"), "n.id")
_HAS_TEXT = f"($text IS NULL OR any(word IN [n.name] + coalesce(n.aliases, []) WHERE {_plain('word')} CONTAINS $text))"

DOCUMENT_FILTER = _shown("Document", "n")
# `$text` is `plain`
SKILL_FILTER = f"($kind IS NULL OR n.kind = $kind) AND {_HAS_TEXT}"
TOOL_FILTER = (
    f"($category IS NULL OR EXISTS {{ (n)-[:IN_CATEGORY]->(:ToolCategory {{id: $category}}) }}) AND {_HAS_TEXT}"
)
NO_FILTER = "true"


@cache
def together(statements: tuple[str, ...]) -> str:
    """Several statements in one: `$ids0`, `$ids1` … → rows with `part`, the number of their statement."""
    return " UNION ALL ".join(
        f"{statement.replace('$ids', f'$ids{part}')}, {part} AS part" for part, statement in enumerate(statements)
    )


@cache
def page(label: str, condition: str = NO_FILTER, order: str = "NAME") -> str:
    """A page of nodes of a label, as `_page` returns it; the condition may have parameters of its own."""
    keys = _ORDERS.get((label, order), _BY_NAME)
    return _page(
        f"MATCH (n:{NODES[label].label}) WHERE {condition} WITH n, [{', '.join(keys)}] AS sort",
        f"node: {_projection(label, 'n')}",
        len(keys),
    )


def _page(matching: str, columns: str, length: int) -> str:
    """One row: `total`, the number of all rows, and `rows`, at most `$limit` of them after the sort key `$after` (null
    for the first page).

    `matching` binds `sort`, the sort key of `length` parts; each row has it beside the columns.
    """
    order = ", ".join(f"sort[{at}]" for at in range(length))
    return (
        f"RETURN COUNT {{ {matching} RETURN sort }} AS total, "
        f"COLLECT {{ {matching} WITH * WHERE {_later(length)} WITH * ORDER BY {order} LIMIT $limit RETURN "
        f"{{{columns}, sort: sort}} }} AS rows"
    )


def _later(length: int) -> str:
    """Lexicographic `sort > $after`, spelled out: Cypher compares lists only for equality."""
    terms = []
    for at in range(length):
        equal = [f"sort[{before}] = $after[{before}]" for before in range(at)]
        terms.append("(" + " AND ".join([*equal, f"sort[{at}] > $after[{at}]"]) + ")")
    return " OR ".join(["$after IS NULL", *terms])


LAST_REVISION = "MATCH (r:Revision) RETURN r.loaded_at AS loaded_at ORDER BY r.number DESC LIMIT 1"
_HIDDEN = "OPTIONAL MATCH (d:Role {status: 'draft'}) WHERE NOT $drafts WITH collect(d) AS hidden "
COUNTS = (
    f"{_HIDDEN}MATCH (n) WHERE CASE WHEN n:Role THEN {_shown('Role', 'n')} WHEN n:Document THEN "
    f"{_shown('Document', 'n')} "
    f"WHEN n:Finding THEN {_shown('Finding', 'n')} ELSE true END "
    "UNWIND labels(n) AS label RETURN label, count(*) AS count ORDER BY label"
)
_FINDINGS = (
    f"{_HIDDEN}MATCH (f:Finding) WHERE ($severity IS NULL OR f.severity = $severity) "
    "AND ($kinds IS NULL OR f.kind IN $kinds) AND ($role IS NULL OR $role IN f.roles) "
    "AND ($document IS NULL OR EXISTS { (f)-[:IN_DOCUMENT]->(:Document {id: $document}) }) "
    f"AND {_shown('Finding', 'f')} "
)
FINDINGS = _page(
    _FINDINGS + "WITH f, [CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, f.kind, f.id] AS sort",
    "node: f {.*}, role: f.roles[0], document: head([(f)-[:IN_DOCUMENT]->(d:Document) | d.id])",
    3,
)
# The findings about each of some roles: `$ids` → rows of `owner`, `edge` (nothing) and `node`.
FINDINGS_OF_ROLES = (
    f"{_HIDDEN}UNWIND $ids AS id MATCH (:Role {{id: id}})<-[:ABOUT]-(f:Finding) WHERE f.roles[0] = id "
    f"AND {_shown('Finding', 'f')} "
    "RETURN id AS owner, {} AS edge, f {.*, document: head([(f)-[:IN_DOCUMENT]->(d:Document) | d.id])} AS node"
)
REVISIONS = _page(
    "MATCH (r:Revision) WHERE ($loaded_since IS NULL OR r.loaded_at >= $loaded_since) WITH r, [-r.number, 0] AS sort",
    "node: r {.number, .loaded_at, .documents, draft_documents: coalesce(r.draft_documents, []), counts: "
    "coalesce(r.counts, [])}",
    2,
)


DOCUMENT_COUNT = f"MATCH (n:Document) WHERE {DOCUMENT_FILTER} RETURN count(n) AS count"
RETIRED = "MATCH (r:RetiredId) WHERE r.id IN $ids RETURN r.id AS id, r.replaced_by AS replaced_by"
