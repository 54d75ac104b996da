"""Roles in YAML or JSON whose fields are those of job descriptions: one page, each role under a heading of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from loaders.mapped.sources.data.leaves import Leaf, Path
from loaders.mapped.sources.pieces import Piece, Source
from loaders.mapped.wording.directions import tells_steps
from loaders.mapped.wording.job_headings import OF_JOBS, kind_of
from loaders.mapped.wording.parts import part_of
from loaders.mapped.wording.texts import SENTENCE, is_short, size, tidy
from loaders.mapped.wording.words import Words, shipped, spaced

Profile = tuple[Path, dict[str, Any]]


def profiles_in(tree: Any, leaves: Sequence[Leaf], name: str) -> Source | None:
    """The page of the roles that a document lists; None where it holds something else."""
    held = _roles(tree, shipped())
    if not held:
        return None
    titles = {said: _title(role, shipped()) for path, role in held for said in _ids(path, role, shipped())}
    own: dict[Path, list[Leaf]] = {path: [] for path, _ in held}
    length = len(held[0][0])
    for leaf in leaves:
        if leaf.path[:length] in own:
            own[leaf.path[:length]].append(leaf)
    pieces = [piece for path, role in held for piece in _pieces(path, role, own[path], titles, shipped())]
    for leaf in (leaf for mine in own.values() for leaf in mine):
        leaf.used = "text"  # the pieces tell what becomes of it
    return Source(name, "data", pieces, _title(held[0][1], shipped()) if len(held) == 1 else "", data=list(leaves))


def _roles(tree: Any, words: Words) -> list[Profile]:
    """The roles of the first place that holds nothing else: the document, its list, or those under one of its keys."""
    inside = list(tree.items()) if isinstance(tree, dict) else []
    for path, held in [((), tree), *(((key,), value) for key, value in inside)]:
        parts: list[tuple[Path, Any]] = []
        if isinstance(held, list):
            parts = [((*path, at), part) for at, part in enumerate(held)]
        elif isinstance(held, dict):
            parts = [((*path, key), part) for key, part in held.items()]
            parts = [(path, held)] if _is_profile(held, words) else parts
        if parts and all(_is_profile(part, words) for _, part in parts):
            return parts
    return []


def _is_profile(part: Any, words: Words) -> bool:
    """Whether a record has a title and texts, of which most stand under headings of job descriptions; what it says of
    skills one by one is a framework's.
    """
    if not isinstance(part, dict) or not _title(part, words):
        return False
    texts = [key for key, value in part.items() if _says(key, value, words)]
    kinds = [kind_of(spaced(key), words) for key in texts]
    of_jobs = set(kinds) & set(OF_JOBS)
    known = sum(bool(kind or part_of(spaced(key), words)) for kind, key in zip(kinds, texts, strict=True))
    plain_values = all(_is_plain(value) for value in part.values())
    return plain_values and ("responsibilities" in of_jobs or len(of_jobs) > 1) and 2 * known > len(texts)


def _says(key: str, value: Any, words: Words) -> bool:
    if isinstance(value, str):
        return size(value) >= SENTENCE and not words.is_one("title", key) and not words.is_one("name", key)
    return bool(value)


def _is_plain(value: Any) -> bool:
    """Whether a value is a text, several, or several under names."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    nested = isinstance(value, dict)
    return all(
        isinstance(part, str) or (nested and isinstance(part, list) and all(isinstance(text, str) for text in part))
        for part in parts
    )


def _title(role: dict[str, Any], words: Words) -> str:
    for kind in ("title", "name"):
        called = [
            value
            for key, value in role.items()
            if isinstance(value, str) and words.is_one(kind, key) and is_short(value)
        ]
        if called:
            return tidy(called[0])
    return ""


def _ids(path: Path, role: dict[str, Any], words: Words) -> Iterator[str]:
    yield from (value for key, value in role.items() if isinstance(value, str) and words.is_one("id", key))
    if path and isinstance(path[-1], str):
        yield path[-1]


def _pieces(
    path: Path, role: dict[str, Any], leaves: Sequence[Leaf], titles: dict[str, str], words: Words
) -> Iterator[Piece]:
    yield Piece("heading", _title(role, words), leaves[0].line, 1)
    keys = {leaf: str(leaf.path[len(path)]) for leaf in leaves if leaf.text != _title(role, words)}
    told = [leaf for leaf, key in keys.items() if not words.is_one("id", key)]
    facts = [leaf for leaf in told if len(leaf.path) == len(path) + 1 and _is_fact(leaf, words)]
    for leaf in facts:
        yield Piece("paragraph", f"{_label(leaf.key)}: {titles.get(leaf.text, leaf.text)}", leaf.line)
    heading = ""
    for leaf in (leaf for leaf in told if leaf not in facts):
        if keys[leaf] != heading:
            heading = keys[leaf]
            yield Piece("heading", _label(heading), leaf.line, 2)
        inner = [part for part in leaf.path[len(path) + 1 :] if isinstance(part, str)]
        text = titles.get(leaf.text, tidy(leaf.text))
        name = _label(inner[0]) if inner else ""
        yield Piece("item", f"{name}: {text}" if name else text, leaf.line, bold=name)


def _is_fact(leaf: Leaf, words: Words) -> bool:
    return not (_says(leaf.key, leaf.text, words) or tells_steps(spaced(leaf.key), words))


def _label(key: str) -> str:
    said = spaced(key)
    return f"{said[:1].upper()}{said[1:]}"
