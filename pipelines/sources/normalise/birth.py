"""A person's date of birth, from whichever columns a sheet has for it."""

from __future__ import annotations

import polars as pl

from pipelines.mention import BirthForm
from pipelines.sources.declaration import FIRST_IS_UNKNOWN, YEAR_ALONE, Field
from pipelines.sources.normalise.cells import Cells
from pipelines.sources.normalise.date_columns import read_date_column
from pipelines.sources.normalise.dates import read_dates
from pipelines.sources.normalise.other_events import of_other_events
from pipelines.sources.normalise.text import clean, fold
from pipelines.sources.reading.sheet import Notice

#: Columns that hold a year of birth under Nam or Nữ instead of a mark.
_BY_SEX = (Field.BIRTH_YEAR_MALE, Field.BIRTH_YEAR_FEMALE, Field.SEX_MALE, Field.SEX_FEMALE)
#: Share of marked dates that must be 1 January for a box to mean `year only`.
_FIRST_OF_JANUARY = 0.9
#: Day and month in one cell, as written or as a spreadsheet has dated them.
_DAY_MONTH = (
    r"^(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})$|^\d{4}-(?P<m2>\d\d)-(?P<d2>\d\d)(?:[ T].*)?$"
)
_FALSE = frozenset({"0", "false", "khong", "no", "n", "f"})
#: Share of years that must be those of the dates beside them.
_SAME = 0.8


def read_birth(
    cells: Cells, beside_name: pl.Series, *, latest: int, told: pl.Series | None = None
) -> tuple[pl.DataFrame, list[Notice]]:
    """Read the date of birth.

    Parameters
    ----------
    beside_name
        Date written in the cell of the name, for where there is no other.
    told
        Years that the numbers say, for the century of a year of two digits.

    Returns
    -------
    frame, notices
        `birth_date`, `birth_year`, `birth_month`, `birth_day`, `birth_form`, `birth_notice`: code
        of what was repaired or is odd, null where nothing.
    """
    written = cells(Field.BIRTH_DATE)
    read, notices = read_date_column(written, latest=latest, told=told)
    read = _without_others(written, read)
    if cells.has(Field.BIRTH_YEAR):
        parts, more = _three_columns(cells, latest=latest, told=told)
        if _agree(read, parts):
            read = _where_missing(read, parts)
            notices += more
    for field in _BY_SEX:
        if cells.has(field):
            years = read_dates(_years_only(cells(field)), latest=latest)
            read = _where_missing(read, years)
    if beside_name.null_count() < beside_name.len():
        beside, more = read_date_column(beside_name, latest=latest, told=told)
        notices += more
        read = _where_missing(read, beside)
    read = read.with_columns(
        notice=pl.when("turned").then(pl.lit("day_month_turned")).cast(pl.String)
    )
    if cells.has(Field.BIRTH_DATE_WORDS):
        read = _with_words(read, read_dates(cells(Field.BIRTH_DATE_WORDS), latest=latest))
    if cells.has(Field.BIRTH_PRECISION):
        read = _with_precision(read, cells(Field.BIRTH_PRECISION))
    elif cells.has(Field.BIRTH_DAY_FLAG) or cells.has(Field.BIRTH_MONTH_FLAG):
        read = _with_precision(read, _code_of_flags(cells, read))
    frame = read.select(
        birth_date="date",
        birth_year="year",
        birth_month="month",
        birth_day="day",
        birth_form="form",
        birth_notice="notice",
    )
    return frame, notices


def _without_others(written: pl.Series, read: pl.DataFrame) -> pl.DataFrame:
    """Take no date for a birth that the cell says is of another event."""
    others = of_other_events(written, read["form"])
    if others.is_empty():
        return read
    nothing = {name: read[name].scatter(others, None) for name in ("year", "month", "day", "date")}
    return read.with_columns(
        form=read["form"].scatter(others, BirthForm.INVALID.value),
        turned=read["turned"].scatter(others, values=False),
        **nothing,
    )


def _agree(read: pl.DataFrame, parts: pl.DataFrame) -> bool:
    """Whether a column of years is the year of birth: not where it differs from the dates."""
    same = (read["year"] == parts["year"]).drop_nulls()
    return same.len() == 0 or int(same.sum()) >= _SAME * same.len()


def _years_only(values: pl.Series) -> pl.Series:
    """Cells of a Nam or Nữ column that hold a year or a date instead of a mark."""
    return pl.DataFrame({"value": values}).select(
        value=pl.when(pl.col("value").str.contains(r"(?:19|20)\d\d")).then("value")
    )["value"]


