"""`ladder gap` in words."""

from __future__ import annotations

from graph.neo4j.database import Database
from tests.support.ladder import Ladder

ROLES = {
    "levels.yaml": "levels: [{name: One, rank: 1}, {name: Two, rank: 2}]\nfamilies: [{name: Wards}]\n",
    "nurse.yaml": "id: nurse\ntitle: Nurse\nlevel: One\nfamily: Wards\ncareer: {promotion_to: matron}\n"
    "technical_skills: [{name: Infusions, expects: Competent within six months}]\n",
    "matron.yaml": "id: matron\ntitle: Matron\nlevel: Two\nfamily: Wards\n"
    "technical_skills: [{name: Leading, expects: Leads managers}]\n",
    "manager.yaml": "id: manager\ntitle: Manager\n"
    "technical_skills: [{name: Infusions, expects: Assures records}, {name: Leading, expects: Leads a ward}]\n",
    "clerk.yaml": "id: clerk\ntitle: Clerk\ntechnical_skills: [Typing]\n",
}


def test_given_a_skill_that_a_role_takes_for_granted_then_the_words_of_the_rung_below_are_never_its_own(
    run: Ladder, database: Database
) -> None:
    folder = run.folder / "wards"
    folder.mkdir()
    for name, text in ROLES.items():
        (folder / name).write_text(text)
    run("load", folder)
    said = run("gap", "manager", "matron")
    assert "1 of 2 skills are there as Matron asks; 1 expected differently." in said
    assert "before: Leads a ward\n    now:    Leads managers" in said
    assert "six months" not in said
    assert "Competent within six months (taken for granted; Nurse says so)" in run("gap", "clerk", "matron")
    back = run("gap", "matron", "manager")
    assert "before: Competent within six months (taken for granted; Nurse says so)\n    now:    Assures records" in back
