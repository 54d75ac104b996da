"""Who may ask: holders of an API key, people whom a trusted proxy has signed in, or everybody on this machine."""

from __future__ import annotations

import ipaddress
import socket
from typing import Literal

from starlette.types import Scope

from api.errors import Unauthenticated
from api.http.keys import key_file
from api.http.requests import headers_of
from graph.settings import Settings, SettingsError

ANYBODY = "anybody"


def authentication(settings: Settings) -> Literal["none", "keys", "proxy"]:
    """How clients authenticate. `auto` means: by keys if other machines can reach the address, else not at all."""
    if settings.authentication != "auto":
        return settings.authentication
    return "none" if is_loopback(settings.host) else "keys"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the addresses of a host."""
    try:
        addresses = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None)} if host else set()
    except OSError:
        return False
    return bool(addresses) and all(ipaddress.ip_address(text.partition("%")[0]).is_loopback for text in addresses)


def check_exposure(settings: Settings) -> None:
    """Raises SettingsError if others can reach the address, keys are required and none exists."""
    if authentication(settings) == "keys" and not key_file(settings).all():
        raise SettingsError(
            f"LADDER_HOST={settings.host} lets others reach the API, and there is no API key yet. Make one with "
            "`ladder keys add NAME`; or behind a proxy that "
            "signs people in set LADDER_AUTHENTICATION=proxy; or, where only trusted machines reach the port, "
            "LADDER_AUTHENTICATION=none."
        )


class Authenticator:
    """Finds out who asks."""

    def __init__(self, settings: Settings) -> None:
        self._way = authentication(settings)
        self._keys = key_file(settings)
        self._header = settings.proxy_header.lower().encode("latin-1")
        self._proxies = settings.proxy_addresses

    def identity(self, scope: Scope) -> str:
        """Name of the key or of the person. Raises Unauthenticated."""
        if self._way == "none":
            return ANYBODY
        return self._key_owner(scope) if self._way == "keys" else self._person(scope)

    def _key_owner(self, scope: Scope) -> str:
        scheme, _, secret = headers_of(scope).get(b"authorization", b"").decode("latin-1").partition(" ")
        owner = self._keys.owner(secret.strip()) if scheme.lower() == "bearer" else None
        if owner is None:
            raise Unauthenticated(
                "This server answers those who have an API key.",
                hint="Send it as `Authorization: Bearer KEY`. Whoever runs the server makes one with `ladder keys add "
                "NAME`.",
            )
        return f"key:{owner}"

    def _person(self, scope: Scope) -> str:
        person = headers_of(scope).get(self._header, b"").decode("latin-1").strip()
        address = ipaddress.ip_address(scope["client"][0]) if scope.get("client") else None
        if not person or address is None or not any(address in network for network in self._proxies):
            raise Unauthenticated(
                "This server does not know who you are.", hint="Sign in through the proxy in front of it."
            )
        return f"person:{person}"
