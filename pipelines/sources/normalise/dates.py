"""Dates as registers write them, with what is really known: day, month, year, or the year alone."""

from __future__ import annotations

from functools import lru_cache, partial

import polars as pl

from pipelines.mention import BirthForm
from pipelines.sources.normalise.date_beside import set_off
from pipelines.sources.normalise.date_text import LUNAR, prepared
from pipelines.sources.normalise.date_words import read_words
from pipelines.sources.normalise.date_writing import (
    WRITING,
    with_writing,
    with_writing_of_true,
    with_writing_of_usual,
)
from pipelines.sources.normalise.distinct import by_distinct
from pipelines.sources.normalise.text import NOTHING, fold

#: Years that a date of a living person's register can have.
EARLIEST, LATEST = 1900, 2030

_SEPARATOR = r"\s*[-/.,_\s]\s*"
_YEAR = r"((?:19|20)\d\d)"
#: Day, month, year with signs between.
DAY_FIRST = rf"^(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}}|\d{{2}})$"
_PATTERNS: tuple[tuple[str, str], ...] = (
    # order of the groups, pattern over prepared text
    ("dmy", DAY_FIRST),
    ("ymd", r"^(\d{4})\s*[-/._]\s*(\d{1,2})\s*[-/._]\s*(\d{1,2})$"),
    ("dmy", r"^(\d{1,2})[\s,./-]*thang[\s:.]*(\d{1,2})[\s,./-]*(?:nam[\s:.]*)?(\d{4})$"),
    ("dmy", r"^(\d{1,2})\s*[/.-]\s*(\d{1,2})[\s,./-]*nam[\s:.]*(\d{4})$"),
    (
        "dmy",  # ng. 5 th. 3 n. 1950
        r"^(?:ng[\s.:]*)?(\d{1,2})[\s,./-]*th?[\s.]*(\d{1,2})[\s,./-]*(?:n(?:am)?[\s.:]*)?(\d{4})$",
    ),
    ("my", r"^(\d{1,2})(?:\s*[-/.,]\s*|[\s,]*nam[\s:.]*|\s+)(\d{4})$"),
    ("my", r"^[.…_x?\s]+[-/]\s*(\d{1,2})\s*[-/]\s*(\d{4})$"),  # ..../07/1963
    ("ym", r"^(\d{4})\s*[-/.]\s*(\d{1,2})$"),
    ("ymd", rf"^{_YEAR}(0\d|1[0-2])([0-2]\d|3[01])$"),
    # With the time of day: 196503120830, and 196500000000 of whom only the year is known.
    ("ymd", rf"^{_YEAR}(0\d|1[0-2])([0-2]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$"),
    ("dmy", rf"^([0-2]\d|3[01])(0\d|1[0-2]){_YEAR}$"),
    ("dmy", rf"^([1-9])(0[1-9]|1[0-2]){_YEAR}$"),  # the day's zero lost
    ("my", rf"^(0[1-9]|1[0-2]){_YEAR}$"),
    ("y", r"^(\d{4}|\d{2})$"),
    ("y", rf"^(?:\D+0{{0,2}}|0{{0,2}}\D+)*{_YEAR}\D*$"),  # xx/xx/1962, 1962?, khoảng 1962
)
#: The two usual writings, where nothing has to be taken off; the second is that of true dates.
_USUAL = r"^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}$"
_TRUE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_BOUND = r"^(?:truoc|sau)\b"
_SERIAL = r"^([1-5]\d{4}|60\d{3})(?:\.\d+)?$"
_NOTHING = rf"^(?:[-x./\\_*? 0]*|khong|{NOTHING})$"
_NUMBER = pl.lit(None, dtype=pl.Int32)
#: What is known of a date before its outcome.
_READ = ("written", "lunar", "y", "m", "d", "short", "bare")
#: Share of a column's years at either end that say nothing of the others.
_RARE = 0.01
#: Years beyond a column's certain ones that its others may lie.
_GENERATION = 30
#: Two digits beside numbers that tell what they are, and the share of years among them.
_FEW, _ONE_PERSON = 3, 0.75
#: Share of a column that is written in one way where it is the column's own.
_USUAL_WAY = 0.5


def read_dates(
    values: pl.Series, *, latest: int = LATEST, told: pl.Series | None = None
) -> pl.DataFrame:
    """Read dates as written, the day before the month.

    Parameters
    ----------
    values
        Text as written.
    latest
        Last year that is believed.
    told
        Years that something else says, a number for instance: they settle a century.

    Returns
    -------
    pl.DataFrame
        One row a date: `form` (BirthForm), `year`, `month`, `day` (null where unknown; of an
        impossible date only the year), `turned`: whether day and month had to change places, and
        `date`, where all three are known.

    Notes
    -----
    A zero, an `x` or nothing for day or month means unknown. A day and month that are only possible
    in the other order are read in it: no other reading exists. A five-digit number is a
    spreadsheet's day count since 1899-12-30. Of a date by the lunar calendar only the year is kept.
    A year of two digits has a century only where the column's certain years leave no other, and two
    digits alone are a year only where the column has many.
    """
    return settled(first_reading(values, latest), told).drop(*WRITING)


