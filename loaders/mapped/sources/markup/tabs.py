"""Tabs of web pages as parts that unfold, each under what its tab is called."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Sequence

from loaders.mapped.sources.markup.elements import Edit, Element, edited, elements_of

LEAST = 2  # tabs beside each other
MOST = 1_000  # tabs of a page
MOST_LISTS = 200
LONGEST_LIST = 30_000
EMPTY = re.compile(r"\s*\Z")
LONGEST_LABEL = 3_000  # characters with markup
Tab = tuple[Element, Element]  # what it is called, and what it shows


def opened_tabs(html: str) -> str:
    """The page with tabs as parts that unfold, each line where it was: those that say so to screen readers (`role`),
    and those that buttons of choice switch.
    """
    if 'role="tab' not in html and "role=tab" not in html and "radio" not in html:
        return html
    page = elements_of(html)
    every = list(page.inside())
    tabs = [tab for tabs in (*_of_roles(every), *_of_choices(every)) for tab in tabs]
    fit = len(tabs) <= MOST and all(
        label.until - label.inner <= LONGEST_LABEL and label.words and label.end <= panel.start for label, panel in tabs
    )
    return edited(html, (edit for tab in tabs for edit in _unfolding(*tab))) if fit else html


def _unfolding(label: Element, panel: Element) -> Iterator[Edit]:
    html, words = panel.html, entities.escape(label.words)
    lines = [html.count("\n", 0, place) + 1 for place in (label.start, panel.inner)]
    yield label.inner, label.until, ""
    opening = f"<!--line {lines[0]}--><summary>{words}</summary><!--line {lines[1]}-->"
    yield panel.inner, panel.inner, f"<details>{opening}"
    yield panel.until, panel.until, "</details>"


def _of_roles(every: Sequence[Element]) -> Iterator[list[Tab]]:
    """The tabs of each list of tabs: by their ids, else in the order of the panels that follow."""
    panels = [element for element in every if element.attribute("role") == "tabpanel"]
    ids = {id: element for element in every if (id := element.attribute("id"))}
    labelled = {id: panel for panel in panels for id in panel.attribute("aria-labelledby").split()}
    lists = [element for element in every if element.attribute("role") == "tablist"][:MOST_LISTS]
    for around, following in zip(lists, [*lists[1:], None], strict=False):
        if around.until - around.inner > LONGEST_LIST:
            continue
        tabs = [element for element in around.inside() if element.attribute("role") == "tab"]
        told = [
            ids.get(tab.attribute("aria-controls"))
            or ids.get(tab.attribute("href").removeprefix("#"))
            or labelled.get(tab.attribute("id"))
            for tab in tabs
        ]
        shown = [panel for panel in told if panel is not None and not EMPTY.match(panel.html, panel.inner, panel.until)]
        if not any(told):
            end = following.start if following and following.above is around.above else len(around.html)
            behind = [panel for panel in panels if around.end <= panel.start < end]
            shown = [panel for panel in behind if panel.above is behind[0].above]
        if len(set(shown)) == len(tabs) >= LEAST:
            yield list(zip(tabs, shown, strict=True))


def _of_choices(every: Sequence[Element]) -> Iterator[list[Tab]]:
    """Labels of buttons of which one can be chosen, with what stands behind each, or in the box behind them all."""
    choices = {element.attribute("id") for element in every if element.attribute("type") == "radio"} - {""}
    for holder in dict.fromkeys(label.above for label in every if label.tag == "label"):
        labels = [child for child in (holder.children if holder else []) if child.tag == "label"]
        if holder is None or len(labels) < LEAST or not all(label.attribute("for") in choices for label in labels):
            continue
        behind = holder.next
        if len(labels) == len(holder.children):
            shown: list[Element | None] = list(behind.children) if behind else []
        else:
            shown = [label.next for label in labels]
        panels = [panel for panel in shown if panel is not None and panel.tag not in ("input", "label")]
        if len(panels) == len(shown) == len(labels):
            yield list(zip(labels, panels, strict=True))
