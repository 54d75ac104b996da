"""What a load would change, told before a byte is written: for people, for programs, for a pull request."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.terminal.differences import markdown_table, told_changes
from cli.terminal.words import markdown_text
from graph.documents.document import Document
from graph.folding.fold import fold
from graph.model import Change
from graph.neo4j.database import Database
from graph.storing.state import read_state
from graph.storing.stored import read_graph
from queries.network.build import network_of
from queries.network.network import Network
from queries.planner.changes import PathChanges, Stretches, path_changes
from tests.support.documents import document
from tests.support.ladder import Ladder

LEVELS = document(
    """
levels:
  - {name: Junior, rank: 1}
  - {id: mid, name: Mid-level, rank: 2, unmarked: true}
  - {name: Senior, rank: 3}
  - {name: Manager, rank: 5, track: management}
  - {name: Director, rank: 7, track: management}
families:
  - {name: Baking, aliases: [Baker]}
  - {name: Milling, aliases: [Miller]}
""",
    "vocabulary/all.yaml",
)


def role(id: str, level: str, *next_roles: str, family: str = "baking", more: str = "") -> Document:
    steps = ", ".join(f"{{role: {step}}}" for step in next_roles)
    title = id.replace("-", " ").title()
    return document(
        f"id: {id}\ntitle: {title}\nlevel: {level}\nfamily: {family}\ncareer: {{next: [{steps}]}}\n{more}",
        f"roles/{id}.yaml",
    )


BAKERS = [role("junior-baker", "junior", "baker"), role("baker", "mid", "senior-baker"), role("senior-baker", "senior")]


def network(*documents: Document, drafts: bool = False) -> Network:
    return network_of(fold([LEVELS, *documents]), drafts=drafts)


def told(found: PathChanges) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Roles before and after by name; no path is no role."""
    return {
        change.name: (change.before.roles if change.before else (), change.after.roles if change.after else ())
        for change in found.changes
    }


def test_given_a_short_cut_when_it_is_added_then_the_paths_that_it_makes_shorter_are_told_and_no_others() -> None:
    before = network(*BAKERS)
    after = network(role("junior-baker", "junior", "baker", "senior-baker"), *BAKERS[1:])
    way, short_cut = ("junior-baker", "baker", "senior-baker"), ("junior-baker", "senior-baker")
    assert told(path_changes(before, after)) == {
        "Baking, Junior to Senior": (way, short_cut),
        "individual track, lowest to highest rank": (way, short_cut),
    }
    assert told(path_changes(after, before))["Baking, Junior to Senior"] == (short_cut, way)


def test_given_a_role_when_it_goes_then_paths_through_it_break() -> None:
    found = told(path_changes(network(*BAKERS), network(BAKERS[0], BAKERS[2])))
    assert found["Baking, Junior to Senior"] == (("junior-baker", "baker", "senior-baker"), ())
    assert found["Baking, Mid-level to Senior"] == (("baker", "senior-baker"), ())


@pytest.mark.parametrize("status", ["retired", "draft"])
def test_given_a_role_when_it_is_out_of_force_then_no_path_leads_through_it(status: str) -> None:
    out_of_force = role("baker", "mid", "senior-baker", more=f"status: {status}\n")
    found = told(path_changes(network(*BAKERS), network(BAKERS[0], out_of_force, BAKERS[2])))
    assert found["Baking, Junior to Senior"] == (("junior-baker", "baker", "senior-baker"), ())


def test_given_a_role_that_changes_its_id_and_no_more_then_no_path_is_told() -> None:
    junior = role("junior-baker", "junior", "bread-maker")
    baker = document(
        "id: bread-maker\ntitle: Baker\nlevel: mid\nfamily: baking\ncareer: {next: [{role: senior-baker}]}\n",
        "roles/bread.yaml",
    )
    before, after = network(*BAKERS), network(junior, baker, BAKERS[2])
    assert path_changes(before, after).changes == ()
    other, taken = network(*BAKERS, baker), network(junior, *BAKERS[1:], baker)  # to another role of the same title
    assert path_changes(other, taken).changes != ()


def test_given_years_when_they_change_then_the_time_of_the_same_roles_is_told() -> None:
    junior, baker, senior = (
        role(id, level, *to, more=f"years_min: {low}\nyears_max: {high}\n")
        for id, level, to, low, high in (
            ("junior-baker", "junior", ["baker"], 0, 2),
            ("baker", "mid", ["senior-baker"], 2, 5),
            ("senior-baker", "senior", [], 5, 9),
        )
    )
    later = role("senior-baker", "senior", more="years_min: 6\nyears_max: 9\n")
    change = {
        found.name: found
        for found in path_changes(network(junior, baker, senior), network(junior, baker, later)).changes
    }["Baking, Junior to Senior"]
    assert change.before is not None
    assert change.after is not None
    assert change.before.roles == change.after.roles
    assert (change.before.months[:2], change.after.months[:2]) == ((45, 75), (54, 90))


