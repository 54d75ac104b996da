"""Documents as plain files: a copy of the graph's source that can be read without a database and makes the same graph.

Each document is one JSON file with the properties of its node; `content` is nested JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import orjson

from graph.documents.document import Document
from graph.errors import DocumentError, DocumentErrors
from graph.storing.errors import StoreError

SUFFIX = ".document.json"


class CopyError(StoreError):
    """A folder that cannot take copies, or holds none."""


def export_documents(documents: Iterable[Document], folder: Path) -> int:
    """Writes one file for each document and returns their number. Raises CopyError for a folder with files in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CopyError(f"{folder} is not empty; give a new folder, so that no old copy stays among the new ones.")
        count = 0
        for count, document in enumerate(sorted(documents, key=lambda document: document.id), start=1):
            properties = document.properties()
            content = orjson.loads(properties.pop("content"))
            kept = orjson.dumps({"id": document.id, **properties, "content": content}, option=orjson.OPT_INDENT_2)
            (folder / f"{count:06}{SUFFIX}").write_bytes(kept)
    except OSError as error:
        raise CopyError(f"{folder} cannot take the documents ({error.strerror}). Choose another place.") from error
    return count


def read_copies(folder: Path) -> list[Document]:
    """The documents of a folder that `export_documents` wrote. Raises CopyError for a folder without documents, and
    DocumentErrors for files that were changed.
    """
    files = sorted(folder.glob(f"*{SUFFIX}"))
    if not files:
        raise CopyError(f"There are no documents in {folder}; `ladder documents export FOLDER` writes them.")
    documents: list[Document] = []
    errors: list[DocumentError] = []
    for file in files:
        try:
            documents.append(_read_copy(file.read_bytes()))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            errors.append(DocumentError(str(file), f"is no copy of a document ({error})", suggestion="Export again."))
    if errors:
        raise DocumentErrors(errors)
    return documents


def _read_copy(data: bytes) -> Document:
    kept = orjson.loads(data)
    id, content = kept.pop("id"), orjson.dumps(kept.pop("content")).decode()
    document = Document.from_properties(id, {**kept, "content": content})
    if document.properties()["sha256"] != kept["sha256"]:
        raise ValueError("it is not as it was written")
    return document
