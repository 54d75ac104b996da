"""The jars of Neo4j Community: fetched from Maven Central by jgo, checked against a committed lock
(`graph/neo4j/locks/`).

A lock line is `sha256  group:artifact:version[:classifier]`. `make lock` rewrites the locks (`python -m
graph.neo4j.jars`).
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import NO_DATABASE, LadderError

if TYPE_CHECKING:
    from jgo.maven import Artifact, MavenContext

LOCKS = Path(__file__).with_name("locks")
NEO4J_CURRENT = "2026.08.1"
NEO4J_LTS = "5.26.30"
BROWSER = "5.24.0"
ENDPOINTS = {
    NEO4J_CURRENT: f"org.neo4j:neo4j:{NEO4J_CURRENT}+org.neo4j.app:neo4j-server:{NEO4J_CURRENT}+"
    f"org.neo4j.client:neo4j-browser:{BROWSER}",
    NEO4J_LTS: f"org.neo4j:neo4j:{NEO4J_LTS}+org.neo4j.app:neo4j-server:{NEO4J_LTS}",
}
DOWNLOADS_AT_ONCE = 8
TIMEOUT_SECONDS = 60
ROOM = 250_000_000  # bytes; more than all jars of a version

Progress = Callable[[int, int], None]  # (jars done, jars in all)


class JarsUnavailable(LadderError):
    """The jars of Neo4j could not be fetched, or differ from the lock."""

    exit_code = NO_DATABASE


@dataclass(frozen=True)
class LockedJar:
    sha256: str
    coordinate: str

    def path(self) -> Path:
        """Its path in a Maven repository."""
        group, name, version, *classifier = self.coordinate.split(":")
        return Path(*group.split("."), name, version, f"{'-'.join([name, version, *classifier])}.jar")

    def artifact(self, context: MavenContext) -> Artifact:
        group, name, version, *classifier = self.coordinate.split(":")
        return context.project(group, name).at_version(version).artifact(*classifier)


def locked_jars(version: str) -> list[LockedJar]:
    """The jars in the committed lock of a Neo4j version. Raises JarsUnavailable for a version without a lock."""
    path = LOCKS / f"neo4j-{version}.lock"
    if not path.exists():
        known = ", ".join(sorted(ENDPOINTS))
        raise JarsUnavailable(f"Neo4j {version} has no lock in {LOCKS.name}/; the locked versions are {known}.")
    return [LockedJar(*line.split()) for line in path.read_text().splitlines() if line and not line.startswith("#")]


def fetch_jars(version: str, progress: Progress = lambda done, total: None) -> list[Path]:
    """Paths of all jars of a Neo4j version, each with the locked SHA-256; missing ones are downloaded.

    Raises JarsUnavailable when a download fails or a jar differs from the lock after a second download.
    """
    from jgo.maven import MavenContext  # slow to import, and needed only here

    _quiet_jgo()
    context = MavenContext(timeout=TIMEOUT_SECONDS)
    jars = locked_jars(version)
    _require_room(version, jars, context)
    paths = []
    with _alone_in(context.repo_cache), ThreadPoolExecutor(DOWNLOADS_AT_ONCE) as pool:
        for done, path in enumerate(pool.map(lambda jar: _verified(jar, context), jars), start=1):
            paths.append(path)
            progress(done, len(jars))
    return paths


def _require_room(version: str, jars: list[LockedJar], context: MavenContext) -> None:
    """Raises JarsUnavailable when jars are missing and the disk has no room for them."""
    cache: Path = context.repo_cache
    if all((cache / jar.path()).exists() for jar in jars):
        return
    existing = next(folder for folder in (cache, *cache.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    if free < ROOM:
        raise JarsUnavailable(
            f"The jars of Neo4j {version} need {ROOM // 1_000_000} MB in {cache}, and its disk has "
            f"{free // 1_000_000} MB left. Make room, or set M2_REPO to a folder on another disk."
        )


@contextmanager
def _alone_in(cache: Path) -> Iterator[None]:
    """Locks jgo's cache: jgo does not expect that two processes write to it, and all starts of a user share it."""
    from filelock import FileLock  # like jgo, needed only where a server is started

    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache / "career-ladder.lock")
        lock.acquire()
    except OSError as error:
        raise JarsUnavailable(
            f"The jars cannot be kept in {cache}: {error.strerror}. Make the folder writable, or set M2_REPO to one "
            "that is."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _verified(jar: LockedJar, context: MavenContext) -> Path:
    """The jar, fetched once more if it differs from the lock: an aborted download leaves a short file in the cache."""
    for _ in range(2):
        try:
            path = jar.artifact(context).resolve()
        except Exception as error:  # jgo raises whatever its HTTP client and checks raise
            reason = str(error) or type(error).__name__
            raise JarsUnavailable(
                f"{jar.coordinate} cannot be fetched: {reason}. Check the network and start again; what is there is "
                "kept."
            ) from error
        if _sha256(path) == jar.sha256:
            return path
        path.unlink()
    raise JarsUnavailable(
        f"{jar.coordinate} differs from the locked checksum. Nothing was started; see graph/neo4j/locks/ and try again."
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _quiet_jgo() -> None:
    logging.getLogger("jgo").setLevel(logging.ERROR)


def write_lock(version: str) -> Path:
    """Resolves a version with jgo and rewrites its lock."""
    import jgo

    environment = jgo.build(ENDPOINTS[version])
    assert environment.lockfile is not None
    lines = []
    for dependency in environment.lockfile.dependencies:
        classifier = f":{dependency.classifier}" if dependency.classifier else ""
        lines.append(
            f"{dependency.sha256}  {dependency.groupId}:{dependency.artifactId}:{dependency.version}{classifier}"
        )
    path = LOCKS / f"neo4j-{version}.lock"
    path.write_text(
        f"# Neo4j Community {version}: written by `make lock`.\n"
        + "\n".join(sorted(lines, key=lambda line: line.split()[1]))
        + "\n"
    )
    return path


if __name__ == "__main__":
    for name in sys.argv[1:] or ENDPOINTS:
        print(write_lock(name))
