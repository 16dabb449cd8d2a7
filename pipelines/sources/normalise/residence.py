"""Where a person lives: from one line, from columns, from a code, or from the event's place."""

from __future__ import annotations

import polars as pl

from pipelines.sources.declaration import Field
from pipelines.sources.normalise.cells import Cells
from pipelines.sources.normalise.places import (
    PLACE_COLUMNS,
    read_addresses,
    read_commune_codes,
)
from pipelines.sources.normalise.text import clean_column

_UNIT = PLACE_COLUMNS[1:]
_IN_PARTS = (Field.COMMUNE, Field.DISTRICT, Field.PROVINCE)


def read_residence(cells: Cells, *, file_district: str | None) -> pl.DataFrame:
    """Read the residence.

    Parameters
    ----------
    file_district
        District that the file is about, by its name or title: settles names that the region has
        twice, and stands where a row says nothing.

    Returns
    -------
    pl.DataFrame
        `address` and the columns of `places.PLACE_COLUMNS`.
    """
    found = read_addresses(cells(Field.ADDRESS), file_district)
    if cells.has(Field.HAMLET, *_IN_PARTS):
        in_parts = read_addresses(_composed(cells), file_district)
        found = _prefer(_with_code(in_parts, cells(Field.COMMUNE)), found)
    found = found.rename({"line": "address"})
    if cells.has(Field.COMMUNE_CODE):
        found = _with_commune_code(cells, found)
    if not cells.role:
        for field in (Field.EVENT_PLACE, Field.BIRTH_PLACE):
            if cells.has(field):
                found = _fill(found, read_addresses(cells(field), file_district))
    silent = pl.col("district").is_null() & pl.col("address").is_null()
    return found.with_columns(
        district=pl.when(silent).then(pl.lit(file_district, dtype=pl.String)).otherwise("district")
    )


def _composed(cells: Cells) -> pl.Series:
    """Return the parts of split columns as a line."""
    written = pl.DataFrame(
        {
            "hamlet": clean_column(cells(Field.HAMLET)),
            "commune": clean_column(cells(Field.COMMUNE)),
            "district": clean_column(cells(Field.DISTRICT)),
            "province": clean_column(cells(Field.PROVINCE)),
        }
    )
    # A ward that is a mere number, and the hamlet's number, say nothing without their kind.
    ward = pl.col("commune").str.replace(r"^(\d{1,2})$", "Phường ${1}").str.replace(r"^\d{5}$", "")
    composed = pl.concat_str(
        "hamlet", ward.replace("", None), "district", "province", separator=", ", ignore_nulls=True
    ).replace("", None)
    return written.select(parts=composed)["parts"]


def _with_code(found: pl.DataFrame, communes: pl.Series) -> pl.DataFrame:
    """Read the codes that stand in a column of communes."""
    codes = pl.DataFrame({"c": clean_column(communes)}).select(
        c=pl.when(pl.col("c").str.contains(r"^\d{5}$")).then("c")
    )["c"]
    return found if codes.null_count() == codes.len() else _fill(found, read_commune_codes(codes))


def _prefer(parts: pl.DataFrame, line: pl.DataFrame) -> pl.DataFrame:
    """Take the unit of the split columns where they name one, else that of the line."""
    joined = pl.concat([parts, line.select(pl.all().name.suffix("_2"))], how="horizontal")
    named = pl.col("commune").is_not_null() | pl.col("commune_2").is_null()
    return joined.select(
        pl.coalesce("address_detail", "address_detail_2"),
        pl.concat_str("line_2", "line", separator=", ", ignore_nulls=True)
        .replace("", None).alias("line"),
        *(
            pl.when(named).then(pl.coalesce(name, f"{name}_2") if name == "district" else name)
            .otherwise(f"{name}_2").alias(name)
            for name in _UNIT
        ),
    )  # fmt: skip


def _with_commune_code(cells: Cells, found: pl.DataFrame) -> pl.DataFrame:
    """Use a column of commune codes: the person's own, or the parcel's for its district alone."""
    coded = read_commune_codes(cells(Field.COMMUNE_CODE), found["commune"])
    joined = pl.concat([found, coded.select(pl.all().name.suffix("_2"))], how="horizontal")
    if cells.role and cells.own(Field.COMMUNE_CODE) is None:
        silent = pl.col("address").is_null() & pl.col("district").is_null()
        return joined.with_columns(
            district=pl.when(silent).then("district_2").otherwise("district")
        ).select(found.columns)
    empty = pl.col("commune").is_null() & (
        pl.col("district").is_null() | (pl.col("district") == pl.col("district_2"))
    )
    return joined.with_columns(
        pl.when(empty).then(f"{name}_2").otherwise(name).alias(name) for name in _UNIT
    ).select(found.columns)


def _fill(found: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Take the other place as a whole where the address names no place at all."""
    joined = found.with_columns(other.select(pl.col(*_UNIT).name.suffix("_2")))
    silent = pl.all_horizontal(pl.col(*_UNIT).is_null())
    if "address" in found.columns:
        silent = silent & pl.col("address").is_null()
    return joined.with_columns(
        pl.when(silent).then(f"{name}_2").otherwise(name).alias(name) for name in _UNIT
    ).select(found.columns)
