"""Header rows, and what stands above them, that pages repeat among the rows of data."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipelines.sources.normalise.text import fold
from pipelines.sources.reading.files.table import Table
from pipelines.sources.reading.headers.below_header import numbered_rows
from pipelines.sources.reading.headers.layout import Header

_ABOVE = 3  # rows of titles above the header that pages may repeat with it


def repeats(table: Table, header: Header) -> pl.Series:
    """Rows that repeat a header row or what stands above it, as when pages were pasted."""
    found = pl.Series([False] * table.frame.height, dtype=pl.Boolean)
    if not header.found:
        return found
    for at in range(max(0, header.first - _ABOVE), header.data_from):
        row = table.frame.row(at, named=True)
        wanted = {name: row[name] for name in table.cells if row[name] and row[name].strip()}
        if len(wanted) < 2:
            continue
        enough = max(2, int(0.7 * len(wanted) + 0.5))
        # Enough equal cells means that one of these few is equal.
        few = list(wanted.items())[: len(wanted) - enough + 1]
        maybe = table.frame.select(pl.any_horizontal([pl.col(n) == text for n, text in few]))
        places = maybe.to_series().arg_true()
        if places.len() > 1:  # more than the row itself
            rows = table.frame.select(list(wanted))[places]
            other = _moved(rows, wanted) if at < header.first else _reworded(rows, wanted)
            places = places.filter((_equal(rows, wanted) >= enough) & ~other)
        found = found.scatter(places, True)
    return found.scatter(_numbers_below(table, found), True)


def _equal(rows: pl.DataFrame, wanted: Mapping[str, str]) -> pl.Series:
    """Count the cells of each row that hold what is wanted of their column."""
    same = [pl.col(name).str.strip_chars() == text.strip() for name, text in wanted.items()]
    return rows.select(pl.sum_horizontal(same)).to_series()


def _moved(rows: pl.DataFrame, wanted: Mapping[str, str]) -> pl.Series:
    """Whether some header stands in another column than above: the row heads another table."""
    texts = {text.strip() for text in wanted.values()}
    moved = [
        pl.col(name).str.strip_chars().is_in(texts - {text.strip()})
        for name, text in wanted.items()
    ]
    return rows.select(pl.any_horizontal(moved).fill_null(value=False)).to_series()


def _reworded(rows: pl.DataFrame, wanted: Mapping[str, str]) -> pl.Series:
    """Whether a header says something else somewhere: what that means is asked of the list."""
    other = [
        fold(pl.col(name).str.strip_chars()) != fold(pl.lit(text.strip()))
        for name, text in wanted.items()
    ]
    return rows.select(pl.any_horizontal(other).fill_null(value=False)).to_series()


def _numbers_below(table: Table, repeated: pl.Series) -> list[int]:
    """Rows that number the columns below a repeated header: on from the last page, or anew."""
    below = [int(at) + 1 for at in repeated.arg_true() if at + 1 < repeated.len()]
    rows = table.frame.select(table.cells)
    return [at for at in below if numbered_rows([[cell or "" for cell in rows.row(at)]])]
