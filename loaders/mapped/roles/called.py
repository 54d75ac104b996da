"""What a page is called, and the level that it states."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from loaders.mapped.roles.roster import level_name
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.labels import is_bare, page_name, read_label
from loaders.mapped.wording.levels import count_of, level_in, track_of
from loaders.mapped.wording.texts import plain, tidy
from loaders.mapped.wording.words import Words

FIGURE = re.compile(r"\d{1,2}[a-e]?")


def page_title(source: Source, words: Words) -> str:
    """The title of a role's own page, without "job description" and the like."""
    title = page_name(source.title, words) if source.title else ""
    title = source.title if title.isdecimal() else title  # "Level 2" is no page about 2
    return title or source.called.strip().capitalize()


def page_names(sources: Sequence[Source], words: Words) -> dict[str, str]:
    """By document the title of the role that it describes: without the level's code, unless this is a short form, or it
    has several levels then ("Baker, Level 1", "Baker, Level 2"), or is a word of seniority alone beside one that has
    ("E1 - Junior").
    """
    titles = {source.name: page_title(source, words) for source in sources}
    codes: dict[str, set[str]] = defaultdict(set)
    said = {document: read_label(title) for document, title in titles.items()}
    for label in said.values():
        codes[plain(label.name)].add(plain(label.code))
    several = {name for name, own in codes.items() if len(own) > 1}
    bare = {plain(label.name) for label in said.values() if is_bare(label.name, words)}
    several |= bare if bare & several else set()
    whole = are_short_forms([label.code for label in said.values()])
    return {
        document: titles[document] if whole or plain(label.name) in several else label.name
        for document, label in said.items()
    }


def are_short_forms(codes: Sequence[str]) -> bool:
    """Whether the codes behind some titles are what these are called in short, and no levels: "Baker (BK)"."""
    return not all(codes) and not any(map(str.isdigit, "".join(codes)))


def in_short(title: str) -> tuple[str, ...]:
    """What else a title with a short form is called: "Baker" and "BK" for "Baker (BK)"."""
    said = read_label(title)
    return (said.name, said.code) if said.code and said.name != said.text else ()


def in_full(level: str, label: str, known: Iterable[str]) -> str:
    """A level that a page calls by its figure alone as others call theirs: "Band 2" of "Band: 2" beside "Band 5"."""
    counted = FIGURE.fullmatch(level) and plain(label) in {
        kind for name in known for kind, _ in [count_of(name) or ("", 0)]
    }
    return f"{label.capitalize()} {level}" if counted else level


def page_level(source: Source, label: str, words: Words) -> str:
    """The level that a fact of the page names, such as "Grade: SEO"; of several in full ("5", "Grade 5")."""
    found: list[str] = []
    for said, value, piece in source.facts() if label else ():
        if plain(said) == plain(label):
            piece.used = "level"
            found.append(level_name(level_in(value, words)))
    figure = found[0] if found else ""
    full = (level for level in found if figure.isdecimal() and plain(level) == plain(f"{label} {figure}"))
    return next(full, figure)


def page_tracks(sources: Iterable[Source], words: Words) -> dict[str, str]:
    """By document the track that a page states ("Track: Manager"), or its folder. Of two the one beside the managers'
    is that of individuals, whatever its name.
    """
    said = {source.name: track_called(source, words) for source in sources}
    tracks = {document: track_of(name, words) or "" for document, name in said.items() if name}
    others = {plain(said[document]) for document, track in tracks.items() if not track}
    if len(others) == 1 and set(tracks.values()) == {"management", ""}:
        return {document: track or "individual" for document, track in tracks.items()}
    return {document: track for document, track in tracks.items() if track}


def track_called(source: Source, words: Words) -> str:
    """What a page, or its folder, calls the track that it is on."""
    folder = source.name.rpartition("/")[0].rpartition("/")[2]
    stated = (value for label, value, _ in source.facts() if words.is_one("track_facts", tidy(label)))
    return next(stated, folder if track_of(folder, words) else "")
