"""Every kind of finding on a smallest graph that has it and on one that nearly has it; then the command."""

from __future__ import annotations

import dataclasses
import itertools
import json
from pathlib import Path
from typing import NamedTuple

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from cli.commands.lint import lint
from graph.documents.blueprint import Blueprint, Problem
from graph.documents.document import Document
from graph.folding.findings import Finding, found_in, rules
from graph.folding.fold import fold
from graph.schema import SEVERITIES
from tests.support.documents import document

LEVELS = document(
    """
levels:
  - {name: Junior, rank: 1}
  - {id: mid, name: Mid-level, rank: 2, unmarked: true}
  - {name: Senior, rank: 3}
  - {name: Manager, rank: 5, track: management}
families:
  - {name: Baking, aliases: [Baker]}
  - {name: Milling, aliases: [Miller]}
skills: [Kneading, Weighing]
tools: [Oven]
""",
    "vocabulary/all.yaml",
)


def role(text: str, **more: str) -> Document:
    """A curated role; its file is named after its id."""
    id = text.split("id: ", 1)[1].split("\n", 1)[0]
    return document(text, f"roles/{id}.yaml", **more)


def imported(text: str) -> Document:
    """The same as a row of an imported sheet says it."""
    return dataclasses.replace(role(text, collection="sheet"), format="sheet")


def blueprint(text: str) -> Document:
    return dataclasses.replace(role(text), format="html")


def with_problem(said: Document) -> Document:
    """A document of which the loader could not read one place."""
    assert isinstance(said.content, Blueprint)
    problem = Problem(section=8, line=12, what="a table without a header", words="x | y")
    return dataclasses.replace(said, content=said.content.model_copy(update={"problems": [problem]}))


def found(kind: str, *documents: Document) -> list[Finding]:
    graph = fold([LEVELS, *documents])
    graph.check()
    return [finding for finding in found_in(graph) if finding.kind == kind]


class Case(NamedTuple):
    """Documents that have findings of a kind, as severity, document, line, role and words of the message; and sets of
    documents that nearly have them.
    """

    documents: list[Document]
    findings: list[tuple[str, str | None, int | None, str | None, str]]
    nearly: list[list[Document]]


MID = role("id: baker\ntitle: Baker\nlevel: mid\n")
JUNIOR = role("id: junior-baker\ntitle: Junior Baker\ncareer:\n  next:\n    - role: baker\n")
SENIOR = role("id: senior-baker\ntitle: Senior Baker\ncareer:\n  feeders:\n    - role: baker\n")


def junior_skill(importance: str) -> Document:
    return role(
        "id: junior-baker\ntitle: Junior Baker\ntechnical_skills:\n  - Weighing\n"
        f"  - {{name: Kneading, tier: must, importance: {importance}}}\ncareer: {{next: [{{role: baker}}]}}\n"
    )


OTHER_WAY_UP = role(
    "id: other-baker\ntitle: Other Baker\nlevel: junior\nfamily: baking\ntechnical_skills: [Weighing]\n"
    "career: {promotion_to: baker}\n"
)
WEIGHING_BAKER = role("id: baker\ntitle: Baker\nlevel: mid\ntechnical_skills: [Weighing]\n")


