"""An edit is folded in the part of the documents that it reaches: the difference is that of the whole folds, or the
edit is said to reach further. 80 random edits in the tests; `make soak` tries thousands.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from benchmarks.generate import generate
from graph.documents.blueprint import (
    Blueprint,
    Career,
    CareerStep,
    Kpi,
    Named,
    Other,
    Problem,
    RelatedRole,
    SoftSkill,
    TechnicalSkill,
    Tool,
)
from graph.documents.document import Document, LevelTerm, Scale, Term, Vocabulary
from graph.documents.names import Names
from graph.documents.spelling import slug
from graph.errors import DocumentError
from graph.folding import part
from graph.folding.facts import Facts, scales_of
from graph.folding.fold import fold
from graph.folding.mentions import mentioned, roles_named, words_of
from graph.folding.part import edited
from graph.folding.sayings import say
from graph.model import Difference
from tests.graph.test_fold_machine import (
    SKILLS,
    TEXTS,
    TOOLS,
    blueprints,
    documents_at,
    perhaps,
    some,
    vocabulary_documents,
)
from tests.graph.test_fold_machine import TITLES as TITLES_THAT_MEET

EDITS = int(os.environ.get("LADDER_FOLD_SEQUENCES", "80"))
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300 + EDITS)]

ROLES = ["Baker", "Miller", "Cook", "Waiter", "Grocer", "Brewer"]
TITLES = [f"{level} {role}" for role in ROLES for level in ("Junior", "Senior")]
LADDER = Document(
    "seeds/ladder",
    "Ladder",
    "seeds",
    "yaml",
    Vocabulary(
        levels=[
            LevelTerm(name="Junior", rank=1, months_min=12, months_max=24),
            LevelTerm(name="Mid-level", rank=2),
            LevelTerm(name="Senior", rank=3, aliases=["Sr"]),
        ],
        families=[Term(name="Food"), Term(name="Drink")],
    ),
)
FIELDS = sorted({*Blueprint.model_fields} - {"years_max"})
named = st.lists(st.builds(Named, name=st.sampled_from(TITLES_THAT_MEET)), max_size=2)
hot_tools = st.builds(
    Tool,
    cell=st.sampled_from([*TOOLS, "Baker"]),
    category=perhaps(["Heat", "Ovens"]),
    names=some(TOOLS, 1),
    hot=st.booleans(),
)
skills_at_steps = st.builds(
    SoftSkill,
    name=st.sampled_from(SKILLS),
    step=st.sampled_from([None, "can", "!"]),
    weight=st.sampled_from([None, 0.5]),
)
related = st.builds(RelatedRole, name=st.sampled_from(TITLES_THAT_MEET), tier=st.just("near"))
# With the sections that make nodes and edges which several documents share
rich_blueprints = st.builds(
    lambda known, hot, **more: known.model_copy(update=more | {"tools": [*known.tools, *hot]}),
    known=blueprints,
    hot=st.lists(hot_tools, max_size=1),
    soft_skills=st.lists(skills_at_steps, max_size=2),
    related=st.lists(related, max_size=2),
    builds_on=named,
    no_longer=st.lists(st.builds(Named, name=st.sampled_from(SKILLS)), max_size=1),
    kpis=st.lists(st.builds(Kpi, name=st.sampled_from(TEXTS), target=st.just("1")), max_size=2),
    other=st.lists(st.builds(Other, text=st.sampled_from(TEXTS)), max_size=2),
    problems=st.lists(st.builds(Problem, what=st.sampled_from(TEXTS)), max_size=1),
)
scales = st.builds(Scale, name=st.sampled_from(["Craft", "Words"]), steps=st.permutations(["knows", "can", "teaches"]))
scale_documents = documents_at(range(11, 12), st.builds(Vocabulary, scales=st.lists(scales, max_size=2)))
KEPT = {"id", "level"}  # with these an edit always reaches further
# Titles that are nearly those of others, with words that join groups of words, and names of stakeholders
NEAR_TITLES = ["Bakers", "Junior Bakker", "Bakkery Junior", "Senior Brewers", "Seniors Brewer", "Head Cook", "Headcook"]

names_of_roles = st.sampled_from([*TITLES, "Head Cook", "Bakers"])
steps = st.lists(
    st.builds(CareerStep, name=names_of_roles, line=st.none() | st.integers(1, 9))
    | st.builds(CareerStep, name=names_of_roles, months_min=st.just(1), months_max=st.just(9)),
    max_size=2,
)


def as_stored(documents: dict[str, Document]) -> dict[str, Document]:
    """With the id that each role got."""
    names = Names.of(documents.values())
    return {
        id: replace(document, role_id=names.own_role_of(document))
        if isinstance(document.content, Blueprint)
        else document
        for id, document in documents.items()
    }


@st.composite
def sparse_blueprints(draw: st.DrawFn) -> Blueprint:
    """Of roles that meet less often."""
    career = Career(
        next=draw(steps),
        feeders=draw(steps),
        adjacent=draw(steps),
        promotion_to=draw(st.none() | st.none() | names_of_roles),
    )
    return draw(rich_blueprints).model_copy(
        update={
            "id": draw(perhaps(["cook", "waiter"])),
            "title": draw(st.sampled_from(TITLES) | st.sampled_from(NEAR_TITLES)),
            "aliases": draw(st.lists(st.sampled_from(["Chef", "Head Cook", "Junior Baker"]), max_size=1)),
            "field_line": draw(st.dictionaries(st.sampled_from(["title", "aliases[1]"]), st.integers(1, 3))),
            "level": draw(perhaps(["mid-level", "Senior"])),
            "family": draw(st.sampled_from([None, "Food", "Drink", "Sales", "sales"])),
            "status": draw(st.sampled_from([None, None, None, "draft", "retired"])),
            "career": career,
            "builds_on": draw(st.lists(st.builds(Named, name=names_of_roles), max_size=1)),
            "related": draw(st.lists(st.builds(RelatedRole, name=names_of_roles), max_size=1)),
            "problems": [],
        }
    )


@st.composite
def edits(draw: st.DrawFn) -> tuple[dict[str, Document], dict[str, Document]]:
    """All documents before and after one or two of them were edited."""
    blueprints = draw(st.lists(sparse_blueprints() | rich_blueprints, min_size=4, max_size=9))
    documents = {LADDER.id: LADDER}
    for number, said in enumerate(blueprints):
        collection = draw(st.sampled_from(["seeds", "acme", "import"]))
        form = draw(st.sampled_from(["yaml", "yaml", "html", "sheet"]))
        id = f"{collection}/{number}"
        documents[id] = Document(id, f"Document {number}", collection, form, said)  # type: ignore[arg-type]
    more = draw(st.lists(vocabulary_documents | scale_documents, max_size=2, unique_by=lambda document: document.id))
    before = as_stored(documents | {document.id: document for document in more})
    after = dict(before)
    roles = sorted(id for id, document in before.items() if isinstance(document.content, Blueprint))
    for id in draw(st.lists(st.sampled_from(roles), min_size=1, max_size=2)):
        fields = draw(st.lists(st.sampled_from(sorted({*FIELDS} - KEPT)), min_size=1, max_size=3, unique=True))
        said = draw(sparse_blueprints())
        content = before[id].content
        assert isinstance(content, Blueprint)
        update = {field: getattr(said, field) for field in fields}
        after[id] = replace(before[id], content=content.model_copy(update=update | {"years_max": None}))
    return before, after


def _names(document: Document) -> object:
    said = document.content
    return isinstance(said, Blueprint) and (said.title, said.aliases)


@settings(max_examples=EDITS, suppress_health_check=list(HealthCheck))
@given(edits())
def test_given_any_edit_when_its_part_is_folded_then_the_difference_is_that_of_the_whole_folds(
    edit: tuple[dict[str, Document], dict[str, Document]],
) -> None:
    before, after = edit
    try:
        whole = Difference.between(fold(before.values()), fold(after.values()))
    except DocumentError:  # two titles that need one id
        with pytest.raises(DocumentError):
            edited(before, after)
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(part, "MOST", 1)
        found = edited(before, after)
    renamed = any(_names(before[id]) != _names(after[id]) for id in before)
    event(f"{'a part' if found else 'the whole'}, {'with' if renamed else 'without'} other names")
    if found is not None:
        for rows in Difference.__dataclass_fields__.keys() - {"drafts", "nodes"}:
            assert getattr(found.difference, rows) == getattr(whole, rows)
        assert found.difference.changes() == whole.changes()
        assert found.difference.counts() == whole.counts()


@settings(max_examples=EDITS, suppress_health_check=list(HealthCheck))
@given(edits())
def test_given_any_document_when_read_then_all_that_it_names_is_found_without_reading(
    edit: tuple[dict[str, Document], dict[str, Document]],
) -> None:
    documents, _ = edit
    names = Names.of(documents.values())
    facts = Facts(names, scales=scales_of(documents.values()), described=set())
    for document in documents.values():
        if isinstance(document.content, Blueprint):
            saying = say(facts, document)
            roles = {names.role_of(document), *roles_named(names, document.content)}
            assert roles >= {role for step in saying.steps for role in (step.start, step.end)} | {*saying.mentioned}
            for key in saying.nodes:
                if key.label == "Role":
                    assert key.id in roles
                elif key.label != "Family":  # may also come from the title
                    words = words_of(key.label, document.content)
                    assert any(key in mentioned(names, key.label, word) for word in words)


@pytest.fixture(scope="module")
def generated() -> dict[str, Document]:
    return as_stored({document.id: document for document in generate(200).documents()})


NEW = TechnicalSkill.model_validate({"name": "Sourdough", "tier": "must", "importance": "critical"})


@pytest.mark.parametrize(
    ("field", "edit"),
    [
        ("technical_skills", lambda skills: skills[1:]),
        ("technical_skills", lambda skills: [*skills, NEW]),
        ("technical_skills", lambda skills: [*skills, NEW.model_copy(update={"name": "Family 3 skill 5"})]),  # far away
        ("technical_skills", lambda skills: [skills[0].model_copy(update={"tier": "emerging"}), *skills[1:]]),
        ("tools", lambda tools: tools[1:]),
        ("career", lambda career: career.model_copy(update={"adjacent": career.adjacent[1:]})),
        ("years_min", lambda years: 4.0),
    ],
)
def test_given_a_generated_ladder_when_a_role_is_edited_then_a_small_part_tells_the_difference(
    generated: dict[str, Document], field: str, edit: Callable[[Any], Any]
) -> None:
    id = next(id for id in generated if "/senior-" in id)
    content = generated[id].content
    assert isinstance(content, Blueprint)
    content = content.model_copy(update={field: edit(getattr(content, field))})
    after = generated | {id: replace(generated[id], content=content)}
    found = edited(generated, after)
    assert found is not None
    assert found.difference.changes() == Difference.between(fold(generated.values()), fold(after.values())).changes()


# Edits that a part would tell wrongly if one of its guards were missing: of roles in families of their own, far apart


def role_document(id: str, **said: Any) -> Document:
    content = {"id": id, "title": id.replace("-", " ").title(), "family": f"Family {id}", **said}
    return Document(f"acme/{id}", id, "acme", "yaml", Blueprint.model_validate(content))


def is_told_by_a_part(
    monkeypatch: pytest.MonkeyPatch, documents: list[Document], id: str, career: dict[str, Any]
) -> bool:
    """Whether a part tells the edit of a role's steps; if so, it tells it as the whole folds do."""
    monkeypatch.setattr(part, "MOST", 1)
    before = as_stored({document.id: document for document in [LADDER, *documents]})
    content = before[f"acme/{id}"].content
    assert isinstance(content, Blueprint)
    content = content.model_copy(update={"career": Career.model_validate(career)})
    after = before | {f"acme/{id}": replace(before[f"acme/{id}"], content=content)}
    found = edited(before, after)
    if found is not None:
        assert found.difference.changes() == Difference.between(fold(before.values()), fold(after.values())).changes()
    return found is not None