def first_reading(values: pl.Series, latest: int) -> pl.DataFrame:
    """Read dates one by one: `read_dates`, `WRITING`, and `short` (two digits of year), `bare`."""
    return by_distinct(values, _reader(latest))


def settled(read: pl.DataFrame, told: pl.Series | None = None) -> pl.DataFrame:
    """Give years of two digits the century that the column shows, or that is told."""
    if read["short"].any():
        read = _with_century(read, told)
    return read.drop("short", "bare")


def _with_century(read: pl.DataFrame, told: pl.Series | None) -> pl.DataFrame:
    """Take back years of two digits that could be of either century, or no years at all."""
    year, short = pl.col("year"), pl.col("short")
    # Certain are whole years, and those of two digits that only one century allows.
    open_ = short & (year >= 2000)
    certain = read.filter(~open_)["year"].drop_nulls()
    new, old = pl.lit(value=True), pl.lit(value=False)
    if certain.len():
        first, last = (certain.quantile(q, "nearest") for q in (_RARE, 1 - _RARE))
        new = year <= pl.lit(last) + _GENERATION
        old = year - 100 >= pl.lit(first) - _GENERATION
    dated = read["form"] != BirthForm.MISSING
    usual = read["bare"].sum() >= _USUAL_WAY * int(dated.sum())
    # A running number or a day alone reads as two digits of a year.
    known = ~pl.col("bare") | pl.lit(usual)
    said = pl.lit(told, dtype=pl.Int32)
    same = said % 100 == year % 100
    numbered = read.select(same.filter("bare")).to_series().drop_nulls()
    if numbered.len() >= _FEW and int(numbered.sum()) < _ONE_PERSON * numbered.len():
        known &= ~pl.col("bare") | same  # ages among years, or numbers of others
    settled = (
        pl.when(~open_)
        .then(year)
        .when((said == year) | (said == year - 100))
        .then(said)
        .when(new & ~old)
        .then(year)
        .when(old & ~new)
        .then(year - 100)
    )
    read = read.with_columns(year=pl.when(known).then(settled).cast(pl.Int16))
    lost = short & year.is_null()
    nothing = pl.when(~lost)
    return read.with_columns(
        form=pl.when(lost & dated).then(pl.lit(BirthForm.INVALID)).otherwise("form"),
        month=nothing.then("month"),
        day=nothing.then("day"),
        turned=pl.col("turned") & ~lost,
        date=nothing.then(as_date(year, pl.col("month"), pl.col("day"))),
    )


@lru_cache(maxsize=16)
def _reader(latest: int) -> partial[pl.DataFrame]:
    return partial(_read, latest=latest)


def _read(dates: pl.DataFrame, *, latest: int) -> pl.DataFrame:
    """Most dates are in one of two writings: only the others go the long way."""
    usual, true = (dates["text"].str.contains(p).fill_null(value=False) for p in (_USUAL, _TRUE))
    parts = [
        with_writing_of_usual(dates.filter(usual)),
        with_writing_of_true(dates.filter(true)),
    ]
    plain = [
        part.with_columns(
            written="text",
            lunar=pl.lit(value=False),
            short=pl.lit(value=False),
            bare=pl.lit(value=False),
        )
        for part in parts
    ]
    others = dates.filter(~(usual | true))
    more = [with_writing(_whole_years(_parts(others), latest))] if others.height else []
    columns = [*dates.columns, *_READ, *WRITING]
    frame = pl.concat([part.select(columns) for part in (*plain, *more)])
    turn = pl.col("m").is_between(13, 31) & pl.col("d").is_between(1, 12)
    frame = _turn(frame.with_columns(turned=turn.fill_null(value=False)), turn)
    return _outcome(frame, latest)


def _parts(dates: pl.DataFrame) -> pl.DataFrame:
    """Take year, month and day from any writing."""
    frame = dates.with_columns(written=prepared(dates["text"]))
    frame = frame.with_columns(written=set_off(pl.col("written"))).with_columns(
        lunar=pl.col("written").str.contains(LUNAR).fill_null(value=False),
        written=pl.col("written").str.replace(LUNAR, "").str.strip_chars(" ("),
    )
    frame = _match(frame, _PATTERNS)
    bounded = pl.col("written").str.contains(_BOUND).fill_null(value=False)  # no year, a bound
    frame = frame.with_columns(y=pl.when(~bounded).then("y"))
    days = pl.col("written").str.extract(_SERIAL, 1).cast(pl.Int32, strict=False)
    counted = pl.date(1899, 12, 30) + pl.duration(days=days)
    frame = frame.with_columns(
        y=pl.coalesce("y", counted.dt.year()),
        m=pl.when(~pl.col("lunar")).then(pl.coalesce("m", counted.dt.month().cast(pl.Int32))),
        d=pl.when(~pl.col("lunar")).then(pl.coalesce("d", counted.dt.day().cast(pl.Int32))),
    )
    return _spelled_out(frame)


