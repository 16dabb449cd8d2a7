"""A second table further down whose columns stand in another order: never read under the first."""

from __future__ import annotations

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.meaning import EXACT, read_header
from pipelines.sources.reading.table import ROW, Table

_KNOWN = 3  # cells of a row that are declared headers
_LONGEST = 40


def other_headers(
    source: Source, table: Table, kinds: pl.Series, names: tuple[str, ...]
) -> list[int]:
    """Rows among the data that are a header themselves, as a spreadsheet numbers them.

    Parameters
    ----------
    names
        Columns of names: a header has a header's word there too, whichever it is.
    """
    words = {header.lower() for column in source.columns for header in column.headers}
    if not names:
        return []
    worded = pl.col(names[0]).str.strip_chars().str.to_lowercase().is_in(words)
    maybe = table.frame.filter((kinds == "data") & worded)
    return [
        int(row[ROW])
        for row in maybe.iter_rows(named=True)
        if _meanings(source, [row[name] for name in table.cells]) >= _KNOWN
    ]


def _meanings(source: Source, cells: list[str | None]) -> int:
    """Count the different meanings that the cells of a row have as headers."""
    texts = [cell.strip() for cell in cells if cell and len(cell) <= _LONGEST]
    readings = [read_header(source, text, guessing=False) for text in texts]
    return len(
        {
            (r.field, r.role)
            for r in readings
            if r.confidence >= EXACT and r.field not in (Field.IGNORED, Field.SEX_MALE)
        }
    )
