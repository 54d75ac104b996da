"""Lines below the name of a skill that are no text about it: how far a role is in it, and what opens the list."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from loaders.mapped.sources.pieces import Piece
from loaders.mapped.wording.levels import is_shipped_level
from loaders.mapped.wording.texts import is_short, plain, size, tidy
from loaders.mapped.wording.words import shipped

STAGE = re.compile(r"^(?P<label>[^\W\d][^:：]{1,30}?)\s*[:：]\s*(?P<stage>[^\W_][^:：.;]{0,30})$")
LEAST = 3  # times that a line stands on a page
LEAD_WORDS = 4  # most of what opens a list everywhere


def stages_below(pieces: Sequence[Piece]) -> dict[Piece, str]:
    """Lines such as "Level: Working" with the stage that they name, each directly below a heading that is no level; the
    stages are fewer than the lines, where the grades of roles differ from one to the next.
    """
    found: dict[str, dict[Piece, str]] = defaultdict(dict)
    for above, piece in pairwise(pieces):
        text = f"{piece.bold}: {piece.text}" if piece.kind == "fact" else tidy(piece.text)
        if above.kind == "heading" and not piece.lines and (match := STAGE.match(text)):
            says = any(shipped().is_one(kind, match["label"]) for kind in ("stages", "level_facts"))
            if says and is_short(match["stage"]) and not is_shipped_level(above.text):
                found[plain(match["label"])][piece] = tidy(match["stage"])
    fits = (own for own in found.values() if LEAST <= len(own) > len(set(own.values())))
    return {piece: stage for own in fits for piece, stage in own.items()}


def lead_ins(pieces: Sequence[Piece]) -> set[Piece]:
    """Short lines that open the only list below each of several headings, always the same: "You can:"."""
    alone: dict[str, list[Piece]] = defaultdict(list)
    times: Counter[str] = Counter()
    for section in _sections(pieces):
        openings = [piece for piece, below in pairwise(section) if below.kind == "item" and _opens(piece)]
        times.update(plain(piece.text) for piece in openings)
        if len(openings) == 1 and openings[0] is section[1] and section[0].kind == "heading":
            alone[plain(openings[0].text)].append(openings[0])
    return {piece for text, own in alone.items() if LEAST <= len(own) == times[text] for piece in own}


def _sections(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Each heading with what stands below it, up to the next."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.kind == "heading":
            found.append([])
        found[-1].append(piece)
    return found


def _opens(piece: Piece) -> bool:
    short = piece.kind == "paragraph" and not piece.lines and size(piece.text) <= LEAD_WORDS
    return short and piece.text.rstrip().endswith((":", "：", "...", "…"))
