"""The template's words: what its headings, labels, closing words and levels look like. Names of skills, tools or roles
are not here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.blueprints.blocks import plain_heading

HeadingTable = Sequence[tuple[str, str]]


def heading_key(heading: str, table: HeadingTable) -> str | None:
    """The key of the first row whose pattern occurs in the heading, which is compared without case and parentheses."""
    plain = plain_heading(heading)
    return next((key for key, pattern in table if re.search(pattern, plain)), None)


def snake(heading: str) -> str:
    """A heading as one snake_case word, without its parentheses."""
    return re.sub(r"[^a-z0-9]+", "_", plain_heading(heading)).strip("_")


RESPONSIBILITIES: HeadingTable = (
    ("cross_functional", r"cross|stakeholder"),
    ("governance", r"governance|compliance|quality"),
    ("leadership", r"leadership|people|managerial"),
    ("strategic", r"strateg"),
    ("operational", r"operation"),
    ("technical", r"technical|clinical|functional|professional|domain|analytical"),
)
ACTIVITIES: HeadingTable = (
    ("incident", r"incident|emergenc|escalation|on-call"),
    ("meetings", r"meeting|ritual|ceremon"),
    ("daily", r"daily|every day|each shift"),
    ("weekly", r"week"),
    ("monthly", r"month"),
    ("quarterly", r"quarter"),
    ("annual", r"annual|yearly"),
)
GOALS: HeadingTable = (
    ("30_day", r"\b30[ -]?days?\b"),
    ("60_day", r"\b60[ -]?days?\b"),
    ("90_day", r"\b90[ -]?days?\b"),
    ("6_month", r"\b(?:6|six)[ -]?months?\b"),
    ("12_month", r"\b(?:12|twelve)[ -]?months?\b|\bone[ -]year\b|\b1[ -]year\b"),
    ("long_term", r"long[ -]?term"),
)
TIERS: HeadingTable = (
    ("emerging", r"emerging|future"),
    ("good", r"good|nice|preferred|desirable|bonus"),
    ("advanced", r"advanced|expert|differentiat"),
    ("must", r"must|required|core|essential|mandatory"),
)
STAKEHOLDERS: HeadingTable = (
    ("peer_roles", r"\bpeer"),
    ("upstream", r"upstream"),
    ("downstream", r"downstream"),
    ("external", r"external"),
    ("internal", r"internal|stakeholders?$"),
)
DECISIONS: HeadingTable = (
    ("authority", r"^budget|(?:compliance|hiring|vendor|delivery|architecture) authority"),
    ("independent", r"independent|alone|autonom|own authority|without approval"),
    ("management", r"manage(?:r|ment)|director|executive|leadership|board|\bc[efiot]o\b|\bvp\b|formal approval"),
    ("team", r"team|peer|consult|review|alignment|cross-functional|shared|jointly"),
)
QUALIFICATIONS: HeadingTable = (
    ("years_of_experience", r"years"),
    ("education", r"education|degree"),
    ("certifications", r"certif|licen"),
    ("prior_roles", r"prior|background"),
    ("leadership", r"leadership"),
    ("domain_knowledge", r"domain"),
)
ENVIRONMENT: HeadingTable = (
    ("infrastructure", r"infrastructure"),
    ("application", r"^application"),
    ("data", r"^data"),
    ("security", r"^security"),
    ("delivery_model", r"delivery"),
    ("sdlc", r"sdlc|agile"),
    ("scale", r"scale|complexity"),
    ("team_topology", r"topology"),
)
CAREER: HeadingTable = (
    ("promotion_skills", r"promotion"),
    ("evolution", r"evolv"),
    ("adjacent", r"adjacent|lateral"),
    ("feeders", r"feeder|into this role|entry point"),
    ("next", r"next|after this role|progression"),
)
RISKS: HeadingTable = (
    ("anti_patterns", r"anti-?\s?pattern"),
    ("bottlenecks", r"bottleneck"),
    ("underperformance", r"underperform"),
    ("business", r"business"),
    ("challenges", r"challenge"),
)
VARIANTS: HeadingTable = (
    ("company_size", r"company size|size"),
    ("industry", r"industry|sector"),
    ("geography", r"geograph|region"),
    ("product_led_vs_service_led", r"product-led|service-led"),
    ("operating_model", r"operating model|startup vs"),
    ("regulated_vs_non_regulated", r"regulated"),
)
AI_IMPACT: HeadingTable = (
    ("new_expectations", r"new expectations"),
    ("human_critical", r"human"),
    ("changes", r"changes the role|over the next"),
    ("automated", r"automat"),
)
HIRING: HeadingTable = (
    ("rubric", r"rubric|scorecard dimension|dimensions"),
    ("assess", r"what to assess|assess in"),
    ("exercises", r"exercise|case stud|practical"),
    ("red_flags", r"red flag"),
    ("weak_signals", r"weak"),
    ("strong_signals", r"strong"),
)
SCORECARD: HeadingTable = (
    ("role_title", r"^role title"),
    ("role_purpose", r"^role (?:purpose|mission|summary)"),
    ("top_responsibilities", r"^(?:top )?(?:\d+ )?(?:key |core )?responsibilities"),
    ("top_technical_skills", r"^(?:top )?(?:\d+ )?technical (?:skills|competencies)"),
    ("top_soft_skills", r"^(?:top )?(?:\d+ )?soft skills"),
    ("top_tools", r"^(?:top )?(?:\d+ )?tools(?: ?(?:or|/|and|,) ?(?:platforms|systems|software))*"),
    ("top_kpis", r"^(?:top )?(?:\d+ )?kpis?"),
    ("main_deliverables", r"^(?:main|key|top) deliverables"),
    ("main_goals", r"^(?:main|key|top) goals"),
    ("career_options", r"^career (?:progression|path)?\s*(?:options|paths?)?"),
)

ALL_HEADINGS: tuple[HeadingTable, ...] = (
    RESPONSIBILITIES, GOALS, TIERS, STAKEHOLDERS, DECISIONS, QUALIFICATIONS, CAREER, RISKS, AI_IMPACT, HIRING,
)  # fmt: skip
SUB_HEADINGS = re.compile("|".join(pattern for table in ALL_HEADINGS for _, pattern in table), re.IGNORECASE)

IMPORTANCE = re.compile(r"\b(critical|important|optional)\b", re.IGNORECASE)
COMMONALITY = re.compile(r"\b(common|context[- ]specific|optional)\b", re.IGNORECASE)
COMMONALITY_TAIL = re.compile(
    r"(?:^|\s)((?:Common|Optional|Context[- ][Ss]pecific)"
    r"(?:\s*(?:to|/|or|–|-|→|;|,)\s*(?:[Cc]ommon|[Oo]ptional|[Cc]ontext[- ][Ss]pecific))*"
    r"(?:\s+(?:in|for|at|where|if|when|depending)\b[^()]{0,60})?(?:\s*\([^()]*\))?)\.?$"
)
PERIOD = (
    r"(?:(?:bi-?|semi-?|half-?|six-|two-)?(?:hourly|daily|weekly|monthly|quarterly|annual(?:ly)?|yearly)|fortnightly"
    r"|continuous(?:ly)?|ongoing|real-time|ad hoc"
    r"|(?:every|each|per)\s+(?:\w+[- ])?\w+|sprint|release|shift|ci|quarter|cycle|event-based|as needed"
    r"|on demand|at release|twice \w+)"
)
FREQUENCY = re.compile(
    rf"{PERIOD}(?:\s*(?:/|or|to|and|,|;|–|\+)\s*(?:{PERIOD}|\w+))*(?:\s*\([^()]*\))?\.?", re.IGNORECASE
)
TABLE_HEADS = {
    7: re.compile(r"^(?:metric|kpi|measure|indicator)\b.*\b(?:target|benchmark|frequency)\b", re.IGNORECASE),
    10: re.compile(r"^category\b.*\b(?:tools?|platform|software|system)\b", re.IGNORECASE),
    19: re.compile(
        r"^(?:dimension|competency|criterion|criteria|area|category)\b.*\b(?:looks? like|weight|meets|strong|score"
        r"|bar)\b",
        re.IGNORECASE,
    ),
    20: re.compile(
        r"^(?:category|item|field|area|dimension|element)\s+(?:executive\s+)?(?:summary|details?|description)$",
        re.IGNORECASE,
    ),
}

LABELS = (
    "description", "use", "uses", "typical use", "use in role",
    "usage", "includes", "focus", "importance", "why it matters",
    "shows up as", "how it shows up", "strong performance",
    "strong performance looks like", "what good looks like", "not expected",
    "example", "examples", "proficiency", "context", "note",
    "notes", "level", "application", "applied to", "expectation", "expected level",
)  # fmt: skip
LABEL = re.compile(rf"^({'|'.join(sorted(LABELS, key=len, reverse=True))})\s*:\s*(.*)$", re.IGNORECASE | re.DOTALL)
_LONG_LABELS = "|".join(label.capitalize() for label in sorted(LABELS, key=len, reverse=True) if " " in label)
GLUED_LABEL = re.compile(rf"(?<=[a-z)])(?:\s[–—]\s)?((?:{_LONG_LABELS})\s*:)")
USE_LABELS = frozenset({"use", "uses", "typical use", "use in role", "usage", "application", "applied to"})
SHOWS_LABELS = frozenset({"shows up as", "how it shows up"})


def frequency_words(words: Sequence[str]) -> int:
    """How many of a row's last words say how often: the longest such tail that begins with a capital, 0 where there is
    none.
    """
    for count in range(min(7, len(words) - 1), 0, -1):
        tail = words[-count:]
        if tail[0][:1].isupper() and FREQUENCY.fullmatch(" ".join(tail)):
            return count
    return 0


def closes_row(text: str, section: int) -> bool:
    """Whether a line ends as a row of the section's table ends."""
    if len(text.split()) < 4 or len(text) > 600:
        return False
    if section == 10:
        return COMMONALITY_TAIL.search(text) is not None
    if section == 7:
        return frequency_words(text.split()) > 0
    return section == 20 and heading_key(text, SCORECARD[:-1]) is not None


