"""Families: the discipline that a document, a heading or a title is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from loaders.mapped.found import Role
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.labels import BRACKETS, NUMBER_BEFORE, is_step, page_name, without_level
from loaders.mapped.wording.levels import is_level, names_job, names_people, track_of
from loaders.mapped.wording.texts import JOINED, plain
from loaders.mapped.wording.words import Words, unaccented

WITH = re.compile(r"\s+(?:with|mit|avec|con|com|met|med)\s+")  # "Senior Baker with keys to the shop"
LEAST_ON_TRACK = 3  # roles; more than these, each on a level of its own, are one way up
STEM = 4  # letters that the noun of two titles of one discipline shares at least


def family_of(source: Source, words: Words) -> str:
    """The discipline that a document is about by its title, else by its name."""
    names = [source.title, source.called]
    names = list(reversed(names)) if source.format in ("xlsx", "csv") else names
    track = page_name(source.title, words)
    if plain(track) in words.tracks and not names_job(track, words):
        names = []  # "Individual contributor career ladder", "Führungslaufbahn"
    for name in [*names, folder_called(source.name)]:
        found = NUMBER_BEFORE.sub("", page_name(name, words))
        found = _discipline(found, words) if len(found.split()) > 4 else found
        if is_level(found, words) and not track_of(found, words):
            found = without_level(found, words)  # the page of one level, which tells of those beside it
        if len(found) > 1 and not found.isdecimal() and len(found.split()) <= 4 and not _is_of_levels(found, words):
            return of_one(found if found != found.lower() else _as_written(found, source, words), words)
    return ""


def _as_written(name: str, source: Source, words: Words) -> str:
    """A name that a file has in small letters as the document writes it in capitals: "QA Tester" of `qa-tester.md`,
    "Thợ Gốm" of `tho-gom.md`; else each word with a capital.
    """
    letters = r"[\s_-]+".join(map(re.escape, unaccented(name).split()))
    spelled = re.compile(rf"(?<!\w){letters}(?!\w)", re.IGNORECASE)
    for text in (source.title, *(piece.text for piece in source.pieces)):
        for match in spelled.finditer(unaccented(text)):
            written = text[match.start() : match.end()]
            if all(word[0].isupper() for word in written.split()):
                return written
    return capitals(name, words)


def capitals(name: str, words: Words) -> str:
    """A name in small letters with capitals: "QA Tester"."""
    return " ".join(word.upper() if word in words.lists["initials"] else word.title() for word in name.split())


def folder_called(document: str) -> str:
    """What the name of a document's folder says, in words; "" where it is in none."""
    return "".join(document.replace("-", " ").replace("_", " ").split("/")[-2:-1])


def family_called(heading: str, words: Words) -> str:
    """The discipline that a heading names: "Baker" of "Bakers", "Design" of "Design Career Ladder"."""
    if not heading:
        return ""
    bare = BRACKETS.sub("", heading)  # behind "Baker Career Path" stand names or notes
    return of_one(page_name(bare if page_name(bare, words) != bare else heading, words) or heading, words)


def _is_of_levels(name: str, words: Words) -> bool:
    """Whether a page's name says that it is about levels, and of no discipline ("Salary bands", "技術者グレード")."""
    parts = {part for word in plain(name).split() for part in (word, word.removesuffix("s"))}
    joined = any(word in name for word in words.steps if JOINED.match(word))
    asks = plain(name).partition(" ")[0] in words.lists["asking"]  # "How we work"
    return (
        asks
        or plain(name) in words.lists["unnamed"]
        or bool(joined or (parts & words.steps and not parts & words.lists["disciplines"]))
    )


def _discipline(name: str, words: Words) -> str:
    """What a long title says that it is for: "Data Engineer" of "Growth guide for data engineers"."""
    parts = name.split()
    starts = [at + 1 for at, part in enumerate(parts) if plain(part) in words.lists["joining"]]
    jobs = words.lists["disciplines"]
    for start in starts:
        if plain(parts[-1]) in jobs and len(parts) - start <= 4:
            return capitals(of_one(" ".join(parts[start:]), words).lower(), words)
    return ""


def of_one(family: str, words: Words) -> str:
    """A discipline called by one of its people: "Data Engineer" of "Data Engineers"."""
    several = family.endswith("s") and not family.endswith(("istas", "istes")) and names_people(family, words)
    return family[:-1] if several else family


def families(roles: list[Role], words: Words) -> None:
    """Gives each role without a family the discipline of its title. A title that is the end of one other's belongs to
    that ("Developer" to "Software developer"); where at most one discipline has several roles, there is only one.
    """
    _by_folder([role for role in roles if not role.family], words)
    bases: dict[str, list[Role]] = defaultdict(list)
    shared_levels = {role.level for role in roles if role.family and role.level != role.title}
    for role in roles:
        if not role.family:
            bracket = BRACKETS.search(role.title)
            of_track = bracket is not None and plain(bracket[1]) in words.tracks  # "Level 2 (management)"
            title = BRACKETS.sub("", role.title) if of_track else role.title
            bare = is_step(title, words) or role.title == role.level in shared_levels
            bases["" if bare else plain(_discipline_in(role.title, words))].append(role)
    called = _join_posts(bases, words)
    targets = {base: base for base in bases}
    for base in bases:
        if longer := _longer(base, bases):  # what one title alone says more is its own: "Enterprise Account Executive"
            one, other = (base, longer) if len(bases[longer]) >= len(bases[base]) else (longer, base)
            targets[one] = other
    shared = {
        base
        for base in targets.values()
        if base and sum(len(bases[other]) for other in bases if targets[other] == base) > 1
    }
    only = shared.pop() if len(shared) == 1 else None
    jobs = [base for base in bases if base and targets[base] != only and names_job(base, words)]
    if only and len(jobs) > sum(len(own) for base, own in bases.items() if targets[base] == only):
        only = None  # jobs of all kinds, of which two or three are alike
    for base, own in bases.items():
        leads = any(track_of(role.title, words) == "management" for role in own)
        apart = base in jobs and not leads and not _is_of_one_way(own, roles)
        target = targets[base] if apart else only or targets[base]
        first = bases[target][0].title
        name = (called.get(target) or _discipline_in(first, words) or first) if target else ""
        for role in own:
            role.family = name
    _join_chiefs(roles, words)


