"""Whether a short label is a level, how high it stands, and in which track."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from loaders.mapped.wording.labels import (
    BETWEEN,
    BRACKETS,
    CAPITAL,
    GRADES,
    NUMBER_AFTER,
    PARTED,
    ROMAN,
    STEP_FIRST,
    is_step,
    leads_on,
    level_words,
    read_label,
    without_level,
)
from loaders.mapped.wording.texts import is_short, plain, tidy, words_in
from loaders.mapped.wording.words import Words, shipped

IsLevel = Callable[[str], bool]
SPAN = re.compile(r"^~?\d{1,2}\s*(?:[–—-]|[^\W\d_]{1,3})\s*\d{1,2}\+?$")  # "0 to 2", "3 - 5": years, no level
ARROW = re.compile(r"→|➔|➜|->|=>|»|›")  # between the titles of a path: no one title
FILE_NAME = re.compile(r"\w\.(?:md|markdown|html?|pdf|docx?|xlsx?|csv|ya?ml|json)$", re.IGNORECASE)
JOB_NUMBER = re.compile(r"^\d{3,}\s*[–—-]\s*(?=[^\W\d])")
QUARTER = re.compile(r"^([QH]) ?[1-4]$")  # alone no level, but beside Q5 or H3
SERIES = re.compile(r"([A-Z]{2}-\d{4})-(\d{2})")  # of occupations with grades: "GS-2210-07"
COUNTED = re.compile(r"\b([^\W\d_]+)\s(\d{1,2})\b")
GENDERED = re.compile(  # "Bauleiter/in", "Kalkulator*innen", "Engenheiro(a)", "Chef(fe)", "Employé·e"
    r"[^\W\d_](?:/-?(?:in|innen|frau|r|a|e|as|os|trice|euse)|[*:_·]in(?:nen)?"
    r"| ?\((?:a|as|e|es|fe|ne|ère|euse|trice|in|innen|r)\)|·e|\(?[mwfd]/[mwfdx]/[mwfdx]\)?)(?![^\W_])"
)
BOTH = re.compile(
    r"\b([^\W\d_]{4,})[^\W\d_]{0,5} (?:oder|und|ou|et|o|y|e|of|en|eller) \1", re.IGNORECASE
)  # "Leiterin oder Leiter"
MOST_OF_A_RUNG = 3  # words: "Core team member"
UNMARKED = 2.0  # a title without a word of seniority


@lru_cache(maxsize=50_000)
def is_level(text: str, words: Words) -> bool:
    """Whether a label looks like a level or a title of a level, by itself."""
    label = read_label(text)
    if not is_short(label.name) or "://" in label.name or SPAN.match(tidy(text)) or FILE_NAME.search(label.text):
        return False
    if asks(text) or is_comparing(text, words) or _begins_with_track(text, words) or leads_on(text):
        return False
    if any(map(str.isdigit, label.code)) or is_step(label.text, words) or is_step(label.code, words):
        return True
    if _is_counted_job(label.text, words):
        return True
    found = level_words(label.text, words)
    bare = _without_meaning(label.text)
    if (match := NUMBER_AFTER.search(bare)) and len(bare.split()) <= 4:
        noun = bare[: match.start()]
        return not any(words.is_one(kind, noun) for kind in ("competency", "text", "fact"))
    if not found:
        return False
    if not words.lists["whole"].isdisjoint(found):
        parts = words_in(label.text)
        if not words.lists["past"].isdisjoint(parts):
            return False  # "Inactive Member"
        return len(parts) <= MOST_OF_A_RUNG and parts[-1] in found and not words.tracks.keys() & {plain(label.text)}
    if all(word in words.loose for word in found):
        parts = words_in(label.text)
        return len(parts) <= 4 and (
            len(parts) == len(found)
            or parts[-1] in words.loose
            or (parts[0] in words.loose and not is_ability(label.text, words))
        )
    return True


def asks(text: str) -> bool:
    """Whether a label is a question: "Do I have to become a manager?"."""
    return text.rstrip().endswith(("?", "？"))


def is_comparing(text: str, words: Words) -> bool:
    """Whether a heading says how a level differs from another ("Difference to the Miller"), or shows all of them in
    another order ("Bakers by theme").
    """
    said = f" {plain(text)} "
    views = any(f" {phrase} " in said for phrase in words.lists["views"])
    beside = " vs " in said or " versus " in said
    return views or beside or not words.lists["comparing"].isdisjoint(words_in(text)[:1])


def _begins_with_track(text: str, words: Words) -> bool:
    """ "Expert track: Sales", "Management track": several words for a track, and perhaps whose."""
    said = plain(text.replace("：", ":").partition(":")[0])
    return " " in said and said in words.tracks


def level_in(text: str, words: Words) -> str:
    """The level that a fact names: a short text without the number of a job before it ("17158 - Officer 4"), and of a
    sentence the only level that it counts ("A Baker is a grade 5."); "" where it counts none or several.
    """
    if is_short(text) and not text.rstrip().endswith("."):
        return JOB_NUMBER.sub("", text)
    found = {match[0] for match in COUNTED.finditer(text) if match[1].casefold() in words.steps}
    level = found.pop() if len(found) == 1 else ""
    return f"{level[:1].upper()}{level[1:]}"


def is_shipped_level(text: str) -> bool:
    """Whether a label looks like a level by the words that come with the project, whatever a ladder adds."""
    return is_level(text, shipped())


def _is_counted_job(text: str, words: Words) -> bool:
    """ "Tier 2 Agent", "Level 3 Support Engineer"."""
    counted = STEP_FIRST.match(text)
    return counted is not None and counted["word"].casefold() in words.steps and names_job(text, words)


def names_job(text: str, words: Words) -> bool:
    """Whether the last word is one for a job or a discipline, or ends so, or a word is written for women and men."""
    said = words_in(BRACKETS.sub("", text)) or words_in(text)
    if not said:
        return False
    known = said[-1] in words.lists["disciplines"] or said[-1].endswith(tuple(words.lists["job_ends"]))
    return known or any(form.search(text) for form in (GENDERED, BOTH))


def names_person(text: str, words: Words) -> bool:
    """Whether a label names one person of a profession ("Baker"), and no discipline ("Baking")."""
    last = plain(text).rpartition(" ")[2]
    return names_job(text, words) and last.endswith(tuple(words.lists["person_ends"]))


def names_people(text: str, words: Words) -> bool:
    """Whether a heading names the people of a profession: "Pharmacists", "Data analysts", "Dentist"."""
    last = plain(text).rpartition(" ")[2]
    several = (last, f"{last}s")
    return any(word.endswith(tuple(words.lists["people_ends"])) for word in several) or (
        last.endswith("s") and last.removesuffix("s") in words.lists["disciplines"]
    )


def _without_meaning(text: str) -> str:
    """ "Engineer II" of "Engineer II — Established" and of "Engineer II (Established)"."""
    return PARTED.split(BRACKETS.sub("", text))[0]


def is_ability(text: str, words: Words) -> bool:
    """ "Professional growth", "Working within constraints", and not "Head of Engineering"."""
    parts = plain(re.split(r"[,(/]| of ", text)[0]).split()
    does = len(parts) > 1 and parts[0].endswith("ing")
    return does or (bool(parts) and parts[-1].endswith(tuple(words.lists["abilities"])))


def are_grades(labels: Iterable[str], words: Words) -> bool:
    """Whether names with codes of other letters each say how far one role is in them: "Dough (D3)", "Ovens (O2)"."""
    said = {label.name: label for label in map(read_label, labels)}
    letters = {
        counted[0] if label.code != label.name and (counted := count_of(label.code)) else "" for label in said.values()
    }
    alone = 1 < len(letters) == len(said) and "" not in letters
    return alone and not any(level_words(name, words) for name in said)


def levels_among(labels: Iterable[str], is_level: IsLevel, words: Words) -> set[str]:
    """Those of some labels that are levels, by themselves or because others are: "Baker" beside "Senior Baker"."""
    labels = list(labels)
    fits = {label for label in labels if is_level(label)}
    nouns = {plain(without_level(label, words)) for label in fits} - words.steps - {""}
    letters = Counter(counted[0] for label in fits if read_label(label).code == label and (counted := count_of(label)))
    fits |= {label for label in labels if (match := QUARTER.match(label)) and letters[match[1]] > 1}
    fits |= _of_counted_steps(labels, words)
    return fits | {label for label in labels if is_short(label) and _is_of(plain(read_label(label).name), nouns)}


def _of_counted_steps(labels: Iterable[str], words: Words) -> set[str]:
    """Labels that begin with other figures of one word for levels: "Band 5 Second Rower", "Band 6 First Rower"."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for label in labels:
        if is_short(label) and (match := STEP_FIRST.match(label)) and match["word"].casefold() in words.steps:
            found[match["word"].casefold()].setdefault(match["step"], label)
    return {label for own in found.values() if len(own) > 1 for label in own.values()}