@pytest.mark.parametrize("closes", [True, False])
def test_given_steps_on_a_circle_of_promotions_when_they_change_then_the_whole_tells_it(
    monkeypatch: pytest.MonkeyPatch, closes: bool
) -> None:
    steps = {"a": "B", "b": "C", "c": "D", "d": "A"}
    ways = {id: {} if closes and id == "d" else {"promotion_to": above} for id, above in steps.items()}
    documents = [role_document(id, career=way) for id, way in ways.items()]
    career = {"promotion_to": "A"} if closes else {}
    assert not is_told_by_a_part(monkeypatch, documents, "d", career)


def test_given_a_step_to_a_role_that_fills_a_rung_far_away_when_edited_then_the_whole_tells_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rungs = [role_document(id, family="Food", level=level) for id, level in (("b", "Junior"), ("c", "Senior"))]
    career = {"next": [{"name": "Mid-level Food"}]}
    assert not is_told_by_a_part(monkeypatch, [role_document("a"), *rungs], "a", career)


def test_given_a_skill_that_is_first_named_far_away_when_a_step_to_it_goes_then_it_is_told_by_its_first_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents = [
        role_document("a", family="Food", level="Junior", technical_skills=[{"name": "Sour dough"}]),
        role_document("b", family="Food", level="Mid-level", career={"feeders": [{"name": "A"}], "promotion_to": "C"}),
        role_document("c", family="Food", level="Senior"),
        role_document("0", technical_skills=[{"name": "SOUR-dough"}]),
    ]
    assert is_told_by_a_part(monkeypatch, documents, "b", {"feeders": [{"name": "A"}]})


