"""The competency matrix: one value, three ways to write it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
import typer
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

import cli.commands.matrix
from graph.documents.document import Document
from graph.folding.fold import fold
from graph.neo4j.database import Database
from queries.errors import UnknownId
from queries.ladders.matrix import Cell, Column, Matrix, find_family, headings, matrix, rows, to_csv, to_markdown
from queries.ladders.matrix_workbook import to_xlsx
from queries.network.build import network_of
from queries.network.network import Family, Network
from tests.support.documents import document
from tests.support.server import Server

LADDER = [
    document(
        """
levels:
  - {name: Senior, rank: 3}
  - {name: Junior, rank: 1}
  - {name: Associate, rank: 1}
  - {name: Manager, rank: 2, track: management}
families:
  - {name: Baking & more, id: baking}
  - {name: Milling}
""",
        "vocabulary/all.yaml",
    ),
    document(
        """
id: senior-baker
title: Senior Baker
family: baking
technical_skills:
  - {name: Ovens, tier: must, importance: critical, proficiency: 3}
  - {name: Weighing, tier: good}
""",
        "roles/1.yaml",
    ),
    document(
        """
id: senior-pastry-chef
title: Senior Pastry Chef
family: baking
technical_skills:
  - {name: Ovens, tier: advanced, importance: optional, proficiency: 4}
  - {name: Weighing, importance: important}
