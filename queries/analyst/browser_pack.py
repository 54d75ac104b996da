"""For Neo4j Browser: the catalogue as saved queries, and colours and captions of the nodes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator

from graph.schema import NODES, RELATIONSHIPS, TEXT_RELATIONSHIPS
from queries.analyst.catalogue import NamedQuery, Value, catalogue

# Colours of the main labels; sentences, and nodes that describe the graph itself, stay grey.
_COLOURS = {
    "Role": "#2f6f9f",
    "Level": "#8a6bbf",
    "Family": "#c0567a",
    "Skill": "#3f9142",
    "Tool": "#c77c1e",
    "ToolCategory": "#dcae63",
    "Stakeholder": "#3aa6a0",
    "Kpi": "#b3413b",
    "Finding": "#d9b310",
}
_GREY = "#a5abb6"
_SMALL, _LARGE = 40, 65


def queries_csv() -> str:
    """Saved queries for import into the newer Browser, with a folder for each subject."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("name", "description", "query", "id", "parentId", "isFolder"))
    subjects = sorted({_subject(query) for query in _queries()})
    number = {subject: at for at, subject in enumerate(subjects)}
    writer.writerows((subject, "", "", at, "", "true") for subject, at in number.items())
    writer.writerows(
        (query.title, query.question, with_examples(query), at, number[_subject(query)], "false")
        for at, query in enumerate(_queries(), len(subjects))
    )
    return text.getvalue()


def queries_zip() -> bytes:
    """Saved queries for the classic Browser: drop the file on its favourites."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for query in _queries():
            archive.writestr(zipfile.ZipInfo(f"{query.name}.cypher"), f"// {query.title}\n{with_examples(query)}\n")
    return packed.getvalue()


def with_examples(query: NamedQuery) -> str:
    """The statement with the examples in place of its parameters, ready to run."""
    values = {parameter.name: _literal(parameter.example) for parameter in query.parameters}
    return re.sub(r"\$(\w+)", lambda match: values[match[1]], query.statement)


def _literal(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'" if isinstance(value, str) else str(value)


def _queries() -> Iterator[NamedQuery]:
    """The queries without those of statistics, whose rows are only input."""
    return (query for query in catalogue().values() if query.statistic is None)


def _subject(query: NamedQuery) -> str:
    return query.name.split("/")[0]


def grass() -> str:
    """A style file: drop it on Browser's window, or `:style` it."""
    return "\n".join(_grass()) + "\n"


def _grass() -> Iterator[str]:
    yield (
        f"node {{\n  diameter: {_SMALL}px;\n  color: {_GREY};\n  border-color: {_GREY};\n  text-color-internal: "
        f"#ffffff;\n}}"
    )
    for label, node in NODES.items():
        names = {property.name for property in node.properties}
        caption = next(
            name for name in ("title", "name", "text", "message", "number", "revision", "replaced_by") if name in names
        )
        colour = _COLOURS.get(label, _GREY)
        diameter = _LARGE if label == "Role" else _SMALL
        said = (
            f'defaultCaption: "{{{caption}}}"',
            f'caption: "{{{caption}}}"',
            f"diameter: {diameter}px",
            f"color: {colour}",
            f"border-color: {colour}",
        )
        yield "\n".join((f"node.{label} {{", *(f"  {line};" for line in said), "}"))
    yield 'relationship {\n  color: #a5abb6;\n  shaft-width: 1px;\n  caption: "<type>";\n}'
    for relationship in RELATIONSHIPS.values():
        if relationship.key and relationship.type not in TEXT_RELATIONSHIPS:
            yield f'relationship.{relationship.type} {{\n  shaft-width: 3px;\n  caption: "{{{relationship.key}}}";\n}}'
