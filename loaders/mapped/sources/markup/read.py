"""Markdown, HTML and DOCX as pieces: all of them by way of the HTML reader of blueprints."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import takewhile
from typing import Any

import yaml

from loaders.blueprints.blocks import Block, is_struck
from loaders.blueprints.markup import read_markup
from loaders.converting import markdown_to_html, without_front_matter
from loaders.mapped.sources.data.leaves import Leaf, leaves_of
from loaders.mapped.sources.forms import unfilled
from loaders.mapped.sources.grids import Cell, Grid, grid_of
from loaders.mapped.sources.job_tables import opened
from loaders.mapped.sources.markup.imprint import is_imprint
from loaders.mapped.sources.markup.scaffolding import without_scaffolding
from loaders.mapped.sources.markup.spaces import part_space
from loaders.mapped.sources.markup.summaries import place_summaries
from loaders.mapped.sources.markup.tabs import opened_tabs
from loaders.mapped.sources.markup.toggles import opened_toggles
from loaders.mapped.sources.pieces import BOLD_DEPTH, Piece, Source
from loaders.mapped.sources.stating import stating_grades
from loaders.mapped.sources.unfolded import unfolded
from loaders.mapped.wording.levels import is_shipped_level, levels_among
from loaders.mapped.wording.parts import is_fact_of_roles
from loaders.mapped.wording.texts import SENTENCE, is_short, plain, size, tidy
from loaders.mapped.wording.words import shipped

TAB = re.compile(r"^( *)===[!+]? \"(?P<title>[^\"\n]+)\"[ \t]*\n(?P<text>(?:\1 {4}.*\n?|[ \t]*\n)*)", re.MULTILINE)
MOST_DEFINED = 60  # terms and what they mean that stand before or behind one
TICK = re.compile(r"^\[[ xX]?\]\s+")  # the box of a task: "- [ ] Kneads alone"
FACT = re.compile(r"^([^\W\d][^:：.]{1,30})(?::\s+|：\s*)(\S.{0,60})$")
FACTS_APART = re.compile(r"\s+[·•|｜]\s+|\s*｜\s*")
ADDRESS = re.compile(r"^(?:[^:：]{1,40}[:：]\s*)?(?:<?https?://\S+\s*)+$")  # "Source: https://…", and nothing more
COMPONENT = re.compile(r"^\s*<template\b[^>]*>(.*)</template>", re.DOTALL)  # a page as part of a Vue site
EDIT = re.compile(r"<span[^<>]*\bmw-editsection\b[^<>]*>.{0,900}?(?=</(?:h[1-6]|div)>)", re.DOTALL)  # of MediaWiki
COMMENT = re.compile(r"<!--(?!line \d+-->).*?-->", re.DOTALL)
WEIGHTS = ("weight", "order", "nav_order", "sidebar_position", "sort")  # a page's place, as site generators call it
TABLE = re.compile(r"(?:^(?:\|.*|[^|\s][^|\n]*\|[ \t]*)(?:\n|$))+", re.MULTILINE)
BROKEN_ROW = re.compile(r"^(\|.*[^|\s])[ \t]*\n(?=[^|\s][^|\n]*\|[ \t]*$)", re.MULTILINE)
RULE = re.compile(r"^\|(?=[ \t|:]*-)[ \t|:-]+$", re.MULTILINE)  # below a table's head
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
WIDE = re.compile(r"\*\*([^*\n]+[：、，。）])\*\*(?=[^\s*])")  # Markdown leaves it open


def _without_tab(tab: re.Match[str]) -> str:
    """A content tab of MkDocs as a bold line with its text below, on the same lines."""
    text = re.sub(rf"^{tab[1]} {{4}}", tab[1], tab["text"], flags=re.MULTILINE)
    return f"{tab[1]}**{tidy(tab['title'])}**\n{text}"


def read_markdown(text: str, name: str) -> Source:
    facts: dict[str, Any] = {}
    tree, leaves = None, list[Leaf]()
    toml = text.startswith("+++")
    front, text = without_front_matter(text)
    if front:
        facts = _facts_in(front, toml=toml)
        if not toml and any(
            isinstance(value, list) and any(isinstance(item, dict) for item in value) for value in facts.values()
        ):
            with suppress(yaml.YAMLError, ValueError):
                tree, leaves = leaves_of(yaml.compose(front, Loader=yaml.CSafeLoader))
            for leaf in leaves:
                leaf.line += 1
    text = opened_toggles(TAB.sub(_without_tab, WIDE.sub(r"**\1** ", text)))
    source = read_page(markdown_to_html(TABLE.sub(_with_whole_rows, text)), name, "markdown")
    told = [
        Piece("fact", tidy(str(value)), 1, bold=str(key))
        for key, said in facts.items()
        for value in (said if isinstance(said, list) else [said])
        if isinstance(value, (str, int, float)) and str(value).strip()
    ]
    source.pieces = told + source.pieces if tree is None else source.pieces
    source.tree, source.data = tree, leaves
    lower = {str(key).casefold(): value for key, value in facts.items()}
    weight = next((lower[key] for key in WEIGHTS if key in lower), None)
    source.weight = float(weight) if isinstance(weight, (int, float)) else None
    title = lower.get("title")
    if isinstance(title, str) and title.strip() and "{" not in title:
        source.title = _without_unit(tidy(title))
    elif sum(piece.kind == "heading" and piece.depth == 1 for piece in source.pieces) != 1:
        named = lower.get("name")
        called = tidy(named) if isinstance(named, str) and is_short(named) else ""
        source.title = _role_of(facts) or called or source.title or _stated(source)  # no heading is above all others
    return source


def _without_unit(title: str) -> str:
    """A title without the part of the company before it: "Development Department: Bakers"."""
    unit, _, rest = title.partition(": ")
    return rest.strip() or title if plain(unit).rpartition(" ")[2] in shipped().lists["units"] else title


def _facts_in(front: str, *, toml: bool) -> dict[str, Any]:
    """What front matter says in YAML or TOML, with what stands one deeper ("[params] level"); nothing where broken."""
    try:
        said = tomllib.loads(front) if toml else yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError):
        said = None
    facts = said if isinstance(said, dict) else {}
    for inner in [value for value in facts.values() if isinstance(value, dict)]:
        facts = inner | facts
    return facts


def _with_whole_rows(table: re.Match[str]) -> str:
    """A table without line breaks in its rows, which would be rows of their own, and as many lines long as before; none
    of the cells of its rule is empty, with which it would be no table.
    """
    whole, breaks = BROKEN_ROW.subn(r"\1 ", table[0])
    whole = RULE.sub(lambda rule: re.sub(r"\|[ \t]*(?=\|)", "", rule[0]), whole)
    return whole + "\n" * breaks


def lines_of(match: re.Match[str]) -> str:
    """As many empty lines as what was found has, so that what follows keeps its line."""
    return "\n" * match[0].count("\n")


def _role_of(facts: dict[str, Any]) -> str:
    """The title that a fact of the front matter gives: `position: Baker`, `roles: Head Baker`."""
    return next(_titled((key, tidy(value)) for key, value in facts.items() if isinstance(value, str)), "")


def _stated(source: Source) -> str:
    """The title that a line before the first heading gives: "Job title: Baker"; where a later line gives the one that
    the file is called by, that one, since the first was left from another job.
    """
    above = takewhile(lambda piece: piece.kind != "heading", source.pieces)
    first = next(_titled((piece.bold, piece.text) for piece in above if piece.kind == "fact"), "")
    said = _titled((piece.bold, piece.text) for piece in source.pieces if piece.kind == "fact")
    return next((title for title in said if first and plain(title) == plain(source.called)), first)


def _titled(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The values whose label is a word for titles, in singular or plural."""
    is_one = shipped().is_one
    named = (value for label, value in facts if is_one("title", label) or is_one("title", label.removesuffix("s")))
    return filter(None, named)


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
    pieces, stated = unfilled(list(_without_struck(_pieces(blocks))))
    place_summaries(pieces)
    part_space(pieces, html)
    pieces = list(opened(pieces))
    return Source(name, format, pieces, stated or _title(pieces) or title)


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


