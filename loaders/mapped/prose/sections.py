"""A page as sections: what stands under each heading, entry by entry."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from loaders.mapped.prose.asked import lead_ins, stages_below
from loaders.mapped.prose.frames import name_headings, name_lead_ins
from loaders.mapped.prose.headings import (
    are_ladders,
    call_by_titles,
    head_lines,
    levels_in_bold,
    lower_strays,
    open_lists,
    part_lead_ins,
    raise_disciplines,
    raise_levels,
    shorten,
    unbracket,
    unexplain,
    unsuffix,
)
from loaders.mapped.prose.model import NAME_WORDS, Entry, Section, depth_of
from loaders.mapped.sources.headings import label_of
from loaders.mapped.sources.pieces import BOLD_DEPTH, Piece, Source
from loaders.mapped.steps.stated import is_about_steps
from loaders.mapped.wording.labels import read_label
from loaders.mapped.wording.levels import is_shipped_level
from loaders.mapped.wording.texts import JOINED, is_short, plain, size, tidy
from loaders.mapped.wording.words import shipped

LABELLED = re.compile(
    r"^(?P<name>[^\s.,;:：!?–—-][^.:：;!?]{1,60}?)(?:\s+[–—-]\s+|\s*:\s+|\s*：\s*)(?P<text>\S.*)$", re.DOTALL
)
KEY = re.compile(
    r"^(?:[^=\n]{0,12}:\s*)?\S{1,3} ?= ?[^=,;|]{2,60}(?:[,;|]\s*\S{1,3} ?= ?[^=,;|]{2,60})+$"
)  # "A = form, I = interview"
JOINED_LABEL = 7  # most words of a label in a script that parts none: "コミュニケーション"
LONG_NAME = 15  # most words of a bold line that returns
LEAST_TOLD = 6  # words of a paragraph that says something of a label above it
LEVEL_WORDS = 4  # most of what a line says that states a level
SHARE = re.compile(r"\W{0,4}\d{1,3}(?:\s?[–-]\s?\d{1,3})?\s?%")


def sections_of(source: Source) -> list[Section]:
    """The sections of a page in order. Menus are left out: blocks of links, and headings above them."""
    found = [Section([])]
    path: list[Piece] = []
    part_lead_ins(source.pieces)
    pieces = _without_menu(source)
    stages = stages_below(pieces)
    openings = lead_ins([piece for piece in pieces if piece not in stages])
    open_lists(pieces)
    lower_strays(pieces)
    call_by_titles(pieces)
    unsuffix(pieces)
    raise_disciplines(pieces)
    raise_levels(pieces)
    name_lead_ins(pieces)
    name_headings(pieces)
    head_lines(pieces)
    sentences = _opening_sentences(pieces)
    bold_levels = levels_in_bold(pieces)
    returning = _returning_labels(pieces)
    titles = set() if are_ladders(pieces) else {plain(source.title), _top_heading(pieces)}
    title: Piece | None = None
    for at, piece in enumerate(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if path and path[-1].of_column and piece.kind != "item":
            path.pop()
            found.append(Section(list(path)))
        if piece.kind in ("item", "paragraph") and _says_nothing(piece):
            continue
        if is_about_steps(piece):
            continue
        if piece in stages or piece in openings:
            found[-1].stage = stages.get(piece, found[-1].stage)
            found[-1].asides.append(piece)
            continue
        if piece not in sentences and (heading := _as_heading(piece, following, returning)):
            if piece.kind == "paragraph" and heading not in bold_levels and bold_levels.intersection(map(_text, path)):
                piece.depth = BOLD_DEPTH + 1
            depth = depth_of(piece)
            above = any(depth_of(outer) < depth for outer in path)
            first = title is None or depth <= depth_of(title)  # below it the same words are a part of the page
            opens = all(depth < depth_of(known.path[0]) for known in found[1:] if known.entries and known.path)
            if plain(heading) in titles and first and not above and opens:
                path, title = [], piece
                _put_before(found)
                piece.used = "title"
                continue
            path = [outer for outer in path if depth_of(outer) < depth] + [piece]
            found.append(Section(list(path)))
        elif piece.kind != "heading" and level_stated(piece):
            found[-1].levels.append(piece)
        elif piece.kind == "fact":
            found[-1].facts.append(piece)
        elif piece.kind == "table":
            found[-1].tables.append(piece)
        elif (
            piece.kind == "item"
            and piece.depth > 1
            and found[-1].entries
            and found[-1].entries[-1].piece.kind == "item"
        ):
            found[-1].entries[-1].below.append(piece)
        elif piece.kind in ("item", "paragraph") and piece.text:
            found[-1].entries.append(_entry(piece))
    for entry in (entry for section in found for entry in section.entries if entry.below and not entry.name):
        if is_short(tidy(entry.text)) and size(entry.text) <= NAME_WORDS:
            entry.name = tidy(entry.text)  # a label of the items below it
    _leave_out_empty(found)
    _leave_out_repeated(found)
    paths = [section.path for section in found]
    unbracket(paths)
    unexplain(paths)
    shorten(paths)
    return found


def _put_before(page: list[Section]) -> None:
    """Puts what stands above a page's title, such as a notice with a heading of its own, before all of its parts."""
    for section in page[1:]:
        page[0].asides += section.path
        page[0].entries += section.entries
    del page[1:]


