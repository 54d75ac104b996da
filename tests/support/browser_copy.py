"""What copying a page from a browser leaves of it: the text form of the template, for comparing both forms of one
document.

Headings lose their size, bold its weight and tables their borders; nested lists of the source stay indented; a line
break inside a paragraph becomes a space, a `<br>` a new line.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

BLOCKS = {"h1", "h2", "h3", "h4", "p", "li", "tr", "td", "th", "ul", "ol", "table", "figure", "hr"}


class BrowserCopy(HTMLParser):
    """Collects the lines of the copy. A paragraph inside an item sets the item apart with blank lines, as browsers
    do.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.words = ""
        self.lists: list[list[int | str]] = []
        self.marker = ""
        self.in_item = self.loose = False

    def handle_data(self, data: str) -> None:
        self.words += re.sub(r"\s+", " ", data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.words += "\n"
        if tag not in BLOCKS:
            return
        if tag in {"ul", "ol"}:
            self.flush()
            if not self.lists or self.in_item:
                self.blank()
            self.lists.append([tag, 0])
        elif tag == "li":
            self.flush()
            self.lists[-1][1] = int(self.lists[-1][1]) + 1
            self.marker = "•" if self.lists[-1][0] == "ul" else f"{self.lists[-1][1]}."
            self.in_item, self.loose = True, False
        elif tag == "p" and self.in_item:
            self.loose = self.marker != "" and self.lists[-1][0] == "ul"
        elif tag in {"td", "th"}:
            self.words = f"{self.words.rstrip()} " if self.words.strip() else ""
        elif tag != "tr":
            self.flush()
            self.blank()

    def handle_endtag(self, tag: str) -> None:
        if tag == "li":
            self.flush()
            self.in_item = False
        elif tag in {"ul", "ol"}:
            self.flush()
            self.lists.pop()
            if not self.lists:
                self.blank()
        elif tag == "tr":
            self.flush()
        elif tag in BLOCKS and tag not in {"td", "th"} and not (tag == "p" and self.in_item):
            self.flush()
            self.blank()
        elif tag == "p":
            self.flush()
            if self.loose:
                self.blank()

    def blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def flush(self) -> None:
        words, self.words = [line.strip() for line in self.words.split("\n")], ""
        words = [line for line in words if line]
        if not words:
            return
        indent = "  " * len(self.lists)
        if self.marker:
            self.lines.append(f"{indent}{self.marker} {words[0]}")
            self.lines.extend(f"{indent}  {line}" for line in words[1:])
            self.marker = ""
        else:
            self.lines.extend(f"{indent}{line}" for line in words)


def browser_copy(markup: str, title: str) -> str:
    """The text form of a page, between the kind of lines that stand around it."""
    copy = BrowserCopy()
    copy.feed(markup)
    copy.flush()
    return "\n".join(
        ["Compare things near you", "", f"{html.unescape(title)}", "", *copy.lines, "", "Subscribe", "0 Comments", ""]
    )
