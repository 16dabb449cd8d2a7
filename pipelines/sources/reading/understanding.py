"""From headers and contents to the meaning of every column, or to a question for the officer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.contents import Profile, describe, fit, profiles
from pipelines.sources.reading.fold import fold
from pipelines.sources.reading.guess import Guess
from pipelines.sources.reading.meaning import NOT_NEEDED, NOTHING, main_role, read_header
from pipelines.sources.reading.readable import of_others, readable
from pipelines.sources.reading.sheet import ColumnUnderstanding
from pipelines.sources.reading.vocabulary import Who
from pipelines.sources.reading.whose import place

THRESHOLD = 0.6
_FITS, _CONTRADICTS, _ENOUGH_CELLS, _ENOUGH_PAIRS = 0.5, 0.2, 5, 15

#: Fields that say who a person is: a doubt about them stops the file.
NEEDED = frozenset(
    {
        Field.FULL_NAME, Field.FAMILY_NAME, Field.GIVEN_NAME, Field.BIRTH_DATE, Field.BIRTH_DAY,
        Field.BIRTH_MONTH, Field.BIRTH_YEAR, Field.ID_NUMBER, Field.SEX,
        Field.INDICATOR_CODE, Field.TARGET_TOTAL,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Understanding:
    """All columns of a sheet, and what keeps it from being read."""

    guesses: tuple[Guess, ...]
    problems: tuple[str, ...]

    def columns(self, first_column: int) -> tuple[ColumnUnderstanding, ...]:
        """As the file's report shows them."""
        return tuple(
            ColumnUnderstanding(
                g.at + first_column, g.header, g.reading.field, g.reading.role,
                round(g.confidence, 2), g.evidence,
            )
            for g in self.guesses
        )  # fmt: skip


def understand(source: Source, headers: tuple[str, ...], data: pl.DataFrame) -> Understanding:
    """Decide what every column means.

    Parameters
    ----------
    data
        The data rows, text columns only, in the order of `headers`.
    """
    guesses = []
    for at, (header, seen) in enumerate(zip(headers, profiles(data), strict=True)):
        reading = read_header(source, header)
        guesses.append(Guess(at, header, reading, seen, reading.confidence, reading.why))
    place(source, guesses, data)
    _specialise(source, guesses)
    _weigh(guesses, data)
    _number_against_birth(guesses, data)
    problems = _fill_silent(source, guesses, data)
    problems += _settle_rivals(guesses, data)
    problems += _doubts(guesses)
    problems += _missing(source, guesses)
    return Understanding(tuple(guesses), tuple(dict.fromkeys(problems)))


def _specialise(source: Source, guesses: list[Guess]) -> None:
    """Let contents decide between meanings that one header can have."""
    # A column of kinds of people (`Đối tượng`) does not stand for their names.
    keys = {
        g.key
        for g in guesses
        if g.reading.field is not Field.FULL_NAME
        or (fit(Field.FULL_NAME, g.seen) or 0.0) >= _CONTRADICTS
    }
    _year_alone(guesses, keys)
    _label_of_code(guesses)
    for at, guess in enumerate(guesses):
        after = guesses[at + 1] if at + 1 < len(guesses) else None
        if guess.reading.field is Field.FULL_NAME and after is not None:
            _split_name(guess, after)
        _specialise_one(source, guess, keys)


def _year_alone(guesses: list[Guess], keys: set[tuple[Field, str]]) -> None:
    """Take `Năm` for a year of birth only where day and month, or contents, speak for it."""
    for guess in guesses:
        field, role = guess.key
        bare = field is Field.BIRTH_YEAR and "sinh" not in fold(guess.header)
        if not bare or {(Field.BIRTH_MONTH, role), (Field.BIRTH_DAY, role)} & keys:
            continue
        if (Field.BIRTH_DATE, role) in keys:
            guess.drop("năm của sổ, không phải năm sinh: đã có cột ngày sinh")
        elif guess.seen.cells >= _ENOUGH_PAIRS and guess.seen.distinct < 0.05:
            guess.drop(
                "năm của sổ, không phải năm sinh: hầu như không đổi từ dòng này sang dòng khác"
            )


