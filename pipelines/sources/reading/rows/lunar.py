"""Births under a header that says the lunar calendar: of such a date only the year is kept."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.sources.declaration import COLUMNS_OF, Field
from pipelines.sources.reading.headers.fold import fold
from pipelines.sources.reading.headers.vocabulary import SAYS_LUNAR
from pipelines.sources.reading.sheet import ColumnUnderstanding, Notice, field_name

_MARK = " âm lịch"  # as in a cell that says so itself


def marked(
    fields: pl.DataFrame, columns: Sequence[ColumnUnderstanding]
) -> tuple[pl.DataFrame, list[Notice]]:
    """Say in each date of birth what its header says of all of them."""
    notices = []
    for column in columns:
        name = field_name(column.field, column.role)
        dated = column.field in COLUMNS_OF[Field.BIRTH_DATE] and name in fields.columns
        if not dated or not SAYS_LUNAR.search(fold(column.header)):
            continue
        count = fields.height - fields[name].null_count()
        fields = fields.with_columns(pl.col(name) + _MARK)
        message = f"Cột «{column.header}» ghi ngày âm lịch: chỉ dùng năm của {count} ô."
        notices.append(Notice("lunar_births", count, message))
    return fields, notices