""",
        "roles/2.yaml",
    ),
    document(
        'id: junior-baker\ntitle: Junior Baker\nfamily: baking\ntechnical_skills: [Weighing]\nsoft_skills: ["=1+1", '
        '"Pipes | and"]\n',
        "roles/3.yaml",
    ),
    document(
        "id: bakery-manager\ntitle: Bakery Manager\nfamily: baking\nlevel: manager\nsoft_skills: [{name: Care, "
        "importance: critical}]\n",
        "roles/4.yaml",
    ),
    document(
        "id: oven-tester\ntitle: Oven Tester\nfamily: baking\ntechnical_skills: [{name: Ovens, tier: must}]\n",
        "roles/5.yaml",
    ),
    document(
        "id: old-baker\ntitle: Associate Baker\nfamily: baking\nstatus: retired\ntechnical_skills: [Firewood]\n",
        "roles/6.yaml",
    ),
    document(
        "id: new-baker\ntitle: Associate Bread Designer\nfamily: baking\nstatus: draft\ntechnical_skills: [Bread "
        "printing]\n",
        "roles/7.yaml",
    ),
    document("id: miller\ntitle: Senior Miller\nfamily: milling\ntechnical_skills: [Grinding]\n", "roles/8.yaml"),
]


def network(*, drafts: bool = False) -> Network:
    return network_of(fold(LADDER), "generation", 7, drafts=drafts)


@pytest.fixture
def table() -> Matrix:
    return matrix(network(), Family("baking", "Baking & more"))


COLUMNS = (
    Column("junior", "Junior", "individual", ("Junior Baker",)),
    Column("senior", "Senior", "individual", ("Senior Baker", "Senior Pastry Chef")),
    Column("manager", "Manager", "management", ("Bakery Manager",)),
    Column(None, "No level", None, ("Oven Tester",)),
)
ROWS = [
    ["Ovens", "technical", "", "must · critical · 4", "", "must"],
    ["Weighing", "technical", "asked for", "good · important", "", ""],
    ["Care", "soft", "", "", "critical", ""],
    ["=1+1", "soft", "asked for", "", "", ""],
    ["Pipes | and", "soft", "asked for", "", "", ""],
]


def test_given_a_family_when_asked_for_its_matrix_then_levels_go_by_track_and_rank_and_skills_by_weight_and_name(
    table: Matrix,
) -> None:
    assert table.columns == COLUMNS
    assert list(rows(table)) == ROWS
    assert [line.weight for line in table.lines] == [1.7, 0.98, 0.6, 0.42, 0.42]


def test_given_several_roles_at_a_level_then_a_cell_has_the_strongest_of_each(table: Matrix) -> None:
    assert table.lines[0].cells == (None, Cell("must", "critical", 4.0, 1.0), None, Cell("must", None, None, 0.7))


def test_given_drafts_when_they_are_wanted_then_they_are_a_column() -> None:
    columns = matrix(network(drafts=True), Family("baking", "Baking & more")).columns
    assert columns == (Column("associate", "Associate", "individual", ("Associate Bread Designer",)), *COLUMNS)


def test_given_a_family_without_described_roles_then_the_matrix_is_empty_and_can_still_be_written() -> None:
    empty = matrix(network(), Family("fishing", "Fishing"))
    assert empty == Matrix(Family("fishing", "Fishing"), 7, (), ())
    assert to_csv(empty) == "Skill,Kind\n"
    assert sheet_of(to_xlsx(empty)).cell(4, 1).value == "Skill"


@pytest.mark.parametrize("text", ["baking", "BAKING & more", " Baking & More "])
def test_given_an_id_or_a_name_in_any_case_then_it_is_the_family(text: str) -> None:
    assert find_family(network(), text) == Family("baking", "Baking & more")


def test_given_an_unknown_family_then_the_message_names_the_nearest() -> None:
    with pytest.raises(UnknownId, match=r"There is no family 'bakin'\. Did you mean baking\?"):
        find_family(network(), "bakin")


def test_given_a_matrix_as_csv_then_a_reader_gets_every_cell_and_no_formula(table: Matrix) -> None:
    read = list(csv.reader(io.StringIO(to_csv(table))))
    assert read == [headings(table), *([f"'{cell}" if cell == "=1+1" else cell for cell in row] for row in ROWS)]
    assert read[0] == [
        "Skill",
        "Kind",
        "Junior (Junior Baker)",
        "Senior (Senior Baker, Senior Pastry Chef)",
        "Manager (Bakery Manager)",
        "No level (Oven Tester)",
    ]


def test_given_a_matrix_as_markdown_then_it_is_this_text(table: Matrix) -> None:
    text = to_markdown(table)
    assert text == to_markdown(matrix(network(), Family("baking", "Baking & more")))
    assert text.split("\n- ")[0] == (
        "# Baking & more: competency matrix\n\nRevision 7\n\n"
        "| Skill | Kind | Junior (Junior Baker) | Senior (Senior Baker, Senior Pastry Chef) | Manager (Bakery "
        "Manager) | No level (Oven Tester) |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| Ovens | technical |  | must · critical · 4 |  | must |\n"
        "| Weighing | technical | asked for | good · important |  |  |\n"
        "| Care | soft |  |  | critical |  |\n"
        "| =1+1 | soft | asked for |  |  |  |\n"
        "| Pipes \\| and | soft | asked for |  |  |  |\n"
    )


def sheet_of(data: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_given_a_matrix_as_workbook_when_read_back_then_every_cell_is_there_as_text(table: Matrix) -> None:
    sheet = sheet_of(to_xlsx(table))
    values = [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]
    assert values[0][0] == "Baking & more: competency matrix"
    assert values[1][0] == "Revision 7"
    assert values[3] == ["Skill", "Kind", "Junior", "Senior", "Manager", "No level"]
    assert values[4] == ["", "", "Junior Baker", "Senior Baker\nSenior Pastry Chef", "Bakery Manager", "Oven Tester"]
    assert values[5:10] == ROWS
    assert all(
        cell.data_type in ("s", "n") and (cell.value is None or cell.data_type == "s")
        for row in sheet.iter_rows()
        for cell in row
    )
    assert str(values[11][0]).startswith("Each cell: tier")


def test_given_a_matrix_as_workbook_then_it_prints_landscape_one_page_wide_with_headings_on_every_page(
    table: Matrix,
) -> None:
    sheet = sheet_of(to_xlsx(table))
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$4:$5"
    assert sheet.freeze_panes == "C6"
    assert sheet.print_area == "'Baking & more'!$A$1:$F$14"
    assert [sheet.column_dimensions[letter].width for letter in "ABCDEF"] == [34, 11, 20, 20, 20, 20]


def test_given_names_that_a_workbook_cannot_hold_when_written_then_it_opens_all_the_same() -> None:
    odd = document(
        "id: a\ntitle: A\nfamily: \"[Odd]: names/with? a 'very' long and * star name\"\ntechnical_skills: "
        '["C\\x07D"]\n',
        "roles/a.yaml",
    )
    odd_network = network_of(fold([odd]))
    sheet = sheet_of(to_xlsx(matrix(odd_network, odd_network.families[0])))
    assert len(sheet.title) <= 31
    assert sheet.cell(6, 1).value == "CD"
    assert sheet.cell(2, 1).value == "Not loaded yet"


@pytest.mark.parametrize("family", ["applied-ai", "data-science", "engineering-management"])
def test_given_the_seeds_then_each_described_role_of_the_family_stands_in_one_column(
    seed_documents: list[Document], family: str
) -> None:
    seeds = network_of(fold(seed_documents))
    table = matrix(seeds, find_family(seeds, family))
    expected = sorted(role.title for role in seeds.roles if role.family == family and role.described)
    assert expected
    assert sorted(title for column in table.columns for title in column.titles) == expected
    assert len({line.skill for line in table.lines}) == len(table.lines)


# The command

app = typer.Typer()
app.command()(cli.commands.matrix.matrix)


@pytest.mark.integration
def test_given_a_loaded_graph_when_asked_for_each_format_then_it_is_that_of_the_fold(
    server: Server,
    seeds_to_read: Database,
    seed_documents: list[Document],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    folded = network_of(fold(seed_documents), "", 1)
    expected = matrix(folded, find_family(folded, "applied-ai"))
    runner = CliRunner()
    assert runner.invoke(app, ["Applied AI"]).stdout == to_markdown(expected)
    assert runner.invoke(app, ["applied-ai", "--format", "csv"]).stdout == to_csv(expected)
    book = tmp_path / "matrix.xlsx"
    answer = runner.invoke(app, ["applied-ai", "--output", str(book)])
    assert answer.exit_code == 0
    assert (
        answer.stderr == f"Wrote {book}: {len(expected.lines)} skills × {len(expected.columns)} levels of Applied AI.\n"
    )
    written, wanted = sheet_of(book.read_bytes()), sheet_of(to_xlsx(expected))
    assert list(written.iter_rows(values_only=True)) == list(wanted.iter_rows(values_only=True))
    assert isinstance(runner.invoke(app, ["nothing-like-it"]).exception, UnknownId)


GROUPED = [
    document(
        """
