"""Cells that say: as above (`-nt-`, `như trên`, `"`). They are given the value of the row above."""

from __future__ import annotations

import polars as pl

from pipelines.sources.declaration import Field
from pipelines.sources.normalise.identifiers import number_birth_year, read_numbers
from pipelines.sources.normalise.name_sex import name_sex
from pipelines.sources.normalise.sex import sex_in_words
from pipelines.sources.reading.columns.contents import AS_ABOVE
from pipelines.sources.reading.sheet import ColumnUnderstanding, Notice, field_name

#: What neighbours in a list share. Names and numbers are nobody else's.
_SHARED = (
    Field.SEX, Field.ADDRESS, Field.HAMLET, Field.COMMUNE, Field.DISTRICT, Field.ETHNIC_GROUP,
)  # fmt: skip
#: Births are shared only where numbers beside them say so.
_BIRTHS = (Field.BIRTH_DATE, Field.BIRTH_YEAR)
_AGREE = 0.9  # share of the names or numbers beside filled cells that must tell the one above
_KNOWN = 3  # numbers beside births as above that show whose they are


def filled(
    fields: pl.DataFrame, columns: tuple[ColumnUnderstanding, ...]
) -> tuple[pl.DataFrame, list[Notice]]:
    """Write what stands above into the cells of `Sheet.fields` that say so."""
    count = 0
    for column in columns:
        name = field_name(column.field, column.role)
        if column.field not in (*_SHARED, *_BIRTHS) or name not in fields.columns:
            continue
        above = fields[name].str.contains(AS_ABOVE).fill_null(value=False)
        if not above.any():
            continue
        # As above an empty cell is empty.
        values = fields[name].fill_null("").set(above, None).fill_null(strategy="forward")
        values = values.replace("", None)
        if column.field is Field.SEX and not _go_with_names(fields, column.role, values, above):
            continue
        if column.field in _BIRTHS:
            told = _told_by_numbers(fields, column.role, values, above)
            values, above = fields[name].zip_with(~told, values), told
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


def _told_by_numbers(
    fields: pl.DataFrame, role: str, births: pl.Series, above: pl.Series
) -> pl.Series:
    """Return which births are as above: none contradicted, of a list whose numbers say the same."""
    nowhere = above & False
    name = field_name(Field.ID_NUMBER, role)
    if name not in fields.columns:
        return nowhere
    year = pl.col("birth").str.extract(r"((?:19|20)\d\d)").cast(pl.Int16)
    rows = read_numbers(fields[name]).with_columns(birth=births, above=above)
    same = rows.select(same=year == number_birth_year(pl.col("person_id")))["same"]
    known = same.filter(above).drop_nulls()
    if known.len() < _KNOWN or int(known.sum()) < _AGREE * known.len():
        return nowhere
    return above & same.fill_null(value=True)
