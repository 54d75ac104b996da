"""How well role documents are read whose words nobody has told the program: `python -m benchmarks.unknown_names`.

Three trials, each seeded, each in both forms of a document where it has both (a page, and what copying it from a
browser leaves):

    left out   a share of the vocabulary's names is taken away
    renamed    and the names of tools that are then unknown become invented ones of one to three words, everywhere
    worded     targets and frequencies of the metrics become others, which begin with words or comparisons or are no
               usual period; the table has its column of reasons or not (text only: a page has its cells)

A reading is compared with a person's (two documents) or with the one that the whole vocabulary gives (the others),
section by section: precision and recall of records. Real documents beside the checkout, `../shared/blueprints`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.servers import ROOT
from graph.documents.document import Vocabulary
from loaders.blueprints.read import KnownNames, read_blueprint
from loaders.blueprints.wording import TABLE_HEADS
from loaders.folder import SEEDS, read_folder, vocabularies_of
from tests.support.browser_copy import browser_copy

SHARED = ROOT.parent / "shared"
GOAL = 0.98
SHARES = (0.25, 0.5, 1.0)
COUNTED = {"goals": 6, "decision_rights": 13, "risks": 16, "hiring": 19}
LISTED = {"stakeholders": 12, "career": 15, "scorecard": 20}
SCORED = ("top_technical_skills", "top_soft_skills", "top_tools", "career_options")
KINDS = ("Studio", "Boards", "Pipelines", "Hub", "Automate", "Manager", "Cloud", "Sheets", "Insight", "Registry")
TARGETS = [
    "> 70% after 12 months",
    "Falling; 0 repeated causes",
    "Two of three by spring",
    "At least 4 in 5",
    "Within 2 days of receipt",
    "No more than 3 open",
    "Fewer each quarter; none over 30 days",
    "Agreed plan, 90% done",
    "Rising from 40% to 60%",
    "All sites, twice a year",
    "< 2 hours for 95% of calls",
    "Zero after the first month",
    "100% before launch",
    "Half of last year",
    "Same as peers or better",
    "1 per team and term",
    "Better than 4.2 of 5",
    "Not above 5%",
    "Steady; no dip > 10%",
    "Green in all 4 areas",
    "Between 6 and 8 weeks",
    "Signed off by day 10",
    "≥ 3 accepted ideas a year",
    "±2 points of plan",
    "Down by a third in 6 months",
    "Up to 15 minutes",
    "Improving over 3 cycles",
    "Best quarter of the market",
    "€40k saved yearly",
]
FREQUENCIES = [
    "Half-yearly",
    "Every other week",
    "Once a term",
    "Per cohort",
    "At each gate",
    "Seasonally",
    "Each intake",
    "Weekly",
    "Monthly",
    "Termly",
    "Twice a year",
    "After each audit",
    "Biannually",
    "Per campaign",
    "Quarterly",
    "Nightly",
    "Mid-year",
    "At handover",
    "Every 6 weeks",
    "Yearly",
]

Record = tuple[Any, ...]
Tally = dict[int, list[int]]


@dataclass(frozen=True)
class Example:
    """A document in one form, and what should be read in it."""

    name: str
    form: str
    text: str
    expected: dict[str, Any]
    by_person: bool

    def read(self, known: KnownNames) -> dict[str, Any]:
        data = json.dumps(self.post).encode() if self.form == "page" else self.text.encode()
        return read_blueprint(data, self.name, known).blueprint.model_dump(mode="json", by_alias=True)

    @property
    def post(self) -> dict[str, Any]:
        return {"title": {"rendered": self.expected["title"]}, "content": {"rendered": self.text}}


def examples(known: KnownNames) -> Iterator[Example]:
    """All documents in their forms, with what the whole vocabulary, or a person, reads in them."""
    for path in sorted((SHARED / "blueprints").iterdir()):
        text, form = path.read_text(encoding="utf-8"), "text"
        dumped = read_blueprint(text.encode(), path.name, known).blueprint.model_dump(mode="json", by_alias=True)
        person = SHARED / "expected" / f"{path.stem}.json"
        if person.exists():
            said = json.loads(person.read_text(encoding="utf-8"))
            measured = [
                {**kpi, "measures": own["measures"]} for kpi, own in zip(said["kpis"], dumped["kpis"], strict=True)
            ]
            dumped = {**said, "kpis": measured, "other": dumped["other"]}
        if path.suffix == ".json":
            post = json.loads(text)
            text, form = post["content"]["rendered"], "page"
            copy = browser_copy(text, post["title"]["rendered"])
            yield Example(path.stem, "text", copy, dumped, person.exists())
        yield Example(path.stem, form, text, dumped, person.exists())


# What is compared


def plain(value: Any) -> str:
    """Without differences of dashes, spaces, case and closing brackets, which only bold tells from a name."""
    said = f"{value:g}" if isinstance(value, int | float) else value or ""
    text = " ".join(re.sub("[‐‑‒–—−_]", "-", said).split()).casefold()
    return re.sub(r"(\s*\([^()]*\))+$", "", text.rstrip(".")) or text


def leaves(items: Iterable[Any]) -> Iterator[str]:
    for item in items:
        inner = item.get("items") if isinstance(item, dict) else None
        yield from leaves(inner) if inner else [item if isinstance(item, str) else item.get("name") or item["text"]]


def records(said: dict[str, Any]) -> dict[int, Counter[Record]]:
    """What a reading says, by section."""
    found: dict[int, list[Record]] = defaultdict(list)
    found[1] = [(key, said.get(key)) for key in ("title", "level", "family", "horizon", "years_min", "years_max")]
    found[3] = [(duty["category"], " ".join(duty["text"].split()[:8])) for duty in said["responsibilities"]]
    found[5] = [(text,) for text in leaves(said["deliverables"])]
    found[7] = [tuple(kpi.get(key) for key in ("name", "measures", "target", "frequency")) for kpi in said["kpis"]]
    found[8] = [tuple(skill[key] for key in ("name", "tier", "importance")) for skill in said["technical_skills"]]
    found[9] = [(text,) for text in leaves(said["soft_skills"])]
    found[10] = [
        (tool["category"], tool["cell"], " | ".join(sorted(tool["names"])), tool["use"], tool["commonality"])
        for tool in said["tools"]
    ]
    for field, section in COUNTED.items():
        for key, items in (said.get(field) or {}).items():
            count = items if isinstance(items, int) else len(items)
            if key != "long_term":
                found[section].append(("rubric_rows" if key == "rubric" else key, count))
    for field, section in LISTED.items():
        for key, items in (said.get(field) or {}).items():
            if isinstance(items, list) and key != "manager" and (field != "scorecard" or key in SCORED):
                found[section] += [(key, text) for text in leaves(items)]
    return {section: Counter(tuple(map(plain, fact)) for fact in facts) for section, facts in found.items()}


def compare(expected: dict[str, Any], got: dict[str, Any], tally: Tally, diff: list[str]) -> None:
    """Adds what agrees, what was expected and what was found to the tally of each section."""
    wanted, found = records(expected), records(got)
    for section in wanted.keys() | found.keys():
        one, other = wanted.get(section, Counter()), found.get(section, Counter())
        for at, count in enumerate((one & other, one, other)):
            tally.setdefault(section, [0, 0, 0])[at] += count.total()
        diff += [
            f"  {sign} {section:2d} {fact}" for sign, side in (("-", one - other), ("+", other - one)) for fact in side
        ]


# What is changed


def without(vocabularies: Sequence[Vocabulary], share: float, chance: random.Random) -> KnownNames:
    """What is left of the vocabulary when a share of the names of skills, tools and stakeholders is taken away."""
    kinds = ("skills", "tools", "stakeholders")
    left = [
        vocabulary.model_copy(
            update={kind: [term for term in getattr(vocabulary, kind) if chance.random() >= share] for kind in kinds}
        )
        for vocabulary in vocabularies
    ]
    return KnownNames.of(left)


def invented(chance: random.Random) -> str:
    """A product's name of one to three words that nobody has."""

    def word() -> str:
        return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(2, 3)))

    def name() -> str:
        return word().capitalize() + chance.choice(("", "x", "n", "l"))

    shape = chance.randrange(6)
    two = f"{name()} {name()}" if shape == 0 else f"{name()} {chance.choice(KINDS)}"
    if shape < 3:
        return two
    if shape == 3:
        return f"{two} {name()}" if chance.random() < 0.3 else f"{name()}{name()}"
    return word() if shape == 4 and chance.random() < 0.4 else name()


