"""Headings before sections are made of them: lists that are headings, ranks of levels, and what headings are called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise

from loaders.mapped.sources.pieces import BOLD_DEPTH, Piece
from loaders.mapped.wording.labels import BRACKETS, GENDERS, PARTED, ROMAN, page_name, read_label
from loaders.mapped.wording.levels import between, is_shipped_level, levels_among, names_job
from loaders.mapped.wording.texts import SENTENCE, is_short, plain, size, tidy, words_in
from loaders.mapped.wording.words import shipped

MOST_ALIKE = 0.6  # share of headings of one form
NAME_WORDS, MEANING_WORDS = 4, 4  # most of a name, least of what it means
LEAST_ALIKE = 3  # headings that end alike
Paths = Sequence[Sequence[Piece]]  # the headings that lead to each section


def unbracket(paths: Paths) -> None:
    """Most headings of one rank that end with the same words in brackets, as "Junior Baker (what to expect)", are
    called by what stands before these, unless the words name a level or track.
    """
    ranks: dict[float, dict[str, Piece]] = defaultdict(dict)
    for piece in (piece for path in paths for piece in path):
        ranks[piece.depth][plain(piece.text)] = piece
    for headings in ranks.values():
        ends = {piece: tidy(found[1]) for piece in headings.values() if (found := BRACKETS.search(tidy(piece.text)))}
        end, count = Counter(ends.values()).most_common(1)[0] if ends else ("", 0)
        if count < max(2, MOST_ALIKE * len(headings)) or plain(end) in shipped().tracks:
            continue
        if not (GENDERS.search(f" {end}") or read_label(end).code or is_shipped_level(end)):
            for piece in (piece for piece, own in ends.items() if own == end):
                piece.short = BRACKETS.sub("", tidy(piece.text))


def unsuffix(pieces: Sequence[Piece]) -> None:
    """Headings of one rank that all name levels before the same words of pages, as "Senior Baker role requirements",
    are called by the levels.
    """
    ranks: dict[float, list[Piece]] = defaultdict(list)
    for piece in (piece for piece in pieces if piece.kind == "heading"):
        ranks[piece.depth].append(piece)
    for every in ranks.values():
        ended = [plain(piece.text).rpartition(" ")[2] for piece in every]
        most, count = Counter(ended).most_common(1)[0]
        headings = [piece for piece, end in zip(every, ended, strict=True) if end == most]
        if count < LEAST_ALIKE or 2 * count <= len(every):
            continue
        names = [page_name(piece.text, shipped()) for piece in headings]
        texts = [tidy(piece.text) for piece in headings]
        if not all(text.startswith(name) for text, name in zip(texts, names, strict=True)):
            continue
        ends = {text[len(name) :] for text, name in zip(texts, names, strict=True)}
        levels = levels_among(names, is_shipped_level, shipped())
        jobs = levels | {name for name in names if names_job(name, shipped())}
        counted = all(set(words_in(end)) <= shipped().steps for end in ends)  # "Senior Level"
        if len(ends) == 1 and not counted and jobs == set(names) and len(levels) > 1:
            for piece, name in zip(headings, names, strict=True):
                piece.short = name


def unexplain(paths: Paths) -> None:
    """Headings with what they mean, as "Ovens: how you keep them hot all night", are called by the name, where any of
    their rank returns or most of their rank are such.
    """
    ranks: dict[float, list[Piece]] = defaultdict(list)
    for piece in dict.fromkeys(piece for path in paths for piece in path):
        ranks[piece.depth].append(piece)
    for headings in ranks.values():
        explained = [piece for piece in headings if _is_explained(tidy(piece.text))]
        several = len(explained) >= LEAST_ALIKE and len(explained) >= MOST_ALIKE * len(headings)
        if several or len({plain(piece.text) for piece in explained}) < len(explained):
            for piece in explained:
                piece.short = tidy(piece.text).partition(": ")[0]


def _is_explained(heading: str) -> bool:
    name, _, meaning = heading.partition(": ")
    return size(name) <= NAME_WORDS and size(meaning) >= MEANING_WORDS and not is_shipped_level(name)


def call_by_titles(pieces: Sequence[Piece]) -> None:
    """Headings of one rank that have a house's own name before a job, as "Padawan – Baker" and "Jedi – Senior Baker",
    are called by the job.
    """
    ranks: dict[float, dict[Piece, list[str]]] = defaultdict(dict)
    counts = Counter(piece.depth for piece in pieces if piece.kind == "heading")
    for piece in (piece for piece in pieces if piece.kind == "heading"):
        if len(parts := PARTED.split(tidy(piece.text))) == 2:
            ranks[piece.depth][piece] = parts
    for depth, named in ranks.items():
        own = [name for name, _ in named.values() if is_short(name) and not _says_level_or_job(name)]
        titles = [title for _, title in named.values()]
        jobs = levels_among(titles, is_shipped_level, shipped()) | {t for t in titles if names_job(t, shipped())}
        if len(set(own)) == len(own) > len(named) / 2 and 2 < len(jobs) == len(named) >= counts[depth] / 2:
            for piece, (_, title) in named.items():
                piece.short = title


def _says_level_or_job(name: str) -> bool:
    """Whether a name has a level or a discipline in it."""
    return is_shipped_level(name) or bool(set(words_in(name)) & shipped().lists["disciplines"])


def shorten(paths: Paths) -> None:
    """Headings that repeat the heading above them, as "Senior Baker Duties" below "Senior Baker", are called by the
    rest, where that returns below another heading.
    """
    outers: dict[str, set[str]] = defaultdict(set)
    pairs = [pair for path in paths for pair in pairwise(path)]
    for outer, inner in pairs:
        outers[plain(_rest(outer, inner))].add(plain(outer.text))
    for outer, inner in pairs:
        rest = _rest(outer, inner)
        if rest and len(outers[plain(rest)]) > 1 and not is_shipped_level(rest) and rest.upper() not in ROMAN:
            inner.short = rest


def _rest(outer: Piece, inner: Piece) -> str:
    start, whole = tidy(outer.text), tidy(inner.text)
    return whole[len(start) :].strip(" :–—-") if whole.casefold().startswith(f"{start} ".casefold()) else ""


def are_ladders(pieces: list[Piece]) -> bool:
    """Whether the heading that opens a page is one of several of its rank that each have levels below them: none is
    the page's title.
    """
    headings = [piece for piece in pieces if piece.kind == "heading"]
    top = headings[0].depth if headings else 0
    levels = levels_among((piece.text for piece in headings if piece.depth > top), is_shipped_level, shipped())
    below: list[int] = []
    for piece in headings:
        if piece.depth == top:
            below.append(0)
        elif piece.depth > top:
            below[-1] += piece.text in levels
    return len(below) > 1 and below[0] > 1 and sum(count > 1 for count in below) > 1


def lower_strays(pieces: list[Piece]) -> None:
    """A heading that stands one rank too high by mistake gets the rank that it more often has on the page, where the
    headings behind it have that rank elsewhere too.
    """
    headings = [piece for piece in pieces if piece.kind == "heading" and piece.depth < BOLD_DEPTH]
    counts = Counter((piece.depth, plain(piece.text)) for piece in headings)
    for piece, following in pairwise(headings):
        own, below = plain(piece.text), piece.depth + 1
        strays = counts[piece.depth, own] < counts[below, own] > 1 and following.depth == below
        if strays and counts[below, plain(following.text)] > 1:
            piece.depth = below


def raise_levels(pieces: list[Piece]) -> None:
    """Where headings of one rank name levels and what stands under them, as bold lines do, levels rank above; not where
    the levels have headings of a lower rank below them, stand next to each other, or return ("Leading projects").
    """
    headings = [piece for piece in pieces if piece.kind == "heading"]
    parted = {id(piece) for piece, following in pairwise(headings) if following.depth > piece.depth}
    for depth in range(BOLD_DEPTH, 1, -1):
        like = [piece for piece in pieces if piece.kind == "heading" and piece.depth == depth]
        named = levels_among((piece.text for piece in like), is_shipped_level, shipped())
        levels = [piece for piece in like if piece.text in named]
        distinct = 2 * len({plain(piece.text) for piece in levels}) > len(levels)
        beside = {id(one) for one, other in pairwise(like) if {one.text, other.text} <= named}
        flat = 2 * len(beside | parted.intersection(map(id, levels))) < len(levels)
        if distinct and 2 <= len(levels) < 0.5 * len(like) and like[0].text in named and flat:
            for piece in levels:
                piece.depth = depth - 1


def raise_disciplines(pieces: Sequence[Piece]) -> None:
    """Where levels with codes and the names of disciplines are headings of one rank ("Bakers", "P1 - Baker", "Millers",
    "P1 - Miller"), the names rank above: each stands before a run of levels that begins again.
    """
    ranks: dict[float, list[Piece]] = defaultdict(list)
    for piece in (piece for piece in pieces if piece.kind == "heading"):
        ranks[piece.depth].append(piece)
    for headings in ranks.values():
        runs = [(coded, list(run)) for coded, run in groupby(headings, key=lambda piece: _code_of(piece) != "")]
        codes = [[_code_of(piece) for piece in run] for coded, run in runs if coded]
        again = len(codes) > 1 and len(set().union(*codes)) < sum(map(len, codes))
        once = all(len(set(run)) == len(run) for run in codes)
        before = [run[-1] for (coded, run), (follows, _) in pairwise(runs) if not coded and follows]
        if again and once and len(before) == len(codes) and not any(is_shipped_level(piece.text) for piece in before):
            for piece in before:
                piece.depth -= 0.5


def _code_of(piece: Piece) -> str:
    """The code of a level, of letters and a figure."""
    code = read_label(piece.text).code
    return code if any(map(str.isdigit, code)) else ""


def head_lines(pieces: list[Piece]) -> None:
    """Makes headings of lines that are no more than a level's name, where no heading names any: text without marks."""
    lines = _above_labels(pieces)
    if not levels_among((piece.text for piece in pieces if piece.kind == "heading"), is_shipped_level, shipped()):
        short = [piece for piece in pieces if piece.kind == "paragraph" and not piece.lines and is_short(piece.text)]
        short = [piece for piece in short if not piece.text.endswith(":")]
        named = _levels_of([piece.text for piece in short])
        lines += [piece for piece in short if len(named) > 1 and piece.text in named]
    for piece in (piece for piece in lines if piece.kind == "paragraph"):
        piece.kind, piece.depth = "heading", BOLD_DEPTH


