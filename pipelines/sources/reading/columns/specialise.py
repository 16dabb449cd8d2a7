"""What a header that can mean several things means over these cells."""

from __future__ import annotations

import re

import polars as pl

from pipelines.sources.declaration import COLUMNS_OF, Field, Source
from pipelines.sources.reading.columns.contents import CONTRADICTS, share_of
from pipelines.sources.reading.columns.date_parts import (
    join_day_and_month,
    join_named,
    join_to_month,
)
from pipelines.sources.reading.columns.guess import Guess
from pipelines.sources.reading.columns.readable import SAME, agreement
from pipelines.sources.reading.headers.lexicon import Who
from pipelines.sources.reading.headers.meaning import MISSPELT, NOTHING
from pipelines.sources.reading.headers.roles import NAMES, resolve

_ENOUGH_CELLS = 15


def specialise(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Let contents decide between meanings that one header can have."""
    join_named(guesses)
    _middle_with_given(guesses)
    _told_in_a_cell(source, guesses)
    # A column of kinds of people (`Đối tượng`) does not stand for their names.
    keys = {
        g.key
        for g in guesses
        if g.reading.field is not Field.FULL_NAME
        or share_of(Field.FULL_NAME, g.seen) >= CONTRADICTS
    }
    _exchanged(guesses, data)
    join_day_and_month(guesses)
    _year_alone(guesses, keys)
    _label_of_code(guesses)
    for at, guess in enumerate(guesses):
        after = guesses[at + 1] if at + 1 < len(guesses) else None
        if guess.reading.field is Field.FULL_NAME and after is not None:
            _split_name(guess, after)
        _date_or_its_precision(guess, keys)
        _code_under_id(guess)
        _specialise_one(source, guess, keys)
        _name_before_the_rest(guess, keys)
    _day_of_event(guesses, {g.key for g in guesses})


def _middle_with_given(guesses: list[Guess]) -> None:
    """Take `Tên đệm và tên` for the given name where the surname has its own column before it."""
    surnames = {
        g.reading.role: g.at
        for g in reversed(guesses)
        if g.reading.field is Field.FAMILY_NAME and g.words == "ho"
    }
    whole = {g.reading.role for g in guesses if g.reading.field in _WITH_GIVEN}
    for guess in guesses:
        field, role = guess.key
        parted = _MIDDLE_AND_GIVEN.search(guess.words) and role not in whole
        if field is Field.FAMILY_NAME and parted and guess.at > surnames.get(role, guess.at):
            guess.become(Field.GIVEN_NAME, role, f"{guess.evidence}; họ ở cột trước")


_WITH_GIVEN = (Field.FULL_NAME, Field.GIVEN_NAME)
_MIDDLE_AND_GIVEN = re.compile(r"\b(?:dem|lot) (?:va )?ten$")


def _told_in_a_cell(source: Source, guesses: list[Guess]) -> None:
    """Take cells that tell of a person under a header that only says who: `Thông tin bên nam`."""
    named = {g.reading.role for g in guesses if g.reading.field in NAMES}
    for guess in guesses:
        reading = guess.reading
        unread = reading.field is Field.IGNORED and reading.confidence <= NOTHING
        if not (guess.told and unread) or reading.who in (Who.UNSAID, Who.OTHER):
            continue
        field, role = resolve(source, Field.FULL_NAME, reading.who)
        if field is Field.FULL_NAME and role not in named and share_of(field, guess.seen) >= _NAMED:
            why = f"tiêu đề «{guess.header}» nêu người; mỗi ô kể về một người"
            guess.become(field, role, why, _DOUBTFUL)


def _exchanged(guesses: list[Guess], data: pl.DataFrame) -> None:
    """Exchange number and date of birth where their headers stand over each other's cells.

    Only where the cells leave no doubt: each column is all of what the other header says, and the
    years in the numbers are those of the dates.
    """
    for number in guesses:
        role = number.reading.role
        births = [g for g in guesses if g.key == (Field.BIRTH_DATE, role)]
        if number.reading.field is not Field.ID_NUMBER or len(births) != 1:
            continue
        birth = births[0]
        dated = number.seen.full_date + number.seen.year + number.seen.part_date >= _PLAINLY
        numbered = birth.seen.number >= _PLAINLY and birth.seen.twelve > 0
        if not dated or not numbered:
            continue
        if (agreement(data.to_series(birth.at), data.to_series(number.at)) or 0.0) >= SAME:
            why = "tiêu đề hai cột ghi nhầm chỗ cho nhau; năm sinh trong số định danh khớp"
            number.become(Field.BIRTH_DATE, role, f"«{number.header}»: {why}", _DOUBTFUL)
            birth.become(Field.ID_NUMBER, role, f"«{birth.header}»: {why}", _DOUBTFUL)


def _year_alone(guesses: list[Guess], keys: set[tuple[Field, str]]) -> None:
    """Take `Năm` for a year of birth only where day and month, or contents, speak for it."""
    for guess in guesses:
        field, role = guess.key
        bare = field is Field.BIRTH_YEAR and "sinh" not in guess.words
        if not bare or {(Field.BIRTH_MONTH, role), (Field.BIRTH_DAY, role)} & keys:
            continue
        if (Field.BIRTH_DATE, role) in keys:
            guess.drop("năm của sổ, không phải năm sinh: đã có cột ngày sinh")
        elif guess.seen.cells >= _ENOUGH_CELLS and guess.seen.distinct < 0.05:
            guess.drop(
                "năm của sổ, không phải năm sinh: hầu như không đổi từ dòng này sang dòng khác"
            )


def _day_of_event(guesses: list[Guess], keys: set[tuple[Field, str]]) -> None:
    """Leave whole dates under a bare `Ngày` aside where the date of birth has its own column."""
    for guess in guesses:
        field, role = guess.key
        if field is not Field.BIRTH_DAY or keys.isdisjoint((f, role) for f in _BIRTHS):
            continue
        if guess.seen.full_date >= 0.5 and "sinh" not in guess.words:
            guess.drop("ngày của việc khác: đã có cột ngày sinh")


def _label_of_code(guesses: list[Guess]) -> None:
    """Tell the code of a line of the report from its wording."""
    codes = [g for g in guesses if g.reading.field is Field.INDICATOR_CODE]
    worded = [g for g in codes if g.seen.several_words >= 0.5]
    if len(codes) > 1 and len(worded) == len(codes) - 1:
        for guess in worded:
            guess.become(Field.LABEL, "", f"{guess.evidence}; ô là lời, mã ở cột khác")


def _date_or_its_precision(guess: Guess, keys: set[tuple[Field, str]]) -> None:
    """Take dates under `Ngày sinh (hoặc chỉ năm sinh)` for what they are."""
    field, role = guess.key
    if field is not Field.BIRTH_PRECISION or not keys.isdisjoint((f, role) for f in _BIRTHS):
        return
    if guess.seen.full_date + guess.seen.year >= 0.6:
        guess.become(Field.BIRTH_DATE, role, f"{guess.evidence}; ô là ngày hoặc năm")


def _specialise_one(source: Source, guess: Guess, keys: set[tuple[Field, str]]) -> None:
    field, role = guess.key
    seen = guess.seen
    match field:
        case Field.BIRTH_DATE if (Field.BIRTH_MONTH, role) in keys:
            join_to_month(guess)
        case Field.SEX_MALE | Field.SEX_FEMALE if seen.year + seen.full_date >= 0.6:
            parted = (Field.BIRTH_MONTH, role) in keys  # `Ngay`, `Thang`, `Nam`: the last is a year
            both = (Field.SEX_FEMALE, role) in keys and not parted
            year = _YEAR_UNDER[field] if both else Field.BIRTH_YEAR
            guess.become(year, role, f"{guess.evidence}; ô là năm")
        case Field.OLD_ID if (Field.ID_NUMBER, role) not in keys:
            guess.become(Field.ID_NUMBER, role, f"{guess.evidence}; là cột số giấy tờ duy nhất")
        case Field.GIVEN_NAME if seen.several_words >= 0.5 and keys.isdisjoint(
            {(Field.FAMILY_NAME, role), (Field.FULL_NAME, role)}
        ):
            guess.become(Field.FULL_NAME, role, f"{guess.evidence}; ô có cả họ và tên")
        case Field.FULL_NAME if (Field.FAMILY_NAME, role) in keys and seen.several_words <= 0.15:
            guess.become(Field.GIVEN_NAME, role, f"{guess.evidence}; họ, chữ đệm ở cột khác")
        case Field.ID_NUMBER if seen.ten >= 0.8 and seen.twelve < 0.05:
            if _may_be_code(source, guess, keys):
                guess.become(Field.RECORD_CODE, "", f"{guess.evidence}; ô là mã 10 chữ số")
        case _:
            pass


def _name_before_the_rest(guess: Guess, keys: set[tuple[Field, str]]) -> None:
    """Take cells that begin with a name for names, where the header asks several things."""
    field, role = guess.key
    if field not in (Field.ID_NUMBER, Field.BIRTH_DATE) or (Field.FULL_NAME, role) in keys:
        return
    named = share_of(Field.FULL_NAME, guess.seen) >= _NAMED > share_of(field, guess.seen)
    if named and (guess.told or _ASKS_NAME.search(guess.words)):
        why = f"tiêu đề «{guess.header}» hỏi nhiều điều; ô bắt đầu là tên"
        guess.become(Field.FULL_NAME, role, why)


def _code_under_id(guess: Guess) -> None:
    """Leave codes aside under headers that ask a bare `ID` of somebody: `MEMBER_ID`."""
    unsure = guess.reading.field is Field.ID_NUMBER and guess.reading.confidence <= MISSPELT
    if unsure and _BARE_ID.search(guess.words) and guess.seen.twelve < _SOME:
        guess.drop(f"{guess.evidence}, nhưng ô là mã khác")


def _may_be_code(source: Source, guess: Guess, keys: set[tuple[Field, str]]) -> bool:
    """Whether ten digits may be the list's own code: it has one, unfound, and no header objects."""
    declared = any(column.field is Field.RECORD_CODE for column in source.columns)
    named = _PERSONAL_NUMBER.search(guess.words)
    return declared and (Field.RECORD_CODE, "") not in keys and not named


_NAMED = 0.5  # share of cells that begin with a name
_BARE_ID, _SOME = re.compile(r" id$"), 0.3
_PLAINLY, _DOUBTFUL = 0.8, 0.75
_ASKS_NAME = re.compile(r"\bho (?:va )?ten\b")
#: Headers that leave no doubt: ten digits under them are numbers that lost their zeros.
_PERSONAL_NUMBER = re.compile(r"cccd|can cuoc|cmnd|cmt|giay to|ddcn|dinh danh ca nhan|ho chieu")
_BIRTHS = COLUMNS_OF[Field.BIRTH_DATE]
_YEAR_UNDER = {
    Field.SEX_MALE: Field.BIRTH_YEAR_MALE,
    Field.SEX_FEMALE: Field.BIRTH_YEAR_FEMALE,
}


def _split_name(guess: Guess, after: Guess) -> None:
    """Split a name written in two columns under one merged header."""
    silent = not after.header or after.header == guess.header
    single = after.seen.words >= 0.9 and after.seen.several_words <= 0.15 and after.seen.cells > 0
    single = single and after.seen.sex < _PLAINLY  # `Nam`, `Nữ`: some are called so, not all
    if silent and single and after.seen.filled > 0.8 * guess.seen.filled:
        role = guess.reading.role
        why = "tiêu đề họ tên gộp trên hai cột: họ, chữ đệm | tên"
        guess.become(Field.FAMILY_NAME, role, why)
        after.become(Field.GIVEN_NAME, role, why, guess.confidence)
