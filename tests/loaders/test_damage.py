"""Damaged documents: a clear error or a Blueprint with problems, never a crash, in bounded time and memory."""

from __future__ import annotations

import gzip
import io
import json
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.sections import SECTIONS
from loaders.blueprints.read import HALF, read_blueprint, recognise
from loaders.decoding import decode
from loaders.errors import LoadError, NotABlueprint

pytestmark = pytest.mark.slow

FIXTURES = Path(__file__).parent / "fixtures"
DOCUMENTS = {
    path.name: path.read_bytes() for path in sorted(FIXTURES.iterdir()) if not path.name.endswith(".reading.json")
}
SECONDS = 10
SMALL = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])

names = st.sampled_from(sorted(DOCUMENTS))


def survives(data: bytes) -> str:
    """Read the data: "read" or the error's words. Anything but a LoadError escapes and fails the test."""
    started = time.process_time()
    try:
        outcome = "read" if read_blueprint(data, "damaged").blueprint.title else "no title"
    except LoadError as error:
        outcome = str(error)
    assert time.process_time() - started < SECONDS
    assert outcome == "read" or outcome.startswith("damaged")
    return outcome


@SMALL
@given(names, st.floats(0, 1))
@example("senior-treasury-analyst.html", 0.9198615374433452)  # behind the tag that opens a row of the rubric
def test_given_a_document_cut_off_anywhere_then_it_is_an_error_or_a_blueprint_with_problems(
    name: str, share: float
) -> None:
    data = DOCUMENTS[name]
    survives(data[: int(len(data) * share)])


@SMALL
@given(names, st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=40))
def test_given_bytes_that_changed_then_nothing_breaks(name: str, changes: list[tuple[float, int]]) -> None:
    data = bytearray(DOCUMENTS[name])
    for place, byte in changes:
        data[int(place * len(data))] = byte
    survives(bytes(data))


@SMALL
@given(
    st.sampled_from([name for name in sorted(DOCUMENTS) if not name.endswith(".json")]),
    st.randoms(use_true_random=False),
)
def test_given_lines_lost_doubled_or_moved_then_nothing_breaks(name: str, chance: random.Random) -> None:
    lines = DOCUMENTS[name].decode().split("\n")
    kept = [line for line in lines for _ in range(chance.choice([0, 1, 1, 1, 1, 1, 2]))]
    if chance.random() < 0.3:
        chance.shuffle(kept)
    survives("\n".join(kept).encode())


@SMALL
@given(names, st.sampled_from(["utf-16", "utf-16-le", "cp1252", "latin-1", "utf-7", "cp037"]))
def test_given_another_character_set_then_nothing_breaks(name: str, encoding: str) -> None:
    survives(DOCUMENTS[name].decode().encode(encoding, errors="replace"))


@settings(max_examples=100)
@given(st.one_of(st.binary(max_size=2000), st.text(max_size=2000).map(str.encode)))
def test_given_any_bytes_then_it_is_a_clear_error(data: bytes) -> None:
    assert survives(data) != "read"
    recognise(data)


@SMALL
@given(st.permutations(list(SECTIONS)), st.integers(0, 20))
def test_given_sections_reordered_missing_or_doubled_then_each_is_read_and_the_rest_is_said(
    order: list[int], count: int
) -> None:
    kept = [*order[:count], *order[:1]]
    text = "\n".join(f"{number}) {SECTIONS[number].title}\n\nSome words here.\n" for number in kept)
    if len(set(kept)) < 3:
        assert "not a role blueprint" in survives(text.encode())
        return
    problems = read_blueprint(text.encode(), "x").blueprint.problems
    missing = {problem.section for problem in problems if "missing" in problem.what}
    few = [problem.words for problem in problems if problem.what == f"it has {len(set(kept))} sections"]
    assert missing == (set(SECTIONS) - set(kept) if len(set(kept)) >= HALF else set())
    assert bool(few) == (len(set(kept)) < HALF)
    assert [problem.section for problem in problems if "twice" in problem.what] == (order[:1] if count else [])


def archive(kind: str) -> bytes:
    if kind == "gzip":
        return gzip.compress(b"0" * 50_000_000, 1)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("document.txt", b"0" * 50_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["gzip", "zip"])
def test_given_an_archive_under_another_name_then_it_is_refused_unopened(kind: str) -> None:
    data = archive(kind)
    assert recognise(data) is None
    assert "archive" in survives(data)