def _is_of_one_way(own: Iterable[Role], roles: Sequence[Role]) -> bool:
    """Whether roles are on one track with others, each on a level of its own: "R3 Fellow" below "R4 Investigator"."""
    tracks = {role.track for role in own}
    levels = [role.level for role in roles if role.track in tracks]
    return "" not in tracks and len(tracks) == 1 and len(levels) == len(set(levels)) > LEAST_ON_TRACK


def _join_posts(bases: dict[str, list[Role]], words: Words) -> dict[str, str]:
    """Joins titles that say what somebody is in one discipline ("Records Officer", "Records Clerk" and "Head of
    Records"), where each is on a grade of its own, or one names the discipline alone and nothing else is in it
    ("Support Specialist" and "Support Lead"). Returns what these disciplines are called.
    """
    stems: dict[str, list[str]] = defaultdict(list)
    for base in bases:
        before, _, post = base.rpartition(" ")
        stems[before if before and post in words.lists["posts"] else base].append(base)
    called = {}
    for stem, own in stems.items():
        roles = [role for base in own for role in bases[base]]
        levels = {role.level for role in roles if role.level not in ("", role.title)}
        alone = stem in own and not any(base.startswith(f"{stem} ") for base in bases if base not in own)
        if stem and len(own) > 1 and (len(levels) == len(roles) or alone):
            full = next(name for role in roles if plain(name := _discipline_in(role.title, words)) in own)
            called[stem] = " ".join(full.split()[: len(stem.split())])
            for base in own:
                del bases[base]
            bases[stem] = roles
    return called


def _join_chiefs(roles: Iterable[Role], words: Words) -> None:
    """Gives managers whose titles name no discipline ("CTO") the only one that others manage."""
    managers = [role for role in roles if track_of(role.title, words) == "management"]
    if any(role.track for role in roles):
        managers = [role for role in managers if role.track == "management"]  # no "Customer Success Manager"
    managed = {role.family for role in managers} - {""}
    for role in managers if len(managed) == 1 else ():
        role.family = role.family or next(iter(managed))


def call_by_documents(roles: Sequence[Role], titles: Mapping[str, str]) -> None:
    """Gives the roles of documents that name no discipline beside others that do the document's title, so that they are
    on a ladder too: "Führungslaufbahn".
    """
    named = {role.document for role in roles if role.family}
    for role in roles:
        if named and role.level and not role.family and role.document not in named:
            role.family = titles.get(role.document, "")


def call_by_words(roles: Sequence[Role]) -> None:
    """Calls roles by the words that documents have for them ("Junior"), without their discipline, where there is one
    alone that has several roles.
    """
    several = [family for family, count in Counter(plain(role.family) for role in roles).items() if count > 1]
    titles = [plain(role.word or role.title) for role in roles]
    if len(several) == 1 and len(set(titles)) == len(titles):
        for role in (role for role in roles if role.word):
            role.full, role.title = role.title, role.word


def _by_folder(roles: Iterable[Role], words: Words) -> None:
    """Folders that have the same levels, each once, are disciplines where the titles in them name others each."""
    folders: dict[str, list[Role]] = defaultdict(list)
    for role in roles:
        folders[folder_called(role.document)].append(role)
    levels = [[role.level for role in own] for own in folders.values()]
    shared = set[str](levels[0] if levels else ()).intersection(*levels) - {""}
    if "" in folders or len(folders) < 2 or len(shared) < 2 or any(len(set(own)) < len(own) for own in levels):
        return
    for folder, own in folders.items():
        if len({plain(_discipline_in(role.title, words)) for role in own}) == len(own):
            for role in own:
                role.family = of_one(folder.capitalize(), words)


def _discipline_in(title: str, words: Words) -> str:
    """What a title names beside its words of seniority: "Engineering" of "Director of Engineering"."""
    left = without_level(WITH.split(title)[0], words)
    if plain(left) in words.steps:
        return ""  # "Senior Level"
    first, _, rest = left.partition(" ")
    return rest if rest and plain(first) in words.lists["joining"] and not title.startswith(first) else left


def _longer(base: str, bases: Iterable[str]) -> str:
    longer = [other for other in bases if other.endswith(f" {base}")]
    longer = longer or [other for other in bases if other != base and _is_stem(base, other)]
    return longer[0] if base and len(longer) == 1 else ""


def _is_stem(base: str, other: str) -> bool:
    """ "design" of "designer", "product engineer" of "product engineering"."""
    one, two = base.split(), other.split()
    return len(one) == len(two) and one[:-1] == two[:-1] and len(one[-1]) > STEM and two[-1].startswith(one[-1])
