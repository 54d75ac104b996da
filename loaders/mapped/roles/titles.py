"""Titles of levels: what the labels beside them, legends, lists and records of data tell."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from loaders.mapped.sources.data.leaves import records_in
from loaders.mapped.sources.pieces import Piece, Source
from loaders.mapped.wording.labels import CODE, Label, is_step, level_words, read_label, without_level
from loaders.mapped.wording.levels import names_job
from loaders.mapped.wording.texts import JOINED, is_short, plain, tidy
from loaders.mapped.wording.words import Words, shipped

LEGEND = re.compile(r"(?P<title>[^|;,()\n:•·→>]{3,60}?)\s*\((?P<level>[^()\n]{1,20})\)")  # "Junior Baker (B1) | …"
EXPLAINED = re.compile(  # "B1 (Junior Baker), B2 (Baker)"
    rf"(?<![\w-])(?P<level>{CODE.pattern})\s*\((?P<title>[^()\d]{{3,60}})\)"
)
LISTED = re.compile(  # "1 - Junior Baker", "K1 – Baker (scale V)"
    r"^(?P<level>[^\W_]{1,4})\s*[:–—=-]\s+(?P<title>[^\W\d_][^|;,()\n:]{1,50}?)(?:\s*\([^()]{1,40}\))?$"
)

STEM = 4  # letters that a job and its discipline begin with
MOST_LEVELS = 0.6  # share of labels with a code
DEFINED = re.compile(r"^(?P<level>[^\W_]{1,4})\s*\((?P<title>[^()\d]{3,40})\)\s*[:：]")  # "E1 (Associate): does …"


def titles_beside(labels: Iterable[str], family: str, words: Words) -> dict[str, str]:
    """Titles of labels that only those beside them tell: beside "Senior Engineer" a "Team Lead" is one as it stands;
    beside "N1 - Junior" is "N2 - Autonomous" none, for no discipline is in it. A title on two levels, as in "Level 4:
    Baker" and "Level 5: Baker", has the level behind it.
    """
    said = {label: read_label(label) for label in labels}
    if apart := _beside_codes(said):
        return apart
    coded = {label for label, read in said.items() if read.code and read.name != read.text}
    bare = {label for label, read in said.items() if not without_level(read.name, words) or is_step(read.name, words)}
    found: dict[str, str] = {}
    jobs = (
        words.lists["disciplines"] | set(plain(family).split()) | _nouns([said[label].name for label in coded], words)
    )
    titles = {
        label
        for label in said.keys() - bare
        if not coded or _names_one(said[label].name, jobs) or names_job(said[label].name, words)
    }
    steps = [label for label, read in said.items() if not read.code and is_step(label, words)]
    if len(coded & bare) <= len(steps):  # "Level 2 Junior" beside "Level 1", "Level 3" and "Level 4"
        found |= {label: said[label].code for label in coded & bare if is_step(said[label].code, words)}
    people = words.managers | {word for word, rank in words.ranks.items() if " " in word or rank == 0}
    if not coded and said.keys() - bare and all(names_job(label, words) for label in said):
        return {label: read.name for label, read in said.items()}  # "Vorarbeiter", "Meister"
    joined = coded == said.keys() and all(JOINED.match(read.name) for read in said.values())
    if joined and any(_names_one(read.name, jobs) for read in said.values()):
        return {label: read.name for label, read in said.items()}  # "P5（工程师）", "P7（技术专家）"
    if 2 * len(titles) >= len(said):
        most = len(titles) >= MOST_LEVELS * len(said)  # beside them "LA4 - Associate" and "Mid-level" are titles too
        people_in = {label for label in bare if people & set(level_words(label, words))}
        found = {label: said[label].name for label in (bare if most else people_in)}
    if family and coded & bare:
        others = {label for label in coded - bare - titles if not _names_one(said[label].name, jobs | words.managers)}
        few = {label for label in coded & titles if _says_no_more(said[label].name, family)}
        others |= few if few == titles and 2 * len(few) < len(coded & bare) else set()
        found |= {label: f"{family} {said[label].text}" for label in others}
    jobs |= words.managers
    names = {label for label in said.keys() - bare - coded if not _names_one(said[label].name, jobs)}
    if family and names and not coded and len(names) <= len(bare) and names | bare == said.keys():
        found = {label: f"{family} {said[label].name}" for label in said}  # "Junior", "Junior Plus", "Wizard"
    return found | _on_several_levels({label: said[label] for label in coded if label in titles or not family}, bare)


def _names_one(name: str, jobs: Set[str]) -> bool:
    """Whether one of the words of a name is a job; in a script that parts no words, whether one stands in it."""
    joined = (job for job in jobs if JOINED.match(job)) if JOINED.match(name) else ()
    return bool(jobs & set(plain(name).split())) or any(job in name for job in joined)


def _says_no_more(name: str, family: str) -> bool:
    """Whether a job of one word leaves the discipline open: "Analyst" of "Data", not "Engineer" of "Engineering"."""
    return " " not in name and not any(plain(name).startswith(word[:STEM]) for word in plain(family).split())


def _beside_codes(said: Mapping[str, Label]) -> dict[str, str]:
    """Titles of labels that have a code before or behind without a sign between, where each has another: "Miller" and
    "Senior Miller" of "Miller B1" and "Senior Miller B2".
    """
    titles = {
        label: tidy(read.text.removeprefix(read.code).removesuffix(read.code))
        for label, read in said.items()
        if read.code and read.name == read.text != read.code
    }
    distinct = len({plain(title) for title in titles.values() if title}) == len(titles) > 1
    worded = any(level_words(title, shipped()) for title in titles.values())
    jobs = all(without_level(title, shipped()) for title in titles.values())
    return titles if distinct and worded and jobs and len(titles) > MOST_LEVELS * len(said) else {}


def _on_several_levels(coded: Mapping[str, Label], bare: Set[str]) -> dict[str, str]:
    """Titles of the labels whose name stands on several levels: they have the level behind it; all words of seniority
    alone are as written then ("E1 - Junior" beside "E3 - Middle" and "E4 - Middle").
    """
    levels: dict[str, set[str]] = defaultdict(set)
    for read in coded.values():
        levels[plain(read.name)].add(plain(read.code))
    several = {label for label, read in coded.items() if len(levels[plain(read.name)]) > 1}
    alike = {label for label in coded if label in bare and several & bare}
    alike |= {label for label in several if coded[label].text.startswith(f"{coded[label].name},")}  # "Baker, level 1"
    return {label: f"{coded[label].name} {coded[label].code}" for label in several} | {
        label: coded[label].text for label in alike
    }


def titles_again(labels: Iterable[str], family: str, words: Words) -> dict[str, str]:
    """Titles of labels in all tables of a document that have a name on several levels: "Entry P1" and "Entry S1"; in a
    discipline only those of jobs, for others have its name.
    """
    said = {label: read_label(label) for label in labels}
    coded = {label: read for label, read in said.items() if read.code and read.name != read.text}
    bare = {label for label, read in coded.items() if not without_level(read.name, words)}
    return _on_several_levels({label: coded[label] for label in coded if not family or label not in bare}, set())


def _nouns(names: Iterable[str], words: Words) -> set[str]:
    """The last words of jobs that several names have beside words of seniority: "baker" of "Junior Baker"."""
    nouns = [plain(without_level(name, words)) for name in names if level_words(name, words)]
    return {noun.split()[-1] for noun, count in Counter(nouns).items() if noun and count > 1}


def titles_told(sources: Iterable[Source], levels: Sequence[str]) -> dict[str, str]:
    """Titles by level, where one line gives those of most levels ("Junior Baker (B1) | Baker (B2) | …"), or a list
    those of all, each in an item ("1 - Junior Baker", or with what it means: "E1 (Associate): does …").
    """
    known = {plain(level): level for level in levels}
    listed: dict[str, str] = {}
    defined: dict[str, str] = {}
    items: list[Piece] = []
    for piece in (piece for source in sources for piece in source.pieces):
        for form in (LEGEND, EXPLAINED) if "(" in piece.text else ():
            told = [match for match in form.finditer(piece.text) if plain(match["level"]) in known]
            found = {known[plain(match["level"])]: tidy(match["title"]) for match in told}
            if max(1, len(levels) / 2) < len(found) == len(told):
                piece.used = piece.used or "title"
                return found
        if piece.kind == "item" and (match := LISTED.match(piece.text)) and plain(match["level"]) in known:
            listed.setdefault(known[plain(match["level"])], tidy(match["title"]))
            items.append(piece)
        elif piece.kind == "item" and (match := DEFINED.match(piece.text)) and plain(match["level"]) in known:
            defined.setdefault(known[plain(match["level"])], tidy(match["title"]))
    if len(defined) == len(levels) > 1:
        return defined
    if not len(listed) == len(items) == len(levels) > 1:
        return {}
    for piece in items:
        piece.used = piece.used or "title"
    return listed


def titles_in_data(sources: Iterable[Source], levels: Sequence[str], words: Words) -> dict[str, str]:
    """Titles that records give to most levels, one to each: under it ("DS1: {title: …}") or beside it."""
    known = {plain(level): level for level in levels}
    found: dict[str, set[str]] = defaultdict(set)
    for path, record in (record for source in sources for record in records_in(source.tree)):
        beside = [value for key, value in record.items() if isinstance(value, str) and not words.is_one("title", key)]
        level = next((known[plain(str(said))] for said in (*path[-1:], *beside) if plain(str(said)) in known), "")
        titles = [value for key, value in record.items() if isinstance(value, str) and words.is_one("title", key)]
        if level and len(titles) == 1 and is_short(titles[0]) and plain(titles[0]) not in known:
            found[level].add(tidy(titles[0]))
    titled = {level: titles.pop() for level, titles in found.items() if len(titles) == 1}
    return titled if len(titled) > max(1, MOST_LEVELS * len(levels)) else {}


def grades_in_data(sources: Iterable[Source], titles: Sequence[str], words: Words) -> dict[str, str]:
    """The codes of levels that records give to all titles ("{name: Baker, grade: B2}"); empty where some have none."""
    known = {plain(title): title for title in titles}
    found: dict[str, str] = {}
    for _, record in (record for source in sources for record in records_in(source.tree)):
        said = {key: value for key, value in record.items() if isinstance(value, str)}
        names = [value for key, value in said.items() if words.is_one("name", key) or words.is_one("title", key)]
        codes = [value for key, value in said.items() if words.is_one("level_facts", key)]
        if names and plain(names[0]) in known and len(codes) == 1 and read_label(codes[0]).code == codes[0]:
            found.setdefault(known[plain(names[0])], codes[0])
    return found if len(found) == len(known) > 1 else {}
