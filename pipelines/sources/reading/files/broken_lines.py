"""Rows of a text file that a line break within a cell has cut in two, where nothing quotes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from pipelines.sources.reading.columns.contents import is_name
from pipelines.sources.reading.rows.row_words import CLOSING, LETTER, SECTION, TOTAL
from pipelines.sources.reading.sheet import Notice

_FEWEST_CELLS = 3
_COUNTED = 0.8  # share of whole rows that begin with a number where rows are counted
_LEFT_OVER = 0.02  # share of lines that are no parts of rows, above which lines are short by nature
_OFTEN = 0.05  # share of lines of a width that rows have, besides the usual
_MOST_LINES = 8  # lines of one row
_TOLD = 5  # row numbers in a notice


@dataclass(frozen=True)
class Lines:
    """What the lines of a text hold.

    Attributes
    ----------
    widths
        Cells of each line.
    firsts, lasts
        What the first and last cell of each line holds; nothing where it is blank.
    """

    widths: Sequence[int]
    firsts: Sequence[str | None]
    lasts: Sequence[str | None]

    @cached_property
    def whole(self) -> int:
        """Cells of a whole row."""
        usual = Counter(width for width in self.widths if width > 1).most_common(1)
        return usual[0][0] if usual else 0

    @cached_property
    def wholes(self) -> frozenset[int]:
        """Cells that a row may have: the last blank ones are left out now and then."""
        widest = max(self.widths)
        often = self.widths.count(widest) >= _OFTEN * len(self.widths)
        return frozenset({self.whole, widest} if often else {self.whole})

    @cached_property
    def numbered(self) -> list[bool]:
        """Whether each line begins with a number."""
        return [first is not None and first.strip().isdecimal() for first in self.firsts]

    @cached_property
    def counted(self) -> bool:
        """Whether rows begin with their number."""
        rows = [n for n, w in zip(self.numbered, self.widths, strict=True) if w == self.whole]
        return sum(rows) >= _COUNTED * len(rows)

    @cached_property
    def of_list(self) -> list[bool]:
        """Whether each line begins as groups of rows, sums and signatures do."""
        firsts = pl.Series(self.firsts, dtype=pl.String)
        found = [firsts.str.contains(pattern) for pattern in (SECTION, TOTAL, CLOSING, LETTER)]
        return pl.select(pl.any_horizontal(found).fill_null(value=False)).to_series().to_list()

    @cached_property
    def even(self) -> bool:
        """Whether a program has written every row to its end: then none is one cell alone."""
        rows = zip(self.widths, self.lasts, strict=True)
        blank = any(width == self.whole and not last for width, last in rows)
        return blank or set(self.widths) <= {0, 1, self.whole}


def broken(lines: Lines) -> list[tuple[int, int]]:
    """Find lines that are one row together: first line of each, and the line behind its last.

    Lines with fewer cells than the others may add up to a whole row. Where rows are counted, a row
    begins with its number and no other line of it does; where they are not, nearly all short lines
    must add up: some programs leave out the blank cells at the end of a line.
    """
    if lines.whole < _FEWEST_CELLS:
        return []
    found: list[tuple[int, int]] = []
    left = at = 0
    begun = False  # whether the rows have: nothing above them is counted
    while at < len(lines.widths):
        begun = begun or lines.numbered[at]
        may_begin = lines.numbered[at] or not (lines.counted and begun)
        end = _end(lines, at) if may_begin and lines.widths[at] else None
        left += end is None and 1 < lines.widths[at] < lines.whole
        if end:
            found.append((at, end))
        at = end or at + 1
    return found if lines.counted or left <= _LEFT_OVER * len(lines.widths) else []


def _end(lines: Lines, at: int) -> int | None:
    """Return the line behind the row that begins at one; None where that is a row by itself."""
    if lines.widths[at] == 1:
        return at + 2 if _is_cut_name(lines, at) else None
    if lines.widths[at] >= lines.whole:
        return _end_of_last_cell(lines, at) if lines.even else None
    cells = lines.widths[at]
    for behind in range(at + 1, min(at + _MOST_LINES, len(lines.widths))):
        if lines.counted and lines.numbered[behind]:
            return None
        cells += max(lines.widths[behind] - 1, 0)
        if cells in lines.wholes:
            return behind + 1
        if cells > lines.whole and len(lines.wholes) == 1:
            return None
    return None


def _is_cut_name(lines: Lines, at: int) -> bool:
    """Whether a cell alone begins the name with which the whole row below it goes on."""
    if at + 1 == len(lines.widths) or lines.widths[at + 1] != lines.whole:
        return False
    first, rest = lines.firsts[at] or "", lines.firsts[at + 1] or ""
    words = len(first.split())
    cut = words == 1 or (words == 2 and not is_name(rest))
    return cut and bool(is_name(f"{first} {rest}"))


def _end_of_last_cell(lines: Lines, at: int) -> int | None:
    """Return the line behind those that go on with the last cell of a row."""
    end = at + 1
    while end < len(lines.widths) and lines.widths[end] == 1 and lines.lasts[at]:
        if lines.numbered[end] or lines.of_list[end] or _is_cut_name(lines, end):
            break
        if end + 1 == len(lines.widths) and _begins_like_others(lines, end):
            break
        end += 1
    return end if end > at + 1 else None


def _begins_like_others(lines: Lines, at: int) -> bool:
    """Whether a line begins a row: a file that was cut off ends in the middle of one."""
    text = (lines.firsts[at] or "").strip()
    rows = zip(lines.firsts[:at], lines.widths, strict=False)
    return any(first and first.startswith(text) for first, w in rows if w >= lines.whole)


def joined(
    records: list[list[str]], rows: list[tuple[int, int]]
) -> tuple[list[list[str]], list[Notice]]:
    """Put the lines of each broken row into its first; the others stay, empty, for their number."""
    mended = list(records)
    for start, end in rows:
        row = list(records[start])
        for line in records[start + 1 : end]:
            row[-1:] = [" ".join(filter(None, (*row[-1:], *line[:1]))), *line[1:]]
        mended[start:end] = [row, *([] for _ in range(start + 1, end))]
    if not rows:
        return mended, []
    at = ", ".join(str(start + 1) for start, _ in rows[:_TOLD])
    message = (
        f"Nối lại {len(rows)} dòng bị ngắt vì ô có dấu xuống dòng không đặt trong nháy kép (dòng "
        f"{at}{'…' if len(rows) > _TOLD else ''}); kiểm tra lại các dòng đó."
    )
    return mended, [Notice("broken_lines", len(rows), message)]
