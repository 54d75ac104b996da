"""`make docs`: every page and schema that is made from code. A test compares what is committed with what this would
write.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson

from api.schema import schema as graphql_schema
from cli.pages.advice import advice_page
from cli.pages.data_model import data_model_page
from cli.pages.trace_table import trace_table_page
from graph.folding.findings import rules
from graph.sections import NOTES, SECTIONS, TEXT_SECTIONS
from graph.settings import Settings
from loaders.curated.schemas import editor_schemas
from queries.analyst.catalogue import catalogue

ROOT = Path(__file__).parents[2]


def generated() -> dict[Path, str]:
    """The generated texts by path."""
    schemas = {
        ROOT / "seeds" / name: orjson.dumps(schema, option=orjson.OPT_INDENT_2).decode() + "\n"
        for name, schema in editor_schemas().items()
    }
    return {
        ROOT / "api" / "schema.graphql": graphql_schema.as_str() + "\n",
        ROOT / "docs" / "advice.md": advice_page(),
        ROOT / "docs" / "data-model.md": data_model_page(),
        ROOT / "docs" / "sections.md": trace_table_page(),
        ROOT / "docs" / "settings.md": "\n".join(_settings_page()),
        ROOT / "docs" / "findings.md": "\n".join(_findings_page()),
        ROOT / "docs" / "queries.md": "\n".join(_queries_page()),
        ROOT / "web" / "src" / "views" / "text_sections.ts": "\n".join(_sections_of_the_explorer()),
        **schemas,
    }


def variable(name: str) -> str:
    """The environment variable of a setting."""
    alias = Settings.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else f"LADDER_{name.upper()}"


def _settings_page() -> Iterator[str]:
    yield from ("# Settings", "", "Written by `make docs` from `graph/settings.py`. All are environment variables.", "")
    yield from ("| variable | default | what |", "|---|---|---|")
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else f"`{field.default}`"
        yield f"| `{variable(name)}` | {default} | {field.description} |"
    yield ""


def _findings_page() -> Iterator[str]:
    yield from (
        "# Findings",
        "",
        "Written by `make docs` from `graph/folding/findings.py`. `ladder lint` shows them before a load, GraphQL "
        "`findings` after it.",
        "",
    )
    yield from ("| kind | severity | what it means | what to do |", "|---|---|---|---|")
    yield from (f"| `{rule.kind}` | {rule.severity} | {rule.meaning} | {rule.remedy} |" for rule in rules())
    yield (
        "| `refused`, `unreadable_document` | error | `ladder lint` only: a file that `ladder load` would not take. "
        "| Correct the file. |"
    )
    yield (
        "| `mapping` | warning | `ladder lint` and `ladder load` only: an original does not fit `mapping.yaml`: a "
        "role is on no known level or has no text, a heading or a stage is unknown, a part reads nothing. | Correct "
        "the one that is wrong. |"
    )
    yield ""


def _sections_of_the_explorer() -> Iterator[str]:
    """The sections of sentences on a role's page; `name` is the field in GraphQL."""
    yield "/** Sections of sentences, with their GraphQL fields. Written by `make docs` from `graph/sections.py`. */"
    yield "export const TEXT_SECTIONS = ["
    for number, texts in [*TEXT_SECTIONS.items(), (len(SECTIONS) + 1, NOTES)]:
        first, *others = texts.name.split("_")
        name = "".join((first, *map(str.capitalize, others)))
        yield f'  {{ number: {number}, name: "{name}", heading: "{texts.heading}" }},'
    yield from ("] as const;", "")


def _queries_page() -> Iterator[str]:
    yield from (
        "# Named queries",
        "",
        "Written by `make docs` from `queries/cypher/**/*.cypher`. `ladder query run NAME --param k=v` runs one.",
        "",
        "In every answer `role` is a role's id and `title` its title; `from` and `to` are the ids of a step's ends.",
        "",
    )
    for query in catalogue().values():
        yield from (f"## {query.name}", "", query.question, "")
        if query.parameters:
            yield from ("| parameter | type | example and default | |", "|---|---|---|---|")
            yield from (
                f"| `{parameter.name}` | {parameter.kind} | `{parameter.example}` | {parameter.meaning} |"
                for parameter in query.parameters
            )
            yield ""
        yield from ("| column | |", "|---|---|")
        yield from (f"| `{name}` | {meaning} |" for name, meaning in query.columns.items())
        if query.statistic:
            yield from (
                "",
                f"The statement reads the edges; `{query.statistic}` of `queries/analyst/statistics.py` makes these "
                "columns of them.",
            )
        yield from ("", "```cypher", query.statement, "```", "")


def main() -> None:
    for path, text in generated().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
