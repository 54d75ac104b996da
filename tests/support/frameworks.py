"""A company's ladder in a few words: a scale of its own, texts of what is expected, steps that its order implies."""

from __future__ import annotations

from graph.documents.blueprint import Blueprint, Career, CareerStep, TechnicalSkill
from graph.documents.document import Document, LevelTerm, Scale, SkillTerm, Term, Vocabulary

VOCABULARY = Vocabulary(
    levels=[LevelTerm(name="One", rank=1), LevelTerm(name="Two", rank=2), LevelTerm(name="Three", rank=3)],
    families=[Term(name="Baking")],
    skills=[SkillTerm(name="Kneading", group="Craft"), SkillTerm(name="Firing")],
    scales=[Scale(name="Depth", steps=["Aware", "Working", "Expert"]), Scale(name="Other", steps=["Expert", "Guru"])],
)


def framework(*skills: dict[str, str]) -> list[Document]:
    """A role for each set of skills with a proficiency, or a text that begins with a space; each leads to the next."""
    documents = [Document("own/words.yaml", "Words", "own", "yaml", VOCABULARY)]
    for at, own in enumerate(skills):
        said = [
            TechnicalSkill.model_validate({"name": name, "expects" if word.startswith(" ") else "proficiency": word})
            for name, word in own.items()
        ]
        steps = [CareerStep(name=f"Baker {at + 2}", implied=True)] if at + 1 < len(skills) else []
        role = Blueprint(
            title=f"Baker {at + 1}",
            level=("One", "Two", "Three")[at],
            family="Baking",
            technical_skills=said,
            career=Career(next=steps),
        )
        documents.append(Document(f"own/{at}.yaml", role.title, "own", "yaml", role))
    return documents