def levels_in_bold(pieces: list[Piece]) -> set[str]:
    """The bold lines that name levels, or stand where levels do."""
    named = _levels_of([piece.text for piece in pieces if piece.kind == "heading" and piece.depth == BOLD_DEPTH])
    return named | {piece.text for piece in _above_labels(pieces)}


def _above_labels(pieces: list[Piece]) -> list[Piece]:
    """Bold lines, or lines without marks, each another, directly above labels of lists that return below several."""
    short = [(piece, below) for piece, below in pairwise(pieces) if not piece.lines and size(piece.text) <= NAME_WORDS]
    labels = Counter(plain(piece.text) for piece, below in short if piece.kind == "paragraph" and below.kind == "item")
    over = [
        piece
        for piece, below in short
        if (piece.kind == "paragraph" or (piece.kind == "heading" and piece.depth == BOLD_DEPTH))
        and not piece.text.endswith((":", "."))
        and below.kind == "paragraph"
        and labels[plain(below.text)] > 1
    ]
    names = {plain(piece.text) for piece in over}
    return over if len(names) == len(over) >= LEAST_ALIKE and names.isdisjoint(labels) else []


def _levels_of(lines: list[str]) -> set[str]:
    """Those of some lines that name levels; where most do, also those between them."""
    levels = levels_among(lines, is_shipped_level, shipped())
    return levels | between(lines, levels) if 2 * len(levels) >= len(set(lines)) else levels


