"""Rows as a Parquet file. Needs PyArrow (the extra `analyst`)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from queries.analyst.catalogue import CatalogueError


class ParquetUnavailable(CatalogueError):
    """PyArrow is not installed; the message says how to install it."""


def parquet(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A Parquet file. A column of mixed types becomes JSON text; missing values are null. Raises ParquetUnavailable."""
    try:
        import pyarrow  # type: ignore[import-untyped]
        import pyarrow.parquet as files  # type: ignore[import-untyped]
    except ImportError:
        raise ParquetUnavailable(
            "Parquet needs PyArrow. Install the extra: pip install 'career-ladder-graph[analyst]', or choose csv or "
            "json."
        ) from None
    rows = list(rows)
    arrays = []
    for column in columns:
        values = [plain(row.get(column)) for row in rows]
        try:
            arrays.append(pyarrow.array(values))
        except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError):
            arrays.append(pyarrow.array([None if value is None else orjson.dumps(value).decode() for value in values]))
    written = io.BytesIO()
    files.write_table(pyarrow.Table.from_arrays(arrays, names=list(columns)), written)
    return written.getvalue()


def plain(value: Any) -> Any:
    """The value with everything that JSON lacks (times, points …) as text."""
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
