"""What ladders say of a role beside its competencies: tools, stakeholders, measures, years, and the time of a step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.documents.blueprint import Blueprint
from graph.folding.fold import fold
from graph.model import NodeKey
from loaders.mapped.documents.documents import documents_of
from loaders.mapped.documents.said import Said
from loaders.mapped.folder import files_under, map_files
from loaders.mapped.found import Text
from loaders.mapped.wording.spans import Span, span_in
from loaders.mapped.wording.words import shipped, words_of

DOUGH = ("Kneads by recipe and weighs all", "Adjusts the recipe to the flour")
OVENS = ("Cleans ovens every evening well", "Fires two ovens at once")
PAGE = """---
reports to: {manager}
years of experience: {years}
---
# {title}

## Dough
- {dough}

## Ovens
- {ovens}
"""
FORMS = {
    "levels as columns": {
        "bakers.md": f"""# Bakers

| | Junior Baker | Baker |
|---|---|---|
| Years of experience | 0–2 | 2–5 |
| Reports to | Baker | Head Baker |
| Dough | {DOUGH[0]} | {DOUGH[1]} |
| Ovens | {OVENS[0]} | {OVENS[1]} |
"""
    },
    "levels as rows": {
        "bakers.csv": f"""Title,Level,Experience (years),Line manager,Dough,Ovens
Junior Baker,B1,0-2,Baker,{DOUGH[0]},{OVENS[0]}
Baker,B2,2-5,Head Baker,{DOUGH[1]},{OVENS[1]}
"""
    },
    "a row for each text": {
        "bakers.csv": f"""Level,Title,Experience,Reports to,Competency,Expectation
B1,Junior Baker,0-2 years,Baker,Dough,{DOUGH[0]}
B1,Junior Baker,0-2 years,Baker,Ovens,{OVENS[0]}
B2,Baker,2-5 years,Head Baker,Dough,{DOUGH[1]}
B2,Baker,2-5 years,Head Baker,Ovens,{OVENS[1]}
"""
    },
    "a table of titles beside texts": {
        "bakers.md": f"""# Bakers

| Level | Title | Years of experience | Reports to |
|---|---|---|---|
| B1 | Junior Baker | 0–2 | Baker |
| B2 | Baker | 2–5 | Head Baker |

## Dough

| B1 | B2 |
|---|---|
| {DOUGH[0]} | {DOUGH[1]} |
"""
    },
    "a heading for each level": {
        "bakers.md": f"""# Bakers

## Junior Baker
**Experience:** 0–2 years
**Reports to:** Baker

### Dough
- {DOUGH[0]}
### Ovens
- {OVENS[0]}

## Baker
**Experience:** 2–5 years
**Reports to:** Head Baker

### Dough
- {DOUGH[1]}
### Ovens
- {OVENS[1]}
"""
    },
    "pages with front matter": {
        "junior.md": PAGE.format(manager="Baker", years="0-2", title="Junior Baker", dough=DOUGH[0], ovens=OVENS[0]),
        "baker.md": PAGE.format(manager="Head Baker", years="2-5", title="Baker", dough=DOUGH[1], ovens=OVENS[1]),
    },
    "records of levels": {
        "bakers.yaml": f"""levels:
  - name: Junior Baker
    years_of_experience: 0-2
    reports_to: Baker
    competencies: {{Dough: {DOUGH[0]}, Ovens: {OVENS[0]}}}
  - name: Baker
    years_of_experience: 2-5
    reports_to: Head Baker
    competencies: {{Dough: {DOUGH[1]}, Ovens: {OVENS[1]}}}
"""
    },
    "records of jobs": {
        "bakers.yaml": f"""roles:
  - {{title: Junior Baker, level: B1, years_of_experience: 0-2, reports_to: Baker, responsibilities: ["{DOUGH[0]}"]}}
  - {{title: Baker, level: B2, years_of_experience: 2-5, reports_to: Head Baker, responsibilities: ["{DOUGH[1]}"]}}
"""
    },
    "job descriptions": {
        "junior.html": f"""<h1>Junior Baker</h1><p><b>Reports to:</b> Baker<br><b>Experience:</b> 0–2 years</p>
<h2>Responsibilities</h2><ul><li>{DOUGH[0]}</li></ul><h2>Requirements</h2><ul><li>{OVENS[0]}</li></ul>""",
        "baker.html": f"""<h1>Baker</h1><p><b>Reports to:</b> Head Baker<br><b>Experience:</b> 2–5 years</p>
<h2>Responsibilities</h2><ul><li>{DOUGH[1]}</li></ul><h2>Requirements</h2><ul><li>{OVENS[1]}</li></ul>""",
    },
}
JOB = """# Baker