CASES = {
    "unknown_name": Case(
        [
            role("id: a\ntitle: A\ntechnical_skills:\n  - Kneadng\n  - Singing\n"),
            document("roles:\n  - {name: Miller, family: Milling, level: Chief}\n", "vocabulary/roles.yaml"),
        ],
        [
            ("warning", "test/roles/a.yaml", 4, "a", "The skill 'Kneadng' is not in the vocabulary."),
            ("info", "test/roles/a.yaml", 5, "a", "The skill 'Singing' is not in the vocabulary."),
            ("warning", "test/vocabulary/roles.yaml", 2, None, "The level 'Chief' is not in the vocabulary."),
        ],
        [
            [role("id: a\ntitle: A\ntechnical_skills:\n  - kneading\n  - KNEADING\n")],
            [imported("id: a\ntitle: A\ntechnical_skills:\n  - Kneadng\n  - Singing\n")],
            [document("roles:\n  - {name: Miller, family: Milling, level: senior}\n", "vocabulary/roles.yaml")],
        ],
    ),
    "unreadable_name": Case(
        [role("id: a\ntitle: A\nlevel: '?'\ntechnical_skills:\n  - '…'\n")],
        [
            ("error", "test/roles/a.yaml", 3, "a", "The name '?' cannot be used: level: "),
            ("error", "test/roles/a.yaml", 5, "a", "The name '…' cannot be used: skill: "),
        ],
        [[role("id: a\ntitle: A\nlevel: mid\ntechnical_skills:\n  - C#\n")]],
    ),
    "dangling_id": Case(
        [MID, role("id: a\ntitle: A\ncareer:\n  next:\n    - role: bakker\n    - role: '!'\n")],
        [
            (
                "error",
                "test/roles/a.yaml",
                5,
                "a",
                "The career step names the role id 'bakker', which no document describes.",
            ),
            (
                "error",
                "test/roles/a.yaml",
                6,
                "a",
                "The career step names the role id '!', which no document describes.",
            ),
        ],
        [[MID, role("id: a\ntitle: A\ncareer:\n  next:\n    - role: baker\n    - name: Bakker\n")]],
    ),
    "dangling_replacement": Case(
        [
            role("id: a\ntitle: A\nstatus: retired\nreplaced_by: bakker\n"),
            role("id: b\ntitle: B\nreplaced_by: b\n"),
            MID,
        ],
        [
            ("error", "test/roles/a.yaml", 4, "a", "A (a) is replaced by 'bakker', which no document describes."),
            ("error", "test/roles/b.yaml", 3, "b", "B (b) is replaced by 'b', which is the role itself."),
        ],
        [[role("id: a\ntitle: A\nstatus: retired\nreplaced_by: baker\n"), MID]],
    ),
    "alias_collision": Case(
        [
            document(
                "skills:\n  - {name: Kneading, aliases: [Dough]}\n  - {name: Shaping, aliases: [dough]}\n",
                "vocabulary/more.yaml",
            ),
            role("id: one\ntitle: Head Cook\n"),
            role("id: two\ntitle: Head cook\n"),
        ],
        [
            (
                "error",
                "test/roles/two.yaml",
                2,
                "two",
                "The role name 'Head cook' is claimed by one and two; it names one.",
            ),
            (
                "error",
                "test/vocabulary/more.yaml",
                3,
                None,
                "The skill name 'dough' is claimed by kneading and shaping; it names kneading.",
            ),
        ],
        [
            [
                document("skills:\n  - {name: Kneading, aliases: [Dough]}\n", "vocabulary/more.yaml"),
                document("skills:\n  - {name: Kneading, aliases: [dough]}\n", "vocabulary/other.yaml"),
                document("tools:\n  - {name: Bowl, aliases: [dough]}\n", "vocabulary/tools.yaml"),
                role("id: one\ntitle: Head Cook\n"),
                role("id: one\ntitle: Head cook\n", collection="other"),
            ]
        ],
    ),
    "similar_titles": Case(
        [
            role("id: one\ntitle: Bread Baker\nlevel: mid\n"),
            role("id: two\ntitle: Baker of Pastry\nlevel: mid\n"),
            role("id: three\ntitle: Breads Baker\nlevel: mid\n"),
            role("id: four\ntitle: Pastry, Baker of\nlevel: mid\n"),
            role("id: five\ntitle: Flat Bread Baker\nlevel: mid\n"),
            role("id: six\ntitle: Flatbread Baker\nlevel: mid\n"),
        ],
        [
            (
                "warning",
                "test/roles/six.yaml",
                2,
                "six",
                "Flatbread Baker (six) and Flat Bread Baker (five) are at one level and their titles are nearly the "
                "same.",
            ),
            (
                "warning",
                "test/roles/three.yaml",
                2,
                "three",
                "Breads Baker (three) and Bread Baker (one) are at one level and their titles are nearly the same.",
            ),
            (
                "warning",
                "test/roles/two.yaml",
                2,
                "two",
                "Baker of Pastry (two) and Pastry, Baker of (four) are at one level and their titles are nearly the "
                "same.",
            ),
        ],
        [
            [
                role("id: one\ntitle: Junior Bread Baker\n"),
                role("id: two\ntitle: Senior Bread Baker\n"),
                role("id: three\ntitle: Bread Baker\nlevel: mid\n"),
            ],
            [
                role("id: one\ntitle: Product Baker\n"),
                role("id: two\ntitle: Production Baker\n"),
                role("id: three\ntitle: UI Baker\n"),
                role("id: four\ntitle: UX Baker\n"),
            ],
            [
                role("id: one\ntitle: Bread Baker\n"),
                role("id: two\ntitle: Breads Baker\nstatus: retired\n"),
                imported("id: three\ntitle: Bred Baker\n"),
            ],
        ],
    ),
    "step_to_itself": Case(
        [role("id: baker\ntitle: Baker\nlevel: mid\ncareer:\n  next:\n    - Mid-level Baker\n")],
        [
            (
                "warning",
                "test/roles/baker.yaml",
                6,
                "baker",
                "The career path names the role itself ('Mid-level Baker'); no step was made.",
            )
        ],
        [[role("id: baker\ntitle: Baker\nlevel: mid\ncareer:\n  next:\n    - Senior Baker\n")]],
    ),
    "one_sided_step": Case(
        [MID, JUNIOR, SENIOR],
        [
            (
                "info",
                "test/roles/junior-baker.yaml",
                5,
                "baker",
                "The step from Junior Baker (junior-baker) to Baker (baker) is named by junior-baker only.",
            ),
            (
                "info",
                "test/roles/senior-baker.yaml",
                5,
                "baker",
                "The step from Baker (baker) to Senior Baker (senior-baker) is named by senior-baker only.",
            ),
        ],
        [
            [
                role(
                    "id: baker\ntitle: Baker\nlevel: mid\ncareer: {feeders: [{role: junior-baker}], next: [Senior "
                    "Baker]}\n"
                ),
                JUNIOR,
                SENIOR,
            ],
            [JUNIOR],
            [imported("id: baker\ntitle: Baker\nlevel: mid\n"), JUNIOR],
            [role("id: baker\ntitle: Baker\nstatus: retired\n"), JUNIOR],
            [MID, role("id: miller\ntitle: Miller\ncareer: {adjacent: [Baker]}\n")],
        ],
    ),
    "promotion_cycle": Case(
        [
            role("id: a\ntitle: A\ncareer: {promotion_to: b}\n"),
            role("id: b\ntitle: B\ncareer: {promotion_to: c}\n"),
            role("id: c\ntitle: C\ncareer: {promotion_to: a}\n"),
            role("id: d\ntitle: D\ncareer: {promotion_to: a}\n"),
            role("id: e\ntitle: Junior E\ncareer:\n  next:\n    - Senior F\n"),
            role("id: f\ntitle: Senior F\ncareer: {promotion_to: Junior E}\n"),
        ],
        [
            (
                "error",
                "test/roles/a.yaml",
                3,
                "a",
                "Promotions lead in a circle: a → b → c → a. The step from a to b rises least.",
            ),
            (
                "error",
                "test/roles/f.yaml",
                3,
                "e",
                "Promotions lead in a circle: e → f → e. The step from f to e rises least.",
            ),
        ],
        [
            [
                role("id: a\ntitle: A\ncareer: {promotion_to: b, next: [{role: c}]}\n"),
                role("id: b\ntitle: B\ncareer: {promotion_to: c}\n"),
                role("id: c\ntitle: C\ncareer: {next: [{role: a}]}\n"),
            ]
        ],
    ),
    "promotion_down": Case(
        [role("id: senior-baker\ntitle: Senior Baker\ncareer: {promotion_to: Junior Miller}\n")],
        [
            (
                "error",
                "test/roles/senior-baker.yaml",
                3,
                "senior-baker",
                "The promotion from Senior Baker (senior-baker) to Junior Miller (junior-miller) goes down from "
                "Senior to Junior.",
            )
        ],
        [
            [role("id: senior-baker\ntitle: Senior Baker\ncareer: {promotion_to: Senior Miller}\n")],
            [role("id: senior-baker\ntitle: Senior Baker\ncareer: {next: [Junior Miller]}\n")],
            [role("id: m\ntitle: Manager\ncareer: {promotion_to: Senior Baker}\n")],
        ],
    ),
    "level_gap": Case(
        [MID, role("id: junior-baker\ntitle: Junior Baker\ncareer:\n  next:\n    - Senior Baker\n")],
        [
            (
                "info",
                "test/roles/junior-baker.yaml",
                5,
                "junior-baker",
                "The promotion from Junior Baker (junior-baker) to Senior Baker (senior-baker) passes over Baker "
                "(baker).",
            )
        ],
        [
            [role("id: junior-baker\ntitle: Junior Baker\ncareer: {next: [Senior Baker, Baker]}\n")],
            [MID, role("id: junior-baker\ntitle: Junior Baker\ncareer: {next: [Senior Miller]}\n")],
            [
                role("id: baker\ntitle: Baker\nlevel: mid\nstatus: retired\n"),
                role("id: junior-baker\ntitle: Junior Baker\ncareer: {next: [Senior Baker]}\n"),
            ],
            [MID, JUNIOR, SENIOR],
        ],
    ),
    "skill_lost": Case(
        [junior_skill("critical"), OTHER_WAY_UP, WEIGHING_BAKER],
        [
            (
                "info",
                "test/roles/junior-baker.yaml",
                5,
                "baker",
                "Critical for Junior Baker (junior-baker), and Baker (baker), to which it is promoted, neither lists "
                "it nor takes it for granted, since not every way up asks for it: Kneading.",
            )
        ],
        [
            [junior_skill("critical"), WEIGHING_BAKER],  # taken for granted
            [
                junior_skill("critical"),
                OTHER_WAY_UP,
                role(
                    "id: baker\ntitle: Baker\nlevel: mid\ntechnical_skills: [Weighing, {name: Kneading, importance: "
                    "optional}]\n"
                ),
            ],
            [
                junior_skill("critical"),
                OTHER_WAY_UP,
                role("id: baker\ntitle: Baker\nlevel: mid\ntechnical_skills: [Weighing]\nno_longer: [Kneading]\n"),
            ],
            [junior_skill("important"), OTHER_WAY_UP, WEIGHING_BAKER],
            [
                junior_skill("critical"),
                OTHER_WAY_UP,
                role("id: baker\ntitle: Baker\nlevel: mid\nfamily: Milling\ntechnical_skills: [Weighing]\n"),
            ],
            [junior_skill("critical"), OTHER_WAY_UP, MID],
        ],
    ),
    "unreachable_role": Case(
        [MID, role("id: senior-baker\ntitle: Senior Baker\ncareer: {next: [{role: baker}]}\n")],
        [
            (
                "warning",
                "test/roles/senior-baker.yaml",
                None,
                "senior-baker",
                "No career step leads to Senior Baker (senior-baker), which is no entry level (Senior).",
            )
        ],
        [
            [role("id: baker\ntitle: Baker\nlevel: mid\ncareer: {next: [Senior Baker]}\n"), JUNIOR, SENIOR],
            [role("id: m\ntitle: Manager\n")],
            [role("id: senior-miller\ntitle: Senior Miller\n"), MID],
            [role("id: senior-cook\ntitle: Senior Cook\n")],
            [role("id: senior-baker\ntitle: Senior Baker\nstatus: retired\n")],
        ],
    ),
    "missing_rung": Case(
        [role("id: junior-baker\ntitle: Junior Baker\n"), role("id: senior-baker\ntitle: Senior Baker\n")],
        [
            (
                "info",
                "test/roles/junior-baker.yaml",
                None,
                "junior-baker",
                "Baking has roles below and above Mid-level and none at it; Junior Baker (junior-baker) is the "
                "nearest below.",
            )
        ],
        [
            [JUNIOR, MID, SENIOR],
            [role("id: junior-baker\ntitle: Junior Baker\n"), role("id: senior-miller\ntitle: Senior Miller\n")],
            [role("id: senior-baker\ntitle: Senior Baker\n"), role("id: m\ntitle: Manager\nfamily: Baking\n")],
            [
                document("roles:\n  - {id: baker, name: Baker, level: mid}\n", "vocabulary/roles.yaml"),
                role("id: junior-baker\ntitle: Junior Baker\ncareer: {next: [Baker]}\n"),
                role("id: senior-baker\ntitle: Senior Baker\n"),
            ],
        ],
    ),
    "experience_contradicts_level": Case(
        [
            role("id: junior-baker\ntitle: Junior Baker\nyears_min: 3\n"),
            role("id: baker\ntitle: Baker\nlevel: mid\nyears_min: 4\n"),
            role("id: senior-baker\ntitle: Senior Baker\nyears_min: 2.5\n"),
        ],
        [
            (
                "warning",
                "test/roles/senior-baker.yaml",
                3,
                "senior-baker",
                "Senior Baker (senior-baker) asks for 2.5 years, fewer than the lower Baker (baker) with 4.",
            )
        ],
        [
            [
                role("id: baker\ntitle: Baker\nlevel: mid\nyears_min: 4\n"),
                role("id: senior-baker\ntitle: Senior Baker\nyears_min: 4\n"),
            ],
            [
                role("id: baker\ntitle: Baker\nlevel: mid\nyears_min: 4\n"),
                role("id: senior-miller\ntitle: Senior Miller\nyears_min: 3\n"),
            ],
            [
                role("id: baker\ntitle: Baker\nlevel: mid\nyears_min: 4\n"),
                role("id: m\ntitle: Manager\nfamily: Baking\nyears_min: 3\n"),
            ],
            [
                role("id: baker\ntitle: Baker\nlevel: mid\nyears_min: 4\n"),
                role("id: pastry\ntitle: Pastry\nlevel: mid\nfamily: Baking\nyears_min: 3\n"),
            ],
            [
                role("id: baker\ntitle: Baker\nlevel: mid\nyears_min: 4\n"),
                role("id: senior-baker\ntitle: Senior Baker\nyears_max: 3\n"),
            ],
        ],
    ),
    "no_level": Case(
        [role("id: a\ntitle: Cook\n")],
        [
            (
                "warning",
                "test/roles/a.yaml",
                2,
                "a",
                "Cook (a) has no level: neither its documents nor its title show one.",
            )
        ],
        [
            [role("id: a\ntitle: Senior Cook\ncareer: {next: [Chef]}\n")],
            [role("id: a\ntitle: Cook\nlevel: mid\n")],
            [imported("id: a\ntitle: Cook\n")],
        ],
    ),
    "contradiction": Case(
        [
            role("id: a\ntitle: Cook\nlevel: mid\nyears_min: 2\nyears_max: 5\n"),
            role("id: a\ntitle: Cook\nlevel: senior\nyears_min: 3\nyears_max: 5\n", collection="two"),
            document("levels:\n  - {name: Senior, rank: 4}\n", "vocabulary/levels.yaml"),
        ],
        [
            (
                "warning",
                "test/vocabulary/levels.yaml",
                None,
                None,
                "senior: rank is 3 in test/vocabulary/all.yaml but 4 in test/vocabulary/levels.yaml; 3 counts.",
            ),
            (
                "warning",
                "two/roles/a.yaml",
                3,
                "a",
                "a: level is mid in test/roles/a.yaml but senior in two/roles/a.yaml; mid counts.",
            ),
            (
                "warning",
                "two/roles/a.yaml",
                4,
                "a",
                "a: years_min is 2.0 in test/roles/a.yaml but 3.0 in two/roles/a.yaml; 2.0 counts.",
            ),
        ],
        [
            [
                role("id: a\ntitle: Cook\nlevel: mid\nyears_min: 2\n"),
                role("id: a\ntitle: Cook\nlevel: Mid-level\nyears_min: 2.0\nyears_max: 5\n", collection="two"),
                document("levels:\n  - {name: Senior, rank: 3, aliases: [Sr]}\n", "vocabulary/levels.yaml"),
            ]
        ],
    ),
    "scorecard_only": Case(
        [
            role(
                "id: a\ntitle: Senior Cook\ntechnical_skills: [Weighing]\ntools: [Oven]\n"
                "scorecard: {top_technical_skills: [Kneading, weighing], top_soft_skills: [Patience], top_tools: "
                "[Oven, Mixer]}\n"
            ),
            blueprint(
                "id: b\ntitle: Senior Waiter\nscorecard: {top_technical_skills: [Kneading, Kneading and so on]}\n"
            ),
        ],
        [
            (
                "info",
                "test/roles/a.yaml",
                None,
                "a",
                "The scorecard names the skill 'Kneading', which the document's own sections do not.",
            ),
            (
                "info",
                "test/roles/a.yaml",
                None,
                "a",
                "The scorecard names the skill 'Patience', which the document's own sections do not.",
            ),
            (
                "info",
                "test/roles/a.yaml",
                None,
                "a",
                "The scorecard names the tool 'Mixer', which the document's own sections do not.",
            ),
            (
                "info",
                "test/roles/b.yaml",
                None,
                "b",
                "The scorecard names the skill 'Kneading', which the document's own sections do not.",
            ),
        ],
        [
            [
                role(
                    "id: a\ntitle: Senior Cook\ntechnical_skills: [Kneading]\nsoft_skills: [Patience]\ntools: [{cell: "
                    "Oven and more, names: [Oven]}]\n"
                    "scorecard: {top_technical_skills: [kneading, '—'], top_soft_skills: [Patience], top_tools: "
                    "[Oven, Kneading], years: [9]}\n"
                )
            ]
        ],
    ),
    "merged_names": Case(
        [
            role("id: a\ntitle: Junior A\ntechnical_skills:\n  - Pekar\n  - Пекарь\n"),
            document("title: Junior Cook\n", "roles/b.yaml"),
            document("title: junior cook\n", "roles/c.yaml"),
            document("skills:\n  - Frying\n  - frying\n", "vocabulary/own.yaml"),
        ],
        [
            (
                "warning",
                "test/roles/a.yaml",
                5,
                "a",
                "The skill names 'Пекарь' and 'Pekar' have one id and are one skill in the graph.",
            ),
            (
                "warning",
                "test/roles/c.yaml",
                1,
                "junior-cook",
                "The role names 'Junior Cook' of test/roles/b.yaml and 'junior cook' have one id, junior-cook, and are "
                "one role in the graph.",
            ),
            (
                "warning",
                "test/vocabulary/own.yaml",
                3,
                None,
                "The skill names 'Frying' and 'frying' have one id, frying, and are one skill in the graph.",
            ),
        ],
        [
            [role("id: cook\ntitle: Cook\n"), dataclasses.replace(document("title: Cook\n", "b.html"), format="html")],
            [document("title: Cook\n", "roles/b.yaml"), document("title: cook\n", "roles/b.yaml", "acme")],
            [document("skills: [Frying]\n", "v/1.yaml"), document("skills: [{name: Frying}]\n", "v/2.yaml")],
            [document("title: Cook (Day)\n", "roles/b.yaml"), document("title: Cook (Night)\n", "roles/c.yaml")],
        ],
    ),
    "no_id": Case(
        [document("title: Junior Cook\n", "roles/cook.yaml")],
        [
            (
                "info",
                "test/roles/cook.yaml",
                1,
                "junior-cook",
                "Junior Cook (junior-cook) has an id that its file does not state.",
            )
        ],
        [[role("id: a\ntitle: Junior A\n")], [dataclasses.replace(document("title: Cook\n"), format="html")]],
    ),
    "unread": Case(
        [with_problem(role("id: a\ntitle: Senior Cook\n"))],
        [("warning", "test/roles/a.yaml", 12, "a", "Not read: a table without a header: x | y")],
        [[role("id: a\ntitle: Senior Cook\n")]],
    ),
}


