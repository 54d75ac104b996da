"""What a keeper should look at in a mapping, after its originals changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from loaders.errors import LoadError
from loaders.mapped.found import Framework
from loaders.mapped.mapping import MAPPING_FILE, Mapping
from loaders.mapped.pieces import Source
from loaders.mapped.texts import plain


def doubts_of(found: Framework, mapping: Mapping, sources: Sequence[Source]) -> Iterator[LoadError]:
    """Levels without a role, roles on no known level or without a text, stages and ids that fit none, parts without a
    file.
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
    for part in mapping.documents:
        if not any(part.covers(source.name) for source in sources):
            files = ", ".join(part.files)
            yield LoadError(MAPPING_FILE, f"no original fits {files}", None, "documents", "Correct the files.")


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
            hint = "Write what is expected of it, or correct its title or level in the mapping where that changed."
            yield LoadError(document, f"no original says anything of the role {role.title!r}", line, None, hint)
        elif levels and plain(role.level) not in levels and plain(role.title) not in levels | posts:
            on = f"on the level {role.level!r}, which is not among `levels`" if role.level else "on no level"
            hint = f"Add the level to `levels` in {MAPPING_FILE}, or name it behind the title under `roles`."
            yield LoadError(document, f"the role {role.title!r} is {on}", line, None, hint)
