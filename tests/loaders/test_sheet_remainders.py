"""Ladders in spreadsheets as people write them: every cell is read, or told; nothing becomes a skill by a slip."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from graph.documents.blueprint import Blueprint, Career, CareerStep, KindStatement, Kpi, TechnicalSkill, Tool
from graph.documents.document import Document
from graph.documents.spelling import letters, spelled
from graph.errors import DocumentErrors
from loaders.sheets.headings import IN_OTHER_LANGUAGES
from loaders.sheets.layout import ROLES, SHEETS
from loaders.sheets.read import SheetReading, read_sheets
from loaders.sheets.workbook import to_workbook
from tests.loaders.test_sheet import Table, contents, without_places, workbook


def csv(folder: Path, text: str, name: str = "acme.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def said(reading: SheetReading) -> list[dict[str, Any]]:
    """What each role says, without what goes without saying."""
    return [role.model_dump(exclude_defaults=True) for role in contents(reading).values()]


def faults(path: Path) -> list[str]:
    with pytest.raises(DocumentErrors) as caught:
        read_sheets([path])
    return [str(error) for error in caught.value.errors]


def roles(folder: Path, rows: Table, *merged: str) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.title = "Roles"
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    book.save(folder / "acme.xlsx")
    return folder / "acme.xlsx"


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("Next roles", "Senior Baker (2-3 years)", {"next": [("Senior Baker", 24, 36)]}),
        ("Next roles", "Senior Baker (2–3 Jahre)", {"next": [("Senior Baker", 24, 36)]}),
        ("Next roles", "Senior Baker (24-48 months)", {"next": [("Senior Baker", 24, 48)]}),
        ("Next roles", "Senior Baker (2,5 years)", {"next": [("Senior Baker", 30, 30)]}),
        ("Next roles", "Senior Baker (L5)", {"next": [("Senior Baker (L5)", None, None)]}),
        ("Technical skills", "Kneading 80%", {"skills": [("Kneading", None, 0.8)]}),
        ("Technical skills", "Kneading: 80 %", {"skills": [("Kneading", None, 0.8)]}),
        ("Technical skills", "Kneading (must, 80%)", {"skills": [("Kneading", "must", 0.8)]}),
        ("Technical skills", "Google Cloud (GCP), 80%", {"skills": [("Google Cloud (GCP)", None, 0.8)]}),
        ("Technical skills", "Google Cloud (GCP)", {"skills": [("Google Cloud (GCP)", None, None)]}),
        ("Technical skills", "–", {}),
        ("Technical skills", "n/a", {}),
        ("Level", "-", {}),
        ("Years from", "5+", {"years": (5, None)}),
        ("Years from", "2,5", {"years": (2.5, None)}),
        ("Years from", "3–5 Jahre", {"years": (3, 5)}),
        ("Years from", "3 to 5 years", {"years": (3, 5)}),
        ("Years from", "18 months", {"years": (1.5, None)}),
    ],
)
def test_given_a_cell_as_people_write_it_when_read_then_it_says_what_they_meant(
    tmp_path: Path, column: str, cell: str, expected: dict[str, Any]
) -> None:
    (role,) = contents(read_sheets([csv(tmp_path, f'Title\t{column}\nBaker\t"{cell}"\n')])).values()
    read: dict[str, Any] = {
        "next": [(step.name, step.months_min, step.months_max) for step in role.career.next],
        "skills": [(skill.name, skill.tier, skill.weight) for skill in role.technical_skills],
        "years": (role.years_min, role.years_max) if role.years_min else None,
    }
    assert {name: value for name, value in read.items() if value} == expected
    assert role.level is None


@pytest.mark.parametrize(
    ("column", "cell", "question"),
    [
        ("Technical skills", "Python (msut)", "'msut' is neither tier nor importance. Did you mean the tier must?"),
        ("Technical skills", "Python (must, crtical)", "the importance critical?"),
        ("Technical skills", "Python (must, for pipelines)", "'for pipelines' is neither tier nor importance."),
        ("Technical skills", "Python 140%", "140% is more than all"),
        ("Technical skills", "Scrub (must), Teaching, Rostering", "looks like several entries. Write a semicolon"),
        ("Technical skills", "Scrub (must), Anaesthetics (good)", "looks like several entries"),
        ("Technical skills", "Google Cloud (GCP), Git 80%", "looks like several entries"),
        ("Soft skills", "Care (important), Calm", "looks like several entries"),
        ("Next roles", "Senior Baker (24-48 months), Miller", "looks like several entries"),
        ("Soft skills", "Care (must)", "a soft skill has no tier"),
        ("Next roles", "Senior Baker (2-3)", "'2-3' is no time. Write months or years"),
        ("Next roles", "Senior Baker (2-3 moons)", "'2-3 moons' is no time."),
        ("Years from", "1_4", "'1_4' is no number"),
        ("Years from", "nan", "'nan' is no number"),
        ("Years to", "5+", "'5+' has no upper end"),
        ("Years to", "3-5", "'3-5' is a range"),
        ("Years from", "80%", "'80%' is a percentage"),
        ("Mission", "#REF!", "#REF! is a fault of the spreadsheet. Mend the cell's formula."),
    ],
)
def test_given_a_cell_that_may_be_a_slip_when_read_then_it_is_a_question_with_its_place(
    tmp_path: Path, column: str, cell: str, question: str
) -> None:
    (fault,) = faults(csv(tmp_path, f"Title\t{column}\nBaker\t{cell}\n"))
    assert fault.startswith(f"acme.csv: sheet Roles, row 2, column {column}: ")
    assert question in fault


def test_given_details_behind_a_name_in_the_sheets_of_skills_and_steps_when_read_then_they_are_details_too(
    tmp_path: Path,
) -> None:
    skills = [["Role", "Skill", "Weight"], ["A", "Kneading 80%"], ["A", "Python (must)", 0.5]]
    path = workbook(
        tmp_path / "acme.xlsx",
        Roles=[["Title"], ["A"]],
        Skills=skills,
        Steps=[["Role", "Other role"], ["A", "B (2-3 years)"]],
    )
    assert said(read_sheets([path])) == [
        {
            "title": "A",
            "technical_skills": [
                {"name": "Kneading", "weight": 0.8},
                {"name": "Python", "tier": "must", "weight": 0.5},
            ],
            "career": {"next": [{"name": "B", "months_min": 24, "months_max": 36}]},
        }
    ]
    skills += [["A", "Go (msut)"], ["A", "SQL 80%", 0.5]]
    said_twice = faults(workbook(path, Roles=[["Title"], ["A"]], Skills=skills))
    assert [fault.split("acme.xlsx: sheet Skills, ")[1] for fault in said_twice] == [
        "row 4, column Skill: 'Go (msut)': 'msut' is neither tier nor importance. Did you mean the tier must?",
        "row 5, column Weight: 'SQL 80%' says it too. Keep one of the two.",
    ]


def test_given_a_range_and_an_upper_end_when_read_then_one_is_too_many(tmp_path: Path) -> None:
    (fault,) = faults(csv(tmp_path, "Title,Years from,Years to\nBaker,3-5,6\n"))
    assert "column Years to: Years from holds a range already" in fault


def test_given_a_line_that_names_the_separator_when_read_then_it_is_taken(tmp_path: Path) -> None:
    path = csv(
        tmp_path, "sep=;\nTitel;Fachliche Fähigkeiten;Nächste Rollen\nBäcker;Kneten, von Hand (must);A (2 Jahre)\n"
    )
    (role,) = contents(read_sheets([path])).values()
    assert (role.title, role.technical_skills[0].name) == ("Bäcker", "Kneten, von Hand")
    assert (role.career.next[0].months_min, role.career.next[0].months_max) == (24, 24)


def test_given_a_banner_when_read_then_the_heading_below_it_is_found_and_the_banner_told(tmp_path: Path) -> None:
    rows = [["Our ladder"], [], ["Title", "Family", None], ["Baker", "Baking", "odd"]]
    reading = read_sheets([roles(tmp_path, rows, "A1:C1")])
    assert said(reading) == [{"title": "Baker", "family": "Baking"}]
    assert [note.split(". Columns")[0].removeprefix("acme.xlsx: sheet Roles: ") for note in reading.notes] == [
        "row 1 is above the heading and passed over: 'Our ladder'",
        "column 3, which has no heading, is not read. It has 1 cells, the first in row 4: 'odd'",
    ]
    assert reading.summary == ["acme.xlsx: sheet Roles: 1 rows read as Roles."]


def test_given_no_heading_when_read_then_the_message_quotes_what_was_found(tmp_path: Path) -> None:
    (fault,) = faults(csv(tmp_path, "Funktionsname,Stufe\nBaker,mid\n"))
    assert "the likeliest heading is 'Funktionsname', 'Stufe'." in fault
    headings = {"Title": ["Funktionsname"]}
    reading = read_sheets([tmp_path / "acme.csv"], headings=headings)
    assert said(reading) == [{"title": "Baker", "level": "mid"}]
    with pytest.raises(DocumentErrors, match=r"ladder.yaml: headings: there is no column 'Titel' in a spreadsheet"):
        read_sheets([tmp_path / "acme.csv"], headings={"Titel": ["Funktionsname"]})


def test_given_merged_cells_when_read_then_every_row_and_column_has_what_they_say(tmp_path: Path) -> None:
    rows = [
        ["Title", "Family", "Mission", "Summary", "Technical skills"],
        ["A", "Baking", "Both", None, "Kneading"],
        ["B", None, None, None, "Kneading"],
        ["C", None, None, None, "Weighing; Baking"],
        [None, None, "Bakes", None, "Frying; Oil"],
    ]
    reading = read_sheets([roles(tmp_path, rows, "B2:B3", "C2:D3", "A4:A5")])
    assert [
        (role["title"], role.get("family"), role.get("mission"), role.get("summary")) for role in said(reading)
    ] == [
        ("A", "Baking", "Both", "Both"),
        ("B", "Baking", "Both", "Both"),
        ("C", None, "Bakes", None),
    ]
    assert [skill["name"] for skill in said(reading)[2]["technical_skills"]] == ["Weighing", "Baking", "Frying", "Oil"]
    rows[3][2] = "Weighs"
    (fault,) = faults(roles(tmp_path, rows, "A4:A5"))
    assert "row 5, column Mission: 'Bakes' is not what row 4 of the same merged title says" in fault


def test_given_hidden_sheets_and_formulas_without_a_value_when_read_then_they_are_told(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active
    book.active.title = "Roles"
    for row in (["Title", "Years from"], ["Baker", "=1+1"]):
        book.active.append(row)
    book.create_sheet("Tools").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    (fault,) = faults(tmp_path / "a.xlsx")
    assert fault.startswith("a.xlsx: sheet Roles, cell B2: the formula has no value. Open the file")
    book.active["B2"] = 2
    book.save(tmp_path / "a.xlsx")
    assert read_sheets([tmp_path / "a.xlsx"]).notes == [
        "a.xlsx: the sheet 'Tools' is hidden and not read. Show it, or delete it."
    ]


def test_given_a_cell_that_an_export_could_not_write_when_read_then_its_role_is_told(tmp_path: Path) -> None:
    (note,) = read_sheets([csv(tmp_path, f"Title,Mission\nBaker,{'x' * 40_000}\n")]).notes
    assert note.startswith("acme.csv: sheet Roles, row 2, column Mission: 40,000 characters of the role 'Baker';")


def test_given_headings_in_other_languages_then_each_stands_for_one_column_of_a_sheet() -> None:
    for sheet in SHEETS:
        for words in IN_OTHER_LANGUAGES.values():
            for word in words:
                assert len([column for column in sheet.columns if column is sheet.column(word)]) <= 1
        claims = [name for column in sheet.columns for name in column.names - {letters(column.field)}]
        assert len(claims) == len(set(claims)), sheet.name
    assert [ROLES.column(word).field for word in ("Titel", "Niveau", "Años")] == ["title", "level", "years_min"]  # type: ignore[union-attr]


# The kind

COLUMNS = [
    "Title",
    "Level",
    "Family",
    "Years from",
    "Years to",
    "Technical skills",
    "Tools",
    "Next roles",
    "Salary",
    None,
]
CELLS = st.sampled_from(
    [
        "5",
        "3-5",
        "2,5",
        "Git",
        "Git; Docker",
        "Python (must)",
        "Kneading 80%",
        "Chef (2 years)",
        "A (msut)",
        "A (B), C",
        "–",
        "x y",
        "7",
    ]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    columns=st.permutations(COLUMNS),
    rows=st.lists(st.lists(st.none() | CELLS, min_size=10, max_size=10), min_size=1, max_size=3),
)
def test_given_any_sheet_when_read_then_every_cell_is_in_a_role_or_told(
    tmp_path: Path, columns: list[str | None], rows: list[list[str | None]]
) -> None:
    for number, row in enumerate(rows):
        row[columns.index("Title")] = f"Role {'ABC'[number]}"
    path = workbook(tmp_path / "acme.xlsx", Roles=[columns, *rows])
    try:
        reading = read_sheets([path])
    except DocumentErrors as error:
        places = [re.match(r"acme.xlsx: sheet Roles, row \d+", str(fault)) for fault in error.errors]
        assert None not in places
        return
    for row, role in zip(rows, said(reading), strict=True):
        numbers = json.dumps(role)
        for column, cell in zip(columns, row, strict=True):
            if cell in (None, "–"):
                continue
            if column in ("Salary", None):
                name = "the column 'Salary'" if column else "which has no heading,"
                assert any(f"{name} is not read. It has" in note for note in reading.notes)
                continue
            for word in re.findall(r"[A-Za-z]{3,}", cell or ""):
                assert word in numbers or word == "years"
            for figure in re.findall(r"\d+", cell or ""):
                assert re.search({"80": r"0\.8|80%", "2": r"\b2|24"}.get(figure, rf"\b{figure}"), numbers), (cell, role)


text = st.text("ab;-–=+@ \n(%)8_xé漢", min_size=1, max_size=8).map(str.strip).filter(spelled)
any_text = st.text("a;-–=\n(%)8", min_size=1, max_size=4).map(str.strip).filter(bool)
entry = text.map(lambda words: " ".join(words.split()))


@st.composite
def blueprints(draw: st.DrawFn, title: str) -> Blueprint:
    return Blueprint(
        title=title,
        mission=draw(st.none() | any_text),
        family=draw(st.none() | entry),
        aliases=draw(st.lists(entry, max_size=2)),
        years_min=draw(st.none() | st.floats(0, 60)),
        technical_skills=[
            TechnicalSkill(name=name, weight=weight, use=use)
            for name, weight, use in draw(
                st.lists(st.tuples(any_text, st.none() | st.floats(0, 1), st.none() | any_text), max_size=2)
            )
        ],
        tools=[
            Tool(cell=cell, hot=hot) for cell, hot in draw(st.lists(st.tuples(any_text, st.booleans()), max_size=2))
        ],
        career=Career(
            next=[CareerStep(name=name, months_min=1, months_max=9) for name in draw(st.lists(any_text, max_size=2))],
            promotion_to=draw(st.none() | any_text),
        ),
        kpis=[
            Kpi(name=name, target=target) for name, target in draw(st.lists(st.tuples(any_text, any_text), max_size=1))
        ],
        qualifications=draw(
            st.lists(st.builds(KindStatement, text=any_text, items=st.lists(entry, max_size=2)), max_size=2)
        ),
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from("ABCDEF"), min_size=1, max_size=3, unique=True).flatmap(
        lambda titles: st.tuples(*(blueprints(title) for title in titles))
    )
)
def test_given_any_roles_when_exported_and_imported_then_they_say_the_same(
    tmp_path: Path, said: tuple[Blueprint, ...]
) -> None:
    documents = [Document(f"acme/{role.title.lower()}", role.title, "acme", "sheet", role) for role in said]
    left_out: list[str] = []
    (tmp_path / "acme.xlsx").write_bytes(to_workbook(documents, (), left_out))
    reading = read_sheets([tmp_path / "acme.xlsx"])
    assert left_out == reading.notes == []
    assert [without_places(document) for document in reading.documents] == [
        without_places(document) for document in documents
    ]
