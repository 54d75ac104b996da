"""The layout of a ladder in a spreadsheet: which sheets and columns there are. Reading, the template and the export all
follow it.
"""

from __future__ import annotations

from typing import get_args

from graph.documents.blueprint import Blueprint, Statement
from graph.sections import TEXT_SECTIONS
from loaders.sheets.columns import Column, Sheet
from loaders.sheets.headings import IN_OTHER_LANGUAGES
from loaders.sheets.vocabulary import VOCABULARY

_STATUSES = {"draft": (), "published": ("active", "live"), "retired": ("closed", "archived")}
TIERS = {
    "must": ("must have", "required"),
    "good": ("good to have", "nice to have", "preferred"),
    "advanced": ("expert",),
    "emerging": ("new",),
}
IMPORTANCES = {"critical": ("high", "essential"), "important": ("medium",), "optional": ("low",)}
_COMMONALITIES = {"common": ("standard",), "context_specific": ("sometimes",), "optional": ()}
STEP_SORTS = {
    "next": ("next role", "to"),
    "feeder": ("previous", "previous role", "from"),
    "adjacent": ("lateral", "sideways"),
    "promotion": ("promotion to", "up"),
    "related": ("similar", "like"),
}
RELATIONS = {
    "manager": ("reports to",),
    "internal": (),
    "external": (),
    "peer_roles": ("peer", "peers"),
    "upstream": (),
    "downstream": (),
}
# Sections of sentences, with the field of a sentence that holds its grouping; then those whose groups are fields.
STATEMENT_KINDS = {texts.field: texts.kind_field for texts in TEXT_SECTIONS.values() if texts.kind_field}
STATEMENT_GROUPS = tuple(texts.field for texts in TEXT_SECTIONS.values() if texts.kinds)
STATEMENTS: dict[str, type[Statement]] = {
    name: get_args(Blueprint.model_fields[name].annotation)[0] for name in STATEMENT_KINDS
}
_TEXT_SECTIONS = (*STATEMENT_KINDS, *STATEMENT_GROUPS, "promotion_skills", "scorecard", "other")

_ROLE = Column(
    "Role",
    "for_role",
    "Title or id of a role of the sheet Roles.",
    ("role title", "title", "role id", "job title"),
    required=True,
    width=34,
)
_USE = Column("Use", "use", "What for.", ("purpose", "used for", "notes"), width=40)

ROLES = Sheet(
    "Roles",
    "One row a role. A CSV file holds this sheet alone.",
    (
        Column(
            "Title",
            "title",
            "Title of the role.",
            ("role", "role title", "job title", "position", "name"),
            required=True,
            width=34,
        ),
        Column(
            "Id", "id", "Stays when the title changes; made from the title when empty.", ("role id", "key"), width=24
        ),
        Column("Level", "level", "A level of the vocabulary.", ("grade", "seniority", "career level", "rank")),
        Column("Family", "family", "The discipline.", ("job family", "discipline", "department", "function"), width=24),
        Column("Status", "status", "Published when empty.", ("state",), values=_STATUSES, width=12),
        Column("Replaced by", "replaced_by", "Id of the role that replaced a retired one.", ("successor",)),
        Column(
            "Years from",
            "years_min",
            "Years of experience, lower end.",
            ("min years", "years of experience", "experience from"),
            "number",
            width=11,
        ),
        Column(
            "Years to",
            "years_max",
            "Years of experience, upper end.",
            ("max years", "experience to"),
            "number",
            width=11,
        ),
        Column("Mission", "mission", "What the role is for.", ("purpose",), width=50),
        Column("Summary", "summary", "The role in a few sentences.", ("description", "role summary"), width=50),
        Column("Horizon", "horizon", "current, emerging …"),
        Column(
            "Other titles",
            "aliases",
            "Other titles of this very role.",
            ("also known as", "alternative titles", "synonyms"),
            "list",
            width=24,
        ),
        Column(
            "Search titles",
            "search_titles",
            "Titles found by search only; they may be ambiguous.",
            (),
            "list",
            width=24,
        ),
        Column(
            "Technical skills",
            "technical_skills",
            "Python (must, critical); SQL (good)",
            ("skills", "hard skills"),
            "skills",
            width=40,
        ),
        Column(
            "Soft skills",
            "soft_skills",
            "Written communication (important)",
            ("behaviours", "behaviors"),
            "skills",
            width=40,
        ),
        Column("Tools", "tools", "Git; Docker", ("software", "technologies"), "list", width=30),
        Column(
            "Next roles",
            "next",
            "Senior Baker (24-48 months); Pastry Chef",
            ("next role", "next", "progresses to", "career path"),
            "steps",
            width=34,
        ),
        Column(
            "Feeder roles",
            "feeders",
            "Roles that lead to this one.",
            ("previous roles", "feeds from"),
            "steps",
            width=34,
        ),
        Column(
            "Lateral roles",
            "adjacent",
            "Roles beside this one.",
            ("adjacent roles", "lateral moves"),
            "steps",
            width=34,
        ),
        Column("Promotion to", "promotion_to", "The role that the promotion leads to.", ("promoted to",), width=34),
        Column("Builds on", "builds_on", "Roles whose skills it takes for granted.", (), "list", width=34),
        Column("No longer", "no_longer", "Skills of the rungs below that it no longer asks for.", (), "list", width=34),
        Column("Same as", "same_as", "URIs of this very role elsewhere, such as O*NET's.", (), "list", width=40),
    ),
    (
        {
            "title": "Baker",
            "level": "Mid-level",
            "family": "Baking",
            "years_min": 2,
            "years_max": 5,
            "mission": "Bakes the day's bread.",
            "next": "Senior Baker (24-48 months)",
        },
        {
            "title": "Senior Baker",
            "id": "senior-baker",
            "level": "Senior",
            "family": "Baking",
            "years_min": 5,
            "status": "draft",
        },
    ),
)

