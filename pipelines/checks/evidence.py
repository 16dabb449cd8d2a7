"""What rules may look at: mentions, and beside them what the row says in the agency's writing."""

from __future__ import annotations

import polars as pl

from pipelines.sources.declaration import COLUMNS_OF, Field, Source
from pipelines.sources.reading.sheet import Sheet, field_name

#: Written value of a person → the columns that may hold it.
WRITTEN: dict[str, tuple[Field, ...]] = {
    "written_name": COLUMNS_OF[Field.FULL_NAME],
    "written_sex": (Field.SEX,),
    "written_event": (Field.EVENT_DATE,),
}
#: What makes the key of a civil-status entry, with the year of its registration.
_CIVIL_STATUS = (Field.ENTRY_NUMBER, Field.REGISTER_VOLUME, Field.EVENT_PLACE)
_CONTROL = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F\x80-\x9F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]"
_LONG_VALUE = 500
#: A column without header that holds more than this share of rows is a column, not a spill.
_SPILL_SHARE = 0.2


def gather(source: Source, sheet: Sheet, mentions: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions with what their rows say: one row a mention, in the same order.

    Returns
    -------
    pl.DataFrame
        The mention's columns and `written_*` (text or null), `empty_row`, `control`, `long`,
        `spilled`, `displaced` (Boolean), `row_hash` (UInt64), `entry_key` (text or null).
    """
    fields = sheet.fields.cast(dict.fromkeys(sheet.fields.columns, pl.String())).with_columns(
        pl.col("file_row").cast(pl.Int32)
    )
    values = [pl.col(name) for name in fields.columns if name != "file_row"]
    told = [pl.col(name) for name in fields.columns if not name.endswith(Field.SERIAL.value)]
    rows = fields.select(
        "file_row",
        *values,
        empty_row=_all([value.is_null() for value in told]),
        displaced=pl.col("file_row").is_in(list(sheet.displaced)),
        long=_any([value.str.len_chars() > _LONG_VALUE for value in values]),
        row_hash=pl.struct(
            pl.lit(0), *(c for c in told if c.meta.output_name() != "file_row")
        ).hash(),
        entry_key=_entry_key(source, fields),
    )
    rows = rows.join(_controls(sheet), on="file_row", how="left", maintain_order="left")
    rows = rows.join(_spills(sheet), on="file_row", how="left", maintain_order="left")
    joined = mentions.join(
        rows.rename({name: f"field:{name}" for name in fields.columns if name != "file_row"}),
        on="file_row",
        how="left",
        maintain_order="left",
    )
    present = set(fields.columns)
    return joined.with_columns(
        _written(source, present, columns).alias(name) for name, columns in WRITTEN.items()
    ).drop(pl.selectors.starts_with("field:"))


def _written(source: Source, present: set[str], columns: tuple[Field, ...]) -> pl.Expr:
    """Return what the agency has written of a person, a name in two columns as one text."""
    value = pl.lit(None, dtype=pl.String)
    for person in source.persons:
        named = ([field_name(column, role) for column in columns] for role in (person.role, ""))
        cells = next(filter(None, ([n for n in names if n in present] for names in named)), [])
        if cells:
            text = pl.concat_str([f"field:{name}" for name in cells], separator=" ",
                                 ignore_nulls=True).replace("", None)  # fmt: skip
            value = pl.when(pl.col("role") == person.role).then(text).otherwise(value)
    return value


def _entry_key(source: Source, fields: pl.DataFrame) -> pl.Expr:
    """Return what must be unique in the register, null where the row does not say all of it.

    A civil-status number is unique only within its volume (Luật Hộ tịch, Điều 59), and volumes of
    different places and years carry the same names: without the place nothing can be said. Parcels
    are no such key: several people may hold one.
    """
    present = set(fields.columns)
    if set(_CIVIL_STATUS) <= set(source.key):
        if not {field.value for field in _CIVIL_STATUS} <= present:
            return pl.lit(None, dtype=pl.String)
        year = (
            pl.col(Field.EVENT_DATE).str.extract(r"(\d{4})").fill_null("")
            if Field.EVENT_DATE.value in present
            else pl.lit("")
        )
        parts = [pl.col(field.value).str.to_lowercase() for field in _CIVIL_STATUS]
        return pl.concat_str(*parts, year, separator="|")
    for code in (Field.RECORD_CODE, Field.ID_NUMBER):
        if source.key == (code,) and code.value in present:
            return pl.col(code)
    return pl.lit(None, dtype=pl.String)


def _controls(sheet: Sheet) -> pl.DataFrame:
    """Say which rows had control characters: reading takes them out, and tells that there were."""
    told = any(notice.code == "control_characters" for notice in sheet.notices)
    rows = sheet.rows.filter((pl.col("kind") == "data") & told)
    return rows.select(
        pl.col("file_row").cast(pl.Int32),
        control=pl.col("cells").list.eval(pl.element().str.contains(_CONTROL)).list.any(),
    )


def _spills(sheet: Sheet) -> pl.DataFrame:
    """Say which rows have cells beyond the table: values to the right of where headers end."""
    rows = sheet.rows.filter(pl.col("kind") == "data").select(
        pl.col("file_row").cast(pl.Int32), "cells"
    )
    headed = [column.position for column in sheet.columns if column.header.strip()]
    first = min((column.position for column in sheet.columns), default=1)
    if not headed or rows.is_empty():
        return rows.select("file_row", spilled=pl.lit(None, dtype=pl.Boolean))
    beyond = pl.col("cells").list.slice(max(headed) - first + 1)
    spilled = rows.select("file_row", spilled=beyond.list.drop_nulls().list.len() > 0)
    if float(spilled.select(pl.col("spilled").mean()).item() or 0.0) > _SPILL_SHARE:
        return spilled.with_columns(spilled=pl.lit(None, dtype=pl.Boolean))
    return spilled


def _any(conditions: list[pl.Expr]) -> pl.Expr:
    if not conditions:
        return pl.lit(value=False)
    return pl.any_horizontal(c.fill_null(value=False) for c in conditions)


def _all(conditions: list[pl.Expr]) -> pl.Expr:
    return pl.all_horizontal(conditions) if conditions else pl.lit(value=True)
