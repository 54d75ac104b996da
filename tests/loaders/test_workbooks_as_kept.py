"""Workbooks as companies keep them: what stands around the matrix, and what parts it over sheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from graph.folding.fold import fold
from loaders.mapped.documents.documents import documents_of
from loaders.mapped.folder import files_under, map_files
from loaders.mapped.found import Framework

Rows = Sequence[Sequence[str | int | None]]
DOUGH = ("Weighs flour by the recipe of the house", "Kneads all doughs of a morning alone", "Writes the recipes")
GUESTS = ("Greets each guest who comes in", "Knows what each guest bought last week", "Wins inns as guests")


def framework(tmp_path: Path, sheets: dict[str, Rows], merged: Sequence[tuple[str, str]] = ()) -> Framework:
    """What is read of a workbook with these sheets; `merged` are ranges of cells by sheet."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for name, cells in merged:
        workbook[name].merge_cells(cells)
    workbook.save(tmp_path / "ladder.xlsx")
    return map_files(files_under([tmp_path]))[1]


def titles(found: Framework) -> list[tuple[str, str]]:
    return [(role.title, role.level) for role in found.roles]


def steps(found: Framework) -> list[str]:
    return [f"{lower.title} → {upper.title}" for lower, upper in found.steps]


def test_given_a_sheet_a_level_as_a_form_when_mapped_then_each_is_read_and_what_is_filled_in_is_not(
    tmp_path: Path,
) -> None:
    heads = ("Domain", "Competency", "What is expected", "Self", "Comments")
    sheets: dict[str, Rows] = {"How to": [("Level", "Job"), ("N1", "Baker's Hand"), ("N2", "Baker")]}
    for at, title in enumerate(("Baker's Hand", "Baker")):
        sheets[f"N{at + 1}"] = [
            (f"N{at + 1} – {title}",),
            ("Name:", None, "Date:"),
            (None,),
            heads,
            ("Craft", "Dough", DOUGH[at]),
            (None, "Guests", GUESTS[at]),
            ("Signed:",),
        ]

    found = framework(tmp_path, sheets, [("N1", "A5:A6"), ("N2", "A5:A6")])

    assert titles(found) == [("Baker's Hand", "N1"), ("Baker", "N2")]
    assert found.competencies() == ["Dough", "Guests"]
    assert [(text.lines, text.group) for _, text in found.cells()][:2] == [
        ([DOUGH[0]], "Craft"),
        ([GUESTS[0]], "Craft"),
    ]


def test_given_a_sheet_a_discipline_with_titles_of_its_own_when_mapped_then_each_has_its_ladder(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        craft: [
            (f"{craft} at Round & Loaf",),
            (None,),
            ("Level", None, "G1", "G2", "Notes (calibration)"),
            ("Job title", None, f"Junior {people}", people, None),
            ("Typical experience", None, "0-1 yr", "1-3 yrs", None),
            (None,),
            ("CRAFT", "Dough", DOUGH[0], DOUGH[1], "ask Ada"),
            (None, "Guests", GUESTS[0], GUESTS[1], None),
        ]
        for craft, people in (("Baking", "Baker"), ("Milling", "Miller"))
    }
    sheets["Bands"] = [("Level", "Min", "Max"), ("G1", 26000, 33000), ("G2", 36000, 50000)]
    merged = [
        (craft, cells) for craft in ("Baking", "Milling") for cells in ("A3:B3", "A4:B4", "A5:B5", "A7:A8", "E3:E4")
    ]

    found = framework(tmp_path, sheets, merged)

    assert titles(found) == [("Junior Baker", "G1"), ("Junior Miller", "G1"), ("Baker", "G2"), ("Miller", "G2")]
    assert found.competencies() == ["Dough", "Guests"]
    assert steps(found) == ["Junior Baker → Baker", "Junior Miller → Miller"]
    assert len(list(found.cells())) == 8


def test_given_a_list_of_expectations_beside_lookups_when_mapped_then_the_lookups_are_no_roles(tmp_path: Path) -> None:
    heads = ("Ref", "Job family", "Grade", "Job title", "Competency", "Expectation", "Status")
    jobs = [
        ("Bakery", "P1", "Baker's Hand"),
        ("Bakery", "P2", "Baker"),
        ("Shop", "P1", "Seller"),
        ("Shop", "P2", "Keeper"),
    ]
    texts = [("Dough", DOUGH), ("Guests", GUESTS)]
    rows = [
        (f"R-{at}", family, grade, title, name, said[int(grade[1]) - 1], "Approved")
        for at, (family, grade, title, name, said) in enumerate((*job, *text) for job in jobs for text in texts)
    ]
    lookups: Rows = [
        ("Grade", "Meaning", None, "Status"),
        ("P1", "Entry, trained on one task or area", None, "Approved"),
        ("P2", "Fully qualified in all of the tasks", None, "Under review"),
        ("P5", "Reserved and not in use in this house", None, None),
    ]

    found = framework(tmp_path, {"Register": [("Register of roles",), (None,), heads, *rows], "Lookups": lookups})

    assert sorted(titles(found)) == [("Baker", "P2"), ("Baker's Hand", "P1"), ("Keeper", "P2"), ("Seller", "P1")]
    assert found.competencies() == ["Dough", "Guests"]
    assert len(list(found.cells())) == 8
    assert any("Reserved" in words for _, _, words in found.unused)