def _where_missing(read: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    joined = pl.concat([read, other.select(pl.all().name.suffix("_2"))], how="horizontal")
    missing = pl.col("form") == BirthForm.MISSING
    return joined.select(
        pl.when(missing).then(f"{name}_2").otherwise(name).alias(name) for name in read.columns
    )


def _three_columns(
    cells: Cells, *, latest: int, told: pl.Series | None
) -> tuple[pl.DataFrame, list[Notice]]:
    """Put day, month and year together; 0 or nothing means unknown.

    The day's column may hold the month too, whether or not a spreadsheet has made a date of both.
    """
    parts = pl.DataFrame(
        {
            "d": cells(Field.BIRTH_DAY),
            "m": cells(Field.BIRTH_MONTH),
            "y": cells(Field.BIRTH_YEAR),
        }
    ).with_columns(clean(pl.all()).str.replace(r"\.0$", ""))
    both = pl.col("d").str.extract_groups(_DAY_MONTH).struct
    parts = parts.with_columns(
        d=pl.coalesce(both.field("d"), both.field("d2"), "d"),
        m=pl.coalesce(both.field("m"), both.field("m2"), "m"),
    )
    number = r"^\d{1,2}$"
    some = pl.any_horizontal(pl.col("d", "m").str.contains(number)).fill_null(value=False)
    text = pl.when(pl.col("y").str.contains(r"^\d{4}$|^\d{2}$") & some).then(
        pl.format(
            "{}/{}/{}",
            pl.when(pl.col("d").str.contains(number)).then("d").otherwise(pl.lit("0")),
            pl.when(pl.col("m").str.contains(number)).then("m").otherwise(pl.lit("0")),
            pl.col("y"),
        )
    )
    # A column of years may hold whole dates as well.
    dates = parts.select(value=pl.coalesce(text, "y"))["value"]
    return read_date_column(dates, latest=latest, told=told)


def _with_words(read: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Take the date in words where the figures give none; say where the two differ."""
    joined = pl.concat([read, words.select(pl.all().name.suffix("_2"))], how="horizontal")
    nothing = pl.col("form").is_in([BirthForm.MISSING, BirthForm.INVALID])
    spoken = ~pl.col("form_2").is_in([BirthForm.MISSING, BirthForm.INVALID])
    differs = pl.any_horizontal(
        (pl.col(part) != pl.col(f"{part}_2")).fill_null(value=False)
        for part in ("year", "month", "day")
    )
    return joined.select(
        *(
            pl.when(nothing & spoken).then(f"{part}_2").otherwise(part).alias(part)
            for part in ("form", "year", "month", "day", "date")
        ),
        "turned",
        notice=pl.when(nothing & spoken)
        .then(pl.lit("birth_date_from_words"))
        .when(spoken & differs)
        .then(pl.lit("birth_date_words_differ"))
        .otherwise("notice"),
    )


def _code_of_flags(cells: Cells, read: pl.DataFrame) -> pl.Series:
    """Say with a precision code what the two flags of the social protection database say."""
    day = _unknown(cells(Field.BIRTH_DAY_FLAG), read["day"])
    month = _unknown(cells(Field.BIRTH_MONTH_FLAG), read["month"])
    return pl.select(
        code=pl.when(month).then(pl.lit("nam")).when(day).then(pl.lit("thang")).otherwise(None)
    )["code"]


def _unknown(flags: pl.Series, part: pl.Series) -> pl.Series:
    """Whether a flag says that a day or month is unknown, and therefore stored as 1.

    Systems differ in what they flag, the known or the unknown: the value beside which the part is
    nearly always 1 means unknown. Where that tells no two values apart, `false` and 0 mean unknown.
    """
    flag = fold(clean(pl.col("flag"))).str.replace(r"\.0$", "")
    frame = pl.DataFrame({"flag": flags, "part": part}).with_columns(flag)
    shares = frame.drop_nulls().group_by("flag").agg(share=(pl.col("part") == 1).mean())
    first = shares.filter(pl.col("share") >= _FIRST_OF_JANUARY)["flag"].to_list()  # few values
    told_apart = len(first) == 1 and shares.height > 1
    meant = first if told_apart else [value for value in first if value in _FALSE]
    return frame.select(pl.col("flag").is_in(meant).fill_null(value=False))["flag"]


def _with_precision(read: pl.DataFrame, codes: pl.Series) -> pl.DataFrame:
    """Leave of a date what its precision code says is known.

    The social insurance grid writes 0 for a full date, 1 for month and year, 2 for a year alone; a
    plain box means a year alone. Which of the two a 1 is, the dates beside it show. A day or month
    other than the first stands against the code and stays.
    """
    code = pl.DataFrame({"code": codes}).select(
        code=fold(clean(pl.col("code"))).str.replace(r"\.0$", "")
    )["code"]
    frame = read.with_columns(code=code)
    whole = pl.col("form").is_in([BirthForm.FULL, BirthForm.FIRST_OF_JANUARY])
    ones = frame.filter(whole & (pl.col("code") == "1"))
    grid = bool((code == "2").any())
    january = int((ones["month"] == 1).sum()) >= _FIRST_OF_JANUARY * max(ones.height, 1)
    box_is_year = not grid and ones.height > 0 and january
    says_year = pl.col("code").is_in(["2", "x", "v", YEAR_ALONE, "nam sinh", "co", "true"]) | (
        pl.lit(box_is_year) & (pl.col("code") == "1")
    )
    says_month = pl.col("code").is_in(["thang", "thang/nam"]) | (
        pl.lit(not box_is_year) & (pl.col("code") == "1")
    )
    first_day = whole & (pl.col("day") == 1)
    stated = pl.col("code") == FIRST_IS_UNKNOWN
    no_month = stated & (pl.col("month") == 1) & (pl.col("day").is_null() | first_day)
    year_only = ((says_year & first_day & (pl.col("month") == 1)) | no_month).fill_null(value=False)
    month_only = ((says_month | stated) & first_day & ~year_only).fill_null(value=False)
    return frame.with_columns(
        form=pl.when(year_only)
        .then(pl.lit(BirthForm.YEAR))
        .when(month_only)
        .then(pl.lit(BirthForm.MONTH))
        .otherwise("form"),
        month=pl.when(~year_only).then("month"),
        day=pl.when(~year_only & ~month_only).then("day"),
        date=pl.when(~year_only & ~month_only).then("date"),
    ).drop("code")
