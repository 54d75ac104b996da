"""The career network that commands ask."""

from __future__ import annotations

from pathlib import Path

from cli.terminal.databases import open_graph
from queries.network.build import read_network
from queries.network.network import Network


def read_roles(home: Path | None) -> Network:
    """The career network of the database, with roles that are drafts: a keeper asks for those too."""
    with open_graph(home) as database:
        return read_network(database, drafts=True)
