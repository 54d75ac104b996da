"""What a reading leaves over: words beside the names of competencies, and those that became nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from loaders.mapped.found import Link, Text
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.texts import plain, tidy


def beside_names(source: Source, names: set[str]) -> Iterator[Text]:
    """What a cell that names a competency says of it in more lines, or behind a colon."""
    for cell in (cell for piece in source.tables if piece.grid for cell in piece.grid.cells):
        if cell.used != "competency" or plain(cell.label) in names:
            continue
        first, name = tidy(cell.lines[0]) if cell.lines else "", cell.label.partition(": ")[0]
        if len(cell.lines) > 1 and plain(first) in names:
            yield Text("", first, cell.lines[1:], source.name, cell.line, field="description")
        elif plain(name) in names:
            yield Text("", name, [cell.label.partition(": ")[2]], source.name, cell.line, field="description")


def unused(source: Source) -> Iterator[tuple[str, int, str]]:
    """The words of a document that became nothing, with their lines."""
    for piece in source.pieces:
        if piece.grid is not None:
            yield from ((source.name, cell.line, cell.label) for cell in piece.grid.cells if not cell.used)
        elif not piece.used:
            yield (
                source.name,
                piece.line,
                " ".join([*([f"{piece.bold}:"] if piece.kind == "fact" else []), piece.text, *piece.lines]),
            )
        elif piece.kind == "paragraph" and piece.used == "heading" and piece.lines:
            yield source.name, piece.line, " ".join(piece.lines)  # what a label in bold says of itself
    yield from (
        (source.name, leaf.line, f"{leaf.key}: {' '.join(leaf.text.split())}")
        for leaf in (*source.data, *source.translations)
        if not leaf.used
    )


def without_steps(places: Iterable[tuple[str, int, str]], steps: Iterable[Link]) -> Iterator[tuple[str, int, str]]:
    """The places without the sentences that say a step; those beside them are left."""
    said: dict[tuple[str, int], list[str]] = defaultdict(list)
    for link in steps:
        said[link.document, link.line].append(link.words)
    for document, line, words in places:
        for sentence in said[document, line]:
            words = " ".join(words.replace(sentence, " ").split())
        if plain(words):
            yield document, line, words


def is_left_out(source: Source) -> bool:
    """Whether no word of a document became anything but its title."""
    cells = (cell for piece in source.tables if piece.grid for cell in piece.grid.cells)
    said = any(piece.used not in ("", "title", "heading") for piece in source.pieces)
    return not said and not any(cell.used for cell in cells) and not any(leaf.used for leaf in source.data)