SKILLS = Sheet(
    "Skills",
    "One row a skill of a role.",
    (
        _ROLE,
        Column(
            "Skill",
            "name",
            "Name of the skill.",
            ("skill name", "competency", "competence", "capability"),
            required=True,
            width=34,
        ),
        Column(
            "Kind",
            "kind",
            "Technical when empty.",
            ("type",),
            values={"technical": ("hard",), "soft": ("behavioural", "behavioral")},
            width=12,
        ),
        Column("Tier", "tier", "How much it is asked for.", ("requirement", "priority"), values=TIERS, width=12),
        Column("Importance", "importance", "How important it is.", (), values=IMPORTANCES, width=13),
        Column(
            "Proficiency",
            "proficiency",
            "1 aware, 2 working, 3 fluent, 4 expert.",
            ("proficiency level", "level"),
            "number",
            width=12,
        ),
        Column("Step", "step", "The proficiency by its name on a scale of your vocabulary.", (), width=14),
        Column("Scale", "scale", "Which scale, where several have a step of this name.", (), width=14),
        Column(
            "Weight", "weight", "0 to 1, where it is measured; else from tier and importance.", (), "number", width=10
        ),
        _USE,
        Column("Expects", "expects", "What the role is expected to do, in words.", ("expectation",), width=50),
    ),
    (
        {
            "for_role": "Baker",
            "name": "Kneading",
            "kind": "technical",
            "tier": "must",
            "importance": "critical",
            "proficiency": 2,
        },
        {"for_role": "senior-baker", "name": "Mentoring", "kind": "soft", "importance": "important"},
    ),
    ("competencies", "capabilities", "role skills"),
)

TOOLS = Sheet(
    "Tools",
    "One row a tool of a role.",
    (
        _ROLE,
        Column(
            "Tool",
            "cell",
            "Name of the tool.",
            ("tool name", "technology", "software", "name"),
            required=True,
            width=34,
        ),
        Column("Named tools", "names", "The single tools, where the name holds several.", (), "list", width=24),
        Column("Category", "category", "Group of tools.", ("group",), width=24),
        Column(
            "Commonality",
            "commonality",
            "How common it is in the role.",
            ("frequency",),
            values=_COMMONALITIES,
            width=17,
        ),
        _USE,
        Column("Hot", "hot", "Employers of many kinds ask for it.", (), "yes", width=8),
        Column("In demand", "in_demand", "Employers ask for it in this role.", (), "yes", width=11),
    ),
    ({"for_role": "Baker", "cell": "Deck oven", "category": "Ovens", "commonality": "common"},),
    ("technologies", "role tools"),
)

