"""The competency matrix of a family: a row for each skill, a column for each level, and in the cell how much the level
asks for the skill.

Pure functions of a network, which may come from the database or from a folded graph.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.documents.spelling import plain
from graph.weights import skill_weight, stronger
from queries.network.network import Family, Need, Network, Role
from queries.planner.naming import resolve
from queries.planner.wording import names

BETWEEN = " · "
ASKED = "asked for"  # without tier or importance
ASSUMED = "assumed"
LEGEND = (
    "Each cell: tier (must, good, advanced, emerging), importance (critical, important, optional), proficiency (1–4, "
    "or a step of a scale) where a source states it; then what is expected in words, where a source says so.",
    f"“{ASKED}”: required without a tier or an importance. “{ASSUMED}”: no role of the level lists it, the rungs below "
    "do, and it is taken for granted. Empty: not required at this level.",
    "Where several roles share a level, the strongest counts, and texts that not all of them have stand by the roles "
    "that do. Technical skills come first; each kind stands by its "
    "weight over the levels that list it.",
)
_TRACKS = ("individual", "management", "job_zone")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")  # a spreadsheet takes a text with such a start for a formula


class Column(NamedTuple):
    """A level and the family's roles at it; roles without a level share a column without one."""

    level: str | None
    name: str
    track: str | None
    titles: tuple[str, ...]


class Text(NamedTuple):
    """What some roles (indices) of a level expect in words, and the step they ask for."""

    roles: tuple[int, ...]
    titles: tuple[str, ...]
    step: str | None
    expects: str | None

    def __str__(self) -> str:
        return ": ".join(part for part in (names(self.titles), self.step, self.expects) if part)


class Cell(NamedTuple):
    """`assumed`: no role of the level lists the skill, but one takes it for granted. `texts` are what the roles say,
    where words are said and not all roles of the level say the same; then `step` and `expects` are None.
    """

    tier: str | None
    importance: str | None
    proficiency: float | None
    weight: float
    assumed: bool = False
    expects: str | None = None
    step: str | None = None
    texts: tuple[Text, ...] = ()

    @property
    def words(self) -> str | None:
        """What is expected in words; where roles differ, a line for each with its step."""
        return "\n".join(map(str, self.texts)) or self.expects

    def __str__(self) -> str:
        figure = None if self.proficiency is None else f"{self.proficiency:g}"
        parts = [ASSUMED if self.assumed else None, self.tier, self.importance, self.step or figure]
        said = BETWEEN.join(part for part in parts if part)
        if self.texts:
            return "\n".join(part for part in (said, self.words) if part)
        return ": ".join(part for part in (said, self.expects) if part) or ASKED


class Line(NamedTuple):
    """A skill; `cells` are parallel to the columns, None where the level does not ask for it. `group` is its pillar."""

    skill: str
    name: str
    kind: str
    weight: float
    cells: tuple[Cell | None, ...]
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    family: Family
    revision: int
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        return f"{self.family.name}: competency matrix"

    @property
    def has_groups(self) -> bool:
        return any(line.group for line in self.lines)

    @property
    def subtitle(self) -> str:
        """The revision that the matrix was made from, if the graph is stored."""
        return f"Revision {self.revision}" if self.revision else "Not loaded yet"


def find_family(network: Network, text: str) -> Family:
    """The family with an id, name or alias, in any spelling. Raises UnknownId and AmbiguousName."""
    return network.families[resolve(network, "family", "family", text)]


def matrix(network: Network, family: Family) -> Matrix:
    """Columns by track and rank; technical skills, then soft ones, by group, weight (the sum over the levels that list
    them) and name; groups by the weight of their skills, skills without one last. Mentioned and retired roles are left
    out.
    """
    by_column: dict[tuple[int, int, str], list[int]] = {}
    for number, role in enumerate(network.roles):
        if role.family == family.id and role.described and role.status != "retired":
            by_column.setdefault(_order(role), []).append(number)
    columns = [numbers for _, numbers in sorted(by_column.items())]
    skills = {skill for numbers in columns for number in numbers for skill in network.asks[number]}
    lines = [_line(network, skill, columns) for skill in skills]
    weights: dict[str | None, float] = defaultdict(float)
    for line in lines:
        weights[line.group] += line.weight

    def order(line: Line) -> tuple[bool, bool, float, str, float, str, str]:
        group = (not line.group, -weights[line.group], line.group or "")
        return (line.kind == "soft", *group, -line.weight, plain(line.name), line.skill)

    return Matrix(
        family,
        network.revision,
        tuple(_column([network.roles[number] for number in numbers]) for numbers in columns),
        tuple(sorted(lines, key=order)),
    )


