"""Whether cells can be read as what their header says: asked of the normalisers themselves.

Patterns of whole columns (`contents`) know the usual writings; a header that is right must not be
doubted because its cells are written in a way that only the normalisers know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from pipelines.sources.declaration import COLUMNS_OF, Field
from pipelines.sources.normalise.couples import split_names
from pipelines.sources.normalise.dates import read_dates
from pipelines.sources.normalise.identifiers import read_numbers
from pipelines.sources.normalise.names import normalise_names
from pipelines.sources.normalise.sex import sex_in_words
from pipelines.sources.reading.columns.contents import NAME

_SAMPLE = 500
_ENOUGH_PAIRS = 15
OTHERS, SAME = 0.3, 0.9  # agreement of numbers with dates of other people, and of the same
TWELVE, NINE = re.compile(r"(?!0{12})[0-9]{12}"), re.compile(r"[0-9]{9}")
_CENTURY = "(?:19|20(?=[0-2]))"
_USUAL_DATE = re.compile(
    rf"(?:[0-9]{{1,2}}/){{0,2}}{_CENTURY}([0-9]{{2}})|{_CENTURY}([0-9]{{2}})-[0-9]{{2}}-[0-9]{{2}}"
)
_DATES = frozenset(
    {
        *COLUMNS_OF[Field.BIRTH_DATE], Field.DEATH_DATE, Field.EVENT_DATE, Field.FATHER_BIRTH,
        Field.MOTHER_BIRTH, Field.SPOUSE_BIRTH,
    }
)  # fmt: skip
_WORDS = frozenset({Field.SEX, Field.FULL_NAME})
_NUMBERS = frozenset(
    {Field.ID_NUMBER, Field.OLD_ID, Field.FATHER_ID, Field.MOTHER_ID, Field.SPOUSE_ID}
)


def readable(field: Field, column: pl.Series) -> float:
    """Share (0–1) of the filled cells that the field's normaliser can read; 0 without one.

    A short number is no date here: a running number reads as a year of two digits.
    """
    if field not in _DATES | _NUMBERS | _WORDS:
        return 0.0
    cells = sample(column.drop_nulls(), _SAMPLE)
    if cells.is_empty():
        return 0.0
    if field is Field.SEX:
        found = sex_in_words(cells).is_not_null()
    elif field is Field.FULL_NAME:
        found = normalise_names(split_names(cells)["first"])["name"].str.contains(NAME)
    elif field in _DATES:
        found = read_dates(cells)["year"].is_not_null() & cells.str.contains(r"\d{4}|\d\D+\d|^\D+$")
    else:
        read = read_numbers(cells)
        found = read["person_id"].is_not_null() | read["old_id"].is_not_null()
    return float(found.fill_null(value=False).sum()) / cells.len()


def sample(column: pl.Series, size: int) -> pl.Series:
    """Take cells evenly over a column."""
    return column.gather_every(max(1, column.len() // size))


def agreement(numbers: pl.Series, births: pl.Series, least: int = _ENOUGH_PAIRS) -> float | None:
    """Share (0–1) of rows whose number has the year of birth in its digits 5-6.

    The last two digits of the year decide; a century may have to be guessed. None where too few
    rows (`least`) have both.
    """
    return _share(_plainly(_pairs(numbers, births)), least)


def of_others(numbers: pl.Series, births: pl.Series) -> bool:
    """Whether numbers are of other people than dates of birth: their years differ."""
    plain = _plainly(_pairs(numbers, births))
    if plain.agree and plain.agree >= OTHERS * (plain.compared + len(plain.others)):
        return False  # whatever the others hold
    share = _share(plain)
    return share is not None and share < OTHERS


def _pairs(numbers: pl.Series, births: pl.Series) -> pl.DataFrame:
    both = pl.DataFrame({"number": numbers, "birth": births}).drop_nulls()
    return both.gather_every(max(1, both.height // _SAMPLE))


@dataclass(frozen=True)
class _Compared:
    """Pairs of number and birth: how many were compared and agree, and those still to be read."""

    agree: int
    compared: int
    others: list[tuple[str, str]]


def _plainly(pairs: pl.DataFrame) -> _Compared:
    """Compare the years of a sample's usual writings; nine digits are compared with nothing."""
    agree = compared = 0
    others = []
    for number, birth in pairs.iter_rows():
        year = _USUAL_DATE.fullmatch(birth)
        if year and TWELVE.fullmatch(number):
            compared += 1
            agree += number[4:6] == (year[1] or year[2])
        elif not NINE.fullmatch(number):
            others.append((number, birth))
    return _Compared(agree, compared, others)


def _share(plain: _Compared, least: int = _ENOUGH_PAIRS) -> float | None:
    """Share of all pairs that agree, the unusual ones as the normalisers read them."""
    agree, compared = plain.agree, plain.compared
    if plain.others:
        pairs = pl.DataFrame(plain.others, schema=["number", "birth"], orient="row")
        written = read_numbers(pairs["number"])["person_id"].str.slice(4, 2).cast(pl.Int16)
        same = (written == read_dates(pairs["birth"])["year"] % 100).drop_nulls()
        agree, compared = agree + int(same.sum()), compared + same.len()
    return agree / compared if compared >= least else None
