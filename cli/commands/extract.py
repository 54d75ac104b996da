"""`ladder extract`: documents as blueprints to review."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer
import yaml

from cli.terminal.console import note, print_json, say
from cli.terminal.options import HomeOption
from cli.terminal.reading import read_given
from graph.documents.blueprint import Blueprint
from graph.documents.document import Document
from graph.settings import load_settings


def extract(
    files: Annotated[
        list[Path], typer.Argument(help="Blueprints: WordPress JSON, HTML, Markdown, DOCX or flattened text.")
    ],
    format: Annotated[Literal["yaml", "json"], typer.Option(help="YAML in the seeds' form, or JSON.")] = "yaml",
    home: HomeOption = None,
) -> None:
    """Read documents as blueprints to review.

    The database is not touched. What could not be read goes to stderr with its line.
    """
    documents = read_given(files, load_settings(home=home), None).documents
    read = [(document, document.content) for document in documents if isinstance(document.content, Blueprint)]
    for document, blueprint in read:
        _note_problems(document, blueprint)
    blueprints = [blueprint for _, blueprint in read]
    if format == "json":
        values = [_every_field(blueprint) for blueprint in blueprints]
        print_json(values[0] if len(values) == 1 else values)
    else:
        say("---\n".join(map(_as_yaml, blueprints)), nl=False)


def _note_problems(document: Document, blueprint: Blueprint) -> None:
    for problem in blueprint.problems:
        place = f"{document.id}:{problem.line}" if problem.line else document.id
        told = f"{place}: section {problem.section}: {problem.what}: {problem.words} {problem.suggestion or ''}"
        note(told.strip())


def _every_field(blueprint: Blueprint) -> dict[str, Any]:
    return blueprint.model_dump(mode="json", by_alias=True)


def _as_yaml(blueprint: Blueprint) -> str:
    """Only what the document says, ready to be edited."""
    said = blueprint.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"problems"})
    return yaml.dump(_to_edit(said), sort_keys=False, allow_unicode=True, width=140)


def _to_edit(value: Any) -> Any:
    """Without lines, and whole numbers as people write them."""
    if isinstance(value, dict):
        return {key: _to_edit(part) for key, part in value.items() if not key.endswith("line")}
    if isinstance(value, list):
        return [_to_edit(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
