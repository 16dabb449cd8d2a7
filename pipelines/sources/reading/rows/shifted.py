"""Rows whose cells have slipped from under their headers: put back, or said to be out of place.

Someone who pastes rows into a table inserts or deletes a cell, and for a run of rows numbers stand
under the dates and dates under the names. A row is put back only where its cells fit their headers
in one way, nothing is lost, and the row or those around it leave no doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import polars as pl

from pipelines.sources.declaration import COLUMNS_OF, Field, Source
from pipelines.sources.reading.headers.meaning import read_header
from pipelines.sources.reading.headers.needed import NEEDED
from pipelines.sources.reading.rows.alignments import STEPS, Alignment, Pattern, align
from pipelines.sources.reading.rows.cell_kinds import (
    BAD,
    CellKind,
    contradicting,
    kinds_of_each,
    suspects,
    usual_kinds,
)
from pipelines.sources.reading.sheet import Notice

_FEWEST = 4  # columns of a table in which anything can be told
_WIDEST = 120  # columns up to which ways are tried
_CERTAIN = 2  # cells out of place, and cells put right, that are no chance in one row
_RUN = 3  # rows one below the other that make up for less
_VALUES, _REPEATED = 40, 0.2  # distinct values of a column that is known by them, and their share
_SHOWN = 3  # runs of rows that a sentence names
_AT = "at"
#: Fields that say who somebody is, also where they stand in the column of the sex.
_TELLING = NEEDED | {*COLUMNS_OF[Field.BIRTH_DATE], *COLUMNS_OF[Field.SEX]}


@dataclass(frozen=True)
class Slipped:
    """What was found of the rows below a header.

    Attributes
    ----------
    places
        Row of the data, counted from 0 → place of each header's cell, for those to be put back.
    torn
        Rows whose cells stand under headers that they contradict, and no one way puts them right.
    step
        Row → columns that its cells had moved to the right.
    """

    places: dict[int, tuple[int | None, ...]]
    torn: list[int]
    step: dict[int, int]

    def __bool__(self) -> bool:
        """Whether any row is out of place."""
        return bool(self.places or self.torn)

    def with_torn(self, rows: Sequence[int]) -> Slipped:
        """Add rows that are out of place for another reason."""
        return replace(self, torn=sorted({*self.torn, *rows} - self.places.keys()))

    def put_back(self, data: pl.DataFrame) -> pl.DataFrame:
        """Move the cells of the rows below the header under their headers."""
        alike: dict[tuple[int | None, ...], list[int]] = {}
        for row, places in self.places.items():
            alike.setdefault(places, []).append(row)
        moved = data
        for places, rows in alike.items():
            cells = data[rows]
            moved = moved.with_columns(
                moved[name].scatter(rows, cells.to_series(at) if at is not None else None)
                for name, at in zip(data.columns, places, strict=True)
            )
        return moved

    def notices(self, numbers: pl.Series) -> list[Notice]:
        """Tell of the rows by their numbers.

        Parameters
        ----------
        numbers
            Number of each row of the data, as a spreadsheet shows it.
        """
        told = []
        for step in sorted(set(self.step.values())):
            rows = sorted(row for row, by in self.step.items() if by == step)
            side = "phải" if step > 0 else "trái"
            message = (
                f"{len(rows)} dòng ({_shown(numbers, rows)}) có các ô lệch sang {side} {abs(step)} "
                "cột so với tiêu đề; đã đọc lại theo đúng cột. Đề nghị sửa trong tệp gốc."
            )
            told.append(Notice("shifted_rows", len(rows), message))
        if self.torn:
            message = (
                f"{len(self.torn)} dòng ({_shown(numbers, self.torn)}) có các ô không nằm dưới "
                "tiêu đề của mình và không rõ lệch thế nào; không dùng. Đề nghị sửa trong tệp gốc."
            )
            told.append(Notice("displaced_rows", len(self.torn), message))
        return told


NONE = Slipped({}, [], {})


def _shown(numbers: pl.Series, rows: Sequence[int]) -> str:
    """Name rows as an officer finds them: `dòng 20–41, 50`."""
    runs = [[row for _, row in run] for _, run in groupby(enumerate(rows), lambda p: p[1] - p[0])]
    parts = [
        f"{numbers[run[0]]}–{numbers[run[-1]]}" if len(run) > 1 else str(numbers[run[0]])
        for run in runs[:_SHOWN]
    ]
    return "dòng " + ", ".join(parts) + (" …" if len(runs) > _SHOWN else "")


def slipped(source: Source, headers: Sequence[str], data: pl.DataFrame) -> Slipped:
    """Find the rows whose cells are not under their headers.

    Parameters
    ----------
    data
        The rows below the header, decoded, text columns only, in the order of `headers`.
    """
    if not _FEWEST <= len(headers) <= _WIDEST:
        return NONE
    usual = usual_kinds(source, headers, data)
    if sum(kind in BAD for kind in usual) < _FEWEST - 1:
        return NONE
    seen = suspects(data, usual)
    if not seen.any():
        return NONE
    rows = data.with_row_index(_AT).filter(seen)
    contradicted = contradicting(rows.drop(_AT), usual)
    if not contradicted.any():
        return NONE
    rows = rows.filter(contradicted)
    values = _values(data.filter(~seen), headers, usual)
    needed = [
        read_header(source, header).field in _TELLING if header else False for header in headers
    ]
    found = _aligned(rows, usual, needed, values)
    filled = data.select(pl.any_horizontal(pl.all().is_not_null())).to_series().arg_true()
    return _settled(found, filled.to_list() if len(found) > 1 else [])


def _values(
    data: pl.DataFrame, headers: Sequence[str], usual: Sequence[CellKind]
) -> dict[int, list[str]]:
    """Values of the columns that are known by them, such as communes: few, and again and again."""
    found = {}
    for at, kind in enumerate(usual):
        if not headers[at] or kind not in (CellKind.ANY, CellKind.PLACE):
            continue
        written = data.to_series(at).drop_nulls()
        values = written.unique()
        if 0 < values.len() <= min(_VALUES, _REPEATED * written.len()):
            found[at] = values.to_list()
    return found


def _aligned(
    rows: pl.DataFrame,
    usual: Sequence[CellKind],
    needed: Sequence[bool],
    values: dict[int, list[str]],
) -> dict[int, Alignment]:
    """Align each row; rows of the same kinds of cells are asked once."""
    names = [name for name in rows.columns if name != _AT]
    offsets = (0, *STEPS)
    beside = [(h, h + by) for h in values for by in offsets if 0 <= h + by < len(names)]
    kinds = pl.DataFrame(
        [kinds.alias(name) for name, kinds in zip(names, kinds_of_each(rows[names].get_columns()),
                                                  strict=True)]
    ).with_columns(
        rows[names[place]].is_in(values[header]).fill_null(value=False)
        .cast(pl.UInt8).alias(f"{header} at {place}")
        for header, place in beside
    )  # fmt: skip
    found: dict[int, Alignment] = {}
    alike = kinds.with_columns(rows[_AT]).group_by(kinds.columns, maintain_order=True)
    for key, group in alike:
        of_cells = [CellKind(kind) for kind in key[: len(names)]]
        known = {pair for pair, is_known in zip(beside, key[len(names) :], strict=True) if is_known}
        row = Pattern(of_cells, usual, needed, known)
        found |= dict.fromkeys(group[_AT].to_list(), align(row))
    return found


def _settled(found: dict[int, Alignment], filled: list[int]) -> Slipped:
    """Believe a row by itself where much of it speaks, else with those above and below it."""
    place = {row: at for at, row in enumerate(filled)}
    open_ = sorted(row for row, way in found.items() if way.step or way.torn)
    places: dict[int, tuple[int | None, ...]] = {}
    torn: list[int] = []
    runs = groupby(enumerate(open_), lambda pair: place.get(pair[1], 0) - pair[0])
    for _, run in runs:
        rows = [row for _, row in run]
        # Rows that could have slipped in several ways speak for any of them.
        steps = {found[row].step for row in rows} - {0}
        speaking = {by: [found[r] for r in rows if found[r].step in (by, 0)] for by in steps}
        speaking[0] = [found[row] for row in rows]
        sure = {by: len(w) >= _RUN or any(map(_certain, w)) for by, w in speaking.items()}
        for row in rows:
            way = found[row]
            if way.torn and sure[0]:
                torn.append(row)
            elif way.step and sure[way.step]:
                places[row] = way.places
    return Slipped(places, torn, {row: found[row].step for row in places})


def _certain(way: Alignment) -> bool:
    """Whether a row leaves no doubt by itself."""
    return way.misfits >= _CERTAIN and (way.torn or way.fitting >= _CERTAIN)
