"""Commands that are imported when they run.

A `LazyGroup` has name, one line of help and place of each command. That suffices for `--help` and for the completion of
names; the module of a command is imported only when that command is run or completed.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from graph.errors import LadderError

# Neo4j's driver imports these if they are installed, to accept their values as parameters. No command passes such
# values, and importing these takes longer than all other imports of a command.
_NOT_FOR_THE_DRIVER = ("numpy", "pandas", "pyarrow")


class Command(NamedTuple):
    """The place of a command, as `module:object` (a function or a Typer app), and the first line of its help."""

    place: str
    help: str


OUR_FOLDER = Path(__file__).parents[2]
OUR_PACKAGES = ("graph", "loaders", "queries", "api", "cli", "seeds")

Table = Mapping[str, Mapping[str, Command]]  # commands by name, under the headings that they have in the help


class LazyGroup(TyperGroup):
    """The group of the commands in its table. Until a command is needed, a placeholder has its name and help."""

    table: ClassVar[Table] = {}

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self._places = {name: command for commands in self.table.values() for name, command in commands.items()}
        for name, command in self._places.items():
            self.add_command(TyperCommand(name, short_help=command.help))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, bare, rest = super().resolve_command(ctx, args)
        return name, load(name, self._places[name]) if name and bare else None, rest

    def get_params(self, ctx: Any) -> list[Any]:
        params = super().get_params(ctx)
        for option in params:
            if isinstance(option, TyperOption) and option.is_flag and option.default is None:
                option.default = False  # --install-completion has None, and Typer would import pydantic to check that
        return params

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        for heading, commands in self.table.items():
            with formatter.section(heading):
                formatter.write_dl([(name, command.help) for name, command in commands.items()])


def load(name: str, command: Command) -> Any:
    """The command, imported from its module."""
    module, _, attribute = command.place.partition(":")
    found = getattr(imported(module), attribute)
    loaded = get_command(found if isinstance(found, typer.Typer) else _app_of(found, name))
    loaded.name = name
    return loaded


def group(help: str) -> typer.Typer:
    """A command with subcommands, which `@group.command()` adds."""
    return typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, help=help)


def _app_of(function: Any, name: str) -> typer.Typer:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name)(function)
    return app


def _require_our_own(error: ImportError) -> None:
    """Raises LadderError where another package shadows one of ours, whose names are common words."""
    name = (error.name or "").partition(".")[0]
    found = sys.modules.get(name)
    if name in OUR_PACKAGES and found is not None and OUR_FOLDER / name not in map(Path, found.__path__):
        raise LadderError(
            f"Another package named {name!r} stands before this program's own: {next(iter(found.__path__))}.",
            hint="Install the program in an environment of its own (`uv tool install` does), and unset PYTHONPATH.",
        ) from error


def imported(module: str) -> ModuleType:
    """The module of a command. Cyclic garbage collection is off during the import and never visits its objects, nearly
    all of which live until the end.
    """
    if module in sys.modules:
        return sys.modules[module]
    hidden = [name for name in _NOT_FOR_THE_DRIVER if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: importing it raises ImportError
    gc.disable()
    try:
        return import_module(module)
    except ImportError as error:
        _require_our_own(error)
        raise
    finally:
        for name in hidden:
            del sys.modules[name]
        gc.freeze()
        gc.enable()