def _pieces(blocks: list[Block]) -> Iterator[Piece]:
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.kind == "row":
            end = at
            while end < len(blocks) and blocks[end].kind == "row" and blocks[end].table == block.table:
                end += 1
            banners = _banners(blocks[at:end])
            for row in blocks[at : at + banners]:
                heading = row is block and is_short(row.cell_lines[0][0])
                yield Piece(
                    "heading" if heading else "paragraph", tidy(" ".join(row.cell_lines[0])), row.line, BOLD_DEPTH
                )
            yield Piece("table", "", blocks[at + banners].line, grid=_grid(blocks[at + banners : end]))
            at = end
            continue
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.tag == "dt" and following is not None and following.tag == "dd":
            end = next((behind for behind in range(at + 1, len(blocks)) if blocks[behind].tag != "dd"), len(blocks))
            yield _definition(block, blocks[at + 1 : end], placed=_places_role(blocks, at))
            at = end
            continue
        yield from _facts_of_line(block) or [_piece(block)]
        at += 1


def _facts_of_line(block: Block) -> list[Piece]:
    """The facts of a line that holds several: "Level: S1 · Track: Specialist"."""
    parts = FACTS_APART.split(block.text) if block.kind == "paragraph" and not block.lines else []
    facts = [match for part in parts if (match := FACT.match(part.strip()))]
    if len(facts) < max(len(parts), 2) or not any(is_fact(match[1]) for match in facts):
        return []
    return [Piece("fact", tidy(match[2]), block.line, bold=tidy(match[1])) for match in facts]


