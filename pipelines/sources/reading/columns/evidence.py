"""Whether columns that are read as one person's can be of one person, by their cells.

Many names tell the sex, and so does the fourth digit of a number; the fifth and sixth tell the year
of birth. Columns of different people agree on sex in half of their rows only.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.normalise.identifiers import number_sex, read_numbers
from pipelines.sources.normalise.name_sex import name_sex
from pipelines.sources.normalise.sex import FEMALE, MALE, sex_in_words
from pipelines.sources.reading.columns.coded import coded_sex
from pipelines.sources.reading.columns.guess import Guess
from pipelines.sources.reading.columns.readable import agreement, of_others, sample
from pipelines.sources.reading.headers.roles import main_role

_SAMPLE = 500
_ENOUGH = 20  # rows that tell the sex twice
_FEW_SEXES, _FEW_YEARS = 7, 5  # rows that chance hardly makes agree, one and all
_ONE_PERSON = 0.75  # share of them that agree where they are of one person; half where they are not
_BOTH = 0.05  # share of either sex in a column that was not filled in one way for all
_TWO = r"(?i)[;&,\n/(]|\s-\s|\s(?:và|con)\s"  # names of two people


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
    return _alike(_sexes(one, data), _sexes(other, data))


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
    pairs = _differing({field: _sexes(guess, data) for field, guess in told.items()})
    if not pairs:
        return
    # Who differs from both others is the stranger; of two the name, unless the number is told so.
    odd = max(_TELLS, key=lambda field: sum(field in pair for pair in pairs))
    other = next(f for pair in pairs if odd in pair for f in pair if f is not odd)
    beside = f"cột {told[other].at + 1} «{told[other].header}»"
    _doubt(told[odd], f"nhưng giới tính theo tên đệm, số định danh trái với {beside}")


def _differing(sexes: dict[Field, pl.Series]) -> list[tuple[Field, Field]]:
    """Pairs of columns that do not tell the sex of one person."""
    shares = {pair: _alike(sexes[pair[0]], sexes[pair[1]]) for pair in combinations(sexes, 2)}
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
        sexes = _sexes(name, data)
        share = _alike(sexes, pl.Series([sex]).new_from_index(0, sexes.len()))
        if share is not None and share < _ONE_PERSON:
            _doubt(name, "nhưng tên đệm Thị, Văn là của giới kia")


def _sexes(guess: Guess, data: pl.DataFrame) -> pl.Series:
    """Return the sex that each cell of a column's sample tells, null where it tells none."""
    return _TELLS[guess.reading.field](sample(data.to_series(guess.at), _SAMPLE))


def _alike(one: pl.Series, other: pl.Series) -> float | None:
    """Share of rows that tell one sex twice; few rows are enough where all of them do."""
    told = (one == other).drop_nulls()
    same = int(told.sum())
    enough = told.len() >= _ENOUGH or (told.len() >= _FEW_SEXES and same == told.len())
    return same / told.len() if enough else None


def _doubt(guess: Guess, why: str) -> None:
    guess.doubt(why)
    guess.stranger = True


def _by_name(names: pl.Series) -> pl.Series:
    name = pl.col("name")
    told = pl.when(~name.str.contains(_TWO)).then(name_sex(name))
    return pl.DataFrame({"name": names}).select(told).to_series()


def _by_surname(names: pl.Series) -> pl.Series:
    """As by the name: the middle name ends the cell where the given name has its own."""
    return _by_name(names + " ")


def _by_words(written: pl.Series) -> pl.Series:
    """Tell nothing by a column that was filled in one way for all."""
    sexes = sex_in_words(written)
    rarer = min(int((sexes == sex).sum()) for sex in (MALE, FEMALE))
    return sexes if rarer >= _BOTH * sexes.len() else sexes.clear(sexes.len())


def _by_number(numbers: pl.Series) -> pl.Series:
    return read_numbers(numbers).select(number_sex(pl.col("person_id"))).to_series()


_TELLS: dict[Field, Callable[[pl.Series], pl.Series]] = {
    Field.FAMILY_NAME: _by_surname,
    Field.FULL_NAME: _by_name,
    Field.SEX: _by_words,
    Field.ID_NUMBER: _by_number,
}
_BIRTHS = (
    Field.BIRTH_DATE, Field.BIRTH_YEAR, Field.BIRTH_YEAR_MALE, Field.BIRTH_YEAR_FEMALE,
)  # fmt: skip
