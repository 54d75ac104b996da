"""Trusted documents: a manifest lists the only operations that may run.

It is a JSON object from `sha256:` and the hash of a text to that text. A request may send this key as `documentId`
instead of the text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import orjson
from graphql import GraphQLError, parse, validate

from api.errors import BadUserInput
from api.schema import schema
from graph.settings import SettingsError

PREFIX = "sha256:"


class ManifestError(SettingsError):
    """A file that cannot be registered. The message names the file, the line and what is wrong."""


class TrustedDocuments:
    """Texts by id. Without a `path` every text is trusted."""

    def __init__(self, path: Path | None) -> None:
        self._only_these = path is not None
        self._texts = _read(path) if path else {}

    def text(self, query: str | None, id: str | None) -> str:
        """The text to run. Raises BadUserInput for a document that is not registered."""
        if not self._only_these:
            if query is None:
                raise BadUserInput(
                    "documentId: no documents are registered on this server.",
                    hint="Send the text as `query`.",
                    argument="documentId",
                )
            return query
        if query is not None:
            id = document_id(query)
        found = self._texts.get(f"{PREFIX}{(id or '').removeprefix(PREFIX)}")
        if found is None:
            raise BadUserInput(
                "Only registered operations run on this server, and this one is not registered.",
                hint="Register it with `ladder trust`.",
            )
        return found


def document_id(text: str) -> str:
    return PREFIX + hashlib.sha256(text.encode()).hexdigest()


def manifest(paths: Iterable[Path]) -> dict[str, str]:
    """Texts by id: of the files in `paths`, and of all `.graphql` files in those that are folders. Raises ManifestError
    for a file that the schema cannot answer.
    """
    files = sorted(file for path in paths for file in (path.rglob("*.graphql") if path.is_dir() else [path]))
    return dict(sorted((document_id(text), text) for text in map(_checked, files)))


def _checked(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8")
        errors = validate(schema._schema, parse(text))
    except (OSError, UnicodeDecodeError) as error:
        raise ManifestError(f"{file} cannot be read: {error}.") from None
    except GraphQLError as error:
        errors = [error]
    if errors:
        place = f":{errors[0].locations[0].line}" if errors[0].locations else ""
        raise ManifestError(
            f"{file}{place}: {errors[0].message} Correct it; `ladder schema --graphql` prints what can be asked."
        )
    return text


def _read(path: Path) -> Mapping[str, str]:
    try:
        texts = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise SettingsError(
            f"LADDER_TRUSTED_DOCUMENTS: {path} is no manifest ({error}). `ladder trust` writes one."
        ) from None
    if not isinstance(texts, dict) or any(
        not isinstance(text, str) or document_id(text) != id for id, text in texts.items()
    ):
        raise SettingsError(
            f"LADDER_TRUSTED_DOCUMENTS: {path} has a text that does not fit its id. Write the file again with `ladder "
            "trust`."
        )
    return texts