def _banners(rows: list[Block]) -> int:
    """How many rows above a table's head are one cell, merged over all columns: what the table is called."""
    wide = max(sum(across for _, across in row.spans) for row in rows)
    ones = takewhile(lambda row: len(row.cell_lines) == 1 and row.spans[0][1] == wide > 1 and row.cell_lines[0], rows)
    count = len(list(ones))
    return count if len(rows) - count > 2 else 0


def _places_role(blocks: list[Block], at: int) -> bool:
    """Whether the list of definitions around a term has one that places the role: "Grade" beside "Duty station"."""
    before, behind = blocks[max(at - MOST_DEFINED, 0) : at], blocks[at : at + MOST_DEFINED]
    around = [*takewhile(_is_defined, reversed(before)), *takewhile(_is_defined, behind)]
    return any(block.tag == "dt" and is_fact(tidy(block.text)) for block in around)


def _is_defined(block: Block) -> bool:
    return block.tag in ("dt", "dd")


def _definition(term: Block, said: list[Block], *, placed: bool) -> Piece:
    """What a list of definitions says of a term: a fact of the role, or an item that opens with its name. What few
    words say in a list that `placed` the role is a fact too.
    """
    name, lines = (
        tidy(term.text),
        [line for block in said for line in (block.text, *(line.text for line in block.lines))],
    )
    if (is_fact(name) and is_short(lines[0])) or (placed and len(lines) == 1 and size(lines[0]) < SENTENCE):
        return Piece("fact", tidy(lines[0]), said[0].line, bold=name, lines=lines[1:])
    linked = all(block.linked for block in said)
    return Piece("item", f"{name}: {lines[0]}", term.line, bold=name, linked=linked, lines=lines[1:])


def _piece(block: Block) -> Piece:
    lines = [line.text for line in block.lines]
    if block.kind in ("heading", "section"):
        depth = int(block.tag[1]) if block.tag[:1] == "h" and block.tag[1:].isdigit() else BOLD_DEPTH
        depth = -block.depth if block.tag == "summary" else depth
        text = block.text if depth == BOLD_DEPTH else tidy(block.text) or block.text
        return Piece("heading", text, block.line, depth, linked=block.linked, lines=lines, around=block.around)
    if block.kind == "item":
        text = TICK.sub("", block.text)
        return Piece("item", text, block.line, block.depth, block.bold, block.linked, lines, around=block.around)
    if (match := FACT.match(block.text)) and not lines and is_fact(match[1]) and is_short(match[2]):
        return Piece("fact", tidy(match[2]), block.line, bold=tidy(match[1]))
    around = block.around or is_imprint(block.text)
    linked = block.linked or (not lines and bool(ADDRESS.match(block.text)))
    return Piece("paragraph", block.text, block.line, 1, block.bold, linked, lines, around=around)


def _title(pieces: list[Piece]) -> str:
    """The first heading of the first rank, but for those of menus, which have lines of links under them; else a bold
    line or the only heading of its rank that the document begins with.
    """
    opened = {at for at, piece in enumerate(pieces) if piece.linked and piece.kind != "heading"}
    headings = [
        piece
        for at, piece in enumerate(pieces)
        if piece.kind == "heading" and not piece.around and at + 1 not in opened
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


def is_fact(label: str) -> bool:
    """ "Grade", "Niveau", "Department": a label whose value places the role."""
    return any(shipped().is_one(kind, tidy(label)) for kind in ("level_facts", "family_facts", "track_facts", "title"))


def _grid(rows: list[Block]) -> Grid:
    return unfolded(
        grid_of(
            [(Cell(lines, row.line), *span) for lines, span in zip(row.cell_lines, row.spans, strict=True)]
            for row in rows
        )
    )
