"""A short label taken apart: its code, its figure, its words of seniority, and what is left, the discipline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from loaders.mapped.wording.texts import JOINED, initials, plain, tidy
from loaders.mapped.wording.words import Words, shipped, unaccented

CAPITAL = "A-ZА-Я"  # Latin and Cyrillic: "A1" and "А1" look alike
CODE = re.compile(  # "IC2", "SE-3", "L4+", "L4 EM", "VN4M", "GS-2210-07"
    rf"(?:[A-Z]{{2}}-\d{{4}}-\d{{2}}|(?:[{CAPITAL}]{{2,4}}-)?[{CAPITAL}]{{1,4}}[ -]?"
    rf"\d{{1,2}}(?:\.\d|[/–-]\d{{1,2}}(?!\w))?(?:[a-c]|[A-CEMPST](?!\w))?|[A-Z]\.\d)\+?"
    r"(?: (?:IC|EM)\b)?"
)
TRACK_BEHIND = re.compile(r" (?:IC|EM)$")
SMALL = re.compile(r"(?:ic|[elmpt])\d{1,2}")  # a level's code in small letters: "p9" beside "P8"
CODE_FIRST = re.compile(rf"^\(?({CODE.pattern})\)?(?=$|[\s:–—/(|-])")
CODE_LAST = re.compile(rf"(?:^|[\s(–—:|/·-])({CODE.pattern})\)?$")
GRADE = "AA|AO|EO|HEO|SEO|SCS"  # of the civil service of the United Kingdom
BRACKETED = rf"\(({CODE.pattern}|[A-Z]{{2,4}} (?:I{{1,3}}|IV|V)|{GRADE})\)"  # "(IC2)", "(SE II)", "(HEO)"
CODE_APART = re.compile(rf"\s*(?:{BRACKETED}|[–—:|/·-]\s+({CODE.pattern}))$")
CODE_BESIDE = re.compile(rf"\s*{BRACKETED}$")  # behind a title with a counted level: "Level 2: Baker (B2)"
CODES = rf"{CODE.pattern}(?:\s?[–—/-]\s?|\s\w{{1,3}}\s){CODE.pattern}"  # "SWE-3 a SWE-5", "G2–G3"
RANGE_BEFORE = re.compile(rf"^({CODES})\s*[:：|–—-]\s+(?=\S)")
RANGE_LAST = re.compile(rf"\s+\({CODES}\)$")  # "Individual Contributor (IC1-IC9)"
CODE_BEFORE = re.compile(rf"^({CODE.pattern})(?:\s*(?:[–—:|/·-]\s+|：\s*)|\.\s+)(?=\S)")
# "Level 3", "Band E", "Band 8a"
STEP = r"(?P<step>(?P<word>[^\W\d_]+)(?:\s?(?:\d{1,2}(?:[a-d]\b|[/–-]\d{1,2}\b)?|I{1,3}|IV|V)|\s[A-Z]{1,2}(?![\w-])))"
STEP_BEFORE = re.compile(rf"^{STEP}\s*(?:[:：–—|·-]\s*|\s(?=\())(?=\S)")
STEP_AFTER = re.compile(rf"\s*(?:\((?:[A-Z]{{2,5}}\s)?|[:–—|,·-]\s+){STEP}\)?$")  # "Baker (Level 3)", "(SFIA Level 3)"
STEP_FIRST = re.compile(rf"^{STEP}\s+[^\W\d]")
LETTERED = re.compile(r"^([^\W\d_]+) (?:[A-Z]{1,2}|\d{1,2}[a-e])$")  # "Band E", "Band 8a"
BETWEEN = re.compile(r"(?<=\d)[/–-]\d{1,2}$")  # "Band 5/6", "EG 7-8": a level between two
NUMBER_BEFORE = re.compile(r"^(?:#\s*)?(\d{1,2})\s*[/.):–—-]?\s+(?=[^\W\d])")
NUMBER_AFTER = re.compile(r"\s(\d{1,2}|I{1,3}|IV|V)$")
COUNT_FIRST = re.compile(r"^(?:I{1,3}|IV|V)\s+(?=[^\W\d])")
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
GRADES = {  # of pay scales, where a level is such a figure and nothing more: "Kategoria: XIII"
    f"{tens}{ones}": 10 * len(tens) + count
    for tens in ("", "X", "XX")
    for count, ones in enumerate(("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"))
    if tens or ones
}
INITIALS = re.compile(r"^([A-Z]{2,6})\s*\(([^()]+)\)$|^([^()]+?)\s*\(([A-Z]{2,6})\)$")  # "PM (Product Manager)"
GENDERS = re.compile(r"(?:\s+|(?=\())\(?\b[^\W\d_]\*?(?:\s?[/|]\s?[^\W\d_]\*?){1,3}\)?$")  # "(m/w/d)", "H/F"
MARKED = re.compile(  # "Conseiller (ère)", "Chef·fe", "Technicien·ne·s"
    r"(?<=[^\W\d_])(?: ?\((?:as?|es?|fe|ne|ère|euse|trice|in|innen|r)\)|·[^\W\d_]{1,5}(?:·s)?)"
)
DRAFT = re.compile(  # "Baker (Draft)"
    r"(?i)\s*[(\[](?:draft|wip|work in progress|beta|entwurf|brouillon|borrador|rascunho|bozza)[)\]]\s*$"
)
BRACKETS = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*$")
_YEARS = (
    r"(?:\b(?:years?|yrs?|y|yoe|months?|mths?|mos?|ans?|années?|años?|anos?|anni|jahren?|jaar|jaren"
    r"|år|lata?|lat|let|roky|év|yıl|лет|годa?|года|років|vuotta|ani|tahun|năm)\b\.?|年|년|个月)"
)
YEARS = re.compile(  # how long people are on a level: "(0-2 años)", "（3年以上）", ", ~ 3 - 5 yrs"
    rf"(?:\s*[(（][^()（）]{{0,20}}\d[^()（）]{{0,20}}{_YEARS}[^()（）]{{0,20}}[)）]"
    rf"|(?:\s*,\s*~?|\s+~)\s*\d{{1,2}}(?:\s*[–—-]\s*\d{{1,2}})?\+?\s*{_YEARS})\s*$",
    re.IGNORECASE,
)
PAY = re.compile(  # what people on a level are paid: "($80k–$95k)", "（年収 300-500万）"
    r"\s{0,3}[(（](?=[^()（）]{0,60}\d)[^()（）]{0,30}(?:[$€£¥₽₹]|\d\s?k\b|年収|万|\b(?:USD|EUR|GBP|CHF|salary|gehalt|salaire|salario)\b)"
    r"[^()（）]{0,30}[)）]\s*$",
    re.IGNORECASE,
)
PARTED = re.compile(r"\s+[–—|·-]\s+")
TITLE = re.compile(r"[^\W\d_][^\d()]{3,50}")  # what may be a title in brackets behind a code
SHORT = 20  # signs of a title in a script that parts no words
FROM_TO = re.compile(rf"({CODE.pattern})\s*(?:to|→|⟶|->|=>|zu|nach|à|naar|till|til|para|a)\s*({CODE.pattern})")
RANGE = re.compile(  # "Baker I–III", "Levels 1-3"
    r"^(?P<base>.*[^\W\d_])\s+(?P<low>\d{1,2}|I{1,3}|IV|V)\s?[-–—~～]\s?(?P<high>\d{1,2}|I{1,3}|IV|V)$"
)
NOT_CODES = re.compile(
    rf"^(?:{GRADE}|Q ?[1-4]|H ?[12]|W ?\d|(?:TOP|OKR|ISO|SOC|RFC|HTTP|IPV|GPT|UTF|COVID)[ -]?\d+|EC2|S3|MP[34]|B2"
    r"|([A-Z])\d\1)$"  # "B2B"
)
OFTEN_CODES = ("B2", "H1", "H2", "S3")  # beside a title
COMPOUND = re.compile(r"(?<![^\W_])(junior|senior|medior)(?!it)([^\W\d_])(?=[^\W\d_]{3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """A label taken apart: `code` is IC2 or G7, `number` the figure that stands before it, `name` the rest."""

    text: str
    name: str
    code: str
    number: int | None


@lru_cache(maxsize=50_000)
def read_label(text: str) -> Label:
    """Takes a label apart."""
    written = tidy(text)
    written = written.upper() if SMALL.fullmatch(written) else written
    text = GENDERS.sub("", YEARS.sub("", PAY.sub("", written)).replace("（", " (").replace("）", ")"))
    read = _taken_apart(text)
    return read if read.code or written.isascii() or "（" not in written else Label(written, written, "", None)


def without_track(code: str) -> str:
    """A code without the track behind it: "L4" of "L4 EM"."""
    return TRACK_BEHIND.sub("", code)


def _taken_apart(text: str) -> Label:
    number = None
    if match := NUMBER_BEFORE.match(text):
        number, text = int(match[1]), text[match.end() :]
    code, name = "", text
    counted, after = STEP_BEFORE.match(text), STEP_AFTER.search(text)
    counted = counted if counted and not text[counted.end() :].strip().isdecimal() else None  # "Grade 5-6"
    if counted and counted["word"].casefold() in shipped().steps:
        if match := CODE_BESIDE.search(text):
            return Label(text, text[counted.end() : match.start()].strip() or text, match[1], number)
        return Label(text, _unwrapped(text[counted.end() :]) or text, counted["step"], number)
    if after and after["word"].casefold() in shipped().steps:
        return Label(text, text[: after.start()].strip() or text, after["step"], number)
    beside = STEP_FIRST.match(text)
    rest = text[beside.end("step") :].strip() if beside and beside["word"].casefold() in shipped().steps else ""
    if beside and rest and " ".join(level_words(rest, shipped())) == plain(rest):
        return Label(text, rest, beside["step"], number)  # "Level 2 Junior"
    if (match := INITIALS.match(text)) and initials(full := match[2] or match[3]) == (short := match[1] or match[4]):
        return Label(text, full, short, number)
    if match := RANGE_BEFORE.match(text):
        code, name = match[1], text[match.end() :]
    elif match := CODE_APART.search(text):
        code, name = match[1] or match[2], text[: match.start()]
    elif match := CODE_BEFORE.match(text):
        code, name = match[1], text[match.end() :]
    elif match := CODE_FIRST.match(text) or CODE_LAST.search(text):
        code = match[1]
        rest = text[match.end() :].strip()
        name = rest if JOINED.match(rest) else _bracketed_title(rest) or name  # "P5 工程师"
    said = name if name != text else rest if code in OFTEN_CODES else ""  # "Baker (B2)", "S3 Bread Fellow"
    job = plain(said).rpartition(" ")[2] in shipped().lists["disciplines"]
    apart = job or level_words(said, shipped()) or (name != text and code in OFTEN_CODES)  # "S3 - Miller"
    if NOT_CODES.match(code) and not apart and text not in ("B2", "S3"):
        code, name = "", text
    return Label(text, name.strip(), code, number)


def _unwrapped(name: str) -> str:
    """A name without brackets around the whole of it."""
    name = name.strip()
    return name[1:-1].strip() if name.startswith("(") and name.endswith(")") else name


def _bracketed_title(rest: str) -> str:
    """The title in brackets behind a code: "Junior Baker" of "J1 (Junior Baker)"; "" where they say something else."""
    inner = _unwrapped(rest)
    named = TITLE.fullmatch(inner) if not JOINED.match(inner) else 1 < len(inner) < SHORT
    written = inner != rest and (inner[:1].isupper() or JOINED.match(inner)) and named
    return inner if written and plain(inner) not in shipped().tracks else ""


def _parted(title: str) -> str:
    """A title with its word of seniority apart from the job: "Senior Udvikler" of "Seniorudvikler"."""
    return COMPOUND.sub(lambda found: f"{found[1]} {found[2].upper() if found[1][0].isupper() else found[2]}", title)


def step_apart(label: str) -> tuple[str, str]:
    """A level and the title behind it, with nothing between: "Band 5" and "Baker" of "Band 5 Baker"; else two ""."""
    said = tidy(label)
    found = STEP_FIRST.match(said)
    return (found["step"], said[found.end("step") :].strip()) if found else ("", "")


def leads_on(text: str) -> bool:
    """Whether a label names two levels of which one follows the other: "L1 to L2", and not the range "L1 to L4"."""
    ends = FROM_TO.fullmatch(tidy(text))
    figures = [int(re.findall(r"\d+", end)[0]) for end in ends.groups()] if ends else []
    return len(figures) == 2 and figures[1] - figures[0] == 1


def titles_between(text: str) -> list[str]:
    """The counted titles that a range names: "Baker I", "Baker II" and "Baker III" of "Baker I–III"."""
    found = RANGE.match(tidy(text))
    if not found:
        return []
    figures = list(ROMAN) if found["low"] in ROMAN else list(map(str, range(100)))
    places = [figures.index(end) if end in figures else -1 for end in (found["low"], found["high"])]
    inside = figures[places[0] : places[1] + 1] if 0 <= places[0] < places[1] else []
    return [f"{found['base']} {figure}" for figure in inside]


@lru_cache(maxsize=50_000)
def level_words(text: str, words: Words) -> tuple[str, ...]:
    """The words of seniority in a label, phrases first."""
    left, found = f" {plain(_parted(text))} ", []
    for phrase in words.phrases:
        if f" {plain(phrase)} " in left:
            found.append(phrase)
            left = left.replace(f" {plain(phrase)} ", " ")
    found += [word for word in left.split() if word in words.ranks]
    if not found and (one := left.strip().removesuffix("s")) in words.ranks.keys() - words.loose:
        found.append(one)  # "Juniors", and not the verb of "Masters"
    joined = (word for word in words.joined if word in left and f"{word}シップ" not in left)  # of leadership, no leader
    return (*found, *(word for word in joined if word not in found))


def is_step(text: str, words: Words) -> bool:
    """ "Level 3", "Stufe II", "Band E", "L3", "3": a level that is only counted."""
    if (lettered := LETTERED.match(tidy(text))) and lettered[1].casefold() in words.steps:
        return True
    parts = re.findall(r"[^\W\d_]+|\d+", plain(BETWEEN.sub("", text)))
    if not parts or len(parts) > 3:
        return False
    counted = [part for part in parts if part.isdigit() or part.upper() in ROMAN]
    return len(counted) == 1 and all(part in words.steps for part in parts if part not in counted) and len(parts) > 1


def without_level(text: str, words: Words) -> str:
    """A title without its words of seniority, codes and figures: the discipline that it names."""
    label = read_label(text)
    name = BRACKETS.sub("", MARKED.sub("", label.name))
    name = re.sub(rf"\b{CODE.pattern}\b", " ", _parted(name))
    name = NUMBER_AFTER.sub("", name)
    for phrase in (phrase for phrase in level_words(name, words) if phrase not in words.lists["whole"]):
        spelled = r"[\W_]+".join(map(re.escape, plain(phrase).split()))
        edges = ("", "") if phrase in words.joined else (r"(?<!\w)", r"(?!\w)(?:[:*_]in(?:nen)?(?!\w))?\.?")
        name = re.sub(rf"{edges[0]}{spelled}{edges[1]}", " ", name, flags=re.IGNORECASE)
    bare = " ".join(re.sub(r"\(\s*\)", " ", name).split()).strip(" -–—:/,")
    bare = NUMBER_AFTER.sub("", bare if re.search(r"\([^()]+\)$", bare) else bare.strip(" -–—:/,()"))
    bare = COUNT_FIRST.sub("", bare) if level_words(label.name, words) else bare  # "Staff II Engineer"
    return bare if bare.endswith("++") else bare.rstrip("+ ")  # "C++", and "Baker+"


def is_bare(text: str, words: Words) -> bool:
    """Whether a label names a level and no job: "Level 3", "Senior", "IC2"."""
    return is_step(text, words) or not without_level(text, words)


@lru_cache(maxsize=20)
def _page_phrases(words: Words) -> list[re.Pattern[str]]:
    found = []
    for phrase in sorted(words.lists["page"] | words.lists["posting"], key=len, reverse=True):
        inside = "".join(
            rf"(?<!\b{re.escape(own[: -len(phrase)])})" for own in words.phrases if own.endswith(f"-{phrase}")
        )
        edges = (rf"(?<=[\s_–—:|-]){inside}", r"(?=[\s_–—:|-])(?!\s\d{1,2}\b)")  # not in "Level 2", "Mid-Level Baker"
        edges = ("", "") if JOINED.match(phrase) else edges
        spelled = re.sub(r"\\ (de|del|di|of)\\ ", r"(?:\\ \1)?\\ ", unaccented(re.escape(phrase)))
        found.append(re.compile(spelled.join(edges), re.IGNORECASE))
    return found


def _offered(title: str, words: Words) -> str:
    """What stands behind the words that say that a page offers a job: "Internal posting 12/24: Baker"."""
    kind, colon, rest = title.partition(":")
    said = f" {plain(kind)} "
    offers = colon and any(f" {plain(phrase)} " in said for phrase in words.lists["posting"])
    return rest.strip() or title if offers else title


@lru_cache(maxsize=10_000)
def page_name(text: str, words: Words) -> str:
    """A page's title without what kind of page it is: "Engineering" of "Engineering Career Ladder"."""
    name = f" {GENDERS.sub('', DRAFT.sub('', _offered(tidy(text), words)))} "
    for phrase in _page_phrases(words):
        while match := phrase.search(unaccented(name)):
            name = f"{name[: match.start()]} {name[match.end() :]}"
    left = " ".join(re.sub(r"\.\w{2,4}\s*$", "", name).replace("_", " ").split()).strip(" -–—:|,")
    left = RANGE_LAST.sub("", left.removesuffix("の")) or left
    first, _, behind = left.partition(": ")
    if behind and {*plain(behind).split()} <= words.lists["joining"] | words.steps:
        left = first.strip()  # "Bakers: levels and steps"
    parts = left.split()
    before = words.lists["joining"] | words.lists["articles"]
    while len(parts) > 1 and plain(parts[0].partition("(")[0]) in before and left != tidy(text):
        parts = parts[1:]
    return " ".join(parts)