def _order(role: Role) -> tuple[int, int, str]:
    level = role.level
    return (_TRACKS.index(level.track), level.rank, level.id) if level else (len(_TRACKS), 0, "")


def _column(roles: Sequence[Role]) -> Column:
    level = roles[0].level
    titles = tuple(role.title for role in roles)
    return Column(level.id, level.name, level.track, titles) if level else Column(None, "No level", None, titles)


def _line(network: Network, skill: int, columns: Iterable[Sequence[int]]) -> Line:
    cells = tuple(_cell(network, skill, numbers) for numbers in columns)
    known = network.skills[skill]
    weight = round(sum(cell.weight for cell in cells if cell and not cell.assumed), 3)
    return Line(known.id, known.name, known.kind, weight, cells, known.group)


def _cell(network: Network, skill: int, roles: Sequence[int]) -> Cell | None:
    """How much a level asks for a skill: the strongest of its roles that list it, else of those that assume it."""
    listed = {role: need for role in roles if (need := network.needs[role].get(skill))}
    needs = listed or {role: need for role in roles if (need := network.asks[role].get(skill))}
    if not needs:
        return None
    tier: str | None = None
    importance: str | None = None
    for need in needs.values():
        tier, importance = stronger("tier", tier, need.tier), stronger("importance", importance, need.importance)
    weight = skill_weight(tier, importance)
    texts = _texts(network, needs)
    if texts and (len(texts) > 1 or len(needs) < len(roles)):
        return Cell(tier, importance, None, weight, not listed, texts=texts)
    deepest = max(needs.values(), key=lambda need: need.proficiency or 0)
    return Cell(tier, importance, deepest.proficiency, weight, not listed, deepest.expects, deepest.step)


def _texts(network: Network, needs: Mapping[int, Need]) -> tuple[Text, ...]:
    """What the roles expect in words and at which step, those that say the same together; none without words."""
    if not any(need.expects for need in needs.values()):
        return ()
    said: dict[tuple[str | None, str | None], list[int]] = {}
    for role, need in needs.items():
        figure = None if need.proficiency is None else f"{need.proficiency:g}"
        said.setdefault((need.step or figure, need.expects), []).append(role)
    return tuple(
        Text(tuple(roles), tuple(network.roles[role].title for role in roles), step, expects)
        for (step, expects), roles in said.items()
        if step or expects
    )


def first_columns(table: Matrix) -> list[str]:
    return ["Skill", "Kind", *["Group"] * table.has_groups]


def headings(table: Matrix) -> list[str]:
    """The column headings: skill, kind, group if any skill has one, and each level with its roles."""
    return [*first_columns(table), *(f"{column.name} ({', '.join(column.titles)})" for column in table.columns)]


def rows(table: Matrix) -> Iterator[list[str]]:
    for line in table.lines:
        group = [line.group or ""] * table.has_groups
        yield [line.name, line.kind, *group, *("" if cell is None else str(cell) for cell in line.cells)]


def to_csv(table: Matrix) -> str:
    """Headings and one line for each skill. A text that looks like a formula gets an apostrophe before it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in (headings(table), *rows(table)):
        writer.writerow([f"'{value}" if value.startswith(_FORMULA_STARTS) else value for value in row])
    return text.getvalue()


def to_markdown(table: Matrix) -> str:
    first = headings(table)
    lines = [first, ["---"] * len(first), *rows(table)]
    body = "\n".join("| " + " | ".join(map(_markdown_cell, line)) + " |" for line in lines)
    legend = "\n".join(f"- {line}" for line in LEGEND)
    return f"# {table.title}\n\n{table.subtitle}\n\n{body}\n\n{legend}\n"


def _markdown_cell(text: str) -> str:
    lines = text.replace("\\", "\\\\").replace("|", "\\|").splitlines()
    return "<br>".join(line for words in lines if (line := " ".join(words.split())))
