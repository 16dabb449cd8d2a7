"""Rows of a text file with more cells than the header has: a cell fell apart at its commas.

Who writes a table by hand, or a program that puts no quotes, makes several cells of `Thôn 4, xã
Đinh Trang Hòa, huyện Di Linh`, and all that stands behind moves to the right. They are joined again
where only one column can have held them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.sources.declaration import Source
from pipelines.sources.reading.rows.cell_kinds import (
    BAD,
    GOOD,
    CellKind,
    kinds_of_each,
    usual_kinds,
)
from pipelines.sources.reading.rows.shifted import Slipped
from pipelines.sources.reading.sheet import Notice

_AT = "at"
_MOST = 0.6  # share of the rows: more would say that headers are missing
#: What a column may hold of which a cell falls apart at commas, and what the parts cannot be.
_WORDED = frozenset({CellKind.PLACE, CellKind.ANY})
_WHOLE = frozenset({CellKind.NUMBER, CellKind.DATE, CellKind.SEX})


@dataclass(frozen=True)
class Spilled:
    """Rows whose cells are more than the headers, and how many of a row's cells are one.

    Attributes
    ----------
    parts
        Row of the data, counted from 0 → column of the cell that fell apart, and its parts.
    torn
        Rows whose cells contradict their headers, and no one way puts them right.
    """

    parts: dict[int, tuple[int, int]]
    torn: tuple[int, ...] = ()

    def joined(self, data: pl.DataFrame) -> pl.DataFrame:
        """Join the parts of each cell, and move what stands behind them to its own place."""
        alike: dict[tuple[int, int], list[int]] = {}
        for row, where in self.parts.items():
            alike.setdefault(where, []).append(row)
        written = data
        places: dict[int, tuple[int | None, ...]] = {}
        for (at, count), rows in alike.items():
            parts = data[rows][:, at : at + count].select(pl.all().str.strip_chars())
            whole = parts.select(pl.concat_str(pl.all(), separator=", ", ignore_nulls=True))
            cell = written.to_series(at).scatter(rows, whole.to_series())
            written = written.with_columns(cell)
            behind = range(at + count, data.width)
            place = (*range(at + 1), *behind, *[None] * (count - 1))
            places |= dict.fromkeys(rows, place)
        return Slipped(places, [], {}).put_back(written)

    def notices(self, numbers: pl.Series) -> list[Notice]:
        """Tell of the rows; `numbers` are those that a spreadsheet shows, one a row of the data."""
        if not self.parts:
            return []
        shown = ", ".join(str(numbers[row]) for row in sorted(self.parts)[:5])
        more = " …" if len(self.parts) > 5 else ""
        message = (
            f"{len(self.parts)} dòng (dòng {shown}{more}) có nhiều ô hơn tiêu đề vì dấu phẩy trong "
            "ô không đặt trong ngoặc kép; đã ghép lại. Đề nghị xuất lại tệp có ngoặc kép."
        )
        return [Notice("cells_joined", len(self.parts), message)]


NONE = Spilled({})


def spilled(source: Source, headers: Sequence[str], data: pl.DataFrame) -> Spilled:
    """Find the rows with cells beyond the last header.

    Parameters
    ----------
    data
        The rows below the header, decoded, text columns only, in the order of `headers`.
    """
    width = max((at + 1 for at, header in enumerate(headers) if header), default=0)
    beyond = data.columns[width:]
    if not width or not beyond:
        return NONE
    over = data.select(pl.any_horizontal(pl.col(beyond).is_not_null())).to_series()
    count = int(over.sum())
    if not 0 < count <= _MOST * data.height:
        return NONE
    usual = usual_kinds(source, headers[:width], data.filter(~over)[:, :width])
    rows = data.with_row_index(_AT).filter(over)
    columns = rows.drop(_AT).get_columns()
    seen = pl.DataFrame(
        [kinds.alias(str(at)) for at, kinds in enumerate(kinds_of_each(columns))]
        + [column.str.starts_with(" ").fill_null(value=False).alias(f"{at} spaced")
           for at, column in enumerate(columns)]
    )  # fmt: skip
    parts: dict[int, tuple[int, int]] = {}
    torn: list[int] = []
    alike = seen.with_columns(rows[_AT]).group_by(seen.columns, maintain_order=True)
    for key, group in alike:
        kinds = [CellKind(kind) for kind in key[: len(columns)]]
        where = _where(kinds, [bool(spaced) for spaced in key[len(columns) :]], usual)
        if where:
            parts |= dict.fromkeys(group[_AT].to_list(), where)
        elif _is_torn(kinds, usual):
            torn += group[_AT].to_list()
    return Spilled(parts, tuple(sorted(torn)))


def _is_torn(kinds: Sequence[CellKind], usual: Sequence[CellKind]) -> bool:
    """Whether a row is one of the list, for some cells are what their headers say and some not."""
    pairs = list(zip(kinds, usual, strict=False))
    some = any(kind in GOOD.get(own, ()) for kind, own in pairs)
    return some and any(kind in BAD.get(own, ()) for kind, own in pairs)


def _where(
    kinds: Sequence[CellKind], spaced: Sequence[bool], usual: Sequence[CellKind]
) -> tuple[int, int] | None:
    """Column of the only cell that may have fallen apart, and its parts."""
    filled = max(at for at, kind in enumerate(kinds) if kind is not CellKind.BLANK) + 1
    count = filled - len(usual) + 1
    ways = list(_ways(kinds, usual, count))
    # Behind a comma stands a space, and before a cell's own text none.
    told = [at for at in ways if spaced[: len(kinds)] == _spaces(len(kinds), at, count)]
    if len(told or ways) == 1:
        return (told or ways)[0], count
    places = [at for at in ways if usual[at] is CellKind.PLACE]
    return (places[0], count) if len(places) == 1 and not told else None


def _spaces(width: int, at: int, count: int) -> list[bool]:
    return [at < place < at + count for place in range(width)]


def _ways(kinds: Sequence[CellKind], usual: Sequence[CellKind], count: int) -> Iterator[int]:
    """Columns whose joining puts every other cell under a header that it does not contradict."""
    for at, kind in enumerate(usual):
        row = [*kinds[:at], CellKind.OTHER, *kinds[at + count :]][: len(usual)]
        others = [(own, cell) for place, (own, cell) in enumerate(zip(usual, row, strict=True))
                  if place != at]  # fmt: skip
        fits = not any(cell in BAD.get(own, ()) for own, cell in others)
        behind = zip(usual[at + 1 :], row[at + 1 :], strict=True)
        shown = any(cell in GOOD.get(own, ()) for own, cell in behind)
        if kind in _WORDED and fits and shown and _WHOLE.isdisjoint(kinds[at : at + count]):
            yield at
