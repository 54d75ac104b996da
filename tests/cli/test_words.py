"""Small pieces of text that commands print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.terminal.words import around_difference

MOST = 60


@given(st.text(max_size=200), st.text(max_size=90), st.text(max_size=90))
def test_given_two_texts_that_differ_when_shortened_then_what_is_shown_differs(
    same: str, before: str, after: str
) -> None:
    shown = around_difference(same + before, same + after, MOST)
    assert all(len(part) <= MOST for part in shown)
    assert (shown[0] == shown[1]) == (before == after)


@pytest.mark.parametrize("word", ["dough ", "\u9762\u56e2"], ids=["words", "no spaces"])
def test_given_a_change_behind_what_fits_when_shortened_then_it_is_shown_from_shortly_before(word: str) -> None:
    before, after = around_difference(word * 40 + "by hand", word * 40 + "by feeling", MOST)
    assert (before.startswith("\u2026"), before.endswith("by hand"), after.endswith("by feeling")) == (True, True, True)


def test_given_a_long_text_with_other_words_in_its_middle_when_shortened_then_they_stand_whole_with_words_around() -> (
    None
):
    before, after = around_difference(
        f"{'dough ' * 30}kneaded by hand {'bread ' * 30}", f"{'dough ' * 30}shaped alone {'bread ' * 30}", MOST
    )
    assert (before, after) == (
        "…dough dough dough kneaded by hand bread bread bread…",
        "…dough dough dough shaped alone bread bread bread…",
    )
