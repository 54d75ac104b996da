"""The tables of the O*NET database: tab-separated text with a heading line, one file a table."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from operator import itemgetter
from pathlib import Path

from loaders.errors import LoadError

DOWNLOAD = "Get the text files again from https://www.onetcenter.org/database.html and unpack them into one folder."


class Table:
    """One file, read and checked as a whole. Iterating gives (line, wanted columns as text); lines count from 1, the
    heading line included.

    Raises LoadError for a file that is missing, cut off, not UTF-8, without a wanted column, or with a line of another
    number of fields.
    """

    def __init__(self, folder: Path, name: str, columns: tuple[str, ...]) -> None:
        self.path = folder / f"{name}.txt"
        self.columns = columns
        heading, *self._lines = self._text().split("\n")
        names = heading.split("\t")
        for column in columns:
            if column not in names:
                raise self.fault(1, column, f"there is no such column; the table has {', '.join(names)}")
        self._wanted = itemgetter(*(names.index(column) for column in columns))
        self._width = len(names)

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        for line, text in enumerate(self._lines, start=2):
            fields = text.split("\t")
            if len(fields) != self._width:
                raise self.fault(line, None, f"there are {len(fields)} fields where the heading has {self._width}")
            yield line, self._wanted(fields)

    def _text(self) -> str:
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise LoadError(
                str(self.path), f"this table of O*NET cannot be read ({error.strerror})", suggestion=DOWNLOAD
            ) from error
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise self.fault(line, None, f"byte 0x{data[error.start]:02x} is not UTF-8") from None
        if not text.endswith("\n"):
            raise self.fault(text.count("\n") + 1, None, "the last line has no end, so the table is cut off")
        if text.count("\n") < 2:
            raise self.fault(1, None, "there is no line below the heading")
        return text[:-1]

    def fault(self, line: int, column: str | None, message: str) -> LoadError:
        return LoadError(str(self.path), message, line, column, DOWNLOAD)

    def number(self, line: int, column: str, words: str, lowest: float, highest: float) -> float:
        """The number in a field. Raises LoadError for other text and for a number out of range."""
        try:
            value = float(words)
        except ValueError:
            raise self.fault(line, column, f"{words!r} is no number") from None
        if not lowest <= value <= highest:
            raise self.fault(line, column, f"{words} is not from {lowest:g} to {highest:g}")
        return value

    def choice(self, line: int, column: str, words: str, allowed: Collection[str]) -> str:
        """The words of a field. Raises LoadError for others than the allowed ones."""
        if words not in allowed:
            shown = ", ".join(repr(value) for value in list(allowed)[:12])
            raise self.fault(
                line, column, f"{words!r} is not allowed here; allowed: {shown}{' …' if len(allowed) > 12 else ''}"
            )
        return words
