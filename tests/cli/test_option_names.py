"""Answers at the terminal name what one can type there."""

from __future__ import annotations

import pytest

from cli.terminal.option_names import as_typed
from graph.neo4j.database import Database
from queries.errors import QuestionError
from queries.network.network import Network
from queries.planner.paths import career_paths
from queries.planner.question import PathOptions, RoleSelector
from tests.support import networks as small
from tests.support.ladder import Ladder


def ways() -> Network:
    """r0 → r1 → r2, each step named by one side only and of unknown time."""
    return small.network(4, [(0, 1, "next", None), (1, 2, "next", None)], {0: {"ada": ("must", "critical")}})


@pytest.mark.parametrize(
    ("options", "by", "told"),
    [
        (PathOptions(confirmed_only=True), "hops", "--confirmed-only leaves out steps"),
        (PathOptions(kinds=["promotion"]), "hops", "--kind leaves out the steps that do"),
        (PathOptions(avoid=["r1"]), "hops", "--avoid excludes every path"),
        (PathOptions(via=["r3"]), "hops", "no path visits --via in this order"),
        (PathOptions(max_steps=1), "hops", "takes 2 steps; --max-steps is 1."),
        (PathOptions(), "time", "of unknown time (Role 0 → Role 1); --include-unknown allows them."),
        (PathOptions(), "skill-gap", "whose skills are unknown (Role 1); --include-unknown allows them."),
    ],
)
def test_given_no_path_when_told_at_the_terminal_then_options_are_called_as_they_are_typed(
    options: PathOptions, by: str, told: str
) -> None:
    answer = career_paths(ways(), RoleSelector("r0"), RoleSelector("r2"), by, 1, options)
    assert answer.unreachable
    assert told in as_typed(answer.unreachable.message)


@pytest.mark.parametrize(
    ("options", "first", "told"),
    [
        (PathOptions(max_steps=99), 1, "--max-steps may be at most"),
        (PathOptions(max_rise=-1), 1, "--max-rise should be at least 0"),
        (PathOptions(), 0, "-k should be at least 1"),
        (PathOptions(), 9_999, "-k may be at most"),
        (PathOptions(via=["r1", "r1"]), 1, "--via names a role twice"),
        (PathOptions(via=["r1"], avoid=["r1"]), 1, "stands in --via and in --avoid"),
    ],
)
def test_given_a_question_that_is_refused_when_told_then_options_are_called_as_they_are_typed(
    options: PathOptions, first: int, told: str
) -> None:
    with pytest.raises(QuestionError) as refused:
        career_paths(ways(), RoleSelector("r0"), RoleSelector("r2"), "hops", first, options)
    assert told in as_typed(str(refused.value))


def test_given_a_role_that_is_not_there_when_asked_for_then_the_query_that_searches_is_named(
    run: Ladder, database: Database
) -> None:
    (run.folder / "baker.yaml").write_text("id: baker\ntitle: Baker\n")
    run("load", run.folder / "baker.yaml")
    said = run("role", "xylophone player", code=2)
    assert "`ladder query run roles/search --param text=WORDS` searches by a part of it." in said
    assert "Baker" in run("query", "run", "roles/search", "--param", "text=baker")