START = "1) Role Summary\n\n2) Role Mission\n\n3) Core Responsibilities\n\n"
MARKUP = "<h2>1) Role Summary</h2><h2>2) Role Mission</h2><h2>3) Core Responsibilities</h2>"
TOOLS = "10) Tools, Platforms, and Software\n\nCategory Tool Primary use Commonality\n"
KPIS = "7) KPIs and Productivity Metrics\n\nMetric name What it measures Why it matters Example target Frequency\n"
MOST = 4 * 1024 * 1024 - 4000
NOISE = {
    "five megabytes": b"Ab " * 1_700_000,
    "random bytes": random.Random(1).randbytes(MOST),
    "nul bytes": b"\0" * MOST,
    "nul bytes in a text": START.encode() + b"a\0b " * 100_000,
    "one long word": START.encode() + b"x" * MOST,
    "lead-ins": START.encode() + "  • a:\n".encode() * 19_000,
    "too many lines": START.encode() + b"ab.\n\n" * 700_000,
    "long tool rows": (START + TOOLS + ("Ab " * 118 + "Common\n") * 9_000).encode(),
    "long metric rows": (START + KPIS + ("Ab " * 100 + "Weekly\n") * 9_000).encode(),
    "commas": (START + "15) Career Path and Progression\n\nNext roles\n\n  • " + "A, " * 1_000_000).encode(),
    "brackets": (START + "8) Technical Skills Required\n\nMust-have skills\n\n  • " + "a (" * 1_000_000).encode(),
    "nested tags": (MARKUP + "<div>" * 39_000).encode(),
    "nested lists": (MARKUP + "<ul><li>" * 19_000).encode(),
    "unclosed bold": (MARKUP + "<b><p>x" * 19_000).encode(),
    "too many tags": (MARKUP + "<p>" * 1_000_000).encode(),
    "open angle brackets": (MARKUP + "<" * MOST).encode(),
    "quotes": (MARKUP + '<a href="' * 400_000).encode(),
    "deep JSON": b'{"content": ' + b"[" * 1_000_000,
    "many items": (MARKUP + "<h2>5) Key Deliverables</h2><ul>" + "<li>Aa b" * 30_000).encode(),
}


@pytest.mark.parametrize("kind", sorted(NOISE))
def test_given_noise_then_reading_ends_in_time(kind: str) -> None:
    survives(NOISE[kind])


def test_given_noise_then_memory_stays_bounded() -> None:
    """In a process of its own; `VmHWM` is its own peak, while `ru_maxrss` would begin with the parent's."""
    program = (
        "import pathlib; from tests.loaders.test_damage import NOISE, survives\n"
        "for kind in ('nested lists', 'long tool rows', 'too many lines', 'one long word'): survives(NOISE[kind])\n"
        "status = pathlib.Path('/proc/self/status')\n"
        "print(int(status.read_text().split('VmHWM:')[1].split()[0]) / 1024 if status.exists() else 0)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=FIXTURES.parents[2], capture_output=True, text=True, check=True
    )
    assert float(ended.stdout) < 500


def test_given_a_text_that_is_no_blueprint_then_it_is_said_which_sections_it_has_and_what_may_read_it() -> None:
    texts = {
        b"# Notes\n\nBuy milk, bread and a new pen.\n": "it has no section of one",
        b"2) Role Mission\n\nBakes.\n": "it has 1 section of one (Role Mission)",
        b"1) Role Summary\n\n2) Role Mission\n\nBakes.\n": "it has 2 sections of one (Role Summary, Role Mission)",
    }
    for text, has in texts.items():
        with pytest.raises(NotABlueprint) as caught:
            read_blueprint(text, "notes.txt")
        assert str(caught.value).startswith(f"notes.txt: is not a role blueprint: {has}. ")
        assert "ladder map" in str(caught.value)


@pytest.mark.parametrize(
    ("post", "words"),
    [
        ({"title": {"rendered": "A"}}, "content.rendered"),
        ([{"content": {"rendered": "<p>a</p>"}}] * 2, "2 posts"),
        ([], "0 posts"),
        ({"content": "text"}, "content.rendered"),
    ],
)
def test_given_json_that_is_no_post_then_the_error_says_what_is_missing(post: object, words: str) -> None:
    with pytest.raises(LoadError, match=words):
        read_blueprint(json.dumps(post).encode(), "post.json")


def test_given_json_that_ends_early_then_the_error_names_the_line() -> None:
    with pytest.raises(LoadError) as caught:
        read_blueprint(b'{\n "title": {"rendered": "A"},\n "content": {"rend', "post.json")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"content": {"rendered": ""}}', "wordpress"),
        (b"<!DOCTYPE html><p>a", "html"),
        (b"  <h2>1) Role Summary</h2>", "html"),
        ("Title\n\n1) Role Summary\n".encode("utf-16"), "text"),
        (b"Title", "text"),
        (b"%PDF-1.7", None),
        (b"", None),
    ],
)
def test_given_content_then_its_format_is_recognised(data: bytes, expected: str | None) -> None:
    assert recognise(data) == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_given_a_document_in_another_character_set_then_it_reads_the_same(encoding: str) -> None:
    text = DOCUMENTS["senior-treasury-analyst.txt"].decode().replace("≥", "at least").replace("→", "->")
    plain, other = (read_blueprint(text.encode(code), "x").blueprint for code in ("utf-8", encoding))
    assert other.model_dump(exclude={"problems"}) == plain.model_dump(exclude={"problems"})


@pytest.mark.parametrize("words", ["für Bäcker", "É il mestiere", "priorità"])
def test_given_a_few_accents_of_western_europe_when_decoded_then_they_are_letters(words: str) -> None:
    text = f"Stufe;{words}\n" + "Knetet nach Rezept\n" * 50
    assert decode(text.encode("cp1252"))[0] == text


def test_given_a_character_set_that_a_page_declares_when_decoded_then_it_counts_however_few_letters_need_it() -> None:
    page = '<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1250"></head><p>Łódź</p>'
    assert "Łódź" in decode(page.encode("cp1250"))[0]


def test_given_a_damaged_byte_beside_letters_in_utf_8_when_decoded_then_it_is_told() -> None:
    text, notes = decode("Bäcker".encode() + b"\xff" + b" knetet\n" * 10)
    assert (text[:7], notes) == ("Bäcker\ufffd", ["1 characters could not be decoded"])
