"""The table of commands: complete, true, and read without importing a command."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from cli.main import COMMANDS
from cli.terminal.groups import load
from graph.neo4j.database import Database
from tests.support.server import Server

TABLE = {name: command for commands in COMMANDS.values() for name, command in commands.items()}
ROOT = Path(__file__).parents[2]

# Slow to import; a command that needs one of them imports it when it runs.
HEAVY = {"fastapi", "filelock", "neo4j", "networkx", "numpy", "openpyxl", "pandas", "pyarrow", "pydantic", "rapidfuzz"}
HEAVY |= {"rich", "strawberry", "yaml"}

RUN = """
import sys
from cli.main import main
sys.argv = ["ladder", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    print(end.code or 0, *sys.modules, file=sys.stderr)
"""


class Ended:
    """A command in a process of its own: what it printed, its exit code and the packages that it imported."""

    def __init__(self, *arguments: str, folder: Path = ROOT, **environment: str) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("LADDER_", "NEO4J_", "_"))}
        done = subprocess.run(
            [sys.executable, "-c", RUN, *arguments],
            env=clean | {"PYTHONPATH": str(ROOT)} | environment,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        *self.messages, last = done.stderr.splitlines()
        code, *modules = last.split()
        self.printed = done.stdout
        self.code = int(code)
        self.heavy = HEAVY & {module.partition(".")[0] for module in modules}


@pytest.mark.parametrize("name", TABLE)
def test_given_a_command_of_the_table_when_loaded_then_its_help_begins_with_the_line_of_the_table(name: str) -> None:
    command = load(name, TABLE[name])
    assert command.name == name
    assert command.help.split("\n\n")[0] == TABLE[name].help


@pytest.mark.parametrize("name", TABLE)
def test_given_a_group_when_its_help_is_shown_then_no_command_of_it_is_cut_off(name: str) -> None:
    for sub_command in getattr(load(name, TABLE[name]), "commands", {}).values():
        assert not sub_command.get_short_help_str(62).endswith("..."), sub_command.name


@pytest.mark.parametrize("name", sorted(TABLE.keys() - {"init"}))  # init makes the folder, which is its argument
def test_given_a_command_when_a_data_folder_is_named_then_it_is_taken(name: str) -> None:
    command = load(name, TABLE[name])
    for each in getattr(command, "commands", {"": command}).values():
        assert "--home" in [option for parameter in each.params for option in parameter.opts], each.name


def test_given_help_when_asked_for_then_every_command_is_listed_and_none_imported() -> None:
    ended = Ended("--help")
    lines = [line.split(maxsplit=1) for line in ended.printed.splitlines() if line.startswith("  ")]
    assert {name: command.help for name, command in TABLE.items()}.items() <= {
        line[0]: line[1] for line in lines if len(line) == 2
    }.items()
    assert (ended.code, ended.heavy) == (0, set())


def test_given_no_command_or_an_unknown_one_when_run_then_usage_and_nothing_imported() -> None:
    assert (Ended().code, Ended().heavy) == (2, set())
    slip = Ended("pth")
    assert (slip.code, slip.heavy) == (2, set())
    assert "Did you mean 'path'" in "\n".join(slip.messages)


def test_given_the_version_when_asked_for_then_program_and_schema_are_told_and_no_command_imported() -> None:
    ended = Ended("--version")
    schema = hashlib.sha256((ROOT / "api" / "schema.graphql").read_bytes()).hexdigest()[:12]
    program, graphql = ended.printed.splitlines()
    assert program == f"ladder {version('career-ladder-graph')}"
    assert graphql.startswith(f"GraphQL schema {schema} ")
    assert (ended.code, ended.heavy) == (0, set())


def test_given_a_path_when_asked_for_then_only_what_it_needs_is_imported(tmp_path: Path) -> None:
    ended = Ended("path", "junior-data-engineer", "level:staff", folder=tmp_path)
    assert ended.code == 3, "no database runs here, which is known after all imports"
    assert "No local Neo4j is running" in ended.messages[0]
    assert ended.heavy == {"neo4j", "pydantic"}


def completed(shell: str, words: str) -> Ended:
    """What the shell is told when Tab is pressed at the end of these words."""
    at_new_word = words.endswith(" ")
    return Ended(
        _LADDER_COMPLETE=f"complete_{shell}",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split()) - (not at_new_word)),
        _TYPER_COMPLETE_ARGS=words,
    )


@pytest.mark.slow
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_given_a_shell_when_completing_then_commands_sub_commands_options_and_values_are_offered(shell: str) -> None:
    for words, expected in (
        ("ladder ", set(TABLE)),
        ("ladder q", {"query"}),
        ("ladder query ", {"list", "show", "run", "pack"}),
        ("ladder db st", {"start", "stop", "status"}),
        ("ladder path --max", {"--max-steps", "--max-rise"}),
        ("ladder path --by ", {"advised", "hops", "time", "skill-gap"}),
        ("ladder vocabulary accept --", {"--as", "--new", "--home", "--help"}),
    ):
        assert offered(shell, completed(shell, words).printed) == expected, words


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_given_a_shell_when_completing_a_command_then_none_is_imported(shell: str) -> None:
    ended = completed(shell, "ladder ")
    assert ended.code == 0
    assert ended.heavy <= {"rich"}, "Typer takes Rich for the help texts in zsh"


def offered(shell: str, printed: str) -> set[str]:
    if shell == "bash":
        return set(printed.split())
    inner = printed.removeprefix("_arguments '*: :((").removesuffix("))'\n")
    return {line.split('"')[1] for line in inner.splitlines()}


@pytest.mark.integration
def test_given_the_analysts_packages_when_the_driver_did_without_them_then_parquet_is_written_all_the_same(
    tmp_path: Path, server: Server, seeds_to_read: Database
) -> None:
    import pyarrow.parquet as files

    output = tmp_path / "rows.parquet"
    ended = Ended("query", "run", "at_level", "--output", str(output), folder=tmp_path, **server.environment)
    assert ended.code == 0, ended.messages
    assert json.dumps(files.read_table(output).to_pylist())
    assert "pyarrow" in ended.heavy