def test_given_levels_below_a_merged_head_when_mapped_then_the_head_below_it_is_no_level(tmp_path: Path) -> None:
    rows: Rows = [
        ("LEVEL", None, "CRAFT", None, "FOR INFORMATION", None),
        ("Code", "Title", "Dough", "Guests", "Typical yrs", "Notes"),
        *(
            (f"PM{at + 1}", title, DOUGH[at], GUESTS[at], f"{at}-{at + 2}", "ask Ada" if at else None)
            for at, title in enumerate(("Associate Baker", "Baker", "Senior Baker"))
        ),
    ]

    found = framework(tmp_path, {"Bakers": rows}, [("Bakers", "A1:B1"), ("Bakers", "C1:D1"), ("Bakers", "E1:F1")])

    assert titles(found) == [("Associate Baker", "PM1"), ("Baker", "PM2"), ("Senior Baker", "PM3")]
    assert found.competencies() == ["Dough", "Guests"]
    assert {text.group for _, text in found.cells()} == {"CRAFT"}


def test_given_codes_with_a_letter_behind_when_mapped_then_levels_of_one_figure_stand_side_by_side(
    tmp_path: Path,
) -> None:
    rows: Rows = [
        ("Competency", "VN1\nHand", "VN2\nBaker", "VN3C\nMaster Baker", "VN3M\nHead of Baking"),
        ("Dough", *DOUGH, "Plans who bakes what"),
        ("Guests", *GUESTS, "Answers complaints of guests"),
    ]

    found = framework(tmp_path, {"Matrix": rows})

    assert steps(found) == ["Hand → Baker", "Baker → Master Baker", "Baker → Head of Baking"]


FORK = {"Baker → Master Baker", "Baker → Head of Baking"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("From K2 you can go either to K3 or to M3.", {"Baker → Master Baker", "Baker → Head of Baking"}),
        (
            "Ab K2 gibt es zwei Wege: Fachweg (K3) oder Führung (M3).",
            {"Baker → Master Baker", "Baker → Head of Baking"},
        ),
        (
            "Routes: K1 → K2 → K3, or lead (K2 → M3).",
            {"Hand → Baker", "Baker → Master Baker", "Baker → Head of Baking"},
        ),
        ("K1 to K3 share one scale, M3 has another.", set()),
    ],
)
def test_given_a_sentence_about_the_ways_up_when_mapped_then_its_steps_are_stated(
    sentence: str, expected: set[str], tmp_path: Path
) -> None:
    levels = (("K1", "Hand"), ("K2", "Baker"), ("K3", "Master Baker"), ("M3", "Head of Baking"))
    page = "".join(f"## {code} – {title}\n\n### Dough\n\n- works as a {title} each day\n\n" for code, title in levels)
    (tmp_path / "ladder.md").write_text(f"# Ladder\n\n{sentence}\n\n{page}", encoding="utf-8")

    found = map_files(files_under([tmp_path]))[1]

    assert {f"{link.lower.title} → {link.upper.title}" for link in found.stated} == expected


def test_given_a_row_struck_out_when_mapped_then_it_is_told_as_unused(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in (("Skill", "Junior Baker", "Baker"), ("Dough", *DOUGH[:2]), ("Guests", *GUESTS[:2])):
        sheet.append(list(row))
    for cell in sheet[3]:
        cell.font = Font(strike=True)
    workbook.save(tmp_path / "ladder.xlsx")

    found = map_files(files_under([tmp_path]))[1]

    assert found.competencies() == ["Dough"]
    assert [words for _, _, words in found.unused] == ["~~Guests~~", *(f"~~{text}~~" for text in GUESTS[:2])]


def test_given_a_sentence_on_another_page_when_mapped_then_its_steps_are_of_all_disciplines_and_quote_it(
    tmp_path: Path,
) -> None:
    workbook = Workbook()
    for sheet, craft in ((workbook.worksheets[0], "Baker"), (workbook.create_sheet("Millers"), "Miller")):
        sheet.title = f"{craft}s"
        for row in (("Skill", "K1", "K2", "K3"), (None, craft, f"Senior {craft}", f"Staff {craft}"), ("Dough", *DOUGH)):
            sheet.append(list(row))
    workbook.save(tmp_path / "ladder.xlsx")
    way = "From K2 one may go on to either K3 or M1."
    heads = "".join(f"## M{at} - Head of {at}\n\n### People\n\n- Hires\n\n" for at in (1, 2))
    page = f"# Leading\n\n{heads}## Ways\n\n{way}\n"
    (tmp_path / "leading.md").write_text(page)

    mapping, found, _ = map_files(files_under([tmp_path]))
    graph = fold(documents_of(found, mapping, "house"))

    leading = {edge.start: said for edge, said in graph.edges.items() if edge.end == "head-of-1"}
    assert leading.keys() == {"senior-baker", "senior-miller"}
    for said in leading.values():
        assert set(said["evidence_words"]) == {way}
        assert set(said["evidence_line"]) == {17}
        assert all(document.startswith("house/leading.md#") for document in said["evidence_document"])
    assert way not in {words for _, _, words in found.unused}
