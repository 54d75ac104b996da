"""Addresses and settings that cannot be: each is refused by a sentence, and nothing secret is repeated."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path

import pytest
import uvloop
import yaml

from graph.neo4j.database import AsyncDatabase, Database, DatabaseUnavailable, WrongPassword
from graph.neo4j.failures import Pauses
from graph.neo4j.installation import SERVER
from graph.settings import Settings, SettingsError, load_settings
from tests.support.environment import clean_environment
from tests.support.places import ROOT
from tests.support.server import Server


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    clean_environment(monkeypatch)
    monkeypatch.setenv("NEO4J_PASSWORD", "a-password")
    return monkeypatch


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("bolt://host:bolt", "a number from 1 to 65535 as port"),
        ("bolt://host:0", "a number from 1 to 65535 as port"),
        ("bolt://host:70000", "a number from 1 to 65535 as port"),
        ("bolt://:7687", "SCHEME://HOST:PORT"),
        ("neo4j://neo4j:very-secret@host:7687", "should not hold user or password"),
        ("http://host:7474", "one of the schemes bolt"),
        ("host:7687", "one of the schemes bolt"),
        ("bolt://host:7687/movies", "SCHEME://HOST:PORT"),
        ("bolt://ho st:7687", "SCHEME://HOST:PORT"),
    ],
)
def test_given_an_address_that_cannot_be_when_read_then_it_is_told_without_a_secret(
    environment: pytest.MonkeyPatch, uri: str, told: str
) -> None:
    environment.setenv("NEO4J_URI", uri)
    with pytest.raises(SettingsError, match=told) as caught:
        load_settings()
    assert "very-secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "read"),
    [("", None), ("  ", None), ("bolt://host:7687/", "bolt://host:7687"), ("neo4j://[::1]:7687", "neo4j://[::1]:7687")],
)
def test_given_an_address_in_another_form_when_read_then_it_is_taken(
    environment: pytest.MonkeyPatch, given: str, read: str | None
) -> None:
    environment.setenv("NEO4J_URI", given)
    assert load_settings().neo4j_uri == read


def test_given_two_equal_ports_when_read_then_both_are_named(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="LADDER_BOLT_PORT and LADDER_HTTP_PORT are both 7000"):
        Settings and load_settings(bolt_port=7000, http_port=7000)
    with pytest.raises(SettingsError, match="LADDER_PORT and LADDER_BOLT_PORT are both 7687"):
        load_settings(port=7687)
    environment.setenv("NEO4J_URI", "bolt://host:7687")
    assert load_settings(port=7474).port == 7474


def test_given_a_password_in_a_file_when_read_then_it_counts(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.delenv("NEO4J_PASSWORD")
    environment.setenv("NEO4J_URI", "bolt://host:7687")
    environment.setenv("NEO4J_PASSWORD_FILE", str(tmp_path / "secret"))
    with pytest.raises(SettingsError, match="NEO4J_PASSWORD_FILE cannot be read"):
        load_settings()
    (tmp_path / "secret").write_text("from-a-file\n")
    password = load_settings().neo4j_password
    assert password is not None
    assert password.get_secret_value() == "from-a-file"


def test_given_a_host_that_nobody_knows_when_connected_then_it_says_so() -> None:
    with (
        pytest.raises(DatabaseUnavailable, match=r"The host of Neo4j at .* is not known\. Correct NEO4J_URI"),
        Database("bolt://no-such-host.invalid:7687", "neo4j", "x") as database,
    ):
        database.check()


def test_given_a_server_without_tls_when_connected_with_it_then_it_says_so(server: Server) -> None:
    secure = server.uri.replace("bolt://", "bolt+s://")
    with pytest.raises(DatabaseUnavailable, match="is not secure"), Database(secure, "neo4j", "x") as database:
        database.check()


def test_given_a_database_that_is_not_there_when_connected_then_its_setting_is_named(server: Server) -> None:
    with (
        pytest.raises(DatabaseUnavailable, match=r"no such database: .*nowhere.* Correct NEO4J_DATABASE"),
        Database(server.uri, server.user, server.password, "nowhere") as database,
    ):
        database.check()


async def _refused(database: AsyncDatabase, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassword):
            await database.read("RETURN 1")


def test_given_a_password_that_was_changed_when_asked_again_and_again_then_the_server_hears_of_it_seldom(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A server that counts: nobody is locked out by our tries."""
    import asyncio

    pauses = Pauses()
    refusal = WrongPassword("refused")
    with caplog.at_level("WARNING", logger="ladder.database"):
        for _ in range(3):
            pauses.refused(refusal)
            with pytest.raises(WrongPassword):
                pauses.check()
        pauses.let_in()
        pauses.check()
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]

    async def ask() -> int:
        heard = 0

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal heard
            heard += 1
            writer.close()

        listening = await asyncio.start_server(answer, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        database = AsyncDatabase(f"bolt://127.0.0.1:{port}", "neo4j", "old")
        database._pauses.refused(refusal)
        await _refused(database, 20)
        await database.close()
        listening.close()
        return heard

    assert uvloop.run(ask()) == 0


def test_given_the_compose_file_when_compared_with_the_local_server_then_both_have_the_same_settings() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    given = compose["services"]["neo4j"]["environment"]
    for name, value in SERVER.items():
        variable = "NEO4J_" + name.replace("_", "__").replace(".", "_")
        assert str(given[variable]).lower() == value, variable
    for service in compose["services"].values():
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["mem_limit"]
    assert compose["services"]["api"]["read_only"] is True


def test_given_a_port_in_use_when_required_then_it_is_named() -> None:
    from graph.neo4j.installation import LocalNeo4jError
    from graph.neo4j.local import require_free

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(LocalNeo4jError, match="LADDER_BOLT_PORT"):
            require_free("LADDER_BOLT_PORT", other.getsockname()[1])


def test_given_the_alert_rules_and_the_dashboard_when_read_then_every_figure_in_them_is_one_that_we_have() -> None:
    from api.http.metrics import Metrics

    alerts = (ROOT / "docs" / "monitoring" / "alerts.yaml").read_text(encoding="utf-8")
    dashboard = (ROOT / "docs" / "monitoring" / "dashboard.json").read_text(encoding="utf-8")
    assert yaml.safe_load(alerts)["groups"][0]["rules"]
    assert json.loads(dashboard)["panels"]
    shown = (ROOT / "docs" / "running.md").read_text(encoding="utf-8") + Metrics().page().decode()
    figures = set(re.findall(r"\bladder_[a-z_]+", alerts + dashboard))
    assert figures
    assert {figure for figure in figures if figure.removesuffix("_bucket") not in shown} == set()
