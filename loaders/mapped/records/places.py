"""Which places of data hold levels, competencies, titles and texts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import mean

from loaders.mapped.records.facts import figures_of
from loaders.mapped.records.labels import DOCUMENT, LISTED
from loaders.mapped.records.records import FILE, Entry, Records
from loaders.mapped.records.values import says_levels, sentences_in, stages_in
from loaders.mapped.roles.order import merged
from loaders.mapped.wording.labels import is_step, read_label, without_level
from loaders.mapped.wording.levels import IsLevel, count_of, levels_among, names_job
from loaders.mapped.wording.texts import plain, size, tidy
from loaders.mapped.wording.words import Words, shipped, spaced

MOST_DIGITS = 3  # of a level that is a figure
LEAST_COVERED = 3  # of so many texts one at least has a competency, else these are examples of some
LONG_LABEL = 5  # words, on average, of labels that are sentences
NUMBER = re.compile(r"^\d+[.)]? +")  # of a file among others
SLUG = re.compile("[a-z0-9]+(?:[-_][a-z0-9]+)+")  # "courses-for-bakers"
LETTER = re.compile("[A-Z]")  # of a grade
MANY = 1_000_000  # texts: of places worth the same the one with more
MOST_PAIRS = 0.8  # share of the pairs of levels and competencies that a text is for


@dataclass(frozen=True, slots=True)
class Places:
    """Where levels and competencies stand. `order` are the levels as the document lists them; `texts` is the number of
    texts about competencies, `only` the competency that all of them are about.
    """

    level: str
    competency: str
    title: str = ""
    order: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    texts: int = 0
    only: str = ""


def find_places(records: Records, is_level: IsLevel) -> Places | None:
    """Where the levels and the competencies stand; None where no place names levels."""
    sentences = sentences_in(records)
    texts = sentences or stages_in(records)
    labels: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for entry in texts:
        for place, label in entry.labels.items():
            labels[place][label] += label != tidy(entry.leaf.text)
    best, strength = "", 0.0
    found: dict[str, set[str]] = {}  # the labels of places that name levels
    counting = {place for place, said in labels.items() if sum(is_step(label, records.words) for label in said) > 1}
    for place, counted in labels.items():
        said = [label for label, count in counted.items() if count]  # with a text beside the label itself
        said = [label for label in said if not records.words.is_aside(label)]
        said_by = place.removesuffix("#").replace("*", "").split(".")
        named = any(says_levels(part, records.words) for part in said_by[-1 if place.endswith("#") else -2 :])
        if len(said) < 2 or len(said) > 40 or _is_of_competencies(place, records.words):
            continue
        if all(label.isdecimal() and len(label) > MOST_DIGITS for label in said):
            continue  # pay
        if counting - {place} and records.words.is_one("id", place.rpartition(".")[2]):
            continue  # `{id: K01, level1: …, level2: …}`
        levels = levels_among(said, is_level, records.words)
        share = sum(label in levels or (named and label.isdigit()) for label in said) / len(said)
        coded = all(read_label(label).code for label in said)
        weak = place.endswith("#") + (place == FILE) / 2  # what a document calls itself comes first
        worth = share * min(len(said), 8) + 3 * named - weak + coded / 2 + sum(counted.values()) / MANY
        if share >= 0.6 or (named and not place.endswith((".id", ".key"))):
            found[place] = set(said)
            best, strength = (place, worth) if worth > strength else (best, strength)
    if best:  # a list of levels says less of each than what is told by them elsewhere
        told = [place for place, said in found.items() if said >= found[best] and place.endswith("*")]
        best = max([best, *told], key=lambda place: sum(labels[place].values()))
    best = _grade_of(texts, best, records.words) or best
    competency = _competency_place(texts, best, records) if best else ""
    if not best:
        best, competency = _sides_of_a_matrix(texts, records)
    if not best:
        return None
    title, titles = _title_place(sentences, best, competency, is_level)
    if title and best.endswith("#"):
        best, title, titles = title, "", {}  # a list of levels with names: its figures are only their order
    order = _order(records, best, competency)
    return Places(best, competency, title, tuple(order), titles)


def _is_of_competencies(place: str, words: Words) -> bool:
    """Whether a place holds the codes of competencies: `competency_code`."""
    about, _, kind = spaced(place.rpartition(".")[2]).rpartition(" ")
    return words.is_one("id", kind) and words.is_one("competency", about)


def _sides_of_a_matrix(texts: list[Entry], records: Records) -> tuple[str, str]:
    """The places of levels and of competencies where no word tells levels: a text for nearly each of two kinds of
    records, of which one is kept under a word for competencies.
    """
    kinds: dict[str, set[str]] = defaultdict(set)
    for entry in texts:
        for place, label in entry.labels.items():
            kinds[place].add(records.ids[label][0].partition(".")[0] if label in records.ids else "")
    known = {place: kind for place, (kind, *others) in kinds.items() if kind and not others}
    for competency, kind in known.items():
        said = plain(kind)
        names = any(records.words.is_one("competency", word) for word in (said, said[:-1], f"{said[:-3]}y"))
        for level in (place for place, other in known.items() if names and other != kind):
            pairs = {(e.labels[level], e.labels[competency]) for e in texts if {level, competency} <= e.labels.keys()}
            sides = [len({pair[side] for pair in pairs}) for side in (0, 1)]
            if min(sides) > 1 and len(pairs) >= MOST_PAIRS * sides[0] * sides[1]:
                return level, competency
    return "", ""


def _title_place(texts: list[Entry], level: str, competency: str, is_level: IsLevel) -> tuple[str, dict[str, str]]:
    """A place that names each level once more, in words of its own: its title."""
    pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for entry in texts:
        if level in entry.labels:
            for place, label in entry.labels.items():
                if place not in (level, competency) and not place.endswith("#"):
                    pairs[place].add((entry.labels[level], label))
    for place, said in pairs.items():
        levels, titles = {one for one, _ in said}, {other for _, other in said}
        fits = sum(map(is_level, titles))
        alike = all(plain(one) == plain(NUMBER.sub("", other) if place == FILE else other) for one, other in said)
        counted = all(map(str.isdecimal, titles)) or all(map(SLUG.fullmatch, titles))  # their order, their addresses
        jobs = sum(names_job(without_level(one, shipped()), shipped()) for one in levels)
        counted = counted or (place == FILE and 2 * jobs > len(levels))  # a file is called in short
        if len(titles) == len(said) and len(levels) > 1 and 2 * fits >= len(titles) and not (alike or counted):
            if place == FILE and level == DOCUMENT and not all(_is_grade(one, shipped()) for one in levels):
                continue  # the document's own name is the title
            if len(levels) == len(titles):
                return place, dict(said)
            if all(map(str.isdecimal, levels)) and level.rpartition(".")[0] == place:
                return place, {}  # records of which several are on one level
    record = level.rpartition(".")[0]  # jobs with a grade each, and several competencies inside
    place = next((place for place in (f"{record}.{LISTED}", record) if place in pairs), record)
    said, inside = pairs.get(place, set()), defaultdict[str, set[str]](set)
    for entry in texts:
        inside[entry.labels.get(place, "")].add(entry.labels.get(competency, ""))
    several = sum(len(inside[title]) > 1 for _, title in said)
    coded = all(_is_grade(one, shipped()) for one, _ in said)
    one_each = len({title for _, title in said}) == len(said) > 1
    return (place, {}) if coded and one_each and 2 * several > len(said) else ("", {})


def _grade_of(texts: list[Entry], place: str, words: Words) -> str:
    """The field of records that gives each a level, where their names are titles: by its code (`level: D2`), or by a
    figure that several share (`level: 3` of an expert and of a team lead).
    """
    grades: dict[str, dict[str, str]] = defaultdict(dict)
    several: set[str] = set()  # fields that give a title more than one
    names = {entry.labels[place] for entry in texts if place in entry.labels}
    for entry in texts:
        for at, label in entry.labels.items():
            if (
                at.rpartition(".")[0] in (place, _record_of(place))
                and at != place
                and says_levels(at.split(".")[-1], words)
                and place in entry.labels
            ):
                several |= {at} if grades[at].get(entry.labels[place], label) != label else set()
                grades[at][entry.labels[place]] = label
    for at, said in grades.items():
        shared = at not in several and len(set(said.values())) < len(said) and all(map(str.isdecimal, said.values()))
        graded = shared or all(_is_grade(one, words) for one in said.values())
        if said.keys() == names and len(set(said.values())) > 1 and graded:
            return at
    return ""


def _is_grade(label: str, words: Words) -> bool:
    return read_label(label).code == label or is_step(label, words) or LETTER.fullmatch(label) is not None


def _record_of(place: str) -> str:
    """The place of the records of which a place holds the names."""
    return place.removesuffix(f".{LISTED}")


def _competency_place(texts: list[Entry], level: str, records: Records) -> str:
    """The place that, with the level, tells the texts apart best; of equal ones the one with fewer labels. One whose
    name says it comes first, where it is of most texts and not of a few, as with examples of some.
    """
    counts: dict[str, set[str]] = defaultdict(set)
    covered: Counter[str] = Counter()
    pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    owned = [entry for entry in texts if level in entry.labels]
    levels = {entry.labels[level] for entry in owned}
    for entry in owned:
        for place, label in entry.labels.items():
            of_track = records.words.is_one("track_facts", place.rpartition(".")[2])
            if place != level and not place.endswith("#") and not of_track:
                counts[place].add(plain(label))
                covered[place] += 1
                pairs[place].add((entry.labels[level], plain(label)))
    counts = {place: labels for place, labels in counts.items() if LEAST_COVERED * covered[place] >= len(owned)}
    usable = {
        place: len(pairs[place])
        for place, labels in counts.items()
        if len(labels) >= 2 and not all(map(str.isdecimal, labels))
    }
    around = {place for place in usable if usable[place] == len(levels) and level.startswith(f"{_record_of(place)}.")}
    if around and around == usable.keys():
        return ""  # disciplines, with levels of their own in each
    usable = {place: count for place, count in usable.items() if place in records.listing} or usable
    if not usable and (only := _only_competency(counts, level, records.words)):
        return only
    usable = usable or {place: len(pairs[place]) for place in counts if _says(place, records.words)}
    if not usable:
        return ""
    widest = max(covered[place] for place in usable)
    named = [place for place in usable if _says(place, records.words) and 2 * covered[place] >= widest]
    if any(usable[place] > len(counts[place]) for place in usable):  # what is said of one level alone names none
        named = [place for place in named if usable[place] > len(counts[place]) or _are_names(counts[place])]
    if named and all(_is_group(place, records.words) for place in named):  # "category" may hold several competencies
        named += [place for place in usable if place not in named and usable[place] > len(counts[place])]
    pool = named or list(usable)
    most = max(usable[place] for place in pool)
    best = [place for place in pool if usable[place] >= 0.8 * most]
    sizes = {place: len(counts[place]) for place in best}
    record = {place: place.rpartition(".")[0] or DOCUMENT for place in best}
    fields = {place for place in best if place != DOCUMENT and sizes.get(record[place]) == sizes[place]}
    own = [place for place in best if place not in fields]
    return min(own, key=lambda place: (sizes[place], _is_group(place, records.words), -len(place)))


def _only_competency(counts: Mapping[str, set[str]], level: str, words: Words) -> str:
    """The place of a key that names the one competency there is: beside the texts of each level, or around the levels
    below a word for competencies.
    """
    keys = [place for place, labels in counts.items() if place.endswith("*") and labels.isdisjoint(words.headings)]
    around = [place for place in keys if level.startswith(f"{place}.") and _says(place.removesuffix(".*"), words)]
    inside = [place for place in keys if place.startswith(f"{level}.") or (level == DOCUMENT and place == "*")]
    return max([*around, *inside], key=len, default="")


def _are_names(labels: set[str]) -> bool:
    return mean(map(size, labels)) < LONG_LABEL


def _is_group(place: str, words: Words) -> bool:
    return words.is_one("group", place.split(".")[-1].replace("_", " "))


def _says(place: str, words: Words) -> bool:
    return any(words.is_one("competency", part.replace("_", " ")) for part in place.split(".")[-1:])


def _order(records: Records, level: str, competency: str) -> list[str]:
    """The levels in the order of the records that are joined, else of their figures or their texts."""
    owned = [entry for entry in records.entries if level in entry.labels]
    owned = [entry for entry in owned if not records.words.is_aside(entry.labels[level])]
    if records.joined:  # a document that only describes skills is on no level
        owned = [entry for entry in owned if entry.labels[level] != tidy(entry.leaf.text)]
    lists: dict[str, list[str]] = defaultdict(list)
    for entry in owned:
        lists[entry.labels.get(competency, "")].append(entry.labels[level])
    met, about = merged(lists.values()), {"", *lists}
    if len(figures := figures_of(records, met)) == len(met) == len(set(figures.values())):
        return sorted(met, key=lambda label: figures[label])
    for nodes in records.nodes.values():
        names = [records.name_of(record) for _, record in nodes]
        if len(set(names) & set(met)) >= max(2, 0.8 * len(met)):
            return [name for name in dict.fromkeys(names) if name in met or not (records.joined or name in about)]
    if all(label.isdecimal() for label in met):
        return sorted(met, key=int)
    counts = {label: count for label in met if is_step(label, records.words) and (count := count_of(label))}
    counted = counts.keys() == set(met) and len({word for word, _ in counts.values()}) == 1
    return sorted(met, key=lambda label: counts[label]) if counted else met  # keys stand in any order
