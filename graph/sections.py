"""The twenty sections of a role blueprint: what they are called and which fields of a `Blueprint` hold them.

A section of sentences has a `Texts`. Labels, relationships, the fold, comparisons, the layout of spreadsheets, the page
of sections and the explorer's role page derive from it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Texts:
    """Sentences of a role: `(:Role)-[:relationship]->(:label)`, one node for each sentence.

    `field` is their field in the blueprint, dotted where it is inside another. A sentence's group within the section is
    its `kind`: the value of the sentence's own `kind_field`, or that of `kinds` for the part of the field it stands in.
    `name` is their name in queries (GraphQL writes it in camel case, comparisons as words), `heading` the one on pages.
    """

    field: str
    relationship: str
    label: str
    description: str
    name: str
    heading: str
    kind_field: str | None = None
    kinds: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """A section of the template: its title, and the fields of the blueprint that hold it."""

    title: str
    fields: tuple[str, ...]
    texts: Texts | None = None


def _named_alike(*parts: str) -> dict[str, str]:
    return {part: part for part in parts}


SECTIONS: dict[int, Section] = {
    1: Section("Role Summary", ("title", "level", "family", "horizon", "summary")),
    2: Section("Role Mission", ("mission",)),
    3: Section(
        "Core Responsibilities",
        ("responsibilities",),
        Texts(
            "responsibilities",
            "RESPONSIBLE_FOR",
            "Responsibility",
            "What the role answers for.",
            "responsibilities",
            "Responsibilities",
            "category",
        ),
    ),
    4: Section(
        "Day-to-Day Activities",
        ("activities",),
        Texts(
            "activities", "DOES", "Activity", "What the role does, by cadence.", "activities", "Activities", "cadence"
        ),
    ),
    5: Section(
        "Key Deliverables",
        ("deliverables",),
        Texts(
            "deliverables",
            "DELIVERS",
            "Deliverable",
            "What the role hands over.",
            "deliverables",
            "Deliverables",
            "kind",
        ),
    ),
    6: Section(
        "Goals, Objectives, and Milestones",
        ("goals",),
        Texts(
            "goals",
            "AIMS_FOR",
            "Milestone",
            "A goal with a horizon.",
            "milestones",
            "Milestones",
            kinds={
                "days_30": "30_day",
                "days_60": "60_day",
                "days_90": "90_day",
                "months_6": "6_month",
                "months_12": "12_month",
                "long_term": "long_term",
            },
        ),
    ),
    7: Section("KPIs and Productivity Metrics", ("kpis",)),
    8: Section("Technical Skills Required", ("technical_skills", "no_longer")),
    9: Section("Soft Skills and Behavioral Capabilities", ("soft_skills",)),
    10: Section("Tools, Platforms, and Software", ("tools",)),
    11: Section(
        "Typical Tech Stack / Environment",
        ("environment",),
        Texts(
            "environment",
            "WORKS_IN",
            "Environment",
            "The technical environment.",
            "environment",
            "Environment",
            "kind",
        ),
    ),
    12: Section("Stakeholders and Collaboration Map", ("stakeholders",)),
    13: Section(
        "Decision Rights and Scope of Authority",
        ("decision_rights",),
        Texts(
            "decision_rights",
            "DECIDES",
            "Decision",
            "A decision and who takes it.",
            "decisions",
            "Decisions",
            kinds=_named_alike("independent", "team", "management"),
        ),
    ),
    14: Section(
        "Required Experience and Qualifications",
        ("years_min", "years_max", "qualifications"),
        Texts(
            "qualifications",
            "QUALIFIES_BY",
            "Qualification",
            "Experience, education, certificates.",
            "qualifications",
            "Qualifications",
            "kind",
        ),
    ),
    15: Section(
        "Career Path and Progression",
        ("career", "related", "builds_on"),
        Texts(
            "career.promotion_skills",
            "PROMOTED_BY",
            "PromotionCriterion",
            "What a promotion asks for.",
            "promotion_criteria",
            "What a promotion asks for",
        ),
    ),
    16: Section(
        "Risks, Challenges, and Failure Modes",
        ("risks",),
        Texts(
            "risks",
            "FACES",
            "Risk",
            "A challenge, bottleneck, anti-pattern …",
            "risks",
            "Risks",
            kinds={"challenges": "challenge", "bottlenecks": "bottleneck", "anti_patterns": "anti_pattern"}
            | _named_alike("underperformance", "business"),
        ),
    ),
    17: Section(
        "Role Variants",
        ("variants",),
        Texts(
            "variants",
            "VARIES_BY",
            "Variant",
            "How the role differs by company, industry …",
            "variants",
            "How the role differs",
            "kind",
        ),
    ),
    18: Section(
        "AI / Automation Impact on the Role",
        ("ai_impact",),
        Texts(
            "ai_impact",
            "CHANGED_BY_AI",
            "AiImpact",
            "How automation changes the role.",
            "ai_impact",
            "How automation changes the role",
            "kind",
        ),
    ),
    19: Section(
        "Hiring Evaluation Criteria",
        ("hiring",),
        Texts(
            "hiring",
            "HIRED_BY",
            "HiringCriterion",
            "What to assess, signals, rubric.",
            "hiring_criteria",
            "What to look for in candidates",
            kinds={
                "assess": "assess",
                "exercises": "exercise",
                "strong_signals": "strong_signal",
                "weak_signals": "weak_signal",
                "red_flags": "red_flag",
                "rubric": "rubric",
            },
        ),
    ),
    20: Section("Final Role Scorecard Summary", ("scorecard",)),
}

NOTES = Texts("other", "NOTED_IN", "Note", "Whatever has no place of its own.", "notes", "Notes")

TEXT_SECTIONS: dict[int, Texts] = {number: section.texts for number, section in SECTIONS.items() if section.texts}
SECTION_OF_FIELD: dict[str, int] = {name: number for number, section in SECTIONS.items() for name in section.fields}


def section_title(number: int | None) -> str:
    """How evidence names a section: number and title; empty for none."""
    return f"{number} {SECTIONS[number].title}" if number else ""


@cache
def title_of_field(name: str) -> str:
    """The section that a field of the blueprint belongs to, as evidence names it."""
    return section_title(SECTION_OF_FIELD[name.partition(".")[0]])
