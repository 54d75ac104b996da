"""`ladder init`: a new data folder."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import typer

from cli.data_folder import write_settings
from cli.examples import examples_of
from cli.terminal.console import say
from loaders.curated.schemas import write_editor_schemas
from loaders.errors import LoadError
from loaders.folder import SEEDS

WORKFLOW = """\
# Each pull request is linted, and a comment shows what it would change in the graph. Adapt it to your own CI.
name: ladder
on: pull_request
permissions:
  contents: read
  pull-requests: write
jobs:
  ladder:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with: {fetch-depth: 0}
      - uses: actions/setup-python@v6
        with: {python-version: "3.13"}
      - run: pip install career-ladder-graph
      - run: ladder lint --format github --severity error
      - name: Load the ladder as it is, then show the difference
        run: |
          git worktree add /tmp/base "origin/${{ github.base_ref }}"
          ladder db start
          ladder load /tmp/base
          ladder diff --markdown > difference.md
      - run: gh pr comment "${{ github.event.number }}" --body-file difference.md --edit-last --create-if-none
        env: {GH_TOKEN: "${{ github.token }}"}
"""

HOOKS = """\
# pre-commit install
repos:
  - repo: local
    hooks:
      - id: ladder-lint
        name: ladder lint
        entry: ladder lint --severity error
        language: system
        pass_filenames: false
        files: '^(roles|vocabulary)/.*\\.ya?ml$|^ladder\\.yaml$'
"""


def init(
    folder: Annotated[Path, typer.Argument(help="Folder to make.")],
    seeds: Annotated[
        Literal["all", "vocabulary", "none"],
        typer.Option(help="What to load of the shipped seeds beside the folder's own files."),
    ] = "all",
    copy: Annotated[
        bool,
        typer.Option(
            "--copy",
            help="Copy the shipped roles and vocabulary into the folder to edit them there; nothing is loaded from "
            "the package.",
        ),
    ] = False,
    git: Annotated[
        bool, typer.Option("--git", help="Also write a workflow for GitHub and hooks for pre-commit, to be adapted.")
    ] = False,
) -> None:
    """Make a company's own data folder.

    It has folders for roles and vocabulary, settings, and schemas for editors.
    """
    if folder.exists() and any(folder.iterdir()):
        raise LoadError(str(folder), "the folder is not empty", suggestion="Choose a new folder; nothing was changed.")
    if copy:
        _copy_seeds(folder)
    else:
        _write(folder, examples_of(levels=seeds == "none"))
    write_settings(folder, "none" if copy else seeds)
    write_editor_schemas(folder)
    if git:
        _write(folder, {".github/workflows/ladder.yml": WORKFLOW, ".pre-commit-config.yaml": HOOKS})
    say(f"Made {folder}. Edit roles/ and vocabulary/, then run: ladder up --home {folder}")


def _copy_seeds(folder: Path) -> None:
    for name in ("roles", "vocabulary"):
        shutil.copytree(SEEDS / name, folder / name, dirs_exist_ok=True)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
