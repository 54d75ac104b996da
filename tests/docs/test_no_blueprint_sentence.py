"""No sentence of the real role documents stands in the repository.

They are other people's texts. The rule: a run of twelve words (lower case, without punctuation) of the documents' prose
must not occur in any file of the repository, committed or not, unless git ignores it. Facts are free: titles, headings,
table cells and lists of names. So headings and tables are left out of the prose, and so is a run of which eight words
or more are written with a capital or are figures. Runs do not reach over a line of the source.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT.parent / "shared" / "blueprints"
RUN = 12
NAMES = 8
MAX_BYTES = 5_000_000
WORD = re.compile(r"\w+")

needs_documents = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=f"the real documents are not at {DOCUMENTS}")


def runs(text: str) -> Iterator[str]:
    """The twelve-word runs of a line that are no list of names."""
    words = WORD.findall(text)
    for start in range(len(words) - RUN + 1):
        run = words[start : start + RUN]
        if sum(not word[0].islower() for word in run) < NAMES:
            yield " ".join(run).casefold()


def markup_lines(markup: str) -> list[str]:
    """The lines of a page outside headings and tables."""
    prose = re.sub(r"<(h[1-6]|table)\b.*?</\1>", "\n", markup, flags=re.DOTALL)
    prose = re.sub(r"</?(?:p|li|ul|ol|br)\b[^>]*>", "\n", prose)
    return html.unescape(re.sub(r"<[^>]+>", "", prose)).split("\n")


def text_lines(text: str) -> Iterator[str]:
    """The lines of flattened text but for section titles and tables, of which three lines or more follow each other at
    the left edge.
    """
    for paragraph in re.split(r"\n\s*\n", text):
        lines = paragraph.strip("\n").split("\n")
        table = len(lines) > 2 and all(re.match(r"[^\s–]", line) for line in lines)
        yield from () if table else (line for line in lines if not re.match(r"\d{1,2}\) ", line))


def document_runs(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    lines = markup_lines(json.loads(text)["content"]["rendered"]) if path.suffix == ".json" else list(text_lines(text))
    return {run for line in lines for run in runs(line)}


def repository_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name]


def file_text(path: Path) -> str:
    """A file's words; nothing for binary files, and JSON without its escapes."""
    data = path.read_bytes() if path.is_file() and path.stat().st_size <= MAX_BYTES else b""
    if b"\0" in data:
        return ""
    text = data.decode("utf-8", errors="ignore")
    if path.suffix == ".json":
        text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text).replace("\\n", "\n")
    return html.unescape(re.sub(r"<[^<>]{0,300}>", " ", text))


def borrowed(text: str, prose: set[str]) -> str | None:
    """The first run of the documents' prose in a text, over line ends too."""
    words = [word.casefold() for word in WORD.findall(text)]
    return next(
        (run for start in range(len(words) - RUN + 1) if (run := " ".join(words[start : start + RUN])) in prose), None
    )


@pytest.fixture(scope="module")
def prose() -> set[str]:
    return {
        run for path in sorted(DOCUMENTS.iterdir()) if path.suffix in {".json", ".txt"} for run in document_runs(path)
    }


@needs_documents
def test_given_the_documents_then_no_file_of_the_repository_holds_a_sentence_of_theirs(prose: set[str]) -> None:
    found = {
        str(path.relative_to(ROOT)): run for path in repository_files() if (run := borrowed(file_text(path), prose))
    }
    assert found == {}, "write these anew in your own words"


@needs_documents
def test_given_a_sentence_of_a_document_in_other_dress_then_it_is_found(prose: set[str]) -> None:
    assert len(prose) > 4_000
    sentence = min(prose)
    assert borrowed(f"# {sentence.upper().replace(' ', ', ', 3)}\n", prose) == sentence
    assert (
        borrowed("Words of our own, more than twelve of them, say nothing that the documents say at all.", prose)
        is None
    )
