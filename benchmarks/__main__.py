"""`make bench`: every benchmark in turn; writes benchmarks/results.json, the pages and their pictures. `python -m
benchmarks --help` tells the rest.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson
import psutil

from benchmarks import ask_paths, company_ladders, load_graphs, plan_paths, read_documents, serve_api, waits
from benchmarks.calm import told
from benchmarks.figures import Effort, Figure, show
from benchmarks.pages import RESULTS, pages, ratios, read_results, repeated
from benchmarks.plots import draw
from benchmarks.servers import RIVAL, ROOT, install_rival, neo4j
from graph.neo4j.jars import NEO4J_CURRENT

ONET = ROOT.parent / "shared" / "data" / "onet-29.3"
PARTS = ("planner", "readers", "ladders", "loads", "api", "growth", "waits", "explorer")  # the quick ones first
PACKAGES = ("neo4j", "strawberry-graphql", "fastapi", "uvicorn", "selectolax", "networkx")
WARM_UP = 15  # seconds in which Neo4j and Node become faster with a new question
SIZES = [1_000, 10_000]
QUICK = Effort(rounds=1, seconds=1, warm_up=0, questions=60, sizes=[1_000])
OUTLOOK = Effort(rounds=1, seconds=10, warm_up=WARM_UP, questions=100, sizes=[100_000])
QUICK_PARTS = ["loads", "api", "planner", "readers"]


def main() -> None:
    asked = _arguments()
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit("Ended by SIGTERM.")
    )  # so that the servers started are stopped, as by Ctrl-C
    begun = time.monotonic()
    parts = asked.parts or (QUICK_PARTS if asked.quick else list(PARTS))
    if asked.outlook:
        _keep({**read_results(), "outlook": _stamped(show(outlook()))})
    else:
        effort = QUICK if asked.quick else Effort(asked.rounds, asked.seconds, WARM_UP, 100, asked.sizes)
        figures = show(measured(effort, parts, asked.onet))
        if not asked.quick and parts == list(PARTS) and asked.sizes == SIZES:
            before = read_results() if RESULTS.exists() else {}
            results = (
                _stamped(figures)
                | {"before": ratios(before)}
                | {name: before[name] for name in ("outlook",) if name in before}
            )
            _keep(results)
            print(repeated(results))
        else:
            cold = "" if effort.warm_up else " No side was warmed up, and ours needs it least, so there are no ratios."
            print(f"Nothing is written: only a whole run is.{cold}")
    print(f"{time.monotonic() - begun:.0f} s; {told()}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="a look of about two minutes, without warming up; writes nothing"
    )
    parser.add_argument(
        "--outlook",
        action="store_true",
        help=f"load {OUTLOOK.sizes[0]:,} generated roles and ask them; kept in a section of its own",
    )
    parser.add_argument("--parts", nargs="+", choices=PARTS, help="only these; writes nothing then")
    parser.add_argument(
        "--sizes", nargs="+", type=int, default=SIZES, help="roles of the generated ladders; writes nothing for others"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each side of a load or a search is measured")
    parser.add_argument(
        "--seconds", type=int, default=15, help="for how many seconds each side is sent requests, one second in turn"
    )
    parser.add_argument("--onet", type=Path, default=ONET, help="folder with the tables of O*NET")
    asked = parser.parse_args()
    if not asked.onet.is_dir():
        parser.error(f"the tables of O*NET are not in {asked.onet}; get them as docs/onet.md says and give --onet DIR")
    return asked


def measured(effort: Effort, parts: Sequence[str], onet: Path) -> Iterator[Figure]:
    if "planner" in parts:
        yield from plan_paths.rows(effort)
    if "readers" in parts:
        yield from read_documents.rows(effort)
    if "ladders" in parts:
        yield from company_ladders.rows(effort)
    if "api" in parts:
        install_rival()
    if {"loads", "api"} & set(parts):
        yield from _public_data(effort, parts, onet)
    if "growth" in parts:
        yield from _growth(effort)
    if "waits" in parts:
        yield from waits.rows()
    if "explorer" in parts and importlib.util.find_spec("benchmarks.explorer"):
        yield from importlib.import_module("benchmarks.explorer").rows()


def _public_data(effort: Effort, parts: Sequence[str], onet: Path) -> Iterator[Figure]:
    with neo4j() as server:
        for collection, read in load_graphs.readers(onet).items():
            seeds = collection == "seeds"
            if "loads" not in parts:
                rounds, warm_ups = 1, 0
            else:  # the seeds load in a second, and have warmed up the server for O*NET
                rounds, warm_ups = (
                    (3 * effort.rounds, min(effort.warm_up, 5)) if seeds else (effort.rounds, min(effort.warm_up, 1))
                )
            yield from load_graphs.against_merge(server, collection, read, rounds, warm_ups)
            name, type = ("the seeds", "PROGRESSES_TO") if seeds else ("O*NET", "RELATED_TO")
            yield from ask_paths.rows(server, effort, collection, name, type)
        if "api" in parts:
            yield from serve_api.rows(server, effort)


def _growth(effort: Effort) -> Iterator[Figure]:
    loads = []
    with neo4j("2g") as server:
        load_graphs.warm(server)
        for size in effort.sizes:
            loads.append(load_graphs.generated(server, size))
            roles = loads[-1].roles
            yield from load_graphs.figures_of(loads[-1], "<= 500" if size == max(effort.sizes) else "")
            yield from ask_paths.rows(server, effort, str(roles), f"{roles:,} generated roles")
            yield from waits.edits(server, roles, size)
        yield from ask_paths.refresh(server, loads[-1].roles)
    if len(loads) > 1:
        yield from load_graphs.growth_of(loads)


def outlook() -> Iterator[Figure]:
    with neo4j("4g") as server:
        load_graphs.warm(server)
        load = load_graphs.generated(server, OUTLOOK.sizes[0])
        yield from load_graphs.figures_of(load)
        yield from ask_paths.rows(server, OUTLOOK, str(load.roles), f"{load.roles:,} generated roles")
    yield from plan_paths.rows(OUTLOOK)


def _stamped(figures: Sequence[Figure]) -> dict[str, Any]:
    now = datetime.now(UTC).date().isoformat()
    stamp = {
        "measured": now,
        "commit": _output("git", "rev-parse", "--short", "HEAD"),
        "machine": _machine(),
        "turns": told(),
    }
    return stamp | {"figures": [figure.as_json() for figure in figures]}


def _machine() -> dict[str, object]:
    rival = orjson.loads((RIVAL / "package.json").read_bytes())["dependencies"]
    return {
        "cores": os.cpu_count(),
        "memory in GB": round(psutil.virtual_memory().total / 1e9),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "Neo4j": NEO4J_CURRENT,
        **{name: version(name) for name in PACKAGES},
        "Node": _output("node", "--version"),
        **rival,
    }


def _output(*command: str) -> str:
    if shutil.which(command[0]) is None:
        return "none"
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip() or "none"


def _keep(results: dict[str, Any]) -> None:
    RESULTS.write_bytes(orjson.dumps(results, option=orjson.OPT_INDENT_2) + b"\n")
    for path, text in pages(results).items():
        path.write_text(text, encoding="utf-8")
    draw({row["id"]: Figure.from_json(row) for row in results["figures"]})


if __name__ == "__main__":
    main()
