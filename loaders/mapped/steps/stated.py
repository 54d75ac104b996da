"""Steps that documents state: records and lines that name the next role, and arrows of diagrams."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import PurePosixPath
from urllib.parse import unquote

from loaders.mapped.found import Link, Role
from loaders.mapped.records.names import name_in
from loaders.mapped.roles.roster import Roster
from loaders.mapped.sources.data.leaves import Leaf, records_in
from loaders.mapped.sources.grids import Cell
from loaders.mapped.sources.pieces import Piece, Source
from loaders.mapped.steps.routes import ARROW as SIGN
from loaders.mapped.steps.routes import forks, level_routes, name_in_text, routes
from loaders.mapped.wording.directions import direction
from loaders.mapped.wording.texts import is_short
from loaders.mapped.wording.words import Words, shipped

Find = Callable[[str], Role | None]
Step = tuple[Role, Role]
Said = tuple[Step, int, str]  # with the line and the words that say it
LINE = re.compile(r"^([^\W\d][^:：–—]{1,30}?)\s*(?:[:：]|\s[–—-])\s*(\S.*)$")  # "Next level - Senior Baker"
DIAGRAM = re.compile(r"^(?:flowchart|graph|stateDiagram(?:-v2)?)\s")  # of Mermaid
LINK = re.compile(r"\]\((.{1,200})\)$")  # where "[Senior Baker](senior.md)" leads
WORD = r"(?<![\w-])[\w-]{1,40}?"
NODE = rf"({WORD})(?:[\[({{]{{1,3}}[^\[\](){{}}]{{1,80}}[\])}}]{{1,3}})?"  # "B2[Senior Baker]", "B2"
NAMED_NODE = re.compile(r"(?<![\w-])([\w-]{1,40})[\[({]{1,3}\"?([^\[\](){}\"]{1,80})\"?[\])}]{1,3}")
ARROW = re.compile(
    rf"{NODE}\s{{0,5}}(?:-{{2,9}}|={{2,9}}|-\.{{1,9}}-)>\s{{0,5}}(?:\|[^|]{{0,80}}\|\s{{0,5}})?(?={NODE}(?![\w\[({{-]))"
)


def is_about_steps(piece: Piece) -> bool:
    """Whether a line or a diagram is about steps alone, and says nothing of a role."""
    if DIAGRAM.match(piece.text):
        return True
    return piece.kind in ("item", "paragraph") and direction(_said(piece)[0], shipped()) != 0


def stated_steps(sources: Sequence[Source], roster: Roster, order: Mapping[str, int], words: Words) -> list[Link]:
    """The steps in order, each once, and none that goes back; `order` is the place of each level."""
    found: dict[Step, Link] = {}
    owners = roster.owners()
    ids = _names_of_ids(sources, words)
    pages = {PurePosixPath(name).name: role for name, role in owners.items()}
    for source in sources:
        own = owners.get(source.name)
        find = roster.told_in(source.name)
        lines = _in_lines(source, find, own, words)
        facts = _in_facts(source, find, own, pages, words) if own else ()
        told = _in_texts(source, find, roster, order, words)
        for (lower, upper), line, said in (*_in_records(source, find, ids, words), *lines, *facts, *told):
            if lower is not upper and (upper, lower) not in found:
                found.setdefault((lower, upper), Link(lower, upper, source.name, line, said))
    return list(found.values())


def _in_texts(source: Source, find: Find, roster: Roster, order: Mapping[str, int], words: Words) -> Iterator[Said]:
    """Of routes drawn with arrows, and of sentences that tell where a ladder forks."""
    for part, text in _texts(source):
        drawn = (*routes(text, find), *level_routes(text, roster.on_level)) if SIGN.search(text) else ()
        for steps, said in ((drawn, text), *forks(text, roster.titled_in, roster.on_level, order, words)):
            for step in steps:
                part.used = part.used or ("step" if said == text else "")  # other sentences are told as unused
                yield step, part.line, said


def _own(source: Source) -> list[Piece]:
    """What a page says itself: its menus lead through the pages of a site, in whatever order these stand there."""
    return [piece for piece in source.pieces if not (piece.around or _leads_through_pages(piece))]


def _leads_through_pages(piece: Piece) -> bool:
    """Whether a piece is a link called "Next". A heading may be a link to itself."""
    return piece.linked and piece.kind != "heading" and direction(piece.text, shipped()) != 0


def _texts(source: Source) -> Iterator[tuple[Piece | Cell, str]]:
    for piece in _own(source):
        if piece.grid is not None:
            yield from ((cell, cell.label) for cell in (*piece.grid.above, *piece.grid.cells))
        elif not DIAGRAM.match(piece.text):
            yield piece, "\n".join((piece.text, *piece.lines))


def _in_records(source: Source, find: Find, names: Mapping[str, str], words: Words) -> Iterator[Said]:
    """Of `{from: Baker, to: Senior Baker}` and of `{name: Baker, next: Senior Baker}`; `names` are those of ids."""
    leaves = {leaf.path: leaf for leaf in source.data}
    for path, record in records_in(source.tree):
        if not any(direction(key, words) for key in record):
            continue
        ends: dict[int, list[tuple[Leaf, Role]]] = {-1: [], 0: [], 1: []}
        for key, value in record.items():
            way = direction(key, words)
            if way or words.is_one("name", key) or words.is_one("title", key):
                places = [(*path, key, at) for at in range(len(value))] if isinstance(value, list) else [(*path, key)]
                said = [leaves[place] for place in places if place in leaves]
                ends[way] += [
                    (leaf, role) for leaf in said if (role := find(leaf.text) or find(names.get(leaf.text, "")))
                ]
        own = ends[0][:1]
        for lower, upper in ((ends[-1] or own, ends[1]), (ends[-1], own if not ends[1] else [])):
            for (one, below), (other, above) in product(lower, upper):
                for leaf in (one, other):
                    leaf.used = leaf.used or "step"
                told = " → ".join(f"{leaf.key}: {leaf.text}" for leaf in (one, other))
                yield (below, above), other.line, told


def _names_of_ids(sources: Iterable[Source], words: Words) -> dict[str, str]:
    """The names of records by their ids, where no other has the same."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, record in (record for source in sources for record in records_in(source.tree)):
        name = name_in(record, words)
        for key, value in record.items():
            if isinstance(value, str) and value != name and words.is_one("id", key) and not direction(key, words):
                found[value].add(name)
    return {id: next(iter(names)) for id, names in found.items() if len(names) == 1}


