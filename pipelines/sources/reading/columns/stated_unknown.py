"""What a header says is written for a day or month that nobody knows: `(không rõ ghi 01/01)`."""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl

from pipelines.sources.declaration import FIRST_IS_UNKNOWN, YEAR_ALONE, Field
from pipelines.sources.reading.headers.fold import fold
from pipelines.sources.reading.sheet import ColumnUnderstanding, Notice, field_name

_BORN = frozenset(
    {
        Field.BIRTH_DATE, Field.BIRTH_DAY, Field.BIRTH_MONTH, Field.BIRTH_YEAR,
        Field.BIRTH_YEAR_MALE, Field.BIRTH_YEAR_FEMALE, Field.FULL_NAME,
    }
)  # fmt: skip
#: Columns that say themselves, row by row, what of a date is known.
_SAYS_ITSELF = frozenset({Field.BIRTH_PRECISION, Field.BIRTH_DAY_FLAG, Field.BIRTH_MONTH_FLAG})
_UNKNOWN = (
    r"(?:(?:khong|ko|chua|neu k)(?: the)? (?:ro|nho|biet|xac dinh|co)(?: ro| duoc| chinh xac)*"
    r"|chi (?:co|biet|nho|ro) nam(?: sinh)?|unknown)"
)
_OF_DATE = r"(?: (?:ngay|thang|nam|sinh|va|hoac))*"
_WRITE = r"(?:ghi|dien|de|nhap|lay|viet|danh|la|use|write)"
_NUMBERS = r"(\d+(?: \d+)*)"
_STATED = (
    re.compile(
        rf"\b{_UNKNOWN}{_OF_DATE}(?: thi)? {_WRITE}(?: (?:la|so|chung|ngay|thang|nam))*"
        rf" {_NUMBERS}\b"
    ),
    # Without a word for writing only a date: a number alone may be the column's own.
    re.compile(rf"\b{_UNKNOWN}{_OF_DATE}(?: thi)? (\d\d? \d\d?)\b"),
    re.compile(rf"\b{_WRITE}(?: (?:la|so|ngay|thang))* {_NUMBERS}(?: (?:neu|khi))? {_UNKNOWN}\b"),
    re.compile(rf"\b{_NUMBERS} (?:neu|khi|la) {_UNKNOWN}\b"),
)
#: Years that forms write for an unknown one; others are an example of how to write a year.
_YEARS = (1900, 1901)
_LAST_DAY = 31


def stated(header: str) -> tuple[int, ...]:
    """Numbers that a header says are written for what is not known; empty where it says none."""
    words = fold(header)
    for pattern in _STATED:
        if found := pattern.search(words):
            return tuple(map(int, found[1].split()))
    return ()


def problems(columns: Iterable[ColumnUnderstanding]) -> list[str]:
    """Tell of stated numbers that are nobody's 1 or 0: a known date would be lost among them."""
    return [
        f"tiêu đề cột {c.position} «{c.header}» nói ngày, tháng, năm không rõ ghi một số khác 0 và "
        "1, nên không phân biệt được với ngày sinh thật; đề nghị cơ quan để trống (hoặc ghi 0) "
        "phần không rõ và sửa tiêu đề"
        for c in columns
        if c.field in _BORN
        and any(1 < number <= _LAST_DAY or number in _YEARS for number in stated(c.header))
    ]


def with_precision(
    fields: pl.DataFrame, columns: tuple[ColumnUnderstanding, ...]
) -> tuple[pl.DataFrame, list[Notice]]:
    """Add to each person the code of precision that the headers of the date of birth state.

    A zero needs no code, it is unknown anyway. A sheet that says of each row what is known is
    left as it is.
    """
    codes: dict[str, str] = {}
    says_itself = {c.role for c in columns if c.field in _SAYS_ITSELF}
    for column in columns:
        numbers = stated(column.header) if column.field in _BORN else ()
        if column.role in says_itself or set(numbers) != {1}:
            continue
        name = field_name(Field.BIRTH_PRECISION, column.role)
        # One number is the day's and the month's alike; two are one date, 1 January.
        codes[name] = FIRST_IS_UNKNOWN if len(numbers) == 1 else codes.get(name, YEAR_ALONE)
    if not codes or fields.is_empty():
        return fields, []
    message = "Tiêu đề nói ngày, tháng sinh không rõ ghi 1: các ô ấy chỉ được dùng phần còn lại."
    told = Notice("stated_unknown", fields.height, message)
    return fields.with_columns(pl.lit(code).alias(name) for name, code in codes.items()), [told]
