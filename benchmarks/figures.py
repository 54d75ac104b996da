"""What a benchmark gives: one figure a line, with the rival's beside it where there is one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Figure(NamedTuple):
    """`value` and the rival's value are medians in `unit`, measured in the same run."""

    name: str
    value: float
    unit: str
    rival: str = ""
    rival_value: float | None = None
    note: str = ""

    @property
    def ratio(self) -> str:
        """How many times the rival's value."""
        return f"{self.value / self.rival_value:.2f}" if self.rival_value else ""


def show(figures: Iterable[Figure]) -> list[Figure]:
    """Prints each as it comes."""
    kept = []
    for each in figures:
        beside = f"  {each.rival} {each.rival_value:,.2f} {each.unit} (×{each.ratio})" if each.rival_value is not None else ""
        print(f"{each.name:58} {each.value:12,.2f} {each.unit}{beside}  {each.note}".rstrip(), flush=True)
        kept.append(each)
    return kept
