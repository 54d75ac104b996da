"""The sheet Vocabulary: its columns."""

from __future__ import annotations

from loaders.sheets.columns import Column, Sheet

VOCABULARY = Sheet(
    "Vocabulary",
    "One row a level, or a name with its other spellings; not needed where the data folder has them.",
    (
        Column(
            "Kind",
            "kind",
            "What is named.",
            ("type",),
            values={
                "level": ("rung",),
                "family": ("discipline",),
                "skill": ("competency",),
                "tool": (),
                "tool_category": ("category of tools",),
                "role": (),
                "stakeholder": (),
                "scale": (),
                "lateral_months": ("move sideways",),
            },
            required=True,
            width=14,
        ),
        Column("Name", "name", "The name that counts.", ("term",), required=True, width=34),
        Column("Id", "id", "Stays when the name changes; made from the name when empty.", ("key",), width=24),
        Column("Other names", "aliases", "Other spellings of it.", ("also known as", "synonyms"), "list", width=30),
        Column("Same as", "same_as", "URIs of this very thing elsewhere, such as ESCO's.", (), "list", width=40),
        Column("Group", "group", "Of a skill: the pillar of a framework that it belongs to.", ("pillar",), width=24),
        Column(
            "Skill kind",
            "skill_kind",
            "Of a skill; technical when empty.",
            (),
            values={"technical": ("hard",), "soft": ("behavioural", "behavioral")},
            width=12,
        ),
        Column("Description", "description", "Of a skill or a tool: what it is.", (), width=50),
        Column("Rank", "rank", "Of a level: its height on the track, from 0.", ("order",), "number", width=8),
        Column(
            "Track",
            "track",
            "Of a level; individual when empty.",
            (),
            values={"individual": (), "management": (), "job_zone": ()},
            width=14,
        ),
        Column(
            "Months from",
            "months_min",
            "Of a level: typical months before the next one, lower end.",
            ("min months",),
            "number",
            width=13,
        ),
        Column("Months to", "months_max", "The upper end.", ("max months",), "number", width=13),
        Column("Unmarked", "unmarked", "Of a level: titles usually carry no word of it.", (), "yes", width=11),
        Column(
            "In titles",
            "in_titles",
            "Of a level: words that show it in a title; its names when empty; none: no word does.",
            (),
            "list",
            width=24,
        ),
        Column("Level", "level", "Of a role that no document describes."),
        Column("Family", "family", "Of a role that no document describes.", (), width=24),
        Column("Steps", "steps", "Of a scale: its steps, upward.", (), "list", width=30),
        Column("O*NET id", "onet_id", "Of a skill.", (), width=14),
        Column("Not its names", "not_aliases", "Spellings that mean something else.", (), "list", width=24),
        Column("Replaces", "replaces", "Ids of names that are this very thing.", (), "list", width=24),
    ),
    aliases=("terms",),
)
