"""Puts the built explorer into the wheel. `make wheel` builds the page first; without it the API works all the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ExplorerHook(BuildHookInterface):  # type: ignore[type-arg]
    """`web/dist` becomes `api/page`; an editable install reads it where it is."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        page = Path(self.root) / "web" / "dist"
        if (page / "index.html").is_file():
            build_data["force_include"].update(
                {
                    str(file): f"api/page/{file.relative_to(page).as_posix()}"
                    for file in sorted(page.rglob("*"))
                    if file.is_file()
                }
            )
        else:
            self.app.display_warning("The explorer is not built, so the wheel is without it: `make wheel` builds both.")
