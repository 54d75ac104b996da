"""HTML as pieces: also what Markdown and DOCX become first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.blueprints.blocks import is_struck
from loaders.blueprints.markup import read_markup
from loaders.mapped.sources.forms import unfilled
from loaders.mapped.sources.job_tables import opened
from loaders.mapped.sources.markup.blocks import is_fact, pieces_of
from loaders.mapped.sources.markup.scaffolding import without_scaffolding
from loaders.mapped.sources.markup.spaces import part_space
from loaders.mapped.sources.markup.summaries import place_summaries
from loaders.mapped.sources.markup.tabs import opened_tabs
from loaders.mapped.sources.pieces import BOLD_DEPTH, Piece, Source
from loaders.mapped.sources.stating import badges_as_facts, stating_grades
from loaders.mapped.wording.levels import is_shipped_level, levels_among
from loaders.mapped.wording.parts import is_fact_of_roles
from loaders.mapped.wording.texts import tidy
from loaders.mapped.wording.words import shipped

COMPONENT = re.compile(r"^\s*<template\b[^>]*>(.*)</template>", re.DOTALL)  # a page as part of a Vue site
EDIT = re.compile(r"<span[^<>]*\bmw-editsection\b[^<>]*>.{0,900}?(?=</(?:h[1-6]|div)>)", re.DOTALL)  # of MediaWiki
COMMENT = re.compile(r"<!--(?!line \d+-->).*?-->", re.DOTALL)
FACTS = re.compile(  # a label each line
    r"(<p>(?:<!--line \d+-->)?)"
    r"((?:[^<>\n:]{2,40}:[ \t][^<>\n]+(?:<br ?/?>)?\n){2,}[^<>\n:]{2,40}:[ \t][^<>\n]+)(?=</p>)"
)
FOOTER = re.compile(
    r"<hr ?/?>((?:<!--line \d+-->|</?(?:p|em|strong|br ?/?|a(?: [^<>]*)?)>|[^<]){1,900})\Z"
)  # below the last rule
LINE_BREAK = re.compile(r"(?:<br ?/?>)?\n")
BREAK = re.compile(  # a line break before a label, bold or not, with a colon
    r"(<br ?/?>\s*|\n)(?=(?P<bold><(?:strong|b)>)?([^<>\n:：]{2,30})(?:</(?:strong|b)>)?(?::(?:</(?:strong|b)>)?\s|：))"
)


def read_page(html: str, name: str, format: str) -> Source:
    if format == "html" and (match := COMPONENT.match(html)):
        html = "\n" * html.count("\n", 0, match.start(1)) + match[1]
    html = EDIT.sub(lines_of, COMMENT.sub(lines_of, html))
    if format == "html":
        html = opened_tabs(without_scaffolding(html))
    else:
        html = FACTS.sub(lambda match: match[1] + LINE_BREAK.sub("</p><p>\n", match[2]), html)
        html = FOOTER.sub(r"<footer>\1</footer>", html)
    html = BREAK.sub(lambda match: _parted(match, breaks=format != "html"), html)
    blocks, title = read_markup(html, name)
    pieces, stated = unfilled(list(_without_struck(pieces_of(blocks))))
    place_summaries(pieces)
    part_space(pieces, html)
    pieces = badges_as_facts(list(opened(pieces)))
    return Source(name, format, pieces, stated or _title(pieces) or title)


def lines_of(match: re.Match[str]) -> str:
    """As many empty lines as what was found has, so that what follows keeps its line."""
    return "\n" * match[0].count("\n")


def _parted(match: re.Match[str], *, breaks: bool) -> str:
    """A label's line as a paragraph of its own; in HTML a line's end alone `breaks` nothing."""
    placed = is_fact(match[3]) or is_fact_of_roles(match[3], shipped())
    apart = (match["bold"] or placed) and (breaks or match[1].startswith("<"))
    return f"{match[1]}</p><p>" if apart else match[1]


def _without_struck(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces of which nothing reads what stands below a struck-out heading."""
    struck = 0.0
    for piece in pieces:
        if piece.kind == "heading" and (not struck or piece.depth <= struck):
            struck = piece.depth if is_struck(piece.text) else 0.0
        if struck and piece.grid is not None:
            yield from (Piece("paragraph", cell.label, cell.line, around=True) for cell in piece.grid.cells)
        else:
            yield replace(piece, around=True) if struck else piece


def _opens_menu(following: list[Piece]) -> bool:
    """Whether lines of links follow; one alone may lead back to the page above."""
    links = [piece for piece in following if piece.linked and piece.kind != "heading"]
    return following[:1] == links[:1] != [] and (links[0].kind == "item" or len(links) > 1)


def _title(pieces: list[Piece]) -> str:
    """The first heading of the first rank, but for those of menus, which have lines of links under them; else a bold
    line or the only heading of its rank that the document begins with.
    """
    headings = [
        piece
        for at, piece in enumerate(pieces)
        if piece.kind == "heading" and not piece.around and not _opens_menu(pieces[at + 1 : at + 3])
    ]
    first = next((piece for piece in headings if piece.depth == 1), None)
    opens = pieces[0] if pieces and pieces[0].kind == "heading" and first in (pieces[0], None) else first
    if opens is not None:
        like = [piece.text for piece in headings if piece.depth == opens.depth]
        levels = levels_among(like, is_shipped_level, shipped())
        if (len(levels) > 1 and opens.text in levels) or opens in stating_grades(pieces):
            return ""  # the first of several levels or jobs
        first = opens if first or len(like) == 1 or opens.depth == BOLD_DEPTH else None
    return tidy(first.text) if first else ""
