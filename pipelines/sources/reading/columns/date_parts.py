"""A date of birth in several columns: day, month and year, or day with month beside the year."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.sources.declaration import Field
from pipelines.sources.reading.columns.contents import Profile
from pipelines.sources.reading.columns.guess import Guess
from pipelines.sources.reading.headers.meaning import NOTHING

#: Part of a date → the word for it in a header, and the share of cells that can be one.
_PARTS: dict[Field, tuple[str, Callable[[Profile], float]]] = {
    Field.BIRTH_DAY: ("ngay", lambda seen: seen.day),
    Field.BIRTH_MONTH: ("thang", lambda seen: seen.month),
    Field.BIRTH_YEAR: ("nam", lambda seen: seen.year),
}
_NO_YEAR = re.compile(r"\bngay(?: va)? thang(?: sinh)?$")
#: Shares of cells.
_HALF, _MOST, _PLAINLY, _ALL = 0.5, 0.7, 0.8, 0.95
_BEYOND = 0.1  # share of days after the 12th that is too large for mistakes
_UNSAID = 0.75  # confidence in what no header says


def join_named(guesses: list[Guess]) -> None:
    """Join columns that all say they are of birth: `ns_ngay`, `ns_thang`, `ns_nam`."""
    for role in {g.reading.role for g in guesses if g.reading.field is Field.BIRTH_DATE}:
        births = [g for g in guesses if g.key == (Field.BIRTH_DATE, role)]
        parts = {
            field: [g for g in births if word in g.words.split() and share(g.seen) >= _PLAINLY]
            for field, (word, share) in _PARTS.items()
        }
        if len(births) != len(parts) or any(len(able) != 1 for able in parts.values()):
            continue
        for field, (guess,) in parts.items():
            guess.become(field, role, f"{guess.evidence}; ngày, tháng, năm sinh ở ba cột")


def join_day_and_month(guesses: list[Guess]) -> None:
    """Join day and month in one column to the year in another: `15/3` | `1965`."""
    for guess in guesses:
        field, role = guess.key
        if field is not Field.BIRTH_DATE or not (
            guess.seen.day_month >= _HALF
            or (guess.seen.full_date >= _HALF and _NO_YEAR.search(guess.words))
        ):
            continue
        years = [
            g for g in guesses
            if g is not guess and g.reading.role == role and g.seen.year >= _PLAINLY
            and g.reading.field in (Field.BIRTH_DATE, Field.BIRTH_YEAR)
        ]  # fmt: skip
        if len(years) == 1:
            years[0].become(Field.BIRTH_YEAR, role, f"{years[0].evidence}; ô là năm")
            guess.become(Field.BIRTH_DAY, role, f"{guess.evidence}; ô là ngày, tháng")


def join_to_month(birth: Guess) -> None:
    """Take a column that is headed as the birth for day or year: the month has its own column."""
    if is_day(birth):
        birth.become(Field.BIRTH_DAY, birth.reading.role, f"{birth.evidence}; ô là ngày 1–31")
    elif birth.seen.year >= _MOST:  # under the last rows of a short list stand signatures
        birth.become(Field.BIRTH_YEAR, birth.reading.role, f"{birth.evidence}; ô là năm")


def is_day(birth: Guess) -> bool:
    """Whether a column headed as the birth holds the day alone."""
    return birth.seen.day >= _MOST


def join_silent_before(birth: Guess, guesses: list[Guess]) -> None:
    """Join two silent columns before a year to it: days go beyond 12, months do not."""
    if birth.seen.year < _ALL or birth.at < 2:
        return
    day, month = guesses[birth.at - 2 : birth.at]
    silent = all(
        g.reading.field is Field.IGNORED and g.reading.confidence <= NOTHING and not g.reading.said
        for g in (day, month)
    )
    if silent and month.seen.month >= _ALL and day.seen.day >= _ALL > day.seen.month + _BEYOND:
        why = "tiêu đề lạ; nhận theo nội dung: ngày | tháng | năm ở ba cột liền nhau"
        for field, guess in zip(_PARTS, (day, month, birth), strict=True):
            guess.become(field, birth.reading.role, why, _UNSAID)
