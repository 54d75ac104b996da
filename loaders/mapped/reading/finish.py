"""What is told once all documents are read: families, tracks, steps, stages, descriptions and what is left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from loaders.mapped.found import Text
from loaders.mapped.reading.merging import call_alike, call_in_full, keep_declined, merge_texts, set_apart_of_steps
from loaders.mapped.reading.reading import Reading
from loaders.mapped.reading.remainders import beside_names, unused, without_steps
from loaders.mapped.roles.families import call_by_documents, call_by_words, families
from loaders.mapped.roles.ladders import ladders_among
from loaders.mapped.roles.order import stages_upward
from loaders.mapped.steps.bases import bases, on_one_level, sentences_of
from loaders.mapped.steps.stated import stated_steps
from loaders.mapped.steps.steps import all_steps, part_letters, part_tracks
from loaders.mapped.wording.texts import plain


def finish(reading: Reading) -> None:
    found, roles = reading.found, list(reading.roster.roles.values())
    set_apart_of_steps(found, reading.words)
    call_alike(found)
    call_in_full(found)
    merge_texts(found)
    for role in roles:
        role.track = role.track or reading.mapping.track(role.level)
    order = {level: at for at, level in enumerate(reading.mapping.levels)}
    part_letters(roles)
    for ladder in ladders_among(roles, reading.words):
        families(ladder, reading.words)
        part_tracks(ladder, order, reading.words)
    call_by_words(roles)
    keep_declined(found, order)
    found.roles = sorted(roles, key=lambda role: (order.get(role.level, len(order)), roles.index(role)))
    _find_steps(reading, order)
    for role in found.roles:
        if role.level == role.title and role.number is not None:
            role.level = str(role.number)
    call_by_documents(roles, {source.name: source.title or source.called for source in reading.sources})
    named = dict.fromkeys(text.stage for _, text in found.texts if text.stage)
    found.stages = reading.mapping.stages or stages_upward(named, reading.words) or _listed_stages(reading, named)
    _describe(reading, {plain(text.competency) for _, text in found.texts if not text.field})
    names = {plain(name) for role in roles for name in (role.title, role.level, *role.labels)}
    for source in reading.sources:
        for leaf in source.data:
            leaf.used = leaf.used or ("title" if plain(leaf.text) in names else "")
        found.unused += without_steps(unused(source), found.stated)


def _find_steps(reading: Reading, order: Mapping[str, int]) -> None:
    """Steps that are stated, that follow from what builds on what, and that the order of levels implies."""
    found = reading.found
    found.stated = stated_steps(reading.sources, reading.roster, order, reading.words)
    sentences = list(sentences_of(reading.sources, reading.roster))
    found.bases = bases(sentences, reading.roster, reading.words)
    found.bases.sort(key=lambda base: order.get(base.lower.level, len(order)))
    rungs = dict(order)
    for one, other in on_one_level(sentences, reading.roster, reading.words):
        rungs |= {other.level: rungs[one.level]} if {one.level, other.level} <= rungs.keys() else {}
    told = dict.fromkeys(link.step for link in (*found.stated, *found.bases))
    ladders = ladders_among(found.roles, reading.words)
    found.steps = all_steps(ladders, rungs, list(told), reading.words)


def _listed_stages(reading: Reading, named: Iterable[str]) -> list[str]:
    """The stages in the order in which a list of the data names them all, with those that nothing asks for."""
    said = set(named)
    lists = (list(dict.fromkeys(name for name in names if name)) for names in reading.lists if said <= set(names))
    return next(lists, []) if said else []


def _describe(reading: Reading, names: set[str]) -> None:
    """Keeps what is said of a competency at all levels. What no competency has stays unused, and what pages say of
    one under several headings: these are levels that nothing names.
    """
    places = Counter(plain(told.competency) for told, _ in reading.about if told.headings)
    for told, document in reading.about:
        if (name := plain(told.competency)) in names and places[name] <= 1:
            told.use()
            text = Text("", told.competency, told.lines, document, told.line, field="description")
            reading.found.descriptions.append(text)
    for source in reading.sources:
        reading.found.descriptions += beside_names(source, names)
    kept = {(plain(text.competency), text.text): text for text in reversed(reading.found.descriptions)}
    reading.found.descriptions = [*reversed(kept.values())]
