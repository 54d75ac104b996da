"""Findings about rungs: a missing one, one that asks for less experience than a lower one, a role without one."""

from __future__ import annotations

from collections.abc import Iterator

from graph.folding.rules.ladder import Found, Ladder


def no_level(ladder: Ladder) -> Iterator[Found]:
    for role in ladder.roles:
        if ladder.kept(role) and role not in ladder.rungs:
            message = f"{ladder.title(role)} has no level: neither its documents nor its title show one."
            document, line = ladder.told_at(role, "title")
            hint = "Add its level to `levels` in mapping.yaml, or name it behind the title under `roles`."
            yield Found(role, message, (role,), document, line, hint if document and ladder.mapped(document) else None)


def missing_rung(ladder: Ladder) -> Iterator[Found]:
    """A rank is missing when no role of the family is at it, not even one that is only mentioned."""
    names = _level_names(ladder)
    held = {
        (ladder.families.get(role), rung.rank)
        for role, rung in ladder.rungs.items()
        if rung.track == "individual" and not ladder.retired(role)
    }
    for family, track, roles in ladder.ladders():
        if track == "individual":
            ranks = [ladder.rungs[role].rank for role in roles]
            for rank in sorted(names):
                if ranks[0] < rank < ranks[-1] and (family, rank) not in held:
                    below = [role for role in roles if ladder.rungs[role].rank < rank][-1]
                    name = ladder.facts.names.name_of("family", family) or family
                    message = (
                        f"{name} has roles below and above {names[rank]} and none at it; {ladder.title(below)} "
                        "is the nearest below."
                    )
                    yield Found(f"{family} {rank}", message, (below,), ladder.document(below))


def _level_names(ladder: Ladder) -> dict[int, str]:
    """The levels of the individual track by rank: "Associate or Junior"."""
    found: dict[int, list[str]] = {}
    for key, level in ladder.facts.graph.nodes.items():
        if key.label == "Level" and level["track"] == "individual":
            found.setdefault(level["rank"], []).append(level["name"])
    return {rank: " or ".join(sorted(names)) for rank, names in found.items()}


def experience_contradicts_level(ladder: Ladder) -> Iterator[Found]:
    """Compares each role with the lower one that asks for the most years."""
    for _, _, roles in ladder.ladders():
        asking = [
            (ladder.rungs[role].rank, ladder.roles[role]["years_min"], role)
            for role in roles
            if "years_min" in ladder.roles[role]
        ]
        for rank, years, role in asking:
            lower = [
                (-other_years, other_rank, other) for other_rank, other_years, other in asking if other_rank < rank
            ]
            if lower and -min(lower)[0] > years:
                most, _, other = min(lower)
                message = (
                    f"{ladder.title(role)} asks for {years:g} years, fewer than the lower {ladder.title(other)} "
                    f"with {-most:g}."
                )
                place = ladder.told_at(role, "years_min", years)
                yield Found(f"{role} {other}", message, (role, other), *place)
