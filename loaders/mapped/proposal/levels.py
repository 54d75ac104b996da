"""Levels that pages tell in headings and lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from loaders.mapped.proposal.draft import Draft
from loaders.mapped.proposal.section_levels import section_levels
from loaders.mapped.prose.model import Section
from loaders.mapped.prose.names import NamedItems
from loaders.mapped.roles.called import page_title
from loaders.mapped.roles.order import merged
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.levels import names_job
from loaders.mapped.wording.texts import plain, singular, size


def is_about_others(draft: Draft, source: Source, sources: Sequence[Source]) -> bool:
    """Whether a document called like a level names only its own and those of documents beside it in headings and lists:
    "Bakers" and "Senior Bakers" on the page of the Head Baker, beside those of the Baker and the Senior Baker; or only
    lists these documents, or says less of most of them than they do.
    """
    page = draft.sections_of(source)
    names = NamedItems([page], draft.words, draft.is_level)
    headings, listed = section_levels(draft, page), [name for section in page for name in names.levels_of(section)]
    titles = [page_title(other, draft.words) for other in sources]
    if listed and not headings and set(map(plain, listed)) <= set(map(plain, titles)):
        return True  # an index: "Baker: makes bread", "Miller: makes flour"
    if _is_overview(draft, source, headings, sources):
        return True
    words = [set(singular(title)) for title in titles if draft.is_level(title) or names_job(title, draft.words)]
    named = all(any(title.issuperset(singular(level)) for title in words) for level in (*headings, *listed))
    return draft.is_level(page_title(source, draft.words)) and named and len(words) > 2


def _is_overview(draft: Draft, source: Source, headings: Sequence[str], sources: Sequence[Source]) -> bool:
    """Whether most headings name documents beside it, in singular or plural, and each of these says more."""
    pages = {frozenset(singular(page_title(other, draft.words))): other for other in sources if other is not source}
    named = [other for label in headings if (other := pages.get(frozenset(singular(label))))]
    said = {other.name: sum(size(piece.text) for piece in other.pieces) for other in (source, *named)}
    parts = max(len(headings), 1)
    return 2 * len(named) > parts > 1 and all(said[other.name] > said[source.name] / parts for other in named)


def levels_listed(page: list[Section], names: NamedItems, levels: Sequence[str]) -> list[str]:
    """Levels that open the items of lists. A list that has nothing in common with `levels` and other lists tells stages
    of skills: "Novice: …", "Expert: …" below "Scale".
    """
    lists = [listed for section in page if (listed := names.levels_of(section))]
    met = Counter(plain(name) for listed in [levels, *lists] for name in set(listed))
    others = len(levels) > 1 or max(met.values(), default=0) > 1
    told = [listed for listed in lists if not others or any(met[plain(name)] > 1 for name in listed)]
    return merged(told)
