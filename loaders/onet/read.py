"""O*NET, the occupation database of the U.S. Department of Labor: one document an occupation, one for the job zones and
skills.

What becomes what, and what is left out, stands in docs/onet.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from graph.documents.blueprint import Blueprint, Other, RelatedRole, SoftSkill, TechnicalSkill, Tool
from graph.documents.document import Document, LevelTerm, SkillTerm, Vocabulary
from graph.documents.spelling import slug
from graph.errors import DocumentError, DocumentErrors
from graph.folding.fold import collector_paused
from loaders.errors import LoadError
from loaders.onet.tables import Table

COLLECTION = "onet"
LICENCE = "CC BY 4.0"
NOT_RATED = (
    "Not rated: O*NET has no ratings of skills for this occupation. That says nothing of which skills it asks for."
)

_CODE, _TITLE, _FLAGS = "O*NET-SOC Code", "Title", ("Y", "N", "")
_HIGHEST_LEVEL = 7
_TECHNICAL = (
    "2.B.3.",
    "2.A.1.e",
    "2.A.1.f",
)  # O*NET's technical skills, mathematics and science; the others are how people think and work together

Progress = Callable[[str, int, int], None]


class Rating(NamedTuple):
    """What O*NET measures of one skill of one occupation: importance 1–5, and level 0–7 unless the skill is not
    relevant.
    """

    name: str
    importance: float
    level: float | None

    @property
    def weight(self) -> float:
        return round((self.importance - 1) / 4, 4)

    @property
    def proficiency(self) -> float | None:
        return None if self.level is None else round(1 + 3 * self.level / _HIGHEST_LEVEL, 2)


@dataclass(slots=True)
class Occupation:
    """What all tables say of one occupation."""

    code: str
    title: str
    description: str
    zone: str | None = None
    ratings: dict[str, Rating] = field(default_factory=dict)  # by element id
    tools: list[Tool] = field(default_factory=list)
    related: list[tuple[str, str, int]] = field(default_factory=list)  # code, tier, rank
    titles: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class _Onet:
    folder: Path
    occupations: dict[str, Occupation] = field(default_factory=dict)
    levels: dict[str, LevelTerm] = field(default_factory=dict)  # by job zone
    skills: dict[str, SkillTerm] = field(default_factory=dict)  # by element id

    def lines(self, name: str, *columns: str) -> Iterator[tuple[Table, int, Occupation, tuple[str, ...]]]:
        """The lines of a table about occupations, with the wanted columns after the code."""
        table = Table(self.folder, name, (_CODE, *columns))
        for line, (code, *words) in table:
            if code not in self.occupations:
                raise table.fault(line, _CODE, f"{code!r} is no occupation of Occupation Data.txt")
            yield table, line, self.occupations[code], tuple(words)


@collector_paused()
def read_onet(folder: Path, progress: Progress = lambda what, done, total: None) -> list[Document]:
    """The documents of the O*NET database whose tables are in a folder. Raises DocumentErrors with the first fault of
    each table.
    """
    onet = _Onet(folder)
    errors: list[DocumentError] = []
    for done, read in enumerate(_READERS):
        progress("Reading tables", done, len(_READERS))
        try:
            read(onet)
        except LoadError as error:
            errors.append(error)
            if not onet.occupations:
                break  # the other tables are checked against them
    if errors:
        raise DocumentErrors(errors)
    attribution = _attribution(folder)
    roles = _role_ids(onet.occupations.values())
    documents = [_vocabulary(onet, attribution)]
    for occupation in onet.occupations.values():
        documents.append(_document(occupation, roles, attribution))
        progress("Reading occupations", len(documents) - 1, len(roles))
    return documents


# Tables


def _read_occupations(onet: _Onet) -> None:
    table = Table(onet.folder, "Occupation Data", (_CODE, _TITLE, "Description"))
    occupations: dict[str, Occupation] = {}
    for line, (code, title, description) in table:
        if not re.fullmatch(r"\d\d-\d{4}\.\d\d", code):
            raise table.fault(line, _CODE, f"{code!r} is no code such as 15-1252.00")
        if code in occupations:
            raise table.fault(line, _CODE, f"{code} stands twice")
        if not re.search("[A-Za-z]", title):
            raise table.fault(line, _TITLE, f"{title!r} is no title")
        occupations[code] = Occupation(code, title, description)
    onet.occupations = occupations


def _read_job_zones(onet: _Onet) -> None:
    reference = Table(onet.folder, "Job Zone Reference", ("Job Zone", "Name"))
    for line, (zone, name) in reference:
        rank = int(reference.number(line, "Job Zone", zone, 1, 9))
        onet.levels[zone] = LevelTerm(
            id=f"job-zone-{rank}", name=name, aliases=[f"Job Zone {rank}"], rank=rank, track="job_zone", in_titles=[]
        )
    for table, line, occupation, (zone,) in onet.lines("Job Zones", "Job Zone"):
        occupation.zone = table.choice(line, "Job Zone", zone, onet.levels)


def _read_skills(onet: _Onet) -> None:
    """Two lines a rating, one for each scale."""
    halves: dict[tuple[str, str], tuple[Table, int]] = {}
    values: dict[tuple[str, str], dict[str, float | None]] = {}
    columns = ("Element ID", "Element Name", "Scale ID", "Data Value", "Not Relevant")
    for table, line, occupation, (element, name, scale, words, not_relevant) in onet.lines("Skills", *columns):
        importance = table.choice(line, "Scale ID", scale, ("IM", "LV")) == "IM"
        value = table.number(line, "Data Value", words, *((1, 5) if importance else (0, _HIGHEST_LEVEL)))
        said = values.setdefault((occupation.code, element), {})
        if scale in said:
            raise table.fault(line, "Scale ID", f"the {scale} of {element} for {occupation.code} stands twice")
        said[scale] = None if table.choice(line, "Not Relevant", not_relevant, _FLAGS) == "Y" else value
        if len(said) == 1:
            halves[occupation.code, element] = table, line
            continue
        del halves[occupation.code, element]
        if said["IM"] is None:
            raise table.fault(line, "Not Relevant", "an importance is marked as not relevant")
        occupation.ratings[element] = Rating(name, said["IM"], said["LV"])
        onet.skills.setdefault(
            element,
            SkillTerm(name=name, kind="technical" if element.startswith(_TECHNICAL) else "soft", onet_id=element),
        )
    for (code, element), (table, line) in halves.items():
        raise table.fault(
            line, "Scale ID", f"of {element} for {code} there is only one line, and it takes an IM and an LV one"
        )


def _read_technology(onet: _Onet) -> None:
    for table, line, occupation, (name, category, hot, in_demand) in onet.lines(
        "Technology Skills", "Example", "Commodity Title", "Hot Technology", "In Demand"
    ):
        if not name.strip() or not category.strip():
            raise table.fault(line, "Commodity Title" if name.strip() else "Example", "the field is empty")
        flags = [
            table.choice(line, column, words, _FLAGS) == "Y"
            for column, words in (("Hot Technology", hot), ("In Demand", in_demand))
        ]
        occupation.tools.append(Tool(cell=name, category=category, hot=flags[0], in_demand=flags[1]))


def _read_related(onet: _Onet) -> None:
    for table, line, occupation, (code, tier, rank) in onet.lines(
        "Related Occupations", "Related O*NET-SOC Code", "Relatedness Tier", "Index"
    ):
        if code not in onet.occupations:
            raise table.fault(line, "Related O*NET-SOC Code", f"{code!r} is no occupation of Occupation Data.txt")
        occupation.related.append((code, tier, int(table.number(line, "Index", rank, 1, 1000))))


def _read_alternate_titles(onet: _Onet) -> None:
    for _, _, occupation, titles in onet.lines("Alternate Titles", "Alternate Title", "Short Title"):
        occupation.titles.update((title, None) for title in titles if title and title != occupation.title)


_READERS = (_read_occupations, _read_job_zones, _read_skills, _read_technology, _read_related, _read_alternate_titles)


# Documents


def _attribution(folder: Path) -> str:
    """What the licence asks for; the tables do not say their version, but the folder's name usually does."""
    version = re.search(r"(\d+)[._](\d+)", folder.resolve().name)
    name = f"O*NET {version[1]}.{version[2]} Database" if version else "O*NET Database"
    return (
        f"{name} by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA), used under the "
        f"{LICENCE} licence. "
        "O*NET® is a trademark of USDOL/ETA. This project has modified the information; USDOL/ETA has not approved, "
        "endorsed or tested the modifications."
    )


