"""Rows as a Parquet file. Needs PyArrow (the extra `analyst`)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from queries.analyst.catalogue import CatalogueError


class ParquetUnavailable(CatalogueError):
    """PyArrow is not installed; says how to get it."""


def parquet(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A column whose values have no one type becomes JSON text; what is missing is null. Raises ParquetUnavailable."""
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
    """Times, points and whatever else is no JSON as text."""
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
