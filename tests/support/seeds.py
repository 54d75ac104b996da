"""The shipped ladder as a network, without a database."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graph.folding.fold import fold
from loaders.curated.read import read_yaml
from queries.network.build import network_of
from queries.network.network import Network

SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def seeds_network() -> Network:
    paths = sorted(path for folder in ("roles", "vocabulary") for path in (SEEDS / folder).rglob("*.yaml"))
    return network_of(
        fold(read_yaml(path.read_bytes(), "seeds", path.relative_to(SEEDS).as_posix()) for path in paths), "seeds", 1
    )
