"""Cells that say: as above (`-nt-`, `như trên`, `"`). They are given the value of the row above."""

from __future__ import annotations

import polars as pl

from pipelines.sources.declaration import Field
from pipelines.sources.normalise.name_sex import name_sex
from pipelines.sources.normalise.sex import sex_in_words
from pipelines.sources.reading.columns.contents import AS_ABOVE
from pipelines.sources.reading.sheet import ColumnUnderstanding, Notice, field_name

#: What neighbours in a list share. Names, dates and numbers are nobody else's.
_SHARED = (
    Field.SEX, Field.ADDRESS, Field.HAMLET, Field.COMMUNE, Field.DISTRICT, Field.ETHNIC_GROUP,
)  # fmt: skip
_AGREE = 0.9  # share of the names beside them that tell a sex which must tell the one above


def filled(
    fields: pl.DataFrame, columns: tuple[ColumnUnderstanding, ...]
) -> tuple[pl.DataFrame, list[Notice]]:
    """Write what stands above into the cells of `Sheet.fields` that say so."""
    count = 0
    for column in columns:
        name = field_name(column.field, column.role)
        if column.field not in _SHARED or name not in fields.columns:
            continue
        above = fields[name].str.contains(AS_ABOVE).fill_null(value=False)
        if not above.any():
            continue
        # As above an empty cell is empty.
        values = fields[name].fill_null("").set(above, None).fill_null(strategy="forward")
        values = values.replace("", None)
        if column.field is Field.SEX and not _go_with_names(fields, column.role, values, above):
            continue
        fields = fields.with_columns(values.alias(name))
        count += int(above.sum())
    message = f'{count} ô ghi «như trên» (-nt-, "): đã lấy giá trị của dòng trên.'
    return fields, [Notice("as_above", count, message)] if count else []


def _go_with_names(fields: pl.DataFrame, role: str, sexes: pl.Series, above: pl.Series) -> bool:
    """Whether names beside the filled cells agree: a list that was sorted since says otherwise."""
    name = field_name(Field.FULL_NAME, role)
    if name not in fields.columns:
        return True
    rows = fields.select(told=name_sex(pl.col(name))).with_columns(sex=sex_in_words(sexes))
    same = rows.filter(above).select(same=pl.col("told") == pl.col("sex"))["same"].drop_nulls()
    return int(same.sum()) >= _AGREE * same.len()
