"""Pictures of the results, as small SVG files beside the pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt

from benchmarks.figures import Figure, number
from benchmarks.pages import DOCS
from benchmarks.questions import NAMES

PICTURES = DOCS / "pictures"
OURS, KEPT, RIVAL = "#1f3864", "#7a93c4", "#b5651d"


def draw(figures: Mapping[str, Figure]) -> list[Path]:
    mpl.use("svg")
    mpl.rcParams |= {"svg.fonttype": "none", "svg.hashsalt": "ladder", "font.size": 9}
    PICTURES.mkdir(exist_ok=True)
    return [_requests(figures), _growth(figures)]


def _requests(figures: Mapping[str, Figure]) -> Path:
    """Our requests per second divided by the rival's."""
    picture, axes = plt.subplots(figsize=(7, 2.8))
    for at, (kind, words, colour) in enumerate(
        (("plain", "each answer worked out", OURS), ("keeping", "answers kept", KEPT))
    ):
        ratios = [figures[f"api.{id}.{kind}.rate"].ratio or 0 for id in NAMES]
        bars = axes.barh(
            [place + 0.2 - at * 0.4 for place in range(len(NAMES))], ratios, 0.38, label=words, color=colour
        )
        axes.bar_label(bars, [f" ×{ratio:.1f}" for ratio in ratios])
    axes.axvline(1, color=RIVAL)
    axes.set_yticks(range(len(NAMES)), list(NAMES.values()))
    axes.set_xscale("log")
    axes.set_xlabel("requests a second, times those of @neo4j/graphql (the line)")
    axes.margins(x=0.15)
    axes.legend(loc="lower right", frameon=False)
    return _save(picture, "requests.svg")


def _growth(figures: Mapping[str, Figure]) -> Path:
    """Costs by number of roles."""
    picture, all_axes = plt.subplots(1, 3, figsize=(8, 2.6))
    shown = (
        ("growth.load_", "load, s"),
        ("growth.memory_", "memory of the load, MB"),
        ("planner.skill-gap_", "3 paths by skill gap, ms"),
    )
    for axes, (prefix, words) in zip(all_axes, shown, strict=True):
        points = sorted(
            (int(id.removeprefix(prefix).split("_")[0]), figure.value)
            for id, figure in figures.items()
            if _is_point(id, prefix)
        )
        axes.plot(*zip(*points, strict=True), "o-", color=OURS, label="measured")
        axes.plot(
            *zip(*[(roles, points[0][1] * roles / points[0][0]) for roles, _ in points], strict=True),
            ":",
            color=RIVAL,
            label="linear",
        )
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.minorticks_off()
        axes.set_xticks([roles for roles, _ in points], [f"{roles:,}" for roles, _ in points])
        axes.set_yticks([value for _, value in points], [number(value) for _, value in points])
        axes.set_xlabel("roles")
        axes.set_title(words, fontsize=9)
    all_axes[0].legend(frameon=False)
    return _save(picture, "growth.svg")


def _is_point(id: str, prefix: str) -> bool:
    return id.startswith(prefix) and not id.endswith("_p99")


def _save(picture: plt.Figure, name: str) -> Path:  # type: ignore[name-defined]
    picture.tight_layout()
    picture.savefig(PICTURES / name, metadata={"Date": None})
    plt.close(picture)
    return PICTURES / name
