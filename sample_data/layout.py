"""How one file of a register looks: headers, cells, what stands above and below."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl


class Cell(StrEnum):
    """How a spreadsheet holds a column."""

    TEXT = "text"
    DATE = "date"  # ISO texts become true dates, everything else stays text
    AMERICAN = "american"  # dd/mm/yyyy with a day up to 12 became a date with day and month swapped
    NUMBER = "number"  # digits without a leading zero become numbers


@dataclass(frozen=True)
class Head:
    """One column: header, an upper header that it shares with its neighbours, and its cells."""

    text: str
    value: pl.Expr
    group: str = ""
    cell: Cell = Cell.TEXT


@dataclass(frozen=True)
class Layout:
    """One file, or one file a district.

    Attributes
    ----------
    file
        Name with suffix; `{district}` makes one file a district; `.zip` holds `inner`.
    titles, footers
        Lines above the header and below the data; `{district}` is filled in.
    gap
        Blank rows between the titles and the header.
    repeat_header
        The header stands again after every so many rows.
    share
        Part of the register's rows that goes to this layout.
    where
        Rows that may go to this layout.
    sheet, notes
        Name of the data sheet, and lines of a sheet of instructions before it.
    encoding
        Of text files; `tcvn3` and `vni` in workbooks too.
    """

    file: str
    heads: tuple[Head, ...]
    titles: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    gap: int = 0
    repeat_header: int = 0
    share: float = 1.0
    where: pl.Expr | None = None
    sheet: str = "Sheet1"
    notes: tuple[str, ...] = ()
    encoding: str = "utf-8-sig"
    separator: str = ","
    inner: str = ""
    line: str = "\r\n"


@dataclass(frozen=True)
class Grid:
    """A file ready to be written.

    Attributes
    ----------
    above, below
        Rows of texts above the data (titles, blank rows, header) and below.
    merges
        Cells of the header to merge: first row, first column, last row, last column, from 0.
    rows
        Number of every data row as a spreadsheet shows it.
    """

    layout: Layout
    file: str
    above: list[list[str]]
    body: pl.DataFrame
    below: list[list[str]]
    header_lines: int
    rows: pl.Series
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def grid(layout: Layout, frame: pl.DataFrame, district: str = "") -> Grid:
    """Lay out the rows of `frame`."""
    fill = {"district": district}
    width = len(layout.heads)
    above = [_line([title.format(**fill)], width) for title in layout.titles]
    above += [_line([], width)] * layout.gap
    first = len(above)
    grouped = any(head.group for head in layout.heads)
    header = [[head.text for head in layout.heads]]
    merges: list[tuple[int, int, int, int]] = []
    if grouped:
        header, merges = _two_rows(layout.heads, first)
    above += header
    body = frame.select(
        head.value.cast(pl.String).fill_null("").alias(f"c{i}")
        for i, head in enumerate(layout.heads)
    )
    row = pl.int_range(frame.height, dtype=pl.Int64, eager=True)
    extra = row // layout.repeat_header * len(header) if layout.repeat_header else row * 0
    return Grid(
        layout,
        _ascii(layout.file.format(**fill)) if district else layout.file,
        above,
        body,
        [_line([f.format(**fill)], width) for f in layout.footers],
        len(header),
        (row + extra + len(above) + 1).alias("row"),
        merges,
    )


def _line(cells: list[str], width: int) -> list[str]:
    return (cells + [""] * width)[: max(width, 1)]


def _ascii(name: str) -> str:
    return name.replace("/", "-")


def _two_rows(
    heads: tuple[Head, ...], first: int
) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
    """Header over two rows: groups merged across, the others merged down."""
    upper = [head.group or head.text for head in heads]
    lower = [head.text if head.group else "" for head in heads]
    merges = []
    start = 0
    for i in range(1, len(heads) + 1):
        if i < len(heads) and heads[i].group and heads[i].group == heads[start].group:
            upper[i] = ""
            continue
        if heads[start].group and i - start > 1:
            merges.append((first, start, first, i - 1))
        elif not heads[start].group:
            merges.append((first, start, first + 1, start))
        start = i
    return [upper, lower], merges
