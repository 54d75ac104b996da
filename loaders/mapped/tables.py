"""Tables in which one side names levels: competencies by levels, levels with titles, or rows that name both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import mean

from loaders.mapped.grids import Cell, Grid
from loaders.mapped.labels import is_short, plain, read_label, size, tidy, track_of, without_level
from loaders.mapped.words import Words

IsLevel = Callable[[str], bool]
FIRST_ROWS = 10  # where a table's head is looked for
MOST_LEVELS = 0.6  # share of a head's labels that must be levels
SENTENCE = 3  # words from which a text says more than a name
LONG_LABEL = 6  # words from which a column of labels holds descriptions


@dataclass(eq=False, slots=True)
class Heading:
    """A level at the head of a column: its label and cell, its title in a second row, its track in a row above."""

    label: str
    cell: Cell
    columns: list[int]
    title: str = ""
    track: str = ""


@dataclass(eq=False, slots=True)
class Said:
    """A text of a table: at which level, about what ("" where the table itself is about one thing)."""

    level: Heading
    competency: str
    cells: list[Cell]
    group: str = ""
    field: str = ""


@dataclass(eq=False)
class Table:
    """A table that was understood. `texts` is empty for one that only names levels and titles."""

    levels: list[Heading]
    texts: list[Said] = field(default_factory=list)
    tracks: list[list[Heading]] = field(default_factory=list)


def read_table(grid: Grid, is_level: IsLevel, words: Words) -> Table | None:
    """The table with levels on one of its sides; None where neither side names any."""
    across, down = _head(grid, is_level), _head(turned := grid.turned(), is_level)
    if down and not across and (long := _long(grid, is_level, words)):
        return long
    if down and (not across or down.strength > across.strength) and (titles := _titles(grid, is_level, words)):
        return titles
    if not down and not across and (titles := _titles(grid, is_level, words)):
        return titles
    if across and (down is None or across.strength >= down.strength):
        return _Columns(grid, across, words, is_level).read()
    if down:
        return _Columns(turned, down, words, is_level, lists=True).read()
    return None


@dataclass(slots=True)
class _Head:
    row: int
    levels: list[Heading]
    strength: float


def _head(grid: Grid, is_level: IsLevel) -> _Head | None:
    """The row that names levels best."""
    best: _Head | None = None
    for row in range(min(grid.height, FIRST_ROWS)):
        cells = list(dict.fromkeys(cell for cell in grid.row(row) if cell.lines))
        fits = [cell for cell in cells if is_level(cell.label)]
        distinct = len({plain(cell.label) for cell in fits})
        if distinct < 2:
            continue
        after = cells[cells.index(fits[0]) :]
        share = len(fits) / len(after)
        wide = [cell for cell in fits if cell.rows < max(grid.height, 2)]
        if share < MOST_LEVELS or not wide:
            continue
        strength = distinct * share
        if best is None or strength > best.strength:
            best = _Head(row, [_heading(grid, row, cell) for cell in fits], strength)
    return best


def _heading(grid: Grid, row: int, cell: Cell) -> Heading:
    columns = [column for column in range(grid.width) if grid.at(row, column) is cell]
    coded = [line for line in cell.lines if read_label(line).code == tidy(line)]
    if len(cell.lines) == 2 and len(coded) == 1:  # a code above a title
        title = next(line for line in cell.lines if line not in coded)
        return Heading(tidy(coded[0]), cell, columns, tidy(title).strip("()"))
    return Heading(tidy(cell.label), cell, columns)


class _Columns:
    """A table with levels as columns. `lists` says that it was turned: its rows were columns."""

    def __init__(self, grid: Grid, head: _Head, words: Words, is_level: IsLevel, *, lists: bool = False) -> None:
        self.grid, self.words, self.is_level, self.lists = grid, words, is_level, lists
        self.head, self.levels = head, head.levels
        self.titles = -1

    def read(self) -> Table | None:
        self._second_names()
        first = min(column for level in self.levels for column in level.columns)
        labels = [column for column in range(first) if any(self._label(row, column) for row in self._body())]
        texts = list(self._labelled(labels) if labels else self._blocks())
        for level in self.levels:
            level.cell.used = level.cell.used or "level"
        if not texts:
            return None
        return Table(self.levels, texts)

    def _body(self) -> Iterator[int]:
        return (row for row in range(self.grid.height) if row > self.head.row and row != self.titles)

    def _label(self, row: int, column: int) -> str:
        cell = self.grid.at(row, column)
        described = len(cell.lines) > 1 and size(cell.lines[0]) <= LONG_LABEL < cell.words
        return read_label(cell.lines[0] if described else cell.label).text

    def _second_names(self) -> None:
        """A row beside the head that names the same columns: codes and titles. A row above may name tracks."""
        for row in (self.head.row + 1, self.head.row - 1, self.head.row + 2):
            if not 0 <= row < self.grid.height:
                continue
            cells = [self.grid.at(row, level.columns[0]) for level in self.levels]
            corner = next(
                (self._label(row, column) for column in range(min(self.levels[0].columns)) if self._label(row, column)),
                "",
            )
            named = [cell for cell in cells if cell.lines and is_short(cell.label)]
            distinct = len({plain(cell.label) for cell in named})
            fits = self._name_levels(named, len(cells))
            if distinct == len(cells) and (fits or self.words.is_one("title", corner)):
                self._take_titles(row, cells)
                break
        for row in range(self.head.row):
            for level in self.levels:
                cell = self.grid.at(row, level.columns[0])
                if cell.columns > 1 and (track := track_of(cell.label, self.words)):
                    level.track, cell.used = track, "track"

    def _name_levels(self, cells: list[Cell], count: int) -> bool:
        """Whether most cells name levels by other means than the head does: titles beside codes, or the reverse."""
        fits = sum(self.is_level(cell.label) for cell in cells) >= MOST_LEVELS * count
        jobs = sum(bool(without_level(cell.label, self.words)) for cell in cells)
        codes = sum(bool(read_label(cell.label).code) for cell in cells)
        own = sum(bool(read_label(level.label).code) for level in self.levels)
        return fits and (2 * max(jobs, codes) >= count or 2 * own >= count)

    def _take_titles(self, row: int, cells: list[Cell]) -> None:
        codes = sum(bool(read_label(cell.label).code) for cell in cells)
        own = sum(bool(read_label(level.label).code) for level in self.levels)
        self.titles = row
        for level, cell in zip(self.levels, cells, strict=True):
            cell.used = "level"
            if codes > own:
                level.label, level.title = tidy(cell.label), level.label
            else:
                level.title = tidy(cell.label)

    def _at(self, row: int, level: Heading) -> list[Cell]:
        cells = dict.fromkeys(self.grid.at(row, column) for column in level.columns)
        return [cell for cell in cells if cell.lines and (cell.row if not self.lists else cell.column) == row]

    # Rows with a name

    def _labelled(self, columns: list[int]) -> Iterator[Said]:
        name, groups, _described = self._roles_of(columns)
        group, competency, _since = "", "", -1
        body = list(self._body())
        for row in body:
            texts = [(level, cells) for level in self.levels if (cells := self._at(row, level))]
            label = self._label(row, name)
            outer = next((text for column in groups if (text := self._label(row, column)) and text != label), "")
            again = [plain(cell.label) == plain(level.cell.label) for level, cells in texts for cell in cells]
            if not (label or outer) and all(
                self.words.is_one("text", cell.label) for _, cells in texts for cell in cells
            ):
                for cell in (cell for _, cells in texts for cell in cells):
                    cell.used = "heading"  # a second head: "Expectation", "Examples" below each level
                continue
            if label and again and all(again):
                self._mark(row, columns)
                group = label if not self.is_level(label) else group
                continue
            named = self.grid.at(row, name)
            if texts and all(cells == [named] for _, cells in texts):
                texts, named.used = [], "group"
            if not texts:
                if label or outer:
                    group = label or outer
                    self._mark(row, columns, "group")
                continue
            if outer:
                group = outer
            competency = label or outer or competency
            said = list(self._row(competency, "" if group == competency else group, texts))
            if said:
                self._mark(row, columns)
            yield from said

    def _row(self, competency: str, group: str, texts: list[tuple[Heading, list[Cell]]]) -> Iterator[Said]:
        if self.words.is_one("title", competency) and all(is_short(cell.label) for _, cells in texts for cell in cells):
            for level, cells in texts:
                level.title = level.title or tidy(cells[0].label)
                cells[0].used = "title"
            return
        if self.words.is_one("fact", competency) and mean(cell.words for _, cells in texts for cell in cells) < 5:
            return
        field = "summary" if self.words.is_one("text", competency) else ""
        for level, cells in texts:
            for cell in cells:
                cell.used = field or "text"
            yield Said(level, competency, cells, group, field)

    def _roles_of(self, columns: list[int]) -> tuple[int, list[int], list[int]]:
        """Of the columns before the levels: the one with the names, those of groups before it, those that describe."""
        lengths = {}
        for column in columns:
            texts = [self.grid.at(row, column).words for row in self._body() if self.grid.at(row, column).lines]
            lengths[column] = mean(texts) if texts else 0.0
        short = [
            column
            for column in columns
            if lengths[column] <= LONG_LABEL and not self.words.is_one("text", self._label(self.head.row, column))
        ] or columns[:1]
        distinct = {
            column: len({plain(self._label(row, column)) for row in self._body() if self._label(row, column)})
            for column in short
        }
        most = max(distinct.values())
        name = max(column for column in short if distinct[column] == most)
        return (
            name,
            [column for column in reversed(short) if column < name],
            [each for each in columns if each not in short],
        )

    def _mark(self, row: int, columns: list[int], use: str = "competency") -> None:
        for column in columns:
            cell = self.grid.at(row, column)
            if cell.lines:
                cell.used = cell.used or use

    # Columns of statements without names

    def _blocks(self) -> Iterator[Said]:
        parts: list[dict[Heading, list[Cell]]] = [{}]
        for row in self._body():
            texts = {level: cells for level in self.levels if (cells := self._at(row, level))}
            labels = {plain(cell.label) for cells in texts.values() for cell in cells}
            if (
                len(texts) == len(self.levels)
                and len(labels) == 1
                and len(next(iter(labels)).split()) <= 4
                and len(texts) > 1
            ):
                continue  # the label of a form field, the same for each level
            if not texts:
                parts.append({})
            for level, cells in texts.items():
                parts[-1].setdefault(level, []).extend(cells)
        parts = [part for part in parts if part]
        first_row_only = len(parts) > 1 and all(len(cells) == 1 for cells in parts[0].values())
        for at, part in enumerate(parts):
            if at == 0 and first_row_only:
                for level, cells in part.items():
                    cells[0].used = "summary"
                    yield Said(level, "", cells, field="summary")
        rest = parts[1:] if first_row_only else parts
        for level in self.levels:
            cells = [cell for part in rest for cell in part.get(level, [])]
            if cells:
                for cell in cells:
                    cell.used = "text"
                yield Said(level, "", cells)


def _long(grid: Grid, is_level: IsLevel, words: Words) -> Table | None:
    """A table with a row for each text: one column names its level, another its competency."""
    heads = [tidy(cell.label) for cell in grid.row(0)]
    columns = {column: [cell for row, cell in enumerate(grid.column(column)) if row] for column in range(grid.width)}
    lengths = {column: mean(cell.words for cell in cells) for column, cells in columns.items() if cells}
    kinds = {column: {plain(cell.label) for cell in cells if cell.lines} for column, cells in columns.items()}
    levels = [
        column
        for column, cells in columns.items()
        if 2 <= len(kinds[column]) < len(cells) and all(is_level(cell.label) for cell in cells if cell.lines)
    ]
    if not levels:
        return None
    level = max(levels, key=lambda column: (any(plain(part) in words.steps for part in heads[column].split()), -column))
    names = [
        column
        for column in columns
        if column != level
        and lengths[column] <= LONG_LABEL
        and len(kinds[column]) >= 2
        and len({(plain(a.label), plain(b.label)) for a, b in zip(columns[level], columns[column], strict=True)})
        >= 0.9 * len(columns[level])
        and not words.is_one("fact", heads[column])
    ]
    texts = [column for column, length in lengths.items() if length >= SENTENCE and column not in (level, *names[:1])]
    if not names or not texts:
        return None
    name = min(names, key=lambda column: (not words.is_one("competency", heads[column]), len(kinds[column])))
    found: dict[str, Heading] = {}
    said = []
    for row in range(1, grid.height):
        label, own = grid.at(row, level), grid.at(row, name)
        cells = [cell for column in texts if (cell := grid.at(row, column)).lines and column != name]
        if label.lines and cells:
            heading = found.setdefault(plain(label.label), Heading(tidy(label.label), label, [level]))
            for cell, use in ((label, "level"), (own, "competency"), *((cell, "text") for cell in cells)):
                cell.used = use
            said.append(Said(heading, tidy(own.label), cells))
    return Table(list(found.values()), said) if said else None


def _titles(grid: Grid, is_level: IsLevel, words: Words) -> Table | None:
    """A table that names levels and titles and says little more: one or more columns of labels, each with a code
    beside it where there is one.
    """
    heads = [tidy(cell.label) for cell in grid.row(0)]
    columns: dict[int, list[Cell]] = {}
    for column in range(grid.width):
        cells = [cell for row, cell in enumerate(grid.column(column)) if row and cell.lines]
        if not cells:
            continue
        if mean(cell.words for cell in cells) > LONG_LABEL:
            return None
        fits = [cell for cell in cells if is_level(cell.label)]
        named = words.is_one("title", heads[column]) or words.is_one("name", heads[column])
        said = named or _says_level(heads[column], words)
        distinct = len({plain(cell.label) for cell in cells}) == len(cells) > 1
        if len(fits) >= MOST_LEVELS * len(cells) or (said and distinct and all(is_short(cell.label) for cell in cells)):
            columns[column] = cells
    others = [
        cell
        for column in range(grid.width)
        if column not in columns and not words.is_one("fact", heads[column])
        for row, cell in enumerate(grid.column(column))
        if row and cell.lines
    ]
    if others and mean(cell.words if any(each.isalpha() for each in cell.label) else 0 for cell in others) >= SENTENCE:
        return None
    if others and len(columns) < 2 and not any(words.is_one("title", heads[column]) for column in columns):
        return None
    if not any(is_level(cell.label) for cells in columns.values() for cell in cells) and (
        len(columns) < 2 or not any(_says_level(heads[column], words) for column in columns)
    ):
        return None
    return _tracks(grid, columns, heads, words) if columns else None


def _tracks(grid: Grid, columns: dict[int, list[Cell]], heads: list[str], words: Words) -> Table:
    coded = {column for column, cells in columns.items() if _is_level_column(cells, heads[column], words)}
    titled = [column for column in columns if column not in coded]
    tracks: list[list[Heading]] = []
    left = set(titled)
    for column in sorted(coded):
        title = min((each for each in left), key=lambda each: (abs(each - column), each), default=None)
        left.discard(title if title is not None else -1)
        tracks.append(_track(grid, column, title, heads, words))
    tracks += [_track(grid, column, None, heads, words) for column in sorted(left)]
    tracks = [track for track in tracks if track]
    for track in tracks:
        for level in track:
            level.cell.used = "level"
    for column in columns:
        for cell in columns[column]:
            cell.used = cell.used or "title"
        grid.at(0, column).used = "track"
    return Table([level for track in tracks for level in track], tracks=tracks)


def _says_level(head: str, words: Words) -> bool:
    return any(part in words.steps for part in plain(head).split())


def _is_level_column(cells: list[Cell], head: str, words: Words) -> bool:
    """Codes, counted levels and bare words of seniority, against titles, which name a job."""
    if words.is_one("title", head) or words.is_one("name", head):
        return False
    if _says_level(head, words):
        return True
    bare = sum(
        bool(read_label(cell.label).code) or not without_level(cell.label, words) or cell.label.isdigit()
        for cell in cells
    )
    return bare >= MOST_LEVELS * len(cells)


def _track(grid: Grid, column: int, title: int | None, heads: list[str], words: Words) -> list[Heading]:
    found = []
    for row in range(1, grid.height):
        cell, name = grid.at(row, column), grid.at(row, title) if title is not None else None
        if cell.lines or (name and name.lines):
            label = tidy(cell.label or (name.label if name else ""))
            track = heads[title if title is not None else column]
            found.append(
                Heading(label, cell if cell.lines else name or cell, [column], tidy(name.label) if name else "", track)
            )
    return found