def _label_of_code(guesses: list[Guess]) -> None:
    """Tell the code of a line of the report from its wording."""
    codes = [g for g in guesses if g.reading.field is Field.INDICATOR_CODE]
    worded = [g for g in codes if g.seen.several_words >= 0.5]
    if len(codes) > 1 and len(worded) == len(codes) - 1:
        for guess in worded:
            guess.become(Field.LABEL, "", f"{guess.evidence}; ô là lời, mã ở cột khác")


def _specialise_one(source: Source, guess: Guess, keys: set[tuple[Field, str]]) -> None:
    field, role = guess.key
    seen = guess.seen
    match field:
        case Field.BIRTH_DATE if (Field.BIRTH_MONTH, role) in keys:
            if seen.day >= 0.7:
                guess.become(Field.BIRTH_DAY, role, f"{guess.evidence}; ô là ngày 1–31")
            elif seen.year >= 0.9:
                guess.become(Field.BIRTH_YEAR, role, f"{guess.evidence}; ô là năm")
        case Field.SEX_MALE | Field.SEX_FEMALE if seen.year + seen.full_date >= 0.6:
            year = _YEAR_UNDER[field] if (Field.SEX_FEMALE, role) in keys else Field.BIRTH_YEAR
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


def _may_be_code(source: Source, guess: Guess, keys: set[tuple[Field, str]]) -> bool:
    """Whether ten digits may be the list's own code: it has one, unfound, and no header objects."""
    declared = any(column.field is Field.RECORD_CODE for column in source.columns)
    named = _PERSONAL_NUMBER.search(fold(guess.header))
    return declared and (Field.RECORD_CODE, "") not in keys and not named


#: Headers that leave no doubt: ten digits under them are numbers that lost their zeros.
_PERSONAL_NUMBER = re.compile(r"cccd|can cuoc|cmnd|cmt|giay to|ddcn|dinh danh ca nhan|ho chieu")
_YEAR_UNDER = {
    Field.SEX_MALE: Field.BIRTH_YEAR_MALE,
    Field.SEX_FEMALE: Field.BIRTH_YEAR_FEMALE,
}


def _split_name(guess: Guess, after: Guess) -> None:
    """Split a name written in two columns under one merged header."""
    silent = not after.header or after.header == guess.header
    single = after.seen.words >= 0.9 and after.seen.several_words <= 0.15 and after.seen.cells > 0
    if silent and single and after.seen.filled > 0.8 * guess.seen.filled:
        role = guess.reading.role
        why = "tiêu đề họ tên gộp trên hai cột: họ, chữ đệm | tên"
        guess.become(Field.FAMILY_NAME, role, why)
        after.become(Field.GIVEN_NAME, role, why, guess.confidence)


def _weigh(guesses: list[Guess], data: pl.DataFrame) -> None:
    """Raise or lower the confidence by what the cells are."""
    for guess in guesses:
        field = guess.reading.field
        fits = fit(field, guess.seen)
        if field is Field.IGNORED or fits is None or guess.seen.cells < _ENOUGH_CELLS:
            continue
        said = describe(guess.seen)
        if fits < _FITS and (share := readable(field, data.to_series(guess.at))) > fits:
            fits, said = share, f"{share * 100:.0f}% ô có dữ liệu đọc được"
        if fits >= _FITS:
            guess.confidence = min(0.99, guess.confidence + 0.15 * fits)
            guess.evidence = f"{guess.evidence}; {said}"
        elif fits < _CONTRADICTS:
            guess.confidence = min(guess.confidence, 0.3)
            guess.evidence = f"{guess.evidence}; nhưng nội dung trái với tiêu đề: {said}"
        else:
            guess.confidence = max(THRESHOLD, guess.confidence - 0.15)
            guess.evidence = f"{guess.evidence}; {said}"


