"""The first page: every command on it runs, in order, in one empty folder; and the pages it names exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.neo4j.database import Database
from tests.support.environment import without_ours
from tests.support.places import ROOT
from tests.support.served import serving
from tests.support.server import Server

DOCS = ROOT / "docs"
TEXT = (DOCS / "index.md").read_text(encoding="utf-8")
PARTS = {part.partition("\n")[0]: part for part in TEXT.split("\n## ")[1:]}
COMMANDS = {head: found[1] for head, part in PARTS.items() if (found := re.search(r"```sh\n(.+?)```", part, re.DOTALL))}
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.one_version
def test_given_the_first_page_when_its_commands_are_run_then_all_succeed(
    server: Server, seeded: Database, tmp_path: Path
) -> None:
    assert len(COMMANDS) == 4
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with serving(tmp_path, server.environment) as up:
        for head, commands in COMMANDS.items():
            run = subprocess.run(
                ["sh", "-ec", commands.replace("http://127.0.0.1:8000", up.url)],
                cwd=tmp_path,
                env=without_ours() | server.environment | {"PATH": path},
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            assert run.returncode == 0, f"{head}: {run.stderr}"
    for name in ("schema.graphql", "data-engineering.graphml", "my-ladder/ladder.yaml"):
        assert (tmp_path / name).stat().st_size > 0


@pytest.mark.parametrize("page", sorted(DOCS.glob("**/*.md")), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_given_a_page_when_it_links_to_a_file_then_the_file_is_there(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target
