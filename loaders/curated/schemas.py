"""JSON Schemas that editors pick up beside the YAML files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel

from graph.documents.blueprint import Blueprint
from graph.documents.document import Vocabulary

ID = "urn:career-ladder-graph:schema"
FORMAT = 1  # goes up when a file that was valid no longer is


def editor_schemas() -> dict[str, dict[str, Any]]:
    """Schema by file name, for role files and vocabulary files."""
    return {
        "role.schema.json": _schema(Blueprint, "role", "A role"),
        "vocabulary.schema.json": _schema(Vocabulary, "vocabulary", "Vocabulary"),
    }


def _schema(model: type[BaseModel], name: str, title: str) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True)
    schema["properties"].pop("problems", None)
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{ID}:{name}:{FORMAT}"}
    return {**about, **_on_one_line(schema), "title": title}


def _on_one_line(schema: Any) -> Any:
    """Descriptions come from docstrings, whose lines end where the code's do; an editor breaks them itself."""
    if isinstance(schema, list):
        return [_on_one_line(part) for part in schema]
    if isinstance(schema, dict):
        return {
            name: " ".join(part.split()) if name == "description" and isinstance(part, str) else _on_one_line(part)
            for name, part in schema.items()
        }
    return schema


def write_editor_schemas(folder: Path) -> None:
    for name, schema in editor_schemas().items():
        (folder / name).write_bytes(orjson.dumps(schema, option=orjson.OPT_INDENT_2) + b"\n")
