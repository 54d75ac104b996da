"""Titles that are nearly the same, found without comparing all with all."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from graph.folding.rules.names import _alike, _looks, _near_pairs

WORDS = (
    "data",
    "platform",
    "engineer",
    "engineering",
    "backend",
    "machine",
    "learning",
    "analyst",
    "quality",
    "assurance",
    "product",
    "production",
)


def _slip(random: Random, word: str) -> str:
    """A letter less, one more, or another one."""
    at = random.randrange(len(word))
    return word[:at] + random.choice(("", "x", word[at] + "x")) + word[at + 1 :]


def _titles(random: Random) -> dict[str, str]:
    titles = []
    for _ in range(40):
        words = random.sample(WORDS, random.randint(1, 4))
        turned = random.sample(words, len(words))
        slipped = [_slip(random, word) if random.random() < 0.3 else word for word in words]
        titles += ["-".join(each) for each in (words, turned, slipped)]
    return {f"role-{at}": title for at, title in enumerate(sorted(set(titles)))}


@pytest.mark.parametrize("seed", range(5))
def test_given_titles_with_slips_then_all_that_differ_in_one_word_are_found_as_by_comparing_all_with_all(
    seed: int,
) -> None:
    titles = _titles(Random(seed))
    words = {role: tuple(sorted(title.split("-"))) for role, title in titles.items()}
    slow = {
        (one, other)
        for one, other in combinations(sorted(titles), 2)
        if words[one] == words[other] or _alike(words[one], words[other])
    }
    found = _near_pairs(titles, _looks({word for each in words.values() for word in each}))
    assert found <= slow
    assert {(one, other) for one, other in slow if len({*words[one]} ^ {*words[other]}) <= 2} <= found
    assert len(found) > 20


def test_given_titles_of_the_same_letters_parted_otherwise_then_they_are_near() -> None:
    titles = {"one": "front-end-developer", "two": "frontend-developer", "three": "frontier-developer"}
    assert _near_pairs(titles, _looks({"front", "end", "developer", "frontend", "frontier"})) == {("one", "two")}


def test_given_a_thousand_titles_that_differ_in_one_word_then_none_are_compared_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = []
    monkeypatch.setattr("graph.folding.rules.names._alike", lambda one, other: compared.append(one))
    titles = {
        f"{a}{b}{c}": f"senior-{a}{b}{c}-specialist" for a in "bcdfghjklm" for b in "aeiouyäöüå" for c in "npqrstvwxz"
    }
    assert not _near_pairs(titles, _looks({word for title in titles.values() for word in title.split("-")}))
    assert not compared
