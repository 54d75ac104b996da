"""PDFs: headings by their size, bullets by their mark, wrapped lines joined; and damage."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import DocumentError
from loaders.mapped.folder import files_under, map_files
from loaders.mapped.sources.read import read_source
from tests.support.pdf import pdf

LADDER = pdf(
    [
        (22, True, "Potter ladder"),
        (16, True, "Junior Potter"),
        (11, True, "Clay"),
        (11, False, "• Mixes clay with the help of others and"),
        (11, False, "cleans the wheel"),
        (11, False, "• Learns to centre"),
        (11, True, "Glaze"),
        (11, False, "Knows three glazes (two of them green)."),
        (16, True, "Senior Potter"),
        (11, True, "Clay"),
        (11, False, "• Chooses clay for each piece"),
        (11, True, "Glaze"),
        (11, False, "Makes glazes of her own."),
    ]
)


def test_given_a_pdf_when_mapped_then_sizes_are_headings_and_lines_are_joined(tmp_path: Path) -> None:
    (tmp_path / "potter.pdf").write_bytes(LADDER)

    mapping, found, _ = map_files(files_under([tmp_path]))

    assert mapping.documents[0].form == "sections"
    assert found.levels == ["Junior Potter", "Senior Potter"]
    assert [(role.title, text.competency, text.lines) for role, text in found.texts] == [
        ("Junior Potter", "Clay", ["Mixes clay with the help of others and cleans the wheel", "Learns to centre"]),
        ("Junior Potter", "Glaze", ["Knows three glazes (two of them green)."]),
        ("Senior Potter", "Clay", ["Chooses clay for each piece"]),
        ("Senior Potter", "Glaze", ["Makes glazes of her own."]),
    ]
    assert [line for _, line, _ in found.unused] == []


@settings(max_examples=30, derandomize=True)
@given(st.tuples(*[st.integers(0, len(LADDER))] * 2), st.binary(max_size=6))
def test_given_a_pdf_cut_or_garbled_anywhere_when_read_then_it_is_read_or_refused_in_words(
    cut: tuple[int, int], noise: bytes
) -> None:
    start, end = sorted(cut)
    with suppress(DocumentError):
        read_source(b"%PDF" + (LADDER[:start] + noise + LADDER[end:])[4:], "a.pdf")


def test_given_more_pages_than_are_read_when_mapped_then_it_is_refused_and_none_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("loaders.mapped.sources.pdf.MOST_PAGES", 0)
    with pytest.raises(DocumentError, match="has 1 pages, and at most 0 are read"):
        read_source(LADDER, "a.pdf")