def test_given_the_rules_then_each_has_a_case_and_says_what_it_means() -> None:
    assert CASES.keys() == {rule.kind for rule in rules()}
    for rule in rules():
        assert rule.severity in SEVERITIES
        assert rule.meaning.endswith(".")
        assert rule.remedy.endswith(".")


FIRST_SAID = role("id: kneader\ntitle: Kneader\nlevel: mid\nfamily: baking\nyears_min: 2\nstatus: published\n")
WRONG_FIELDS = {  # a field of a role, and the kind of finding that its value has
    "level: '?'": "unreadable_name",
    "level: senior": "contradiction",
    "family: Pottery": "unknown_name",
    "family: milling": "contradiction",
    "years_min: 3": "contradiction",
    "status: draft": "contradiction",
    "replaced_by: nobody": "dangling_replacement",
}


@given(
    st.lists(st.sampled_from(list(WRONG_FIELDS)), unique_by=lambda field: field.split(":")[0], min_size=1),
    st.data(),
)
def test_given_wrong_fields_in_any_order_then_each_finding_names_the_line_of_its_field(
    fields: list[str], data: st.DataObject
) -> None:
    keys = data.draw(st.permutations(["id: kneader", "title: Kneader", "summary: >-\n  Two\n  lines.", *fields]))
    gaps = data.draw(st.lists(st.sampled_from(["", "\n", "# level: none\n"]), min_size=len(keys), max_size=len(keys)))
    text = "".join(f"{gap}{key}\n" for gap, key in zip(gaps, keys, strict=True))
    said = document(text, "roles/late.yaml", collection="test")
    stored = Document.from_properties(said.id, said.properties())
    for field in fields:
        kind, key = WRONG_FIELDS[field], field.split(":")[0]
        findings = [finding for finding in found(kind, FIRST_SAID, stored) if finding.document == said.id]
        lines = [text.split("\n")[finding.line - 1].split(":")[0] for finding in findings if finding.line is not None]
        assert len(lines) == len(findings)
        assert key in lines


