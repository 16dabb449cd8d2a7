"""Whether columns that are read as one person's can be of one person, by their cells.

A woman's middle name is `Thị`, a man's `Văn`; the fourth digit of a number tells the sex, the fifth
and sixth the year of birth. Columns of different people agree on sex in half of their rows only.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.normalise.identifiers import read_numbers
from pipelines.sources.reading.guess import Guess
from pipelines.sources.reading.readable import of_others, sample

_SAMPLE = 500
_ENOUGH = 20  # rows that tell the sex twice
_ONE_PERSON = 0.75  # share of them that agree where they are of one person; half where they are not
_TWO = r"(?i)[;&,\n/]|\s-\s|\svà\s"
_WOMAN, _MAN = r"(?i)\s(?:thị|thi)\s", r"(?i)\s(?:văn|van)\s"
_FEMALE, _MALE = r"(?i)^\s*(?:nữ|nu|female|f|gái)(?:\s|$)", r"(?i)^\s*(?:nam|male|m|trai)(?:\s|$)"


def doubt_strangers(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Doubt columns that are of another person than the rest of what is read as one person's."""
    people: dict[str, dict[Field, Guess]] = {}
    for guess in guesses:
        compared = guess.reading.field in _TELLS or guess.reading.field in _BIRTHS
        if compared and not guess.pair:
            people.setdefault(guess.reading.role, {}).setdefault(guess.reading.field, guess)
    sexes = {person.role: person.sex for person in source.persons}
    for role, columns in people.items():
        _birth_against_number(columns, data)
        _sex_told_twice(columns, data)
        if sex := sexes.get(role):
            _sex_of_role(columns, data, sex)


def _birth_against_number(columns: dict[Field, Guess], data: pl.DataFrame) -> None:
    number = columns.get(Field.ID_NUMBER)
    birth = next((columns[field] for field in _BIRTHS if field in columns), None)
    if number is None or birth is None:
        return
    if of_others(data.to_series(number.at), data.to_series(birth.at)):
        _doubt(number, "nhưng năm sinh trong số định danh trái với cột ngày sinh")


def _sex_told_twice(columns: dict[Field, Guess], data: pl.DataFrame) -> None:
    """Doubt a name whose sex is not that of the sex column, or of the number; or the number."""
    rows = data.gather_every(max(1, data.height // _SAMPLE))
    told = {f: _TELLS[f](rows.to_series(g.at)) for f, g in columns.items() if f in _TELLS}
    name, number = told.pop(Field.FULL_NAME, None), told.get(Field.ID_NUMBER)
    if name is None:
        return
    against = {field for field, sex in told.items() if _differ(name, sex)}
    if not against:
        return
    sexes = [sex for field, sex in told.items() if field is not Field.ID_NUMBER]
    lone = against == {Field.ID_NUMBER} and number is not None
    if lone and sexes and all(_differ(number, sex) for sex in sexes if number is not None):
        _doubt(columns[Field.ID_NUMBER], "nhưng giới tính trong số định danh trái với tên")
        return
    other = columns[min(against)]
    _doubt(
        columns[Field.FULL_NAME],
        f"nhưng tên đệm Thị, Văn trái với cột {other.at + 1} «{other.header}»: của người khác",
    )


def _sex_of_role(columns: dict[Field, Guess], data: pl.DataFrame, sex: str) -> None:
    """Doubt the names of husbands that are women's."""
    name = columns.get(Field.FULL_NAME)
    if name is None:
        return
    women = _woman_by_name(sample(data.to_series(name.at), _SAMPLE))
    wanted = pl.Series([sex == "female"]).new_from_index(0, women.len())
    if _differ(women, wanted):
        _doubt(name, "nhưng tên đệm Thị, Văn là của giới kia")


def _differ(one: pl.Series, other: pl.Series) -> bool:
    same = (one == other).drop_nulls()
    return same.len() >= _ENOUGH and int(same.sum()) < _ONE_PERSON * same.len()


def _doubt(guess: Guess, why: str) -> None:
    guess.confidence = min(guess.confidence, 0.3)
    guess.evidence = f"{guess.evidence}; {why}"


def _woman_by_name(names: pl.Series) -> pl.Series:
    """Tell women (true) from men by the middle name; null where it tells nothing."""
    one = ~names.str.contains(_TWO)
    return _either(one & names.str.contains(_WOMAN), one & names.str.contains(_MAN))


def _woman_by_sex(sexes: pl.Series) -> pl.Series:
    return _either(sexes.str.contains(_FEMALE), sexes.str.contains(_MALE))


def _woman_by_number(numbers: pl.Series) -> pl.Series:
    digit = read_numbers(numbers)["person_id"].str.slice(3, 1).cast(pl.Int8, strict=False)
    return digit % 2 == 1


def _either(women: pl.Series, men: pl.Series) -> pl.Series:
    frame = pl.DataFrame({"women": women, "men": men})
    told = pl.when(pl.col("women")).then(statement=True).when(pl.col("men")).then(statement=False)
    return frame.select(told.alias("told")).to_series()


_TELLS: dict[Field, Callable[[pl.Series], pl.Series]] = {
    Field.FULL_NAME: _woman_by_name,
    Field.SEX: _woman_by_sex,
    Field.ID_NUMBER: _woman_by_number,
}
_BIRTHS = (Field.BIRTH_DATE, Field.BIRTH_YEAR)
