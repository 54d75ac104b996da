"""Pages that describe several jobs, a heading each, of which none names a level."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from loaders.mapped.proposal.draft import Draft
from loaders.mapped.prose.model import Section
from loaders.mapped.prose.names import NamedItems
from loaders.mapped.sources.headings import label_of
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.labels import level_words
from loaders.mapped.wording.texts import is_short, plain, tidy

MOST_JOBS = 0.5  # share of headings that must name people who do a job


def propose_posts(draft: Draft, sources: Sequence[Source]) -> None:
    """Roles without levels of the pages that describe jobs; levels that such a page lists stand beside them."""
    for source in sources:
        page = draft.sections_of(source)
        if not (posts := _posts(draft, page)):
            continue
        draft.posts += [draft.roster.role(tidy(post), document=source.name).title for post in posts]
        names = NamedItems([page], draft.words, draft.is_level)
        listed = [section for section in page if not set(section.labels) & set(posts) and names.are_levels(section)]
        levels = [tidy(entry.name) for section in listed for entry in section.entries if entry.name]
        draft.listed += levels
        draft.sequences.append(levels)
        draft.add(source, "sections", headings="job description")


def _posts(draft: Draft, page: list[Section]) -> list[str]:
    """The headings of one rank that mostly name jobs, where several have the same heading below."""
    under: dict[float, dict[str, set[str]]] = defaultdict(dict)
    for section in page:
        for at, piece in enumerate(section.path):
            below = under[piece.depth].setdefault(label_of(piece), set())
            below |= {plain(label) for label in section.labels[at + 1 : at + 2]}
    for labels in under.values():
        returning = [
            count for count in Counter(label for below in labels.values() for label in below).values() if count > 1
        ]
        jobs = [label for label in labels if _is_job(draft, label)]
        if returning and len(jobs) > max(1, MOST_JOBS * len(labels)) and all(map(is_short, labels)):
            return list(labels)
    return []


def _is_job(draft: Draft, label: str) -> bool:
    jobs = draft.words.lists["disciplines"]
    return bool(set(plain(label).split()) & jobs or level_words(label, draft.words))
