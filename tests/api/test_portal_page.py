"""The page for portals: every query and command in it gives the answer printed below it.

`python -m tests.api.test_portal_page URL` writes the answers anew from a server at URL.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.neo4j.database import Database
from tests.docs.test_readme import EXAMPLE
from tests.docs.test_readme import _compact as compact
from tests.support.client import Client
from tests.support.places import ROOT
from tests.support.served import Served

PAGE = ROOT / "docs" / "portal.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = EXAMPLE.findall(TEXT)
COMMAND = re.compile(r"```sh\n(.+?)```(?:\n```json\n(.*?)```)?", re.DOTALL)
URL = "http://127.0.0.1:8000"

pytestmark = pytest.mark.one_version


def printed_by(command: str, url: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    words = command.replace(URL, url).replace("examples/", f"{ROOT}/examples/")
    return subprocess.run(
        ["sh", "-ec", words], cwd=folder, env=os.environ | {"PATH": path}, check=True, capture_output=True, text=True
    ).stdout


def test_given_the_page_when_read_then_all_its_examples_are_of_the_kinds_that_are_run() -> None:
    assert len(EXAMPLES) >= 10
    assert TEXT.count("```graphql") == len(EXAMPLES)
    assert TEXT.count("```") == 4 * len(EXAMPLES) + sum(4 if answer else 2 for _, answer in COMMAND.findall(TEXT))


@pytest.mark.parametrize("at", range(len(EXAMPLES)))
def test_given_a_query_of_the_page_when_asked_then_the_answer_is_the_one_printed(
    client: Client, seeds_to_read: Database, at: int
) -> None:
    query, printed = EXAMPLES[at]
    assert client.ask(query) == json.loads(printed)


def test_given_the_commands_of_the_page_when_run_then_they_print_what_stands_there(
    served: Served, seeds_to_read: Database, tmp_path: Path
) -> None:
    for command, printed in COMMAND.findall(TEXT):
        said = printed_by(command, served.url, tmp_path)
        assert not printed or json.loads(said) == json.loads(printed)


if __name__ == "__main__":
    import tempfile

    import httpx

    def answered(match: re.Match[str]) -> str:
        answer = httpx.post(sys.argv[1] + "/graphql", json={"query": match[1]}).json()
        return f"<!-- query -->\n```graphql\n{match[1]}```\n```json\n{compact(answer)}\n```"

    def said(match: re.Match[str]) -> str:
        with tempfile.TemporaryDirectory() as folder:
            out = printed_by(match[1], sys.argv[1], Path(folder))
        return match[0] if match[2] is None else f"```sh\n{match[1]}```\n```json\n{compact(json.loads(out))}\n```"

    PAGE.write_text(COMMAND.sub(said, EXAMPLE.sub(answered, TEXT)), encoding="utf-8")
