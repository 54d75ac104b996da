"""Where the database of the settings is: an address that was given, or the local Neo4j of the data folder."""

from __future__ import annotations

from graph.neo4j.database import DatabaseUnavailable
from graph.neo4j.local import LocalNeo4j
from graph.settings import Settings


def local_neo4j(settings: Settings) -> LocalNeo4j:
    folder = settings.state_folder / f"neo4j-{settings.neo4j_version.split('.')[0]}"
    return LocalNeo4j(
        folder,
        settings.neo4j_version,
        bolt_port=settings.bolt_port,
        http_port=settings.http_port,
        heap=settings.neo4j_heap,
    )


def connection(settings: Settings) -> tuple[str, str, str, str | None]:
    """Address, user, password and database name. Raises DatabaseUnavailable when the local Neo4j is wanted and not
    up.
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
