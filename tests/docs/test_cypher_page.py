"""The page for analysts and the pack for Neo4j Browser say what the catalogue says."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest

from cli.pages.cypher_page import PAGE, filled
from graph.neo4j.database import Database
from graph.schema import NODES
from queries.analyst.browser_pack import grass, queries_csv, queries_zip, with_examples
from queries.analyst.catalogue import catalogue
from queries.analyst.tables import answer

SAVED = {query.title: query for query in catalogue().values() if query.statistic is None}


@pytest.mark.one_version
def test_given_the_page_when_made_anew_then_it_is_what_is_committed(seeds_to_read: Database) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == filled(page, seeds_to_read), "run `python -m cli.pages.cypher_page`"
    assert page.count("<!-- query ") == 10
    assert len(re.findall(r"^\| .+ \|$", page, re.MULTILINE)) > 50


@pytest.mark.one_version
def test_given_a_saved_query_when_run_as_it_is_then_it_answers_as_the_catalogue_does(seeds_to_read: Database) -> None:
    for query in SAVED.values():
        assert seeds_to_read.read(with_examples(query)) == answer(seeds_to_read, query, {}).rows, query.name


def test_given_the_pack_when_read_then_it_holds_every_query_in_the_folder_of_its_subject() -> None:
    rows = list(csv.DictReader(io.StringIO(queries_csv(), newline="")))
    folders = {row["id"]: row["name"] for row in rows if row["isFolder"] == "true"}
    saved = {row["name"]: row for row in rows if row["isFolder"] == "false"}
    assert saved.keys() == SAVED.keys()
    assert all(folders[row["parentId"]] == SAVED[name].name.split("/")[0] for name, row in saved.items())
    assert len({row["id"] for row in rows}) == len(rows)
    with zipfile.ZipFile(io.BytesIO(queries_zip())) as archive:
        assert set(archive.namelist()) == {f"{query.name}.cypher" for query in SAVED.values()}
        assert {archive.read(name).decode().splitlines()[0] for name in archive.namelist()} == {
            f"// {title}" for title in SAVED
        }


def test_given_the_style_file_when_read_then_each_label_has_a_colour_and_a_caption_that_it_has() -> None:
    blocks = dict(re.findall(r"^node\.(\w+) \{(.+?)\}$", grass(), re.MULTILINE | re.DOTALL))
    assert blocks.keys() == NODES.keys()
    for label, block in blocks.items():
        [caption] = re.findall(r'^  caption: "\{(\w+)\}";$', block, re.MULTILINE)
        assert caption in {property.name for property in NODES[label].properties}
        assert re.search(r"^  color: #[0-9a-f]{6};$", block, re.MULTILINE)