def test_given_a_way_through_another_family_or_track_when_it_changes_then_the_stretches_that_use_it_are_told() -> None:
    miller, manager, director = (
        role("miller", "mid", "senior-baker", family="milling"),
        role("bakery-manager", "manager", "bakery-director"),
        role("bakery-director", "director"),
    )
    before = network(
        role("junior-baker", "junior", "miller"),
        miller,
        role("senior-baker", "senior", "bakery-manager"),
        manager,
        director,
    )
    after = network(
        role("junior-baker", "junior", "miller"), role("miller", "mid", family="milling"), BAKERS[2], manager, director
    )
    way = ("junior-baker", "miller", "senior-baker")
    assert told(path_changes(before, after)) == {
        "Baking, Junior to Senior": (way, ()),
        "Baking, Junior to Manager": ((*way, "bakery-manager"), ()),
        "Baking, Junior to Director": ((*way, "bakery-manager", "bakery-director"), ()),
        "Baking, Senior to Manager": (("senior-baker", "bakery-manager"), ()),
        "Baking, Senior to Director": (("senior-baker", "bakery-manager", "bakery-director"), ()),
        "individual track, lowest to highest rank": (way, ()),
    }


def test_given_an_edit_that_no_path_can_feel_when_compared_then_nothing_is_asked_or_told() -> None:
    renamed = role("baker", "mid", "senior-baker", more="mission: Bread.\ntools: [Oven]\n")
    assert path_changes(network(*BAKERS), network(BAKERS[0], renamed, BAKERS[2]), most=0) == PathChanges(
        (), complete=True
    )


def test_given_fewer_questions_than_stretches_when_compared_then_the_answer_says_that_it_is_not_complete() -> None:
    found = path_changes(network(), network(*BAKERS), most=2)
    assert not found.complete
    assert len(found.changes) <= 2
    assert path_changes(network(), network(*BAKERS)).complete


def test_given_the_seeds_when_roles_are_taken_away_then_what_was_not_asked_for_has_not_changed(
    seed_documents: list[Document],
) -> None:
    """Every stretch asked one by one says the same as those near the edit."""
    before = network_of(fold(seed_documents))
    one, changed = Stretches(before), 0
    for gone in [said.id for said in seed_documents if "/roles/" in said.id][5::20]:
        after = network_of(fold([said for said in seed_documents if said.id != gone]))
        other = Stretches(after)
        every = {
            stretch
            for stretch in one.ends.keys() | other.ends.keys()
            if one.shortest_path(stretch) != other.shortest_path(stretch)
        }
        found = path_changes(before, after)
        assert found.complete
        assert {change.stretch for change in found.changes} == every, gone
        changed += len(every)
    assert changed > 5


# How it is told


def test_given_changes_when_told_then_roles_come_first_and_what_only_moves_a_fact_is_counted() -> None:
    changes = [
        Change("changed", "Document", "a", "sha256", '"1"', '"2"'),
        Change("added", "Finding", "f", title="Look here"),
        Change("changed", "REQUIRES", "a→b", "evidence_line", "[1]", "[2]"),
        Change("changed", "REQUIRES", "a→b", "tier", '"good"', None),
        Change("removed", "Role", "cook", title="Cook"),
        Change("added", "NoSuchLabelAnyMore", "x"),
    ]
    found = told_changes(changes, {("Role", "cook"): "its id leads to chef from then on"})
    assert [(line.kind, line.label, line.detail) for line in found.lines] == [
        ("removed", "Role", "Cook; its id leads to chef from then on"),
        ("changed", "REQUIRES", 'tier: "good" → nothing'),
        ("added", "NoSuchLabelAnyMore", ""),
        ("added", "Finding", "Look here"),
    ]
    assert found.moved == 2


