"""The `ladder` command without a process of its own."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from unittest import mock

from cli.main import main
from tests.support.environment import without_ours
from tests.support.server import Server


class Ladder:
    """Runs commands in this process, as their own process would: arguments, environment, folder in; text and exit code
    out.
    """

    def __init__(self, server: Server, folder: Path) -> None:
        self.environment = server.environment
        self.folder = folder
        self.stdout = ""  # of the last command, without its messages

    def __call__(self, *arguments: str | Path, code: int = 0, **environment: str) -> str:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with (
            mock.patch.dict(os.environ, without_ours() | self.environment | environment, clear=True),
            mock.patch.object(sys, "argv", ["ladder", *map(str, arguments)]),
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                main()
            except SystemExit as end:
                ended = end.code or 0
        for stream in (out, err):
            stream.seek(0)
        self.stdout = out.read()
        printed = self.stdout + err.read()
        assert ended == code, printed
        return printed
