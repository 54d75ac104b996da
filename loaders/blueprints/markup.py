"""HTML to blocks.

selectolax keeps no source positions, so each block's start tag is given its line as its only attribute before parsing.
Dropping the other attributes on the way bounds what hostile markup can cost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loaders.blueprints.around import AROUND, Around
from loaders.blueprints.blocks import MAX_TEXT, STRIKE, Block, BlockKind, Line, clean, is_struck, section_number
from loaders.blueprints.styles import Styles
from loaders.blueprints.wording import LABEL
from loaders.errors import LoadError

MAX_TAGS = 40_000  # a role document has about 2,500
MAX_CLIMB = 6  # steps from a text to the block it stands in
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)(>?)|<!--line (\d+)-->")
SPAN = re.compile(r"\b(rowspan|colspan)\s*=\s*[\"']?\s*(\d{1,3})", re.IGNORECASE)
MAX_SPAN = 100
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol"})
CELLS = frozenset({"td", "th"})
BLOCKS = (
    HEADINGS | CELLS | AROUND | frozenset({"p", "li", "tr", "div", "dt", "dd", "blockquote", "figcaption", "summary"})
)
BOLD = frozenset({"strong", "b"})
STRUCK = frozenset({"s", "del", "strike"})
UNREAD = frozenset({"script", "style", "noscript", "template", "svg", "iframe"})
KEPT = BLOCKS | LISTS | BOLD | UNREAD | frozenset({"br", "table", "head", "body", "html", "title", "a", "details"})
NEXT_WORD = re.compile(r"</span>(?P<span><span\b[^<>]*\bclass\b[^<>]*>)?(?=\w)")
BREAK = "\v"  # a `<br>`: ends a line of the text, none of the source
LINE_END = re.compile("([\n\v])")
DASH_LINE = re.compile(r"^(?:[–—•*-]|\d{1,2}[.)])\s+")


def with_lines(html: str, document: str) -> str:
    """The markup with each kept tag bare, but for the `data-line` of those that open a block and the spans of cells.
    A comment `<!--line N-->` says that what follows stands in line N of what the markup was made from.
    """
    parts: list[str] = []
    line, end, tags, nested, around, styles, heading = 1, 0, 0, 0, Around(), Styles(html), False
    apart = True
    for match in TAG.finditer(html):
        start = match.start()
        parts.append(html[end:start])
        line += html.count("\n", end, start)
        end = match.end()
        if match[5]:
            line = int(match[5][:9])
            continue
        tag = match[2].lower()
        outside = around.see(tag, match[3], bool(match[1]))
        nested += (tag == "details") * (-1 if match[1] else 1)
        if tag in HEADINGS:
            heading = not match[1]
        if tag == "small" and heading:  # beside the words of a heading, as brackets set apart
            apart = html[end : end + 1] != "(" if not match[1] else apart
            parts.append((")" if match[1] else " (") * apart)
        if tag in STRUCK:
            parts.append(STRIKE)
        if tag == "span" and match[1]:
            parts.append(_between_spans(html, start))
        if tag == "span":
            tag = styles.see(match[3], closes=bool(match[1])) or tag
        if tag in KEPT:
            tags += tag != "a"
            opens = tag in BLOCKS and not match[1]
            spans = "".join(f" {name}={size}" for name, size in SPAN.findall(match[3])) if tag in CELLS else ""
            spans += " data-around=1" * outside + f" data-nested={max(nested, 1)}" * (tag == "summary")
            parts.append(f"<{tag} data-line={line}{spans}>" if opens else f"<{match[1]}{tag}>")
        line += html.count("\n", start, end)
    if tags > MAX_TAGS:
        suggestion = "Give the article alone, without the page around it."
        raise LoadError(document, f"has {tags:,} HTML tags; at most {MAX_TAGS:,} are read", suggestion=suggestion)
    parts.append(html[end:])
    return "".join(parts)


def _between_spans(html: str, end: int) -> str:
    """What parts words that only a style sheet sets apart: "<span>01</span>Dough", "<span>Dough</span><span>What …"."""
    after, before = NEXT_WORD.match(html, end), html[max(end - 3, 0) : end]
    if after is None or not html[after.end()].isupper():
        return ""
    return " " if before[-1:].isdecimal() else "<br>" if after["span"] and before.isalpha() else ""


@dataclass(slots=True)
class Open:
    """The block being read: its words so far, which of them were bold, and where it began."""

    tag: str
    line: int
    id: int  # of the innermost element around its words
    depth: int
    own: int = 0  # of its own element
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    size: int = 0
    linked: bool = True
    span: tuple[int, int] = (1, 1)
    around: bool = False

    def add(self, text: str, bold: bool) -> None:
        self.pieces.append((text[: max(0, MAX_TEXT - self.size)], bold))
        self.size += len(text)


class MarkupReader:
    """Walks the tree once, in document order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.open: Open | None = None
        self.depths: dict[int, int] = {}
        self.row: Block | None = None
        self.cell: int | None = None
        self.tables = 0

    def read(self, root: LexborNode) -> list[Block]:
        for node in root.traverse(include_text=True):
            tag = node.tag
            if tag == "-text":
                self.text(node)
            elif tag == "table":
                self.tables += 1
            elif tag in LISTS and node.mem_id is not None:
                self.depths[node.mem_id] = self.list_depth(node) + 1
            elif tag == "br" and self.open:
                self.open.add(BREAK, False)
            elif tag in BLOCKS:
                self.start(node, tag or "")
        self.close()
        return self.blocks

    def text(self, node: LexborNode) -> None:
        text = node.text_content or ""
        if not text:
            return
        bold, linked, holder = False, False, node.parent
        for _ in range(MAX_CLIMB):
            if holder is None or holder.tag in BLOCKS or holder.tag in LISTS or holder.tag in UNREAD:
                break
            bold, linked = bold or holder.tag in BOLD, linked or holder.tag == "a"
            holder = holder.parent
        if holder is None or holder.tag in UNREAD:
            return
        if text.isspace() and self.open is None:
            return
        if self.open is None or (not text.isspace() and holder.mem_id != self.open.id and not self.inside_open(holder)):
            self.start(holder, holder.tag if holder.tag in BLOCKS else "p")
        if self.open:
            self.open.add(text, bold)
            self.open.linked = self.open.linked and (linked or text.isspace())

    def inside_open(self, holder: LexborNode) -> bool:
        """A `<p>` or `<div>` that only wraps the words of the item or cell it stands in."""
        return self.open is not None and holder.parent is not None and holder.parent.mem_id == self.open.id

    def start(self, node: LexborNode, tag: str) -> None:
        if self.open and tag in {"p", "div"} and self.wraps(node, self.open):
            self.open.id = node.mem_id or 0
            return
        if self.open and self.open.tag in CELLS and tag not in CELLS and self.in_cell(node):
            self.open.add(BREAK, False)
            self.open.id = node.mem_id or 0
            return
        self.close()
        line = int(node.attributes.get("data-line") or (self.blocks[-1].line if self.blocks else 1))
        if tag == "tr":
            self.row = Block("row", "", line, cells=[], tag=tag, table=self.tables)
            self.blocks.append(self.row)
        else:
            depth = int(node.attributes.get("data-nested") or self.list_depth(node))
            id = node.mem_id or 0
            self.open = Open(tag, line, id, depth, id, around="data-around" in node.attributes)
            self.cell = node.mem_id if tag in CELLS else None
            if tag in CELLS:
                rows, columns = (node.attributes.get(name) or "1" for name in ("rowspan", "colspan"))
                self.open.span = (min(max(int(rows), 1), MAX_SPAN), min(max(int(columns), 1), MAX_SPAN))

    @staticmethod
    def wraps(node: LexborNode, opened: Open) -> bool:
        """Whether a `<p>` or `<div>` is no more than a box around the words of the block that is open, of which it has
        none yet. In a heading boxes may stand beside each other, such as one of a link to the heading itself before one
        of its words.
        """
        holder = node.parent
        if opened.tag not in HEADINGS:
            empty = not any(text.strip() for text, _ in opened.pieces)
            return empty and holder is not None and holder.mem_id == opened.id
        for _ in range(MAX_CLIMB):
            if holder is None or holder.tag in HEADINGS:
                break
            holder = holder.parent
        signs = not any(character.isalnum() for text, _ in opened.pieces for character in text)
        inside = holder is not None and holder.mem_id == opened.own
        if inside and signs:
            opened.pieces.clear()
        return inside and signs

    def in_cell(self, node: LexborNode) -> bool:
        """Whether a block stands in the table cell that is being read, such as an item of a list in it."""
        holder = node.parent
        for _ in range(MAX_CLIMB):
            if holder is None or holder.mem_id == self.cell:
                break
            holder = holder.parent
        return holder is not None and holder.mem_id == self.cell

    def list_depth(self, node: LexborNode) -> int:
        """How many lists deep a node stands: its nearest list's depth."""
        holder = node.parent
        for _ in range(MAX_CLIMB):
            if holder is None:
                return 0
            if holder.mem_id in self.depths:
                return self.depths[holder.mem_id or 0]
            holder = holder.parent
        return 0

    def close(self) -> None:
        opened, self.open = self.open, None
        if opened is None:
            return
        if opened.tag in CELLS:
            if self.row is not None and self.row.cells is not None:
                words = "".join(text for text, _ in opened.pieces)
                cell = clean(words)
                self.row.cells.append(cell)
                self.row.spans.append(opened.span)
                self.row.cell_lines.append([line for part in words.split(BREAK) if (line := clean(part))])
                self.row.text = f"{self.row.text} {cell}".strip()
            return
        block = as_block(opened)
        if block is not None:
            self.blocks.append(block)


