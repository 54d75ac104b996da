"""The pages with figures are what the results say, and the generator gives what the benchmarks say it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.figures import Figure
from benchmarks.generate import SKILLS, STEPS, TOOLS, generate
from benchmarks.pages import RESULTS, TEMPLATES, pages, read_results

measured = pytest.mark.skipif(not RESULTS.exists(), reason="no whole run of `make bench` is committed")


@measured
@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.glob("*.md")))
def test_given_the_results_when_the_templates_are_filled_then_the_pages_are_the_committed_ones(name: str) -> None:
    (text,) = (text for path, text in pages(read_results()).items() if path.name == name)
    assert (RESULTS.parents[1] / "docs" / name).read_text(encoding="utf-8") == text


@measured
def test_given_the_results_when_read_then_what_is_derived_follows_from_the_samples() -> None:
    rows = read_results()["figures"]
    assert [Figure.from_json(row).as_json() for row in rows] == [
        {**row, "samples": tuple(row["samples"]), "rival_samples": tuple(row["rival_samples"])} for row in rows
    ]
    assert len({row["id"] for row in rows}) == len(rows)


def test_given_a_template_when_filled_then_figures_ratios_and_arithmetic_come_from_the_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figure = Figure("api.path", "path", "requests/s", (10.0, 12.0, 14.0), "the rival", (3.0, 3.0), ">= 5")
    (tmp_path / "page.md").write_text(
        "{{api.path}}, ×{{ratio api.path}}, {{calc 600 / api.path * 2}}; {{outlook.api.path}}\n{{table api}}\n"
    )
    monkeypatch.setattr("benchmarks.pages.TEMPLATES", tmp_path)
    (text,) = pages({"figures": [figure.as_json()]}).values()
    first, _, _, line = text.strip().split("\n")
    assert first == "12.0 requests/s, ×4.00, 100; not measured yet"
    assert line == "| path | 12.0 requests/s | 33% | the rival | 3.00 requests/s | 0% | **4.00** | ≥ 5: **missed** |  |"


def test_given_one_round_and_a_goal_of_a_ratio_when_the_page_is_filled_then_it_says_neither_met_nor_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.md").write_text("{{table load}}")
    monkeypatch.setattr("benchmarks.pages.TEMPLATES", tmp_path)
    (text,) = pages(
        {"figures": [Figure("load.onet", "load", "s", (4.0,), "the rival", (5.0,), "<= 1.5").as_json()]}
    ).values()
    assert text.splitlines()[-1] == "| load | 4.00 s |  | the rival | 5.00 s |  |  |  |  |"


@pytest.mark.parametrize(
    ("samples", "rival", "goal", "ratio", "met"),
    [
        ((3.0, 4.0, 5.0), (2.0, 2.0), ">= 2", 2.0, True),
        ((3.0, 4.0, 5.0), (2.0, 2.0), ">= 2.5", 2.0, False),
        ((3.0, 4.0, 5.0), (2.0, 2.0), "<= 4 ms", 2.0, True),
        ((4.0,), (5.0,), "<= rival", None, True),
        ((6.0,), (5.0,), "<= rival", None, False),
        ((4.0,), (5.0,), "<= 1", None, None),
        ((4.0,), (), "<= 3", None, False),
        ((4.0,), (), "", None, None),
    ],
)
def test_given_samples_and_a_goal_when_judged_then_a_ratio_needs_several_rounds_and_the_goal_bounds_what_it_says(
    samples: tuple[float, ...], rival: tuple[float, ...], goal: str, ratio: float | None, met: bool | None
) -> None:
    figure = Figure("api.path", "path", "ms", samples, "the rival" if rival else "", rival, goal)
    assert (figure.ratio, figure.met) == (ratio, met)


def test_given_a_template_with_a_figure_that_is_not_there_when_filled_then_it_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.md").write_text("{{api.path}}")
    monkeypatch.setattr("benchmarks.pages.TEMPLATES", tmp_path)
    with pytest.raises(KeyError, match=r"api\.path"):
        pages({"figures": []})


def test_given_a_seed_when_a_ladder_is_generated_then_it_is_the_same_with_steps_skills_and_tools() -> None:
    ladder = generate(300)
    assert ladder == generate(300)
    assert ladder != generate(300, seed=2)
    assert {(len(role.steps), len(role.skills), len(role.tools)) for role in ladder.roles} == {(STEPS, SKILLS, TOOLS)}
    assert {step.end for role in ladder.roles for step in role.steps} <= {role.id for role in ladder.roles}
