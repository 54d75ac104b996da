"""`docs/advice.md`: what the answers of the planner rest on that is judgement."""

from __future__ import annotations

from collections.abc import Iterator

from graph.advice import PRICES
from graph.folding.steps import LATERAL_MONTHS, LEAST_DOUBT
from graph.weights import TIER_SHARE
from queries.planner.recommendations import ACROSS_TRACKS, FAR, NEARNESS, OPEN_SHARE, REACH


def advice_page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield from (
        "# What the advice rests on",
        "",
        "Written by `make docs` from the tables in the code. All figures on this page are judgement of this project, "
        "not "
        "measurement; each stands in one place and can be changed there.",
        "",
        "## Advised paths",
        "",
        "`careerPaths`, `ladder path` and the explorer advise, unless asked otherwise, the path with the lowest "
        "price: the "
        "sum of the prices of its steps, from `graph/advice.py`. Of two paths of one price the one of fewer steps "
        "comes "
        "first. A path whose roles contain all roles of a better one is left out.",
        "",
        "| points | for |",
        "|---:|---|",
        *(f"| {price.points} | {price.paid_for} |" for price in PRICES),
        "",
        "A *rung* is a rank of the track. A promotion of one rung that both roles name, with a stated time, costs "
        f"{PRICES[0].points}.",
        "",
        "## What counts as had",
        "",
        "A person has what the starting role lists and takes for granted, or what the profile says. A skill of which "
        "no "
        f"depth is known counts as one that is good to have (weight {TIER_SHARE['good']:g}): enough for GOOD, and to "
        "deepen for MUST. An importance that a profile does not say never falls short. Where the role rates a skill by "
        "no tier, importance or weight and says in words or by a step how far it asks for it, a name alone is not "
        "known to be enough: the skill stands in `differently` without a text before, sentences count it as *had by "
        "name alone*, and no share is told. The order of recommendations still counts its weight. Of a skill that the "
        "role takes for granted, other words are no difference: only a role below says words of it.",
        "",
        "## Roles that fit, and what to learn",
        "",
        "`recommendRoles` ranks by the share of the required weight that one has, times how near the role is to one's "
        "own "
        "level:",
        "",
        "| rungs from one's own | counts |",
        "|---:|---:|",
        *(f"| {rungs} | {share:g} |" for rungs, share in sorted(NEARNESS.items())),
        f"| further | {FAR:g} |",
        f"| on another track | {ACROSS_TRACKS:g} |",
        "",
        f"A role is *open* to somebody who has {OPEN_SHARE:.0%} of its weight. `skillLeverage` without a goal looks "
        "at the "
        f"roles within {REACH} steps that are not below one's own, and puts first what opens most of them; each skill "
        "counts "
        "as learned for those after it.",
        "",
        "## Times",
        "",
        f"An estimated time is a range whose ends lie at least {LEAST_DOUBT:.0%} of its middle away from it. A move "
        "sideways "
        f"without a figure takes {LATERAL_MONTHS.min}–{LATERAL_MONTHS.max} months, or what `lateral_months` in "
        "`ladder.yaml` says. [How a step's time is found](adr/0006-time.md).",
        "",
    )
