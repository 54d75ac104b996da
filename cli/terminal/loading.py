"""Loading from a terminal: with a progress bar, or as a preview that writes nothing."""

from __future__ import annotations

from cli.terminal.console import note, print_json, progress_bar
from cli.terminal.differences import in_words, show_plan
from cli.terminal.findings import note_worst
from cli.terminal.options import Shown
from cli.terminal.renamed import note_renamed
from graph.neo4j.database import Database
from graph.settings import Settings
from graph.storing.load import Outcome, load
from graph.storing.plan import Plan, Request, plan
from graph.storing.stored import read_findings
from queries.planner.changes import changes_between


def load_with_progress(database: Database, request: Request, settings: Settings, *, quiet: bool = True) -> Outcome:
    """Loads with a progress bar and prints the result and, unless `quiet`, the worst findings."""
    with progress_bar("Writing the graph") as move:
        outcome = load(
            database,
            request,
            load_rows=settings.load_rows,
            progress=lambda what, done, total: move(done, total, what),
        )
    note_outcome(outcome)
    if not quiet:
        note_worst(read_findings(database, [document.id for document in request.put]))
    return outcome


def load_or_preview(
    database: Database, request: Request, settings: Settings, shown: Shown, *, dry_run: bool, quiet: bool = False
) -> Outcome | None:
    """Loads, or shows what a load would change: as `--dry-run`, `--json` and `--markdown` ask. None for a dry run."""
    if dry_run:
        planned = preview(database, request, settings, shown)
        if not quiet:
            note_worst(planned.findings)
        return None
    outcome = load_with_progress(database, request, settings, quiet=quiet)
    if shown == "json":
        documents = outcome.plan.documents if outcome.plan else ()
        print_json({"revision": outcome.revision, "writes": outcome.writes, "documents": documents})
    return outcome


def preview(database: Database, request: Request, settings: Settings, shown: Shown, *, every: bool = False) -> Plan:
    """Shows what a load would change, and which shortest paths with it. `every`: also what only follows from others."""
    planned = plan(database, request)
    show_plan(planned, changes_between(planned.before, planned.after, drafts=settings.show_drafts), shown, every=every)
    note_renamed(planned)
    return planned


def note_outcome(outcome: Outcome) -> None:
    if not outcome.writes:
        note(f"Nothing changed; the graph stays at revision {outcome.revision}.")
    elif outcome.plan:
        changed, documents = in_words(outcome.plan.difference), len(outcome.plan.documents)
        note(f"Revision {outcome.revision}: {changed}, from {documents} documents.")
        note_renamed(outcome.plan)