@pytest.mark.parametrize("kind", CASES)
def test_given_a_smallest_ladder_with_it_then_the_finding_has_severity_place_role_and_advice(kind: str) -> None:
    case = CASES[kind]
    findings = found(kind, *case.documents)
    assert [(finding.severity, finding.document, finding.line, finding.role) for finding in findings] == [
        expected[:4] for expected in case.findings
    ]
    for finding, expected in zip(findings, case.findings, strict=True):
        assert finding.message.startswith(expected[4])
        assert finding.suggestion


@pytest.mark.parametrize(("kind", "at"), [(kind, at) for kind, case in CASES.items() for at in range(len(case.nearly))])
def test_given_a_ladder_that_nearly_has_it_then_there_is_no_such_finding(kind: str, at: int) -> None:
    assert found(kind, *CASES[kind].nearly[at]) == []


def test_given_any_order_of_documents_then_the_findings_are_the_same() -> None:
    everything = {document.id: document for case in CASES.values() for document in case.documents}.values()
    expected = found_in(fold([LEVELS, *everything]))
    assert len(expected) > 20
    assert found_in(fold([*reversed([*everything]), LEVELS])) == expected
    some = CASES["contradiction"].documents
    for order in itertools.permutations([LEVELS, *some]):
        assert found_in(fold(order)) == found_in(fold([LEVELS, *some]))


