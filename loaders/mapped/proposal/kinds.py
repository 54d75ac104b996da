"""What the headings of pages name: parts of a job description, or competencies."""

from __future__ import annotations

from collections.abc import Mapping

from loaders.mapped.prose.model import Section
from loaders.mapped.prose.names import heading_kind, is_job_description
from loaders.mapped.prose.strange import says_competencies
from loaders.mapped.wording.job_headings import OF_JOBS
from loaders.mapped.wording.texts import plain
from loaders.mapped.wording.words import Words


def job_descriptions(pages: Mapping[str, list[Section]], words: Words) -> set[str]:
    """The documents that describe a job, by the headings of all pages of their form. One that is alone in its form and
    has such headings among others goes with most of the pages.
    """
    forms = _forms({name: _headings(page) for name, page in pages.items()})
    jobs = {name for form in forms if is_job_description([pages[name] for name in form], words) for name in form}
    alone = {name for form in forms if len(form) == 1 for name in form if _may_be_job(pages[name], words)}
    return jobs | alone if 2 * len(jobs) >= len(pages) else jobs


def _headings(page: list[Section]) -> set[str]:
    return {plain(label) for section in page if section.entries or section.tables for label in section.labels}


def _forms(headings: Mapping[str, set[str]]) -> list[list[str]]:
    """Documents by form: each has at least half of its headings in common with another of them."""
    forms: list[list[str]] = []
    for name, own in headings.items():
        alike = [form for form in forms if any(_are_alike(own, headings[other]) for other in form)]
        forms = [form for form in forms if form not in alike]
        forms.append([*(other for form in alike for other in form), name])
    return forms


def _are_alike(one: set[str], other: set[str]) -> bool:
    return 2 * len(one & other) >= max(len(one), len(other))


def _may_be_job(page: list[Section], words: Words) -> bool:
    """Whether a page has a heading of job descriptions, and none that says that those below it are competencies; or has
    one heading alone, which are no competencies.
    """
    said = [section for section in page if section.entries and section.path]
    grouped = any(says_competencies(label, words) for section in said for label in section.labels[:-1])
    return not grouped and (
        len(said) == 1 or any(heading_kind(section, words, own=True) in OF_JOBS for section in said)
    )
