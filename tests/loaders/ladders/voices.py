"""How documents word what a level is asked for: in sentences, fragments, questions, with gaps, in many languages.
However it is said, and whatever it mentions, it stands at the same level and competency.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Lines = list[str]
Voice = Callable[[Sequence[str], int, int], Lines]  # all levels, the place of this one and of the competency

DID = ("Plans the small breads", "Bakes with little help", "Teaches others to knead", "Owns the ovens of a house")
HOW = ("every morning", "with care", "when guests wait", "and tells why", "before others come")
KINDS = ("rolls", "rye bread", "white bread", "cakes")
LEADS = ("Lead", "Manage", "Own", "Mentor")
AMONG = (
    "Junior bakers learn this from her",
    "Seniors ask her",
    "Teaches junior bakers this",
    "Works with senior bakers",
)
OFTEN = ("Rarely", "Sometimes", "Often", "Always", "Ever")
WHERE = ("alone", "with others", "at night", "at home")
GRASP = ("Basic", "Good", "Very good", "Excellent", "Deep")
OF = ("of bread", "of ovens", "of rye", "of guests")


def sentence(at: int, of: int, more: int) -> str:
    return f"{DID[(at + of + more) % 4]} {HOW[(at * 2 + of) % 5]}, bread {at}{of}{more}"


def _twice(say: Callable[[int, int, int], str]) -> Voice:
    return lambda levels, at, of: [say(at, of, more) for more in (0, 1)]


def _beside(levels: Sequence[str], at: int) -> str:
    """A level above or below, without what stands before its title and what it means."""
    return (levels[at + 1] if at + 1 < len(levels) else levels[at - 1]).rpartition(": ")[2].partition(" — ")[0]


TWO_SENTENCES = "two sentences"
VOICES: dict[str, Voice] = {
    TWO_SENTENCES: _twice(lambda at, of, more: f"{sentence(at, of, more)}."),
    "one sentence": lambda levels, at, of: [f"{sentence(at, of, 0)}."],
    "eight sentences": lambda levels, at, of: [f"{sentence(at, of, more)}." for more in range(8)],
    "long paragraphs": _twice(lambda at, of, more: " ".join(f"{sentence(at, of, more)}{part}." for part in range(8))),
    "fragments": _twice(lambda at, of, more: f"No. {at}{of}{more} {KINDS[(at + more) % 4]}"),
    "a few words": lambda levels, at, of: [f"{OFTEN[at]} {WHERE[of]}"],
    "how well": lambda levels, at, of: [f"{GRASP[at]} knowledge {OF[of]}"],
    "small letters": _twice(lambda at, of, more: sentence(at, of, more).lower()),
    "capitals": _twice(lambda at, of, more: sentence(at, of, more).upper()),
    "labels of their own": _twice(
        lambda at, of, more: f"{KINDS[(at + of + more) % 4].title()} {at}{of}{more}: {sentence(at, of, more)}."
    ),
    "questions": _twice(lambda at, of, more: f"Can she bake bread {at}{of}{more}?"),
    "figures": _twice(lambda at, of, more: f"{3 + at} breads a day, without help, {at}{of}{more}"),
    "shares": _twice(lambda at, of, more: f"{60 + 10 * at}% of the bread is good {of}{more}"),
    "years": _twice(lambda at, of, more: f"{at + 1}+ years of baking bread {of}{more}"),
    "brackets": _twice(lambda at, of, more: f"(With help) bakes bread {at}{of}{more}"),
    "quotes": _twice(lambda at, of, more: f"“Bread” is what she bakes, {at}{of}{more}"),
    "dashes": _twice(lambda at, of, more: f"Rye {at}{of}{more} - bakes it without help"),
    "lists in a line": _twice(
        lambda at, of, more: f"Bakes rye; bakes wheat; cleans ovens {at}{of}{more} & more / else"
    ),
    "abbreviations": _twice(lambda at, of, more: f"Bakes bread, e.g. rye no. {at}{of}{more}, cf. p. 3 (vol. 2)."),
    "addresses": _twice(lambda at, of, more: f"Reads https://bakery.example/{at}{of}{more} and bakes."),
    "you": _twice(lambda at, of, more: f"You bake bread {at}{of}{more} and you're proud of it."),
    "I": _twice(lambda at, of, more: f"I bake bread {at}{of}{more}."),
    "words of managers": _twice(lambda at, of, more: f"{LEADS[(at + more) % 4]} the baking of bread {at}{of}{more}"),
    "words of levels": _twice(lambda at, of, more: f"{AMONG[(at + more) % 4]}, {at}{of}{more} times"),
    "other levels": lambda levels, at, of: [
        f"Helps a {_beside(levels, at)} with bread {at}{of}{more}." for more in "ab"
    ],
    "a sentence above": lambda levels, at, of: [f"Bakes these {at}{of} breads:", f"Rye {at}{of}a", f"Wheat {at}{of}b"],
    "the same twice": lambda levels, at, of: [f"{sentence(at // 2 * 2, of, more)}." for more in (0, 1)],
    "gaps": lambda levels, at, of: [f"{sentence(at, of, 0)}."] * ((at + of) % 4 != 1),
    "little at the start": lambda levels, at, of: [f"{sentence(at, of, 0)}."] * (not of or at >= of - 1),
    "German": _twice(lambda at, of, more: f"Backt das Brot {at}{of}{more} ohne Hilfe und erklärt, warum."),
    "Russian": _twice(lambda at, of, more: f"Печёт хлеб {at}{of}{more} без помощи."),
    "Japanese": _twice(lambda at, of, more: f"パン{at}{of}{more}を一人で焼くことができる。"),
}
