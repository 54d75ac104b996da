"""What the columns of a table with a row for each text hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import mean

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.model import LONG_LABEL
from loaders.mapped.wording.labels import BRACKETS, read_label
from loaders.mapped.wording.levels import IsLevel, levels_among, track_of
from loaders.mapped.wording.texts import SENTENCE, is_short, plain, tidy
from loaders.mapped.wording.words import Words

RETURNING = 1.5  # levels, on average, on which a competency stands
APART = 0.9  # share of rows that a level and a name must tell apart


def says_rows(grid: Grid, words: Words) -> bool:
    """Whether heads call one column competencies and one texts: then each row is a text, however few there are."""
    heads = [tidy(cell.label) for cell in grid.row(0)]
    called = any(_kind(head, words) == "competency" for head in heads)
    return called and any(words.is_one("text", head) for head in heads)


@dataclass
class Sides:
    """What the columns of a table hold: -1 for what none does."""

    grid: Grid
    words: Words
    level: int = -1
    family: int = -1
    title: int = -1
    track: int = -1
    rank: int = -1  # how high the level is among those of its track
    name: int = -1
    group: int = -1
    stage: int = -1
    texts: list[int] = field(default_factory=list)
    summaries: list[int] = field(default_factory=list)  # say the same in all rows of a level
    descriptions: list[int] = field(default_factory=list)  # say the same in all rows of a competency

    def __post_init__(self) -> None:
        columns = range(self.grid.width)
        self.heads = [tidy(cell.label.replace("_", " ")) for cell in self.grid.row(0)]
        self.kinds = [_kind(head, self.words) for head in self.heads]
        self.called = says_rows(self.grid, self.words)
        self.columns: list[list[Cell]] = [self.grid.column(column)[1:] for column in columns]
        self.labels = [{plain(cell.label) for cell in cells if cell.lines} for cells in self.columns]
        self.lengths = [mean(cell.words for cell in cells) if cells else 0 for cells in self.columns]

    @property
    def about(self) -> list[int]:
        """The columns that say who a text is about."""
        return [column for column in (self.level, self.family, self.title) if column >= 0]

    def used(self) -> list[int]:
        others = [column for column in (self.track, self.rank, self.group, self.stage) if column >= 0]
        return [*self.about, self.name, *self.texts, *self.summaries, *self.descriptions, *others]

    def find_level(self, is_level: IsLevel) -> bool:
        """The column whose labels are all levels and return, where heads do not say what a row is, or are called so, as
        levels by any name are; of several, the one that is called so.
        """
        fits = []
        for column, cells in enumerate(self.columns):
            labels = {cell.label for cell in cells if cell.lines}
            levels = levels_among(labels, is_level, self.words)
            counted = all(map(str.isdecimal, labels))
            named = self._says_level(column) and all(map(is_short, labels)) and (bool(levels) or counted)
            returning = len(self.labels[column]) < len(cells) or (named and self.called)
            if len(self.labels[column]) > 1 and returning and (named or labels == levels):
                fits.append(column)
        if fits:
            self.level = max(fits, key=lambda column: (self._says_level(column), self._are_codes(column), -column))
            self.family, self.title = self._first("family"), self._first("title")
            self.track, self.rank = self._column_of_tracks(), self._column_of_ranks()
            self.title = self.title if self.title >= 0 else self._column_of_names()
            if self.title >= 0 and self._names_discipline(self.title):
                self.family, self.title = self.title, -1
        return bool(fits)

    def _column_of_tracks(self) -> int:
        """The column that says whether a row is about a manager or another, and is called so."""
        for column, head in enumerate(self.heads):
            named = column != self.level and self.words.is_one("track_facts", head) and bool(self.labels[column])
            if named and all(track_of(label, self.words) for label in self.labels[column]):
                return column
        return -1

    def _column_of_ranks(self) -> int:
        """The column of figures that is called a rank or an order, with one for each level."""
        for column, head in enumerate(self.heads):
            pairs = {
                (plain(level.label), plain(cell.label))
                for level, cell in zip(self.columns[self.level], self.columns[column], strict=True)
            }
            figures = column != self.level and all(label.isdecimal() for label in self.labels[column])
            if figures and self.words.is_one("ranks_of_levels", head) and len(pairs) == len(self.labels[self.level]):
                return column
        return -1

    def _column_of_names(self) -> int:
        """The column that names each level otherwise ("Bezeichnung"), beside one of competencies."""
        levels = [plain(cell.label) for cell in self.columns[self.level]]
        for column, head in enumerate(self.heads):
            names = [plain(cell.label) for cell in self.columns[column]]
            pairs = set(zip(levels, names, strict=True))
            apart = len(pairs) == len(set(levels)) == len(set(names)) and "" not in names
            if self.called and column != self.level and self.words.is_one("name", head) and apart:
                return column
        return -1

    def _names_discipline(self, column: int) -> bool:
        """Whether what is called a title stands on several levels that have its words in theirs: "Baker" beside "Junior
        Baker" and "Lead Baker".
        """
        pairs = {
            (plain(title.label), plain(level.label))
            for title, level in zip(self.columns[column], self.columns[self.level], strict=True)
            if title.lines and level.lines
        }
        inside = sum(title in level for title, level in pairs)
        return len(pairs) > len({title for title, _ in pairs}) and 2 * inside > len(pairs)

    def find_name_and_texts(self) -> bool:
        """The column that, with the level, tells rows apart and names competencies, and those that hold sentences."""
        if self._are_roles():
            return False
        called = [column for column, kind in enumerate(self.kinds) if kind == "competency" and column != self.level]
        names = [column for column in called or range(self.grid.width) if self._may_name(column)]
        self.texts = [
            column
            for column, length in enumerate(self.lengths)
            if (length >= SENTENCE or self.words.is_one("text", self.heads[column]))
            and column not in (*self.about, *names[:1])
            and not self._is_fact(column)
        ]
        if not names or not (self.texts or (called and self._column_of_stages() >= 0)):
            return False
        self.name = min(names, key=lambda column: (self._is_no_name(column), len(self.labels[column])))
        inner = [column for column in called if column in names and self._stands_in(column, self.name)]
        outer, self.name = (self.name, inner[0]) if inner else (-1, self.name)
        self.stage = self._column_of_stages()
        self.texts = self.texts or [self.stage]
        taken = (*self.about, self.name, *self.texts, self.stage)
        groups = (
            column for column, head in enumerate(self.heads) if column == outer or self.words.is_one("group", head)
        )
        self.group = next((column for column in groups if column not in taken), -1)
        self._part_texts()
        return True

    def _part_texts(self) -> None:
        """Parts columns that say the same in all rows of a level or of a competency from those of texts."""
        summaries = [column for column in self.texts if self._repeats(column, self.about)]
        descriptions = [c for c in self.texts if c not in summaries and self._repeats(c, [self.name])]
        if texts := [column for column in self.texts if column not in (*summaries, *descriptions)]:
            self.texts, self.summaries, self.descriptions = texts, summaries, descriptions

    def _repeats(self, column: int, keys: list[int]) -> bool:
        """Whether a column says one thing for each value of the keys, of which most return."""
        said = defaultdict[tuple[str, ...], set[str]](set)
        for *key, cell in zip(*(self.columns[each] for each in (*keys, column)), strict=True):
            said[tuple(plain(part.label) for part in key)].add(plain(cell.label))
        return all(len(texts) == 1 for texts in said.values()) and len(self.columns[column]) >= 2 * len(said)

    def _are_roles(self) -> bool:
        """Whether each row is about another title: what it says is no list of texts, but a profile."""
        titles = [plain(cell.label) for cell in self.columns[self.title] if cell.lines] if self.title >= 0 else []
        said = [cell for column in self.columns for cell in column if cell.words >= SENTENCE]
        return not self.called and bool(said) and len(set(titles)) == len(titles) > 1

    def _column_of_stages(self) -> int:
        """The column that says how far a role is in a competency: "Proficiency required (1-5)"."""
        for column, head in enumerate(self.heads):
            said = BRACKETS.sub("", head)
            called = self.words.is_one("stages", said) or self.words.is_one("stages", said.partition(" ")[0])
            if called and column not in (*self.about, self.name, *self.texts):
                return column
        return -1

    def _stands_in(self, inner: int, outer: int) -> bool:
        """Whether each name of a column stands with one of another, several with some, and on several levels."""
        groups, levels = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for name, group, level in zip(*(self.columns[key] for key in (inner, outer, self.level)), strict=True):
            groups[plain(name.label)].add(plain(group.label))
            levels[plain(name.label)].add(plain(level.label))
        within = inner != outer and len(groups) > len(self.labels[outer])
        return within and max(map(len, groups.values())) == 1 and mean(map(len, levels.values())) >= RETURNING

    def _first(self, kind: str) -> int:
        columns = (column for column, found in enumerate(self.kinds) if found == kind and column != self.level)
        return next(columns, -1)

    def _may_name(self, column: int) -> bool:
        labels = self.labels[column]
        rows = len(self.columns[column])
        least = 1 if self.kinds[column] == "competency" and self.called else 2
        taken = column in (*self.about, self.track, self.rank)
        returns = len(labels) < rows or not self._is_no_name(column)
        named = self.kinds[column] == "competency" and len(labels) < rows  # in as many words as it takes
        long = self.lengths[column] > LONG_LABEL and not named
        if taken or long or len(labels) < least or self._is_fact(column):
            return False
        called = self.kinds[column] == "competency" and self._says_level(self.level)  # several statements of a text
        apart = called or self._tells_apart(column) >= APART * rows
        return returns and not all(map(str.isdecimal, labels)) and apart

    def _tells_apart(self, column: int) -> int:
        own = [self.columns[key] for key in (*self.about, column)]
        return len({tuple(plain(cell.label) for cell in cells) for cells in zip(*own, strict=True)})

    def _says_level(self, column: int) -> bool:
        head = self.heads[column]
        return self.words.is_one("level_facts", head) or any(plain(part) in self.words.steps for part in head.split())

    def _are_codes(self, column: int) -> bool:
        return all(read_label(label.upper()).code for label in self.labels[column])

    def _is_fact(self, column: int) -> bool:
        return self.words.is_one("fact", self.heads[column])

    def _is_no_name(self, column: int) -> bool:
        head = self.heads[column]
        named = self.words.is_one("competency", head) or self.words.is_one("name", head)
        return not named or self.words.is_one("group", head)


def _kind(head: str, words: Words) -> str:
    """What the head of a column says that it holds, "" where it says nothing."""
    if words.is_one("group", head):
        return "group"
    kinds = {"competency": "competency", "family_facts": "family", "title": "title"}
    return next((name for kind, name in kinds.items() if words.is_one(kind, head)), "")