STEPS = Sheet(
    "Steps",
    "One row a career step, or a role that is like another one. Give the other role's title or its id.",
    (
        _ROLE,
        Column(
            "Step",
            "sort",
            "How the other role relates; next when empty.",
            ("direction", "type", "kind"),
            values=STEP_SORTS,
            width=12,
        ),
        Column(
            "Other role",
            "name",
            "Title of the other role, which need not be in this file.",
            ("to", "to role", "target", "target role"),
            width=34,
        ),
        Column("Other role id", "role", "Or its id.", ("to id", "target id"), width=24),
        Column(
            "Months from",
            "months_min",
            "How long the step takes, lower end.",
            ("min months", "months"),
            "number",
            width=13,
        ),
        Column("Months to", "months_max", "How long the step takes, upper end.", ("max months",), "number", width=13),
        Column("Tier", "tier", "For related roles.", (), width=12),
        Column("Rank", "rank", "For related roles: 1 is the nearest.", (), "number", width=8),
        Column("Implied", "implied", "No sentence says this step, only the order of levels.", (), "yes", width=9),
    ),
    ({"for_role": "senior-baker", "sort": "next", "name": "Head Baker", "months_min": 36, "months_max": 60},),
    ("career paths", "career steps", "progression", "progressions", "paths"),
)

STAKEHOLDERS = Sheet(
    "Stakeholders",
    "One row a person or team that a role works with.",
    (
        _ROLE,
        Column("Relation", "relation", "How they relate.", (), values=RELATIONS, required=True, width=14),
        Column("Stakeholder", "name", "Who it is.", ("name",), required=True, width=34),
        Column("Purpose", "purpose", "What about.", ("what for", "notes"), width=40),
    ),
)

KPIS = Sheet(
    "KPIs",
    "One row a measure of success.",
    (
        _ROLE,
        Column("KPI", "name", "Name of the measure.", ("name", "metric", "measure"), required=True, width=34),
        Column("Target", "target", "Target or benchmark.", ()),
        Column("Frequency", "frequency", "How often.", ()),
        Column("Measures", "measures", "What it measures.", ("description",), width=40),
    ),
    aliases=("metrics",),
)

TEXTS = Sheet(
    "Texts",
    "One row a sentence: responsibilities, deliverables, goals and the like.",
    (
        _ROLE,
        Column(
            "Section",
            "section",
            "Which part of the role's description.",
            ("part",),
            values=dict.fromkeys(_TEXT_SECTIONS, ()),
            required=True,
        ),
        Column(
            "Kind",
            "kind",
            "The section's own grouping: technical, daily, 30_day, challenges …",
            ("category", "cadence", "group"),
        ),
        Column("Text", "text", "The sentence.", ("sentence", "description"), width=70),
        Column("Items", "items", "What the sentence introduces.", (), "list", width=40),
        Column("Heading", "heading", "For the section other: what it stood under.", (), width=24),
    ),
    (
        {
            "for_role": "Baker",
            "section": "responsibilities",
            "kind": "operational",
            "text": "Has bread on the shelves at six.",
        },
    ),
    ("responsibilities",),
)

DETAILS = (SKILLS, TOOLS, STEPS, STAKEHOLDERS, KPIS, TEXTS)
SHEETS = (ROLES, *DETAILS, VOCABULARY)
ROLE_FIELDS = tuple(
    column.field for column in ROLES.columns if column.field in Blueprint.model_fields and column.field != "tools"
)


def columns_page() -> str:
    """Every sheet and column as Markdown, for docs/sheets.md."""
    return "\n".join((*(_sheet_page(sheet) for sheet in SHEETS), _languages_page()))


def _languages_page() -> str:
    headings = {column.field: column.heading for sheet in reversed(SHEETS) for column in sheet.columns}
    rows = [f"| {headings[field]} | {', '.join(words)} |\n" for field, words in IN_OTHER_LANGUAGES.items()]
    return f"### In other languages\n\n| column | also called |\n|---|---|\n{''.join(rows)}"


def _sheet_page(sheet: Sheet) -> str:
    also = f" Also called: {', '.join(sheet.aliases)}." if sheet.aliases else ""
    rows = [
        f"| {column.heading} | {'required' if column.required else ''} | {column.help} | {column.allowed} | "
        f"{', '.join(column.aliases)} |\n"
        for column in sheet.columns
    ]
    return (
        f"### {sheet.name}\n\n{sheet.help}{also}\n\n| column | | what | allowed | also called "
        f"|\n|---|---|---|---|---|\n{''.join(rows)}"
    )
