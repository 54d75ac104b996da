"""Work that is repeated whenever files change."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from cli.terminal.watching import again_and_again


class Over(Exception):
    """Ends a watch that has seen what the test waits for."""


def test_given_a_change_while_the_first_work_runs_when_watching_then_the_work_is_done_again(tmp_path: Path) -> None:
    file = tmp_path / "cook.yaml"
    file.write_text("one")
    read: list[str] = []

    def work() -> None:
        read.append(file.read_text())
        if len(read) == 2:
            raise Over
        file.write_text("two")

    def watch() -> None:
        with suppress(Over):
            again_and_again(work, [tmp_path])

    # A thread of its own: a change that is missed would make the watch wait for ever.
    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    watching.join(20)
    assert read == ["one", "two"]


def test_given_ctrl_c_while_the_work_runs_when_watching_then_the_watch_ends_without_an_error(tmp_path: Path) -> None:
    done: list[int] = []

    def work() -> None:
        done.append(1)
        raise KeyboardInterrupt

    again_and_again(work, [tmp_path])
    assert done == [1]
