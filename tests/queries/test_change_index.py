"""The index of changes, compared with looking through all of them."""

from __future__ import annotations

import orjson
from hypothesis import given
from hypothesis import strategies as st

from queries.lookups.change_index import ChangeIndex

CHANGE = st.fixed_dictionaries(
    {"label": st.sampled_from(["Role", "Skill", "USES"]), "draft": st.booleans()},
    optional={"roles": st.lists(st.sampled_from(["baker", "cook"]), unique=True)},
)
REVISIONS = st.lists(st.lists(CHANGE, max_size=8), max_size=6)


@given(
    REVISIONS,
    st.integers(0, 7),
    st.integers(0, 7),
    st.integers(0, 5),
    st.none() | st.lists(st.sampled_from(["Role", "Skill", "Tool"]), max_size=3),
    st.none() | st.sampled_from(["baker", "nobody"]),
    st.booleans(),
    st.none() | st.tuples(st.integers(0, 7), st.integers(0, 9)),
)
def test_given_a_history_when_a_page_is_asked_for_then_it_is_what_a_look_through_all_finds(
    revisions: list[list[dict[str, object]]],
    since: int,
    until: int,
    first: int,
    labels: list[str] | None,
    role: str | None,
    drafts: bool,
    after: tuple[int, int] | None,
) -> None:
    index = ChangeIndex("g")
    index.add(
        {"number": number, "changes": [orjson.dumps(change).decode() for change in changes]}
        for number, changes in enumerate(revisions, start=1)
    )
    slow = [
        (number, at)
        for number, changes in enumerate(revisions, start=1)
        for at, change in enumerate(changes)
        if since < number <= until
        and (labels is None or change["label"] in labels)
        and (role is None or role in change.get("roles", ()))  # type: ignore[operator]
        and (drafts or not change["draft"])
    ]
    found, total = index.page(since, until, after, first, labels=labels, role=role, drafts=drafts)
    assert total == len(slow)
    assert found == [place for place in slow if after is None or place > after][:first]
