"""Columns whose cells tell of a person, and what such cells tell, each thing in its own column."""

from __future__ import annotations

import re

import polars as pl

from pipelines.sources.declaration import Field
from pipelines.sources.reading.columns import combined
from pipelines.sources.reading.files.table import Table
from pipelines.sources.reading.headers.fold import fold
from pipelines.sources.reading.sheet import ColumnUnderstanding, field_name


def gathered(text: pl.DataFrame, headers: tuple[str, ...]) -> list[str]:
    """Columns whose cells tell of a person; not those that are asked for a birth beside a name.

    `Hà Nội` and `Lâm Đồng` behind a date look like people: `Ngày sinh, nơi sinh`; so does who has
    issued a card: `Căn cước công dân số 068…, Cục Cảnh sát cấp ngày …` under `Giấy tờ tùy thân`.
    """
    folded = dict(zip(text.columns, map(fold, headers), strict=True))
    named = any(_NAME_ASKED.search(words) for words in folded.values())
    return [
        column
        for column in combined.combined_columns(text)
        if not (named and _ONLY_ASKED.search(folded[column]))
    ]


_NAME_ASKED = re.compile(r"\bten\b|\bname\b")
_ONLY_ASKED = re.compile(
    r"^(?!.*\b(?:ten|name|nguoi|ong|ba|chu)\b)"
    r"(?:.*\bsinh\b|(?:so )?(?:giay to|cccd|cmnd|can cuoc|dinh danh)\b)"
)


def taken_apart(
    table: Table,
    text: pl.DataFrame,
    whole: pl.DataFrame,
    columns: tuple[ColumnUnderstanding, ...],
) -> pl.DataFrame:
    """Add dates of birth, numbers and homes that stand in the cells of names, as fields.

    Columns that are not of names get their cells back as they were.
    """
    taken = {field_name(c.field, c.role) for c in columns}
    roles = {table.cells[c.position - table.first_column]: c for c in columns}
    for cells in whole.iter_columns():
        column = roles[cells.name]
        if column.field is not Field.FULL_NAME:
            text = text.with_columns(cells)
            continue
        born, numbers = combined.births(cells), combined.numbers(cells)
        if not combined.are_births(column.header, born, _own_numbers(text, roles, column, numbers)):
            born = born.clear(born.len())
        for field, found in (
            (Field.BIRTH_DATE, born),
            (Field.ID_NUMBER, numbers),
            (Field.SEX, combined.sexes(cells)),
            (Field.ADDRESS, combined.homes(cells)),
        ):
            name = field_name(field, column.role)
            if name not in taken and found.null_count() < found.len():
                text = text.with_columns(found.alias(name))
    return text


def _own_numbers(
    text: pl.DataFrame,
    roles: dict[str, ColumnUnderstanding],
    column: ColumnUnderstanding,
    told: pl.Series,
) -> pl.Series:
    """Numbers of the people whom a column names: those of their own column, else those told."""
    own = (n for n, c in roles.items() if (c.field, c.role) == (Field.ID_NUMBER, column.role))
    name = next(own, None)
    return told if name is None else text[name]
