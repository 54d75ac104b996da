"""The database of the settings: a given address, or the local Neo4j of the data folder."""

from __future__ import annotations

from graph.neo4j.database import DatabaseUnavailable
from graph.neo4j.jars import ENDPOINTS
from graph.neo4j.local import LocalNeo4j
from graph.settings import Settings


def local_neo4j(settings: Settings, version: str | None = None) -> LocalNeo4j:
    """The local Neo4j of the data folder, of the given version or that of the settings."""
    version = version or settings.neo4j_version
    return LocalNeo4j(
        settings.state_folder / f"neo4j-{version.split('.')[0]}",
        version,
        bolt_port=settings.bolt_port,
        http_port=settings.http_port,
        heap=settings.neo4j_heap,
        keep_classes=True,
    )


def running_neo4j(settings: Settings) -> LocalNeo4j | None:
    """The local Neo4j that runs in the data folder, whatever its version."""
    versions = [settings.neo4j_version, *ENDPOINTS]
    return next((local for version in versions if (local := local_neo4j(settings, version)).running()), None)


def connection(settings: Settings) -> tuple[str, str, str, str | None]:
    """Address, user, password and database name. Raises DatabaseUnavailable when the local Neo4j is needed and does not
    run.
    """
    if settings.neo4j_uri is not None and settings.neo4j_password is not None:
        return (
            settings.neo4j_uri,
            settings.neo4j_user,
            settings.neo4j_password.get_secret_value(),
            settings.neo4j_database,
        )
    local = local_neo4j(settings)
    running = local.running()
    if running is None:
        raise DatabaseUnavailable(
            f"No local Neo4j is running for {settings.home.resolve()}. Start it with `ladder up` or `ladder db "
            "start`, or set NEO4J_URI."
        )
    return running.uri, "neo4j", local.password(), None
