"""Dates as registers write them, with what is really known: day, month, year, or the year alone."""

from __future__ import annotations

import polars as pl

from pipelines.mention import BirthForm
from pipelines.sources.normalise.text import by_distinct, clean, fold

_EARLIEST, _LATEST = 1850, 2050
#: Two-digit years up to this one are of this century.
_PIVOT = 30

_SEPARATOR = r"\s*[-/.,\s]\s*"
_PATTERNS: tuple[tuple[str, str], ...] = (
    # order of the groups, pattern over folded text
    ("ymd", r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t\s].*)?$"),
    ("dmy", rf"^(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}})(?:\s+\d{{1,2}}:.*)?$"),
    ("dmy", rf"^(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{2}})$"),
    ("dmy", r"(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})"),
    ("ymd", r"^((?:18|19|20)\d\d)(0\d|1[0-2])([0-2]\d|3[01])$"),
    ("dmy", r"^([0-2]\d|3[01])(0\d|1[0-2])((?:18|19|20)\d\d)$"),
    ("my", r"^(?:thang\s*)?(\d{1,2})(?:\s*[-/.,]\s*|\s*nam\s*|\s+)(\d{4})$"),
    ("ym", r"^((?:18|19|20)\d\d)[-/.](\d{1,2})$"),
    ("y", r"^(?:(?:sinh\s*)?nam|sn|sinh|ns|khoang|nam sinh|~)?\s*:?\s*((?:18|19|20)\d\d)\.?$"),
    ("y", r"^[-/.xX?_\s0*]*[-/.xX?_\s*]((?:18|19|20)\d\d)$"),
)  # fmt: skip
#: Place of the pattern whose order of day and month a column may turn round.
_DAY_MONTH_YEAR = 1
_NUMBER = pl.lit(None, dtype=pl.Int32)
_SERIAL = r"^(\d{5})(?:\.\d+)?$"
_NOTHING = r"^(?:[-x./\\_*? 0]*|khong|khong ro|khong nho|chua ro|null|none|nan|nat|n/a)$"


def read_dates(values: pl.Series, *, month_first: bool = False) -> pl.DataFrame:
    """Return `year`, `month`, `day` (null where unknown) and `form` of each written date.

    Parameters
    ----------
    values
        Text as written.
    month_first
        The column writes the month before the day (American order).

    Notes
    -----
    A zero, an `x` or nothing for day or month means unknown. A day and month that are only possible
    in the other order are read in it: no other reading exists. A five-digit number is a
    spreadsheet's day count since 1899-12-30.
    """
    return by_distinct(values, _read_month_first if month_first else _read_day_first)


def _read_day_first(dates: pl.DataFrame) -> pl.DataFrame:
    return _outcome(_parts(dates, month_first=False))


def _read_month_first(dates: pl.DataFrame) -> pl.DataFrame:
    return _outcome(_parts(dates, month_first=True))


def _parts(dates: pl.DataFrame, *, month_first: bool) -> pl.DataFrame:
    """Take year, month and day from the first pattern that fits."""
    frame = dates.with_columns(
        text=fold(clean(pl.col("value"))),
        y=_NUMBER,
        m=_NUMBER,
        d=_NUMBER,
        taken=pl.lit(value=False),
    )
    for index, (order, pattern) in enumerate(_PATTERNS):
        frame = frame.with_columns(fits=~pl.col("taken") & pl.col("text").str.contains(pattern))
        frame = frame.with_columns(
            **{
                name: pl.when(pl.col("fits"))
                .then(pl.col("text").str.extract(pattern, group).cast(pl.Int32, strict=False))
                .otherwise(pl.col(name))
                for group, name in enumerate(order.strip(), 1)
            },
            taken=pl.col("taken") | pl.col("fits").fill_null(value=False),
        )
        if index == _DAY_MONTH_YEAR and month_first:
            frame = _swap(frame, pl.col("fits"))
    days = pl.col("text").str.extract(_SERIAL, 1).cast(pl.Int32, strict=False)
    frame = frame.with_columns(
        counted=pl.when(~pl.col("taken")).then(pl.date(1899, 12, 30) + pl.duration(days=days))
    ).with_columns(
        y=pl.coalesce("y", pl.col("counted").dt.year()),
        m=pl.coalesce("m", pl.col("counted").dt.month().cast(pl.Int32)),
        d=pl.coalesce("d", pl.col("counted").dt.day().cast(pl.Int32)),
    )
    frame = _swap(frame, pl.col("m").is_between(13, 31) & pl.col("d").is_between(1, 12))
    century = pl.when(pl.col("y") <= _PIVOT).then(2000).otherwise(1900)
    unwritten = (pl.col("y") == 0) & (pl.col("m") == 0)  # 00/00/0000
    return frame.with_columns(
        y=pl.when(unwritten)
        .then(None)
        .when(pl.col("y") < 100)
        .then(pl.col("y") + century)
        .otherwise(pl.col("y"))
    )


