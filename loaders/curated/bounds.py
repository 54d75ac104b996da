"""How much a YAML file may hold, counted from the parser's events before anything is built.

An alias stands for all that its anchor holds: nine lines of aliases can name a thousand million values.
"""

from __future__ import annotations

import yaml

from loaders.errors import LoadError

MOST_VALUES = 200_000  # keys, lists and values; the largest vocabulary known to us has 40,000
MOST_NESTING = 50


def check_bounds(text: str, document: str) -> None:
    """Raises LoadError for a file with too many values, too deep ones, or one that holds itself, and what PyYAML raises
    for malformed text.
    """
    anchors: dict[str, int] = {}
    open_nodes: list[tuple[str | None, int]] = []  # anchor, and how many values came before it
    values = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            if any(anchor == event.anchor for anchor, _ in open_nodes):
                raise LoadError(document, f"*{event.anchor} stands inside itself", line, None, "Write the value out.")
            values += anchors.get(event.anchor or "", 1)
        elif isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append((event.anchor, values))
            values += 1
        elif isinstance(event, yaml.ScalarEvent):
            values += 1
            if event.anchor:
                anchors[event.anchor] = 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_nodes.pop()
            if anchor:
                anchors[anchor] = values - before
        if values > MOST_VALUES:
            raise LoadError(
                document,
                f"holds more than {MOST_VALUES:,} values, each alias counted as often as it is used",
                line,
                None,
                "Part it into several files.",
            )
        if len(open_nodes) > MOST_NESTING:
            raise LoadError(
                document, f"is nested deeper than {MOST_NESTING}", line, None, "A role or a vocabulary needs five."
            )
