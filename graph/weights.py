"""How much a skill counts: the table behind `REQUIRES.weight`, and the stronger of two mentions."""

from __future__ import annotations

from functools import cache
from typing import Literal

from graph.schema import IMPORTANCES, TIERS

# Judgement of this project (docs/adr/0007-weights.md): a critical must-have counts 1; each lower step is a share of it
TIER_SHARE = {"must": 1.0, "good": 0.7, "advanced": 0.5, "emerging": 0.3, None: 0.6}
IMPORTANCE_SHARE = {"critical": 1.0, "important": 0.8, "optional": 0.4, None: 0.7}


@cache
def skill_weight(tier: str | None, importance: str | None) -> float:
    """Weight from 0 to 1 of a required skill: the product of the shares of its tier and its importance."""
    return round(TIER_SHARE[tier] * IMPORTANCE_SHARE[importance], 3)


def stronger(scale: Literal["tier", "importance"], one: str | None, other: str | None) -> str | None:
    """The stronger of two tiers or importances; any value is stronger than None."""
    order = TIERS if scale == "tier" else IMPORTANCES
    return min((value for value in (one, other) if value), key=order.index, default=None)
