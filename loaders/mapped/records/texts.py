"""The texts of data, each with its level and competency, once their places are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from loaders.mapped.found import FACT
from loaders.mapped.records.facts import says_family, track_around
from loaders.mapped.records.places import Places
from loaders.mapped.records.records import Entry, Records
from loaders.mapped.records.values import is_name_of_one, kind_of, sentences_in, stages_in, text_kinds
from loaders.mapped.sources.data.leaves import Leaf, Path
from loaders.mapped.wording.parts import is_fact_of_roles
from loaders.mapped.wording.texts import SENTENCE, has_letters, plain, size, tidy
from loaders.mapped.wording.words import spaced

LEAST_LEVELS = 2  # of a discipline, on average


@dataclass(frozen=True, slots=True)
class Record:
    level: str
    competency: str
    leaf: Leaf
    group: str = ""
    title: str = ""
    field: str = ""
    family: str = ""
    stage: str = ""
    track: str = ""


def _group_places(records: Records, places: Places) -> list[str]:
    """Places that hold groups of competencies: by their name, or because several competencies stand inside them."""
    inside: dict[str, set[tuple[str, str]]] = defaultdict(set)  # labels with the competencies they hold
    for entry in records.entries:
        for place, label in entry.labels.items():
            if place not in (places.level, places.competency, places.title):
                inside[place].add((label, entry.labels.get(places.competency, "")))
    labels = {place: {label for label, _ in held} for place, held in inside.items()}
    labels = {place: found for place, found in labels.items() if len(found) < len(inside[place])}  # else ids of one
    named = [place for place in labels if records.words.is_one("group", place.split(".")[-1])]
    around = [
        place
        for place, found in labels.items()
        if len(found) > 1 and places.competency.startswith(f"{place}.") and not places.level.startswith(f"{place}#")
    ]
    return [*named, *sorted(around, key=len, reverse=True)]


def _family_places(records: Records, places: Places) -> list[str]:
    """Places of the disciplines that records state, of which people do not move from one to the next; else those around
    a level that has its competencies inside, unless they name tracks or levels.
    """
    words = records.words
    labels: dict[str, set[str]] = defaultdict(set)
    levels: dict[str, set[tuple[str, str]]] = defaultdict(set)  # labels, each with its levels
    for entry in (entry for entry in records.entries if places.level in entry.labels):  # others tell of the document
        for place, label in entry.labels.items():
            labels[place].add(label)
            levels[place].add((label, entry.labels[places.level]))
    several = [place for place, found in labels.items() if len(found) > 1]
    keys = {place: place.rpartition(".")[2] for place in several if place not in (places.level, places.title)}
    stated = [place for place, key in keys.items() if says_family(key, words) and not words.is_one("units", key)]
    stated = [place for place in stated if len(levels[place]) >= LEAST_LEVELS * len(labels[place])]  # else texts
    if stated or not places.competency.startswith(f"{places.level}."):
        return stated
    around = [place for place in several if places.level.startswith(f"{place}.") and not place.endswith("#")]
    return [place for place in around if not any(plain(label) in words.tracks for label in labels[place])]


def _telling_keys(records: Records, places: Places) -> set[str]:
    """Keys whose values are mostly sentences: a short one among them is a text too ("Writes runbooks."). Without any
    sentences those of stages.
    """
    if not sentences_in(records):
        return {_kind_in_matrix(entry, places, records) for entry in stages_in(records)}
    sizes: dict[str, list[int]] = defaultdict(list)
    for entry in records.entries:
        if not is_name_of_one(entry, records):
            sizes[_kind_in_matrix(entry, places, records)].append(size(entry.leaf.text) >= SENTENCE)
    return {key for key, said in sizes.items() if sum(said) > len(said) / 2}


def _kind_in_matrix(entry: Entry, places: Places, records: Records) -> str:
    """The key of a text; one for all levels or competencies where they are the keys."""
    key, labelled = entry.leaf.key, (places.level, places.competency)
    names = {plain(key), plain(records.ids.get(key, ("", ""))[1])} - {""}  # an id stands for its record's name
    return next((place for place in labelled if plain(entry.labels.get(place, "")) in names), key)


def _telling_lists(records: Records) -> set[Path]:
    """The lists with a sentence in them: what stands beside it is a text too, as "Rye" beside "Bakes these breads:"."""
    said = (entry.path for entry in records.entries if size(entry.leaf.text) >= SENTENCE)
    return {path[:-1] for path in said if isinstance(path[-1], int)}


def _texts_in(records: Records, places: Places) -> Iterator[Entry]:
    """The values that are texts: sentences, and short ones where others of their kind or list are sentences."""
    telling, kinds, lists = _telling_keys(records, places), text_kinds(records), _telling_lists(records)
    for entry in (entry for entry in records.entries if has_letters(entry.leaf.text)):
        of_kind = kind_of(entry) in kinds or _kind_in_matrix(entry, places, records) in telling
        if size(entry.leaf.text) >= SENTENCE or of_kind or entry.path[:-1] in lists:
            yield entry


def _role_around(entry: Entry, records: Records, known: set[str]) -> str:
    """The job that a key under "roles" names around a text: `roles: {Baker: {levels: …}}`."""
    for kind, key in pairwise(entry.leaf.path):
        if isinstance(kind, int) or isinstance(key, int):
            continue  # a list of jobs: the key stands in each of them
        said = plain(kind)
        if said.endswith("s") and records.words.is_one("title", said[:-1]) and not records.is_field(key):
            name = tidy(key.replace("_", " "))
            return "" if name in known else name
    return ""


def _describes(entry: Entry, records: Records) -> bool:
    """Whether a text without a level says what its competency is: "description: …"."""
    return size(entry.leaf.text) >= SENTENCE and records.words.is_one("text", entry.leaf.key.replace("_", " "))


def _description(entry: Entry, name: str, *, of_level: bool) -> Record:
    """What a document says of a competency, or of a level that it only lists."""
    if not of_level:
        return Record("", name, entry.leaf, field="description")
    entry.leaf.used = "text"
    return Record(name, "", entry.leaf, field="summary")


def read_records(records: Records, places: Places) -> Iterator[Record]:
    """Each text with its level and competency."""
    told: set[str] = set()
    groups = _group_places(records, places)
    families = _family_places(records, places)
    texts = set(_texts_in(records, places))
    levels = {entry.labels.get(places.level) for entry in records.entries} - {None}
    for entry in records.entries:
        level = entry.labels.get(places.level, "")
        competency = entry.labels.get(places.competency, "") if places.competency else ""
        text = entry.leaf.text
        if not level and competency and _describes(entry, records):
            yield _description(entry, competency, of_level=competency in levels)
        title = entry.labels.get(places.title, "") if places.title else ""
        if not level or plain(text) in map(plain, (level, competency, title)) or records.words.is_aside(level):
            continue
        if not competency and is_fact_of_roles(label := spaced(entry.leaf.key), records.words):
            entry.leaf.used = FACT
            yield Record(level, label.capitalize(), entry.leaf, title=title, field=FACT)
            continue
        if (
            entry not in texts
            or (records.words.is_one("fact", entry.leaf.key) and not records.words.is_one("text", entry.leaf.key))
            or records.words.is_one("id", entry.leaf.key)
            or any(records.words.is_one("unwanted", spaced(key)) for key in entry.leaf.path if isinstance(key, str))
        ):
            continue
        group = next((entry.labels[place] for place in groups if place in entry.labels), "")
        entry.leaf.used = "text"
        told |= {level, competency, group, title, entry.stage} - {""}
        family = next((entry.labels[place] for place in families if place in entry.labels), "")
        family = family or _role_around(entry, records, {level, competency, title})
        told |= {family} - {""}
        field = "" if competency else "summary"
        competency = competency or _label_of(entry.leaf.key)
        track = track_around(records, entry.path, competency) if title else ""  # else all on the level are of its track
        yield Record(level, competency, entry.leaf, group, title, field, family, entry.stage, track)
    yield from _beside(records, places, told)
    for leaf in (leaf for leaf in records.documents if not leaf.used):
        if tidy(leaf.text) in told or records.ids.get(leaf.text, ("", ""))[1] in told:  # a name, or the id of one
            leaf.used = "label"


def _label_of(key: str) -> str:
    """The heading that the key of a text stands for: "Description"; none for the place in a list."""
    return "" if key.isdecimal() else spaced(key).capitalize()


def _beside(records: Records, places: Places, told: set[str]) -> Iterator[Record]:
    """What records of their own say of competencies that the texts refer to: `themes: [{id, name, summary}]`."""
    for entry in records.entries:
        around = [label for label in reversed(entry.labels.values()) if label in told]
        apart = not {places.level, places.competency} & entry.labels.keys()
        if around and apart and not entry.leaf.used and _describes(entry, records):
            yield Record("", around[0], entry.leaf, field="description")
