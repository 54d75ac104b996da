"""What says nothing of a level, taken out of sections: boilerplate, forms, stages of skills, facets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

from loaders.mapped.prose.model import Section
from loaders.mapped.sources.headings import label_of
from loaders.mapped.wording.levels import is_shipped_level
from loaders.mapped.wording.parts import LABELLED, labelled_part
from loaders.mapped.wording.texts import DATE, SENTENCE, plain, size, tidy
from loaders.mapped.wording.words import shipped

AROUND = ("elsewhere", "summary")  # kinds of headings of which the text may be the same on every page


def without_boilerplate(pages: list[list[Section]]) -> None:
    """Takes out paragraphs that stand in every one of several pages, but for whom all report to, and items that stand
    below most headings of a page, as a form to fill in does: they say nothing of a role.
    """
    for page in pages:
        _without_dates(page)
        _without_form(page)
        _without_footers(page)
    if len(pages) < 3:
        return
    texts = Counter(
        text
        for page in pages
        for text in {plain(said.text) for section in page for said in section.entries if said.piece.kind == "paragraph"}
    )
    said = [section for page in pages for section in page if section.path and section.entries]
    prose = sum(all(entry.piece.kind == "paragraph" for entry in section.entries) for section in said)
    for section in (section for page in pages for section in page):
        kept = [
            entry
            for entry in section.entries
            if entry.piece.kind != "paragraph"
            or texts[plain(entry.text)] < len(pages)
            or labelled_part(entry.text, shipped())[0] == "manager"
        ]
        named = section.labels and shipped().headings.get(section.labels[-1].casefold(), "") not in AROUND
        alike = named and 2 * prose > len(said)  # one of many such paragraphs: what each level is asked for
        section.entries = section.entries if alike and not kept else kept


def _without_dates(page: list[Section]) -> None:
    """Takes out lines that say of the document when it was written or holds: "Valid from: 1. 3. 2025"."""
    for section in page:
        section.entries = [entry for entry in section.entries if not _is_dated(tidy(entry.text))]


def _is_dated(line: str) -> bool:
    found = LABELLED.match(line)
    return (
        found is not None
        and shipped().is_one("fact", found["label"])
        and bool(DATE.match(found["value"].replace(". ", ".")))
    )


def _without_footers(page: list[Section]) -> None:
    """Takes out lines that end several parts of a page alike, as the footers of slides do, with the figures below."""
    tails = Counter(
        plain(entry.text)
        for section in page
        for entry in section.entries[1:][-2:]
        if entry.piece.kind == "paragraph" and not entry.bold
    )
    alone = {plain(section.entries[0].text) for section in page if section.entries}
    footers = {text for text, count in tails.items() if count > 2 and size(text) >= SENTENCE} - alone
    for section in page:
        texts = [plain(entry.text) for entry in section.entries]
        if not footers.isdisjoint(texts):
            at = next(at for at, text in enumerate(texts) if text in footers)
            rest = [entry for entry, text in zip(section.entries[at:], texts[at:], strict=True) if text not in footers]
            section.entries = section.entries[:at] + [entry for entry in rest if not entry.text.isdecimal()]


def _without_form(page: list[Section]) -> None:
    said = [section for section in page if section.entries]
    unnamed = ({plain(entry.text) for entry in section.entries if not entry.bold} for section in said)
    below = Counter(text for texts in unnamed for text in texts)
    form = {text for text, count in below.items() if count > max(2, len(said) / 2) and size(text) >= SENTENCE}
    for section in said:
        kept = [
            entry
            for entry in section.entries
            if entry.piece.kind != "item" or entry.below or plain(entry.text) not in form
        ]
        section.entries = kept or section.entries


def without_stages(pages: list[list[Section]]) -> None:
    """Takes headings that name nothing out of the paths, where each stands alone below a heading that returns: those
    that say how far a role is ("Adopts", "Masters") return less than these, and "In short" is the same below all.
    """
    below: dict[tuple[int, ...], list[Section]] = defaultdict(list)
    full = {id(section.path[-1]) for page in pages for section in page if section.path and section.entries}
    for section in (section for page in pages for section in page if section.entries and len(section.path) > 1):
        below[tuple(map(id, section.path[:-1]))].append(section)
    alone = [own[0] for path, own in below.items() if len(own) == 1 and path[-1] not in full]
    outers = Counter(plain(section.labels[-2]) for section in alone)
    inners = {plain(section.labels[-1]) for section in alone}
    alike = len(alone) == len(below) and len(outers) > 1 and min(outers.values()) > 1
    if not alike or 1 < len(inners) <= len(outers):
        return
    for section in alone:
        if not is_shipped_level(section.labels[-1]):
            *section.path, stage = section.path
            section.stage = label_of(stage)
            section.asides.append(stage)


def without_facets(pages: list[list[Section]], is_level: Callable[[str], bool]) -> None:
    """Takes a heading out of the paths that stands below several others, the only one there with levels below it: what
    is above it is the competency ("Dough" of "Dough", "What we expect", "Junior Baker").
    """
    levelled = [section for page in pages for section in page if section.entries and len(section.path) > 2]
    levelled = [section for section in levelled if is_level(section.labels[-1])]
    facets = {plain(section.labels[-2]) for section in levelled}
    outers = {plain(section.labels[-3]) for section in levelled}
    if len(facets) != 1 or len(outers) < 2 or any(is_level(label) for label in (*facets, *outers)):
        return
    for section in levelled:
        section.asides.append(section.path.pop(-2))