def _says_nothing(piece: Piece) -> bool:
    """Whether a line only stands for words to come, or is the key to the marks of a table."""
    key = piece.kind == "paragraph" and not piece.lines and KEY.match(tidy(piece.text)) is not None
    return key or plain(piece.text) in shipped().lists["placeholder"]


def level_stated(piece: Piece) -> str:
    """The level that a fact or a short line names: "7" of "Grade: 7"."""
    label, value = (piece.bold, piece.text) if piece.kind == "fact" else _stated(piece)
    return value if label and shipped().is_one("level_facts", label) and not piece.lines else ""


def _stated(piece: Piece) -> tuple[str, str]:
    match = LABELLED.match(tidy(piece.text)) if is_short(piece.text) and piece.kind in ("item", "paragraph") else None
    return (tidy(match["name"]), tidy(match["text"])) if match and size(match["text"]) <= LEVEL_WORDS else ("", "")


def _leave_out_repeated(page: list[Section]) -> None:
    """Takes headings out of the paths that say the one above them again, and then the same on the whole page: "Baker -
    what we expect" below "Baker (K2)".
    """
    said: dict[Section, str] = {}
    for section in page:
        outer, inner = (["", "", *section.labels])[-2:]
        name = plain(read_label(outer).name)
        if name and plain(inner).startswith(f"{name} "):
            said[section] = plain(inner).removeprefix(name).strip()
    ends = Counter(said.values())
    for section in (section for section, end in said.items() if ends[end] == len(said) > 1):
        section.asides.append(section.path.pop())


def _leave_out_empty(page: list[Section]) -> None:
    """Leaves out names with nothing behind them ("- Ovens:"), which elsewhere on the page open items or lists: a level
    has no text about them.
    """
    names = {plain(entry.name) for section in page for entry in section.entries if entry.name}
    lines = {plain(label_of(piece)) for section in page for piece in section.path if depth_of(piece) >= BOLD_DEPTH}
    for section in page:
        section.entries = [
            entry
            for entry in section.entries
            if entry.name
            or entry.below
            or entry.piece.lines
            or plain(entry.text) not in (names if entry.piece.kind == "item" else names | lines)
        ]


def _top_heading(pieces: list[Piece]) -> str:
    """The heading that opens a page and stands above all others, however the page's facts call it."""
    headings = [piece for piece in pieces if piece.kind == "heading"]
    top = len(headings) > 1 and headings[0].depth == 1 and all(piece.depth > 1 for piece in headings[1:])
    return plain(headings[0].text) if top else ""


def _opening_sentences(pieces: list[Piece]) -> set[Piece]:
    """Sentences that open the list directly under a heading ("Examples could be:"), and stand on the page once."""
    counts = Counter(plain(piece.text) for piece in pieces)
    return {
        piece
        for above, piece in pairwise(pieces)
        if above.kind == "heading"
        and piece.kind == "paragraph"
        and not piece.bold
        and counts[plain(piece.text)] == 1
        and not is_shipped_level(above.text)
    }