def _is_of(name: str, nouns: set[str]) -> bool:
    """Whether a name is that of a job, or of a kind of it by a word more: "Cake Baker" of "Baker"."""
    name = name.removesuffix(" +")  # "Baker+"
    return name in nouns or (name.count(" ") > 0 and name.partition(" ")[2] in nouns)


def between(labels: Sequence[str], levels: set[str]) -> set[str]:
    """The short labels that stand once, with levels before and behind them: "Journeyman" beside "Apprentice Joiner"."""
    places = [at for at, label in enumerate(labels) if label in levels]
    counts = Counter(labels)
    inside = labels[places[0] : places[-1]] if places else ()
    return {label for label in inside if counts[label] == 1 and is_short(label)} - levels


def rank(text: str, words: Words) -> float | None:
    """How high a label stands by its words; None where no word says it."""
    label = read_label(text)
    found = sorted((words.ranks[word] for word in {*level_words(label.name, words)}), reverse=True)
    after = NUMBER_AFTER.search(label.name)
    step = (ROMAN.get(after[1]) or int(after[1])) / 10 if after else 0.05 * ("+" in words_in(label.name))
    if not found:
        return UNMARKED + step if after else None
    return found[0] + sum(0.5 if number > UNMARKED else -0.5 for number in found[1:]) + step


