"""Rows of Cypher for people: long lists shown short, and nothing that a spreadsheet would calculate."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.terminal.tables import write_table
from queries.analyst.tables import Table


def test_given_a_long_list_when_printed_then_it_is_short_and_in_a_file_whole(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = Table(["words"], [{"words": list("abcde")}])
    write_table(table, "table", None)
    assert "a; b; c … (+2)" in capfd.readouterr().out
    write_table(table, "csv", tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text() == "words\na; b; c; d; e\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@x", "'@x"), (-1, "-1"), ("a=b", "a=b"), (["-a"], "'-a")],
)
def test_given_a_text_like_a_formula_when_written_as_csv_then_no_spreadsheet_calculates_it(
    tmp_path: Path, value: object, written: str
) -> None:
    write_table(Table(["a"], [{"a": value}]), "csv", tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text() == f"a\n{written}\n"
