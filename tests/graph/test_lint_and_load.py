"""Lint and load never disagree: both judge the state after the load, by one function."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from cli.commands.init import init
from graph.errors import DocumentErrors
from graph.neo4j.database import Database
from graph.storing.load import load
from graph.storing.plan import Request
from graph.storing.stored import read_findings
from loaders.folder import read_home
from tests.graph.test_findings import run
from tests.support.ladder import Ladder

EXAMPLES = int(os.environ.get("LADDER_SOAK_EXAMPLES", "60"))
IDS = ["baker", "miller", "bread-maker"]
TITLES = ["Baker", "Miller", "baker", "Senior Baker (Night)", "Пекарь", "Pekar", "…", "Bread Maker"]
steps = st.lists(
    st.sampled_from([*({"role": id} for id in [*IDS, "gone", "bakr"]), *({"name": title} for title in TITLES[:4])]),
    max_size=2,
)
roles = st.fixed_dictionaries(
    {"title": st.sampled_from(TITLES)},
    optional={
        "id": st.sampled_from(IDS),
        "level": st.sampled_from(["Senior", "senior", "Chief"]),
        "aliases": st.lists(st.sampled_from(TITLES), max_size=1),
        "years_min": st.sampled_from([1, 3, "3", 99]),
        "career": st.fixed_dictionaries({"next": steps}),
        "odd": st.just(1),
    },
)
vocabularies = st.fixed_dictionaries(
    {"levels": st.just([{"name": "Senior", "rank": 3}])},
    optional={"roles": st.lists(st.sampled_from([{"id": "gone", "name": "Gone"}, {"name": "Miller"}]), max_size=1)},
)
folders = st.tuples(
    st.none() | vocabularies, st.lists(st.one_of(roles, st.sampled_from(["title: [", "- a"])), min_size=1, max_size=3)
)


def write(home: Path, vocabulary: Any, said: list[Any], prefix: str = "") -> None:
    (home / "roles").mkdir(exist_ok=True)
    for path in home.rglob("*.yaml"):
        path.unlink()
    (home / "ladder.yaml").write_text("collection: test\nseeds: none\n")
    if vocabulary:
        (home / "words.yaml").write_text(yaml.safe_dump(vocabulary, allow_unicode=True))
    for at, content in enumerate(said):
        text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
        (home / "roles" / f"{prefix}{at}.yaml").write_text(text)


def test_given_random_folders_one_after_the_other_when_linted_and_loaded_then_both_say_the_same(
    database: Database, tmp_path: Path
) -> None:
    """The graph has what the folders before left there. Files have names of their own, since one that was loaded before
    would keep the id of then where it states none: the one thing that lint cannot know, and tells (`no_id`).
    """
    numbers = itertools.count()

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(folders)
    def agree(folder: tuple[Any, list[Any]]) -> None:
        write(tmp_path, *folder, f"{next(numbers)}-")
        told = json.loads(run("--home", tmp_path, "--json").out)
        refused = [finding for finding in told if finding["kind"] in ("refused", "unreadable_document")]
        try:
            reading = read_home(tmp_path)
            load(database, Request(reading.documents, reading.authoritative))
        except DocumentErrors as errors:
            said = {(finding.document, finding.line) for finding in errors.errors}
            assert said <= {(finding["document"], finding["line"]) for finding in refused}
            return
        assert not refused
        found = read_findings(database, [document.id for document in reading.documents])
        assert sorted(finding["message"] for finding in told) == sorted(finding.message for finding in found)

    agree()


def test_given_a_file_that_is_no_yaml_when_linted_then_the_findings_of_the_others_are_told_too(tmp_path: Path) -> None:
    write(tmp_path, None, ["title: [", {"id": "a", "title": "A", "level": "x", "career": {"next": [{"role": "0"}]}}])
    kinds = {(finding["document"], finding["kind"]) for finding in json.loads(run("--home", tmp_path, "--json").out)}
    assert kinds == {("test/roles/0.yaml", "unreadable_document"), ("test/roles/1.yaml", "refused")}
    assert "the id '0'" not in run("--home", tmp_path).out  # the file that cannot be read may be that role


@pytest.mark.parametrize("seeds", ["all", "vocabulary", "none"])
def test_given_a_new_data_folder_when_linted_then_there_is_nothing_to_say(tmp_path: Path, seeds: str) -> None:
    app = typer.Typer()
    app.command()(init)
    assert CliRunner().invoke(app, [str(tmp_path / "my"), "--seeds", seeds]).exit_code == 0
    assert run("--home", tmp_path / "my").code == 0


def test_given_files_without_an_id_when_linted_then_they_are_named(tmp_path: Path) -> None:
    write(tmp_path, None, [{"title": "A"}, {"id": "b", "title": "B"}])
    assert run("--home", tmp_path).err.endswith(
        f"1 file without an `id`: {tmp_path}/roles/0.yaml. `ladder ids --write` puts them in.\n"
    )


def test_given_findings_when_loaded_then_they_are_counted_and_the_worst_shown_unless_quiet(
    run: Ladder, tmp_path: Path, database: Database
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    names = ["Pekar", "Пекарь", *(f"Skill {at}" for at in range(3))]
    write(home, None, [{"id": f"role-{at}", "title": f"Role {at}", "technical_skills": names} for at in range(4)])
    printed = run("load", "--home", home)
    assert "Findings: 8 warning.\n" in printed
    assert printed.count("(no_level)") + printed.count("(merged_names)") == 5
    assert "3 more findings; `ladder lint` shows all." in printed
    assert "Findings" not in run("load", "--home", home, "--quiet")
    assert "Findings: 8 warning." in run("load", "--home", home)
