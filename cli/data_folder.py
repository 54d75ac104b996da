"""The settings that make a folder a data folder."""

from __future__ import annotations

from pathlib import Path

from loaders.folder import SETTINGS_FILE


def write_settings(folder: Path, seeds: str) -> None:
    """Writes `ladder.yaml`, with the collection called like the folder, and keeps the server's state out of Git."""
    collection = _collection(folder.resolve().name)
    (folder / SETTINGS_FILE).write_text(
        f"# The data folder of a career ladder; see docs/data-folder.md.\ncollection: {collection}\nseeds: {seeds}\n"
    )
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text(".ladder/\n")


def _collection(name: str) -> str:
    """A folder's name as the name of a collection: ASCII letters, digits and hyphens."""
    letters = (letter if letter.isalnum() and letter.isascii() else "-" for letter in name.lower())
    return "".join(letters).strip("-") or "company"
