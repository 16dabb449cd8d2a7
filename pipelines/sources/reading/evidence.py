"""Whether columns that are read as one person's can be of one person, by their cells.

A woman's middle name is `Thị`, a man's `Văn`; the fourth digit of a number tells the sex, the fifth
and sixth the year of birth. Columns of different people agree on sex in half of their rows only.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.normalise.identifiers import read_numbers
from pipelines.sources.reading.coded import coded_sex
from pipelines.sources.reading.guess import Guess
from pipelines.sources.reading.readable import agreement, of_others, sample
from pipelines.sources.reading.roles import main_role

_SAMPLE = 500
_ENOUGH = 20  # rows that tell the sex twice
_FEW_SEXES, _FEW_YEARS = 7, 5  # rows that chance hardly makes agree, one and all
_ONE_PERSON = 0.75  # share of them that agree where they are of one person; half where they are not
_BOTH = 0.05  # share of either sex in a column that was not filled in one way for all
_TWO = r"(?i)[;&,\n/]|\s-\s|\svà\s"
_WOMAN, _MAN = r"(?i)\s(?:thị|thi)\s", r"(?i)\s(?:văn|van)\s"
_FEMALE, _MALE = r"(?i)^\s*(?:nữ|nu|female|f|gái)(?:\s|$)", r"(?i)^\s*(?:nam|male|m|trai)(?:\s|$)"


def doubt_strangers(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Doubt columns that are of another person than the rest of what is read as one person's."""
    sexes = {person.role: person.sex for person in source.persons}
    people: dict[str, list[Guess]] = {}
    for guess in guesses:
        if guess.reading.field in (*_TELLS, *_BIRTHS) and not guess.pair:
            people.setdefault(guess.reading.role, []).append(guess)
    for role, columns in people.items():
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
    rows = pl.DataFrame({"a": a, "b": b}).gather_every(max(1, a.len() // _SAMPLE))
    return _alike(_TELLS[fields[0]](rows["a"]), _TELLS[fields[1]](rows["b"]))


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
    pairs = [pair for pair in combinations(told, 2) if _differ(told[pair[0]], told[pair[1]], data)]
    if not pairs:
        return
    # Who differs from both others is the stranger; of two the name, unless the number is told so.
    odd = max(_TELLS, key=lambda field: sum(field in pair for pair in pairs))
    other = next(f for pair in pairs if odd in pair for f in pair if f is not odd)
    beside = f"cột {told[other].at + 1} «{told[other].header}»"
    _doubt(told[odd], f"nhưng giới tính theo tên đệm, số định danh trái với {beside}")


def _differ(one: Guess, other: Guess, data: pl.DataFrame) -> bool:
    share = _shared(one, other, data)
    return share is not None and share < _ONE_PERSON


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
        women = _woman_by_name(sample(data.to_series(name.at), _SAMPLE))
        share = _alike(women, pl.Series([sex == "female"]).new_from_index(0, women.len()))
        if share is not None and share < _ONE_PERSON:
            _doubt(name, "nhưng tên đệm Thị, Văn là của giới kia")


def _alike(one: pl.Series, other: pl.Series) -> float | None:
    """Share of rows that tell one sex twice; few rows are enough where all of them do."""
    same = (one == other).drop_nulls()
    enough = same.len() >= _ENOUGH or (same.len() >= _FEW_SEXES and bool(same.all()))
    return int(same.sum()) / same.len() if enough else None


def _doubt(guess: Guess, why: str) -> None:
    guess.doubt(why)
    guess.stranger = True


def _woman_by_name(names: pl.Series) -> pl.Series:
    """Tell women (true) from men by the middle name; null where it tells nothing."""
    one = ~names.str.contains(_TWO)
    return _either(one & names.str.contains(_WOMAN), one & names.str.contains(_MAN))


def _woman_by_surname(names: pl.Series) -> pl.Series:
    """As by the name: the middle name ends the cell where the given name has its own."""
    return _woman_by_name(names + " ")


def _woman_by_sex(sexes: pl.Series) -> pl.Series:
    women, men = sexes.str.contains(_FEMALE), sexes.str.contains(_MALE)
    if min(women.sum(), men.sum()) < _BOTH * sexes.len():
        return pl.Series([None], dtype=pl.Boolean).new_from_index(0, sexes.len())
    return _either(women, men)


def _woman_by_number(numbers: pl.Series) -> pl.Series:
    digit = read_numbers(numbers)["person_id"].str.slice(3, 1).cast(pl.Int8, strict=False)
    return digit % 2 == 1


def _either(women: pl.Series, men: pl.Series) -> pl.Series:
    frame = pl.DataFrame({"women": women, "men": men})
    told = pl.when(pl.col("women")).then(statement=True).when(pl.col("men")).then(statement=False)
    return frame.select(told.alias("told")).to_series()


_TELLS: dict[Field, Callable[[pl.Series], pl.Series]] = {
    Field.FAMILY_NAME: _woman_by_surname,
    Field.FULL_NAME: _woman_by_name,
    Field.SEX: _woman_by_sex,
    Field.ID_NUMBER: _woman_by_number,
}
_BIRTHS = (Field.BIRTH_DATE, Field.BIRTH_YEAR)
