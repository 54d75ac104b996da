"""Titles that are nearly the same, found without comparing all with all."""

from __future__ import annotations

import time
from itertools import combinations
from random import Random

import pytest

from graph.folding.rules.titles import MANY, _alike, _looks, _near_pairs, compared_anew

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
        titles += ["-".join(said) for said in (words, turned, slipped)]
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
    found = _near_pairs(titles, _looks({word for title in words.values() for word in title}))
    assert found <= slow
    assert {(one, other) for one, other in slow if len({*words[one]} ^ {*words[other]}) <= 2} <= found
    assert len(found) > 20


def test_given_titles_of_the_same_letters_parted_otherwise_then_they_are_near() -> None:
    titles = {"one": "front-end-developer", "two": "frontend-developer", "three": "frontier-developer"}
    assert _near_pairs(titles, _looks({"front", "end", "developer", "frontend", "frontier"})) == {("one", "two")}


def series(kind: str, many: int) -> dict[str, str]:
    """Titles that are all alike: numbers, or words of letters that differ in two places of eleven."""
    letters = str.maketrans("0123456789", "bcdfghjklm")
    names = [f"{at:05}" if kind == "numbers" else "storeman" + f"{at:05}".translate(letters) for at in range(many)]
    return {f"store-{name}": f"store-manager-{name}" for name in names}


@pytest.mark.parametrize(("kind", "most"), [("numbers", 0), ("letters", 3)])
def test_given_ten_thousand_titles_that_are_all_alike_then_time_and_findings_grow_with_their_number(
    kind: str, most: int
) -> None:
    titles = series(kind, 10_000)
    looks = _looks({word for title in titles.values() for word in title.split("-")})
    began = time.process_time()
    found = _near_pairs(titles, looks)
    assert time.process_time() - began < 10
    assert len(found) <= most * len(titles)
    assert bool(found) == bool(most)


def test_given_a_thousand_titles_that_differ_in_one_word_then_none_are_compared_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = []
    monkeypatch.setattr("graph.folding.rules.titles._alike", lambda one, other: compared.append(one))
    titles = {
        f"{a}{b}{c}": f"senior-{a}{b}{c}-specialist" for a in "bcdfghjklm" for b in "aeiouyäöüå" for c in "npqrstvwxz"
    }
    assert not _near_pairs(titles, _looks({word for title in titles.values() for word in title.split("-")}))
    assert not compared


def test_given_an_edited_title_then_those_with_words_of_the_same_groups_are_compared_anew() -> None:
    titles = {"senior-baker", "senior-bakers", "front-end-baker", "frontend-baker", "senior-cook", "baker"}
    assert compared_anew(titles, {"senior-baker"}, {"baker"}) == {"senior-baker", "senior-bakers", "baker"}
    assert compared_anew(titles, {"front-end-baker"}, {"senior-cook"}) == {
        "front-end-baker",
        "frontend-baker",
        "senior-cook",
    }


def test_given_a_word_that_joins_groups_or_a_series_too_long_to_pair_then_any_titles_may_be_compared_anew() -> None:
    words = ["keepersmate", "keepersmata", "keeperxmata"]  # only the second is like both of the others
    assert len(set(_looks(words).values())) == 1
    assert len(set(_looks([words[0], words[2]]).values())) == 2
    titles = {*words, "cook"}
    assert compared_anew(titles, {words[1]}, {"cook"}) is None
    assert compared_anew(titles, {"cook"}, {words[1]}) is None
    assert compared_anew(titles, {words[0]}, {"cook"}) == titles
    many = {*series("letters", MANY).values()}
    assert compared_anew(many, {min(many)}, {min(many)}) == many
    assert compared_anew({*many, "cook"}, {min(many)}, {"cook"}) is None