def _said(piece: Piece) -> tuple[str, str]:
    match = LINE.match(piece.text)
    return (match[1], match[2]) if match and " " in match[1] and is_short(match[2]) else ("", "")


def _in_lines(source: Source, find: Find, own: Role | None, words: Words) -> Iterator[Said]:
    """Of diagrams, and of the lines of a page about one role ("Next level: Senior Baker", or below "Where next?"), or
    below the heading of one.
    """
    below = 0  # the way that the heading above tells
    depth, page = 7.0, own
    for piece in _own(source):
        if DIAGRAM.match(piece.text):
            steps = list(_of_diagram(piece.text, find))
            piece.used = piece.used or ("step" if steps else "")
            yield from ((step, piece.line, piece.text) for step in steps)
            continue
        if page is None and piece.kind == "heading" and ((role := find(piece.text)) or piece.depth <= depth):
            own, depth = role, piece.depth if role else depth
        if own is None:
            continue
        label, title = _said(piece)
        way = direction(label, words)
        other = find(title) if way else None
        if piece.kind == "heading" or (piece.kind == "paragraph" and direction(piece.text, words)):
            below = direction(piece.text, words)
        elif not way and below and piece.kind in ("item", "paragraph"):
            way, other = below, name_in_text(piece.text, find)
        if other:
            piece.used = piece.used or "step"
            yield ((own, other) if way > 0 else (other, own)), piece.line, piece.text


def _in_facts(source: Source, find: Find, own: Role, pages: Mapping[str, Role], words: Words) -> Iterator[Said]:
    """Of the facts of a page about one role: `next: Senior Baker`, or a link to that role's page (by file name)."""
    for piece in _own(source):
        way = direction(piece.bold, words) if piece.kind == "fact" else 0
        linked = LINK.search(piece.text) if way else None
        page = pages.get(PurePosixPath(unquote(linked[1])).name) if linked else None
        if way and (other := page or find(piece.text)):
            piece.used = piece.used or "step"
            yield ((own, other) if way > 0 else (other, own)), piece.line, f"{piece.bold}: {piece.text}"


def _of_diagram(text: str, find: Find) -> Iterator[Step]:
    names = dict(NAMED_NODE.findall(text))
    for start, end in ARROW.findall(text):
        lower, upper = (find(names.get(node, node)) or find(node) for node in (start, end))
        if lower and upper:
            yield lower, upper
