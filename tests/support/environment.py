"""The environment without the variables that the project reads: no test depends on the shell that started it."""

from __future__ import annotations

import os

import pytest

OURS = ("LADDER_", "NEO4J_")


def without_ours() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)}


def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps NEO4J_TEST_URI and its like, which say where the tests may write."""
    for name in os.environ.keys() - without_ours().keys():
        if not name.startswith("NEO4J_TEST"):
            monkeypatch.delenv(name)
