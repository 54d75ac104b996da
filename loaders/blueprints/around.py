"""Where a page's menus, footers and side columns begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass

AROUND = frozenset({"nav", "footer", "aside"})  # what stands around a page's own words
AROUND_NAMES = frozenset(
    {"footer", "site-footer", "page-footer", "nav", "navbar", "navigation", "breadcrumb", "breadcrumbs", "sidebar"}
    | {"site-header", "menu", "main-menu", "toc", "contentinfo", "complementary", "banner", "page-metadata"}
)
NOTICES = frozenset({"breadcrumbs", "cookie-banner", "cookie-consent", "cookie-notice", "phase-banner"})  # "govuk-…"
NAMES = re.compile(r"\b(?:id|class|role)\s*=\s*[\"']?([\w\s-]+)", re.IGNORECASE)


@dataclass(slots=True)
class Around:
    """Whether a page's tags stand in a menu, a footer or a column beside its own words: from such an element's start to
    its end, or to where the page's own words must begin.
    """

    tag: str = ""
    depth: int = 0

    def see(self, tag: str, attributes: str, closes: bool) -> bool:
        if self.tag and tag in ("h1", "main", "article"):
            self.tag = ""
        if not self.tag and not closes and (tag in AROUND or _is_around(tag, attributes)):
            self.tag, self.depth = tag, 0
        if tag == self.tag:
            self.depth += -1 if closes else 1
            inside, self.tag = bool(self.tag), self.tag if self.depth > 0 else ""
            return inside
        return bool(self.tag)


def _is_around(tag: str, attributes: str) -> bool:
    return tag in ("div", "section", "ul", "ol", "header") and any(
        name in AROUND_NAMES or name in NOTICES or name.partition("-")[2] in NOTICES
        for names in NAMES.findall(attributes)
        for name in names.casefold().split()
    )