def test_given_changes_that_only_follow_from_others_when_told_then_they_are_counted_or_shown_on_demand() -> None:
    of_cook, of_chef, section = ("cook",), ("chef",), "chef/responsible_for/general"
    changes = [
        Change("removed", "Role", "cook", title="Cook", roles=of_cook),
        Change("removed", "REQUIRES", "cook→broth", title="Cook → Broth", roles=of_cook, words="Stirs it."),
        Change("removed", "PROGRESSES_TO", "cook→chef promotion", title="Cook → Chef", roles=("cook", "chef")),
        Change("removed", "DESCRIBED_IN", "cook→own/1.yaml", roles=of_cook),
        Change("removed", "REQUIRES", "chef→broth", title="Chef → Broth", roles=of_chef, words="Tastes it.\nOften."),
        Change("removed", "Responsibility", f"{section}/c177e8c21e", title="Plan the menu", roles=of_chef),
        Change("removed", "RESPONSIBLE_FOR", f"chef→{section}/c177e8c21e", roles=of_chef),
        Change("added", "MENTIONED_IN", "chef→own/2.yaml", roles=of_chef),
    ]
    found = told_changes(changes)
    assert [(line.label, line.id, line.detail) for line in found.lines] == [
        ("Role", "cook", "Cook; with 1 skill, 1 step"),
        ("Responsibility", section, "Plan the menu"),
        ("REQUIRES", "chef→broth", "Tastes it. / Often."),
    ]
    assert found.followed == 5
    every = told_changes(changes, every=True)
    assert (len(every.lines), every.followed) == (len(changes), 0)


def test_given_a_long_text_that_changes_when_told_then_both_are_shown_whole_with_closed_quotes() -> None:
    before = "Schreibt getesteten Code, den andere ohne Rückfrage ändern können"
    after = "Schreibt getesteten Code und dokumentiert ihn so, dass andere ihn ohne Rückfrage ändern"
    change = Change("changed", "REQUIRES", "a→b", "expects", f'"{before}"', f'"{after}"')
    (line,) = told_changes([change]).lines
    assert (line.detail, line.texts) == ("expects:", (f'"{before}"', f'"{after}"'))
    assert markdown_table(told_changes([change]))[2].endswith(f'| expects: "{before}" → "{after}" |')


def test_given_any_text_when_written_as_markdown_then_it_breaks_no_table_and_mentions_nobody() -> None:
    assert markdown_text("a|b\n<b>*x* @team #12 `c`") == "a\\|b &lt;b&gt;\\*x\\* &#64;team &#35;12 \\`c\\`"


@pytest.fixture
def bakery(run: Ladder, database: Database) -> Path:
    """A data folder of three bakers, loaded."""
    folder = run.folder / "bakery"
    for path in ("vocabulary", "roles"):
        (folder / path).mkdir(parents=True)
    (folder / "ladder.yaml").write_text("collection: bakery\nseeds: none\n")
    (folder / "vocabulary" / "all.yaml").write_text(
        "levels: [{name: Junior, rank: 1}, {id: mid, name: Mid, rank: 2}, {name: Senior, rank: 3}]\n"
    )
    for id, level, to in (
        ("junior-baker", "junior", "{role: baker}"),
        ("baker", "mid", "{role: senior-baker}"),
        ("senior-baker", "senior", ""),
    ):
        title = id.replace("-", " ").title()
        (folder / "roles" / f"{id}.yaml").write_text(
            f"id: {id}\ntitle: {title}\nlevel: {level}\nfamily: Baking\ncareer: {{next: [{to}]}}\n"
        )
    run("load", "--home", folder)
    return folder


EDIT = (
    "id: junior-baker\ntitle: Junior Baker\nlevel: junior\nfamily: Baking\ntools: ['Oven | Peel']\ncareer: {next: "
    "[{name: Baker}, {role: senior-baker}]}\n"
)


@pytest.mark.integration
@pytest.mark.parametrize("command", [("diff",), ("load", "--dry-run")])
def test_given_an_edit_when_shown_then_people_see_changes_and_paths_and_nothing_is_written(
    run: Ladder, bakery: Path, database: Database, command: tuple[str, ...]
) -> None:
    before = (read_graph(database).graph, read_state(database))
    (bakery / "roles" / "junior-baker.yaml").write_text(EDIT)
    (bakery / "roles" / "baker.yaml").unlink()
    text = run(*command, "--home", bakery)
    assert "Loading would change: nodes: " in text
    assert "2 documents." in text
    assert "junior-baker→senior-baker promotion" in text
    assert "described: true → false" in text
    assert (
        "Baking, Junior to Senior\n  - Junior Baker → Baker → Senior Baker (time unknown)\n  + Junior Baker → Senior "
        "Baker (time unknown)\n" in text
    )
    assert (read_graph(database).graph, read_state(database)) == before


