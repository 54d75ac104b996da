"""The version of the fold: what it follows and what it does not."""

from __future__ import annotations

from graph.folding.version import fold_version, version_of

SOURCE = '''def fold(n: int) -> int:
    """Doubles."""
    return n * 2  # twice
'''


def version(text: str) -> str:
    return version_of([("folding/fold.py", text)])


def test_given_other_comments_docstrings_and_layout_when_versioned_then_the_version_is_the_same() -> None:
    other = "# Of the fold.\ndef fold(\n    n: int,\n) -> int:\n    return (n * 2)\n"
    assert version(other) == version(SOURCE)


def test_given_other_code_when_versioned_then_the_version_differs() -> None:
    assert version(SOURCE.replace("2 ", "3 ")) != version(SOURCE)
    assert version_of([("folding/facts.py", SOURCE)]) != version(SOURCE)


def test_given_the_code_when_versioned_twice_then_the_version_is_one() -> None:
    assert fold_version() == fold_version()
    assert len(fold_version()) == 12
