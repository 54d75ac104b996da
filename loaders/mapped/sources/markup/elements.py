"""The elements of an HTML page with their places in its source, for readings that change markup before it is read."""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loaders.blueprints.blocks import clean

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
ATTRIBUTE = re.compile(r"([\w:-]{1,40})(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
UNREAD = {tag: re.compile(rf"</{tag}\s*>", re.IGNORECASE) for tag in ("script", "style", "template", "svg")}
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
Edit = tuple[int, int, str]  # from, to, and what stands there instead


@dataclass(eq=False, slots=True)
class Element:
    """An element: `start` and `end` around it, `inner` and `until` around what it holds. `html` is the page's, `at` its
    place among those beside it.
    """

    tag: str
    html: str
    start: int
    inner: int
    said: str = ""
    until: int = 0
    end: int = 0
    above: Element | None = None
    at: int = 0
    children: list[Element] = field(default_factory=list)

    def attribute(self, name: str) -> str:
        """An attribute's value, or nothing."""
        if name not in self.said:
            return ""
        found = (match for match in ATTRIBUTE.finditer(self.said) if match[1].lower() == name)
        return next((match[2] or match[3] or match[4] or "" for match in found), "")

    @property
    def words(self) -> str:
        return words_in(self.html[self.inner : self.until])

    @property
    def next(self) -> Element | None:
        """The element that follows beside it."""
        beside = self.above.children if self.above else []
        return beside[self.at + 1] if self.at + 1 < len(beside) else None

    def inside(self) -> Iterator[Element]:
        """All elements in it, in order."""
        waiting = self.children[::-1]
        while waiting:
            yield (first := waiting.pop())
            waiting += first.children[::-1]

    def outside(self) -> Iterator[Element]:
        """The elements that it stands in, the innermost first."""
        holder = self.above
        while holder is not None:
            yield holder
            holder = holder.above


def elements_of(html: str) -> Element:
    """The page as one element. What is not closed ends where the element around it does."""
    page = Element("", html, 0, 0, until=len(html), end=len(html))
    last, open_tags = page, Counter[str]()
    for match in _tags(html):
        tag = match[2].lower()
        if not match[1]:
            start, end = match.span()
            made = Element(tag, html, start, end, match[3], end, end, last, len(last.children))
            last.children.append(made)
            if tag not in VOID and not match[3].endswith("/"):
                last = made
                open_tags[tag] += 1
            continue
        while open_tags[tag]:
            closed, last = last, last.above or page
            open_tags[closed.tag] -= 1
            closed.until = closed.end = match.start()
            if closed.tag == tag:
                closed.end = match.end()
                break
    while last is not page:
        last.until = last.end = len(html)
        last = last.above or page
    return page


def _tags(html: str) -> Iterator[re.Match[str]]:
    """The tags of a page but for those within scripts and the like, in one way through it."""
    at = 0
    never_closed = set[str]()
    for match in TAG.finditer(html):
        if match.start() < at:
            continue
        yield match
        tag = match[2].lower()
        if tag in UNREAD and not match[1] and tag not in never_closed:
            closing = UNREAD[tag].search(html, match.end())
            never_closed |= set() if closing else {tag}
            at = closing.start() if closing else at


def words_in(html: str) -> str:
    """The words of a part of a page, without its markup."""
    parts: list[str] = []
    at = hidden = 0
    for match in _tags(html):
        if not hidden:
            parts.append(html[at : match.start()])
        hidden = max(0, hidden + (-1 if match[1] else 1)) if match[2].lower() in UNREAD else hidden
        at = match.end()
    return clean(entities.unescape(" ".join([*parts, html[at:]])))


def edited(html: str, edits: Iterable[Edit]) -> str:
    """The page with its edits, each line where it was; of two that overlap the first holds."""
    parts: list[str] = []
    at = 0
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        if start < at:
            continue
        parts += [html[at:start], text, "\n" * html.count("\n", start, end)]
        at = end
    return "".join([*parts, html[at:]])
