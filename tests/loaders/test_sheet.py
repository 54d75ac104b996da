"""Ladders in spreadsheets: what rows become, every fault at once, the template, and the way there and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from graph.documents.blueprint import Blueprint
from graph.documents.document import Document, Vocabulary
from graph.documents.names import Names
from graph.errors import DocumentErrors
from graph.folding.fold import fold
from graph.model import EdgeKey, Graph, NodeKey
from graph.schema import RELATIONSHIPS, Properties
from loaders.sheets.layout import SHEETS, columns_page
from loaders.sheets.read import SheetReading, names_known, read_sheets
from loaders.sheets.terms import without_known_terms
from loaders.sheets.workbook import template, to_workbook
from tests.support.documents import document
from tests.support.frameworks import framework
from tests.support.places import ROOT

Table = Sequence[Sequence[object]]
LEVELS = "levels: [{name: Mid-level, id: mid, rank: 2, aliases: [Mid]}, {name: Senior, rank: 3}]"
ROLES: Table = [["Job Title", "ID", "Grade"], ["Baker", None, "mid"], ["Senior Baker", "senior-baker", "Senior"]]
GOALS = ["30_day", "60_day", "90_day", "6_month", "12_month", "long_term"]
SECTIONS = ["responsibilities", "activities", "deliverables", "environment", "qualifications", "variants", "ai_impact"]
SECTIONS += ["goals", "decision_rights", "risks", "hiring", "promotion_skills", "scorecard", "other"]


@pytest.fixture
def names() -> Names:
    known = names_known([document(LEVELS, "levels.yaml")])
    assert known
    return known


def workbook(path: Path, **sheets: Table) -> Path:
    book = Workbook()
    assert book.active
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    book.save(path)
    return path


def contents(reading: SheetReading) -> dict[str, Blueprint]:
    return {document.id: document.content for document in reading.documents if isinstance(document.content, Blueprint)}


def test_given_a_workbook_when_read_then_each_row_of_roles_is_a_document_of_the_files_collection(
    tmp_path: Path, names: Names
) -> None:
    path = workbook(
        tmp_path / "Acme Ladder.xlsx",
        Roles=ROLES,
        Competencies=[
            ["Role", "Competency", "Kind", "Tier", "Importance", "Proficiency"],
            ["baker", "Kneading", None, "Must have", "HIGH", 2.5],
            ["Senior Baker", "Mentoring", "soft"],
        ],
        Tools=[["Role", "Tool", "Category", "Hot"], ["Baker", "Deck oven", "Ovens", "Yes"]],
        Steps=[
            ["Role", "Step", "To", "Months from", "Months to"],
            ["Baker", None, "Senior Baker", 24, 48],
            ["Senior Baker", "previous role", "Baker"],
            ["Baker", "promotion", "senior-baker"],
        ],
    )
    reading = read_sheets([path], names)
    assert reading.notes == []
    assert reading.collections == {"acme-ladder"}
    assert {document.format for document in reading.documents} == {"sheet"}
    assert contents(reading) == {
        "acme-ladder/baker": Blueprint.model_validate(
            {
                "title": "Baker",
                "level": "mid",
                "technical_skills": [
                    {"name": "Kneading", "tier": "must", "importance": "critical", "proficiency": 2.5}
                ],
                "tools": [{"cell": "Deck oven", "category": "Ovens", "hot": True}],
                "career": {
                    "next": [{"name": "Senior Baker", "months_min": 24, "months_max": 48}],
                    "promotion_to": "senior-baker",
                },
            }
        ),
        "acme-ladder/senior-baker": Blueprint.model_validate(
            {
                "id": "senior-baker",
                "title": "Senior Baker",
                "level": "Senior",
                "soft_skills": ["Mentoring"],
                "career": {"feeders": [{"name": "Baker"}]},
            }
        ),
    }


def test_given_a_csv_file_when_read_then_lists_in_its_cells_are_skills_tools_and_steps(
    tmp_path: Path, names: Names
) -> None:
    path = tmp_path / "ladder.csv"
    path.write_text(
        "\ufeffTitle;Level;Skills;Soft skills;Tools;Next role;Also known as\n"
        'Baker;Mid;"Kneading (must, critical); Google Cloud (GCP)";Care (low);Oven\nmixer;"Senior Baker (24-48 '
        'months)\nPastry Chef";Bread maker\n'.replace("Oven\nmixer", '"Oven; Mixer"'),
        encoding="utf-8",
    )
    assert contents(read_sheets([path], names)) == {
        "ladder/baker": Blueprint.model_validate(
            {
                "title": "Baker",
                "level": "Mid",
                "aliases": ["Bread maker"],
                "technical_skills": [
                    {"name": "Kneading", "tier": "must", "importance": "critical"},
                    "Google Cloud (GCP)",
                ],
                "soft_skills": [{"name": "Care", "importance": "optional"}],
                "tools": ["Oven", "Mixer"],
                "career": {
                    "next": [{"name": "Senior Baker", "months_min": 24, "months_max": 48}, {"name": "Pastry Chef"}]
                },
            }
        )
    }


def test_given_many_faults_when_read_then_each_is_told_with_sheet_row_column_value_and_what_is_allowed(
    tmp_path: Path, names: Names
) -> None:
    path = workbook(
        tmp_path / "acme.xlsx",
        Roles=[
            ["Title", "Id", "Level", "Years from", "Years to", "Status"],
            ["Baker", "baker", "seniorr", "many", None, None],
            [None, "nobody"],
            ["Other Baker", "baker"],
            ["Chef", "Chef de cuisine", None, 5, 2, "publishd"],
            ["Cook", None, None, 5, 2],
        ],
        Skills=[
            ["Role", "Skill", "Tier", "Proficiency", "Kind"],
            ["Bakr", "Kneading"],
            ["Baker", "Kneading", "musst", 9],
            ["Baker", None],
            ["Baker", "Care", "good", None, "soft"],
            ["Baker", "Firing", None, "Working"],
        ],
        Steps=[
            ["Role", "Step", "To", "Months from"],
            ["Baker", "sideway", "Chef"],
            ["Baker", "next", "Chef", 12],
            ["Baker", "related", "Chef", 12],
        ],
        Texts=[
            ["Role", "Section", "Kind", "Text"],
            ["Baker", "goals", "10_day", "Bake."],
            ["Baker", "hobbies", None, "Run."],
        ],
    )
    with pytest.raises(DocumentErrors) as caught:
        read_sheets([path], names)
    assert str(caught.value).split("\n") == [
        "acme.xlsx: sheet Roles, row 2, column Years from: 'many' is no number. Write digits alone, such as 2 or 2.5.",
        "acme.xlsx: sheet Roles, row 2, column Level: there is no level 'seniorr'. Did you mean 'Senior'? Allowed: "
        "Mid-level, Senior. A new one: add it to the sheet Vocabulary or vocabulary/levels.yaml, or as an alias of one "
        "of these.",
        "In 2 places: is empty. Fill it in, or remove the row.",
        "    acme.xlsx: sheet Roles, row 3, column Title",
        "    acme.xlsx: sheet Skills, row 4, column Skill",
        "acme.xlsx: sheet Roles, row 4, column Id: 'baker' is the role of row 2 already. Give one of them another id.",
        "acme.xlsx: sheet Roles, row 5, column Status: 'publishd' is not allowed. Did you mean 'published'? Allowed: "
        "draft, published, retired.",
        "acme.xlsx: sheet Skills, row 2, column Role: 'Bakr' is no role of the sheet Roles. Did you mean 'Baker'? "
        "Allowed: Baker, Chef, Cook.",
        "acme.xlsx: sheet Skills, row 3, column Tier: 'musst' is not allowed. Did you mean 'must'? Allowed: must, "
        "good, advanced, emerging.",
        "acme.xlsx: sheet Skills, row 3, column Proficiency: 9.0 should be less than or equal to 4",
        "acme.xlsx: sheet Skills, row 5, column Tier: 'good' is for technical skills; a soft skill has none. Empty "
        "the cell, or change the kind.",
        "acme.xlsx: sheet Skills, row 6, column Proficiency: 'Working' is no number. Write digits alone, such as 2 or "
        "2.5. Write a word of a scale into the column Step.",
        "acme.xlsx: sheet Steps, row 2, column Step: 'sideway' is not allowed. Allowed: next, feeder, adjacent, "
        "promotion, related.",
        "acme.xlsx: sheet Steps, row 3: give both `months_min` and `months_max`, or neither",
        "acme.xlsx: sheet Steps, row 4, column Months from: a step of the sort related has none. Empty the cell.",
        "acme.xlsx: sheet Texts, row 2, column Kind: '10_day' is not allowed here. Did you mean '30_day'? Allowed: "
        f"{', '.join(GOALS)}.",
        f"acme.xlsx: sheet Texts, row 3, column Section: 'hobbies' is not allowed. Allowed: {', '.join(SECTIONS)}.",
        "acme.xlsx: sheet Roles, row 5, column Id: 'Chef de cuisine' is no id; ids are lower-case words joined by "
        "hyphens, such as senior-baker",
        "acme.xlsx: sheet Roles, row 6: `years_min` (5) is greater than `years_max` (2)",
    ]


def test_given_steps_of_a_scale_when_written_and_read_again_then_they_are_the_same(tmp_path: Path) -> None:
    left_out: list[str] = []
    path = tmp_path / "own.xlsx"
    path.write_bytes(to_workbook(framework({"Kneading": "Working"}, {"Kneading": " alone"}), left_out=left_out))
    contents = [document.content for document in read_sheets([path]).documents]
    skills = [skill for content in contents if isinstance(content, Blueprint) for skill in content.technical_skills]
    assert [(skill.step, skill.expects) for skill in skills] == [("Working", None), (None, "alone")]
    assert left_out == []


def test_given_a_column_or_sheet_that_nobody_knows_when_read_then_it_is_told_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    path = workbook(tmp_path / "acme.xlsx", Roles=[["Title", "Salary"], ["Baker", 1]], Holidays=[["Day"], ["Sunday"]])
    reading = read_sheets([path])
    assert len(reading.documents) == 1
    assert [note.split(". ")[0] for note in reading.notes] == [
        "acme.xlsx: sheet Roles: the column 'Salary' is not read",
        "acme.xlsx: the sheet 'Holidays' is not read",
    ]


def test_given_headings_that_do_not_fit_when_read_then_one_fault_tells_the_columns(tmp_path: Path) -> None:
    path = workbook(tmp_path / "acme.xlsx", Roles=[["Level"], ["mid"], ["mid"]])
    twice = workbook(tmp_path / "twice.xlsx", Roles=[["Title", "Job title"], ["Baker", "Baker"]])
    with pytest.raises(DocumentErrors) as caught:
        read_sheets([path, twice])
    assert [str(error).split(". ")[0] for error in caught.value.errors] == [
        "acme.xlsx: sheet Roles, row 1, column Title: there is no such column",
        "twice.xlsx: sheet Roles, row 1, column Title: two columns stand for it",
    ]


UNREADABLE: dict[str, tuple[str, bytes, str]] = {
    "no workbook": ("x.xlsx", b"PK\x03\x04 damaged", "this is no workbook that can be read (BadZipFile)"),
    "old workbook": ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "Save it as an Excel workbook (.xlsx) or as CSV UTF-8"),
    "workbook called CSV": ("x.csv", b"PK\x03\x04", "this is a ZIP archive or an Office file, not CSV"),
    "not UTF-8": ("x.csv", b"Title\nB\xe4cker\n", "x.csv:2: byte 0xe4 is not UTF-8. Save the file as “CSV UTF-8”."),
    "open quote": ("x.csv", b'Title\n"Baker\n', "malformed CSV"),
    "empty": ("x.csv", b"", "there is no role in the sheet Roles"),
    "no letter with an id": ("x.csv", "Title\n㐀\n".encode(), "'㐀' has no letter or digit of which an id can be made"),
    "name without such letters": ("㐀.csv", b"Title\nBaker\n", "no collection can be named like this file"),
    "no name": ("---.csv", b"Title\nBaker\n", "no collection can be named like this file"),
}


@pytest.mark.parametrize("fault", UNREADABLE)
def test_given_a_file_that_cannot_be_read_when_read_then_the_message_says_why(tmp_path: Path, fault: str) -> None:
    name, data, message = UNREADABLE[fault]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DocumentErrors) as caught:
        read_sheets([tmp_path / name])
    assert message in str(caught.value)


def test_given_a_file_that_is_not_there_or_two_of_one_name_when_read_then_the_message_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Title\nBaker\n")
    workbook(tmp_path / "A.xlsx", Roles=ROLES)
    with pytest.raises(DocumentErrors) as caught:
        read_sheets([tmp_path / "none.csv", tmp_path / "a.csv", tmp_path / "A.xlsx"])
    assert "none.csv: cannot be read (No such file or directory)" in str(caught.value)
    assert "A.xlsx: another file is the collection 'a' too" in str(caught.value)


def test_given_two_roles_of_one_title_when_a_row_names_the_title_then_it_must_give_the_id(tmp_path: Path) -> None:
    roles = [["Title", "Id"], ["Baker", "baker-north"], ["Baker", "baker-south"]]
    path = workbook(
        tmp_path / "acme.xlsx",
        Roles=roles,
        Skills=[["Role", "Skill"], ["Baker", "Kneading"], ["baker-south", "Kneading"]],
    )
    with pytest.raises(DocumentErrors) as caught:
        read_sheets([path])
    assert (
        str(caught.value)
        == "acme.xlsx: sheet Skills, row 2, column Role: 'Baker' is the title of several roles. Give one of the ids "
        "baker-north, baker-south."
    )


def test_given_the_template_when_read_then_its_examples_are_roles_and_its_drop_downs_offer_what_is_allowed(
    tmp_path: Path, names: Names
) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(template(["Mid-level", "Senior"]))
    reading = read_sheets([path], names)
    assert [document.title for document in reading.documents] == ["Baker", "Senior Baker"]
    assert reading.notes == []
    book = load_workbook(path)
    assert book.sheetnames == [*(sheet.name for sheet in SHEETS), "Read me"]
    offered = {
        sheet.title: {offer.formula1 for offer in sheet.data_validations.dataValidation} for sheet in book.worksheets
    }
    assert offered["Roles"] == {'"Mid-level,Senior"', '"draft,published,retired"'}
    assert '"must,good,advanced,emerging"' in offered["Skills"]
    assert "Roles!$A$2:$A$2000" in offered["Skills"]


def without_places(document: Document) -> object:
    """What a role document says, without the lines and the places that could not be read."""

    def strip(value: object) -> object:
        if isinstance(value, dict):
            return {key: strip(item) for key, item in value.items() if not key.endswith("line") and key != "problems"}
        return [strip(item) for item in value] if isinstance(value, list) else value

    return strip(document.content.model_dump(mode="json", by_alias=True))


def test_given_the_seeds_when_exported_and_imported_then_every_role_says_the_same(
    tmp_path: Path, seed_documents: list[Document]
) -> None:
    roles = [document for document in seed_documents if isinstance(document.content, Blueprint)]
    path = tmp_path / "company.xlsx"
    path.write_bytes(to_workbook(seed_documents))
    reading = read_sheets([path], names_known(seed_documents))
    assert reading.notes == []
    vocabulary, *read = reading.documents
    assert [without_places(document) for document in read] == [without_places(document) for document in roles]
    assert facts(fold(reading.documents)) == facts(fold(seed_documents))
    assert without_known_terms([vocabulary], seed_documents) == []


def facts(graph: Graph) -> tuple[dict[NodeKey, Properties], dict[EdgeKey, Properties]]:
    """What a graph says, without the documents, the places in them and what is to be looked at."""
    apart = ("Document", "Finding")
    nodes = {key: said for key, said in graph.nodes.items() if key.label not in apart}
    edges = {
        key: {name: value for name, value in said.items() if not name.startswith("evidence_")}
        for key, said in graph.edges.items()
        if not {RELATIONSHIPS[key.type].start, RELATIONSHIPS[key.type].end}.intersection(apart)
    }
    return nodes, edges


KEPT = [
    document(
        """
