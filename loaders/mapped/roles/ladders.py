"""Which folders of documents are of one ladder, and which are ladders of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from loaders.mapped.found import Role
from loaders.mapped.sources.pieces import folders_of
from loaders.mapped.wording.labels import without_level
from loaders.mapped.wording.levels import count_of, track_of
from loaders.mapped.wording.texts import plain
from loaders.mapped.wording.words import Words

LEAST = 2  # levels of a ladder


def by_folder(documents: Iterable[str], words: Words) -> dict[str, list[str]]:
    """Documents by their folder, where all are in one and no folder is a track; else nothing."""
    folders: dict[str, list[str]] = defaultdict(list)
    for document, folder in folders_of(documents).items():
        if folder == document or track_of(folder, words) or plain(folder) in words.tracks:
            return {}
        folders[folder].append(document)
    return folders if len(folders) > 1 else {}


def ladders_of(names: Mapping[str, Iterable[str]], whole: Collection[str], words: Words) -> list[list[str]]:
    """Folders by ladder, of which `whole` have levels enough for one; the others that share nothing with these stay
    together, and with fewer than two ladders all do.
    """
    ladders = _joined(names, words)
    own = [ladder for ladder in ladders if not set(ladder).isdisjoint(whole)]
    rest = [folder for ladder in ladders if ladder not in own for folder in ladder]
    return [*own, *([rest] if rest else [])] if len(own) > 1 else [list(names)]


def _joined(names: Mapping[str, Iterable[str]], words: Words) -> list[list[str]]:
    """Folders by ladder: those are of one that have a level, a title, a discipline of titles or a way to count levels
    in common.
    """
    ladders: list[tuple[list[str], set[tuple[str, str]]]] = []
    for folder, own in names.items():
        said = {sign for name in own for sign in _signs(name, words)}
        shared = [ladder for ladder in ladders if ladder[1] & said]
        others = [ladder for ladder in ladders if ladder not in shared]
        together = [*(name for folders, _ in shared for name in folders), folder]
        ladders = [*others, (together, said.union(*(known for _, known in shared)))]
    return [folders for folders, _ in ladders]


def _signs(name: str, words: Words) -> set[tuple[str, str]]:
    """What tells that two names are of one ladder: "Senior Baker" is of the "Baker", "Band 3" of "Band 2"."""
    counted = count_of(name)
    signs = {("name", plain(name)), ("discipline", plain(without_level(name, words)))}
    return {(kind, said) for kind, said in (*signs, ("count", counted[0] if counted else "")) if said}


def ladders_among(roles: Sequence[Role], words: Words) -> list[list[Role]]:
    """Roles by ladder: all are of one, but for those of folders that have levels of their own."""
    folders = by_folder({role.document for role in roles} - {""}, words)
    inside = {document: folder for folder, documents in folders.items() for document in documents}
    own: dict[str, list[Role]] = defaultdict(list)
    for role in roles if folders else ():
        own[inside.get(role.document, f"/{role.title}")].append(role)  # one of no document goes where its names are
    whole = {folder for folder in folders if len({role.level for role in own[folder]} - {""}) >= LEAST}
    names = {folder: [name for role in found for name in (role.title, role.level)] for folder, found in own.items()}
    ladders = ladders_of(names, whole, words)
    if len(ladders) == 1:
        return [list(roles)]
    apart = ([role for folder in ladder for role in own[folder]] for ladder in ladders)
    return [inner for outer in apart for inner in ladders_among(outer, words)]
