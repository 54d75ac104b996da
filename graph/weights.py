"""How much a skill counts: the one table behind `REQUIRES.weight`, and which of two mentions is the stronger."""

from __future__ import annotations

from functools import cache
from typing import Literal

from graph.schema import IMPORTANCES, TIERS

# Judgement of this project (docs/adr/0007-weights.md): a must-have that is critical counts 1; every step down takes a
# share.
TIER_SHARE = {"must": 1.0, "good": 0.7, "advanced": 0.5, "emerging": 0.3, None: 0.6}
IMPORTANCE_SHARE = {"critical": 1.0, "important": 0.8, "optional": 0.4, None: 0.7}


@cache
def skill_weight(tier: str | None, importance: str | None) -> float:
    """Weight from 0 to 1 of a required skill: the product of the shares of its tier and its importance."""
    return round(TIER_SHARE[tier] * IMPORTANCE_SHARE[importance], 3)


def stronger(scale: Literal["tier", "importance"], one: str | None, other: str | None) -> str | None:
    """The stronger of two tiers or importances; a stated one beats none."""
    order = TIERS if scale == "tier" else IMPORTANCES
    return min((each for each in (one, other) if each), key=order.index, default=None)