def renamed(example: Example, known: KnownNames, chance: random.Random) -> Example:
    """The document with invented names for the tools that the vocabulary does not have."""
    names = {name for tool in example.expected["tools"] for name in tool["names"]}
    names = {name for name in names if re.fullmatch(r"[\w. -]+", name) and any(map(str.isupper, name))}
    unknown = sorted(
        (name for name in names if name.casefold() not in known.tool_keys), key=lambda name: (-len(name), name)
    )
    if not unknown:
        return example
    new = {name: invented(chance) for name in unknown}
    pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, unknown))})(?![\w.]*\w)")

    def change(value: Any) -> Any:
        if isinstance(value, str):
            return pattern.sub(lambda match: new[match[0]], value)
        if isinstance(value, list):
            return [change(item) for item in value]
        return {key: change(item) for key, item in value.items()} if isinstance(value, dict) else value

    return replace(example, text=change(example.text), expected=change(example.expected))


def worded(example: Example, reasons: bool, chance: random.Random) -> Example:
    """The document with other targets and frequencies in its table of metrics."""
    kpis = [
        {**kpi, "target": chance.choice(TARGETS), "frequency": chance.choice(FREQUENCIES)}
        for kpi in example.expected["kpis"]
    ]
    notes = next(note["items"] for note in example.expected["other"] if note["text"].startswith("Why"))
    rows = []
    for kpi, note in zip(kpis, notes, strict=True):
        why = [note.removeprefix(f"{kpi['name']}: ")] if reasons else []
        rows.append(" ".join([kpi["name"], kpi["measures"], *why, kpi["target"], kpi["frequency"]]))
    head = f"Metric name What it measures {'Why it matters ' if reasons else ''}Example target / benchmark Frequency"
    lines = example.text.split("\n")
    start = next(at for at, line in enumerate(lines) if TABLE_HEADS[7].match(line.strip()))
    lines[start : start + len(rows) + 1] = [head, *rows]
    return replace(example, text="\n".join(lines), expected={**example.expected, "kpis": kpis})