def test_given_a_sheet_of_roles_with_names_of_its_own_then_no_finding_is_about_names_or_sides() -> None:
    rows = [
        imported(
            f"id: s{number}\ntitle: Clerk {number}\ntechnical_skills: [Kneadng]\ncareer: {{next: [Clerk "
            f"{number + 1}]}}\n"
        )
        for number in range(30)
    ]
    assert found_in(fold([LEVELS, *rows])) == []


def test_given_two_circles_that_share_no_role_and_a_way_between_then_each_is_told_once() -> None:
    promotions = {"a": "b", "b": "a", "c": "d", "d": "e", "e": "c", "x": "a"}
    documents = [
        role(f"id: {start}\ntitle: {start.upper()}\ncareer: {{promotion_to: {end.upper()}}}\n")
        for start, end in promotions.items()
    ]
    second = role("id: b\ntitle: B\ncareer: {promotion_to: C}\n", collection="two")
    messages = [finding.message.split(". ")[0] for finding in found("promotion_cycle", *documents, second)]
    assert messages == ["Promotions lead in a circle: a → b → a", "Promotions lead in a circle: c → d → e → c"]


def test_given_the_seeds_then_nothing_is_worse_than_info(seed_documents: list[Document]) -> None:
    findings = found_in(fold(seed_documents))
    assert [finding for finding in findings if finding.severity != "info"] == []