def open_lists(pieces: list[Piece]) -> None:
    """Makes headings of a list's items that name levels, and of short ones in them that have items below: a page whose
    headings are written as a nested list.
    """
    for run in _lists(pieces):
        below = {id(piece): at + 1 < len(run) and run[at + 1].depth > piece.depth for at, piece in enumerate(run)}
        first = min(piece.depth for piece in run)
        tops = [piece for piece in run if piece.depth == first]
        inner = [piece for piece in run if piece.depth == first + 1]
        if _are_levels(tops, below):
            nested = sum(below[id(piece)] and is_short(piece.text) for piece in inner) > len(inner) / 2
        elif all(below[id(piece)] and is_short(piece.text) for piece in tops) and _are_levels(inner, below):
            nested = True  # levels below each competency
        else:
            continue
        for piece in run:
            if piece.depth == first or (nested and piece.depth == first + 1 and below[id(piece)]):
                piece.kind, piece.depth = "heading", BOLD_DEPTH + 1 + piece.depth
            else:
                piece.depth = max(piece.depth - first - 1 - nested, 0) + 1


def _are_levels(items: list[Piece], below: dict[int, bool]) -> bool:
    """Whether at least half of the items name levels and have items below."""
    names = {plain(piece.text) for piece in items}
    levels = levels_among((piece.text for piece in items if below[id(piece)]), is_shipped_level, shipped())
    return len(levels) > 1 and len({plain(level) for level in levels}) >= 0.5 * len(names)


