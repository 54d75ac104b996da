"""Findings about names: unknown, unreadable, dangling, claimed twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.documents.document import PRECEDENCE, RoleTerm, Vocabulary
from graph.folding.facts import CURATED_OR_BLUEPRINT, Remark
from graph.folding.rules.ladder import Found, Ladder
from graph.schema import NameKind


def unknown_name(ladder: Ladder) -> Iterator[Found]:
    for remark in (*ladder.facts.remarks, *_unknown_places(ladder)):
        if remark.kind == "unknown_name" and remark.name_kind:
            kind = remark.name_kind.replace("_", " ")
            near = ladder.facts.names.suggest(remark.name_kind, remark.subject)
            names = ", ".join(f"{name} ({id})" for id, name in near)
            suggestion = (
                f"If it is one of these, add it there as an alias: {names}. Otherwise add it to the vocabulary."
                if near
                else None
            )
            severity = "warning" if near or remark.name_kind == "level" else None
            message = f"The {kind} {remark.subject!r} is not in the vocabulary."
            near_roles = [id for id, _ in near] if remark.name_kind == "role" else []
            yield Found(
                remark.subject,
                message,
                _roles(remark.role, *near_roles),
                remark.document,
                remark.line,
                suggestion,
                severity,
                remark.name_kind,
            )


def _roles(*roles: str | None) -> tuple[str, ...]:
    return tuple(role for role in roles if role is not None)


def _unknown_places(ladder: Ladder) -> Iterator[Remark]:
    """Levels and families that roles of the vocabulary name and no term defines."""
    names = ladder.facts.names
    for document in ladder.facts.vocabularies:
        if isinstance(document.content, Vocabulary) and PRECEDENCE[document.format] <= CURATED_OR_BLUEPRINT:
            for term in document.content.roles:
                for kind, name in _places(term):
                    if names.find(kind, name) is None:
                        yield Remark("unknown_name", document.id, term.line, None, name, kind)


def _places(term: RoleTerm) -> Iterable[tuple[NameKind, str]]:
    places: tuple[tuple[NameKind, str | None], ...] = (("level", term.level), ("family", term.family))
    return ((kind, name) for kind, name in places if name)


def unreadable_name(ladder: Ladder) -> Iterator[Found]:
    for remark in ladder.facts.remarks:
        if remark.kind == "unreadable_name":
            message = f"The name {remark.subject!r} cannot be used: {remark.detail}."
            yield Found(remark.subject, message, _roles(remark.role), remark.document, remark.line)


def dangling_id(ladder: Ladder) -> Iterator[Found]:
    for remark in ladder.facts.remarks:
        if remark.kind == "dangling_id":
            message = f"The career step names the role id {remark.subject!r}, which no document describes."
            near = _nearest_roles(ladder, remark.subject)
            roles = _roles(remark.role, *near)
            suggestion = _nearest_in_words(near)
            yield Found(remark.subject, message, roles, remark.document, remark.line, suggestion, name_kind="role")


def dangling_replacement(ladder: Ladder) -> Iterator[Found]:
    for role, said in ladder.roles.items():
        other = said.get("replaced_by")
        if other is not None and not (other in ladder.documents and other != role):
            message = f"{ladder.title(role)} is replaced by {other!r}, " + (
                "which is the role itself." if other == role else "which no document describes."
            )
            near = [] if other == role else _nearest_roles(ladder, other)
            place = ladder.told_at(role, "replaced_by", other)
            yield Found(f"{role} {other}", message, (role, *near), *place, _nearest_in_words(near))


def _nearest_roles(ladder: Ladder, id: str) -> list[str]:
    return [other for other, _ in ladder.facts.names.suggest("role", id) if other in ladder.documents]


def _nearest_in_words(roles: Sequence[str]) -> str | None:
    return f"Nearest roles: {', '.join(roles)}." if roles else None


def step_to_itself(ladder: Ladder) -> Iterator[Found]:
    for remark in ladder.facts.remarks:
        if remark.kind == "step_to_itself":
            message = f"The career path names the role itself ({remark.subject!r}); no step was made."
            yield Found(remark.subject, message, _roles(remark.role), remark.document, remark.line)


def alias_collision(ladder: Ladder) -> Iterator[Found]:
    for collision in ladder.facts.names.collisions:
        kept, wanted = collision.kept_by, collision.wanted_by
        kind = collision.kind.replace("_", " ")
        message = f"The {kind} name {collision.alias!r} is claimed by {kept} and {wanted}; it names {kept}."
        roles = (wanted, kept) if collision.kind == "role" else ()
        subject = f"{collision.alias} {wanted}"
        yield Found(subject, message, roles, collision.document, collision.line, name_kind=collision.kind)


def merged_names(ladder: Ladder) -> Iterator[Found]:
    for merged in ladder.facts.names.merged:
        kind = merged.kind.replace("_", " ")
        place = "" if merged.document == merged.first_document else f" of {merged.first_document}"
        message = (
            f"The {kind} names {merged.first_name!r}{place} and {merged.name!r} have one id, {merged.id}, and are one "
            f"{kind} in the graph."
        )
        roles = (merged.id,) if merged.kind == "role" else ()
        yield Found(
            f"{merged.name} {merged.id} {merged.first_document}",
            message,
            roles,
            merged.document,
            merged.line,
            name_kind=merged.kind,
        )
    for remark in ladder.facts.remarks:
        if remark.kind == "merged_names" and remark.name_kind:
            kind = remark.name_kind.replace("_", " ")
            both = f"{remark.subject!r} and {remark.detail!r}"
            message = f"The {kind} names {both} have one id and are one {kind} in the graph."
            suggestion = "If they are two, add both to the vocabulary, one of them with another `id`."
            yield Found(
                remark.subject,
                message,
                _roles(remark.role),
                remark.document,
                remark.line,
                suggestion,
                None,
                remark.name_kind,
            )


def no_id(ladder: Ladder) -> Iterator[Found]:
    for document, told in ladder.facts.told.items():
        if told.id is None and ladder.precedence(document)[0] == 0:
            message = f"{ladder.title(told.role)} has an id that its file does not state."
            suggestion = f"Add `id: {told.role}`; `ladder ids --write` does it for every file."
            yield Found(told.role, message, (told.role,), document, told.line_of("title"), suggestion)