levels:
  - {name: N1, rank: 1, in_titles: []}
  - {name: Lead, rank: 2, aliases: [Chief], months_min: 12, months_max: 24, unmarked: true}
  - {name: M1, rank: 1, track: management, in_titles: [Manager]}
families: [{name: Baking, id: bakers, aliases: [Bakery]}]
skills:
  - {name: Kneading, group: Craft, aliases: [Dough], same_as: ["http://data.europa.eu/esco/skill/1"]}
  - {name: Calm, kind: soft, description: "Stays calm.\\nAlways."}
tools: [{name: Oven, aliases: [Kiln], description: Hot., same_as: ["urn:oven"]}]
tool_categories: [{name: Machines, aliases: [Gear]}]
stakeholders: [{name: Guests, aliases: [Customers]}]
roles:
  - {name: Baker, aliases: [Bread Maker], same_as: ["urn:baker"]}
  - {name: Head Miller, level: M1, family: Baking}
scales: [{name: Depth, steps: [Aware, Expert]}]
lateral_months: {min: 1, max: 2}
""",
        "own/vocabulary/all.yaml",
    ),
    document("skills: [{name: Kneading, aliases: [Knead], description: By hand.}]", "own/vocabulary/more.yaml"),
    replace(
        document(
            "title: Baker\nlevel: N1\nfamily: Bakery\ntechnical_skills: [{name: Dough, proficiency: Expert}]\n"
            "soft_skills: [Calm]\ntools: [{cell: Kiln, category: Gear}]\nstakeholders: {external: [Customers]}\n"
            "career: {next: [{name: Chief Baker, implied: true}, Head Miller]}\n",
            "own/roles/baker.yaml",
        ),
        format="mapped",
    ),
    replace(
        document("title: Baker\nmission: Bread.\nresponsibilities: [Opens the shop]\n", "own/roles/page.yaml"),
        format="mapped",
    ),
    replace(
        document("title: Chief Baker\nlevel: Lead\nfamily: Baking\nsame_as: ['urn:chief']\n", "own/roles/chief.yaml"),
        role_id="oldest-baker",
    ),
]


def test_given_a_vocabulary_and_roles_when_exported_and_imported_into_nothing_then_the_graph_says_the_same(
    tmp_path: Path,
) -> None:
    left_out: list[str] = []
    (tmp_path / "own.xlsx").write_bytes(to_workbook(KEPT, (), left_out))
    reading = read_sheets([tmp_path / "own.xlsx"])
    assert left_out == reading.notes == []
    after, before = facts(fold(reading.documents)), facts(fold(KEPT))
    assert after == before
    assert NodeKey("Role", "oldest-baker") in after[0]
    assert after[0][NodeKey("Skill", "kneading")]["group"] == "Craft"


def test_given_a_collection_that_uses_names_of_others_when_exported_then_they_come_along_and_add_nothing_there(
    tmp_path: Path,
) -> None:
    others = [replace(document, id=document.id.replace("own", "all"), collection="all") for document in KEPT[:2]]
    (tmp_path / "own.xlsx").write_bytes(to_workbook(KEPT[2:], (), None, others))
    documents = read_sheets([tmp_path / "own.xlsx"]).documents
    assert facts(fold(documents))[1].keys() == facts(fold(KEPT))[1].keys()
    said = documents[0].content
    assert isinstance(said, Vocabulary)
    assert [term.name for term in (*said.levels, *said.skills)] == ["N1", "Lead", "M1", "Kneading", "Calm"]
    assert without_known_terms(documents, others) == documents[1:]


def test_given_faults_in_the_vocabulary_when_read_then_each_has_its_row_and_column(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "acme.xlsx",
        Roles=[["Title"], ["Baker"]],
        Vocabulary=[
            ["Kind", "Name", "Rank", "Group"],
            ["level", "N1", None, None],
            ["family", "Baking", None, "Craft"],
        ],
    )
    with pytest.raises(DocumentErrors) as caught:
        read_sheets([path])
    assert str(caught.value).split("\n") == [
        "acme.xlsx: sheet Vocabulary, row 2, column Rank: field required",
        "acme.xlsx: sheet Vocabulary, row 3, column Group: a row of the kind family has none. Empty the cell.",
    ]


def test_given_one_fault_in_many_rows_when_told_then_it_is_said_once_with_its_places(
    tmp_path: Path, names: Names
) -> None:
    path = workbook(tmp_path / "acme.xlsx", Roles=[["Title", "Level"], ["A", "n1"], ["B", "n1"], ["C", "n2"]])
    with pytest.raises(DocumentErrors) as caught:
        read_sheets([path], names)
    first, second, third, other = str(caught.value).split("\n")
    assert first.startswith("In 2 places: there is no level 'n1'. ")
    assert [second, third] == [
        "    acme.xlsx: sheet Roles, row 2, column Level",
        "    acme.xlsx: sheet Roles, row 3, column Level",
    ]
    assert other.startswith("acme.xlsx: sheet Roles, row 4, column Level: there is no level 'n2'. ")


def test_given_a_sheet_when_exported_and_imported_then_the_graph_is_the_same(tmp_path: Path, names: Names) -> None:
    path = workbook(
        tmp_path / "acme.xlsx",
        Roles=[*ROLES, ["=Baker of the year; 2nd", "best", None]],
        Skills=[["Skill", "Role", "Use"], ["Kneading", "Baker", "=1+1"], ["A; B", "best", "line one\nline two"]],
        Texts=[
            ["Role", "Section", "Kind", "Text", "Items"],
            ["Baker", "goals", "30_day", "Know:", "ovens; cats\n"],
            ["Baker", "other", 13, "Asks first.", None],
            ["best", "scorecard", "top_tools", None, "Oven"],
        ],
        Stakeholders=[["Role", "Relation", "Stakeholder"], ["Baker", "reports to", "Head Baker"]],
        KPIs=[["Role", "KPI", "Target"], ["Baker", "Loaves", "≥ 100"]],
    )
    documents = read_sheets([path], names).documents
    path.write_bytes(to_workbook(documents))
    again = read_sheets([path], names).documents
    assert again == documents
    vocabulary = document(LEVELS, "levels.yaml")
    graph = fold([vocabulary, *documents])
    assert fold([vocabulary, *again]) == graph
    assert graph.edges[EdgeKey("REQUIRES", "baker", "kneading")]["use"] == "=1+1"
    assert [said["items"] for key, said in graph.nodes.items() if key.label == "Milestone"] == [["ovens; cats"]]


def test_given_a_text_that_no_cell_holds_when_exported_then_it_is_left_out_and_its_place_told(tmp_path: Path) -> None:
    long = document(f"title: Baker\nsummary: Bakes.\nmission: {'x' * 40_000}")
    left_out: list[str] = []
    (tmp_path / "a.xlsx").write_bytes(to_workbook([long], (), left_out))
    assert left_out == [
        "sheet Roles, row 2, column Mission, role 'Baker': the text has 40,000 characters, a cell holds 32,767; it was "
        "left out"
    ]
    assert [(role.summary, role.mission) for role in contents(read_sheets([tmp_path / "a.xlsx"])).values()] == [
        ("Bakes.", None)
    ]


def test_given_sorted_rows_when_read_then_the_graph_is_the_same(tmp_path: Path) -> None:
    lines = ["Title,Skills", "Baker,Kneading", "Miller,Milling"]
    graphs = []
    for order in (lines, [lines[0], lines[2], lines[1]]):
        text = io.StringIO()
        csv.writer(text).writerows(line.split(",") for line in order)
        (tmp_path / "acme.csv").write_text(text.getvalue())
        graphs.append(fold(read_sheets([tmp_path / "acme.csv"]).documents))
    assert graphs[0] == graphs[1]


def test_given_the_page_about_sheets_when_read_then_it_shows_the_columns_that_there_are() -> None:
    assert (ROOT / "docs" / "sheets.md").read_text(encoding="utf-8").endswith(f"## Columns\n\n{columns_page()}")
