"""A physical sheet as text, before anything is understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.sources.reading.limits import ReadLimits, RefusedError
from pipelines.sources.reading.sheet import Notice

ROW = "file_row"


@dataclass(frozen=True)
class Table:
    """Every physical row of one sheet.

    Attributes
    ----------
    frame
        `file_row` and the text columns `c0`, `c1` …, empty cells null.
    first_column
        Spreadsheet number of `c0`, from 1.
    skip
        Why the sheet is not read; empty where it is.
    merged
        Merged ranges `(first row, first column, last row, last column)`, from 1.
    """

    name: str
    frame: pl.DataFrame
    file_type: str
    encoding: str = "UTF-8"
    first_column: int = 1
    skip: str = ""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    notices: tuple[Notice, ...] = field(default=())

    @property
    def cells(self) -> list[str]:
        """Names of the text columns, left to right."""
        return [name for name in self.frame.columns if name != ROW]


def trimmed(frame: pl.DataFrame) -> pl.DataFrame:
    """Drop empty rows at the end and empty columns at the right: they are no part of the sheet."""
    cells = [name for name in frame.columns if name != ROW]
    if not cells or frame.is_empty():
        return frame.select(ROW)
    if not any(cell is not None for cell in frame.select(cells).row(-1)):
        filled = frame.select(pl.any_horizontal(pl.col(cells).is_not_null())).to_series()
        last = filled.arg_true().max()
        frame = frame.head(0 if last is None else int(str(last)) + 1)
    width = len(cells)
    while width and frame[cells[width - 1]].null_count() == frame.height:
        width -= 1
    return frame.select(ROW, *cells[:width])


def from_rows(rows: list[list[str | None]], limits: ReadLimits) -> pl.DataFrame:
    """Lay rows of any width out as the frame of a table.

    Raises
    ------
    RefusedError
        They are wider or more than a sheet may be.
    """
    width = max((len(row) for row in rows), default=0)
    if width > limits.columns:
        raise RefusedError(f"Bảng có {width} cột, quá giới hạn {limits.columns} cột.")
    if width * len(rows) > limits.cells:
        raise RefusedError("Bảng quá lớn; đề nghị chia nhỏ rồi gửi lại.")
    return trimmed(laid_out(rows, width))


def laid_out(rows: Sequence[Sequence[str | None]], width: int) -> pl.DataFrame:
    """Lay rows of up to so many cells out as `as_cells` does."""
    columns = {
        f"c{i}": pl.Series([r[i] if i < len(r) else None for r in rows], dtype=pl.String)
        for i in range(width)
    }
    return as_cells(pl.DataFrame(columns))


def as_cells(frame: pl.DataFrame, first_row: int = 1) -> pl.DataFrame:
    """Name columns `c0` …, number rows, make blank text null."""
    names = {old: f"c{i}" for i, old in enumerate(frame.columns)}
    empty = frame.select((pl.all().str.len_bytes() == 0).any()).row(0) if frame.width else ()
    rows = pl.int_range(first_row, first_row + pl.len(), dtype=pl.Int32).alias(ROW)
    return frame.select(
        rows,
        *(
            (pl.when(pl.col(old) != "").then(pl.col(old)) if some else pl.col(old)).alias(new)
            for (old, new), some in zip(names.items(), empty, strict=True)
        ),
    )