def _number_against_birth(guesses: list[Guess], data: pl.DataFrame) -> None:
    """Doubt a number that is of another person than the date of birth: its digits 5-6 differ."""
    years = (Field.BIRTH_DATE, Field.BIRTH_YEAR)
    births_of: dict[str, Guess] = {}
    for guess in guesses:
        if guess.reading.field in years:
            births_of.setdefault(guess.reading.role, guess)
    for number in guesses:
        birth = births_of.get(number.reading.role)
        if number.reading.field is not Field.ID_NUMBER or birth is None:
            continue
        if of_others(data.to_series(number.at), data.to_series(birth.at)):
            number.confidence = min(number.confidence, 0.3)
            why = "nhưng năm sinh trong số định danh trái với cột ngày sinh"
            number.evidence = f"{number.evidence}; {why}"


def _strong(field: Field, seen: Profile) -> bool:
    """Whether cells alone identify a column without a header."""
    if seen.cells < 3:
        return False
    match field:
        case Field.FULL_NAME:
            return seen.name >= 0.6 and seen.place < 0.3 and seen.distinct > 0.3
        case Field.ID_NUMBER:
            return seen.number >= 0.8 and seen.twelve >= 0.3
        case Field.BIRTH_DATE:
            return seen.full_date + seen.year + seen.part_date >= 0.85
        case Field.SEX:
            return seen.sex >= 0.95
        case Field.ADDRESS:
            return seen.place >= 0.7 and seen.name < 0.3
        case _:
            return False


def _fill_silent(source: Source, guesses: list[Guess], data: pl.DataFrame) -> list[str]:
    """Identify columns with a silent or unknown header by their contents."""
    role = main_role(source)
    if role is None or source.kind == "targets":
        return []
    problems = []
    keys = {guess.key for guess in guesses}
    for field in (Field.FULL_NAME, Field.ID_NUMBER, Field.BIRTH_DATE, Field.SEX, Field.ADDRESS):
        if (field, role) in keys or _substituted(field, role, keys):
            continue
        able = [
            g for g in guesses
            if g.reading.field is Field.IGNORED and _open(g, field) and _strong(field, g.seen)
            and not _of_another(field, role, g, guesses, data)
        ]  # fmt: skip
        if len(able) == 1:
            said = "không có tiêu đề" if not able[0].header else "tiêu đề lạ"
            why = f"{said}; nhận theo nội dung: {describe(able[0].seen)}"
            able[0].become(field, role, why, 0.75)
        elif len(able) > 1 and field in NEEDED:
            problems.append(f"{_list(able)} đều có thể là «{LABELS[field]}»")
    return problems


def _of_another(
    field: Field, role: str, guess: Guess, guesses: list[Guess], data: pl.DataFrame
) -> bool:
    """Whether dates or numbers belong to another event or person than what stands beside them."""
    column = data.to_series(guess.at)
    other = {Field.BIRTH_DATE: Field.ID_NUMBER, Field.ID_NUMBER: Field.BIRTH_DATE}.get(field)
    for known in guesses:
        if known.key == (other, role):
            beside = data.to_series(known.at)
            pair = (beside, column) if field is Field.BIRTH_DATE else (column, beside)
            return of_others(*pair)
    return False


def _open(guess: Guess, field: Field) -> bool:
    """Whether a header leaves it to the contents what a column is."""
    reading = guess.reading
    if reading.said or reading.who is not Who.UNSAID:
        return False
    if reading.confidence <= NOTHING:
        return True
    # Twelve digits are an identification number even under "Giấy tờ pháp nhân".
    unused = reading.why.startswith(NOT_NEEDED) and not _OTHER_DIGITS.search(fold(guess.header))
    return field is Field.ID_NUMBER and unused


