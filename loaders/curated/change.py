"""Changing a data folder's own vocabulary: one entry at a time, comments and order of the file kept."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, MutableSequence
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from graph.documents.document import Vocabulary
from graph.documents.spelling import slug
from loaders.curated.read import read_yaml
from loaders.errors import LoadError

FILE = Path("vocabulary") / "accepted.yaml"
_HEAD = (
    "# yaml-language-server: $schema=../vocabulary.schema.json\n# Names that keepers accepted, merged or split "
    "with `ladder vocabulary`. Edit at will.\n"
)


def add_to_term(home: Path, kind: str, name: str, *, id: str | None = None, **lists: str) -> Path:
    """Adds a word to lists of a term (`aliases`, `not_aliases`, `replaces`), making file and term when they are
    missing.

    `kind` is a list of the vocabulary (`skills`). Returns the file. Raises LoadError for a file that cannot be read or
    written.
    """
    path = home / FILE
    try:
        result = with_term(
            path.read_text(encoding="utf-8") if path.exists() else None, kind, name, id=id, said=None, **lists
        )
        read_yaml(result.encode(), "check", FILE.as_posix())  # what is written can be loaded
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(result, encoding="utf-8")
    except (OSError, YAMLError, AttributeError) as error:
        raise LoadError(
            str(path), f"cannot be changed ({error})", suggestion="Correct the file, or remove it, and try again."
        ) from error
    return path


def with_term(
    text: str | None,
    kind: str,
    name: str,
    *,
    id: str | None = None,
    said: Mapping[str, Any] | None = None,
    **lists: str,
) -> str:
    """The text of the file (None: there is none yet) with words added to lists of a term; `said` is what a new one
    says besides.
    """
    yaml = YAML()
    yaml.width = 140
    content = yaml.load(text or _HEAD) or {}
    term = _term(content, kind, name, id, said or {})
    for key, word in lists.items():
        words: MutableSequence[str] = term.setdefault(key, [])
        if word not in words:
            words.append(word)
    written = StringIO()
    yaml.dump(content, written)
    return written.getvalue() if text is not None else _HEAD + written.getvalue()


def _term(
    content: MutableMapping[str, Any], kind: str, name: str, id: str | None, said: Mapping[str, Any]
) -> MutableMapping[str, Any]:
    assert kind in Vocabulary.model_fields
    terms: MutableSequence[MutableMapping[str, Any]] = content.setdefault(kind, [])
    for term in terms:
        if slug(term["name"]) == slug(name):
            return term
    new: dict[str, Any] = {"id": id, "name": name} if id and id != slug(name) else {"name": name}
    terms.append({**new, **said})
    return terms[-1]