@lru_cache(maxsize=50_000)
def lettered(text: str, words: Words) -> str:
    """A counted level by the letter of its word, as codes have it: "l5" of "Level 5"; "" of another text."""
    counted = count_of(text) if is_step(text, words) else None
    return f"{counted[0][:1]}{counted[1]:g}" if counted else ""


@lru_cache(maxsize=50_000)
def count_of(text: str) -> tuple[str, float] | None:
    """The letters and the figure of a code or a counted level: ("IC", 2); ("band", 8.1) of "Band 8a"."""
    label = read_label(text)
    if label.text in GRADES:
        return "", GRADES[label.text]
    if series := SERIES.fullmatch(label.code):
        return series[1], int(series[2])
    if quarter := QUARTER.match(label.text):
        return quarter[1], int(label.text[-1])
    half = 0.5 if BETWEEN.search(label.code or label.text) else 0
    if label.code and (match := re.match(rf"([{CAPITAL}]+(?:-[{CAPITAL}]+)?)[ .-]?(\d+)", label.code)):
        return match[1], int(match[2]) + half
    text = BETWEEN.sub("", _without_meaning(label.text))
    if match := re.search(r"(?:^|\s)(\d{1,2}|I{1,3}|IV|V)$", text):
        return plain(text[: match.start()]), (ROMAN.get(match[1]) or int(match[1])) + half
    if match := re.search(r"\s(\d{1,2})([a-e])$", text):
        return plain(text[: match.start()]), int(match[1]) + (ord(match[2]) - ord("`")) / 10
    if (match := STEP_FIRST.match(text)) and (found := re.search(r"\d+", match["step"])):
        return plain(match["word"]), int(found[0])
    return None


def base_of(text: str) -> str:
    """What a counted title counts, as it is compared: "baker" of "Baker II"; "" of one that has no figure."""
    name = read_label(text).name
    return plain(NUMBER_AFTER.sub("", name)) if NUMBER_AFTER.search(name) else ""


@lru_cache(maxsize=50_000)
def track_of(text: str, words: Words) -> str | None:
    """`individual` or `management`, where a label says it."""
    text = tidy(text)
    if ARROW.search(text):
        return None
    label = read_label(text)
    if len(words_in(text)) <= 5:
        phrases = [phrase for phrase in words.tracks if f" {phrase} " in f" {plain(text)} " and " " in phrase]
        if phrases:
            return words.tracks[max(phrases, key=len)]
    bracket = BRACKETS.search(text)
    for part in ([bracket[1]] if bracket else []) + [label.name]:
        said = plain(part)
        if said in words.tracks:
            return words.tracks[said]
    if (counted := re.match(r"(?:(IC)|E?M)[ -]?\d|\w+ (?:(IC)|EM)$", label.code)) is not None:
        return "individual" if counted[1] or counted[2] else "management"  # "IC4", "M4", "L4 IC"
    name = _without_things_managed(label.name, words)
    return "management" if any(word in words.managers for word in level_words(name, words)) else None


def _without_things_managed(title: str, words: Words) -> str:
    """A title without what is no word for a manager of people: "Group" of "Group Product Manager"."""
    return _things_managed(words).sub(" ", f" {plain(title)} ").strip()


@lru_cache(maxsize=20)
def _things_managed(words: Words) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, sorted(words.lists['things_managed'])))}) managers? ")


def track_stated(label: str, value: str, words: Words) -> str:
    """The track that a fact states: "management" of "Track: Manager"; "" where it is about something else."""
    return (track_of(value, words) or "") if words.is_one("track_facts", tidy(label)) else ""
