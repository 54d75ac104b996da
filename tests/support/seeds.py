"""The shipped ladder as a network, without a database."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graph.folding.fold import fold
from graph.model import Graph
from loaders.curated.read import read_yaml
from queries.network.build import network_of
from queries.network.network import Network

SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def seeds_graph() -> Graph:
    paths = sorted(path for folder in ("roles", "vocabulary") for path in (SEEDS / folder).rglob("*.yaml"))
    return fold(read_yaml(path.read_bytes(), "seeds", path.relative_to(SEEDS).as_posix()) for path in paths)


@cache
def seeds_network() -> Network:
    return network_of(seeds_graph(), "seeds", 1)


def how_many(label: str) -> int:
    """Nodes of a label in the shipped ladder."""
    return sum(key.label == label for key in seeds_graph().nodes)


def how_many_steps() -> int:
    return sum(key.type == "PROGRESSES_TO" for key in seeds_graph().edges)
