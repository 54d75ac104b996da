"""API keys: create, list, revoke, and look up by hash.

A key is 32 random bytes, and only its SHA-256 is stored. Nobody can guess such a key from its hash. A slow hash
(scrypt) protects passwords that people choose; here it would only slow down every request.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import orjson

from graph.settings import Settings, SettingsError

logger = logging.getLogger("ladder.api")

PREFIX = "ladder_"
LOOK_SECONDS = 1.0


class KeysError(SettingsError):
    """A key that cannot be added or revoked."""


class Key(NamedTuple):
    """A stored key. `created` is an ISO time in UTC."""

    name: str
    sha256: str
    created: str


class KeyFile:
    """The keys of a data folder. A server checks the file for changes at most once a second."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._looked = float("-inf")
        self._changed: tuple[int, int] | None = None
        self._by_hash: dict[str, str] = {}

    def all(self) -> list[Key]:
        """Raises SettingsError for a file that holds something else."""
        try:
            return [Key(**stored) for stored in orjson.loads(self.path.read_bytes())]
        except FileNotFoundError:
            return []
        except (OSError, orjson.JSONDecodeError, TypeError) as error:
            raise SettingsError(
                f"{self.path} holds no API keys ({error}). Delete it and make keys with `ladder keys add NAME`."
            ) from None

    def add(self, name: str) -> str:
        """A new key, which cannot be read again later. Raises KeysError when the name is taken."""
        keys = self.all()
        if any(key.name == name for key in keys):
            raise KeysError(
                f"There is a key {name!r} already; take another name, or revoke it first (`ladder keys revoke {name}`)."
            )
        secret = PREFIX + secrets.token_urlsafe(32)
        self._write([*keys, Key(name, _hash(secret), datetime.now(UTC).isoformat(timespec="seconds"))])
        return secret

    def revoke(self, name: str) -> None:
        """Raises KeysError when there is no such key."""
        keys = self.all()
        left = [key for key in keys if key.name != name]
        if len(left) == len(keys):
            raise KeysError(f"There is no key {name!r}; `ladder keys list` shows those there are.")
        self._write(left)

    def owner(self, secret: str) -> str | None:
        """Name of the key; None for an unknown or revoked key."""
        now = time.monotonic()
        if now - self._looked > LOOK_SECONDS:
            self._look()
            self._looked = now
        return self._by_hash.get(_hash(secret))

    def _look(self) -> None:
        try:
            found = self.path.stat()
            changed = (found.st_mtime_ns, found.st_ino)
        except FileNotFoundError:
            self._changed, self._by_hash = None, {}
            return
        if changed == self._changed:
            return
        try:
            self._by_hash = {key.sha256: key.name for key in self.all()}
        except SettingsError as error:
            logger.error("all API keys are refused: %s", error)  # noqa: TRY400
            self._by_hash = {}
        self._changed = changed

    def _write(self, keys: Iterable[Key]) -> None:
        """Replaces the file atomically. Only its owner may read it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=self.path.name)
        with os.fdopen(handle, "wb") as file:
            file.write(orjson.dumps([key._asdict() for key in keys], option=orjson.OPT_INDENT_2))
        Path(name).replace(self.path)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def key_file(settings: Settings) -> KeyFile:
    return KeyFile(settings.keys_file or settings.state_folder / "api-keys.json")
