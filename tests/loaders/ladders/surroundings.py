"""What stands around a ladder in the documents of companies: contents, diagrams, tables of pay, questions and answers.
None of it is a level, a role or a competency.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import yaml
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.loaders.ladders.files import as_csv
from tests.loaders.ladders.written import Files, Rows, Written

Around = Callable[[str, Written], str]
InBook = Callable[[Workbook, Written], None]

SECOND = re.compile(r"^(?=## )", re.MULTILINE)


def _below_title(more: str) -> Around:
    def around(page: str, ladder: Written) -> str:
        first, _, rest = page.partition("\n\n")
        return f"{first}\n\n{more}\n\n{rest}" if first.startswith("# ") else page

    return around


def _at_the_end(more: str) -> Around:
    return lambda page, ladder: f"{page.rstrip()}\n\n{more}\n"


def _contents(page: str, ladder: Written) -> str:
    heads = [line for line in page.splitlines() if re.match(r"##+ ", line)]
    depths = [len(line.split(" ")[0]) - 2 for line in heads]
    names = [line.split(" ", 1)[1] for line in heads]
    links = [
        f"{'  ' * depth}- [{name}](#{name.lower().replace(' ', '-')})"
        for depth, name in zip(depths, names, strict=True)
    ]
    return _below_title("**Contents**\n\n" + "\n".join(links))(page, ladder) if links else page


def _pay(page: str, ladder: Written) -> str:
    rows = [f"| {level} | {40 + 5 * at},000 |" for at, level in enumerate(ladder.levels)]
    return _at_the_end("## Pay\n\n| Level | Salary |\n|---|---|\n" + "\n".join(rows))(page, ladder)


def _years(page: str, ladder: Written) -> str:
    rows = [f"| {level} | {at}-{at + 2} |" for at, level in enumerate(ladder.levels)]
    return _below_title("| Level | Years |\n|---|---|\n" + "\n".join(rows))(page, ladder)


def _diagram(page: str, ladder: Written) -> str:
    arrows = " --> ".join(f"L{at}[{level}]" for at, level in enumerate(ladder.levels))
    return _below_title(f"```mermaid\nflowchart LR\n  {arrows}\n```")(page, ladder)


ONE_PAGE: dict[str, Around] = {
    "contents": _contents,
    "ways to the top": lambda page, ladder: SECOND.sub("[Back to top](#top)\n\n", page),
    "badges": _below_title("![status](https://bakery.example/badge.svg) [Handbook](https://bakery.example/handbook)"),
    "a table of pay": _pay,
    "a table of years": _years,
    "a diagram": _diagram,
    "how to use it": _below_title(
        "## How to use this page\n\n- Read what is expected of you.\n- Talk about it with your manager twice a year."
    ),
    "principles": _below_title(
        "## Principles\n\n- **Fairness**: Everybody is judged by the same words.\n"
        "- **Growth**: Nobody has to become a manager to grow."
    ),
    "questions": _at_the_end(
        "## Questions and answers\n\n### Can I skip a step?\n\nThat is rare, and yes.\n\n"
        "### Who decides?\n\nYour manager, with two others who know your work."
    ),
    "credits": _at_the_end(
        "## Credits\n\nWe have learned from these pages:\n\n- [A bakery](https://bakery.example/ladder)\n"
        "- [A mill](https://mill.example/ladder)"
    ),
    "a scale": _below_title(
        "## Scale\n\n- **Novice**: Has heard of it and seen it done.\n- **Competent**: Does it without help.\n"
        "- **Expert**: Teaches it to others."
    ),
    "how promotions work": _at_the_end(
        "## How promotions work\n\n1. You write down what you did.\n2. Your manager asks three others.\n"
        "3. A committee decides twice a year."
    ),
    "tracks explained": _below_title(
        "## Tracks\n\nThere are two tracks. Individual contributors grow in their craft, managers grow other people."
    ),
    "further reading": _at_the_end("## Further reading\n\n- *The Baker's Path*, second edition\n- *Growing Bakers*"),
    "an example": _at_the_end(
        "## Example\n\nA senior baker was asked to open a shop. She found the house, hired two bakers and trained them."
    ),
    "a changelog": _at_the_end("## Changelog\n\n- 2024-01-05: First version\n- 2024-03-07: A word mended"),
}
ANY_PAGE: dict[str, Around] = {
    "front matter": lambda page, ladder: f"---\nlayout: page\nnav_order: 3\ntags: [people, growth]\n---\n\n{page}",
    "a footer": _at_the_end("---\n\n*Last changed in May. Ask the people team when something is unclear.*"),
    "comments": lambda page, ladder: SECOND.sub("<!-- keep this order -->\n", page),
    "rules": lambda page, ladder: SECOND.sub("---\n\n", page),
    "Windows line ends": lambda page, ladder: page.replace("\n", "\r\n"),
}


def _rows(change: Callable[[Rows], Rows]) -> Around:
    def around(text: str, ladder: Written) -> str:
        mark = ";" if text.partition("\n")[0].count(";") else ","
        return as_csv(change(list(csv.reader(io.StringIO(text), delimiter=mark))), mark)

    return around


def _with_facts(more: dict[str, Any]) -> Around:
    """Data with facts about itself before or behind what it holds; YAML is written as JSON, which is YAML too."""

    def around(text: str, ladder: Written) -> str:
        data = yaml.safe_load(text)
        return json.dumps({**more, **data} if isinstance(data, dict) else {**more, "items": data}, ensure_ascii=False)

    return around


IN_CSV: dict[str, Around] = {
    "a line above": _rows(lambda rows: [["Matrix of the bakery", *[""] * (len(rows[0]) - 1)], *rows]),
    "a title above": lambda text, ladder: f"Matrix of the bakery\n\n{text}",
    "an empty line above": _rows(lambda rows: [[""] * len(rows[0]), *rows]),
    "empty lines below": _rows(lambda rows: [*rows, *[[""] * len(rows[0])] * 3]),
    "a note below": _rows(lambda rows: [*rows, ["Last changed in May", *[""] * (len(rows[0]) - 1)]]),
    "an empty column before": _rows(lambda rows: [["", *row] for row in rows]),
    "an empty column behind": _rows(lambda rows: [[*row, ""] for row in rows]),
    "a column of numbers": _rows(lambda rows: [[str(at or "#"), *row] for at, row in enumerate(rows)]),
    "a name and a date": _rows(lambda rows: [["Name:", ""], ["Date:", "2024-05-01"], ["", ""], *rows]),
    "a place to sign": _rows(lambda rows: [*rows, ["", ""], ["Signature of the manager:", ""]]),
    "a column of notes": _rows(lambda rows: [[*row, "" if at else "Notes"] for at, row in enumerate(rows)]),
}
IN_DATA: dict[str, Around] = {
    "facts about the data": _with_facts({"version": "1.2", "updated": "2024-05-01", "owner": "people team"}),
    "a text about the data": _with_facts({"title": "Ladder", "description": "This tells what is expected of people."}),
    "links": _with_facts({"links": ["https://bakery.example/ladder", "https://bakery.example/pay"]}),
}


def _sheet(title: str, *rows: Sequence[object], first: bool = False) -> InBook:
    """A sheet of its own."""

    def around(book: Workbook, ladder: Written) -> None:
        sheet = book.create_sheet(title, 0 if first else None)
        for row in rows:
            sheet.append(list(row))

    return around


def _on_each_sheet(change: Callable[[Worksheet], None]) -> InBook:
    def around(book: Workbook, ladder: Written) -> None:
        for sheet in book.worksheets:
            change(sheet)

    return around


def _rows_above(sheet: Worksheet, count: int) -> None:
    """Empty rows above; the library leaves merged cells where they are."""
    sheet.insert_rows(1, count)
    for area in sheet.merged_cells.ranges:
        area.shift(row_shift=count)


def _banner(sheet: Worksheet) -> None:
    _rows_above(sheet, 2)
    sheet.cell(1, 1, "Career matrix of the bakery")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=sheet.max_column)


def _comments(sheet: Worksheet) -> None:
    sheet.cell(1, sheet.max_column + 1, "Comments")


def _numbered(sheet: Worksheet) -> None:
    sheet.insert_cols(1)
    for area in sheet.merged_cells.ranges:
        area.shift(col_shift=1)
    sheet.cell(1, 1, "No.")
    for at in range(2, sheet.max_row + 1):
        sheet.cell(at, 1, at - 1)


def _signed(sheet: Worksheet) -> None:
    sheet.cell(sheet.max_row + 3, 1, "Signature of the manager:")


def _dated(sheet: Worksheet) -> None:
    _rows_above(sheet, 3)
    for row, (label, value) in enumerate((("Name:", ""), ("Date:", datetime.date(2024, 5, 1))), 1):
        sheet.cell(row, 1, label)
        sheet.cell(row, 2, value)


IN_BOOK: dict[str, InBook] = {
    "a sheet of instructions": _sheet(
        "Read me", ["How to use this matrix"], ["Read your own level first."], ["Then read the next one."], first=True
    ),
    "a sheet of choices": _sheet(
        "Lists", ["Rating", "Team"], ["Never", "Ovens"], ["Sometimes", "Shop"], ["Always", ""]
    ),
    "a sheet of pay": lambda book, ladder: _sheet("Pay", ["Level", "Pay"], *([x, 40_000] for x in ladder.levels))(
        book, ladder
    ),
    "an empty sheet": _sheet("Sheet2"),
    "a banner": _on_each_sheet(_banner),
    "a column of comments": _on_each_sheet(_comments),
    "a column of numbers": _on_each_sheet(_numbered),
    "a place to sign": _on_each_sheet(_signed),
    "a name and a date": _on_each_sheet(_dated),
}


def fitting(names: Sequence[str]) -> Mapping[str, Around | InBook]:
    """What may stand around a ladder in files that are called so."""
    endings = {name.rpartition(".")[2] for name in names}
    if endings == {"md"}:
        return ANY_PAGE | (ONE_PAGE if len(names) == 1 else {})
    if endings == {"xlsx"}:
        return IN_BOOK
    return IN_CSV if endings == {"csv"} else IN_DATA if endings <= {"yaml", "json"} else {}


def surrounded(files: Files, around: str, ladder: Written) -> Files:
    if around in IN_BOOK and all(name.endswith(".xlsx") for name in files):
        return {name: _with_more(content, IN_BOOK[around], ladder) for name, content in files.items()}
    put = (ANY_PAGE | ONE_PAGE | IN_CSV | IN_DATA)[around]
    return {name: put(page, ladder) if isinstance(page, str) else page for name, page in files.items()}


def _with_more(content: str | bytes, change: InBook, ladder: Written) -> bytes:
    assert isinstance(content, bytes)
    book, out = load_workbook(io.BytesIO(content)), io.BytesIO()
    change(book, ladder)
    book.save(out)
    return out.getvalue()