LEVELS: tuple[tuple[str, str], ...] = (
    ("vice-president", r"(?:senior |executive )?(?:vice president|vp)(?: of)?"),
    ("director", r"(?:senior |associate |executive )?director(?: of)?|head of"),
    ("senior-manager", r"senior manager(?:,| of)?"),
    ("distinguished", r"distinguished|fellow"),
    ("principal", r"(?:senior )?principal"),
    ("staff", r"(?:senior )?staff"),
    ("lead", r"(?:senior |tech(?:nical)? |team )?lead"),
    ("senior", r"senior|sr\.?"),
    ("intern", r"intern(?:ship)?|trainee|apprentice"),
    ("junior", r"junior|jr\.?|entry[- ]level|graduate"),
    ("associate", r"associate"),
    ("mid", r"mid(?:dle|-?weight)?(?:[- ]level)?|intermediate"),
)
_RANKS = r"manager|director|head|principal|(?:vice )?president|s?vp|chief|officer|supervisor|intern"
RANK = re.compile(rf"(?:^|\s)(?:{_RANKS}|lead)$", re.IGNORECASE)
RANK_ALONE = re.compile(rf"^(?:(?:senior|associate|assistant|executive|junior|deputy)\s+)*(?:{_RANKS})$", re.IGNORECASE)
OCCUPATION = re.compile(
    r"(?:[a-z](?:eer|ger|per|ter|der|ser|ner|cer|ver|ker|ler|her|yer|tor|sor|lor|ator)|ist|yst|ect|ian|ant|clerk"
    r"|nurse|counsel|associate|fellow|partner|specialist|staff|roles?)s?$",
    re.IGNORECASE,
)


def is_title(words: str) -> bool:
    """Whether words end like a job's title, or begin as that of a head does."""
    bare = re.sub(r"\([^()]*\)", "", words).strip(" .")
    return bool(RANK.search(bare) or OCCUPATION.search(bare)) or bare.casefold().startswith(("head of", "director of"))


def joined_titles(parts: Sequence[str], *, commas: bool) -> list[str]:
    """Parts between commas as titles: "Manager, Tides" is one, for a rank alone needs its field. Where `commas` do not
    separate titles otherwise, so is every title with what is none.
    """
    found: list[str] = []
    for part in parts:
        last = found[-1] if found else ""
        if last and not is_title(part) and (RANK_ALONE.match(last) or (not commas and is_title(last))):
            found[-1] = f"{last}, {part}"
        else:
            found.append(part)
    return found
