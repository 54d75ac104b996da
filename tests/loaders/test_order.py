"""The order of levels, told by several lists of which none need be complete."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from loaders.mapped.roles.order import MOST_COMPARED, merged

LEVELS = [f"Level {at}" for at in range(12)]


def _in_order(sequence: Sequence[str], whole: Sequence[str]) -> bool:
    places = [whole.index(level) for level in sequence]
    return places == sorted(places)


@given(st.lists(st.lists(st.sampled_from(LEVELS), unique=True).map(sorted), max_size=6))
def test_given_lists_that_agree_when_merged_then_each_is_in_its_order(lists: list[list[str]]) -> None:
    found = merged(lists)

    assert sorted(found) == sorted({level for levels in lists for level in levels})
    assert all(_in_order(levels, found) for levels in lists)


@given(st.lists(st.lists(st.sampled_from(LEVELS)), max_size=6))
def test_given_any_lists_when_merged_then_each_level_stands_once(lists: list[list[str]]) -> None:
    assert sorted(merged(lists)) == sorted({level for levels in lists for level in levels})


def test_given_most_lists_against_one_when_merged_then_most_decide() -> None:
    assert merged([["C", "A"], ["A", "B", "C"], ["A", "B", "C"]]) == ["A", "B", "C"]


def test_given_long_lists_when_merged_then_their_neighbours_decide() -> None:
    levels = [f"Level {at}" for at in range(2 * MOST_COMPARED)]

    assert merged([levels[::2] + levels[-1:], levels]) == levels
