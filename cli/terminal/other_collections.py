"""A data folder that was loaded as another collection before: what is left of that stays beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cli.terminal.console import note, yellow
from cli.terminal.words import counted
from graph.neo4j.database import Database
from graph.settings import Settings
from graph.storing.state import read_state
from loaders.folder import SETTINGS_FILE, Reading

_MADE_OF_FILES = "MATCH (d:Document) WHERE NOT d.format IN ['sheet', 'onet'] RETURN d.id AS id"


def note_other_collections(database: Database, reading: Reading, settings: Settings) -> None:
    """Notes collections of the graph that seem to be the folder under another name. In a database of the folder's own
    they are told as long as they are there, in a shared one when the folder is loaded for the first time.
    """
    if read_state(database) is None:
        return
    stored = [row["id"] for row in database.read(_MADE_OF_FILES)]
    for before, now, documents in formerly(stored, reading, alone=settings.neo4j_uri is None):
        note(
            yellow(
                f"This folder is loaded as the collection {now}, and the graph holds {counted(documents, 'document')} "
                f"of nearly the same files as {before}. If that is its name before, `ladder remove --collection "
                f"{before}` takes them out, or `collection: {before}` in {SETTINGS_FILE} keeps the name; until then "
                "both count."
            )
        )


def formerly(stored: Iterable[str], reading: Reading, *, alone: bool) -> list[tuple[str, str, int]]:
    """Collections of which at least half of the documents are called as those of a folder that is read: the collection
    before, the folder's, and how many documents it has. Unless `alone`, only for a folder that was not loaded before.
    """
    names: defaultdict[str, set[str]] = defaultdict(set)
    for id in stored:
        collection, _, name = id.partition("/")
        names[collection].add(name)
    found: list[tuple[str, str, int]] = []
    for collection in sorted(reading.authoritative):
        if collection in names and not alone:
            continue
        own = {document.id.partition("/")[2] for document in reading.documents if document.collection == collection}
        others = sorted(names.keys() - reading.authoritative)
        alike = [other for other in others if 2 * len(own & names[other]) >= len(names[other])]
        found += [(other, collection, len(names[other])) for other in alike]
    return found
