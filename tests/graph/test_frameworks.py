"""What a framework says of skills: texts, pillars, scales of its own, and steps that only its order implies."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest

from graph.documents.blueprint import Blueprint, Career, CareerStep
from graph.folding.fold import fold
from graph.model import EdgeKey, Graph, NodeKey
from queries.analyst.jsonld import jsonld
from queries.ladders.comparison import network_sections
from queries.ladders.matrix import find_family, matrix
from queries.network.build import network_of
from queries.network.network import Network
from queries.planner.gaps import SkillSource, skill_gap
from queries.planner.learning import lessons
from queries.planner.paths import career_paths
from queries.planner.question import RoleSelector
from queries.planner.recommendations import recommend_roles, similar_roles
from queries.planner.sentences import gap_sentence
from tests.support.frameworks import framework
from tests.support.seeds import seeds_network


def folded(*skills: dict[str, str]) -> Graph:
    return fold(framework(*skills))


def network(graph: Graph) -> Network:
    return network_of(graph)


def test_given_a_step_of_a_scale_when_folded_then_its_name_is_kept_and_its_place_compared_on_that_scale() -> None:
    graph = folded({"Kneading": "working"}, {"Kneading": "Expert"})
    edge = graph.edges[EdgeKey("REQUIRES", "baker-1", "kneading")]
    assert (edge["scale"], edge["step"], edge["proficiency"]) == ("Depth", "working", 2.0)
    gap = skill_gap(network(graph), SkillSource(role="baker-1"), "baker-2")
    assert [step.after.need.proficiency for step in gap.deepen] == [3.0]
    assert not skill_gap(network(graph), SkillSource(role="baker-2"), "baker-1").deepen


def test_given_steps_of_two_scales_when_compared_then_neither_is_higher() -> None:
    gap = skill_gap(
        network(folded({"Kneading": "Aware"}, {"Kneading": "Guru"})), SkillSource(role="baker-1"), "baker-2"
    )
    assert not gap.deepen


def test_given_a_step_that_no_scale_has_when_folded_then_a_finding_names_it() -> None:
    graph = folded({"Kneading": "Legendary"})
    (finding,) = (
        said for key, said in graph.nodes.items() if key.label == "Finding" and "Legendary" in said["message"]
    )
    assert "no scale" in finding["message"]


def test_given_other_words_for_the_same_skill_when_compared_then_both_texts_are_told_and_nothing_weighs() -> None:
    graph = folded({"Kneading": " by recipe", "Firing": " at dawn"}, {"Kneading": " by feeling", "Firing": " At dawn!"})
    assert graph.nodes[NodeKey("Skill", "kneading")]["group"] == "Craft"
    gap = skill_gap(network(graph), SkillSource(role="baker-1"), "baker-2")
    assert [(step.before.need.expects, step.after.need.expects) for step in gap.differently] == [
        ("by recipe", "by feeling")
    ]
    assert (len(gap.shared), gap.learn, gap.deepen, gap.units) == (1, (), (), 0)


def test_given_steps_that_only_the_order_implies_when_folded_then_they_say_so_and_are_no_finding() -> None:
    graph = folded({"Kneading": "Aware"}, {"Kneading": "Working"})
    (step,) = (said for edge, said in graph.edges.items() if edge.type == "PROGRESSES_TO")
    assert (step["kind"], step["implied"]) == ("promotion", True)
    assert not [
        said for key, said in graph.nodes.items() if key.label == "Finding" and said["kind"] == "one_sided_step"
    ]


def test_given_a_framework_when_a_path_is_told_then_what_each_step_expects_differently_is_part_of_it() -> None:
    words = {"Kneading": " with help", "Firing": "Aware"}, {"Kneading": " alone", "Firing": "Expert"}
    path = career_paths(network(folded(*words)), RoleSelector("baker-1"), RoleSelector("baker-2")).paths[0]
    assert "nothing new to learn, 1 skill to deepen (Firing), 1 expected differently (Kneading)." in path.summary
    assert path.steps[0].summary.endswith("No sentence says this step; the order of levels implies it.")


def test_given_texts_alone_when_a_path_is_told_then_it_does_not_say_that_nothing_changes() -> None:
    texts = {"Kneading": " with help", "Firing": " by day"}, {"Kneading": " alone", "Firing": " by night"}
    path = career_paths(network(folded(*texts)), RoleSelector("baker-1"), RoleSelector("baker-2")).paths[0]
    assert "no skill to learn or deepen, 2 skills expected differently (Firing and Kneading)." in path.summary


def test_given_a_caveat_of_every_step_when_a_path_is_told_then_it_is_said_once() -> None:
    way = network(folded({"Kneading": " a"}, {"Kneading": " b"}, {"Kneading": " c"}))
    path = career_paths(way, RoleSelector("baker-1"), RoleSelector("baker-3")).paths[0]
    assert path.summary.count("is implied by the order of levels") == 1
    assert "Mind that each step is implied by the order of levels, and no sentence says it" in path.summary


def test_given_steps_of_a_scale_when_shown_then_they_stand_by_their_names_everywhere() -> None:
    graph = folded({"Kneading": "Working"}, {"Kneading": "Expert"})
    known = network(graph)
    compared = {section.section: section for section in network_sections(known, (0, 1))}["skills"]
    assert compared.differences[0].values == ("Working", "Expert")
    line = matrix(known, find_family(known, "Baking")).lines[0]
    assert [str(cell) for cell in line.cells] == ["Working", "Expert"]
    (baker,) = (
        thing for thing in orjson.loads(jsonld(graph)[""])["@graph"] if thing["@id"] == "urn:ladder:role:baker-1"
    )
    said = {name: value for name, value in baker["ladder:requires"][0].items() if name != "ladder:skill"}
    assert said == {"ladder:proficiency": 2.0, "ladder:step": "Working", "ladder:scale": "Depth"}
    plan = lessons(known, skill_gap(known, SkillSource(role="baker-1"), "baker-2"))
    assert [(lesson.before and lesson.before.need.step, lesson.asked.need.step) for lesson in plan] == [
        ("Working", "Expert")
    ]


def test_given_a_skill_taken_for_granted_when_folded_then_its_step_is_that_of_the_rung_below() -> None:
    graph = folded({"Kneading": "Working"}, {"Firing": "Expert"})
    assert graph.edges[EdgeKey("ASSUMES", "baker-2", "kneading")]["step"] == "Working"


def test_given_a_role_of_which_nothing_is_said_when_measured_then_its_skills_are_not_known() -> None:
    known = network(folded({"Kneading": " with help"}, {}, {"Kneading": " alone"}))
    gap = skill_gap(known, SkillSource(role="baker-1"), "baker-2")
    assert (gap.known, gap.overlap) == (False, None)
    assert [match.role for match in recommend_roles(known, SkillSource(role="baker-1"))] == [2]
    path = career_paths(known, RoleSelector("baker-1"), RoleSelector("baker-3")).paths[0]
    assert "as far as skills are known" in path.summary


def test_given_a_role_that_fits_by_name_when_recommended_then_the_reason_says_what_is_not_as_it_asks() -> None:
    known = network(folded({"Kneading": " with help", "Firing": "Aware"}, {"Kneading": " alone", "Firing": "Expert"}))
    (match,) = recommend_roles(known, SkillSource(role="baker-1"))
    assert match.reason.endswith("none is missing; 1 to deepen; 1 expected differently.")


def test_given_skills_of_one_weight_or_of_several_when_a_gap_is_told_then_only_these_have_a_share_by_weight() -> None:
    known = network(folded({"Kneading": " with help"}, {"Kneading": " alone", "Firing": "Aware"}))
    told = gap_sentence(skill_gap(known, SkillSource(role="baker-1"), "baker-2"), "Baker 2")
    assert told == "0 of 2 skills are there as Baker 2 asks; 1 to learn, 1 expected differently."
    ladder = seeds_network()
    gap = skill_gap(ladder, SkillSource(role="data-engineer"), "senior-data-engineer")
    assert gap_sentence(gap, "Senior Data Engineer").endswith("By weight that is 72%.")


def test_given_a_step_that_the_order_implies_when_folded_then_no_words_are_quoted_for_it() -> None:
    graph = folded({"Kneading": "Aware"}, {"Kneading": "Working"})
    (step,) = (said for edge, said in graph.edges.items() if edge.type == "PROGRESSES_TO")
    assert step["evidence_words"] == [""]


@pytest.mark.parametrize(
    ("before", "after", "overlap"),
    [
        ({"Kneading": " with help", "Firing": " rarely"}, {"Kneading": " alone", "Firing": " daily"}, None),
        ({"Kneading": " with help", "Firing": " daily"}, {"Kneading": " alone", "Firing": " daily"}, None),
        ({"Kneading": "Aware"}, {"Kneading": "Expert"}, None),  # a step up at one weight
        ({"Kneading": " alone"}, {"Kneading": " alone"}, 1.0),
        ({"Kneading": " alone"}, {"Kneading": " alone", "Firing": " daily"}, 0.5),
        ({"Kneading": "Expert"}, {"Kneading": "Aware"}, 1.0),
    ],
)
def test_given_skills_of_which_only_words_say_how_much_is_there_when_measured_then_no_share_is_known(
    before: dict[str, str], after: dict[str, str], overlap: float | None
) -> None:
    known = network(folded(before, after))
    gap = skill_gap(known, SkillSource(role="baker-1"), "baker-2")
    assert (gap.known, gap.overlap) == (True, overlap)
    assert "not known" not in gap_sentence(gap, "Baker 2")
    (match,) = recommend_roles(known, SkillSource(role="baker-1"))
    assert match.share == overlap
    assert ("%" in match.reason) == (overlap is not None)


def test_given_roles_that_ask_for_the_same_in_other_words_when_likened_then_no_share_is_told() -> None:
    known = network(folded({"Kneading": " with help"}, {"Kneading": " alone"}, {"Kneading": " alone"}))
    told = {match.role: match for match in similar_roles(known, "baker-3")}
    assert [told[0].share, told[1].share] == [None, 1.0]
    assert told[0].reason == "Baker 1 asks for skills of the same names, in other words: Kneading; none is missing."


@pytest.mark.parametrize(
    ("same", "documents", "sentence"),
    [
        (True, ["own/ladder.html#a"], "The ladder says this step."),
        (False, ["own/ladder.html#a", "own/ladder.html#b"], "The documents of both roles name this step."),
    ],
)
def test_given_a_step_that_both_roles_name_when_it_is_one_sentence_of_an_original_then_it_is_evidence_once(
    same: bool, documents: list[str], sentence: str
) -> None:
    said = "From Baker 1 people go on to Baker 2."
    onwards = CareerStep(name="Baker 2", said=said, line=7)
    back = CareerStep(name="Baker 1", said=said, line=7 if same else 9)
    words, one, two = framework({"Kneading": " with help"}, {"Kneading": " alone"})
    told = [
        replace(document, id=id, content=Blueprint.model_copy(document.content, update={"career": career}))
        for document, id, career in (
            (one, "own/ladder.html#a", Career(next=[onwards])),
            (two, "own/ladder.html#b", Career(feeders=[back])),
        )
    ]
    graph = fold([words, *told])
    edge = graph.edges[EdgeKey("PROGRESSES_TO", "baker-1", "baker-2", "promotion")]
    assert (edge["confirmed"], edge["evidence_document"]) == (True, documents)
    [path] = career_paths(network_of(graph), RoleSelector("baker-1"), RoleSelector("baker-2")).paths
    assert path.steps[0].summary.endswith(sentence)
