"""All settings: names, defaults and meaning in one place. Read from the environment when `Settings()` is made, never on import."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.neo4j_jars import ENDPOINTS, NEO4J_CURRENT

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


class SettingsError(Exception):
    """A setting has a value that it cannot have; names the variable, what is wrong and what is allowed."""


class Settings(BaseSettings):
    """Each field is the environment variable of the same name in capitals, with `LADDER_` before it unless it begins with `neo4j_`."""

    model_config = SettingsConfigDict(env_prefix="LADDER_", extra="ignore", frozen=True, populate_by_name=True, hide_input_in_errors=True)

    home: Path = Field(default=Path(), description="The data folder: `ladder.yaml`, roles, vocabulary; `.ladder/` in it holds database, logs and password.")
    neo4j_uri: str | None = Field(default=None, validation_alias="NEO4J_URI", description="An existing Neo4j, such as `neo4j://host:7687`; unset: a local one.")
    neo4j_user: str = Field(default="neo4j", min_length=1, validation_alias="NEO4J_USER", description="User of that Neo4j.")
    neo4j_password: SecretStr | None = Field(default=None, validation_alias="NEO4J_PASSWORD", description="Its password; needed with `NEO4J_URI`.")
    neo4j_database: str | None = Field(default=None, validation_alias="NEO4J_DATABASE", description="Name of the database; unset: the user's default.")
    neo4j_version: str = Field(default=NEO4J_CURRENT, description="Version of the local Neo4j.")
    neo4j_heap: str = Field(default="1g", pattern=r"^\d+[mg]$", description="Largest heap of the local Neo4j.")
    bolt_port: int = Field(default=7687, ge=1, le=65535, description="Bolt port of the local Neo4j.")
    http_port: int = Field(default=7474, ge=1, le=65535, description="HTTP port of the local Neo4j, for Neo4j Browser.")
    host: str = Field(default="127.0.0.1", description="Address the API listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port of the API.")
    environment: Literal["development", "production"] = Field(default="development", description="`production` switches off GraphiQL and introspection.")
    show_drafts: bool = Field(default=False, description="Also answer with roles whose status is draft.")
    max_staleness: float = Field(
        default=1.0, ge=0, le=3600, description="Seconds an answer from memory may be behind the database; 0: checked in every request."
    )
    request_seconds: float = Field(default=10.0, gt=0, le=600, description="Longest time of one request; its database transactions end with it.")
    load_rows: int = Field(default=100_000, ge=1000, description="Most nodes and edges of one transaction; 1 GB of heap holds about 100,000.")

    @field_validator("neo4j_uri")
    @classmethod
    def _known_scheme(cls, value: str | None) -> str | None:
        if value is not None and not re.match(rf"^({'|'.join(re.escape(scheme) for scheme in _SCHEMES)})://[^/\s]+$", value):
            raise ValueError(f"should be SCHEME://HOST:PORT with one of the schemes {', '.join(_SCHEMES)}")
        return value

    @field_validator("neo4j_version")
    @classmethod
    def _known_version(cls, value: str) -> str:
        if value not in ENDPOINTS:
            raise ValueError(f"should be one of {', '.join(sorted(ENDPOINTS))}")
        return value

    @model_validator(mode="after")
    def _password_with_uri(self) -> Settings:
        if self.neo4j_uri is not None and self.neo4j_password is None:
            raise ValueError("NEO4J_URI is set, so NEO4J_PASSWORD must be set too")
        return self

    @property
    def state_folder(self) -> Path:
        """Database, logs and generated secrets; git-ignored."""
        return self.home.resolve() / ".ladder"


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment, with overrides from the command line. Raises SettingsError; no message repeats a value that may be secret."""
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        lines = []
        for each in error.errors():
            name = str(each["loc"][0]) if each["loc"] else "Settings"
            variable = name if name.startswith("NEO4J_") else f"LADDER_{name.upper()}" if each["loc"] else name
            lines.append(f"{variable}: {each['msg'].removeprefix('Value error, ')}.")
        raise SettingsError("\n".join(lines)) from None