levels: [{name: Junior, rank: 1}, {name: Senior, rank: 2}]
families: [{name: Baking}]
skills:
  - {name: Oven, group: Heat}
  - {name: Dough, group: Craft}
  - {name: Crumb, group: Craft}
""",
        "vocabulary/all.yaml",
    ),
    *(
        document(
            f"title: {level} Baker\nfamily: baking\nlevel: {level.lower()}\n"
            "technical_skills: [{name: Oven, tier: must}, Dough, Crumb, Broom]\n",
            f"roles/{level}.yaml",
        )
        for level in ("Junior", "Senior")
    ),
]


def test_given_a_framework_s_groups_when_written_then_skills_stand_by_group_and_each_form_names_it() -> None:
    network = network_of(fold(GROUPED))
    table = matrix(network, find_family(network, "baking"))

    assert [(line.group, line.name) for line in table.lines] == [
        ("Craft", "Crumb"),
        ("Craft", "Dough"),
        ("Heat", "Oven"),
        (None, "Broom"),
    ]
    assert headings(table)[:3] == ["Skill", "Kind", "Group"]
    assert [row["Group"] for row in csv.DictReader(io.StringIO(to_csv(table)))] == ["Craft", "Craft", "Heat", ""]
    assert "| Dough | technical | Craft | asked for | asked for |" in to_markdown(table)
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table))).active
    assert isinstance(sheet, Worksheet)
    assert [sheet.cell(row, 3).value for row in (4, 6, 8)] == ["Group", "Craft", "Heat"]
    assert sheet.freeze_panes == "D6"


SHARED = [
    document(
        """
levels: [{name: N3, rank: 3}]
families: [{name: Data}]
scales: [{name: Depth, steps: [learns, masters]}]
skills: [{name: Queries}, {name: Models}, {name: Charts}, {name: Care}]
""",
        "vocabulary/all.yaml",
    ),
    document(
        """
title: Analyst
family: data
level: n3
technical_skills:
  - {name: Queries, expects: Answers questions of others.}
  - {name: Models, expects: Reads them.}
  - {name: Charts, expects: "Draws them.\\nExplains them."}
  - {name: Care, proficiency: learns}
""",
        "roles/analyst.yaml",
    ),
    document(
        """
title: Engineer
family: data
level: n3
technical_skills:
  - {name: Queries, expects: Makes them fast., proficiency: masters}
  - {name: Models, expects: Reads them.}
  - {name: Care, proficiency: masters}
""",
        "roles/engineer.yaml",
    ),
]


def test_given_roles_of_one_level_that_say_different_things_then_each_text_stands_by_its_role_and_step() -> None:
    known = network_of(fold(SHARED))
    table = matrix(known, find_family(known, "data"))
    assert {row[0]: row[2] for row in rows(table)} == {
        "Queries": "Analyst: Answers questions of others.\nEngineer: masters: Makes them fast.",
        "Models": "Reads them.",
        "Charts": "Analyst: Draws them.\nExplains them.",
        "Care": "masters",
    }
    assert "| Analyst: Answers questions of others.<br>Engineer: masters: Makes them fast. |" in to_markdown(table)
    (queries,) = (line for line in table.lines if line.name == "Queries")
    (cell,) = queries.cells
    assert cell
    assert [(text.titles, text.step, text.expects) for text in cell.texts] == [
        (("Analyst",), None, "Answers questions of others."),
        (("Engineer",), "masters", "Makes them fast."),
    ]
    assert cell.step is None
