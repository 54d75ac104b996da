"""Who may ask: API keys, a proxy, and what a server refuses to open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import uvloop
from typer.testing import CliRunner

import api.http.keys
from api.http.authentication import authentication, check_exposure, is_loopback
from api.http.keys import KeyFile, KeysError, key_file
from cli.main import app
from graph.neo4j.database import Database
from graph.settings import Settings, SettingsError, load_settings
from tests.support.client import post, speaking
from tests.support.environment import clean_environment
from tests.support.server import Server

QUERY = '{ role(id: "data-engineer") { title } }'


def outside(tmp_path: Path, **more: object) -> Settings:
    return load_settings(home=tmp_path, host="0.0.0.0", **more)


@pytest.mark.parametrize(
    ("host", "loopback"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("127.9.9.9", True)]
)
def test_given_addresses_of_this_machine_when_listened_on_then_nobody_need_sign_in(
    tmp_path: Path, host: str, loopback: bool
) -> None:
    assert is_loopback(host) is loopback
    assert authentication(load_settings(home=tmp_path, host=host)) == "none"
    check_exposure(load_settings(home=tmp_path, host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "", "name.invalid"])
def test_given_any_other_address_when_there_is_no_key_then_the_server_refuses_to_listen_and_says_what_to_do(
    tmp_path: Path, host: str
) -> None:
    with pytest.raises(
        SettingsError, match=r"ladder keys add NAME.*LADDER_AUTHENTICATION=proxy.*LADDER_AUTHENTICATION=none"
    ):
        check_exposure(load_settings(home=tmp_path, host=host))
    for way in ("proxy", "none"):
        check_exposure(load_settings(home=tmp_path, host=host, authentication=way))
    key_file(load_settings(home=tmp_path)).add("portal")
    check_exposure(load_settings(home=tmp_path, host=host))


def test_given_a_key_when_kept_then_only_its_hash_is_and_only_its_owner_can_read_the_file(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "deep" / "keys.json")
    first, second = keys.add("portal"), keys.add("batch")
    text = keys.path.read_text(encoding="utf-8")
    assert first not in text
    assert first.removeprefix("ladder_") not in text
    assert len(first) > 40
    assert keys.path.stat().st_mode & 0o777 == 0o600
    assert [key.name for key in keys.all()] == ["portal", "batch"]
    assert (keys.owner(first), keys.owner(second), keys.owner("ladder_guess"), keys.owner("")) == (
        "portal",
        "batch",
        None,
        None,
    )
    with pytest.raises(KeysError, match="portal"):
        keys.add("portal")
    with pytest.raises(KeysError, match="nobody"):
        keys.revoke("nobody")


def test_given_a_file_that_someone_broke_when_looked_at_then_nobody_is_let_in(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    secret = keys.add("portal")
    keys.path.write_text("[{}]", encoding="utf-8")
    assert keys.owner(secret) is None
    with pytest.raises(SettingsError, match=r"keys\.json"):
        keys.all()


def test_given_the_commands_when_used_then_a_key_is_shown_once_and_can_be_revoked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean_environment(monkeypatch)
    run = CliRunner()
    home = ["--home", str(tmp_path)]
    made = run.invoke(app, ["keys", "add", "portal", *home])
    secret = made.stdout.strip()
    assert (made.exit_code, secret.startswith("ladder_"), "cannot be shown again" in made.stderr) == (0, True, True)
    listed = run.invoke(app, ["keys", "list", "--json", *home]).stdout
    assert [key["name"] for key in json.loads(listed)] == ["portal"]
    assert secret not in listed
    assert run.invoke(app, ["keys", "revoke", "portal", *home]).exit_code == 0
    assert run.invoke(app, ["keys", "list", *home]).exit_code == 1
    assert isinstance(run.invoke(app, ["keys", "revoke", "portal", *home]).exception, KeysError)


@pytest.mark.one_version
def test_given_keys_when_asked_then_only_their_owners_are_answered_until_they_are_revoked(
    server: Server, seeds_to_read: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.http.keys, "LOOK_SECONDS", 0.0)
    keys = key_file(load_settings(home=tmp_path))
    secret, other = keys.add("portal"), keys.add("batch")

    async def talk() -> None:
        async with speaking(outside(tmp_path), server.connect_async) as (http, _):
            for headers in (
                {},
                {"authorization": "Bearer no"},
                {"authorization": f"Basic {secret}"},
                {"authorization": secret},
                {"x-forwarded-user": "ann"},
            ):
                refused = await post(http, QUERY, headers)
                error = refused.json()["errors"][0]
                assert (refused.status_code, error["extensions"]["code"]) == (401, "UNAUTHENTICATED")
                assert refused.headers["www-authenticate"] == "Bearer"
                assert "data" not in refused.json()
            assert (await http.get("/metrics")).status_code == 401
            assert (await http.get("/health/live")).status_code == 200
            assert (await http.get("/health/ready")).status_code == 200
            for valid in (secret, other):
                answered = await post(http, QUERY, {"authorization": f"Bearer {valid}"})
                assert answered.json() == {"data": {"role": {"title": "Data Engineer"}}}
            keys.revoke("portal")
            assert (await post(http, QUERY, {"authorization": f"Bearer {secret}"})).status_code == 401
            assert (await post(http, QUERY, {"authorization": f"bearer {other}"})).status_code == 200
            new = keys.add("portal")
            assert (await post(http, QUERY, {"authorization": f"Bearer {new}"})).status_code == 200

    uvloop.run(talk())


@pytest.mark.one_version
def test_given_a_proxy_that_signs_people_in_when_it_calls_then_the_name_counts_only_from_its_address(
    server: Server, seeds_to_read: Database, tmp_path: Path
) -> None:
    async def status(headers: dict[str, str], **settings: object) -> int:
        async with speaking(outside(tmp_path, authentication="proxy", **settings), server.connect_async) as (http, _):
            return (await post(http, QUERY, headers)).status_code

    assert uvloop.run(status({"x-forwarded-user": "ann"})) == 200
    assert uvloop.run(status({})) == 401
    assert uvloop.run(status({"x-forwarded-user": " "})) == 401
    assert uvloop.run(status({"x-forwarded-user": "ann"}, proxy_addresses="10.0.0.0/8")) == 401
    assert (
        uvloop.run(
            status(
                {"x-auth-request-email": "ann@example.org"},
                proxy_header="X-Auth-Request-Email",
                proxy_addresses="127.0.0.0/8",
            )
        )
        == 200
    )
    with pytest.raises(SettingsError, match="LADDER_PROXY_ADDRESSES"):
        uvloop.run(status({}, proxy_addresses="my-proxy"))


def test_given_lists_in_the_environment_when_settings_are_read_then_commas_part_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LADDER_PROXY_ADDRESSES", "10.0.0.0/8, ::1,")
    monkeypatch.setenv("LADDER_CORS_ORIGINS", "")
    settings = load_settings()
    assert [str(network) for network in settings.proxy_addresses] == ["10.0.0.0/8", "::1/128"]
    assert settings.cors_origins == ()
    with pytest.raises(
        SettingsError, match=r"^LADDER_PROXY_ADDRESSES: should be .* such as 10\.0\.0\.0/8, with commas\.$"
    ):
        load_settings(proxy_addresses="10.0.0.1/8")