def _match(frame: pl.DataFrame, patterns: tuple[tuple[str, str], ...]) -> pl.DataFrame:
    """Add `y`, `m`, `d` by the first pattern that fits."""
    taken = frame.select(
        pl.col("written").str.extract_groups(pattern).alias(str(index))
        for index, (_, pattern) in enumerate(patterns)
    )
    found = []
    for index, (groups, _) in enumerate(patterns):
        group = pl.col(str(index)).struct
        parts = [
            (
                group.field(str(groups.index(part) + 1)).cast(pl.Int32, strict=False)
                if part in groups
                else _NUMBER
            ).alias(part)
            for part in "ymd"
        ]
        found.append(pl.when(group.field("1").is_not_null()).then(pl.struct(parts)))
    return frame.with_columns(taken.select(parts=pl.coalesce(found))).unnest("parts")


def _spelled_out(frame: pl.DataFrame) -> pl.DataFrame:
    """Read dates in words, one distinct text at a time: they are few."""
    words = (
        frame.filter(
            pl.col("y").is_null()
            & pl.col("text").str.contains(r"(?i)n[aă]m")
            & ~pl.col("text").str.contains(r"\d")
        )["text"]
        .unique()
        .sort()
    )
    folded = pl.DataFrame({"text": words}).with_columns(key=fold(pl.col("text")))
    read = {text: read_words(key) for text, key in folded.iter_rows()}
    found = [(text, *date) for text, date in read.items() if date]
    if not found:
        return frame
    schema = {"text": pl.String, "y": pl.Int32, "m": pl.Int32, "d": pl.Int32}
    return frame.update(pl.DataFrame(found, schema=schema, orient="row"), on="text", how="left")


def _whole_years(frame: pl.DataFrame, latest: int) -> pl.DataFrame:
    """Put a century to `short` years, of two digits: the later that there can be."""
    year = pl.col("y")
    written = pl.col("written").str
    short = (year < 100) & written.contains(r"\b\d{2}$") & ~written.contains(r"^\d{4}")
    short = short.fill_null(value=False)
    century = pl.when(year + 2000 <= latest).then(2000).otherwise(1900)
    return frame.with_columns(short=short, bare=written.contains(r"^\d{2}$")).with_columns(
        y=pl.when("short").then(year + century).otherwise(year)
    )


def _turn(frame: pl.DataFrame, where: pl.Expr) -> pl.DataFrame:
    """Exchange day and month in some rows."""
    return frame.with_columns(
        d=pl.when(where).then("m").otherwise("d"), m=pl.when(where).then("d").otherwise("m")
    )


def _outcome(parts: pl.DataFrame, latest: int) -> pl.DataFrame:
    """Tell a known part from an impossible one, and name the form."""
    year, month, day = pl.col("y"), pl.col("m"), pl.col("d")
    whole = year.is_not_null() & month.is_not_null() & day.is_not_null()
    # 1 January 1900 and the day before it: what programs store for no date at all.
    nothing = (year == 1900) & pl.col("first_day")
    sound = ~pl.col("form").is_in([BirthForm.INVALID, BirthForm.MISSING])
    # Of an impossible date the year is kept, but two digits may be the day.
    known = sound | ((pl.col("form") == BirthForm.INVALID) & ~pl.col("short"))
    return (
        parts.with_columns(
            y=pl.when(year.is_between(EARLIEST, latest)).then(year),
            m=pl.when(month > 0).then(month),
            d=pl.when((day > 0) & (month > 0)).then(day),
            first_day=(month + day).is_between(1, 2) & (month < 2) & (day < 2),
        )
        .with_columns(date=as_date(year, month, day))
        .with_columns(
            form=pl.when(pl.col("written").is_null() | pl.col("written").str.contains(_NOTHING))
            .then(pl.lit(BirthForm.MISSING))
            .when(nothing)
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
        .select(
            "value",
            "form",
            "short",
            "bare",
            *WRITING,
            year=pl.when(known).then(year).cast(pl.Int16),
            month=pl.when(sound).then(month).cast(pl.Int8),
            day=pl.when(sound).then(day).cast(pl.Int8),
            turned=pl.col("turned") & sound,
            date=pl.when(sound).then("date"),
        )
    )


def as_date(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Return the date of three numbers, null where one is missing or the calendar has none."""
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    short = pl.when(month.is_in([4, 6, 9, 11])).then(30).otherwise(31)
    last = pl.when(month != 2).then(short).when(leap).then(29).otherwise(28)
    known = month.is_between(1, 12) & day.is_between(1, last) & year.is_between(1, 9999)
    # An impossible date raises, so its parts are taken away first.
    return pl.date(*(pl.when(known).then(part) for part in (year, month, day)))
