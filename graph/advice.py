"""The prices, in points, that make up the ADVISED cost of a career path.

They are judgement of this project (docs/advice.md, docs/adr/0019-advised-paths.md). The measure is a rise of one rung
that both roles name; whatever would make a careful manager hesitate costs extra.
"""

from __future__ import annotations

from typing import NamedTuple


class Price(NamedTuple):
    """Points, and what they are charged for."""

    points: int
    paid_for: str


STEP = Price(10, "every step")
SIDEWAYS = Price(3, "a step that does not rise on its track: a move sideways, or a next role of the same rank")
DOWN = Price(40, "a step down on its track")
RELATED = Price(60, "a step to a role that a source calls related and no more")
PASSED_RUNG = Price(25, "each rung passed over at which the family of either role has a described role")
EMPTY_RUNG = Price(5, "each rung passed over at which neither family has one")
OTHER_TRACK = Price(10, "a change of track; entering management, each rung below the one entered counts as passed over")
OTHER_FAMILY = Price(15, "a step that leaves the family")
DETOUR = Price(25, "each role outside the family, where the path starts and ends in one family")
ONE_SIDED = Price(12, "a step between two described roles that only one of them names")
ONLY_MENTIONED = Price(15, "a step to a role that no document describes")
ESTIMATED_TIME = Price(2, "a time that is an estimate")
UNKNOWN_TIME = Price(5, "a time that is not known")

PRICES = (
    *(STEP, SIDEWAYS, DOWN, RELATED, PASSED_RUNG, EMPTY_RUNG, OTHER_TRACK, OTHER_FAMILY, DETOUR),
    *(ONE_SIDED, ONLY_MENTIONED, ESTIMATED_TIME, UNKNOWN_TIME),
)
