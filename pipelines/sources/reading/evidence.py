"""Whether columns that are read as one person's can be of one person, by their cells.

A woman's middle name is `Thị`, a man's `Văn`; the fourth digit of a number tells the sex, the fifth
and sixth the year of birth. Columns of different people agree on sex in half of their rows only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.normalise.identifiers import read_numbers
from pipelines.sources.reading.coded import coded_sex
from pipelines.sources.reading.guess import Guess
from pipelines.sources.reading.readable import NINE, TWELVE, agreement, of_others, sample
from pipelines.sources.reading.roles import main_role

_SAMPLE = 500
_ENOUGH = 20  # rows that tell the sex twice
_FEW_SEXES, _FEW_YEARS = 7, 5  # rows that chance hardly makes agree, one and all
_ONE_PERSON = 0.75  # share of them that agree where they are of one person; half where they are not
_BOTH = 0.05  # share of either sex in a column that was not filled in one way for all
_TWO = re.compile(r"[;&,\n/(]|\s-\s|\s(?:và|con)\s", re.IGNORECASE)
_WOMAN = re.compile(r"\s(?:thị|thi)\s", re.IGNORECASE)
_MAN = re.compile(r"\s(?:văn|van)\s", re.IGNORECASE)
_FEMALE = re.compile(r"\s*(?:nữ|nu|female|f|gái)(?:\s|$)", re.IGNORECASE)
_MALE = re.compile(r"\s*(?:nam|male|m|trai)(?:\s|$)", re.IGNORECASE)
_Cells = list[str | None]
_UNREAD = "unread"  # a number that is not plainly written
_Women = list[bool | str | None]  # women (true), men, what tells neither, what is unread


def doubt_strangers(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Doubt columns that are of another person than the rest of what is read as one person's."""
    sexes = {person.role: person.sex for person in source.persons}
    people: dict[str, list[Guess]] = {}
    for guess in guesses:
        if guess.reading.field in (*_TELLS, *_BIRTHS) and not guess.pair:
            people.setdefault(guess.reading.role, []).append(guess)
    for role, columns in people.items():
        columns.sort(key=lambda guess: guess.reading.rank)  # what was so once comes last
        _birth_against_numbers(columns, data)
        _sex_told_twice(columns, data)
        if sex := sexes.get(role):
            _sex_of_role(columns, data, sex)


def own_by_cells(guess: Guess, columns: list[Guess], data: pl.DataFrame) -> bool | None:
    """Whether a column is of the same person as others are by its cells; None where nothing tells.

    Dates and numbers are compared by the year, names, sexes and numbers by the sex.
    """
    told = [share for other in columns if (share := _shared(guess, other, data)) is not None]
    if not told and guess.reading.field is Field.SEX:
        return coded_sex(guess, columns, data) or None
    return min(told) >= _ONE_PERSON if told else None


def _shared(one: Guess, other: Guess, data: pl.DataFrame) -> float | None:
    """Share of rows in which two columns can be of one person; None where too few tell."""
    a, b = (data.to_series(g.at) for g in (one, other))
    fields = one.reading.field, other.reading.field
    if fields[0] in _BIRTHS and fields[1] is Field.ID_NUMBER:
        return agreement(b, a, _FEW_YEARS)
    if fields[1] in _BIRTHS and fields[0] is Field.ID_NUMBER:
        return agreement(a, b, _FEW_YEARS)
    if fields[0] is fields[1] or not set(fields) <= set(_TELLS):
        return None
    return _alike(_women(one, data), _women(other, data))


def _birth_against_numbers(columns: list[Guess], data: pl.DataFrame) -> None:
    birth = next((g for g in columns if g.reading.field in _BIRTHS), None)
    for number in columns:
        if number.reading.field is not Field.ID_NUMBER or birth is None:
            continue
        if of_others(data.to_series(number.at), data.to_series(birth.at)):
            _doubt(number, "nhưng năm sinh trong số định danh trái với cột ngày sinh")


def _sex_told_twice(columns: list[Guess], data: pl.DataFrame) -> None:
    """Doubt a name, a number or a sex that does not go with the two others."""
    told = {g.reading.field: g for g in reversed(columns) if g.reading.field in _TELLS}
    if len(told) == 1:
        return
    cells = {field: _sampled(guess, data) for field, guess in told.items()}
    # What is unread agrees with nothing: columns that go together so go together once it is read.
    at_sight = {**_TELLS, Field.ID_NUMBER: _women_by_plain_number}
    if not _differing({field: at_sight[field](texts) for field, texts in cells.items()}):
        return
    pairs = _differing({field: _TELLS[field](texts) for field, texts in cells.items()})
    if not pairs:
        return
    # Who differs from both others is the stranger; of two the name, unless the number is told so.
    odd = max(_TELLS, key=lambda field: sum(field in pair for pair in pairs))
    other = next(f for pair in pairs if odd in pair for f in pair if f is not odd)
    beside = f"cột {told[other].at + 1} «{told[other].header}»"
    _doubt(told[odd], f"nhưng giới tính theo tên đệm, số định danh trái với {beside}")