def _role_ids(occupations: Iterable[Occupation]) -> dict[str, str]:
    """Role id by code: the slug of the title; of several occupations with one slug each has its code after it."""
    slugs = {known.code: slug(known.title) for known in occupations}
    counts: dict[str, int] = {}
    for id in slugs.values():
        counts[id] = counts.get(id, 0) + 1
    return {code: id if counts[id] == 1 else f"{id}-{slug(code)}" for code, id in slugs.items()}


def _vocabulary(onet: _Onet, attribution: str) -> Document:
    content = Vocabulary(levels=list(onet.levels.values()), skills=list(onet.skills.values()))
    uri = "https://www.onetcenter.org/database.html"
    return Document(
        f"{COLLECTION}/vocabulary", "O*NET job zones and skills", COLLECTION, "onet", content, uri, LICENCE, attribution
    )


def _document(occupation: Occupation, roles: dict[str, str], attribution: str) -> Document:
    content = Blueprint(
        id=roles[occupation.code],
        title=occupation.title,
        search_titles=list(occupation.titles),
        level=f"job-zone-{occupation.zone}" if occupation.zone else None,
        summary=occupation.description or None,
        technical_skills=[
            TechnicalSkill(name=rating.name, weight=rating.weight, proficiency=rating.proficiency)
            for element, rating in occupation.ratings.items()
            if element.startswith(_TECHNICAL)
        ],
        soft_skills=[
            SoftSkill(name=rating.name, weight=rating.weight, proficiency=rating.proficiency)
            for element, rating in occupation.ratings.items()
            if not element.startswith(_TECHNICAL)
        ],
        tools=occupation.tools,
        related=[RelatedRole(role=roles[code], tier=tier, rank=rank) for code, tier, rank in occupation.related],
        other=[] if occupation.ratings else [Other(section=8, heading="Skills", text=NOT_RATED)],
    )
    uri = f"https://www.onetonline.org/link/summary/{occupation.code}"
    return Document(
        f"{COLLECTION}/{occupation.code}", occupation.title, COLLECTION, "onet", content, uri, LICENCE, attribution
    )
