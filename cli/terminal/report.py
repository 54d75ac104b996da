"""The report of an internal error: a file to send, instead of a traceback."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from pathlib import Path

from cli.terminal.version import version

INTERNAL = 70  # exit code; EX_SOFTWARE of sysexits.h


def write_report(error: BaseException) -> Path:
    """Writes a private file with the command, the versions and the traceback, without the environment, which may hold
    passwords.
    """
    descriptor, name = tempfile.mkstemp(prefix="ladder-report-", suffix=".txt")
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"{' '.join(sys.argv[1:])}\n{version()}\nPython {sys.version}\n{platform.platform()}\n\n")
        traceback.print_exception(error, file=file)
    return Path(name)
