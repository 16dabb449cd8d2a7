"""How a date is written: what tells the hands and programs apart that have filled in a column."""

from __future__ import annotations

from enum import IntEnum

import polars as pl

#: What `with_writing` adds: which `Writing`, whether its numbers have leading zeros (1), have none
#: (-1), have some (2) or need none (0), and the numbers at the places of the day and the month.
WRITING = ("writing", "padded", "at_day", "at_month")


class Writing(IntEnum):
    """How a date is written that another order could turn round: of one hand or program.

    Texts are told apart by the sign between the numbers and by the digits of the year.
    """

    ISO = 0  # also true dates of a spreadsheet
    NAMED = 1  # the month in letters, as spreadsheets show true dates
    YEAR_FIRST = 2
    CLOCK = 3  # a time of day behind it
    AMERICAN_CLOCK = 4
    STROKES = 10
    STROKES_SHORT = 11
    HYPHENS = 12
    HYPHENS_SHORT = 13
    POINTS = 14
    POINTS_SHORT = 15
    OTHER = 16  # blanks, commas, two signs
    OTHER_SHORT = 17


#: True dates of a spreadsheet, or shown as such.
TRUE = (Writing.ISO, Writing.NAMED)
#: Writings whose order no other writing beside them puts in doubt.
FIXED = (*TRUE, Writing.YEAR_FIRST)

#: Three numbers and signs between them.
_TURNABLE = (
    r"^(?:\d{1,2}\s*[-/.,_\s]\s*\d{1,2}\s*[-/.,_\s]\s*(?:\d{4}|\d{2})|"
    r"\d{4}\s*[-/._]\s*\d{1,2}\s*[-/._]\s*\d{1,2})$"
)
_TRUE_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}.*)?)?$"
#: A month in English or in Vietnamese.
_LETTERS = (
    r"(?i)\d[-\s/.,]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|th[aá]?n?g)|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[-\s]*\d"
)
#: A month in Roman letters: typed by people, and no spreadsheet reads it or shows a date so.
_ROMAN = r"(?i)\d\s*[-/.\s]\s*[ivx]+\s*[-/.\s]\s*\d"
#: A time of day behind the date, and the one that only an English program writes.
_CLOCK = r"\d[\sT,]+\d{1,2}:\d\d"
_AMERICAN_CLOCK = r"(?i)\d\s*[ap]\.?m\b"
_ZERO = r"^0\d|\D0\d\D"
_SINGLE = r"^\d\D|\D\d\D"


#: Writings by the sign on either side of the month.
_SIGNS = {"/": Writing.STROKES, "-": Writing.HYPHENS, ".": Writing.POINTS}
_PLACES = (
    pl.col("d").cast(pl.Int8, strict=False).alias("at_day"),
    pl.col("m").cast(pl.Int8, strict=False).alias("at_month"),
)


def is_text(writing: Writing) -> bool:
    """Whether people type dates so."""
    return writing >= Writing.STROKES


def with_writing_of_true(frame: pl.DataFrame) -> pl.DataFrame:
    """Add parts and `WRITING` to texts of the form `1980-05-03`, as `with_writing` would."""
    text = pl.col("text").str
    return frame.with_columns(
        _number(text.slice(0, 4)).alias("y"),
        _number(text.slice(5, 2)).alias("m"),
        _number(text.slice(8, 2)).alias("d"),
        writing=pl.lit(Writing.ISO, dtype=pl.UInt8),
        padded=pl.lit(0, dtype=pl.Int8),
    ).with_columns(_PLACES)


def with_writing_of_usual(frame: pl.DataFrame) -> pl.DataFrame:
    """Add parts and `WRITING` to texts of the form `3/5/1980`, as `with_writing` would.

    Nearly all dates are written so, and the places of their signs tell all that patterns would.
    """
    text = pl.col("text").str
    signs = "".join(_SIGNS)
    day, month = pl.col("day").str, pl.col("month").str
    single = (day.len_bytes() == 1) | (month.len_bytes() == 1)
    zero = ((day.len_bytes() == 2) & (pl.col("d") < 10)) | (
        (month.len_bytes() == 2) & (pl.col("m") < 10)
    )
    second = text.slice(-5, 1)
    first = pl.when(day.len_bytes() == 1).then(text.slice(1, 1)).otherwise(text.slice(2, 1))
    writing = pl.lit(Writing.OTHER)
    for sign, of_sign in _SIGNS.items():
        writing = pl.when((first == sign) & (second == sign)).then(int(of_sign)).otherwise(writing)
    return (
        frame.with_columns(
            day=text.slice(0, 2).str.strip_chars(signs),
            month=text.slice(-7, 2).str.strip_chars(signs),
        )
        .with_columns(
            _number(text.slice(-4, 4)).alias("y"),
            _number(pl.col("month")).alias("m"),
            _number(pl.col("day")).alias("d"),
        )
        .with_columns(writing=writing.cast(pl.UInt8), padded=_padded(zero, single).cast(pl.Int8))
        .drop("day", "month")
        .with_columns(_PLACES)
    )


def _padded(zero: pl.Expr, single: pl.Expr) -> pl.Expr:
    """Tell by whether a number has a leading zero, and one a single digit."""
    return pl.when(zero & single).then(2).when(zero).then(1).when(single).then(-1).otherwise(0)


def _number(text: pl.Expr) -> pl.Expr:
    return text.cast(pl.Int32, strict=False)


def with_writing(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `WRITING` to dates with `text`, `written` (without what stands round it), `y`, `m`, `d`.

    Null for what nothing can turn round.
    """
    text, written = pl.col("text"), pl.col("written")
    turnable = written.str.contains(_TURNABLE) & pl.all_horizontal(
        pl.col("y", "m", "d").is_not_null()
    )
    clock = text.str.contains(_CLOCK)
    writing = (
        pl.when(~turnable | text.str.contains(_ROMAN))
        .then(None)
        .when(text.str.contains(_TRUE_DATE))
        .then(pl.lit(Writing.ISO))
        .when(text.str.contains(_LETTERS))
        .then(pl.lit(Writing.NAMED))
        .when(written.str.contains(r"^\d{4}"))
        .then(pl.lit(Writing.YEAR_FIRST))
        .when(clock & text.str.contains(_AMERICAN_CLOCK))
        .then(pl.lit(Writing.AMERICAN_CLOCK))
        .when(clock)
        .then(pl.lit(Writing.CLOCK))
        .otherwise(_of_text(written))
    )
    zero, single = written.str.contains(_ZERO), written.str.contains(_SINGLE)
    padded = pl.when(pl.col("writing") < Writing.STROKES).then(0).otherwise(_padded(zero, single))
    return frame.with_columns(*_PLACES, writing=writing.cast(pl.UInt8)).with_columns(
        padded=padded.cast(pl.Int8)
    )


def _of_text(written: pl.Expr) -> pl.Expr:
    """Return the writing of a text by its sign and the digits of its year."""
    signs = written.str.replace_all(r"\d", "").str.replace_all(r"\s*([-/.])\s*", "${1}")
    sign = (
        pl.when(signs == "//")
        .then(pl.lit(Writing.STROKES))
        .when(signs == "--")
        .then(pl.lit(Writing.HYPHENS))
        .when(signs == "..")
        .then(pl.lit(Writing.POINTS))
        .otherwise(pl.lit(Writing.OTHER))
    )
    return sign + written.str.contains(r"\d{4}$").not_().cast(pl.Int32)