def _returning_labels(pieces: list[Piece]) -> set[str]:
    """Lines of few words that stand above several lists, or each above several paragraphs: labels, whatever emphasis
    they have; those of what a job asks for ("Essential") part no competencies.
    """
    labels = [
        (plain(piece.text), below)
        for piece, below in pairwise(pieces)
        if piece.kind == "paragraph" and not piece.lines and _is_label(piece.text)
    ]
    above = {text for text, below in labels if below.kind == "item"} - {"", *shipped().headings}
    told = Counter(text for text, below in labels if below.kind == "paragraph" and size(below.text) >= LEAST_TOLD)
    frames = {text for text, count in told.items() if count > 2} - {"", *shipped().headings}
    returning = {text for text, count in Counter(text for text, _ in labels).items() if text in above and count > 1}
    bold = Counter(plain(piece.text) for piece in pieces if piece.kind == "heading" and piece.depth == BOLD_DEPTH)
    returning |= {text for text, count in bold.items() if count > 1}
    return returning | frames if len(frames) > 1 else returning


def _tells(piece: Piece | None) -> bool:
    return piece is not None and piece.kind == "paragraph" and size(piece.text) >= LEAST_TOLD


def _is_label(text: str) -> bool:
    return is_short(text) and size(text) <= NAME_WORDS - 2 and not text.rstrip().endswith((":", "?", ","))


def _text(piece: Piece) -> str:
    return piece.text


def _without_menu(source: Source) -> list[Piece]:
    """From the page's title on where a menu stands before it."""
    start = next(
        (
            at
            for at, piece in enumerate(source.pieces)
            if piece.kind == "heading" and plain(piece.text) == plain(source.title)
        ),
        0,
    )
    before = source.pieces[:start]
    links = sum(piece.linked and piece.kind != "heading" for piece in before)
    kept = source.pieces[start:] if links > len(before) // 3 else source.pieces
    return [piece for piece in kept if not (piece.linked and piece.kind != "heading") and not piece.around]


def _as_heading(piece: Piece, following: Piece | None, returning: set[str]) -> str:
    """A heading's words; a paragraph that is no more than a label of the list under it counts as one."""
    text = tidy(piece.text)
    if piece.kind == "heading":
        label = is_short(read_label(text).name) or (plain(text) in returning and is_short(text, LONG_NAME))
        sentence = piece.depth == BOLD_DEPTH and (not label or "\n" in piece.text)
        if sentence:
            piece.kind = "paragraph"
        return "" if sentence else text
    lists = following is not None and following.kind == "item"
    if piece.kind == "paragraph" and lists and piece.bold and is_short(tidy(piece.bold)) and size(text) <= 20:
        rest = tidy(text.removeprefix(tidy(piece.bold)))
        if not rest or size(rest) <= 14:
            piece.lines = [rest, *piece.lines] if rest else piece.lines
            piece.text = piece.bold
            return tidy(piece.bold)
    if piece.kind == "paragraph" and plain(text) in returning and (lists or _tells(following)):
        return text
    ends = piece.kind == "paragraph" and lists and text and piece.text.rstrip().endswith((":", "："))
    return text if ends and size(text) <= (JOINED_LABEL if JOINED.search(text) else 4) else ""


def _entry(piece: Piece) -> Entry:
    if SHARE.match(piece.text):
        return Entry(piece, piece.text)  # "70%: bakes", a share of the time
    bold = tidy(piece.bold).rstrip(".")
    if bold and size(bold) <= NAME_WORDS + 2 and len(piece.text) > len(piece.bold) + 2:
        return Entry(piece, piece.text, bold, tidy_start(piece.text[len(piece.bold) :]), True)
    if bold and piece.kind == "item" and size(bold) <= NAME_WORDS and piece.lines:
        return Entry(piece, piece.text, bold, "", True)
    if plain(bold) == plain(piece.text) != "":
        return Entry(piece, piece.text)  # "Level 2: Baker", whatever stands in it
    if (match := LABELLED.match(piece.text)) and size(match["name"]) <= NAME_WORDS:
        return Entry(piece, piece.text, tidy(match["name"]), match["text"].strip())
    return Entry(piece, piece.text)


def tidy_start(text: str) -> str:
    return text.lstrip(" .:：–—-*→➔➜=>»›").strip()
