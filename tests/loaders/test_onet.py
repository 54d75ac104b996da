"""The import of O*NET: what its tables become, what is refused, and the counts of the real database."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.documents.document import Document, Vocabulary
from graph.errors import DocumentErrors
from graph.folding.fold import fold
from graph.model import EdgeKey, Graph, NodeKey
from loaders.onet.read import NOT_RATED, read_onet
from tests.support.documents import document
from tests.support.onet_tables import write_tables
from tests.support.places import ROOT

ONET = ROOT.parent / "shared" / "data" / "onet-29.3"
needs_onet = pytest.mark.skipif(not ONET.is_dir(), reason=f"the O*NET tables are not at {ONET}")


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return write_tables(tmp_path / "db_29_3_text")


@pytest.fixture
def graph(tables: Path) -> Graph:
    graph = fold(read_onet(tables))
    graph.check()
    return graph


def test_given_tables_when_folded_then_there_are_roles_skills_tools_and_job_zones_and_no_progression(
    graph: Graph,
) -> None:
    counts = {"Document": 4, "Role": 3, "Level": 2, "Skill": 3, "Tool": 2, "ToolCategory": 2, "Note": 1}
    counts |= {"Finding": 1, "IN_DOCUMENT": 1}  # one name for two occupations
    edges = {
        "ABOUT": 2,
        "AT_LEVEL": 2,
        "DESCRIBED_IN": 3,
        "REQUIRES": 3,
        "USES": 3,
        "IN_CATEGORY": 2,
        "RELATED_TO": 2,
        "NOTED_IN": 1,
    }
    assert graph.counts() == dict(sorted((counts | edges).items()))


def test_given_two_occupations_of_one_slug_when_read_then_each_id_ends_in_its_code(graph: Graph) -> None:
    assert {key.id for key in graph.nodes if key.label == "Role"} == {
        "bakers-11-1000-00",
        "pastry-cooks",
        "bakers-11-3000-00",
    }


def test_given_ratings_when_folded_then_importance_is_the_weight_and_level_the_proficiency_without_a_tier(
    graph: Graph,
) -> None:
    reading = graph.edges[EdgeKey("REQUIRES", "bakers-11-1000-00", "reading-comprehension")]
    assert (reading["weight"], reading["proficiency"]) == (0.5, 2.5)
    assert graph.edges[EdgeKey("REQUIRES", "pastry-cooks", "critical-thinking")]["weight"] == 1.0
    assert graph.edges[EdgeKey("REQUIRES", "pastry-cooks", "critical-thinking")]["proficiency"] == 4.0
    assert not any(
        {"tier", "importance"} & properties.keys() for key, properties in graph.edges.items() if key.type == "REQUIRES"
    )


def test_given_a_skill_that_is_not_relevant_when_folded_then_it_has_a_weight_of_nothing_and_no_proficiency(
    graph: Graph,
) -> None:
    programming = graph.edges[EdgeKey("REQUIRES", "bakers-11-1000-00", "programming")]
    assert programming["weight"] == 0.0
    assert "proficiency" not in programming


def test_given_skills_when_folded_then_they_keep_their_element_ids_and_kinds(graph: Graph) -> None:
    skills = {key.id: (said["onet_id"], said["kind"]) for key, said in graph.nodes.items() if key.label == "Skill"}
    assert skills == {
        "reading-comprehension": ("2.A.1.a", "soft"),
        "programming": ("2.B.3.e", "technical"),
        "critical-thinking": ("2.A.2.a", "soft"),
    }


def test_given_an_occupation_without_ratings_when_folded_then_a_note_says_so(graph: Graph) -> None:
    notes = [
        (key.start, graph.nodes[NodeKey("Note", key.end)]["text"]) for key in graph.edges if key.type == "NOTED_IN"
    ]
    assert notes == [("bakers-11-3000-00", NOT_RATED)]


def test_given_flags_when_folded_then_a_tool_is_hot_and_a_use_in_demand(graph: Graph) -> None:
    assert graph.nodes[NodeKey("Tool", "microsoft-excel")]["hot"] is True
    assert "hot" not in graph.nodes[NodeKey("Tool", "cakeplanner")]
    assert graph.edges[EdgeKey("USES", "pastry-cooks", "microsoft-excel")]["in_demand"] is True
    assert "in_demand" not in graph.edges[EdgeKey("USES", "bakers-11-1000-00", "microsoft-excel")]
    assert EdgeKey("IN_CATEGORY", "microsoft-excel", "spreadsheet-software") in graph.edges


def test_given_related_occupations_when_folded_then_tier_and_rank_stand_on_the_edge(graph: Graph) -> None:
    edge = graph.edges[EdgeKey("RELATED_TO", "bakers-11-1000-00", "pastry-cooks")]
    assert (edge["tier"], edge["rank"], edge["evidence_document"]) == ("Primary-Short", 1, ["onet/11-1000.00"])


def test_given_an_occupation_that_is_taken_back_when_folded_then_others_still_name_it(tables: Path) -> None:
    graph = fold([document for document in read_onet(tables) if document.title != "Pastry Cooks"])
    assert graph.nodes[NodeKey("Role", "pastry-cooks")] == {
        "title": "Pastry cooks",
        "described": False,
        "status": "published",
    }
    assert EdgeKey("MENTIONED_IN", "pastry-cooks", "onet/11-1000.00") in graph.edges
    assert not [said for key, said in graph.nodes.items() if key.label == "Finding" and said["kind"] == "dangling_id"]


def test_given_a_role_of_a_keeper_that_is_like_an_unknown_one_when_folded_then_an_unknown_id_is_told() -> None:
    graph = fold([document("title: Miller\nrelated: [{role: bakker}, {name: Cook, rank: 2}, Miller]\n")])
    assert {key.end: said.get("rank") for key, said in graph.edges.items() if key.type == "RELATED_TO"} == {
        "bakker": None,
        "cook": 2,
    }
    assert [
        said["kind"] for key, said in graph.nodes.items() if key.label == "Finding" and said["severity"] == "error"
    ] == ["dangling_id"]


def test_given_alternate_titles_when_folded_then_they_are_for_search_and_name_no_role(tables: Path) -> None:
    says = document("title: Miller\nid: miller\nlevel: mid\ncareer: {next: [BB, Bread Baker (BB)]}\n")
    levels = document("levels: [{name: mid, rank: 2}]", "levels.yaml")
    graph = fold([*read_onet(tables), says, levels])
    assert graph.nodes[NodeKey("Role", "bakers-11-1000-00")]["search_titles"] == ["Bread Baker (BB)", "BB"]
    assert {key.end for key in graph.edges if key.type == "PROGRESSES_TO"} == {"bb", "bread-baker"}
    assert not [
        said
        for key, said in graph.nodes.items()
        if key.label == "Finding" and said["kind"] == "alias_collision" and "BB" in said["message"]
    ]


def test_given_a_vocabulary_with_the_names_when_folded_then_skills_and_tools_are_its_own_and_its_aliases_stay(
    tables: Path,
) -> None:
    vocabulary = document(
        "skills: [{name: Critical thinking}, {name: Coding, aliases: [Programming]}]\ntools: [{name: Excel, aliases: "
        "[Microsoft Excel]}]\n",
        "v.yaml",
    )
    graph = fold([*read_onet(tables), vocabulary])
    assert graph.nodes[NodeKey("Skill", "critical-thinking")]["name"] == "Critical thinking"
    assert graph.nodes[NodeKey("Skill", "critical-thinking")]["onet_id"] == "2.A.2.a"
    assert EdgeKey("REQUIRES", "bakers-11-1000-00", "coding") in graph.edges
    assert NodeKey("Skill", "programming") not in graph.nodes
    assert EdgeKey("USES", "pastry-cooks", "excel") in graph.edges
    assert not [
        said
        for key, said in graph.nodes.items()
        if key.label == "Finding" and "The role name 'Bakers!'" not in said["message"]
    ]


def test_given_a_curated_weight_in_words_when_folded_then_the_measured_one_does_not_replace_it(tables: Path) -> None:
    curated = document(
        "id: pastry-cooks\ntitle: Pastry Cooks\ntechnical_skills: [{name: Critical Thinking, tier: emerging, "
        "importance: optional}]\n"
    )
    graph = fold([*read_onet(tables), curated])
    assert graph.edges[EdgeKey("REQUIRES", "pastry-cooks", "critical-thinking")]["weight"] == 0.12


def test_given_tables_when_read_then_every_document_has_licence_attribution_and_address(tables: Path) -> None:
    documents = read_onet(tables)
    assert {document.licence for document in documents} == {"CC BY 4.0"}
    assert all(
        (document.attribution or "").startswith("O*NET 29.3 Database by the U.S. Department of Labor")
        for document in documents
    )
    assert documents[1].uri == "https://www.onetonline.org/link/summary/11-1000.00"
    assert [document.id for document in documents] == [
        "onet/vocabulary",
        "onet/11-1000.00",
        "onet/11-2000.00",
        "onet/11-3000.00",
    ]


def test_given_tables_when_read_then_progress_ends_with_every_occupation(tables: Path) -> None:
    moves: list[tuple[str, int, int]] = []
    read_onet(tables, lambda *move: moves.append(move))
    assert moves[-1] == ("Reading occupations", 3, 3)


def test_given_documents_when_stored_and_read_back_then_they_are_the_same(tables: Path) -> None:
    documents = read_onet(tables)
    assert [Document.from_properties(document.id, document.properties()) for document in documents] == documents


def _replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = folder / f"{name}.txt"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return damage


DAMAGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "missing table": (
        lambda folder: (folder / "Skills.txt").unlink(),
        "Skills.txt: this table of O*NET cannot be read (No such file or directory)",
    ),
    "missing column": (_replace("Skills", "Data Value", "Value"), "Skills.txt:1: Data Value: there is no such column"),
    "no number": (_replace("Skills", "\t3.50\t", "\tthree\t"), "Skills.txt:3: Data Value: 'three' is no number"),
    "out of range": (_replace("Skills", "\t7.00\t", "\t7.01\t"), "Skills.txt:7: Data Value: 7.01 is not from 0 to 7"),
    "not a number at all": (
        _replace("Skills", "\t3.00\t", "\tnan\t"),
        "Skills.txt:2: Data Value: nan is not from 1 to 5",
    ),
    "half a rating": (
        _replace("Skills", "11-1000.00\t2.A.1.a\tReading Comprehension\tLV\t3.50\tN\n", ""),
        "Skills.txt:2: Scale ID: of 2.A.1.a for 11-1000.00 there is only one line",
    ),
    "unknown scale": (_replace("Skills", "\tIM\t", "\tXX\t"), "Skills.txt:2: Scale ID: 'XX' is not allowed here"),
    "missing field": (
        _replace("Job Zones", "Bakers\t2", "Bakers"),
        "Job Zones.txt:2: there are 2 fields where the heading has 3",
    ),
    "unknown zone": (
        _replace("Job Zones", "Bakers\t2", "Bakers\t7"),
        "Job Zones.txt:2: Job Zone: '7' is not allowed here; allowed: '1', '2'",
    ),
    "cut off": (
        _replace("Alternate Titles", "(BB)\t\n", "(BB)\t"),
        "Alternate Titles.txt:3: the last line has no end, so the table is cut off",
    ),
    "unknown code": (
        _replace("Technology Skills", "11-1000.00", "99-9999.99"),
        "Technology Skills.txt:2: O*NET-SOC Code: '99-9999.99' is no occupation",
    ),
    "unknown related code": (
        _replace("Related Occupations", "\t11-2000.00", "\t99-9999.99"),
        "Related Occupations.txt:2: Related O*NET-SOC Code: '99-9999.99'",
    ),
    "bad flag": (
        _replace("Technology Skills", "\tY\tN", "\tmaybe\tN"),
        "Technology Skills.txt:2: Hot Technology: 'maybe' is not allowed here",
    ),
    "empty name": (
        _replace("Technology Skills", "Microsoft Excel", ""),
        "Technology Skills.txt:2: Example: the field is empty",
    ),
    "code twice": (
        _replace("Occupation Data", "11-2000.00", "11-1000.00"),
        "Occupation Data.txt:3: O*NET-SOC Code: 11-1000.00 stands twice",
    ),
    "no code": (
        _replace("Occupation Data", "11-2000.00", "eleven"),
        "Occupation Data.txt:3: O*NET-SOC Code: 'eleven' is no code",
    ),
    "empty table": (
        lambda folder: (folder / "Skills.txt").write_text("Element ID\n"),
        "Skills.txt:1: there is no line below the heading",
    ),
    "not UTF-8": (
        lambda folder: (folder / "Skills.txt").write_bytes(b"Element ID\n\xe4\n"),
        "Skills.txt:2: byte 0xe4 is not UTF-8",
    ),
}


@pytest.mark.parametrize("fault", DAMAGE)
def test_given_a_damaged_table_when_read_then_the_error_names_file_line_and_column(tables: Path, fault: str) -> None:
    damage, message = DAMAGE[fault]
    damage(tables)
    with pytest.raises(DocumentErrors) as caught:
        read_onet(tables)
    assert message in str(caught.value)
    assert "https://www.onetcenter.org/database.html" in str(caught.value)


def test_given_several_damaged_tables_when_read_then_each_is_told(tables: Path) -> None:
    (tables / "Skills.txt").unlink()
    (tables / "Job Zones.txt").unlink()
    with pytest.raises(DocumentErrors) as caught:
        read_onet(tables)
    assert [Path(error.document).name for error in caught.value.errors] == ["Job Zones.txt", "Skills.txt"]


def _rows(name: str, *columns: str) -> set[tuple[str, ...]]:
    """Different values of some columns of a table."""
    with (ONET / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        return {
            tuple(row[column] for column in columns)
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }


@needs_onet
def test_given_the_real_database_when_folded_then_nothing_of_its_tables_is_lost() -> None:
    counts = fold(read_onet(ONET)).counts()
    code = "O*NET-SOC Code"
    rated = _rows("Skills", code, "Element ID")
    assert (counts["Role"], counts["Tool"], counts["REQUIRES"], counts["USES"], counts["RELATED_TO"]) == (
        1016,
        8775,
        30765,
        32681,
        18460,
    )
    assert counts["Role"] == len(_rows("Occupation Data", code))
    assert counts["Tool"] == len(_rows("Technology Skills", "Example"))
    assert counts["USES"] == len(_rows("Technology Skills", code, "Example"))
    assert counts["ToolCategory"] == len(_rows("Technology Skills", "Commodity Title"))
    assert counts["IN_CATEGORY"] == len(_rows("Technology Skills", "Example", "Commodity Title"))
    assert counts["REQUIRES"] == len(rated)
    assert counts["Skill"] == len({element for _, element in rated}) == 35
    assert counts["RELATED_TO"] == len(_rows("Related Occupations", code, "Related O*NET-SOC Code"))
    assert counts["AT_LEVEL"] == len(_rows("Job Zones", code))
    assert counts["Note"] == counts["Role"] - len({occupation for occupation, _ in rated})
    assert "PROGRESSES_TO" not in counts
    assert "Finding" not in counts


@needs_onet
def test_given_the_real_database_and_the_seeds_when_folded_then_no_role_of_the_seeds_is_one_of_its_own(
    seed_documents: list[Document],
) -> None:
    public = read_onet(ONET)
    graph, seeds = fold([*seed_documents, *public]), fold(seed_documents)
    described = [key.start for key in graph.edges if key.type == "DESCRIBED_IN"]
    assert (
        len(described)
        == len(set(described))
        == 1016 + sum(not isinstance(document.content, Vocabulary) for document in seed_documents)
    )
    findings = [  # beside other collections the seeds are shipped files, which nobody is told to edit
        {key: {**said, "suggestion": None} for key, said in folded.nodes.items() if key.label == "Finding"}
        for folded in (graph, seeds)
    ]
    assert findings[0] == findings[1]
    kept = {key: said for key, said in seeds.edges.items() if key.type in ("REQUIRES", "PROGRESSES_TO", "USES")}
    assert {key: graph.edges[key] for key in kept} == kept
