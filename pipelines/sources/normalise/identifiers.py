"""Identification numbers: what a written number is, and the number itself where it can be known.

No digit is ever changed. Leading zeros that a spreadsheet dropped are put back and said.
Structure of the 12 digits: Luật Căn cước 2023, Điều 12 (province of birth registration, sex and
century, year, six random digits).
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.mention import IdForm
from pipelines.sources.normalise.distinct import each_by_distinct, is_empty
from pipelines.sources.normalise.text import NOTHING, fold

_TWELVE, _NINE = (rf"^[0-9]{{{n}}}$" for n in (12, 9))
_NO_PLACE = "000"  # no province and no issuing place has this code
#: Numbers that fill a field which may not stay empty.
_FILLERS = [
    *(digit * length for length in (12, 9) for digit in "123456789"),
    "123456789012", "012345678912", "012345678901", "123456789", "012345678", "987654321",
]  # fmt: skip
_NOTHING = rf"(?i)^(?:[-x./\\_*? ]*|khong|ko|k|chua|mat|{NOTHING}|0+)$"
#: Words that say whose number a cell has, where it is not the person's own.
_OF_ANOTHER = (
    r"(?i)(?:^|\b(?:của|số|cccd|cmnd|đdcn|thẻ)[\s:]*)"
    r"(?:(?:bố )?mẹ|bố|cha|chủ hộ|người giám hộ|phụ huynh)\b"
)
_KIND_BEFORE = r"(?i)(cccd|cmnd|cmt|cc|đdcn|vnm)([0-9])"
_SCIENTIFIC = r"^([0-9])(?:[.,]([0-9]+))?[eE]\+?0*([0-9]{1,2})$"
#: A whole CMND and some more digits: not one number in groups.
_TWO = r"^[^0-9]*[0-9]{9}[^0-9]+[0-9]{1,3}[^0-9]*$"
_LOOKALIKES = {"O": "0", "o": "0", "l": "1", "I": "1"}


def read_numbers(values: pl.Series) -> pl.DataFrame:
    """Return `person_id`, `old_id` and `id_form` of each written number.

    A cell with two numbers, or a number among words, gives the only number of its kind. Eleven
    digits have lost a leading zero.
    """
    return read_each_number([values])[0].drop("id_raw")


def read_each_number(columns: Sequence[pl.Series]) -> list[pl.DataFrame]:
    """`read_numbers` of several columns, with `id_raw`: the number as written, `clean`."""
    # Most numbers are digits and nothing else: only the others go the long way.
    plain = [_plain(column) for column in columns]
    others = [
        frame.select(pl.when(~(pl.col("twelve") | pl.col("nine"))).then("number")).to_series()
        for frame in plain
    ]
    read = each_by_distinct(others, _read)
    return [
        other if is_empty(frame["number"]) else _either(frame, other)
        for frame, other in zip(plain, read, strict=True)
    ]


def _plain(column: pl.Series) -> pl.DataFrame:
    """Tell which numbers are digits and nothing else: `number`, `twelve`, `nine`."""
    number = pl.col("number")
    frame = column.alias("number").to_frame()
    if is_empty(column):
        nothing = pl.lit(None, dtype=pl.Boolean)
        return frame.with_columns(twelve=nothing, nine=nothing)
    return frame.with_columns(twelve=is_twelve(number), nine=_is_whole(number, _NINE))


def _either(plain: pl.DataFrame, read: pl.DataFrame) -> pl.DataFrame:
    """Take plain numbers as they are, others as they were read."""
    form = pl.when("twelve").then(pl.lit(IdForm.TWELVE)).when("nine").then(pl.lit(IdForm.OLD))
    written = pl.when(pl.col("twelve") | pl.col("nine"))
    return pl.concat([plain, read], how="horizontal").select(
        pl.when("twelve").then("number").otherwise("person_id").alias("person_id"),
        pl.when("nine").then("number").otherwise("old_id").alias("old_id"),
        form.otherwise("id_form").alias("id_form"),
        written.then("number").otherwise("id_raw").alias("id_raw"),
    )


def is_twelve(number: pl.Expr) -> pl.Expr:
    """Whether a number is written as its twelve digits and nothing else."""
    return _is_whole(number, _TWELVE)


def _is_whole(number: pl.Expr, pattern: str) -> pl.Expr:
    placed = number.str.contains(pattern) & ~number.str.starts_with(_NO_PLACE)
    return placed & ~number.is_in(_FILLERS)


def _read(numbers: pl.DataFrame) -> pl.DataFrame:
    prepared = (
        numbers.with_columns(
            first=pl.col("text").str.extract(_SCIENTIFIC, 1),
            rest=pl.col("text").str.extract(_SCIENTIFIC, 2),
            exponent=pl.col("text").str.extract(_SCIENTIFIC, 3).cast(pl.UInt32, strict=False),
        )
        # Scientific form whose mantissa still holds every digit.
        .with_columns(
            bare=pl.when(
                pl.col("exponent").is_between(8, 11)
                & (pl.col("rest").str.len_bytes() == pl.col("exponent"))
            )
            .then(pl.col("first") + pl.col("rest"))
            .otherwise(pl.col("text").str.replace(r"^('?[0-9]{8,})[.,]0+$", "${1}"))
        )
        .with_columns(
            squeezed=pl.when(pl.col("bare").str.contains(_TWO))
            .then("bare")
            .otherwise(pl.col("bare").str.replace_all(r"[\s.,'\"_-]", ""))
        )
        .with_columns(
            digits=pl.when(pl.col("squeezed").str.contains(r"^[0-9OoIl]{8,12}$"))
            .then(_without_lookalikes(pl.col("squeezed")))
            .otherwise(pl.col("squeezed")),
            twelve=_alone(12),
            nine=_alone(9),
        )
        .with_columns(
            length=pl.when(
                pl.col("digits").str.contains(r"^[0-9]+$") & _is_somebodys(pl.col("digits"))
            )
            .then(pl.col("digits").str.len_bytes())
            .otherwise(0),
            twelve=pl.when(pl.col("twelve").list.len() == 1).then(pl.col("twelve").list.first()),
            nine=pl.when(pl.col("nine").list.len() == 1).then(pl.col("nine").list.first()),
        )
    )
    return _decide(prepared).select("value", "person_id", "old_id", "id_form", id_raw="text")


def _is_somebodys(digits: pl.Expr) -> pl.Expr:
    """Whether digits can be a number: neither a filler nor of a place 000."""
    whole = digits.str.len_bytes().is_in([9, 12])
    return ~(digits.is_in(_FILLERS) | (whole & digits.str.starts_with(_NO_PLACE)))


def _alone(length: int) -> pl.Expr:
    """Return the distinct numbers of so many digits that stand alone in the text."""
    parted = pl.col("bare").str.replace_all(_KIND_BEFORE, "${1} ${2}")
    own = pl.when(~pl.col("bare").str.contains(_OF_ANOTHER)).then(parted)
    found = own.str.extract_all(rf"\b[0-9]{{{length}}}\b").list.unique()
    return found.list.eval(pl.element().filter(_is_somebodys(pl.element())))


def _without_lookalikes(text: pl.Expr) -> pl.Expr:
    for letter, digit in _LOOKALIKES.items():
        text = text.str.replace_all(letter, digit, literal=True)
    return text


def _decide(prepared: pl.DataFrame) -> pl.DataFrame:
    digits, length = pl.col("digits"), pl.col("length")
    padded = ~digits.str.starts_with("0")
    lost_zero = (length == 11) & padded
    form = (
        pl.when(pl.col("text").is_null() | fold(pl.col("text")).str.contains(_NOTHING))
        .then(pl.lit(IdForm.MISSING))
        .when((length == 12) & (pl.col("value") == digits))
        .then(pl.lit(IdForm.TWELVE))
        .when(length == 12)
        .then(pl.lit(IdForm.PUNCTUATED))
        .when(lost_zero)
        .then(pl.lit(IdForm.LOST_ZERO))
        .when(length == 9)
        .then(pl.lit(IdForm.OLD))
        .when((length == 8) & padded)
        .then(pl.lit(IdForm.OLD_LOST_ZERO))
        .when(pl.col("exponent").is_not_null())
        .then(pl.lit(IdForm.IRRECOVERABLE))
        .when(pl.col("twelve").is_not_null())
        .then(pl.lit(IdForm.PUNCTUATED))
        .when(pl.col("nine").is_not_null())
        .then(pl.lit(IdForm.OLD))
        .otherwise(pl.lit(IdForm.MALFORMED))
    )
    nothing = pl.col("id_form") == IdForm.MISSING
    return prepared.with_columns(id_form=form).with_columns(
        person_id=pl.when(nothing)
        .then(None)
        .when(length == 12)
        .then(digits)
        .when(lost_zero)
        .then(digits.str.zfill(12))
        .otherwise(pl.col("twelve")),
        old_id=pl.when(nothing)
        .then(None)
        .when((length == 9) | ((length == 8) & padded))
        .then(digits.str.zfill(9))
        .otherwise(pl.when(length != 12).then("nine")),
    )


def number_sex(person_id: pl.Expr) -> pl.Expr:
    """Sex that the fourth digit says: even male, odd female."""
    digit = person_id.str.slice(3, 1).cast(pl.UInt8, strict=False)
    return pl.when(digit % 2 == 0).then(pl.lit("male")).when(digit % 2 == 1).then(pl.lit("female"))


def number_birth_year(person_id: pl.Expr) -> pl.Expr:
    """Year of birth that digits four to six say."""
    century = person_id.str.slice(3, 1).cast(pl.Int16, strict=False) // 2
    return 1900 + 100 * century + person_id.str.slice(4, 2).cast(pl.Int16, strict=False)


def contradicts(person_id: pl.Expr, sex: pl.Expr, birth_year: pl.Expr) -> pl.Expr:
    """Whether a number's digits say another sex or year; what is unknown contradicts nothing."""
    return (number_sex(person_id) != sex).fill_null(value=False) | (
        number_birth_year(person_id) != birth_year
    ).fill_null(value=False)
