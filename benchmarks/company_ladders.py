"""A company's own ladder: pages in Markdown mapped and loaded by the commands that a keeper types, and a graph of
generated roles written as JSON-LD and read again.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.figures import Effort, Figure
from benchmarks.generate import generate
from benchmarks.load_graphs import wipe
from benchmarks.servers import Neo4j, inherited, neo4j
from graph.storing.load import load
from graph.storing.plan import Request

LADDER = Path(sys.executable).with_name("ladder")
PAGES, COMPETENCIES, BULLETS = 100, 15, 8  # of a page
LEVELS = ("Junior", "", "Senior", "Lead", "Principal")
KILOBYTES = 10
ROLES = 1_000
WORDS = ("asks", "builds", "checks", "draws", "explains", "finds", "guards", "helps", "keeps", "learns", "measures")
THINGS = (
    *("boats", "cakes", "doors", "engines", "fields", "gates", "houses", "inks", "jars", "kilns", "lamps", "maps"),
    *("nets", "ovens", "paths", "roofs"),
)


def rows(effort: Effort) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder, neo4j() as server:
        originals = Path(folder) / "originals"
        kilobytes = write_pages(originals)
        mapped, loaded, again = list[float](), list[float](), list[float]()
        for at in range(effort.rounds + 1):
            with server.connect() as database:
                wipe(database)
            home = Path(folder) / f"home-{at}"
            for taken, command in (
                (mapped, ["map", str(originals), "--write"]),
                (loaded, ["load"]),
                (again, ["load"]),
            ):
                taken.append(_seconds(server, [*command, "--home", str(home)]))
        what = f"{PAGES} Markdown files of {kilobytes:.0f} kB"
        yield Figure("ladders.map", f"`ladder map --write` of {what}", "s", tuple(mapped[1:]))
        yield Figure("ladders.load", "`ladder load` of them into an empty graph", "s", tuple(loaded[1:]))
        both = tuple(one + other for one, other in zip(mapped[1:], loaded[1:], strict=True))
        yield Figure("ladders.both", "both together", "s", both, goal="<= 10")
        yield Figure("ladders.load_again", "`ladder load` again, unchanged", "s", tuple(again[1:]))
        yield from _exchanged(server, effort, Path(folder) / "export.jsonld")


def _exchanged(server: Neo4j, effort: Effort, file: Path) -> Iterator[Figure]:
    ladder = generate(ROLES)
    written, read = list[float](), list[float]()
    for _ in range(effort.rounds):
        with server.connect() as database:
            wipe(database)
            load(database, Request(list(ladder.documents()), frozenset({"generated"})))
        written.append(_seconds(server, ["export", "--format", "jsonld", "--output", str(file)]))
        read.append(_seconds(server, ["import", "jsonld", str(file)]))
    size = f"{len(ladder.roles):,} roles"
    yield Figure("ladders.export", f"`ladder export --format jsonld` of {size}", "s", tuple(written), goal="<= 10")
    yield Figure("ladders.import", "`ladder import jsonld` of that file", "s", tuple(read))


def write_pages(folder: Path) -> float:
    """Pages of roles of 20 disciplines, in which each sentence is another; returns the mean size in kB."""
    folder.mkdir()
    random, sizes = Random(29), []
    for at in range(PAGES):
        title = f"{LEVELS[at % len(LEVELS)]} {THINGS[at // len(LEVELS) % len(THINGS)].title()[:-1]}"
        title = f"{title} {'Builder' if at < PAGES / 2 else 'Keeper'}".strip()
        parts = [f"# {title}", *(_competency(number, random) for number in range(COMPETENCIES))]
        page = folder / f"{title.lower().replace(' ', '-')}.md"
        page.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
        sizes.append(page.stat().st_size / 1000)
    return sum(sizes) / len(sizes)


def _competency(number: int, random: Random) -> str:
    bullets = [f"- {_sentence(random)}" for _ in range(BULLETS)]
    return "\n".join((f"## Care of {THINGS[number]}", "", *bullets))


def _sentence(random: Random) -> str:
    parts = [f"{random.choice(WORDS)} {random.randint(2, 999)} {random.choice(THINGS)}" for _ in range(5)]
    return ", ".join(parts).capitalize()


def _seconds(server: Neo4j, command: list[str]) -> float:
    begun = time.perf_counter()
    environment = inherited() | server.environment
    subprocess.run([LADDER, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun
