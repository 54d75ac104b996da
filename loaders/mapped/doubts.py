"""What a keeper should look at in a mapping, after its originals changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches

from graph.documents.spelling import slug
from loaders.errors import LoadError
from loaders.mapped.found import Framework
from loaders.mapped.mapping import MAPPING_FILE, ORIGINALS, Mapping, Part
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.texts import plain

TRACKS = ("individual", "management")


def doubts_of(found: Framework, mapping: Mapping, sources: Sequence[Source]) -> Iterator[LoadError]:
    """Levels without a role, roles on no known level or without a text, headings like levels, stages and ids that fit
    none, documents that say one thing twice, and what stands beside the parts.
    """
    yield from _about_roles(found, mapping)
    known = set(map(plain, mapping.stages))
    strange = Counter(text.stage for _, text in found.texts if known and text.stage and plain(text.stage) not in known)
    for stage, count in strange.items():
        hint = f"Texts that name it: {count}. Add it there, or correct them."
        yield LoadError(MAPPING_FILE, f"the stage {stage!r} is not among `stages`", suggestion=hint)
    titles = {role.title for role in found.roles}
    for title in mapping.ids.keys() - titles:
        yield LoadError(MAPPING_FILE, f"there is no role {title!r}", None, "ids", "Correct its title, or remove it.")
    yield from _about_parts(found, mapping, sources)
    for part in mapping.documents:
        own = [source for source in sources if mapping.part(source.name) is part]
        yield from _about_places(part, found, own) or _about_nothing(part, found, own)
    yield from _about_headings(found)
    for document, line, what in found.clashes:
        yield LoadError(document, what, line, None, "Keep one of them, or give the other role a title of its own.")


def _about_headings(found: Framework) -> Iterator[LoadError]:
    """Headings like levels that the mapping does not know: what stands below them is of no role."""
    for document, line, heading in found.strange:
        what = f"{heading!r} looks like a level and is not among `levels`: nothing below it is used"
        hint = (
            f"Add its level to `levels` in {MAPPING_FILE}, in its place upward, correct the heading where it "
            "has a slip, or name it under `ignore` of its part."
        )
        yield LoadError(document, what, line, None, hint)


def _about_parts(found: Framework, mapping: Mapping, sources: Sequence[Source]) -> Iterator[LoadError]:
    """Documents that are of no part and told no step, facts that no page of a part has, and tracks that are nearly
    called like a known one.
    """
    read = found.read_of()  # an index may tell steps alone
    for source in sources:
        if mapping.part(source.name) is None and source.name not in read:
            hint = f"Add it to the `files` of one that reads such documents, or move it out of `{ORIGINALS}/`."
            yield LoadError(source.name, f"no part of {MAPPING_FILE} reads it", suggestion=hint)
    for part in (part for part in mapping.documents if part.form == "pages" and part.level):
        labels = {label for source in sources if part.covers(source.name) for label, _, _ in source.facts()}
        if plain(part.level) not in map(plain, labels):
            what = f"no page of {', '.join(part.files)} says {part.level!r}"
            yield LoadError(MAPPING_FILE, what, None, "level", _meant(part.level, labels) or "Correct the label.")
    for track in (track for track in mapping.tracks if track not in TRACKS):
        if hint := _meant(track, TRACKS):
            yield LoadError(MAPPING_FILE, f"the track {track!r} is of no known name", None, "tracks", hint)


def _about_places(part: Part, found: Framework, sources: Sequence[Source]) -> list[LoadError]:
    """Places of levels, competencies and titles that no record of a part has."""
    known = {""}.union(*(found.places.get(source.name, ()) for source in sources))
    named = {"level": part.level, "competency": part.competency, "title": part.title}
    missing = {key: place for key, place in named.items() if place not in known} if part.form == "records" else {}
    what = f"no record of {', '.join(part.files)} has the place"
    return [
        LoadError(MAPPING_FILE, f"{what} {place!r}", None, key, _meant(place, known) or "Correct the place.")
        for key, place in missing.items()
    ]


def _about_nothing(part: Part, found: Framework, sources: Sequence[Source]) -> list[LoadError]:
    """A part of whose files no role, text or step was read, and no cell of a table."""
    if found.read_of().intersection(source.name for source in sources):
        return []
    cells = (cell for source in sources for piece in source.tables if piece.grid for cell in piece.grid.cells)
    if any(cell.used for cell in cells):
        return []
    keys = "`form`, `level`, `competency` and `title`" if part.form == "records" else "`form` and the `levels`"
    hint = f"Correct its {keys}, or remove it." if sources else "Parts before it read its files: correct its `files`."
    what = f"the part for {', '.join(part.files)} reads no role and no text"
    return [LoadError(MAPPING_FILE, what, None, "documents", hint)]


def _meant(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f"Did you mean {near[0]!r}?" if near else ""


def _about_roles(found: Framework, mapping: Mapping) -> Iterator[LoadError]:
    levels = set(map(plain, mapping.levels))
    held = {plain(name) for role in found.roles for name in (role.level, role.title)}
    for level in (level for level in mapping.levels if plain(level) not in held):
        hint = "Correct it under `levels` where the original calls it otherwise now, or remove it."
        yield LoadError(MAPPING_FILE, f"no role is on the level {level!r}", None, None, hint)
    posts = {plain(title) for title, level in mapping.roles.items() if level is None}
    told = {id(role) for role, _ in found.texts}
    for role in found.roles:
        document, line = (role.document, role.line) if role.document else (MAPPING_FILE, None)
        if id(role) not in told:
            hint = (
                "Write what is expected of it. Where the original calls it otherwise now, write the new title under "
                f"`roles`, and under `ids` the new title with {slug(role.full or role.title)}, so that it keeps its id."
            )
            yield LoadError(document, f"no original says anything of the role {role.title!r}", line, None, hint)
        elif levels and plain(role.level) not in levels and plain(role.title) not in levels | posts:
            on = f"on the level {role.level!r}, which is not among `levels`" if role.level else "on no level"
            hint = f"Add the level to `levels` in {MAPPING_FILE}, or name it behind the title under `roles`."
            yield LoadError(document, f"the role {role.title!r} is {on}", line, None, hint)
