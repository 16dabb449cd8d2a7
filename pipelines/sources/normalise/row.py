"""What a row says besides its people: its key, dates, payment, and what kind of owner it names."""

from __future__ import annotations

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.normalise.cells import Cells
from pipelines.sources.normalise.date_columns import whole_dates
from pipelines.sources.normalise.distinct import by_distinct
from pipelines.sources.normalise.text import clean_column, fold

_BY_ACCOUNT = r"tai khoan|chuyen khoan|\btk\b|\bthe\b|\batm\b|ngan hang|khong dung tien mat"
_IN_CASH = r"tien mat|truc tiep|buu dien|tai nha|nhan tay"
_ORGANISED = r"to chuc|co quan|doanh nghiep|ton giao|cong dong|ubnd|cong ty"
_PEOPLE = r"ca nhan|ho gia dinh|vo chong|nguoi"


def read_row(source: Source, fields: pl.DataFrame, *, latest: int) -> pl.DataFrame:
    """Read the columns of the row.

    Returns
    -------
    pl.DataFrame
        `file_row`, `record_key`, `event_date`, `payment_form`, `organisation`,
        `owner_is_organisation`.
    """
    cells = Cells(fields)
    key = {
        f"key_{i}": clean_column(_of_anybody(source, fields, field))
        for i, field in enumerate(source.key)
    }
    kind = _of_anybody(source, fields, Field.OWNER_KIND)
    frame = pl.DataFrame(
        {
            "file_row": fields["file_row"],
            "payment_form": by_distinct(cells(Field.PAYMENT_FORM), _payment)["form"],
            "owner_is_organisation": by_distinct(kind, _owner)["is_organisation"],
            "organisation": clean_column(_of_anybody(source, fields, Field.ORGANISATION_NAME)),
            "event_date": whole_dates(cells(Field.EVENT_DATE), latest=latest),
            **key,
        }
    )
    return frame.drop(key).with_columns(frame.select(record_key=_record_key(list(key))))


def _payment(written: pl.DataFrame) -> pl.DataFrame:
    form = fold(pl.col("text"))
    return written.with_columns(
        form=pl.when(form.str.contains(_BY_ACCOUNT))
        .then(pl.lit("account"))
        .when(form.str.contains(_IN_CASH))
        .then(pl.lit("cash"))
    )


def _owner(written: pl.DataFrame) -> pl.DataFrame:
    kind = fold(pl.col("text"))
    organised = kind.str.contains(_ORGANISED) & ~kind.str.contains(_PEOPLE)
    return written.with_columns(is_organisation=organised.fill_null(value=False))


def _record_key(columns: list[str]) -> pl.Expr:
    """Join the register's own key; null where the row has none of it."""
    if not columns:
        return pl.lit(None, dtype=pl.String)
    parts = [pl.col(name).fill_null("") for name in columns]
    return pl.concat_str(parts, separator="|").str.strip_chars("|").replace("", None)


def _of_anybody(source: Source, fields: pl.DataFrame, field: Field) -> pl.Series:
    """Return the row's column, or that of the first person who has one."""
    for role in ("", *(person.role for person in source.persons)):
        own = Cells(fields, role).own(field)
        if own is not None:
            return own
    return pl.Series([None], dtype=pl.String).new_from_index(0, fields.height)
