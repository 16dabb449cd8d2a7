"""Ages among years of birth, where the header asks for either: `Năm sinh (hoặc tuổi)`.

Two digits may then be the age or the year, and no age tells the year: some count it from 1, and the
day of the count is not known. Such cells are not used.
"""

from __future__ import annotations

import re

import polars as pl

from pipelines.sources.declaration import COLUMNS_OF, Field
from pipelines.sources.reading.headers.fold import fold
from pipelines.sources.reading.sheet import ColumnUnderstanding, Notice, field_name

_ASKED = re.compile(r"\btuoi\b")
_AGE = r"^\s*\d{1,3}(?:\.0)?\s*$"


def without_ages(
    fields: pl.DataFrame, columns: tuple[ColumnUnderstanding, ...]
) -> tuple[pl.DataFrame, list[Notice]]:
    """Empty the cells of `Sheet.fields` that may be ages, and say how many."""
    count = 0
    for column in columns:
        name = field_name(column.field, column.role)
        asked = column.field in COLUMNS_OF[Field.BIRTH_DATE] and _ASKED.search(fold(column.header))
        if not asked or name not in fields.columns:
            continue
        ages = fields[name].str.contains(_AGE).fill_null(value=False)
        fields = fields.with_columns(fields[name].set(ages, None))
        count += int(ages.sum())
    message = f"{count} ô có thể ghi tuổi thay cho năm sinh: không dùng làm năm sinh."
    return fields, [Notice("ages", count, message)] if count else []
