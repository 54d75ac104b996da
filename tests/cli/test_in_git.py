"""The ladder in Git: findings for pull requests and code scanning, hooks, and looking again at every change."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import yaml

from cli.terminal.finding_formats import _escaped
from tests.support.environment import without_ours
from tests.support.ladder import Ladder
from tests.support.places import ROOT

pytestmark = pytest.mark.one_version

COOK = "id: cook\ntitle: Cook\ncareer:\n  next:\n    - {role: bakker}\n"
COMMAND = Path(sys.executable).with_name("ladder")


@pytest.fixture
def folder(run: Ladder) -> Path:
    run("init", "acme", "--git")
    (run.folder / "acme" / "roles" / "cook.yaml").write_text(COOK)
    return run.folder / "acme"


def test_given_a_unknown_role_when_linted_for_github_then_the_annotation_is_at_its_line(
    run: Ladder, folder: Path
) -> None:
    said = run("lint", "--home", folder, "--format", "github", "--severity", "error", code=1)
    (line,) = [line for line in said.splitlines() if line.startswith("::")]
    assert line.startswith("::error file=acme/roles/cook.yaml,line=5,title=refused::career.next: no document")
    assert "'bakker'" in line


def test_given_a_unknown_role_when_linted_as_sarif_then_it_has_a_rule_and_a_place(run: Ladder, folder: Path) -> None:
    sarif = json.loads(run("lint", "--home", folder, "--format", "sarif", "--severity", "error", code=1))
    assert sarif["version"] == "2.1.0"
    (lint,) = sarif["runs"]
    (result,) = lint["results"]
    assert {rule["id"] for rule in lint["tool"]["driver"]["rules"]} == {result["ruleId"]}
    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "acme/roles/cook.yaml"}, "region": {"startLine": 5}}
    assert result["level"] == "error"


def test_given_the_option_of_json_when_asked_either_way_then_it_is_the_same(run: Ladder, folder: Path) -> None:
    one = run("lint", "--home", folder, "--json", code=1)
    assert one == run("lint", "--home", folder, "--format", "json", code=1)


def test_given_characters_that_workflow_commands_mean_then_they_are_escaped() -> None:
    assert _escaped("50 %\na,b: c", ":,") == "50 %25%0Aa%2Cb%3A c"


def test_given_git_when_a_folder_is_made_then_workflow_and_hooks_are_yaml_that_runs_lint(folder: Path) -> None:
    workflow = yaml.safe_load((folder / ".github" / "workflows" / "ladder.yml").read_text())
    steps = [step.get("run", "") for step in workflow["jobs"]["ladder"]["steps"]]
    assert any(step.startswith("ladder lint --format github") for step in steps)
    own = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"][0]
    (shipped,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert own["entry"] == shipped["entry"]


def heed_interrupts() -> None:
    """A suite that runs in the background of a script ignores SIGINT, and its children would too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_given_lint_that_watches_when_a_file_changes_then_its_findings_follow(folder: Path) -> None:
    lint = subprocess.Popen(
        [COMMAND, "lint", "--watch", "--home", folder, "--severity", "error"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=without_ours() | {"PYTHONUNBUFFERED": "1"},
        preexec_fn=heed_interrupts,
    )
    said: list[str] = []
    assert lint.stdout is not None
    reader = threading.Thread(target=lambda: said.extend(iter(lint.stdout.readline, "")))  # type: ignore[union-attr]
    reader.start()

    def wait_for(words: str) -> None:
        deadline = time.monotonic() + 60
        while words not in "".join(said):
            assert time.monotonic() < deadline, "".join(said)
            time.sleep(0.05)

    wait_for("Ctrl-C ends it")
    wait_for("bakker")
    said.clear()
    (folder / "roles" / "cook.yaml").write_text(COOK.replace("bakker", "brewer"))
    wait_for("brewer")
    said.clear()
    (folder / "roles" / "cook.yaml").write_text("id: [\n")
    wait_for("Ctrl-C ends it")
    lint.send_signal(signal.SIGINT)
    assert lint.wait(30) == 0
    reader.join(10)
    lint.stdout.close()
