"""The last step of a restore: the database that was loaded beside the present one takes its place.

It is several renames, and a process can die between them. A mark says that the loaded database is complete; from then
on whoever finds the folder goes on until the exchange is done.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from graph.neo4j.installation import DATABASE

BESIDE = "restoring"  # the folder that a database is loaded into
_COMPLETE = "complete"
_KINDS = ("databases", "transactions")


def mark_complete(folder: Path) -> None:
    """Says that the database beside the present one is loaded, so that `finish_exchange` puts it in its place."""
    descriptor = os.open(folder / BESIDE / _COMPLETE, os.O_CREAT | os.O_WRONLY, 0o600)
    os.fsync(descriptor)
    os.close(descriptor)


def finish_exchange(folder: Path) -> None:
    """Replaces the database by one that was loaded completely, also where an earlier call was interrupted; deletes one
    that was not. No server may run.
    """
    beside = folder / BESIDE
    if (beside / _COMPLETE).exists():
        for kind in _KINDS:
            _replace(folder / "data" / kind / DATABASE, beside / "data" / kind / DATABASE)
    shutil.rmtree(beside, ignore_errors=True)


def _replace(present: Path, new: Path) -> None:
    if not new.exists():  # replaced before the interruption
        return
    present.parent.mkdir(parents=True, exist_ok=True)
    if present.exists():
        present.rename(new.with_name(f"{new.name}.before"))
    new.rename(present)
