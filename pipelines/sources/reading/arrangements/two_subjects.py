"""Rows that name a man and a woman of the list, each under a heading: `Cụ ông`, `Cụ bà`.

Tried only on a sheet that would have to wait, of a list with one person a row. Either reading of it
has all rows and columns in their places, the other's cells blank.
"""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.files.table import ROW, Table
from pipelines.sources.reading.headers.fold import SEPARATOR, fold
from pipelines.sources.reading.headers.layout import Header, find_header
from pipelines.sources.reading.headers.meaning import read_header

_MAN = re.compile(r"^(?:(?:ho (?:va )?ten|ten|nam sinh) )?(?:cu ong|ong cu|ong|chong)\b")
_WOMAN = re.compile(r"^(?:(?:ho (?:va )?ten|ten|nam sinh) )?(?:cu ba|ba cu|ba|vo)\b")
_FEWEST = 3  # rows that name both


def man_and_woman(source: Source, table: Table) -> list[Table]:
    """Part the men from the women; none where their columns are not told apart by heading."""
    header = find_header(source, table)
    if len(source.persons) > 1 or not header.found:
        return []
    texts = [fold(text.split(SEPARATOR, maxsplit=1)[0]) for text in header.texts]
    sides = [[at for at, text in enumerate(texts) if is_whose.search(text)]
             for is_whose in (_MAN, _WOMAN)]  # fmt: skip
    names = [_name(source, header, side) for side in sides]
    if None in names or set(sides[0]) & set(sides[1]) or len(sides[0]) != len(sides[1]):
        return []
    man, woman = (table.cells[at] for at in names if at is not None)
    data = table.frame.slice(header.data_from)
    both = data.select((pl.col(man).is_not_null() & pl.col(woman).is_not_null()).sum()).item()
    if both < _FEWEST:
        return []
    return [
        _side(table, header, name, set(other), called)
        for name, other, called in zip((man, woman), reversed(sides), ("nam", "nữ"), strict=True)
    ]


def _name(source: Source, header: Header, side: list[int]) -> int | None:
    """Return the only column of names of one side."""
    named = [at for at in side if read_header(source, header.texts[at]).field is Field.FULL_NAME]
    return named[0] if len(named) == 1 else None


def _side(table: Table, header: Header, name: str, others: set[int], called: str) -> Table:
    """Leave the other's cells, and all of a row below the header that does not name this one."""
    below = pl.col(ROW) >= table.frame[ROW][header.data_from]
    nobody = below & pl.col(name).is_null()
    frame = table.frame.with_columns(
        pl.when(pl.lit(at not in others) & ~nobody).then(pl.col(cell)).alias(cell)
        for at, cell in enumerate(table.cells)
    )
    return replace(table, name=f"{table.name} ({called})".strip(), frame=frame, merged=())
