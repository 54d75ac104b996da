"""Pages of jobs: what their tables, toggles and titles mean."""

from __future__ import annotations

from pathlib import Path

from loaders.mapped.folder import files_under, map_files
from loaders.mapped.found import DECLINED, Framework
from loaders.mapped.mapping import Mapping

LADDERS = Path(__file__).parent / "ladders"


def mapped(name: str) -> tuple[Mapping, Framework]:
    mapping, found, _ = map_files(files_under([LADDERS / name / "given"]))
    return mapping, found


def told(found: Framework, title: str) -> dict[str, list[str]]:
    """The texts of a role by their fields."""
    return {text.field: text.lines for role, text in found.texts if role.title == title}


def levels(found: Framework) -> dict[str, str]:
    return {role.title: role.level for role in found.roles}


def test_given_a_table_of_duties_beside_requirements_when_mapped_then_each_column_is_what_its_head_means() -> None:
    _, found = mapped("columns_of_a_job")

    assert told(found, "Lotse im Hafen") == {
        "responsibilities": ["Schiffe an die Pier bringen", "Schlepper einweisen"],
        "requirements": ["Kapitänspatent", "Zehn Jahre auf See"],
        "summary": ["Der Dienst wechselt mit den Gezeiten."],
    }


def test_given_marks_below_required_and_desired_when_mapped_then_each_line_is_what_its_mark_says() -> None:
    _, found = mapped("marks_in_a_job")

    assert told(found, "Vorarbeiterin Segelmacherei") == {
        "responsibilities": ["Segel zuschneiden", "Lehrlinge anleiten"],
        "requirements": ["Gesellenbrief als Segelmacherin"],
        "wishes": ["Meisterbrief"],
    }
    assert "____________________ Stelleninhaberin" in [words for _, _, words in found.unused]


def test_given_jobs_behind_each_other_when_mapped_then_each_has_its_grade_and_texts_and_no_step_leads_on() -> None:
    _, found = mapped("jobs_behind_each_other")

    assert levels(found) == {
        "Kassenkraft": "EG 3",
        "Bäckerin": "EG 6",
        "Chefin der Backstube": "EG 10",
    }
    assert told(found, "Kassenkraft")["responsibilities"] == ["Verkauft Brot"]
    assert found.steps == []


def test_given_a_posting_beside_pages_of_a_ladder_when_mapped_then_each_keeps_its_kind() -> None:
    mapping, found = mapped("a_posting_beside_pages")

    assert [part.headings for part in mapping.documents] == ["competencies", "job description"]
    assert {text.competency for role, text in found.texts if role.title == "Deckhand I" and not text.field} == {
        "Knots",
        "Weather",
        "Engine",
    }


def test_given_lists_that_say_n_a_when_mapped_then_it_is_no_text_and_ends_what_was_asked_below() -> None:
    _, found = mapped("nothing_asked_in_lists")

    assert [text.competency for role, text in found.texts if role.level == "H1"] == ["Signals"]
    assert [(role.level, text.competency) for role, text in found.texts if text.field == DECLINED] == [
        ("H3", "Signals")
    ]


def test_given_a_title_behind_a_space_or_the_kind_of_the_page_when_mapped_then_it_is_no_part_of_names() -> None:
    assert {role.family for role in mapped("a_wiki_space_before_the_title")[1].roles} == {"Pastry"}
    assert [role.family for role in mapped("an_internal_posting")[1].roles] == ["Konditorin Pralinen"]


def test_given_a_form_below_no_more_than_the_kind_of_the_page_when_mapped_then_it_gives_title_level_and_manager() -> (
    None
):
    mapping, found = mapped("forms_of_polish_jobs")

    assert levels(found) == {
        "Piekarz": "VIII",
        "Starszy piekarz": "IX",
        "Mistrz piekarski": "XI",
    }
    assert told(found, "Piekarz")["fact"] == ["Mistrz piekarski"]
    assert [part.headings for part in mapping.documents] == ["job description"]
    assert not [words for _, _, words in found.unused if words.startswith("Nazwa stanowiska")]


def test_given_what_an_employer_offers_when_mapped_then_it_is_told_as_unused() -> None:
    for name, offer in (
        ("czech_postings", "Čerstvý chléb každý den"),
        ("forms_of_japanese_jobs_in_a_list", "毎朝のパン"),
    ):
        _, found = mapped(name)

        assert [words for _, _, words in found.unused].count(offer) == 3
        assert {text.field for _, text in found.texts} >= {"responsibilities", "requirements"}


def test_given_a_list_below_job_description_alone_when_mapped_then_it_is_what_the_job_does() -> None:
    _, found = mapped("duties_below_job_description")

    assert told(found, "Tayfa") == {
        "summary": ["Raporladığı pozisyon: Kaptan"],
        "responsibilities": ["Güverteyi yıkar", "Halat bağlar"],
        "requirements": ["Yüzme bilmek"],
    }


def test_given_turkish_labels_in_capitals_when_mapped_then_they_are_the_words_in_small_letters() -> None:
    _, found = mapped("forms_of_turkish_jobs_in_capitals")

    assert told(found, "Fırıncı") == {
        "fact": ["Fırın Ustası"],
        "responsibilities": ["Hamuru yoğurur"],
        "requirements": ["İki yıl deneyim"],
        "wishes": ["Ekşi maya bilgisi"],
    }
