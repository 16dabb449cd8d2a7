"""Mentions of rows that are written down as columns."""

from __future__ import annotations

import polars as pl

from pipelines.mention import SCHEMA
from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import Sheet, Status
from pipelines.sources.reading.sheet import ROWS_SCHEMA

Rows = dict[str, list[str | None]]


def sheet(source: str, columns: Rows, file_name: str = "tep.csv", title: str = "") -> Sheet:
    """Make a sheet as reading hands it on: data from row 2, one column per understood column."""
    n = len(next(iter(columns.values())))
    fields = pl.DataFrame(
        {"file_row": range(2, n + 2), **columns},
        schema={"file_row": pl.Int32, **dict.fromkeys(columns, pl.String)},
    )
    titles = [(1, "title", [title])] if title else []
    rows = pl.DataFrame(titles, schema=ROWS_SCHEMA, orient="row")
    return Sheet(
        source, file_name, "", Status.READ, "", None, 0, "csv", "UTF-8", 1, rows, fields, (), ()
    )


def mentions(source: str, columns: Rows, **kwargs: str) -> list[dict[str, object]]:
    frame = to_mentions(SOURCES[source], sheet(source, columns, **kwargs)).frame
    assert frame.schema == SCHEMA
    return frame.to_dicts()


def only(row: dict[str, object], *names: str) -> tuple[object, ...]:
    return tuple(row[name] for name in names)
