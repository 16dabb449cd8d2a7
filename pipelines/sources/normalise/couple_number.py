"""Whose the only number is that stands beside two people named in one cell.

`Ông A; Bà B` with `CMND: 250123456`: the second may be the one who has a card. The cell names its
holder or leaves the other's place empty, or the twelve digits tell sex and year of birth (Luật Căn
cước 2023, Điều 12); where nothing does, nobody can say whose it is.
"""

from __future__ import annotations

import polars as pl

from pipelines.sources.normalise.couples import title_sex
from pipelines.sources.normalise.dates import read_dates
from pipelines.sources.normalise.identifiers import number_birth_year, number_sex, read_numbers
from pipelines.sources.normalise.names import normalise_names
from pipelines.sources.normalise.particulars import read_particulars
from pipelines.sources.normalise.text import fold

FIRST, SECOND = "first", "second"
_SAID = 9  # points of what the cell says, over all that a number tells
_WIFE, _HUSBAND = r"(?i)\bvợ\b", r"(?i)\bchồng\b"


def holder(numbers: pl.Series, names: pl.DataFrame, births: pl.DataFrame) -> pl.Series:
    """Say whose each number is: `first`, `second`, or null where that cannot be told.

    Parameters
    ----------
    numbers
        Cells with one number, of whoever of the two.
    names, births
        `first` and `second`: names as written, and dates of birth from columns of their own.
    """
    people = {who: _told(names[who], births[who]) for who in (FIRST, SECOND)}
    number = pl.DataFrame({"id": read_numbers(numbers)["person_id"]})
    sex, year = number.select(
        sex=number_sex(pl.col("id")), year=number_birth_year(pl.col("id"))
    ).get_columns()
    wife, husband = numbers.str.contains(_WIFE), numbers.str.contains(_HUSBAND)
    said = pl.select(
        pl.when(wife & ~husband).then(pl.lit("female"))
        .when(husband & ~wife).then(pl.lit("male"))
    ).to_series()  # fmt: skip
    cells = pl.DataFrame({"cell": numbers}).select(fold(pl.col("cell"))).to_series()
    points = pl.DataFrame(
        {
            who: _named(cells, told["key"]) * _SAID
            + _for(said, told["sex"]) * _SAID
            + _for(sex, told["sex"])
            + _for(year, told["year"])
            for who, told in people.items()
        }
    )
    first, second = pl.col(FIRST), pl.col(SECOND)
    return points.select(
        pl.when((first > second) & (first > 0)).then(pl.lit(FIRST))
        .when((second > first) & (second > 0)).then(pl.lit(SECOND))
    ).to_series()  # fmt: skip


def _told(names: pl.Series, births: pl.Series) -> pl.DataFrame:
    """Return what is known of people: `key` of the name, `sex`, `year` of birth."""
    beside = read_particulars(names)["birth"]
    return pl.DataFrame(
        {
            "key": normalise_names(names)["key"],
            "sex": title_sex(names),
            "year": read_dates(births.fill_null(beside))["year"],
        }
    )


def _named(cells: pl.Series, keys: pl.Series) -> pl.Series:
    """1 where a cell names the person, 0 elsewhere."""
    both = pl.DataFrame({"cell": cells, "key": keys})
    found = pl.col("cell").str.contains(pl.col("key"), literal=True)
    return both.select(found.fill_null(value=False).cast(pl.Int8)).to_series()


def _for(told: pl.Series, known: pl.Series) -> pl.Series:
    """1 where two values agree, -1 where they differ, 0 where one is not known."""
    same = (told == known).cast(pl.Int8)
    return (same * 2 - 1).fill_null(0)
