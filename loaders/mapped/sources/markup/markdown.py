"""Markdown as pieces, with what its front matter says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import takewhile
from typing import Any

import yaml

from loaders.converting import markdown_to_html, without_front_matter
from loaders.mapped.sources.data.leaves import Leaf, leaves_of
from loaders.mapped.sources.markup.page import read_page
from loaders.mapped.sources.markup.toggles import opened_toggles
from loaders.mapped.sources.pieces import Piece, Source
from loaders.mapped.wording.texts import is_short, plain, tidy
from loaders.mapped.wording.words import shipped

TAB = re.compile(r"^( *)===[!+]? \"(?P<title>[^\"\n]+)\"[ \t]*\n(?P<text>(?:\1 {4}.*\n?|[ \t]*\n)*)", re.MULTILINE)
TABLE = re.compile(r"(?:^(?:\|.*|[^|\s][^|\n]*\|[ \t]*)(?:\n|$))+", re.MULTILINE)
BROKEN_ROW = re.compile(r"^(\|.*[^|\s])[ \t]*\n(?=[^|\s][^|\n]*\|[ \t]*$)", re.MULTILINE)
RULE = re.compile(r"^\|(?=[ \t|:]*-)[ \t|:-]+$", re.MULTILINE)  # below a table's head
BULLET = re.compile(r"^([ \t]*)[•●▪◦‣·][ \t]+(?=\S)", re.MULTILINE)  # as word processors write items of lists
WIDE = re.compile(r"\*\*([^*\n]+[：、，。）])\*\*(?=[^\s*])")  # Markdown leaves it open
WEIGHTS = ("weight", "order", "nav_order", "sidebar_position", "sort")  # a page's place, as site generators call it


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
    text = opened_toggles(TAB.sub(_without_tab, BULLET.sub(r"\1- ", WIDE.sub(r"**\1** ", text))))
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


def _without_tab(tab: re.Match[str]) -> str:
    """A content tab of MkDocs as a bold line with its text below, on the same lines."""
    text = re.sub(rf"^{tab[1]} {{4}}", tab[1], tab["text"], flags=re.MULTILINE)
    return f"{tab[1]}**{tidy(tab['title'])}**\n{text}"


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
