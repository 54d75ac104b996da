"""What `ladder export --format jsonld` wrote, as the documents that it was made from."""

from __future__ import annotations

from pathlib import Path

import orjson
from pydantic import ValidationError

from graph.documents.document import Document
from loaders.errors import LoadError

LARGEST_FILE = 400_000_000  # bytes


def read_jsonld(path: Path) -> list[Document]:
    """The documents in a file. Raises LoadError for one that holds none."""
    hint = "Give a file that `ladder export --format jsonld` wrote."
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise LoadError(
                path.name,
                f"has {path.stat().st_size:,} bytes; at most {LARGEST_FILE:,} are read",
                suggestion="Split it into several files.",
            )
        content = orjson.loads(path.read_bytes())
        things = content["@graph"]
        said = [thing["properties"] for thing in things if thing.get("@type") == "ladder:Document"]
        documents = [Document.from_properties(properties["id"], properties) for properties in said]
    except OSError as error:
        raise LoadError(str(path), f"cannot be read ({error.strerror})", suggestion="Check the path.") from error
    except orjson.JSONDecodeError as error:
        raise LoadError(path.name, f"is no JSON: {error.msg}", error.lineno, suggestion=hint) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise LoadError(
            path.name, "is no ladder in JSON-LD: what an export holds is missing", suggestion=hint
        ) from error
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        raise LoadError(path.name, f"holds a document that does not fit: {fault['msg']}", None, place, hint) from error
    if not documents:
        raise LoadError(path.name, "holds no document of a ladder", suggestion=hint)
    return documents
