"""Which of the names that the index finds is meant: symbols count, accents and case do not."""

from __future__ import annotations

import pytest

from queries.lookups.names import rank

NAMES = ["C", "C#", "C++", "Cassandra", "Go", "Node.js", "R", "React", "Éclair", ".NET"]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("C++", "C++"),
        ("c#", "C#"),
        ("c", "C"),
        ("C+", "C++"),
        ("cass", "Cassandra"),
        ("node js", "Node.js"),
        ("eclair", "Éclair"),
        ("dotnet", ".NET"),
        ("raect", "React"),
    ],
)
def test_given_names_of_symbols_when_ranked_then_the_one_written_comes_first(text: str, best: str) -> None:
    rows = [{"label": "Skill", "id": name, "name": name, "others": []} for name in NAMES]
    hits = rank(text, rows, 3)
    assert hits[0].name == best
    assert [hit.name for hit in hits if hit.score == hits[0].score] == [best]