def trials(
    every: Sequence[Example], vocabularies: Sequence[Vocabulary], seeds: range
) -> Iterator[tuple[str, Example, KnownNames]]:
    """Name of the trial, document, and what is known when it is read."""
    whole = KnownNames.of(vocabularies)
    for seed in seeds:
        for share in SHARES:
            known = without(vocabularies, share, random.Random(seed))
            for example in every:
                yield f"left out {share:.0%}", example, known
                yield f"renamed {share:.0%}", renamed(example, known, random.Random(seed)), known
        for reasons in (True, False):
            for example in every:
                if example.form == "text":
                    name = f"worded, {'with' if reasons else 'no'} reasons"
                    yield name, worded(example, reasons, random.Random(seed)), whole


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.unknown_names", description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=3, help="how often each trial is repeated with another seed")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--diff", help="show what differs in trials whose name begins with this")
    asked = parser.parse_args()
    vocabularies = vocabularies_of(read_folder(SEEDS, within="vocabulary").documents)
    every = list(examples(KnownNames.of(vocabularies)))
    tallies: dict[tuple[str, str], Tally] = {}
    for name, example, known in trials(every, vocabularies, range(asked.first, asked.first + asked.seeds)):
        diff: list[str] = []
        compare(example.expected, example.read(known), tallies.setdefault((name, example.form), {}), diff)
        if diff and asked.diff is not None and name.startswith(asked.diff):
            print(f"{name} {example.name} {example.form}", *diff, sep="\n")
    show(tallies)


def show(tallies: dict[tuple[str, str], Tally]) -> None:
    """Precision and recall of each section that is below 1 somewhere; the others in one line."""
    for (name, form), tally in sorted(tallies.items()):
        below: list[str] = []
        whole: list[str] = []
        for section, (same, wanted, found) in sorted(tally.items()):
            precision, recall = same / max(found, 1), same / max(wanted, 1)
            said = f"{section}: {precision:.3f}/{recall:.3f}{'' if min(precision, recall) >= GOAL else ' !'}"
            (whole if same == wanted == found else below).append(said)
        print(f"{name:22} {form:5} {'; '.join(below) or '-'}  (whole: {len(whole)} sections)")


if __name__ == "__main__":
    main()
