"""docs/reliability.md, written by the suites: what was tried, how often, and what came of it.

A suite calls `record` for each row. Rows are kept in docs/reliability.json, so that suites may run one by one; nothing
is written unless LADDER_RELIABILITY is set, as `make faults` and `make fuzz` do.
"""

from __future__ import annotations

import json
import os

from filelock import FileLock

from tests.support.places import ROOT

DATA, PAGE = ROOT / "docs" / "reliability.json", ROOT / "docs" / "reliability.md"
HEAD = """# Reliability

Written by `make faults` and `make fuzz`; no row is written by hand. A run is a schedule that its seed replays:
`LADDER_FAULT_SEED=7 LADDER_FAULT_RUNS=1 make faults`.

| what was tried | runs | outcome | command |
|---|---|---|---|
"""


def record(what: str, runs: int, outcome: str, command: str) -> None:
    """Replaces the row of what was tried."""
    if not os.environ.get("LADDER_RELIABILITY") or runs == 0:
        return
    with FileLock(str(DATA.with_suffix(".lock"))):
        rows = json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {}
        rows[what] = [runs, outcome, command]
        DATA.write_text(json.dumps(rows, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        lines = [f"| {name} | {runs} | {outcome} | `{command}` |\n" for name, (runs, outcome, command) in rows.items()]
        PAGE.write_text(HEAD + "".join(sorted(lines)), encoding="utf-8")
    DATA.with_suffix(".lock").unlink(missing_ok=True)
