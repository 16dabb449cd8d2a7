"""Rows that name several people of the list under headings: `Cụ ông`, `Cụ bà`; `Trẻ thứ hai`.

Tried only on a sheet that would have to wait, of a list with one person a row. Each reading of it
has all rows and columns in their places, the others' cells blank.
"""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.files.table import ROW, Table
from pipelines.sources.reading.headers.fold import SEPARATOR, fold
from pipelines.sources.reading.headers.layout import Header
from pipelines.sources.reading.headers.meaning import read_header
from pipelines.sources.reading.headers.roles import ONES_OWN

_OF_PERSON = r"^(?:(?:ho (?:va )?ten|ten|nam sinh|ngay sinh) )?"
_BY_SEX = {
    "nam": re.compile(rf"{_OF_PERSON}(?:cu ong|ong cu|ong|chong)\b|^nam$"),
    "nữ": re.compile(rf"{_OF_PERSON}(?:cu ba|ba cu|ba|vo)\b|^nu$"),
}
#: `Trẻ thứ hai`, `Con 2`; without `thứ`, năm is a year.
_NTH = re.compile(r"\bthu (nhat|hai|ba|tu|nam|sau)$|\b([1-9])$")
_FEWEST = 3  # rows that name more than one


def subjects(source: Source, table: Table, header: Header) -> list[Table]:
    """Part the people of each row; none where their columns are not told apart by heading."""
    if len(source.persons) > 1:
        return []
    for sides in (_by_sex(header), _by_number(header)):
        names = [_name(source, header, side) for side in sides.values()]
        told = [table.cells[at] for at in names if at is not None]
        if len(sides) < 2 or len(told) < len(sides) or len(set(map(len, sides.values()))) > 1:
            continue
        filled = table.frame.slice(header.data_from).select(
            pl.sum_horizontal(pl.col(name).is_not_null() for name in told)
        )
        every = {at for side in sides.values() for at in side}
        if int((filled.to_series() > 1).sum()) >= _FEWEST and not _nobodys(source, header, every):
            return [
                _side(table, header, name, every.difference(side), called)
                for name, (called, side) in zip(told, sides.items(), strict=True)
            ]
    return []


def _by_sex(header: Header) -> dict[str, list[int]]:
    """Columns headed as of a man, and as of a woman."""
    groups = [fold(text.split(SEPARATOR, maxsplit=1)[0]) for text in header.texts]
    sides = {
        called: [at for at, group in enumerate(groups) if of.search(group)]
        for called, of in _BY_SEX.items()
    }
    return _followed(groups, sides) if all(sides.values()) else {}


def _followed(headers: list[str], sides: dict[str, list[int]]) -> dict[str, list[int]]:
    """Add what follows the names where they alone are headed so: for both the same columns."""
    first, second = sorted(sides.values())
    between = second[0] - first[0]
    if len(first) > 1 or len(second) > 1:
        return sides
    for step in range(1, between):
        his, hers = headers[first[0] + step], headers[second[0] + step : second[0] + step + 1]
        if [his] != hers:
            return {}  # whose it is nobody says
    return {called: list(range(side[0], side[0] + between)) for called, side in sides.items()}


def _by_number(header: Header) -> dict[str, list[int]]:
    """Columns by the number at the end of their group or header."""
    sides: dict[str, list[int]] = {}
    for at, text in enumerate(header.texts):
        parts = (text.split(SEPARATOR, maxsplit=1)[0], text)
        found = next(filter(None, (_NTH.search(fold(part)) for part in parts)), None)
        if found:
            sides.setdefault(found[1] or found[2], []).append(at)
    return sides


def _nobodys(source: Source, header: Header, every: set[int]) -> bool:
    """Whether a birth, number or sex stands beside that is not said to be of either."""
    beside = (text for at, text in enumerate(header.texts) if at not in every)
    return any(read_header(source, text).field in ONES_OWN for text in beside)


def _name(source: Source, header: Header, side: list[int]) -> int | None:
    """Return the only column of names of one side."""
    named = [at for at in side if read_header(source, header.texts[at]).field is Field.FULL_NAME]
    return named[0] if len(named) == 1 else None


def _side(table: Table, header: Header, name: str, others: set[int], called: str) -> Table:
    """Leave the others' cells, and all of a row below the header that does not name this one."""
    below = pl.col(ROW) >= table.frame[ROW][header.data_from]
    nobody = below & pl.col(name).is_null()
    frame = table.frame.with_columns(
        pl.when(pl.lit(at not in others) & ~nobody).then(pl.col(cell)).alias(cell)
        for at, cell in enumerate(table.cells)
    )
    return replace(table, name=f"{table.name} ({called})".strip(), frame=frame, merged=())