Grade: B2
Reports to: Head Baker

## Responsibilities
- Bakes the bread of a morning

## Requirements
- 3+ years of experience in a bakery
- A certificate in baking bread

## Soft skills
- Patience
- Calm at night

## Tools
- Mixer
- Ovens: Miwe, Wachtel
- Proofer: keeps the dough warm
- You should feel at home with every machine of ours

## Key stakeholders
- Drivers: when the bread leaves
- Shops, kitchens and Sales
- You will talk to everyone who comes by in the morning

## KPIs
- Loaves on time: 99%
- Waste

## Deliverables
- The bread of the day
"""


def roles_of(files: dict[str, str], folder: Path, collection: str = "own") -> dict[str, list[Blueprint]]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    mapping, found, _ = map_files(files_under([folder]))
    roles: dict[str, list[Blueprint]] = {}
    for document in documents_of(found, mapping, collection):
        if isinstance(document.content, Blueprint):
            roles.setdefault(document.title, []).append(document.content)
    return roles


@pytest.mark.parametrize("form", FORMS)
def test_given_years_and_a_manager_when_mapped_then_every_form_tells_them(form: str, tmp_path: Path) -> None:
    roles = roles_of(FORMS[form], tmp_path)

    assert {title: told(said) for title, said in roles.items()} == {
        "Junior Baker": (0, 2, "Baker"),
        "Baker": (2, 5, "Head Baker"),
    }


def told(said: list[Blueprint]) -> tuple[float | None, float | None, str]:
    low = next((one.years_min for one in said if one.years_min is not None), None)
    high = next((one.years_max for one in said if one.years_max is not None), None)
    return low, high, "".join(person.name for one in said for person in one.stakeholders.manager)


def test_given_years_in_headings_when_mapped_then_the_role_has_them(tmp_path: Path) -> None:
    page = FORMS["levels as columns"]["bakers.md"]
    page = page.replace("| Junior Baker | Baker |", "| Junior Baker (0–2 years) | Baker (2+ years) |")

    roles = roles_of({"bakers.md": "\n".join(line for line in page.splitlines() if "xperience" not in line)}, tmp_path)

    assert [(said.years_min, said.years_max) for own in roles.values() for said in own] == [(0, 2), (2, None)]


def test_given_a_job_description_when_mapped_then_its_parts_are_those_of_a_blueprint(tmp_path: Path) -> None:
    (baker,) = roles_of(
        {"baker.md": JOB, "senior.md": JOB.replace("# Baker", "# Senior Baker").replace("B2", "B3")}, tmp_path
    )["Baker"]

    assert [(tool.category, tool.tool_names, tool.use, tool.line) for tool in baker.tools] == [
        (None, ["Mixer"], None, 18),
        ("Ovens", ["Miwe", "Wachtel"], None, 19),
        (None, ["Proofer"], "keeps the dough warm", 20),
    ]
    assert [(person.name, person.purpose) for person in baker.stakeholders.internal] == [
        ("Drivers", "when the bread leaves"),
        ("Shops", None),
        ("kitchens", None),
        ("Sales", None),
    ]
    assert [person.name for person in baker.stakeholders.manager] == ["Head Baker"]
    assert [(kpi.name, kpi.target) for kpi in baker.kpis] == [("Loaves on time", "99%"), ("Waste", None)]
    assert [said.text for said in baker.deliverables] == ["The bread of the day"]
    assert [skill.name for skill in baker.soft_skills] == ["Patience", "Calm at night"]
    assert [(said.heading, said.text) for said in baker.other] == [
        ("Tools", "You should feel at home with every machine of ours"),
        ("Key stakeholders", "You will talk to everyone who comes by in the morning"),
    ]
    assert (baker.years_min, baker.years_max, baker.field_line["years_min"]) == (3, None, 10)


def test_given_a_job_description_when_loaded_then_tools_and_stakeholders_are_nodes(tmp_path: Path) -> None:
    (tmp_path / "baker.md").write_text(JOB, encoding="utf-8")
    (tmp_path / "head.md").write_text(JOB.replace("# Baker", "# Head Baker").replace("B2", "B4"), encoding="utf-8")
    mapping, found, _ = map_files(files_under([tmp_path]))

    nodes = fold(documents_of(found, mapping, "own")).nodes

    assert {NodeKey("Tool", "wachtel"), NodeKey("Stakeholder", "drivers"), NodeKey("Stakeholder", "head-baker")} <= set(
        nodes
    )


@pytest.mark.parametrize(
    ("line", "months"),
    [
        ("Time in level: 12–18 months", (12, 18)),
        ("Typical tenure: 2 years", (24, 24)),
        ("Verweildauer: 2-3 Jahre", (24, 36)),
    ],
)
def test_given_the_time_on_a_level_when_mapped_then_the_step_up_takes_it(
    line: str, months: tuple[int, int], tmp_path: Path
) -> None:
    page = f"# Bakers\n\n## Junior Baker\n\n{line}\n\n### Dough\n- {DOUGH[0]}\n\n## Baker\n\n### Dough\n- {DOUGH[1]}\n"

    (junior,) = roles_of({"bakers.md": page}, tmp_path)["Junior Baker"]

    assert [(step.months_min, step.months_max, step.implied) for step in junior.career.next] == [(*months, True)]


def test_given_a_step_with_its_time_when_mapped_then_it_takes_that(tmp_path: Path) -> None:
    page = "# {title}\n\n## Dough\n- {dough}\n\n## Where next?\n- {upper}\n"
    roles = roles_of(
        {
            "junior.md": page.format(title="Junior Baker", dough=DOUGH[0], upper="Baker, after 18 to 24 months"),
            "baker.md": page.format(title="Baker", dough=DOUGH[1], upper="A shop of your own"),
        },
        tmp_path,
    )

    steps = [step for said in roles["Junior Baker"] for step in said.career.next]
    assert [(step.name, step.months_min, step.months_max) for step in steps] == [("Baker", 18, 24)]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2–4 years", Span(24, 48)),
        ("at least 18 months", Span(18, None)),
        ("mindestens 3 Jahre Berufserfahrung", Span(36, None)),
        ("3年以上", Span(36, None)),
        ("2 a 3 años", Span(24, 36)),
        ("moins de 2 ans", Span(0, 24)),
        ("1,5 Jahre", Span(18, None)),
        ("12 to 18 months", Span(12, 18)),
        ("from 2 to 5 years", Span(24, 60)),
        ("3 years or more", Span(36, None)),
        ("EG 10", None),
        ("24/7 on call", None),
        ("level 3 of 5", None),
        ("1990 years ago", None),
        ("99 years", None),
    ],
)
def test_given_a_span_of_time_when_read_then_it_is_told_in_months(text: str, span: Span | None) -> None:
    assert span_in(text) == span


@pytest.mark.parametrize(
    ("manager", "named"),
    [
        ("Head Baker", True),
        ("Owner", True),
        ("Leitung Backstube", True),
        ("Direction générale", True),
        ("Ada Example", False),
        ("Joan de Sample", True),
        ("Dr Otto Muster", False),
    ],
)
def test_given_whom_a_role_reports_to_when_it_is_somebody_s_name_then_it_is_no_stakeholder(
    manager: str, named: bool
) -> None:
    text = Text("Baker", "Reports to", [manager], "a.md", 1, field="fact")

    fields = Said([text], {}, {}, shipped()).fields()

    assert [person.name for person in fields["stakeholders"].manager] == ([manager] if named else [])
    assert (fields["summary"] is None) == named


WORD = st.text("abcdefghijklmnopqrstuvwxyzäé", min_size=1, max_size=9)
LINE = st.lists(WORD, min_size=1, max_size=9).map(" ".join)
LABELLED = st.one_of(LINE, st.tuples(LINE, LINE).map(": ".join), st.lists(LINE, min_size=2, max_size=4).map(", ".join))
HEADINGS = [*sorted(shipped().parts), "Dough"]
FIELDS = ("", "summary", "fact", "responsibilities", "requirements", "wishes", "tools", "other")


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(FIELDS),
    st.sampled_from([*sorted(shipped().parts), "Dough"]),
    st.lists(LABELLED, min_size=1, max_size=4),
)
def test_given_any_text_when_it_becomes_fields_then_none_of_its_words_is_lost(
    field: str, heading: str, lines: list[str]
) -> None:
    text = Text("Baker", heading, lines, "a.md", 1, field=field)

    fields = Said([text], {}, {}, shipped()).fields()

    kept = " ".join(strings_in(fields))
    lost = [word for line in lines for word in line.replace(":", " ").replace(",", " ").split() if word not in kept]
    assert [word for word in lost if word not in ("and", "e", "y", "et", "en", "i")] == []


def strings_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if hasattr(value, "model_dump"):
        value = value.model_dump()
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in strings_in(part)]


def test_given_words_of_a_company_when_mapped_then_they_name_parts_too(tmp_path: Path) -> None:
    words = words_of({"parts": {"tools": ["Werkbank"]}})
    text = Text("Baker", "Werkbank", ["Mixer"], "a.md", 1, field="other")

    assert [tool.cell for tool in Said([text], {}, {}, words).fields()["tools"]] == ["Mixer"]
