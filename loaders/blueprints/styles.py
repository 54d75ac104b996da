"""What only the classes and styles of spans say: bold words of word processors, titles of parts that a wiki unfolds."""

from __future__ import annotations

import re

SHEET = re.compile(r"<style\b[^<>]{0,200}>([^<]*)", re.IGNORECASE)
RULE = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]{1,2000})\}")
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
CLASS = re.compile(r"\bclass\s*=\s*[\"']?([\w\s-]{1,200})")
STYLE = re.compile(r"\bstyle\s*=\s*(?:\"([^\"]{1,2000})|'([^']{1,2000}))")
UNFOLDS = "expand-control-text"  # of Confluence


class Styles:
    """Follows the spans of a page and names the tag that each stands for: "b", "summary" or none."""

    def __init__(self, html: str) -> None:
        rules = (rule for sheet in SHEET.findall(html) for rule in RULE.findall(sheet))
        self.bold = {name for name, said in rules if BOLD.search(said)}
        self.open: list[str] = []

    def see(self, attributes: str, *, closes: bool) -> str:
        if closes:
            return self.open.pop() if self.open else ""
        named, own = CLASS.search(attributes), STYLE.search(attributes)
        classes = set(named[1].split()) if named else set()
        bold = self.bold & classes or (own and BOLD.search(own[1] or own[2]))
        self.open.append("summary" if UNFOLDS in classes else "b" if bold else "")
        return self.open[-1]
