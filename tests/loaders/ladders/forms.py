"""Invented ladders as text, each with what is read in it: levels upward, roles, competencies, texts and steps."""

from __future__ import annotations

import io
import itertools
from dataclasses import dataclass, field

from openpyxl import Workbook

from tests.loaders.ladders.files import as_csv


@dataclass(frozen=True)
class Ladder:
    files: dict[str, str | bytes]
    levels: list[str]
    roles: list[str]
    competencies: list[str]
    texts: int
    steps: list[tuple[str, str]] = field(default_factory=list)


def chain(*titles: str) -> list[tuple[str, str]]:
    return list(itertools.pairwise(titles))


def _merged_workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Matrix"
    sheet.append(["Bakery matrix"])
    sheet.append(["Pillar", "Competency", "Junior", "Senior", "Lead"])
    sheet.append(
        [
            "Craft",
            "Kneading",
            "Kneads by recipe and asks.",
            "Kneads without a recipe at all.",
            "Teaches three others to knead.",
        ]
    )
    sheet.append(
        [None, "Baking", "Watches one oven with help.", "Runs two ovens at one time.", "Plans all ovens of the house."]
    )
    sheet.append(
        [
            "People",
            "Feedback",
            "Takes feedback and thanks for it.",
            "Gives feedback to juniors weekly.",
            "Makes a habit of feedback.",
        ]
    )
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A3:A4")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_a_level() -> bytes:
    book = Workbook()
    for at, level in enumerate(("Level 1", "Level 2")):
        sheet = book.active if at == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = level
        sheet.append(["Area", "What we expect"])
        sheet.append(["Dough", f"Makes a dough of kind {at} every day."])
        sheet.append(["Ovens", f"Handles {at + 1} ovens with due care."])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


GERMAN_SECTIONS = """\
# Karrierestufen Backstube

Diese Seite beschreibt unsere Stufen.

## Junior Bäcker
### Handwerk
- Knetet nach Rezept
- Fragt, wenn etwas unklar ist
### Zusammenarbeit
- Hört im Team gut zu

## Bäcker
### Handwerk
- Knetet ohne Rezept
### Zusammenarbeit
- Hilft den anderen im Team

## Senior Bäcker
### Handwerk
- Entwickelt eigene Rezepte
### Zusammenarbeit
- Leitet Neue im Team an
"""

FRENCH_TABLE = """\
<html><head><title>Grille de compétences</title></head><body><h1>Grille de compétences – Boulanger</h1>
<table><tr><th>Compétence</th><th>Débutant</th><th>Confirmé</th><th>Expert</th></tr>
<tr><td colspan="4">Métier</td></tr>
<tr><td>Pétrissage</td><td>Pétrit avec une recette</td><td>Pétrit sans aucune recette</td>
<td>Invente des recettes de pain</td></tr>
<tr><td>Cuisson</td><td>Surveille un seul four</td><td colspan="2">Surveille plusieurs fours en même temps</td></tr>
</table></body></html>
"""

DESCENDING_ROWS = """\
# Design levels

| Level | Title | Scope | Quality |
| --- | --- | --- | --- |
| L3 | Principal Designer | Shapes the whole product | Sets the bar for all |
| L2 | Senior Designer | Shapes a whole area | Holds the bar in the area |
| L1 | Designer | Shapes a single screen | Meets the bar with help |
"""

LEVELS_INSIDE = """\
# Sales competencies

## Listening
**Junior:** Lets customers finish their sentence.

**Senior:** Hears what customers do not say.

## Closing
**Junior:** Asks for the order with help.

**Senior:** Closes large orders alone and well.
"""

NESTED_JSON = """\
{"family": "Support", "levels": {
  "Associate": {"Empathy": ["Greets each person by name", "Stays calm under fire"],
    "Knowledge": ["Knows where to look things up"]},
  "Senior": {"Empathy": ["Calms people who shout at us"], "Knowledge": ["Knows most answers by heart"]}}}
"""

INSIDE_OUT_YAML = """\
title: Research
skills:
  - name: Interviews
    group: Craft
    levels:
      - {level: P1, description: Takes notes in interviews of others.}
      - {level: P2, description: Leads interviews with a guide.}
      - {level: P3, description: Teaches others to lead interviews.}
  - name: Synthesis
    group: Craft
    levels:
      - {level: P1, description: Sorts notes into given groups.}
      - {level: P2, description: Finds the groups by herself.}
      - {level: P3, description: Turns groups into a new strategy.}
"""

FAMILY_OF_JOBS = """\
# Backend Engineer

The backend team builds services.

## Levels

### Junior Backend Engineer
#### Responsibilities
- Fix small bugs with help
- Write tests for own code
#### Requirements
- Knows one language well

### Senior Backend Engineer
#### Responsibilities
- Design services on their own
#### Requirements
- Knows three languages well
"""

SPANISH = {
    level: f"# {title}\n\n## Comunicación\n- {one}\n\n## Calidad\n- {two}\n"
    for level, title, one, two in (
        ("junior", "Desarrollador Junior", "Escucha con atención al equipo", "Escribe pruebas con ayuda"),
        ("semi", "Desarrollador Semi Senior", "Explica sus ideas al equipo", "Escribe pruebas sin ayuda"),
        ("senior", "Desarrollador Senior", "Explica sus ideas a clientes", "Define cómo se prueba todo"),
    )
}

TABLE_A_LEVEL = """\
# Product Manager ladder

## Product Manager 1

| Competency | Expectation |
| --- | --- |
| Discovery | Talks with five customers a month |
| Delivery | Writes clear tickets for the team |

## Product Manager 2

| Competency | Expectation |
| --- | --- |
| Discovery | Plans the discovery of a quarter |
| Delivery | Ships a large feature on time |
"""

