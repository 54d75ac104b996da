"""The ladders of two disciplines or tracks, in each ordinary form of one document or folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.loaders.ladders.files import as_csv
from tests.loaders.ladders.written import Files, Rows, Written, as_bullets, as_html, as_table, as_yaml, slug

Ladders = dict[str, Written]

COMPETENCIES = (("Communication", "Craft", "Delivery"), ("Communication", "Research", "Planning"))
LEVELS = {
    "titles": {
        "Engineering": ("Junior Engineer", "Engineer", "Senior Engineer"),
        "Design": ("Junior Designer", "Designer", "Senior Designer"),
    },
    "the same words": {"Backend": ("Junior", "Mid", "Senior"), "Frontend": ("Junior", "Mid", "Senior")},
    "codes": {"Product Management": ("PM1", "PM2", "PM3"), "Product Design": ("PD1", "PD2", "PD3")},
    "the same levels": {"Sales": ("Level 1", "Level 2", "Level 3"), "Support": ("Level 1", "Level 2", "Level 3")},
    "German": {
        "Softwareentwicklung": ("Junior Entwickler", "Entwickler", "Senior Entwickler"),
        "Vertrieb": ("Junior Verkäufer", "Verkäufer", "Senior Verkäufer"),
    },
}
LADDERS: dict[str, Ladders] = {
    name: {
        discipline: Written(levels, names, about=discipline)
        for (discipline, levels), names in zip(disciplines.items(), COMPETENCIES, strict=True)
    }
    for name, disciplines in LEVELS.items()
}


def _each(ladders: Ladders) -> Iterator[tuple[str, Written, str]]:
    return ((discipline, ladder, level) for discipline, ladder in ladders.items() for level in ladder.levels)


def _texts(ladder: Written, level: str, mark: str) -> str:
    return "".join(f"{mark} {name}\n\n{as_bullets(ladder.lines(level, name))}" for name in ladder.competencies)


def _levels(ladder: Written, mark: str) -> str:
    return "".join(f"{mark} {level}\n\n{_texts(ladder, level, f'{mark}#')}" for level in ladder.levels)


def _matrix(ladder: Written) -> Rows:
    said = [[name, *(ladder.text(level, name) for level in ladder.levels)] for name in ladder.competencies]
    return [["Competency", *ladder.levels], *said]


def _rows(ladders: Ladders) -> Rows:
    head = ["Family", "Level", "Competency", "Description"]
    said = [
        [discipline, level, name, ladder.text(level, name)]
        for discipline, ladder, level in _each(ladders)
        for name in ladder.competencies
    ]
    return [head, *said]


def _tree(ladder: Written) -> list[dict[str, object]]:
    return [
        {
            "name": level,
            "competencies": [{"name": name, "text": ladder.text(level, name)} for name in ladder.competencies],
        }
        for level in ladder.levels
    ]


def _page(ladders: Ladders) -> Files:
    parts = (f"## {discipline}\n\n{_levels(ladder, '###')}" for discipline, ladder in ladders.items())
    return {"page.md": "# Career Ladders\n\n" + "".join(parts)}


FORMS: dict[str, Callable[[Ladders], Files]] = {
    "headings": _page,
    "headings without a title": lambda ladders: {
        "page.md": "".join(f"# {discipline}\n\n{_levels(ladder, '##')}" for discipline, ladder in ladders.items())
    },
    "HTML of headings": lambda ladders: as_html(_page(ladders)),
    "tables": lambda ladders: {
        "page.md": "# Career Ladders\n\n"
        + "".join(f"## {discipline}\n\n{as_table(_matrix(ladder))}" for discipline, ladder in ladders.items())
    },
    "a page a discipline": lambda ladders: {
        f"{slug(discipline)}.md": f"# {discipline} Career Ladder\n\n{_levels(ladder, '##')}"
        for discipline, ladder in ladders.items()
    },
    "a table a discipline": lambda ladders: {
        f"{slug(discipline)}.md": f"# {discipline}\n\n{as_table(_matrix(ladder))}"
        for discipline, ladder in ladders.items()
    },
    "a folder a discipline": lambda ladders: {
        f"{slug(discipline)}/{slug(level)}.md": f"# {level}\n\n{_texts(ladder, level, '##')}"
        for discipline, ladder, level in _each(ladders)
    },
    "CSV a discipline": lambda ladders: {
        f"{slug(discipline)}.csv": as_csv(_matrix(ladder)) for discipline, ladder in ladders.items()
    },
    "CSV, a row a text": lambda ladders: {"ladders.csv": as_csv(_rows(ladders))},
    "YAML": lambda ladders: as_yaml(
        {"families": [{"name": discipline, "levels": _tree(ladder)} for discipline, ladder in ladders.items()]}
    ),
    "YAML a discipline": lambda ladders: {
        f"{slug(discipline)}.yaml": as_yaml({"family": discipline, "levels": _tree(ladder)})["framework.yaml"]
        for discipline, ladder in ladders.items()
    },
}
