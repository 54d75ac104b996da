"""YAML and JSON: the places of levels and competencies."""

from __future__ import annotations

from loaders.mapped.mapping import Part
from loaders.mapped.pieces import Source
from loaders.mapped.places import Places, find_places, read_records
from loaders.mapped.proposal.draft import Draft, patterns
from loaders.mapped.records import Records
from loaders.mapped.roster import family_of


def places_of(draft: Draft, sources: list[Source]) -> Places | None:
    records = Records(sources, draft.words)
    places = find_places(records, draft.is_level)
    if places is None:
        return None
    texts = list(read_records(records, places))
    for source in sources:
        for leaf in source.data:
            leaf.used = ""
    return places if len(texts) > 1 else None


def propose_together(draft: Draft, sources: list[Source], places: Places) -> None:
    """Several documents that hold one level each."""
    for label in places.order:
        draft.roster.of_label(label, places.titles.get(label, ""), "", document=sources[0].name)
    files = patterns(sources, draft.sources)
    part = Part(files=files, form="records", level=places.level, competency=places.competency, title=places.title)
    draft.parts.append(part)


def propose_data(draft: Draft, source: Source, places: Places) -> None:
    records = Records([source], draft.words)
    own = records.name_of(records.tree) if isinstance(records.tree, dict) else ""
    family = own or family_of(source, draft.words)
    named = [
        draft.roster.of_label(label, places.titles.get(label, ""), family, document=source.name)
        for label in places.order
    ]
    draft.sequences.append([role.level for role in named])
    place = {"level": places.level, "competency": places.competency, "title": places.title}
    draft.add(source, "records", family=family, **place)