BAKER = """\
# Baker

## What you'll do
- Bake bread each day
- Clean the ovens

## Requirements
- **Kneading**: Two years of kneading by hand
- **Hygiene**: Knows the rules by heart
"""

SENIOR_BAKER = """\
# Senior Baker

## What you'll do
- Plan the week of the bakery

## Requirements
- **Kneading**: Five years of kneading by hand
- **Hygiene**: Teaches the rules to others

## Benefits
- Free bread
"""

JOBS: dict[str, str | bytes] = {"baker.md": BAKER, "senior.md": SENIOR_BAKER}

LADDERS: dict[str, Ladder] = {
    "german sections": Ladder(
        {"stufen.md": GERMAN_SECTIONS},
        ["Junior Bäcker", "Bäcker", "Senior Bäcker"],
        ["Junior Bäcker", "Bäcker", "Senior Bäcker"],
        ["Handwerk", "Zusammenarbeit"],
        6,
        chain("Junior Bäcker", "Bäcker", "Senior Bäcker"),
    ),
    "french table": Ladder(
        {"grille.html": FRENCH_TABLE},
        ["Débutant", "Confirmé", "Expert"],
        ["Débutant", "Confirmé", "Expert"],
        ["Pétrissage", "Cuisson"],
        6,
        chain("Débutant", "Confirmé", "Expert"),
    ),
    "levels as rows, downward": Ladder(
        {"design.md": DESCENDING_ROWS},
        ["L1", "L2", "L3"],
        ["Designer", "Senior Designer", "Principal Designer"],
        ["Scope", "Quality"],
        6,
        chain("Designer", "Senior Designer", "Principal Designer"),
    ),
    "levels under competencies": Ladder(
        {"sales.md": LEVELS_INSIDE},
        ["Junior", "Senior"],
        ["Junior", "Senior"],
        ["Listening", "Closing"],
        4,
        chain("Junior", "Senior"),
    ),
    "nested json": Ladder(
        {"support.json": NESTED_JSON},
        ["Associate", "Senior"],
        ["Associate", "Senior"],
        ["Empathy", "Knowledge"],
        4,
        chain("Associate", "Senior"),
    ),
    "levels under skills, yaml": Ladder(
        {"research.yaml": INSIDE_OUT_YAML},
        ["P1", "P2", "P3"],
        ["Research P1", "Research P2", "Research P3"],
        ["Interviews", "Synthesis"],
        6,
        chain("Research P1", "Research P2", "Research P3"),
    ),
    "a family of jobs": Ladder(
        {"backend.md": FAMILY_OF_JOBS},
        ["Junior Backend Engineer", "Senior Backend Engineer"],
        ["Junior Backend Engineer", "Senior Backend Engineer"],
        [],
        4,
        chain("Junior Backend Engineer", "Senior Backend Engineer"),
    ),
    "spanish pages": Ladder(
        {f"{name}.md": text for name, text in SPANISH.items()},
        ["Desarrollador Junior", "Desarrollador Semi Senior", "Desarrollador Senior"],
        ["Desarrollador Junior", "Desarrollador Semi Senior", "Desarrollador Senior"],
        ["Comunicación", "Calidad"],
        6,
        chain("Desarrollador Junior", "Desarrollador Semi Senior", "Desarrollador Senior"),
    ),
    "one table a level": Ladder(
        {"pm.md": TABLE_A_LEVEL},
        ["Product Manager 1", "Product Manager 2"],
        ["Product Manager 1", "Product Manager 2"],
        ["Discovery", "Delivery"],
        4,
        chain("Product Manager 1", "Product Manager 2"),
    ),
    "job descriptions": Ladder(
        JOBS,
        ["Baker", "Senior Baker"],
        ["Baker", "Senior Baker"],
        ["Kneading", "Hygiene"],
        4,
        chain("Baker", "Senior Baker"),
    ),
    "merged workbook": Ladder(
        {"baker.xlsx": _merged_workbook()},
        ["Junior", "Senior", "Lead"],
        ["Junior", "Senior", "Lead"],
        ["Kneading", "Baking", "Feedback"],
        9,
        chain("Junior", "Senior", "Lead"),
    ),
    "one sheet a level": Ladder(
        {"oven-keeper.xlsx": _sheet_a_level()},
        ["Level 1", "Level 2"],
        ["Oven Keeper Level 1", "Oven Keeper Level 2"],
        ["Dough", "Ovens"],
        4,
        chain("Oven Keeper Level 1", "Oven Keeper Level 2"),
    ),
    "long csv": Ladder(
        {
            "nurse.csv": as_csv(
                [
                    ["Level", "Area", "Description"],
                    ["N1", "Care", "Cares for two people a day"],
                    ["N1", "Records", "Writes records with some help"],
                    ["N2", "Care", "Cares for ten people a day"],
                    ["N2", "Records", "Checks the records of others"],
                ]
            )
        },
        ["N1", "N2"],
        ["Nurse N1", "Nurse N2"],
        ["Care", "Records"],
        4,
        chain("Nurse N1", "Nurse N2"),
    ),
    "wide csv": Ladder(
        {
            "product-designer.csv": as_csv(
                [
                    ["Theme", "Skill", "IC1", "IC2"],
                    ["Craft", "Prototyping", "Draws screens with some help", "Draws whole flows alone"],
                    ["", "Research", "Joins sessions of other people", "Leads sessions of her own"],
                ]
            )
        },
        ["IC1", "IC2"],
        ["Product Designer IC1", "Product Designer IC2"],
        ["Prototyping", "Research"],
        4,
        chain("Product Designer IC1", "Product Designer IC2"),
    ),
}
