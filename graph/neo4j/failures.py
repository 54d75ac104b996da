"""The errors of the database, translated from the driver's.

DatabaseError
    DatabaseUnavailable    no answer: down, starting, unreachable or failed; the message says which
    WrongPassword          the database refuses user or password
    QueryTimeout           a statement exceeded its time limit
    QueryRefused           the database refuses the statement itself
    OutOfMemory            a transaction is larger than the database's memory setting
"""

from __future__ import annotations

import logging
import re
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import exceptions as driver_errors

from graph.errors import BAD_INPUT, NO_DATABASE, LadderError

logger = logging.getLogger("ladder.database")

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 2.0, 60.0
UNWRITTEN = "What was not confirmed was not written."


class DatabaseError(LadderError):
    """Something is wrong with the database; the message says what and what to do."""

    exit_code = NO_DATABASE


class DatabaseUnavailable(DatabaseError):
    """No answer."""


class WrongPassword(DatabaseError):
    """User or password refused."""


class QueryTimeout(DatabaseError):
    """A statement took too long."""

    exit_code = BAD_INPUT


class QueryRefused(DatabaseError):
    """The statement cannot be run."""

    exit_code = BAD_INPUT


class OutOfMemory(DatabaseError):
    """The transaction is too large for the database's memory."""


@contextmanager
def translated(uri: str) -> Iterator[None]:
    """Raises the driver's errors as errors of this module, without texts of the driver that could leak names."""
    try:
        yield
    except driver_errors.AuthError as error:
        raise WrongPassword(
            f"Neo4j at {uri} refuses the user or the password. Check NEO4J_USER and NEO4J_PASSWORD."
        ) from error
    except driver_errors.Neo4jError as error:
        raise _of_server(uri, error) from error
    except (driver_errors.DriverError, OSError) as error:
        raise DatabaseUnavailable(_of_connection(uri, error)) from error


def _of_server(uri: str, error: driver_errors.Neo4jError) -> DatabaseError:
    """The server's error as one of this module."""
    code, said = error.code or "", error.message or ""
    if re.search(r"No space left on device|not enough (?:disk )?space", said, re.IGNORECASE):
        return DatabaseUnavailable(f"The disk of Neo4j at {uri} is full. Make room and start Neo4j again. {UNWRITTEN}")
    if re.search(r"critical error|needs to be restarted|panic", said) or "TransactionCommitFailed" in code:
        return DatabaseUnavailable(
            f"Neo4j at {uri} has failed and must be started again; a full disk is the usual reason, its log names it. "
            f"{UNWRITTEN}"
        )
    if "OutOfMemory" in code:
        return OutOfMemory(
            "The transaction is larger than the database's memory. Raise LADDER_NEO4J_HEAP (local) or load fewer "
            "documents at once."
        )
    if "TransactionTimedOut" in code or "LockClientStopped" in code or "Terminated" in code:
        return QueryTimeout("The statement took longer than allowed and was ended. Ask for less, or allow more time.")
    if "DatabaseNotFound" in code:
        return DatabaseUnavailable(f"Neo4j at {uri} has no such database: {said} Correct NEO4J_DATABASE.")
    if isinstance(error, driver_errors.TransientError) or "DatabaseUnavailable" in code:
        return DatabaseUnavailable(f"Neo4j at {uri} cannot answer now ({code}). Try again in a moment.")
    return QueryRefused(said or code)


def _of_connection(uri: str, error: BaseException) -> str:
    """Why nobody answered. The reason is among the causes of the driver's error, or only in their texts."""
    reasons: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in reasons:
        reasons.append(cause)
        cause = cause.__cause__ or cause.__context__
    said = " ".join(map(str, reasons))
    if any(isinstance(reason, ssl.SSLError) for reason in reasons) or "certificate" in said.lower():
        return (
            f"The connection to Neo4j at {uri} is not secure: this machine does not trust its certificate, or it "
            "speaks no TLS. Correct the certificate, or the scheme in NEO4J_URI (`+s` trusts known authorities, `+ssc` "
            "any certificate; without either there is no TLS)."
        )
    if any(isinstance(reason, socket.gaierror) for reason in reasons) or "failed to dns resolve" in said.lower():
        return f"The host of Neo4j at {uri} is not known. Correct NEO4J_URI."
    return f"Neo4j at {uri} does not answer. Start it (`ladder db start`, or your own server) or correct NEO4J_URI."


class Pauses:
    """Growing pauses after a refused password. A server locks a user out after some failures, so constant retries would
    lock out people with the right password too.
    """

    def __init__(self) -> None:
        self._until = 0.0
        self._seconds = FIRST_PAUSE_SECONDS
        self._refusal: WrongPassword | None = None

    def check(self) -> None:
        """Raises the last refusal again while its pause lasts."""
        if self._refusal is not None and time.monotonic() < self._until:
            raise self._refusal.with_traceback(None)

    def refused(self, refusal: WrongPassword) -> None:
        """Begins the next pause; logs the first refusal."""
        if self._refusal is None:
            logger.error("%s It is tried again after growing pauses.", refusal)
        self._refusal = refusal
        self._until = time.monotonic() + self._seconds
        self._seconds = min(self._seconds * 2, LONGEST_PAUSE_SECONDS)

    def let_in(self) -> None:
        """Ends the pauses: the password was accepted."""
        if self._refusal is not None:
            logger.warning("Neo4j accepts the password again.")
            self._refusal, self._seconds = None, FIRST_PAUSE_SECONDS
