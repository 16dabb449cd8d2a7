"""Sheets that are no single table: several lists in one, people in columns, forms of one person.

Tried only on a sheet that would have to wait, and on a few narrow rows; taken only where every
part is then read by itself. Rows keep the numbers that the spreadsheet shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.arrangements.families import families
from pipelines.sources.reading.arrangements.spouses_below import spouses_below
from pipelines.sources.reading.arrangements.two_rows import couples, numbers_below, stacked
from pipelines.sources.reading.arrangements.two_subjects import subjects
from pipelines.sources.reading.assemble import to_sheet
from pipelines.sources.reading.columns import mapping
from pipelines.sources.reading.columns.contents import NAME, is_name
from pipelines.sources.reading.files.table import ROW, Table, laid_out
from pipelines.sources.reading.headers.fold import fold
from pipelines.sources.reading.headers.layout import decoded_row, find_header, usual_encoding
from pipelines.sources.reading.headers.meaning import declared_field
from pipelines.sources.reading.headers.roles import NAMES
from pipelines.sources.reading.limits import ReadLimits
from pipelines.sources.reading.rows.second_table import LONGEST, heads_people, may_head
from pipelines.sources.reading.sheet import Notice, Sheet, Status

_SEARCHED = 2_000  # rows among which another table's header is looked for
_FORM = 60  # rows of a sheet that may be the form of one person
_NARROW = 4  # columns that it has
_KNOWN = 3  # meanings that make a row a header, or a column the keys of a form
_WHOLE = 0.7  # share of all keys that a form of several people has of each
_KEY_AND_VALUE = re.compile(r"^\s*([^:]{2,60}?)\s*:\s*(\S.*)$", re.DOTALL)
_KEY = re.compile(r"^(?:\d{1,2}[.)]\s*|[-+*]\s+)?(.*?)\s*[:.…]*\s*$", re.DOTALL)
#: Cells of a row of somebody: an identification number; a date, year or older number by a name.
_NUMBER = r"^\W*\d{3}\W*\d{3}\W*\d{3}\W*\d{2,3}\W*$"
_TOLD = r"^\W*(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|(?:19\d\d|200\d)(?:-\d\d-\d\d.*)?|\d{9})\W*$"
_SOME = 2  # such rows that are no chance
#: What says who somebody is, beside the name: a table without is no list to be read unasked.
_TELLING = frozenset(
    {Field.ID_NUMBER, Field.OLD_ID, Field.BIRTH_DATE, Field.BIRTH_YEAR, Field.BIRTH_YEAR_MALE}
)

Row = tuple[str | None, ...]


def to_sheets(
    source: Source,
    table: Table,
    limits: ReadLimits,
    confirmed: mapping.Mapping | Path | None,
) -> list[Sheet]:
    """Understand one table of a file, or the tables that stand in it."""
    sheet = to_sheet(source, table, limits, confirmed)
    small = len(table.cells) <= _NARROW and table.frame.height <= _FORM
    if table.skip or not (sheet.status == Status.WAITING or small) or table.frame.is_empty():
        return [sheet]
    for parts in _arrangements(source, table, sheet):
        read = [to_sheet(source, part, limits, confirmed) for part in parts]
        if read and all(map(_settled, read)) and any(s.status == Status.READ for s in read):
            return [_side_table(s) for s in read]
    return [sheet]


def _arrangements(source: Source, table: Table, sheet: Sheet) -> Iterator[list[Table]]:
    """Part a table in every way that it may be arranged; a way that does not fit has no parts."""
    if sheet.status == Status.WAITING:
        yield _side_by_side(table, [column.header for column in sheet.columns])
        yield _below_each_other(source, table)
        header = find_header(source, table)
        if header.found:
            yield subjects(source, table, header)
            yield couples(source, table, header)
            yield families(source, table, header)
            yield spouses_below(source, table, header)
            yield numbers_below(source, table, header)
            yield stacked(source, table, header)
    yield _forms(source, table)


def _settled(sheet: Sheet) -> bool:
    """Whether a part is read and tells who people are, or names nobody."""
    if sheet.status == Status.READ:
        return tells_who(sheet)
    return sheet.status == Status.SKIPPED or not names_people(sheet)


def tells_who(sheet: Sheet) -> bool:
    """Whether a sheet tells more of people than their names."""
    return any(column.field in _TELLING for column in sheet.columns)


def names_people(sheet: Sheet) -> bool:
    """Whether a column names people or numbers them, or the cells do whatever the header says."""
    named = any(column.field in NAMES | {Field.ID_NUMBER} for column in sheet.columns)
    return named or int(sheet.rows.select(_tells_of_somebody().sum()).item()) >= _SOME


def _tells_of_somebody() -> pl.Expr:
    """Whether a row has an identification number, or a name and a date or older number by it."""
    numbered, named, told = (
        pl.col("cells").list.eval(pl.element().str.contains(pattern)).list.any()
        for pattern in (_NUMBER, NAME, _TOLD)
    )
    return (numbered | (named & told)).fill_null(value=False)


def _side_table(sheet: Sheet) -> Sheet:
    if sheet.status == Status.READ:
        return sheet
    return replace(sheet, status=Status.SKIPPED, message="Bảng không nêu người (tổng hợp).")


def _side_by_side(table: Table, headers: list[str]) -> list[Table]:
    """Part lists with the same headers that stand beside each other; none where there are not."""
    texts = list(map(fold, headers))
    filled = [at for at, text in enumerate(texts) if text]
    if not filled:
        return []
    starts = [at for at in filled if texts[at] == texts[filled[0]]]
    blocks = [slice(a, b) for a, b in zip(starts, [*starts[1:], len(texts)], strict=True)]
    heads = [[text for text in texts[block] if text] for block in blocks]
    if len(blocks) < 2 or len(heads[0]) < 2 or any(head != heads[0] for head in heads):
        return []
    return [_columns(table, block) for block in blocks]


def _columns(table: Table, block: slice) -> Table:
    """Cut some columns out of a table; rows keep their numbers."""
    cells = table.cells[block]
    first = table.first_column + block.start
    last = first + len(cells) - 1
    frame = table.frame.select(ROW, *(pl.col(c).alias(f"c{i}") for i, c in enumerate(cells)))
    return replace(
        table,
        name=f"{table.name} (cột {first}–{last})".strip(),
        frame=frame,
        first_column=first,
        merged=tuple(m for m in table.merged if first <= m[1] and m[3] <= last),
    )


def _below_each_other(source: Source, table: Table) -> list[Table]:
    """Part tables with headers of their own that stand below each other."""
    rows = table.frame.head(_SEARCHED).select(table.cells).rows()
    worded = [list(row) for row in rows if may_head(row)]
    usual = usual_encoding(worded)
    heads: list[tuple[int, list[str]]] = []
    last = -2
    for at, row in enumerate(rows):
        if not may_head(row) or not heads_people(source, decoded_row(list(row), usual)):
            continue
        texts = [fold(cell) for cell in row if cell and len(cell) <= LONGEST]
        if at != last + 1 and (not heads or heads[-1][1] != texts):  # no second row of a header
            heads.append((at, texts))
        last = at
    starts = [_with_titles(rows, at) for at, _ in heads]
    starts = [0, *(at for at in starts if at > 0)]
    if len(starts) < 2:
        return []
    ends = [*starts[1:], table.frame.height]
    return [_rows(table, a, b) for a, b in zip(starts, ends, strict=True)]


def _field(source: Source, text: str | None) -> Field | None:
    """Meaning of a text as a declared header; None where it is none."""
    if not text or len(text) > LONGEST:
        return None
    return declared_field(source, text)


def _with_titles(rows: list[Row], at: int) -> int:
    """Place of the first of the titles right above a header."""
    while at and sum(map(bool, rows[at - 1])) <= 1:
        at -= 1
    return at


def _rows(table: Table, start: int, end: int) -> Table:
    frame = table.frame.slice(start, end - start)
    first, last = int(frame[ROW][0]), int(frame[ROW][-1])
    return replace(
        table,
        name=f"{table.name} (dòng {first}–{last})".strip(),
        frame=frame,
        merged=tuple(m for m in table.merged if first <= m[0] and m[2] <= last),
    )


@dataclass
class _Told:
    """What a form tells of one person: texts by key, and the row where it begins."""

    row: int
    values: dict[str, str]


def _forms(source: Source, table: Table) -> list[Table]:
    """Lay out what is told key by key: one person a column, or one below the other."""
    rows = table.frame.select(table.cells).rows()
    column = _keys(source, rows[:_SEARCHED])
    if column is None:
        return []
    names = [
        at
        for at, row in enumerate(rows)
        if _field(source, _pair(row[column])[0]) is Field.FULL_NAME
    ]
    beside = [i for i, cell in enumerate(rows[names[0]]) if i > column and cell] if names else []
    if len(names) == 1 and len(beside) > 1:
        return [_sideways(table)] if all(map(is_name, _at(rows[names[0]], beside))) else []
    told, others = _people(source, table, rows, column)
    if not told or not _alike(told):
        return []
    key = next((k for k in told[0].values if _field(source, k) is Field.FULL_NAME), "")
    if not all(is_name(person.values.get(key, "")) for person in told):
        return []
    return [_laid_out(table, told, others)]


def _alike(told: list[_Told]) -> bool:
    """Whether much the same is told of each.

    Of a father and mother less is told than of whom a form is about, under the same words.
    """
    keys = {key for person in told for key in person.values}
    return all(len(person.values) >= _WHOLE * len(keys) for person in told)


def _at(row: Row, places: list[int]) -> Iterator[str]:
    return (row[place] or "" for place in places)


def _pair(cell: str | None) -> tuple[str, str]:
    """Key and value of a cell: `Họ và tên: …`; a key alone has no value."""
    if not cell:
        return "", ""
    found = _KEY_AND_VALUE.match(cell)
    key, value = found.groups() if found else (cell, "")
    return _KEY.sub(r"\1", key.strip()), value.strip()


def _keys(source: Source, rows: list[Row]) -> int | None:
    """Column whose cells are headers: several, and one that asks for the name."""
    for column in range(min(_NARROW, len(rows[0]))):
        cells = {key for row in rows if (key := _pair(row[column])[0])}
        if len(cells) > _SEARCHED // 10:
            continue
        fields = {_field(source, key) for key in cells} - {None}
        if len(fields) >= _KNOWN and Field.FULL_NAME in fields:
            return column
    return None


def _sideways(table: Table) -> Table:
    """Turn a table on its side: its columns become the rows, under their own numbers."""
    turned = table.frame.select(table.cells).transpose()
    named = turned.rename({old: f"c{i}" for i, old in enumerate(turned.columns)})
    first = table.first_column
    numbers = pl.int_range(first, first + pl.len(), dtype=pl.Int32).alias(ROW)
    notice = Notice(
        "sideways", 1, "Bảng ghi ngang, mỗi người một cột: số dòng trong báo cáo là số cột."
    )
    return replace(
        table,
        frame=named.select(numbers, pl.all()),
        first_column=1,
        merged=(),
        notices=(*table.notices, notice),
    )


def _people(
    source: Source, table: Table, rows: list[Row], column: int
) -> tuple[list[_Told], list[tuple[int, str]]]:
    """People of a form, each from the key with which the first begins; rows that tell nothing."""
    told: list[_Told] = []
    others: list[tuple[int, str]] = []
    first = ""
    numbers = table.frame[ROW].to_list()
    for number, row in zip(numbers, rows, strict=True):
        pairs = list(_pairs(source, row[column:]))
        if not pairs:
            if text := " ".join(cell for cell in row if cell):
                others.append((number, text))
            continue
        first = first or pairs[0][0]
        if not told or any(key == first or key in told[-1].values for key, _ in pairs):
            told.append(_Told(number, {}))
        told[-1].values.update(pairs)
    return told, others


def _pairs(source: Source, row: Row) -> Iterator[tuple[str, str]]:
    """Keys of a row with their values: in the same cell, or in the next that is filled."""
    key = ""
    for at, cell in enumerate(row):
        found, value = _pair(cell)
        if value and (at == 0 or _field(source, found)):
            yield found, value
            key = ""
        elif found and (at == 0 or _field(source, found)) and not key:
            key = found
        elif found and key:
            yield key, (cell or "").strip()
            key = ""


def _laid_out(table: Table, told: list[_Told], others: list[tuple[int, str]]) -> Table:
    """Write people one a row under their keys, and above them what is no key's."""
    keys = list(dict.fromkeys(key for person in told for key in person.values))
    above = [(number, text) for number, text in others if number < told[0].row]
    below = [(number, text) for number, text in others if number > told[-1].row]
    blank: list[str | None] = [None] * (len(keys) - 1)
    top = told[0].row - 1
    rows: list[tuple[int, list[str | None]]] = [
        *((n, [t, *blank]) for n, t in above if n < top),
        (top, list(keys)),
        *((p.row, [p.values.get(key) for key in keys]) for p in told),
        *((n, [t, *blank]) for n, t in below),
    ]
    numbers = pl.Series(ROW, [number for number, _ in rows], dtype=pl.Int32)
    frame = laid_out([cells for _, cells in rows], len(keys)).with_columns(numbers)
    notice = Notice(
        "forms",
        len(told),
        f"Phiếu ghi từng mục: đã đọc thành {len(told)} dòng, mỗi người một dòng.",
    )
    return replace(
        table,
        frame=frame,
        first_column=1,
        merged=(),
        notices=(*table.notices, notice),
    )
