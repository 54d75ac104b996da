"""What a framework says of skills: texts, pillars, scales of its own, and steps that only its order implies."""

from __future__ import annotations

from graph.documents.blueprint import Blueprint, Career, CareerStep, TechnicalSkill
from graph.documents.document import Document, LevelTerm, Scale, SkillTerm, Term, Vocabulary
from graph.folding.fold import fold
from graph.model import EdgeKey, Graph, NodeKey
from queries.network.build import network_of
from queries.network.network import Network
from queries.planner.gaps import SkillSource, skill_gap

VOCABULARY = Vocabulary(
    levels=[LevelTerm(name="One", rank=1), LevelTerm(name="Two", rank=2)],
    families=[Term(name="Baking")],
    skills=[SkillTerm(name="Kneading", group="Craft"), SkillTerm(name="Firing")],
    scales=[Scale(name="Depth", steps=["Aware", "Working", "Expert"]), Scale(name="Other", steps=["Expert", "Guru"])],
)


def folded(*skills: dict[str, str]) -> Graph:
    """A role for each set of skills with a proficiency, or a text that begins with a space; each leads to the next."""
    documents = [Document("own/words.yaml", "Words", "own", "yaml", VOCABULARY)]
    for at, own in enumerate(skills):
        said = [
            TechnicalSkill.model_validate({"name": name, "expects" if word.startswith(" ") else "proficiency": word})
            for name, word in own.items()
        ]
        steps = [CareerStep(name=f"Baker {at + 2}", implied=True)] if at + 1 < len(skills) else []
        role = Blueprint(
            title=f"Baker {at + 1}",
            level=("One", "Two")[at],
            family="Baking",
            technical_skills=said,
            career=Career(next=steps),
        )
        documents.append(Document(f"own/{at}.yaml", role.title, "own", "yaml", role))
    return fold(documents)


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
