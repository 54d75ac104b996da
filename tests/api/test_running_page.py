"""The page for operators names what there is: every figure, setting and address it speaks of."""

from __future__ import annotations

import re

from api.http.metrics import Metrics
from cli.pages.generated import variable
from graph.settings import Settings
from tests.support.places import ROOT

PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
IN_MEMORY = {"ladder_cache_lookups", "ladder_answers_bytes", "ladder_planner_roles", "ladder_planner_revision"}


def test_given_the_settings_of_the_page_when_looked_up_then_each_is_there() -> None:
    assert set(re.findall(r"LADDER_[A-Z_]+", PAGE)) <= {variable(name) for name in Settings.model_fields}


def test_given_the_figures_when_looked_up_then_the_page_and_the_server_name_the_same() -> None:
    told = {name.removesuffix("_total") for name in re.findall(r"`(ladder_\w+)`", PAGE)}
    counted = set(
        re.findall(r"^# TYPE (ladder_\w+?)(?:_total)? (?:counter|histogram)", Metrics().page().decode(), re.MULTILINE)
    )
    assert told == counted | IN_MEMORY | {"ladder_revision", "ladder_revision_age_seconds"}


def test_given_the_request_line_when_looked_up_then_the_page_names_its_parts() -> None:
    for part in (
        "time",
        "level",
        "request_id",
        "method",
        "path",
        "status",
        "ms",
        "operation",
        "document",
        "codes",
        "identity",
        "cached",
    ):
        assert f"`{part}`" in PAGE
