"""The typed clients of `examples/`: made from the committed schema, compiled, and run against a server; both say the
same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from cli.web_build import install_packages, node_environment
from graph.neo4j.database import Database
from tests.support.places import ROOT
from tests.support.served import Served

pytestmark = pytest.mark.one_version

TYPESCRIPT, PYTHON = ROOT / "examples" / "typescript", ROOT / "examples" / "python"
NO_WAY = ("staff data engineer", "staff data engineer")


def run(*command: str | Path, folder: Path, environment: Mapping[str, str] = os.environ, fails: bool = False) -> str:
    """What it printed; standard error where it should fail."""
    given = {name: value for name, value in environment.items() if name != "VIRTUAL_ENV"}
    ended = subprocess.run(list(map(str, command)), cwd=folder, env=given, capture_output=True, text=True, check=False)
    assert (ended.returncode != 0) is fails, ended.stdout + ended.stderr
    return ended.stderr if fails else ended.stdout


@pytest.fixture(scope="module")
def python() -> Path:
    """The interpreter of the example's own environment: what generates its client needs an older graphql-core than we
    do.
    """
    interpreter = PYTHON / ".venv" / "bin" / "python"
    if not interpreter.exists():
        uv = Path(sys.executable).with_name("uv")
        run(uv, "venv", "--quiet", "--python", sys.executable, ".venv", folder=PYTHON)
        run(
            uv, "pip", "sync", "--quiet", "--require-hashes", "--python", interpreter, "requirements.txt", folder=PYTHON
        )
    shutil.rmtree(PYTHON / "ladder_client", ignore_errors=True)
    run(interpreter.with_name("ariadne-codegen"), "client", folder=PYTHON)
    return interpreter


@pytest.fixture(scope="module")
def node() -> dict[str, str]:
    """An environment in which Node's commands are found: this machine's, else those fetched for it."""
    environment = node_environment(print)
    install_packages(TYPESCRIPT, environment, lambda _: None)
    run("npm", "run", "build", folder=TYPESCRIPT, environment=environment)
    return environment


def test_given_both_clients_when_built_and_run_then_they_print_the_same_way(
    served: Served, seeds_to_read: Database, python: Path, node: dict[str, str]
) -> None:
    url = f"{served.url}/graphql"
    said = run(python, "client.py", url, folder=PYTHON)
    assert "Junior Machine Learning Engineer → Staff Data Engineer" in said.splitlines()[0]
    assert said.splitlines()[-1].startswith("To learn: ")
    assert run("node", "dist/client.js", url, folder=TYPESCRIPT, environment=node) == said


def test_given_a_question_without_an_answer_when_asked_then_both_clients_show_code_and_message(
    served: Served, seeds_to_read: Database, python: Path, node: dict[str, str]
) -> None:
    url = f"{served.url}/graphql"
    assert "BAD_USER_INPUT: from and to are the same" in run(
        python, "client.py", url, *NO_WAY, folder=PYTHON, fails=True
    )
    assert "BAD_USER_INPUT: from and to are the same" in run(
        "node", "dist/client.js", url, *NO_WAY, folder=TYPESCRIPT, environment=node, fails=True
    )


def test_given_a_field_that_is_not_there_when_typed_then_the_compiler_refuses_it(node: dict[str, str]) -> None:
    client = (TYPESCRIPT / "src" / "client.ts").read_text(encoding="utf-8")
    wrong = TYPESCRIPT / "src" / "wrong.ts"
    wrong.write_text(client.replace("shortestPath?.summary", "shortestPath?.sumary"), encoding="utf-8")
    try:
        ended = subprocess.run(
            ["npx", "tsc", "--noEmit"], cwd=TYPESCRIPT, env=node, capture_output=True, text=True, check=False
        )
    finally:
        wrong.unlink()
    assert ended.returncode != 0
    assert "sumary" in ended.stdout