@pytest.mark.integration
def test_given_an_edit_when_shown_as_json_then_it_is_what_the_load_then_does(
    run: Ladder, bakery: Path, database: Database
) -> None:
    (bakery / "roles" / "junior-baker.yaml").write_text(EDIT)
    run("diff", bakery, "--json")
    planned = json.loads(run.stdout)
    assert (planned["revision"], planned["documents"]) == (1, ["bakery/roles/junior-baker.yaml"])
    changed = {path["name"]: path for path in planned["paths"]["changes"]}["Baking, Junior to Senior"]
    assert (changed["family"], changed["from"], changed["to"]) == ("baking", "junior", "senior")
    assert changed["before"]["roles"] == ["junior-baker", "baker", "senior-baker"]
    assert changed["after"] == {
        "roles": ["junior-baker", "senior-baker"],
        "months": {"min": None, "max": None, "basis": "unknown"},
    }
    assert planned["paths"]["complete"] is True
    run("load", "--home", bakery)
    run("diff", "--since", "1", "--json")
    assert [
        {name: value for name, value in change.items() if name != "revision"} for change in json.loads(run.stdout)
    ] == planned["changes"]


@pytest.mark.integration
def test_given_an_edit_when_shown_as_markdown_then_it_has_two_whole_tables(run: Ladder, bakery: Path) -> None:
    (bakery / "roles" / "junior-baker.yaml").write_text(EDIT)
    run("diff", "--home", bakery, "--markdown")
    lines = run.stdout.splitlines()
    assert lines[0].startswith("### Loading would change: nodes: ")
    assert "| + | Tool | oven-peel | Oven \\| Peel |" in lines
    assert (
        "| Baking, Junior to Senior | Junior Baker → Baker → Senior Baker (time unknown) | Junior Baker → Senior "
        "Baker (time unknown) |" in lines
    )
    tables = [line.replace("\\|", "") for line in lines if line.startswith("|")]
    assert {line.count("|") for line in tables} == {4, 5}
    run("load", "--dry-run", "--home", bakery, "--markdown")
    assert run.stdout.splitlines() == lines


@pytest.mark.integration
def test_given_nothing_new_or_wrong_options_when_asked_then_it_says_so(run: Ladder, bakery: Path) -> None:
    assert run("diff", "--home", bakery) == "Nothing would change.\n"
    assert "give --json or --markdown, not both" in run("diff", "--home", bakery, "--json", "--markdown", code=2)
    assert "give paths or --since, not both" in run("diff", bakery, "--since", "0", code=2)
    assert "There is no revision 9; the graph is at revision 1" in run("diff", "--since", "9", code=2)


@pytest.mark.integration
def test_given_an_id_that_another_takes_over_when_shown_then_the_line_says_where_it_leads(
    run: Ladder, bakery: Path
) -> None:
    (bakery / "roles" / "baker.yaml").write_text(
        "id: bread-maker\ntitle: Bread Maker\naliases: [Baker]\nlevel: mid\nfamily: Baking\n"
    )
    (bakery / "roles" / "junior-baker.yaml").write_text(
        "id: junior-baker\ntitle: Junior Baker\nlevel: junior\nfamily: Baking\n"
    )
    assert "Baker; its id leads to bread-maker from then on" in run("diff", "--home", bakery)


@pytest.mark.integration
def test_given_texts_that_came_and_went_when_shown_before_or_after_the_load_then_their_words_are_there(
    run: Ladder, bakery: Path
) -> None:
    baker = bakery / "roles" / "baker.yaml"
    baker.write_text(
        "id: baker\ntitle: Baker\nlevel: mid\nfamily: Baking\ncareer: {next: [{role: senior-baker}]}\n"
        "technical_skills: [{name: Kneading, expects: Kneads alone.}]\nresponsibilities: [Opens the bakery]\n"
    )
    (bakery / "roles" / "senior-baker.yaml").unlink()
    baker.write_text(baker.read_text().replace("career: {next: [{role: senior-baker}]}\n", ""))
    shown = run("diff", "--home", bakery)
    for line in (
        "+ REQUIRES        baker→kneading  Kneads alone.",
        "+ Responsibility  baker/responsible_for/general  Opens the bakery",
        "- Role            senior-baker  Senior Baker; with 1 step",
    ):
        assert line in shown
    assert "senior-baker→" not in shown
    assert "senior-baker→senior" in run("diff", "--all", "--home", bakery)
    run("load", "--home", bakery)
    baker.write_text("id: baker\ntitle: Baker\nlevel: mid\nfamily: Baking\n")
    run("load", "--home", bakery)
    since = run("diff", "--since", "2", "--home", bakery)
    assert "- REQUIRES        baker→kneading  Kneads alone." in since
    assert "- Responsibility  baker/responsible_for/general  Opens the bakery" in since
