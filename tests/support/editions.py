"""Ladders of which every text says the edition that it is of, so that an answer which mixes two can be seen."""

from __future__ import annotations

from typing import Any

from graph.documents.document import Document
from tests.support.documents import document

ROLES = 30
QUERY = (
    "{ roles(first: 30) { nodes { title mission deliverables { text } nextRoles { role { title skills { skill { "
    "name } } deliverables { text } } } } } }"
)


def edition(number: int) -> list[Document]:
    """Every role says which edition it is of: in its title and skill, which the network in memory holds, and in what
    only the database does.
    """
    texts = (
        f"id: role-{at}\ntitle: Role {at} edition {number}\ntechnical_skills: [Skill of edition {number}]\n"
        f"mission: Edition {number}\ndeliverables: [Edition {number}]\n"
        f"career: {{next: [{{role: role-{(at + 1) % ROLES}}}]}}\n"
        for at in range(ROLES)
    )
    return [document(text, f"roles/role-{at}.yaml") for at, text in enumerate(texts)]


def editions_in(data: Any) -> set[str]:
    """Editions that an answer speaks of: a title, mission, deliverable or skill ends with its number."""
    found: set[str] = set()
    for role in data["roles"]["nodes"]:
        said = [role["title"], role["mission"]]
        for named in (role, *(step["role"] for step in role["nextRoles"])):
            said += [
                named["title"],
                *(skill["skill"]["name"] for skill in named.get("skills", ())),
                *(text["text"] for text in named["deliverables"]),
            ]
        found |= {words.split()[-1] for words in said}
    return found