# Edits of titles and aliases, of roles in many families that seldom meet but in their names

WORDS = ["data", "dough", "oven", "bread", "engineer", "engine", "keeper", "keepers", "bakery", "baker", "7"]


def a_title(random: Random, titles: Sequence[str] = ()) -> str:
    """A title of a few words; or one of these titles, as it is or with a slip."""
    if titles and random.random() < 0.6:
        title = random.choice(titles)
        at = random.randrange(len(title))
        slips = (
            title,
            title + "s",
            title[:at] + "x" + title[at:],
            title[:at] + title[at + 1 :],
            title.replace(" ", "", 1),
        )
        return next(filter(str.strip, random.sample(slips, len(slips))))
    return " ".join(random.sample(WORDS, random.randint(1, 3)))


def a_ladder(random: Random) -> dict[str, Document]:
    titles = [a_title(random) for _ in range(16)]
    titles += [a_title(random, titles) for _ in range(8)]
    ids = [f"role-{at}" for at in range(len(titles))]
    known = random.sample(titles, 4)
    vocabulary = Vocabulary(
        stakeholders=[
            Term(name=f"{title}s", aliases=[f"Friends {at}"]) for at, title in enumerate(dict.fromkeys(known))
        ]
    )
    documents = [LADDER, Document("seeds/names", "Names", "seeds", "yaml", vocabulary)]
    for at, title in enumerate(titles):
        said: dict[str, Any] = {"id": ids[at], "title": title, "family": f"Family {random.randrange(99)}"}
        said["level"] = random.choice([None, "Junior", "Senior"])
        if random.random() < 0.3:
            said["aliases"] = [a_title(random, titles)]
        if random.random() < 0.2:
            said["replaced_by"] = random.choice([*ids, *(slug(a_title(random, titles)) for _ in range(9))])
        if random.random() < 0.4:
            step = (
                {"name": a_title(random, titles)} if random.random() < 0.8 else {"role": slug(a_title(random, titles))}
            )
            said["career"] = {random.choice(["next", "feeders", "adjacent"]): [step]}
        if random.random() < 0.3:
            names = [f"{a_title(random, titles)}s", "Friends 1", "Friends 2"]
            said["stakeholders"] = {"internal": [{"name": random.choice(names)}]}
        documents.append(
            Document(
                f"acme/{at}", f"Document {at}", "acme", random.choice(["yaml", "html", "sheet"]), Blueprint(**said)
            )
        )
    return as_stored({document.id: document for document in documents})


@settings(max_examples=EDITS)
@given(st.integers(0, 10**9))
def test_given_another_title_or_alias_when_its_part_is_folded_then_the_difference_is_that_of_the_whole_folds(
    seed: int,
) -> None:
    random = Random(seed)
    try:
        before = a_ladder(random)
        id = random.choice([id for id in before if id.startswith("acme/")])
        content = before[id].content
        assert isinstance(content, Blueprint)
        titles = [said.content.title for said in before.values() if isinstance(said.content, Blueprint)]
        field = random.choice(["title", "title", "aliases"])
        name = a_title(random, titles)
        update = {field: name if field == "title" else random.choice([[name], []])}
        after = before | {id: replace(before[id], content=content.model_copy(update=update))}
        whole = Difference.between(fold(before.values()), fold(after.values()))
    except DocumentError:  # two titles that need one id
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(part, "MOST", 1)
        found = edited(before, after)
    event("a part" if found else "the whole")
    if found is not None:
        assert found.difference.changes() == whole.changes()
