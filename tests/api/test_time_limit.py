"""One timer for all requests stops those that stay too long, and no others."""

from __future__ import annotations

import asyncio

import pytest
import uvloop
from hypothesis import given, settings
from hypothesis import strategies as st

from api.answering.time_limit import TimeLimit

LIMIT = 0.06
SHORT, LONG = 0.0, 5.0
WORK = st.lists(st.tuples(st.sampled_from([SHORT, LONG]), st.sampled_from([0.0, 0.01, 0.03])), min_size=1, max_size=12)


async def outcome(limit: TimeLimit, seconds: float, after: float = 0.0) -> str:
    await asyncio.sleep(after)
    try:
        with limit:
            await asyncio.sleep(seconds)
    except TimeoutError:
        return "late"
    except asyncio.CancelledError:
        return "cancelled"
    return "done"


@given(WORK)
@settings(max_examples=20)
def test_given_tasks_of_any_order_when_some_stay_too_long_then_those_are_late_and_no_others(
    work: list[tuple[float, float]],
) -> None:
    async def all_of_it() -> list[str]:
        limit = TimeLimit(LIMIT)
        return await asyncio.gather(*[outcome(limit, seconds, after) for seconds, after in work])

    assert uvloop.run(all_of_it()) == ["late" if seconds == LONG else "done" for seconds, _ in work]


def test_given_a_task_when_somebody_else_cancels_it_then_it_is_cancelled_and_not_late() -> None:
    async def cancelled() -> str:
        task = asyncio.create_task(outcome(TimeLimit(LONG), LONG))
        await asyncio.sleep(LIMIT)
        task.cancel()
        return await task

    assert uvloop.run(cancelled()) == "cancelled"


def test_given_a_task_that_was_late_when_it_goes_on_then_nothing_cancels_it_again() -> None:
    async def again() -> list[str]:
        limit = TimeLimit(LIMIT)
        return [await outcome(limit, LONG), await outcome(limit, SHORT), await outcome(limit, LONG)]

    assert uvloop.run(again()) == ["late", "done", "late"]


def test_given_an_error_inside_when_it_is_raised_in_time_then_it_is_that_error() -> None:
    async def failing() -> None:
        with TimeLimit(LONG):
            raise KeyError("its own")

    with pytest.raises(KeyError, match="its own"):
        uvloop.run(failing())