# The command

app = typer.Typer()
app.command()(lint)


class Answer(NamedTuple):
    code: int
    out: str
    err: str


def run(*arguments: str | Path) -> Answer:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder of its own whose roles have a warning, and whose scorecard has an info."""
    files = {
        "ladder.yaml": "collection: bakery\n",
        "vocabulary/all.yaml": "levels: [{name: Junior, rank: 1}, {name: Senior, rank: 3}]\nskills: [Kneading]\n",
        "roles/baker.yaml": "id: baker\ntitle: Junior Baker\ntechnical_skills:\n  - Kneading\n  - Kneadng\nscorecard: "
        "{top_tools: [Kneading, Oven]}\n",
    }
    for name, text in files.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "data"


def test_given_a_folder_with_a_warning_when_linted_then_path_line_message_and_advice_are_printed_and_the_code_is_1(
    folder: Path,
) -> None:
    answer = run(folder)
    assert answer.code == 1
    assert answer.out == (
        f"{folder}/roles/baker.yaml:5: warning The skill 'Kneadng' is not in the vocabulary. (unknown_name)\n"
        "    If it is one of these, add it there as an alias: Kneading (kneading). Otherwise add it to the "
        "vocabulary.\n"
    )
    assert answer.err == "2 documents: 1 warning, 1 info. 1 not shown; --severity info shows all.\n"


def test_given_a_severity_when_linted_then_it_decides_what_is_shown_and_the_exit_code(folder: Path) -> None:
    assert run(folder, "--severity", "error").code == 0
    assert run(folder, "--severity", "error").out == ""
    shown = run(folder, "--severity", "info")
    assert shown.code == 1
    assert [line.split(": ")[1].split()[0] for line in shown.out.splitlines()[::2]] == ["info", "warning"]


def test_given_a_clean_folder_when_linted_then_the_code_is_0(folder: Path) -> None:
    (folder / "roles" / "baker.yaml").write_text("id: baker\ntitle: Junior Baker\ntechnical_skills: [Kneading]\n")
    assert run(folder, "--severity", "info") == Answer(0, "", "2 documents: nothing to look at.\n")
    assert json.loads(run(folder, "--json").out) == []


def test_given_json_when_linted_then_a_program_reads_every_field(folder: Path) -> None:
    answer = run(folder, "--json")
    assert answer.code == 1
    assert json.loads(answer.out) == [
        {
            "kind": "unknown_name",
            "severity": "warning",
            "message": "The skill 'Kneadng' is not in the vocabulary.",
            "suggestion": "If it is one of these, add it there as an alias: Kneading (kneading). Otherwise add it to "
            "the vocabulary.",
            "document": "bakery/roles/baker.yaml",
            "line": 5,
            "role": "baker",
            "path": f"{folder}/roles/baker.yaml",
        }
    ]


def test_given_what_a_load_would_refuse_when_linted_then_it_is_an_error_told_once(folder: Path) -> None:
    (folder / "roles" / "cook.yaml").write_text(
        "id: cook\ntitle: Cook\nlevel: juniorr\ncareer:\n  next:\n    - role: bakerr\n"
    )
    answer = run(folder, "--severity", "error")
    assert answer.code == 1
    assert answer.out == (
        f"{folder}/roles/cook.yaml:3: error level: there is no level 'juniorr' (refused)\n    Did you mean junior?\n"
        f"{folder}/roles/cook.yaml:6: error career.next: no document describes a role with the id 'bakerr' "
        "(refused)\n    Did you mean baker?\n"
    )
    shown = run(folder, "--severity", "info")
    assert shown.out.count("juniorr") == 1
    assert shown.out.count("bakerr") == 1


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("title: [\n", ":2", "malformed YAML"),
        ("id: cook\ntitle: Cook\nlevvel: mid\n", ":3", "levvel: unknown key"),
        ("id: cook\ntitle: '…'\n", ":2", "role: '…' has no letter or digit"),
        ("id: cook\ntitle: Cook\naliases: ['…']\n", ":3", "role: '…' has no letter or digit"),
    ],
)
def test_given_a_file_that_cannot_be_used_when_linted_then_it_is_an_error_with_its_place(
    folder: Path, text: str, place: str, message: str
) -> None:
    (folder / "roles" / "cook.yaml").write_text(text)
    answer = run(folder)
    assert answer.code == 1
    assert answer.out.startswith(f"{folder}/roles/cook.yaml{place}: error {message}")


def test_given_one_file_of_a_data_folder_when_linted_then_its_findings_are_told_with_the_rest_as_context(
    folder: Path,
) -> None:
    other = folder / "roles" / "other.yaml"
    other.write_text(
        "id: other\ntitle: Senior Baker\ncareer:\n  feeders:\n    - role: baker\n    - name: Junior Backer\n"
    )
    answer = run(other, "--home", folder)
    assert (
        answer.out.splitlines()[0]
        == f"{other}:6: warning The role 'Junior Backer' is not in the vocabulary. (unknown_name)"
    )
    assert len(answer.out.splitlines()) == 2
    assert answer.err.startswith("1 document: ")


def test_given_a_folder_without_vocabulary_when_linted_then_that_of_the_data_folder_is_used(
    folder: Path, tmp_path: Path
) -> None:
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    (drafts / "cook.yaml").write_text("id: cook\ntitle: Junior Cook\nlevel: junior\ntechnical_skills: [Kneading]\n")
    assert run(drafts, "--home", folder, "--severity", "info") == Answer(0, "", "1 document: nothing to look at.\n")


def test_given_no_such_path_when_linted_then_the_code_is_2(tmp_path: Path) -> None:
    assert run(tmp_path / "nothing").code == 2


def test_given_no_path_when_linted_then_it_is_the_data_folder(folder: Path) -> None:
    assert run("--home", folder) == run(folder)
