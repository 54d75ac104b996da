"""Further invented ladders, in the shapes that well-known public frameworks have."""

from __future__ import annotations

import io
import json

from openpyxl import Workbook

from tests.loaders.ladders.forms import Ladder, chain

SENTENCE_BEFORE_ITEMS = """# Bakery ladder

This page is no checklist.

## Junior Baker

Works on small tasks with help.

* **Dough**: Mixes simple doughs by a recipe.
* **Ovens**: Watches one oven.
* **Care**: Says early when something goes wrong.

## Baker

Works alone on most breads.

* **Dough**: Adjusts a recipe to the weather.
* **Ovens**: Runs two ovens at a time.
  * Notes each fault in the book.
* **Care**: Explains choices to the shop.
"""
TITLES_APART = """# Support matrix

| | Support 1 | Support 2 |
|---|---|---|
| **Titles** | Support Agent | Support Specialist |

## Care

| Skill | Support 1 | Support 2 |
|:--|:--|:--|
| **Empathy** | Listens first and answers politely.<br>Asks for help. | Calms an angry guest. |
| **Tools** | — | Builds views of her own. |
"""
DEFINITIONS = """<html><head><title>Design levels</title></head><body><h1>Product Design levels</h1>
<p>What each level does.</p>
<h2>Designer</h2><p>Owns features.</p>
<dl><dt>Interaction</dt><dd>Designs whole flows.</dd><dd>Tests them with people.</dd>
<dt>Research</dt><dd>Plans interviews alone.</dd></dl>
<h2>Senior Designer</h2><p>Owns products.</p>
<dl><dt>Interaction</dt><dd>Sets patterns for a product.</dd><dt>Research</dt><dd>Chooses methods well.</dd></dl>
</body></html>"""
POLISH = """# Ścieżka kariery: Tester

## Młodszy tester

### Technika

- Wykonuje testy według scenariuszy.

## Starszy tester

### Technika

- Automatyzuje testy całego produktu.
"""


def _milestones() -> str:
    def step(*texts: str) -> list[dict[str, object]]:
        return [{"summary": text, "signals": [f"One sees that {text.lower()}"]} for text in texts]

    return json.dumps(
        {
            "BAKING": {
                "displayName": "Baking",
                "category": "Craft",
                "milestones": step("Bakes loaves by recipe", "Bakes loaves alone", "Invents loaves that sell"),
            },
            "CLEANING": {
                "displayName": "Cleaning",
                "category": "Craft",
                "milestones": step("Cleans one oven", "Cleans the whole shop", "Plans how shops are cleaned"),
            },
            "SERVICE": {
                "displayName": "Service",
                "category": "People",
                "milestones": step("Serves guests politely", "Solves complaints alone", "Shapes how shops serve"),
            },
        }
    )


def _sheets() -> bytes:
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, skill in (("Backend", "Databases"), ("Frontend", "Styling")):
        sheet = book.create_sheet(name)
        sheet.append([f"{name} career ladder"])
        sheet.append([])
        sheet.append(["Area", "Junior", "Senior"])
        sheet.append([skill, f"Learns {skill.lower()} with help.", f"Teaches {skill.lower()} to others."])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MORE: dict[str, Ladder] = {
    "a sentence before named items": Ladder(
        {"bakers.md": SENTENCE_BEFORE_ITEMS},
        ["Junior Baker", "Baker"],
        ["Junior Baker", "Baker"],
        ["Dough", "Ovens", "Care"],
        6,
        chain("Junior Baker", "Baker"),
    ),
    "titles in a table of their own": Ladder(
        {"matrix.md": TITLES_APART},
        ["Support 1", "Support 2"],
        ["Support Agent", "Support Specialist"],
        ["Empathy", "Tools"],
        3,
        chain("Support Agent", "Support Specialist"),
    ),
    "lists of definitions": Ladder(
        {"designers.html": DEFINITIONS},
        ["Designer", "Senior Designer"],
        ["Designer", "Senior Designer"],
        ["Interaction", "Research"],
        4,
        chain("Designer", "Senior Designer"),
    ),
    "polish": Ladder(
        {"tester.md": POLISH},
        ["Młodszy tester", "Starszy tester"],
        ["Młodszy tester", "Starszy tester"],
        ["Technika"],
        2,
        chain("Młodszy tester", "Starszy tester"),
    ),
    "milestones without names": Ladder(
        {"tracks.json": _milestones()},
        ["Milestone 1", "Milestone 2", "Milestone 3"],
        ["Milestone 1", "Milestone 2", "Milestone 3"],
        ["Baking", "Cleaning", "Service"],
        9,
        chain("Milestone 1", "Milestone 2", "Milestone 3"),
    ),
    "a sheet a discipline": Ladder(
        {"ladder.xlsx": _sheets()},
        ["Junior", "Senior"],
        ["Junior Backend", "Junior Frontend", "Senior Backend", "Senior Frontend"],
        ["Databases", "Styling"],
        4,
        [("Junior Backend", "Senior Backend"), ("Junior Frontend", "Senior Frontend")],
    ),
}
