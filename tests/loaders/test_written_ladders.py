"""A ladder in any ordinary form, with levels called in any ordinary way, is read as it was written."""

from __future__ import annotations

import itertools
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.mapped.found import Framework
from tests.loaders.ladders import written_disciplines as several
from tests.loaders.ladders.files import read
from tests.loaders.ladders.surroundings import fitting, surrounded
from tests.loaders.ladders.voices import VOICES
from tests.loaders.ladders.written import (
    COMPETENCIES,
    NAMINGS,
    NO_WORD_TELLS,
    PAGES,
    WORDS_TELL_SOME,
    Files,
    Written,
)
from tests.loaders.ladders.written_books import BOOKS

FORMS = PAGES | BOOKS
WITHOUT_MARKS = "text without marks"  # in which a number before a title opens a list
NUMBERED_FILES = "a file a level"
WRITTEN = [Written(levels, names) for levels, names in itertools.product(NAMINGS.values(), COMPETENCIES)]
PLACES = [
    (form, around)
    for form, write in FORMS.items()
    for around in (fitting(list(write(WRITTEN[0]))) if form != WITHOUT_MARKS else ())
]


WITHOUT_PLACES = {"a table of one column a competency", "competencies as titles"}  # where words alone tell a level
ONLY_TWO = "a table a competency, with examples"  # for which each text has two parts


def mapped(files: Files) -> Framework:
    with tempfile.TemporaryDirectory() as folder:
        return read(files, Path(folder))


def check(ladder: Written, form: str, *, down: bool = False, around: str = "") -> None:
    """`down`: the document begins with the highest level. `around`: what else the pages hold."""
    if form == WITHOUT_MARKS and ladder.levels == NAMINGS["numbers"]:
        return
    if form == ONLY_TWO and {len(ladder.lines(*place)) for place in ladder.places} != {2}:
        return
    written = replace(ladder, levels=ladder.levels[::-1]) if down and not form.startswith(NUMBERED_FILES) else ladder
    files = FORMS[form](written)
    found = mapped(surrounded(files, around, written) if around else files)

    told = f"{form}, {ladder.levels}, {ladder.voice}, {around}"
    assert len(found.roles) == len(found.levels) == len(ladder.levels), (told, found.levels, found.roles)
    assert [(lower, upper) for lower, upper in found.steps] == list(itertools.pairwise(found.roles)), told
    assert sorted(found.competencies()) == sorted(ladder.competencies), told
    place = {id(role): at for at, role in enumerate(found.roles)}
    texts = {(place[id(role)], text.competency): " ".join(text.lines) for role, text in found.cells()}
    said = {
        (at, name): written.text(level, name)
        for (at, level), name in itertools.product(enumerate(ladder.levels), ladder.competencies)
    }
    assert texts == {place: text for place, text in said.items() if text}, told


@settings(max_examples=60, derandomize=True)
@given(ladder=st.sampled_from(WRITTEN), form=st.sampled_from(sorted(FORMS)), down=st.booleans())
def test_given_a_ladder_in_any_form_when_mapped_then_each_text_stands_at_its_level_and_competency(
    ladder: Written, form: str, down: bool
) -> None:
    check(ladder, form, down=down)


@pytest.mark.parametrize("levels", NO_WORD_TELLS.values(), ids=NO_WORD_TELLS)
def test_given_levels_that_no_word_tells_when_mapped_in_any_form_then_their_places_do(levels: tuple[str, ...]) -> None:
    for form in FORMS.keys() - WITHOUT_PLACES:
        check(Written(levels, COMPETENCIES[0]), form)


@pytest.mark.parametrize("levels", WORDS_TELL_SOME.values(), ids=WORDS_TELL_SOME)
def test_given_levels_of_which_words_tell_some_when_mapped_in_any_form_then_all_are_read(
    levels: tuple[str, ...],
) -> None:
    for form in FORMS.keys() - WITHOUT_PLACES:
        check(Written(levels, COMPETENCIES[0]), form)
    for form, around in itertools.product(
        ("headings", "bold names"), ("questions", "a table of pay", "further reading")
    ):
        check(Written(levels, COMPETENCIES[1]), form, around=around)


@settings(max_examples=60, derandomize=True)
@given(ladder=st.sampled_from(WRITTEN), place=st.sampled_from(PLACES))
def test_given_a_ladder_among_other_things_when_mapped_then_it_is_read_as_if_it_stood_alone(
    ladder: Written, place: tuple[str, str]
) -> None:
    form, around = place
    check(ladder, form, around=around)


@settings(max_examples=60, derandomize=True)
@given(ladder=st.sampled_from(WRITTEN), form=st.sampled_from(sorted(FORMS)), voice=st.sampled_from(sorted(VOICES)))
def test_given_a_ladder_in_any_words_when_mapped_then_each_text_stands_at_its_level_and_competency(
    ladder: Written, form: str, voice: str
) -> None:
    check(replace(ladder, voice=voice), form)


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("voice", VOICES)
def test_given_words_when_any_ladder_is_mapped_then_it_is_read_as_it_was_written(voice: str, form: str) -> None:
    for levels in list(NAMINGS.values())[::4]:
        check(Written(levels, COMPETENCIES[0], voice), form)


@pytest.mark.long
@pytest.mark.parametrize("place", PLACES, ids=" beside ".join)
def test_given_a_form_among_other_things_when_any_ladder_is_mapped_then_it_is_read_as_if_it_stood_alone(
    place: tuple[str, str],
) -> None:
    form, around = place
    for ladder in WRITTEN:
        check(ladder, form, around=around)


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
def test_given_a_form_when_any_ladder_is_mapped_then_it_is_read_as_it_was_written(form: str) -> None:
    for ladder, down in itertools.product(WRITTEN, (False, True)):
        check(ladder, form, down=down)


@pytest.mark.parametrize("form", several.FORMS)
@pytest.mark.parametrize("name", several.LADDERS)
def test_given_ladders_of_two_disciplines_in_any_form_when_mapped_then_each_has_its_own_roles_and_steps(
    name: str, form: str
) -> None:
    ladders = several.LADDERS[name]

    found = mapped(several.FORMS[form](ladders))

    told = {" ".join(text.lines): (role, text.competency) for role, text in found.texts}
    roles = {
        discipline: [told[ladder.text(level, ladder.competencies[0])][0] for level in ladder.levels]
        for discipline, ladder in ladders.items()
    }
    assert len({id(role) for own in roles.values() for role in own}) == len(found.roles) == 6
    assert len({role.family for role in found.roles}) == 2
    assert sorted((lower.title, upper.title) for lower, upper in found.steps) == sorted(
        (lower.title, upper.title) for own in roles.values() for lower, upper in itertools.pairwise(own)
    )
    for discipline, ladder in ladders.items():
        for (at, level), competency in itertools.product(enumerate(ladder.levels), ladder.competencies):
            assert told[ladder.text(level, competency)] == (roles[discipline][at], competency)
