"""What publishing tools put around a page's own words without saying so in its markup: it is set apart as an `<aside>`.
Links that headings have to themselves stand behind them, and marks of notes are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from loaders.mapped.sources.markup.elements import Edit, Element, edited, elements_of, words_in

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol", "dl", "table"})
CONTENT = HEADINGS | LISTS | {"details"}
CONTROLS = frozenset({"button", "textarea", "select", "input"})
BOXES = frozenset({"div", "section", "form", "fieldset"})
OPENERS = ("aria-expanded", "aria-controls", "role")  # of buttons that open a part of the page
MOST_TAGS = 400_000  # ten times of what a page may have that is read, spans and the like left out
LONGEST_QUESTION = 300  # characters of a box that asks for feedback
MARK = re.compile(r"\[\w{1,4}\]|[\w*†‡§]{1,3}")  # "[a]", "1"
PAGES = frozenset({"next", "prev", "previous"})
NOTE = frozenset({"p", "li", "div", "dd", "aside"})
NEAR = 3  # elements between a link and the one whose id leads to it
FAR = 8  # elements around a control or a link in which what it belongs to is sought
LONGEST_SOURCE = 6_000  # characters of such a box with its markup
MOST_CONTROLS = 200  # the last of a page
LONGEST_HEADING = 3_000


def without_scaffolding(html: str) -> str:
    """A page whose own words are told apart from those around them, each line where it was."""
    if html.count("<") > MOST_TAGS:
        return html
    page = elements_of(html)
    every = list(page.inside())
    edits = [*_behind_main(page, every), *_questions(every), *_behind_toggles(page, every)]
    edits += [*_through_pages(every), *_notes(every), *_links_to_themselves(every)]
    return edited(html, edits)


def _aside(start: int, end: int) -> Iterator[Edit]:
    yield start, start, "<aside>"
    yield end, end, "</aside>"


def _behind_main(page: Element, every: list[Element]) -> Iterator[Edit]:
    """What follows a page's main part, where that has most of the words: footers of whatever name."""
    mains = [element for element in every if element.tag == "main" or element.attribute("role") == "main"]
    main = mains[0] if mains else None
    if main is None or any(other.start >= main.end for other in mains):
        return
    body = next((element.until for element in every if element.tag == "body"), page.until)
    behind = words_in(page.html[main.end : body])
    if behind and len(behind) < len(main.words):
        yield from _aside(main.end, body)


def _questions(every: list[Element]) -> Iterator[Edit]:
    """A box with buttons that asks the reader something ("Was this page helpful?"), where a page has one of these; in a
    form with several each may ask for a level.
    """
    boxes: list[Element] = []
    asked: dict[Element, bool] = {}
    for element in [element for element in every if element.tag in CONTROLS][-MOST_CONTROLS:]:
        if any(element.attribute(name) for name in OPENERS):
            continue
        around = [holder for holder in islice(element.outside(), FAR) if holder.tag in BOXES]
        asked |= {holder: _asks(holder) for holder in around if holder not in asked}
        box = next((holder for holder in around if asked[holder]), None)
        if box is not None and box not in boxes:
            boxes.append(box)
        if len(boxes) > 1:
            return
    for box in boxes:
        yield from _aside(box.start, box.end)


def _asks(box: Element) -> bool:
    """Whether a box has a question, and no list or table."""
    if box.until - box.inner > LONGEST_SOURCE or any(element.tag in LISTS for element in box.inside()):
        return False
    words = box.words
    return len(words) <= LONGEST_QUESTION and any(sign in words for sign in "?？؟")


def _behind_toggles(page: Element, every: list[Element]) -> Iterator[Edit]:
    """Lines behind a rule that follows the last part that unfolds: that part is closed, and they are no more of it."""
    last = next((element for element in reversed(every) if element.tag == "details"), None)
    rule = next((element for element in every if element.tag == "hr" and last and element.start >= last.end), None)
    if last is None or rule is None or words_in(page.html[last.end : rule.start]):
        return
    if not any(element.tag in CONTENT and element.start > rule.end for element in every):
        end = next((holder.until for holder in rule.outside()), page.until)
        yield from _aside(rule.end, end)


def _through_pages(every: list[Element]) -> Iterator[Edit]:
    """Links that say they lead to the page before or behind (`rel`): the order of pages is none of roles."""
    for link in every:
        if link.tag == "a" and PAGES & set(link.attribute("rel").casefold().split()):
            yield from _aside(link.start, link.end)


def _notes(every: list[Element]) -> Iterator[Edit]:
    """Notes and comments, to which a mark in the text leads, and from which a link leads back to the mark."""
    links = [element for element in every if element.tag == "a" and element.attribute("href").startswith("#")]
    places = {id: element for element in every if (id := element.attribute("id") or element.attribute("name"))}
    backs: dict[Element, list[Element]] = {}
    for link in links:
        if (place := places.get(link.attribute("href")[1:])) is not None:
            backs.setdefault(place, []).append(link)
    for mark in links:
        note = places.get(mark.attribute("href")[1:])
        if note is None or note.start < mark.end or not _is_mark(mark):
            continue
        near = [mark, *islice(mark.outside(), NEAR)]
        links_back = (link for place in near for link in backs.get(place, [])[:FAR])
        back = next((link for link in links_back if note in (link, *islice(link.outside(), FAR))), None)
        around = (note, *islice(back.outside(), FAR)) if back else ()
        block = next((holder for holder in around if holder.tag in NOTE), None)
        if block is not None and block.start >= mark.end:
            yield mark.inner, mark.until, ""
            yield from _aside(block.start, block.end)


def _is_mark(link: Element) -> bool:
    if link.until - link.inner > LONGEST_HEADING:
        return False
    words = link.words
    raised = any(holder.tag == "sup" for holder in (*islice(link.outside(), NEAR), *link.inside()))
    return bool(MARK.fullmatch(words)) and (raised or words.startswith("["))


def _links_to_themselves(every: list[Element]) -> Iterator[Edit]:
    """Links that headings have to their own place beside what they are called: signs, and "Link to this section"."""
    for heading in every:
        if heading.tag not in HEADINGS or heading.until - heading.inner > LONGEST_HEADING:
            continue
        links = [link for link in heading.inside() if link.tag == "a"]
        near = [heading, *islice(heading.outside(), 1), *heading.inside()]
        own = {f"#{id}" for element in near if (id := element.attribute("id"))}
        for link in links:
            words, leads_to = link.words, link.attribute("href")
            if leads_to.startswith("#") and not any(map(str.isalnum, words)):
                yield link.start, link.end, ""  # "#", "¶"
            elif leads_to in own and len(words) < len(heading.words):
                yield link.start, link.end, ""
                yield heading.end, heading.end, f"<p>{heading.html[link.start : link.end]}</p>"
