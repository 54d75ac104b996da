"""One ladder in each ordinary form and with each ordinary way to call its levels. What a reader should find in it is
known, for it was written from that.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import yaml
from markdown_it import MarkdownIt

from tests.loaders.ladders.files import as_csv
from tests.loaders.ladders.voices import TWO_SENTENCES, VOICES

Files = dict[str, str | bytes]
Rows = list[list[str]]

NAMINGS = {
    "levels behind titles": ("Junior Agent, level 1", "Agent, level 2", "Senior Agent, level 3", "Lead Agent, level 4"),
    "levels in brackets": ("Junior Designer (Level 1)", "Designer (Level 2)", "Senior Designer (Level 3)"),
    "levels before titles": ("Level 1: Associate Engineer", "Level 2: Engineer", "Level 3: Senior Engineer"),
    "numbers": ("1. Trainee Baker", "2. Baker", "3. Senior Baker", "4. Head Baker"),
    "codes before titles": ("E1: Software Engineer I", "E2: Software Engineer II", "E3: Senior Software Engineer"),
    "codes behind titles": ("Junior Data Scientist (IC1)", "Data Scientist (IC2)", "Senior Data Scientist (IC3)"),
    "codes behind counted levels": (
        "Level 1: Junior Analyst (IC1)",
        "Level 2: Analyst (IC2)",
        "Level 3: Lead Analyst (IC3)",
    ),
    "codes with roman figures": (
        "Software Engineer I - Junior (SE I)",
        "Software Engineer II - Pleno (SE II)",
        "Software Engineer III - Senior (SE III)",
    ),
    "codes": ("IC1", "IC2", "IC3", "IC4", "IC5"),
    "counted levels": ("Level 1", "Level 2", "Level 3"),
    "words": ("Junior", "Mid-level", "Senior", "Lead"),
    "years": ("Junior (0-2 years)", "Mid (2-5 years)", "Senior (5+ years)"),
    "titles": ("Junior Engineer", "Engineer", "Senior Engineer", "Staff Engineer"),
    "roman figures": ("Software Engineer I", "Software Engineer II", "Software Engineer III"),
    "figures": ("Developer 1", "Developer 2", "Developer 3"),
    "tiers": ("Tier 1 Agent", "Tier 2 Agent", "Tier 3 Agent"),
    "figures with meanings": ("Engineer I — Emerging", "Engineer II — Established", "Engineer III — Expert"),
    "codes with points": ("L3.1", "L3.2", "L4.1"),
    "pluses": ("Engineer", "Engineer+", "Senior Engineer", "Senior Engineer+"),
    "crafts": ("Apprentice Carpenter", "Journeyman Carpenter", "Master Carpenter"),
    "a title without a word": ("HR Assistant", "HR Generalist", "Senior HR Business Partner", "HR Director"),
    "managers": ("Team Lead", "Engineering Manager", "Director of Engineering", "VP of Engineering"),
    "German": ("Junior-Entwickler", "Entwickler", "Senior-Entwickler", "Leitender Entwickler"),
    "German stages": ("Stufe 1: Einsteiger", "Stufe 2: Fortgeschritten", "Stufe 3: Experte"),
    "French": ("Développeur junior", "Développeur confirmé", "Développeur senior", "Lead développeur"),
    "Spanish": ("Desarrollador Junior", "Desarrollador Semi Senior", "Desarrollador Senior", "Líder Técnico"),
    "Portuguese": ("Analista Júnior", "Analista Pleno", "Analista Sênior", "Especialista"),
    "Polish": ("Młodszy Programista", "Programista", "Starszy Programista", "Główny Programista"),
    "Danish compounds": ("Juniorudvikler", "Udvikler", "Seniorudvikler"),
    "Russian": ("Младший разработчик", "Разработчик", "Старший разработчик", "Ведущий разработчик"),
    "Korean": ("주니어 개발자", "개발자", "시니어 개발자", "수석 개발자"),
    "Turkish": ("Uzman Yardımcısı", "Uzman", "Kıdemli Uzman"),
    "Chinese": ("初级工程师", "中级工程师", "高级工程师", "资深工程师"),
    "Japanese": ("ジュニアエンジニア", "エンジニア", "シニアエンジニア", "リードエンジニア"),
}
NO_WORD_TELLS = {  # levels that only their places are
    "belts": ("White belt", "Yellow belt", "Green belt", "Black belt"),
    "codes of weeks": ("W1", "W2", "W3"),
    "images": ("Explorer", "Builder", "Leader", "Visionary"),
}
WORDS_TELL_SOME = {
    "a consultancy": ("Analyst", "Consultant", "Senior Consultant", "Manager", "Partner"),
    "grades in brackets": (
        "Content designer (HEO)",
        "Senior content designer (SEO)",
        "Lead content designer (Grade 7)",
    ),
    "bands before titles": ("Band 5 Staff Nurse", "Band 6 Sister", "Band 7 Ward Manager", "Band 8a Matron"),
    "Norwegian": ("Rådgiver", "Seniorrådgiver", "Spesialrådgiver", "Fagdirektør"),
    "Japanese posts": ("メンバー", "リーダー", "マネージャー", "部長"),
}
COMPETENCIES = (
    ("Communication", "Craft", "Leadership", "Delivery"),
    ("Technical expertise", "Collaboration & Teamwork", "Problem solving", "Mentoring and coaching"),
    ("Scope", "Impact", "Ownership"),
)
ABOUT = "This page tells what we expect of people at each step. Ask your manager when something is unclear."


@dataclass(frozen=True)
class Written:
    """A ladder to write down: `levels` as a document calls them, upward."""

    levels: tuple[str, ...]
    competencies: tuple[str, ...]
    voice: str = TWO_SENTENCES
    about: str = ""  # what every text mentions

    def lines(self, level: str, competency: str) -> list[str]:
        """What is asked for at a level, like nothing else that is asked for."""
        at, of = self.levels.index(level), self.competencies.index(competency)
        return [f"{line} {self.about}".rstrip() for line in VOICES[self.voice](self.levels, at, of)]

    @property
    def places(self) -> Iterator[tuple[str, str]]:
        """Each level with each competency."""
        return itertools.product(self.levels, self.competencies)

    def text(self, level: str, competency: str, between: str = " ") -> str:
        return between.join(self.lines(level, competency))


def as_bullets(lines: Sequence[str]) -> str:
    return "".join(f"- {line}\n" for line in lines) + "\n"


def _html_items(lines: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def _page(*parts: str, title: str = "Career Ladder") -> Files:
    return {"page.md": f"# {title}\n\n{ABOUT}\n\n" + "".join(parts)}


def _headings(ladder: Written, says: Callable[[str, str], str], above: str = "") -> Files:
    return _page(
        *(
            f"## {level}\n\n{above}" + "".join(says(level, name) for name in ladder.competencies) + "\n"
            for level in ladder.levels
        )
    )


def _heading_of(ladder: Written, mark: str = "###") -> Callable[[str, str], str]:
    return lambda level, name: f"{mark} {name}\n\n{as_bullets(ladder.lines(level, name))}"


def _with_examples(ladder: Written) -> Callable[[str, str], str]:
    def says(level: str, name: str) -> str:
        text, *examples = ladder.lines(level, name) or [""]
        return f"### {name}\n\n{text}\n\n**Examples**\n\n{as_bullets(examples)}"

    return says


def _bold(ladder: Written) -> Callable[[str, str], str]:
    return lambda level, name: f"**{name}**\n\n{as_bullets(ladder.lines(level, name))}"


def _lines_of(ladder: Written, level: str, competency: str) -> Files:
    """A page whose headings are lines, as an editor of texts leaves them."""

    def below(name: str) -> str:
        return "".join(competency.format(one) + as_bullets(ladder.lines(name, one)) for one in ladder.competencies)

    return _page(*(level.format(name) + below(name) for name in ladder.levels))


def _inverse(ladder: Written, says: Callable[[str, str], str]) -> Files:
    return _page(
        *(
            f"## {name}\n\n" + "".join(says(level, name) for level in ladder.levels) + "\n"
            for name in ladder.competencies
        )
    )


def as_table(rows: Rows) -> str:
    head, *body = [f"| {' | '.join(row)} |\n" for row in rows]
    return f"{head}|{'---|' * len(rows[0])}\n{''.join(body)}\n"


def as_columns(ladder: Written, between: str = "<br>", corner: str = "Competency") -> Rows:
    said = [[name, *(ladder.text(level, name, between) for level in ladder.levels)] for name in ladder.competencies]
    return [[corner, *ladder.levels], *said]


def as_lines(ladder: Written, between: str = "<br>") -> Rows:
    said = [[level, *(ladder.text(level, name, between) for name in ladder.competencies)] for level in ladder.levels]
    return [["Level", *ladder.competencies], *said]


def _grouped(rows: Rows) -> Rows:
    """With a column of groups, named in their first rows only."""
    return [["Area", *rows[0]], *([("People", "", "Work", "")[at], *row] for at, row in enumerate(rows[1:]))]


def _csv(rows: Rows, delimiter: str = ",") -> Files:
    return {"ladder.csv": as_csv(rows, delimiter)}


def slug(name: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in name.lower()).strip("-")


def _folder(ladder: Written, head: Callable[[int, str], str]) -> Files:
    return {
        f"{at}-{slug(level)}.md": head(at, level)
        + "".join(_heading_of(ladder, "##")(level, name) for name in ladder.competencies)
        for at, level in enumerate(ladder.levels, 1)
    }


def _front_matter(at: int, level: str) -> str:
    return f"---\ntitle: {json.dumps(level, ensure_ascii=False)}\norder: {at}\n---\n\n"


def _file_a_competency(ladder: Written) -> Files:
    return {
        f"{slug(name)}.md": f"# {name}\n\n"
        + "".join(f"## {level}\n\n{as_bullets(ladder.lines(level, name))}" for level in ladder.levels)
        for name in ladder.competencies
    }


def as_yaml(said: object) -> Files:
    return {"framework.yaml": yaml.safe_dump(said, sort_keys=False, allow_unicode=True)}


def as_html(files: Files) -> Files:
    rendered = MarkdownIt().enable("table").render(str(files["page.md"]))
    menu = "<nav><a href='/'>Home</a> <a href='/about'>About us</a></nav>"
    return {"page.html": f"<html><body>{menu}<main>{rendered}</main><footer>© The bakery</footer></body></html>"}


def _with(files: Files, before: str = "", behind: str = "") -> Files:
    """The page with parts that are none of the ladder."""
    head, _, rest = str(files["page.md"]).partition(ABOUT)
    return {"page.md": f"{head}{ABOUT}\n\n{before}{rest.lstrip()}\n{behind}"}


HOW_TO = (
    "## How to use this page\n\nRead it twice a year.\n\n- Look at your own level first.\n- Look at the next one.\n\n"
)
QUESTIONS = "## FAQ\n\n### When are promotions?\n\nTwice a year.\n\n### Who decides?\n\nA panel of managers.\n"

PAGES: dict[str, Callable[[Written], Files]] = {
    "headings": lambda ladder: _headings(ladder, _heading_of(ladder)),
    "headings and a summary": lambda ladder: _headings(ladder, _heading_of(ladder), "People here do good work.\n\n"),
    "headings and paragraphs": lambda ladder: _headings(
        ladder, lambda level, name: f"### {name}\n\n{ladder.text(level, name)}\n\n"
    ),
    "headings in groups": lambda ladder: _headings(
        ladder,
        lambda level, name: (
            ("### People\n\n" if name == ladder.competencies[0] else "") + _heading_of(ladder, "####")(level, name)
        ),
    ),
    "headings and questions": lambda ladder: _with(_headings(ladder, _heading_of(ladder)), HOW_TO, QUESTIONS),
    "bold lines": lambda ladder: _headings(ladder, _bold(ladder)),
    "bold names": lambda ladder: _headings(ladder, lambda level, name: f"- **{name}**: {ladder.text(level, name)}\n"),
    "arrows behind names": lambda ladder: _headings(
        ladder, lambda level, name: f"- **{name}** → {ladder.text(level, name)}\n"
    ),
    "names": lambda ladder: _headings(ladder, lambda level, name: f"- {name}: {ladder.text(level, name)}\n"),
    "nested items": lambda ladder: _headings(
        ladder, lambda level, name: f"- {name}\n" + "".join(f"  - {line}\n" for line in ladder.lines(level, name))
    ),
    "levels in bold, competencies in italics": lambda ladder: _lines_of(ladder, "**{}**\n\n", "*{}*\n\n"),
    "levels in bold, labels": lambda ladder: _lines_of(ladder, "**{}**\n\n", "{}:\n\n"),
    "text without marks": lambda ladder: {"page.txt": str(_lines_of(ladder, "{}\n\n", "{}:\n\n")["page.md"])[2:]},
    "examples below competencies": lambda ladder: _headings(ladder, _with_examples(ladder)),
    "an overview, then headings": lambda ladder: _with(
        _headings(ladder, _heading_of(ladder)),
        "## Overview\n\n"
        + as_table(
            [["Level", "Experience"], *([level, f"{at} years, or as much"] for at, level in enumerate(ladder.levels))]
        ),
    ),
    "levels below competencies": lambda ladder: _inverse(
        ladder, lambda level, name: f"### {level}\n\n{as_bullets(ladder.lines(level, name))}"
    ),
    "competencies as titles": lambda ladder: {
        "page.html": "".join(
            f"<h1>{name}</h1><p>{ABOUT}</p>"
            + "".join(f"<h2>{level}</h2>{_html_items(ladder.lines(level, name))}" for level in ladder.levels)
            for name in ladder.competencies
        )
    },
    "levels as bold names": lambda ladder: _inverse(
        ladder, lambda level, name: f"- **{level}**: {ladder.text(level, name)}\n"
    ),
    "a table of one column a competency": lambda ladder: {
        "page.html": "<h1>Career Ladder</h1>"
        + "".join(
            f"<h2>{name}</h2><table>"
            + "".join(
                f"<tr><td>{level}</td></tr><tr><td>{_html_items(ladder.lines(level, name))}</td></tr>"
                for level in ladder.levels
            )
            + "</table>"
            for name in ladder.competencies
        )
    },
    "columns": lambda ladder: _page(as_table(as_columns(ladder))),
    "columns without a corner": lambda ladder: _page(as_table(as_columns(ladder, corner=""))),
    "columns and questions": lambda ladder: _with(_page(as_table(as_columns(ladder))), HOW_TO, QUESTIONS),
    "rows": lambda ladder: _page(as_table(as_lines(ladder))),
    "a table a level": lambda ladder: _page(
        *(
            f"## {level}\n\n"
            + as_table([["Area", "Expectation"], *([name, ladder.text(level, name)] for name in ladder.competencies)])
            for level in ladder.levels
        )
    ),
    "a table a competency": lambda ladder: _page(
        *(
            f"## {name}\n\n"
            + as_table([["Level", "Expectation"], *([level, ladder.text(level, name)] for level in ladder.levels)])
            for name in ladder.competencies
        )
    ),
    "a table a competency, with examples": lambda ladder: _page(
        *(
            f"## {name}\n\n"
            + as_table(
                [
                    ["Level", "What good looks like", "Example"],
                    *([level, *ladder.lines(level, name)] for level in ladder.levels),
                ]
            )
            for name in ladder.competencies
        )
    ),
    "a file a level": lambda ladder: _folder(ladder, lambda at, level: f"# {level}\n\n"),
    "a file a level, front matter": lambda ladder: _folder(ladder, _front_matter),
    "a file a competency": _file_a_competency,
    "CSV of columns": lambda ladder: _csv(as_columns(ladder, "\n")),
    "CSV of rows": lambda ladder: _csv(as_lines(ladder, "\n")),
    "CSV with semicolons": lambda ladder: _csv(as_columns(ladder, "\n"), ";"),
    "CSV of groups": lambda ladder: _csv(_grouped(as_columns(ladder, "\n"))),
    "CSV, a row a text": lambda ladder: _csv(
        [
            ["Level", "Competency", "Description"],
            *([level, name, ladder.text(level, name)] for level, name in ladder.places),
        ]
    ),
    "CSV, a row a text with a number": lambda ladder: _csv(
        [
            ["ID", "Competency", "Level", "Description"],
            *([f"C{at}", name, level, ladder.text(level, name)] for at, (level, name) in enumerate(ladder.places)),
        ]
    ),
    "CSV of merged levels": lambda ladder: _csv(
        [
            ["Level", "Competency", "Expectation"],
            *(
                [level if name == ladder.competencies[0] else "", name, ladder.text(level, name)]
                for level, name in ladder.places
            ),
        ]
    ),
    "YAML of levels": lambda ladder: as_yaml(
        {
            "levels": [
                {"name": level, "competencies": {name: ladder.lines(level, name) for name in ladder.competencies}}
                for level in ladder.levels
            ]
        }
    ),
    "YAML of competencies": lambda ladder: as_yaml(
        {
            "competencies": [
                {"name": name, "levels": {level: ladder.text(level, name) for level in ladder.levels}}
                for name in ladder.competencies
            ]
        }
    ),
    "YAML of levels with a summary": lambda ladder: as_yaml(
        {
            "levels": [
                {
                    "level": level,
                    "summary": "People here do good work.",
                    "expectations": [
                        {"area": name, "items": ladder.lines(level, name)} for name in ladder.competencies
                    ],
                }
                for level in ladder.levels
            ]
        }
    ),
    "YAML of maps": lambda ladder: as_yaml(
        {level: {name: ladder.lines(level, name) for name in ladder.competencies} for level in ladder.levels}
    ),
    "JSON of records": lambda ladder: {
        "ladder.json": json.dumps(
            [
                {"level": level, "competency": name, "description": ladder.text(level, name)}
                for level, name in ladder.places
            ],
            ensure_ascii=False,
        )
    },
    "JSON of rows": lambda ladder: {
        "ladder.json": json.dumps({"range": "Matrix!A1:Z9", "values": as_columns(ladder, "\n")})
    },
    "JSON of heads and rows": lambda ladder: {
        "ladder.json": json.dumps(
            {"headers": as_columns(ladder)[0], "rows": as_columns(ladder, "\n")[1:]}, ensure_ascii=False
        )
    },
    "HTML of headings": lambda ladder: as_html(_headings(ladder, _heading_of(ladder))),
    "HTML of columns": lambda ladder: as_html(_page(as_table(as_columns(ladder)))),
    "HTML of levels below": lambda ladder: as_html(
        _inverse(ladder, lambda level, name: f"### {level}\n\n{as_bullets(ladder.lines(level, name))}")
    ),
}
