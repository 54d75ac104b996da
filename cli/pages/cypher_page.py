"""The generated parts of `docs/cypher.md`: the picture of the model, the questions with their answers on the seeds, and
the allowed procedures.

`python -m cli.pages.cypher_page` rewrites them, with a temporary local Neo4j; a test compares.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cli.pages.model_picture import model_picture
from graph.neo4j.database import Database
from graph.neo4j.jars import NEO4J_CURRENT
from graph.neo4j.local import LocalNeo4j, free_port
from graph.storing.load import load
from graph.storing.plan import Request
from loaders.folder import SEEDS, read_folder
from queries.analyst.catalogue import named
from queries.analyst.plans import PROCEDURES
from queries.analyst.tables import answer

PAGE = Path(__file__).parents[2] / "docs" / "cypher.md"
MARKED = re.compile(r"<!-- (model|procedures|query)([^\n]*?) -->\n(.*?)<!-- end -->", re.DOTALL)
ROWS_SHOWN = 6
LISTED = 5


def filled(page: str, database: Database) -> str:
    """The page with every marked part regenerated."""

    def part(match: re.Match[str]) -> str:
        kind, words = match[1], match[2].strip()
        text = "\n".join(_lines(kind, words, database))
        return f"<!-- {f'{kind} {words}'.strip()} -->\n{text}\n<!-- end -->"

    return MARKED.sub(part, page)


def _lines(kind: str, words: str, database: Database) -> Iterator[str]:
    match kind:
        case "model":
            return model_picture()
        case "procedures":
            return _procedures()
        case _:
            return _question(words, database)


def _procedures() -> Iterator[str]:
    return (f"- `{procedure}`" for procedure in PROCEDURES)


def _question(words: str, database: Database) -> Iterator[str]:
    name, *pairs = words.split()
    query = named(name)
    given = dict(pair.split("=", 1) for pair in pairs)
    table = answer(database, query, given)
    yield from (f"### {query.question}", "", f"`ladder query run {' --param '.join((name, *pairs))}`", "")
    set_here = ", ".join(f"`${name}` = `{value}`" for name, value in query.values(given).items())
    if set_here:
        yield from (f"With {set_here}:", "")
    yield from ("```cypher", query.statement, "```", "")
    yield from ("| " + " | ".join(table.columns) + " |", "|" + "---|" * len(table.columns))
    yield from (
        "| " + " | ".join(_cell(row[column]) for column in table.columns) + " |" for row in table.rows[:ROWS_SHOWN]
    )
    if len(table.rows) > ROWS_SHOWN:
        yield from ("", f"… {len(table.rows)} rows in all.")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        more = f", … ({len(value)})" if len(value) > LISTED else ""
        value = ", ".join(map(str, value[:LISTED])) + more
    return str(value).replace("|", "\\|")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        local = LocalNeo4j(Path(folder), NEO4J_CURRENT, bolt_port=free_port(), http_port=free_port())
        try:
            with Database(local.start().uri, "neo4j", local.password()) as database:
                load(database, Request(read_folder(SEEDS).documents, frozenset({"seeds"})))
                PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), database), encoding="utf-8")
        finally:
            local.stop()


if __name__ == "__main__":
    main()