def _differing(women: dict[Field, _Women]) -> list[tuple[Field, Field]]:
    """Pairs of columns that do not tell the sex of one person."""
    shares = {pair: _alike(women[pair[0]], women[pair[1]]) for pair in combinations(women, 2)}
    return [pair for pair, share in shares.items() if share is not None and share < _ONE_PERSON]


def doubt_followers(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Doubt what stands behind another's name and names nobody, unless its cells are the row's."""
    role = main_role(source)
    own = [g for g in guesses if g.reading.role == role and g.behind is None]
    behind = [g for g in guesses if g.behind is not None and g.reading.field is not Field.IGNORED]
    while proved := [g for g in behind if own_by_cells(g, own, data)]:
        own += proved
        behind = [g for g in behind if g not in proved]
    for guess in behind:
        name = guesses[guess.behind or 0]
        _doubt(
            guess,
            f"đứng sau tên người khác ở cột {name.at + 1} «{name.header}», không rõ là của ai",
        )


def _sex_of_role(columns: list[Guess], data: pl.DataFrame, sex: str) -> None:
    """Doubt the names of husbands that are women's."""
    for name in columns:
        if name.reading.field is not Field.FULL_NAME:
            continue
        women = _women(name, data)
        share = _alike(women, [sex == "female"] * len(women))
        if share is not None and share < _ONE_PERSON:
            _doubt(name, "nhưng tên đệm Thị, Văn là của giới kia")


def _women(guess: Guess, data: pl.DataFrame) -> _Women:
    """Tell what a sample of a column's cells says of the sex."""
    return _TELLS[guess.reading.field](_sampled(guess, data))


def _sampled(guess: Guess, data: pl.DataFrame) -> _Cells:
    return sample(data.to_series(guess.at), _SAMPLE).to_list()


def _alike(one: _Women, other: _Women) -> float | None:
    """Share of rows that tell one sex twice; few rows are enough where all of them do."""
    told = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    same = sum(a is b for a, b in told)
    enough = len(told) >= _ENOUGH or (len(told) >= _FEW_SEXES and same == len(told))
    return same / len(told) if enough else None


def _doubt(guess: Guess, why: str) -> None:
    guess.doubt(why)
    guess.stranger = True


def _women_by_name(names: _Cells) -> _Women:
    """Tell women from men by the middle name."""
    return [_woman(name) if name else None for name in names]


def _woman(name: str) -> bool | None:
    woman = _WOMAN.search(name) is not None
    return woman if (woman or _MAN.search(name)) and not _TWO.search(name) else None


def _women_by_surname(names: _Cells) -> _Women:
    """As by the name: the middle name ends the cell where the given name has its own."""
    return [_woman(f"{name} ") if name else None for name in names]


def _women_by_sex(sexes: _Cells) -> _Women:
    women: _Women = [
        None if not sex else True if _FEMALE.match(sex) else False if _MALE.match(sex) else None
        for sex in sexes
    ]
    either = min(women.count(True), women.count(False)) >= _BOTH * len(women)
    return women if either else [None] * len(women)


def _women_by_number(numbers: _Cells) -> _Women:
    """Tell by the fourth digit of twelve; only unusual writings are put to the normaliser."""
    women = _women_by_plain_number(numbers)
    others = [n for n, woman in zip(numbers, women, strict=True) if woman is _UNREAD]
    if not others:
        return women
    read = iter(read_numbers(pl.Series(others, dtype=pl.String))["person_id"].to_list())
    return [_woman_by_digit(next(read)) if woman is _UNREAD else woman for woman in women]


def _women_by_plain_number(numbers: _Cells) -> _Women:
    """Tell by numbers that are twelve digits and nothing else; nine digits tell nothing."""
    return [
        None
        if not n or NINE.fullmatch(n)
        else _woman_by_digit(n)
        if TWELVE.fullmatch(n)
        else _UNREAD
        for n in numbers
    ]


def _woman_by_digit(number: str | None) -> bool | None:
    return number[3] in "13579" if number else None


_TELLS: dict[Field, Callable[[_Cells], _Women]] = {
    Field.FAMILY_NAME: _women_by_surname,
    Field.FULL_NAME: _women_by_name,
    Field.SEX: _women_by_sex,
    Field.ID_NUMBER: _women_by_number,
}
_BIRTHS = (Field.BIRTH_DATE, Field.BIRTH_YEAR)