_OTHER_DIGITS = re.compile(
    r"dien thoai|sdt|so dt|di dong|tai khoan|stk|ma so thue|mst|bhyt|bhxh|dinh danh|to chuc"
)


def _substituted(field: Field, role: str, keys: set[tuple[Field, str]]) -> bool:
    others = {
        Field.FULL_NAME: (Field.FAMILY_NAME, Field.GIVEN_NAME),
        Field.BIRTH_DATE: (Field.BIRTH_YEAR, Field.BIRTH_YEAR_MALE, Field.BIRTH_YEAR_FEMALE),
        Field.SEX: (Field.SEX_MALE, Field.SEX_FEMALE, Field.BIRTH_YEAR_MALE),
        Field.ADDRESS: (Field.COMMUNE, Field.COMMUNE_CODE, Field.HAMLET),
        Field.ID_NUMBER: (Field.OLD_ID,),
    }
    return any((other, role) in keys for other in others.get(field, ()))


def _settle_rivals(guesses: list[Guess], data: pl.DataFrame) -> list[str]:
    """Leave one column for each meaning, by a stated preference, or ask."""
    problems = []
    groups: dict[tuple[Field, str], list[Guess]] = {}
    for guess in guesses:
        if guess.reading.field is not Field.IGNORED:
            groups.setdefault(guess.key, []).append(guess)
    for (field, _), rivals in groups.items():
        if len(rivals) == 1 or _all_complete_each_other(rivals, data):
            continue
        chosen = _preferred(rivals, data)
        if chosen is None and field in NEEDED:
            problems.append(f"{_list(rivals)} cùng có nghĩa «{LABELS.get(field, field.value)}»")
            continue
        kept = chosen or rivals[0]
        for rival in rivals:
            if rival is not kept:
                rival.drop(f"đã dùng cột {kept.at + 1} «{kept.header}» cho nghĩa này")
    return problems


_COMPLETING = frozenset(
    {
        Field.ID_NUMBER, Field.SPOUSE_NAME, Field.SPOUSE_ID, Field.SPOUSE_BIRTH, Field.FATHER_ID,
        Field.MOTHER_ID,
    }
)  # fmt: skip


def _all_complete_each_other(rivals: list[Guess], data: pl.DataFrame) -> bool:
    """Whether columns of one meaning are hardly ever filled together, or say the same."""
    if rivals[0].reading.field is Field.FAMILY_NAME:
        return _surname_and_middle(rivals)
    if rivals[0].reading.field not in _COMPLETING:
        return False
    for one, other in combinations(rivals, 2):
        a, b = data.to_series(one.at), data.to_series(other.at)
        filled = min(int(a.is_not_null().sum()), int(b.is_not_null().sum()))
        both = a.is_not_null() & b.is_not_null()
        differing = int((both & (a != b)).sum())
        if differing > 0.02 * max(1, filled):
            return False
    for guess in rivals:
        guess.evidence = f"{guess.evidence}; các cột cùng nghĩa bổ sung cho nhau"
    return True


def _surname_and_middle(rivals: list[Guess]) -> bool:
    """Whether two columns hold surname and middle name, one each."""
    middle = [g for g in rivals if _MIDDLE.search(fold(g.header))]
    surname = [g for g in rivals if _SURNAME.search(fold(g.header)) and g not in middle]
    if len(rivals) != 2 or len(middle) != 1 or len(surname) != 1 or surname[0].at > middle[0].at:
        return False
    for guess in rivals:
        guess.evidence = f"{guess.evidence}; họ và chữ đệm ở hai cột, ghép lại"
    return True


_MIDDLE = re.compile(r"\b(?:dem|lot)\b")
_SURNAME = re.compile(r"\bho\b")