def _swap(frame: pl.DataFrame, where: pl.Expr) -> pl.DataFrame:
    """Exchange day and month in some rows."""
    return frame.with_columns(
        d=pl.when(where).then(pl.col("m")).otherwise(pl.col("d")),
        m=pl.when(where).then(pl.col("d")).otherwise(pl.col("m")),
    )


def _outcome(parts: pl.DataFrame) -> pl.DataFrame:
    """Tell a known part from an impossible one, and name the form."""
    year, month, day = pl.col("y"), pl.col("m"), pl.col("d")
    whole = year.is_not_null() & month.is_not_null() & day.is_not_null()
    return (
        parts.with_columns(
            y=pl.when(year.is_between(_EARLIEST, _LATEST)).then(year),
            m=pl.when(month > 0).then(month),
            d=pl.when(day > 0).then(day),
        )
        .with_columns(date=as_date(year, month, day))
        .with_columns(
            form=pl.when(pl.col("text").is_null() | pl.col("text").str.contains(_NOTHING))
            .then(pl.lit(BirthForm.MISSING))
            .when(year.is_null() | (whole & pl.col("date").is_null()) | (month > 12))
            .then(pl.lit(BirthForm.INVALID))
            .when(whole & (month == 1) & (day == 1))
            .then(pl.lit(BirthForm.FIRST_OF_JANUARY))
            .when(whole)
            .then(pl.lit(BirthForm.FULL))
            .when(month.is_not_null())
            .then(pl.lit(BirthForm.MONTH))
            .otherwise(pl.lit(BirthForm.YEAR))
        )
        .with_columns(sound=pl.col("form") != BirthForm.INVALID)
        .select(
            "value",
            "form",
            year=year.cast(pl.Int16),
            month=pl.when(pl.col("sound")).then(month).cast(pl.Int8),
            day=pl.when(pl.col("sound") & month.is_not_null()).then(day).cast(pl.Int8),
        )
    )


def as_date(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Return the date of three numbers, null where one is missing or the calendar has none."""
    iso = pl.format(
        "{}-{}-{}", year, month.cast(pl.String).str.zfill(2), day.cast(pl.String).str.zfill(2)
    )
    return iso.str.to_date("%Y-%m-%d", strict=False)


def looks_month_first(values: pl.Series) -> bool:
    """Whether a column's dates can only be read month first (some 05/23/1980, no 23/05/1980)."""
    pattern = _PATTERNS[_DAY_MONTH_YEAR][1]
    counts = pl.DataFrame({"value": values.unique()}).select(
        first=fold(clean(pl.col("value"))).str.extract(pattern, 1).cast(pl.Int32, strict=False),
        second=fold(clean(pl.col("value"))).str.extract(pattern, 2).cast(pl.Int32, strict=False),
    )
    after = counts.filter(pl.col("second").is_between(13, 31)).height
    before = counts.filter(pl.col("first").is_between(13, 31)).height
    return after > 0 and before == 0


#: Cells of each kind that must be seen before the mixture is believed.
_MIXTURE_MINIMUM = 8


def parsed_as_american(values: pl.Series) -> bool:
    """Whether a spreadsheet with American settings has eaten part of a column of d/m/y dates.

    It turns 05/03/1980 into the date 3 May 1980 and leaves 25/03/1980 as text. The signature: every
    remaining text has a day over 12, every true date has a day up to 12.
    """
    text = pl.DataFrame({"value": values}).select(value=fold(clean(pl.col("value"))))
    written = text.select(
        day=pl.col("value")
        .str.extract(_PATTERNS[_DAY_MONTH_YEAR][1], 1)
        .cast(pl.Int32, strict=False)
    ).drop_nulls()
    true = text.select(
        day=pl.col("value").str.extract(r"^\d{4}-\d\d-(\d\d)$", 1).cast(pl.Int32, strict=False)
    ).drop_nulls()
    if min(written.height, true.height) < _MIXTURE_MINIMUM:
        return False
    return bool((written["day"] > 12).all() and (true["day"] <= 12).all())


def turn_american(value: pl.Expr) -> pl.Expr:
    """Give true dates of such a column their day and month back."""
    return value.str.replace(r"^(\d{4})-(\d\d)-(\d\d)$", "${1}-${3}-${2}")
