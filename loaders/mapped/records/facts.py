"""What records of data say of themselves beside their texts: tracks, disciplines, and places among others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from loaders.mapped.records.records import Records
from loaders.mapped.records.references import at_path
from loaders.mapped.sources.data.leaves import Leaf, Path
from loaders.mapped.wording.texts import is_short, plain, tidy
from loaders.mapped.wording.words import Words, spaced

NOT_FAMILIES = ("competency", "group", "track_facts")  # kinds of keys
FIGURE = re.compile(r"\d{1,6}")
ORDERS = ("order", "sort", "sort order", "position", "index", "rank")  # keys of a record's place among others


def tracks_of(records: Records) -> dict[str, str]:
    """The tracks that records say by name or id, by their own names and ids: `{name: Baker, track: ic}`."""
    found: dict[str, str] = {}
    for _, record in records.every:
        said = (
            value
            for key, value in record.items()
            if isinstance(value, str) and records.words.is_one("track_facts", key)
        )
        value = next(said, "")
        names = (plain(records.ids.get(value, ("", ""))[1]), plain(value))
        track = next((records.words.tracks[name] for name in names if name in records.words.tracks), "")
        own = [value for key, value in record.items() if isinstance(value, str) and records.words.is_one("id", key)]
        found |= {name: track for name in (records.name_of(record), *own) if track and name}
    return found


def track_around(records: Records, path: Path, competency: str) -> str:
    """The track of the record or key that holds a value under a word for tracks: `tracks: [{name: Management, …}]`. Of
    two the one beside the managers' is that of individuals, whatever its name. Some call competencies tracks.
    """
    for at, key in enumerate(path[:-1]):
        if not (isinstance(key, str) and records.words.is_one("track_facts", plain(spaced(key)).removesuffix("s"))):
            continue
        held = at_path(records.tree, path[: at + 1])
        parts = held.items() if isinstance(held, dict) else enumerate(held)
        named = {
            part: plain((records.name_of(value) if isinstance(value, dict) else "") or str(part))
            for part, value in parts
        }
        if named[path[at + 1]] == plain(competency):
            return ""
        tracks = {part: records.words.tracks.get(name, "") for part, name in named.items()}
        beside_managers = len(tracks) == len(set(tracks.values())) == 2 and "management" in tracks.values()
        return tracks[path[at + 1]] or ("individual" if beside_managers else "")
    return ""


def figures_of(records: Records, names: Sequence[str]) -> dict[str, int]:
    """The figures by which records say their order, by name."""
    found: dict[str, int] = {}
    for _, record in records.every:
        said = (value for key, value in record.items() if plain(key).endswith(ORDERS))
        figure = next((value for value in said if isinstance(value, str) and FIGURE.fullmatch(value)), "")
        if figure and (name := records.name_of(record)) in names:
            found[name] = int(figure)
    return found


def families_of(records: Records) -> dict[str, list[Leaf]]:
    """The disciplines that values are by their keys, each with these: `{carrera: Consultoría, nivel: Analista}`."""
    found: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in records.documents:
        if says_family(leaf.key, records.words) and is_short(leaf.text):
            found[tidy(leaf.text)].append(leaf)
    return found


def says_family(key: str, words: Words) -> bool:
    """Whether a key is a word for disciplines. What may as well be called an area of competencies is none."""
    said = spaced(key)
    return words.is_one("family_facts", said) and not any(words.is_one(kind, said) for kind in NOT_FAMILIES)