def _lists(pieces: list[Piece]) -> list[list[Piece]]:
    """Runs of items."""
    runs = [list(run) for item, run in groupby(pieces, lambda piece: piece.kind == "item") if item]
    return [run for run in runs if len(run) > 2]


def part_lead_ins(pieces: list[Piece]) -> None:
    """Parts bold names from the sentences behind them, where they return and lists stand below some, or where all
    paragraphs are so: "**Scope** - Answers simple questions." is a heading and a text.
    """
    named = {
        at: name
        for at, piece in enumerate(pieces)
        if piece.kind == "paragraph" and (name := tidy(piece.bold)) and is_short(name) and size(name) <= NAME_WORDS + 2
    }
    alike = {at: tidy(piece.text) for at, piece in enumerate(pieces) if piece.depth == BOLD_DEPTH} | named
    listed = [name for at, name in alike.items() if at + 1 < len(pieces) and pieces[at + 1].kind == "item"]
    counts = Counter(plain(name) for name in alike.values())
    first = next((at for at, piece in enumerate(pieces) if piece.kind == "heading" and piece.depth > 1), len(pieces))
    paragraphs = [at for at, piece in enumerate(pieces) if piece.kind == "paragraph" and at > first]
    all_so = len(named) >= LEAST_ALIKE and all(at in named and named[at][-1:] != "?" for at in paragraphs)
    for at, name in reversed(named.items()) if any(all_so or counts[plain(name)] > 1 for name in listed) else ():
        piece = pieces[at]
        rest = piece.text.removeprefix(piece.bold).lstrip(" .:：–—-*").strip()
        if size(rest) >= SENTENCE and (all_so or counts[plain(name)] > 1):
            pieces.insert(at + 1, Piece("paragraph", rest, piece.line, lines=piece.lines))
            piece.kind, piece.depth, piece.text, piece.lines = "heading", BOLD_DEPTH, name.rstrip(" .:："), []