def _preferred(rivals: list[Guess], data: pl.DataFrame) -> Guess | None:
    """Choose by rank, then contents, then header; None where nothing decides."""
    fitting = [r for r in rivals if r.confidence >= THRESHOLD]
    if fitting and len(fitting) < len(rivals):
        return _preferred(fitting, data) if len(fitting) > 1 else fitting[0]
    best_rank = min(r.reading.rank for r in rivals)
    first = [r for r in rivals if r.reading.rank == best_rank and r.seen.cells > 0]
    if len(first) == 1:
        return first[0]
    filled = [r for r in rivals if r.seen.cells > 0]
    if len(filled) == 1:
        return filled[0]
    if not filled:
        return rivals[0]
    ordered = sorted(first or filled, key=lambda r: (-r.confidence, r.at))
    if ordered[0].confidence - ordered[1].confidence >= 0.15:
        return ordered[0]
    if all(_agree(data, ordered[0], other) for other in ordered[1:]):
        return max(ordered, key=lambda r: (r.seen.filled, -r.at))
    return None


def _agree(data: pl.DataFrame, one: Guess, other: Guess) -> bool:
    """Whether two columns say the same where both are filled."""
    a, b = data.to_series(one.at), data.to_series(other.at)
    both = a.is_not_null() & b.is_not_null()
    compared = int(both.sum())
    same = int((both & (a == b)).sum())
    return compared >= _ENOUGH_CELLS and same >= 0.95 * compared


def _doubts(guesses: list[Guess]) -> list[str]:
    """Columns that say who a person is and are not certain enough."""
    problems = []
    for guess in guesses:
        if guess.reading.field in NEEDED and guess.confidence < THRESHOLD:
            label = LABELS.get(guess.reading.field, guess.reading.field.value)
            problems.append(
                f"cột {guess.at + 1} «{guess.header}» chưa chắc là «{label}»: "
                f"{guess.evidence.rsplit('; ', 1)[-1]}"
            )
        elif guess.reading.field is not Field.IGNORED and guess.confidence < THRESHOLD:
            guess.drop(guess.evidence)
    return problems


def _missing(source: Source, guesses: list[Guess]) -> list[str]:
    """List required meanings that no column has."""
    keys = {guess.key for guess in guesses}
    problems = []
    wanted = [
        (Field.FULL_NAME, person.role, person.label)
        for person in source.persons
        if not person.optional
    ]
    wanted += [
        (column.field, column.role, "")
        for column in source.columns
        if column.required and column.field is not Field.FULL_NAME
    ]
    if source.kind == "reference":
        wanted.append((Field.ID_NUMBER, "", ""))
    for field, role, whose in wanted:
        if (field, role) in keys or (
            field is Field.FULL_NAME and (Field.FAMILY_NAME, role) in keys
            and (Field.GIVEN_NAME, role) in keys
        ):  # fmt: skip
            continue
        of = f" của {whose.lower()}" if whose else ""
        problems.append(f"không tìm thấy cột «{LABELS.get(field, field.value)}»{of}")
    return problems


def _list(guesses: list[Guess]) -> str:
    named = [f"{g.at + 1}" + (f" «{g.header}»" if g.header else "") for g in guesses]
    return "các cột " + ", ".join(named)


LABELS = {
    Field.FULL_NAME: "Họ và tên",
    Field.FAMILY_NAME: "Họ, chữ đệm",
    Field.GIVEN_NAME: "Tên",
    Field.BIRTH_DATE: "Ngày, tháng, năm sinh",
    Field.BIRTH_DAY: "Ngày sinh (ngày)",
    Field.BIRTH_MONTH: "Tháng sinh",
    Field.BIRTH_YEAR: "Năm sinh",
    Field.ID_NUMBER: "Số định danh, CCCD, CMND",
    Field.SEX: "Giới tính",
    Field.ADDRESS: "Nơi cư trú",
    Field.INDICATOR_CODE: "Mã chỉ tiêu",
    Field.TARGET_TOTAL: "Tổng số",
}
