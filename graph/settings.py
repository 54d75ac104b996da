"""All settings with names, defaults and meaning. `Settings()` reads the environment; the import does not."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    Field,
    IPvAnyNetwork,
    SecretStr,
    ValidationError,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from graph.errors import LadderError
from graph.neo4j.jars import ENDPOINTS, NEO4J_CURRENT

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


class SettingsError(LadderError):
    """A setting has an invalid value; the message names the variable, what is wrong and what is allowed."""


class Settings(BaseSettings):
    """A field is read from the environment variable of its name in capitals, prefixed with `LADDER_` unless an alias
    is given.
    """

    model_config = SettingsConfigDict(
        env_prefix="LADDER_", extra="ignore", frozen=True, populate_by_name=True, hide_input_in_errors=True
    )

    event_listeners: int = Field(
        default=1_000, ge=0, description="Listeners of `/events` at once, in each worker; more are refused."
    )
    mcp: Literal["off", "tools", "cypher"] = Field(
        default="off",
        description="Serve assistants at `/mcp` beside the API, to the same people; `cypher`: with free Cypher that "
        "only reads.",
    )
    home: Path = Field(
        default=Path(),
        description="The data folder: `ladder.yaml`, roles, vocabulary; `.ladder/` in it holds database, logs and "
        "password.",
    )
    neo4j_uri: str | None = Field(
        default=None,
        validation_alias="NEO4J_URI",
        description="An existing Neo4j, such as `neo4j://host:7687`; unset: a local one.",
    )
    neo4j_user: str = Field(
        default="neo4j", min_length=1, validation_alias="NEO4J_USER", description="User of that Neo4j."
    )
    neo4j_password: SecretStr | None = Field(
        default=None, validation_alias="NEO4J_PASSWORD", description="Its password; needed with `NEO4J_URI`."
    )
    neo4j_password_file: Path | None = Field(
        default=None,
        validation_alias="NEO4J_PASSWORD_FILE",
        description="File that holds the password instead, as secrets of containers do.",
    )
    neo4j_database: str | None = Field(
        default=None, validation_alias="NEO4J_DATABASE", description="Name of the database; unset: the user's default."
    )
    neo4j_version: str = Field(default=NEO4J_CURRENT, description="Version of the local Neo4j.")
    neo4j_heap: str = Field(default="1g", pattern=r"^\d+[mg]$", description="Largest heap of the local Neo4j.")
    bolt_port: int = Field(default=7687, ge=1, le=65535, description="Bolt port of the local Neo4j.")
    http_port: int = Field(default=7474, ge=1, le=65535, description="HTTP port of the local Neo4j, for Neo4j Browser.")
    host: str = Field(default="127.0.0.1", description="Address the API listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port of the API.")
    workers: int = Field(default=1, ge=1, le=64, description="Processes of the API; each holds its own memory.")
    environment: Literal["development", "production"] = Field(
        default="development",
        description="`production`: no query page, no introspection, logs as JSON, unless set one by one.",
    )
    introspection: bool | None = Field(
        default=None, description="Whether GraphQL tells its schema; unset: in development."
    )
    query_page: bool | None = Field(
        default=None, description="Whether a page at `/graphql` lets one try queries; unset: in development."
    )
    authentication: Literal["auto", "none", "keys", "proxy"] = Field(
        default="auto",
        description="Who may ask: `keys`: who has an API key; `proxy`: whom the proxy names; `auto`: all on loopback, "
        "keys elsewhere.",
    )
    keys_file: Path | None = Field(
        default=None, description="File of the API keys; unset: `.ladder/api-keys.json` in the data folder."
    )
    proxy_header: str = Field(
        default="X-Forwarded-User",
        pattern=r"^[A-Za-z0-9-]+$",
        description="Header in which the proxy names who signed in.",
    )
    # The defaults are strings as in the environment, and are parsed like them
    proxy_addresses: Annotated[tuple[IPvAnyNetwork, ...], NoDecode] = Field(
        default="127.0.0.1,::1",  # type: ignore[arg-type]
        description="Addresses and networks that the proxy may call from, with commas.",
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default="",  # type: ignore[arg-type]
        description="Origins of other sites whose pages may ask, such as `https://portal.example`, with commas.",
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default="",  # type: ignore[arg-type]
        description="Names beside localhost that the API answers to, with commas; unset: any, but on loopback without "
        "authentication only localhost.",
    )
    frame_ancestors: Annotated[tuple[str, ...], NoDecode] = Field(
        default="",  # type: ignore[arg-type]
        description="Origins of the sites that may show `/embed/…` in a frame, such as `https://portal.example`, with "
        "commas; `self` for this one. Unset: nobody.",
    )
    trusted_documents: Path | None = Field(
        default=None, description="Manifest of the only operations that may run (`ladder trust` writes it); unset: any."
    )
    response_cache_bytes: int = Field(
        default=16_000_000, ge=0, description="Memory for whole answers; 0: none are kept."
    )
    log_format: Literal["auto", "text", "json"] = Field(
        default="auto", description="`auto`: text in development, JSON lines in production."
    )
    log_level: Literal["info", "warning"] = Field(
        default="info", description="`info` logs every request, `warning` only what went wrong."
    )
    log_documents: bool = Field(
        default=False, description="Also log the text of queries, which may name people's plans."
    )
    metrics: bool = Field(default=True, description="Whether `/metrics` shows figures for Prometheus.")
    telemetry: bool = Field(
        default=False,
        description="Send OpenTelemetry traces; needs the extra `telemetry` and `OTEL_EXPORTER_OTLP_ENDPOINT`.",
    )
    show_drafts: bool = Field(default=False, description="Also answer with roles whose status is draft.")
    max_staleness: float = Field(
        default=1.0,
        ge=0,
        le=3600,
        description="Seconds an answer from memory may be behind the database; 0: checked in every request.",
    )
    request_seconds: float = Field(
        default=10.0, gt=0, le=600, description="Longest time of one request; its database transactions end with it."
    )
    max_body_bytes: int = Field(default=131_072, ge=1024, description="Largest body of a request.")
    max_document_characters: int = Field(default=20_000, ge=100, description="Longest GraphQL document.")
    max_tokens: int = Field(default=2_000, ge=10, description="Most tokens of a document.")
    max_depth: int = Field(
        default=16, ge=2, le=50, description="Most fields inside fields; holds for introspection too."
    )
    max_fields: int = Field(
        default=1_000, ge=1, description="Most fields of an operation, with its fragments in place."
    )
    max_repeats: int = Field(
        default=50, ge=0, description="Most fields that stand twice in the same place, and are merged."
    )
    max_aliases: int = Field(default=50, ge=0, description="Most aliases of an operation, with its fragments in place.")
    max_root_fields: int = Field(default=20, ge=1, description="Most fields at the top of an operation.")
    max_directives: int = Field(default=50, ge=0, description="Most directives of a document.")
    max_cost: int = Field(
        default=100_000,
        ge=1,
        description="Most values an operation may ask for: each field counts one, a list as many times as it may be "
        "long.",
    )
    max_list: int = Field(
        default=5_000, ge=1, description="Largest `first` and longest list argument; many fields allow less."
    )
    max_steps: int = Field(default=20, ge=1, le=20, description="Largest `maxSteps` of a path.")
    load_rows: int = Field(
        default=150_000,
        ge=1000,
        description="Most nodes and edges of one transaction; 1 GB of heap holds about 150,000.",
    )

    @field_validator("neo4j_uri", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return (value.strip().rstrip("/") or None) if isinstance(value, str) else value

    @field_validator("neo4j_uri")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        """SCHEME://HOST:PORT without user and password."""
        if value is None:
            return None
        scheme, _, rest = value.partition("://")
        if "@" in rest:
            raise ValueError("should not hold user or password; set NEO4J_USER and NEO4J_PASSWORD")
        if scheme not in _SCHEMES or not re.fullmatch(r"[^/\s]+", rest):
            raise ValueError(f"should be SCHEME://HOST:PORT with one of the schemes {', '.join(_SCHEMES)}")
        try:
            parts = urlsplit(value)
            usable = bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise ValueError("should be SCHEME://HOST:PORT with a number from 1 to 65535 as port")
        return value

    @field_validator("neo4j_version")
    @classmethod
    def _known_version(cls, value: str) -> str:
        if value not in ENDPOINTS:
            raise ValueError(f"should be one of {', '.join(sorted(ENDPOINTS))}")
        return value

    @field_validator("proxy_addresses", "cors_origins", "allowed_hosts", "frame_ancestors", mode="before")
    @classmethod
    def _between_commas(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("frame_ancestors")
    @classmethod
    def _ancestors(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Only origins are allowed, since the values are written into a header."""
        if not all(part == "self" or re.fullmatch(r"https?://[\w.*-]+(:(\d+|\*))?", part) for part in value):
            raise ValueError("should be origins such as https://portal.example, or self, with commas")
        return tuple("'self'" if part == "self" else part for part in value)

    @field_validator("proxy_addresses", mode="wrap")
    @classmethod
    def _networks(cls, value: object, validated: ValidatorFunctionWrapHandler) -> object:
        try:
            return validated(value)
        except ValidationError:
            raise ValueError("should be addresses or networks such as 10.0.0.0/8, with commas") from None

    @model_validator(mode="before")
    @classmethod
    def _password_from_file(cls, values: dict[str, object]) -> dict[str, object]:
        file = values.get("NEO4J_PASSWORD_FILE")
        if file and not values.get("NEO4J_PASSWORD"):
            try:
                values["NEO4J_PASSWORD"] = Path(str(file)).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise ValueError(f"NEO4J_PASSWORD_FILE cannot be read ({type(error).__name__})") from None
        return values

    @model_validator(mode="after")
    def _password_with_uri(self) -> Settings:
        if self.neo4j_uri is not None and self.neo4j_password is None:
            raise ValueError("NEO4J_URI is set, so NEO4J_PASSWORD must be set too")
        return self

    @model_validator(mode="after")
    def _ports_differ(self) -> Settings:
        ports = {"LADDER_PORT": self.port}
        if self.neo4j_uri is None:
            ports |= {"LADDER_BOLT_PORT": self.bolt_port, "LADDER_HTTP_PORT": self.http_port}
        for (one, port), (other, same) in combinations(ports.items(), 2):
            if port == same:
                raise ValueError(f"{one} and {other} are both {port}; each needs a port of its own")
        return self

    @property
    def shows_schema(self) -> bool:
        return self.environment == "development" if self.introspection is None else self.introspection

    @property
    def shows_query_page(self) -> bool:
        return self.environment == "development" if self.query_page is None else self.query_page

    @property
    def logs_json(self) -> bool:
        return self.environment == "production" if self.log_format == "auto" else self.log_format == "json"

    @property
    def state_folder(self) -> Path:
        """Database, logs and generated secrets; git-ignored."""
        return self.home.resolve() / ".ladder"


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment, with overrides from the command line. Raises SettingsError, whose message never
    repeats a value that may be secret.
    """
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        lines = []
        for problem in error.errors():
            name = str(problem["loc"][0]) if problem["loc"] else "Settings"
            variable = name if name.startswith("NEO4J_") else f"LADDER_{name.upper()}" if problem["loc"] else name
            lines.append(f"{variable}: {problem['msg'].removeprefix('Value error, ')}.")
        raise SettingsError("\n".join(lines)) from None
