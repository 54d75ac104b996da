"""Which values of data are texts: sentences, short ones under keys that hold texts, and stages of skills."""

from __future__ import annotations

from loaders.mapped.records.records import Entry, Records
from loaders.mapped.wording.texts import SENTENCE, has_letters, is_short, plain, size, tidy
from loaders.mapped.wording.words import Words, spaced


def sentences_in(records: Records) -> list[Entry]:
    """The values that say more than a name; none where only names of levels have so many words."""
    texts = text_kinds(records)
    found = [
        entry
        for entry in records.entries
        if (size(entry.leaf.text) >= SENTENCE or kind_of(entry) in texts) and not is_name_of_one(entry, records)
    ]
    said = any(
        not says_levels(entry.leaf.key, records.words) or not is_short(entry.leaf.text) or records.is_listed(entry)
        for entry in found
    )
    return found if said else []


def stages_in(records: Records) -> list[Entry]:
    """The values of records without sentences that ask for stages of skills: few words for many keys beside a level."""
    asked = [entry for entry in records.entries if not says_levels(entry.leaf.key, records.words)]
    values, keys = {entry.leaf.text for entry in asked}, {entry.leaf.key for entry in asked}
    beside = len(asked) < len(records.entries)
    return asked if beside and len(keys) > 2 and 2 * len(values) <= len(keys) and all(map(has_letters, values)) else []


def is_name_of_one(entry: Entry, records: Records) -> bool:
    """Whether a value names its record, however many words it has."""
    key = entry.leaf.key.replace("_", " ")
    return is_short(entry.leaf.text) and any(records.words.is_one(kind, key) for kind in ("name", "title"))


def text_kinds(records: Records) -> set[str]:
    """The kinds of values that hold texts by their names, where one is a sentence: so are the short ones ("Fixes
    crashes"). `points: […]` holds texts, and so does each key of `competencies: {Craft: …}`.
    """
    said = {kind_of(entry) for entry in records.entries if size(entry.leaf.text) >= SENTENCE}
    return {kind for kind in said if _holds_texts(kind, records.words)}


def kind_of(entry: Entry) -> str:
    """The key of a value; where this is a label, the place of all such labels."""
    key = tidy(entry.leaf.key.replace("_", " "))
    at, label = next((said for said in reversed(entry.labels.items()) if said[0].endswith("*")), ("", ""))
    return at if at and label == key else entry.leaf.key


def _holds_texts(kind: str, words: Words) -> bool:
    around, of_labels, _ = kind.rpartition(".*")
    if of_labels:
        return words.is_one("competency", spaced(around.rpartition(".")[2]))
    return words.is_one("text", spaced(kind))


def says_levels(key: str, words: Words) -> bool:
    """Whether a key is a word for levels: "level_id", "by_level", "job_level", "roles"."""
    said = plain(spaced(key)).removesuffix(" id")
    said = said.rpartition(" ")[2] if said.startswith("by ") else said  # "by_level"
    told = said.rpartition(" ")[2] in words.steps and words.is_one("level_facts", said)  # "job_level"
    return (
        told
        or bool({said, said.rstrip("s")} & words.steps)
        or said in ("role", "roles", "seniority", "seniority level")
    )