def as_block(opened: Open) -> Block | None:
    """One block with its first words, and the dash lines or `<br>` lines under them."""
    lines = split_lines(opened)
    if not lines:
        return None
    first, rest = lines[0], lines[1:]
    block = Block(
        kind_of(opened),
        first.text,
        first.line,
        depth=max(opened.depth, 1),
        lines=rest,
        bold=without_marker(leading_bold(opened.pieces), first.text),
        tag=opened.tag,
        linked=opened.linked,
        around=opened.around or all(is_struck(line.text) for line in lines),
    )
    if block.kind == "heading" and (number := section_number(block.text)):
        block.kind, block.number = "section", number
    elif block.kind == "paragraph" and block.bold_only and not rest and not block.text.endswith((":", ".")):
        block.kind = "heading"
    return block


def kind_of(opened: Open) -> BlockKind:
    if opened.tag in HEADINGS or opened.tag == "summary":
        return "heading"
    return "item" if opened.depth and opened.tag in {"li", "p", "div"} else "paragraph"


def split_lines(opened: Open) -> list[Line]:
    """Lines that start with a marker, or with a label after a `<br>`, stand for themselves; any other line break is a
    space.
    """
    found: list[Line] = []
    line, after_break = opened.line, False
    for raw in LINE_END.split("".join(text for text, _ in opened.pieces)):
        if raw in {"\n", BREAK}:
            line += raw == "\n"
            after_break = after_break or raw == BREAK
            continue
        text = clean(raw)
        marked = DASH_LINE.match(text) if opened.tag not in HEADINGS else None
        text = text[marked.end() :] if marked else text
        apart = marked or (after_break and LABEL.match(text))
        after_break = after_break and not text
        if text and found and not apart:
            found[-1] = Line(f"{found[-1].text} {text}", found[-1].line)
        elif text:
            found.append(Line(text, line))
    return found


def without_marker(bold: str, text: str) -> str:
    """The bold words that a text opens with, without the marker that it has lost ("1. ")."""
    marked = None if text.startswith(bold) else DASH_LINE.match(f"{bold} ")
    return bold[marked.end() :] if marked else bold


def leading_bold(pieces: list[tuple[str, bool]]) -> str:
    """The bold words that a block opens with, or nothing."""
    words: list[str] = []
    for text, bold in pieces:
        if not bold and text.strip():
            break
        words.append(text if bold else " ")
    return clean("".join(words)) if any(bold for _, bold in pieces[:3]) else ""


def read_markup(html: str, document: str) -> tuple[list[Block], str]:
    """The blocks of a page or of a post's content, and the page's `<title>`.

    Raises LoadError when the markup is too large to be a role document.
    """
    tree = LexborHTMLParser(with_lines(html, document))
    title = tree.css_first("title")
    name = clean(title.text(deep=True)) if title is not None else ""
    return (MarkupReader().read(tree.body) if tree.body is not None else []), name
