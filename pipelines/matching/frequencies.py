"""How common each person's values are in the reference: what agreement on them is worth.

A name's frequency is counted among people of the same sex and decade of birth and of the whole
reference, without the person it is read from: "Nguyễn Thị Lan" says little of a woman born in 1965
and much of a boy born in 2015.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.matching.encoded import Encoded
from pipelines.matching.fields import Frequency
from pipelines.matching.names import NameKeys

Floats = npt.NDArray[np.float32]

#: People's worth of belief that a name's bearers are spread over sexes and decades as everybody is.
SPREAD = 5.0
#: A day of birth is as common as its month's average, until so many births say otherwise.
DAYS = 2.0
DAYS_IN_MONTH = 30.4
#: A value always keeps this part of its own count: nothing that exists is impossible.
MOST_DISCOUNT = 0.95
#: A reference of a few people says little about how common a value is: so many people's worth of
#: belief in what is typical of a province.
PSEUDO_PEOPLE = 100.0
TYPICAL: dict[Frequency, float] = {
    Frequency.NAME: 5e-4, Frequency.FOLDED: 5e-4, Frequency.SOUND: 1e-3,
    Frequency.SURNAME_GIVEN: 3e-3, Frequency.STEM: 1e-2, Frequency.GIVEN: 1e-2,
    Frequency.DATE: 1 / 30_000, Frequency.YEAR_MONTH: 1e-3, Frequency.YEAR: 1 / 80,
    Frequency.COMMUNE: 1e-2, Frequency.NEW_COMMUNE: 1e-2, Frequency.FATHER: 2e-3,
    Frequency.MOTHER: 1e-3, Frequency.SPOUSE: 1e-3, Frequency.SEX: 0.5,
    Frequency.ADDRESS: 1e-3,
}  # fmt: skip
#: A number is unique in the country, however few of its people the reference holds.
LEAST_PEOPLE = 100_000
_LEAST, _MOST = np.float32(1e-9), np.float32(1.0)


def _discount(count: pl.Expr, counted: pl.Expr) -> pl.Expr:
    """Part of a count that a value owes to the person it is read from (Kneser and Ney, 1995).

    Half of all names belong to one person of the reference. That says hardly anything about how
    likely a stranger bears them: of n bearers, n - D are to be expected among as many other people,
    D from how many values occur once and twice.
    """
    once = (counted & (count == 1)).sum()
    twice = (counted & (count == 2)).sum()
    return (once / pl.max_horizontal(once + twice, 1)).clip(0.0, MOST_DISCOUNT)


def _by_cohort(value: pl.Expr, cohort: list[pl.Expr], total: int) -> pl.Expr:
    """Share of people of one's sex and decade who bear a value, as expected of somebody else."""
    count = pl.len().over(value).cast(pl.Float64)
    here = pl.len().over([value, *cohort]).cast(pl.Float64)
    share = pl.len().over(cohort).cast(pl.Float64) / total
    overall = (count - _discount(count, pl.lit(value=True))) / total
    return overall * (here + SPREAD * share) / ((count + SPREAD) * share)


def _among(value: pl.Expr, group: list[pl.Expr], counted: pl.Expr) -> pl.Expr:
    """Share of a group's counted rows that hold a value, as expected of somebody else."""
    count = counted.sum().over([value, *group]).cast(pl.Float64)
    every = counted.sum().over(group).cast(pl.Float64)
    return (count - _discount(count, counted)).clip(lower_bound=0.05) / (every + 1.0)


def _of_day(total: int) -> pl.Expr:
    """Share of people born on a day: the month's mean, corrected by the others of the day."""
    day = pl.len().over("year", "month", "day").cast(pl.Float64)
    mean = pl.len().over("year", "month").cast(pl.Float64) / DAYS_IN_MONTH
    return (DAYS + day - 1) * mean / (DAYS + mean) / total


def _share(value: list[pl.Expr], group: list[pl.Expr], known: pl.Expr) -> pl.Expr:
    same = known.sum().over([*value, *group]).cast(pl.Float64)
    every = known.sum().over(group).cast(pl.Float64)
    return (same + 0.5) / (every + 1.0)


def frequencies(people: Encoded, keys: NameKeys) -> dict[Frequency, Floats]:
    """Count every `Frequency` for every person of the reference.

    Returns
    -------
    dict
        Shares in (0, 1], one item a person.
    """
    total = max(people.size, 1)
    scale = total + PSEUDO_PEOPLE
    frame = pl.DataFrame(
        {
            "name": keys.exact[people.name], "folded": keys.folded[people.name],
            "sound": keys.sound[people.name], "surname_given": keys.surname_given[people.name],
            "stem": keys.stem[people.name], "given": keys.given[people.name],
            "surname": keys.surname[people.name],
            "year": people.year, "month": people.month, "day": people.day, "sex": people.sex,
            "commune": people.commune, "commune_old": people.commune_old, "hamlet": people.hamlet,
            "father": people.father, "mother": people.mother, "spouse": people.spouse,
            "ethnic": people.ethnic_group, "address": people.address,
        }
    )  # fmt: skip
    col = pl.col
    cohort = [col("sex"), col("year") // 10]
    unit = pl.when(col("commune_old") != 0).then(col("commune_old")).otherwise(col("commune"))
    has_father, has_mother = col("father") >= 0, col("mother") >= 0
    has_address = (col("address") >= 0).sum()
    # Brothers and sisters name the same parents: a family counts once.
    family = pl.struct("father", "mother", "surname", "ethnic").is_first_distinct()
    has_spouse = (col("spouse") >= 0).sum()
    counted = {
        Frequency.NAME: _by_cohort(col("name"), cohort, total),
        Frequency.FOLDED: _by_cohort(col("folded"), cohort, total),
        Frequency.SOUND: _by_cohort(col("sound"), cohort, total),
        Frequency.SURNAME_GIVEN: _by_cohort(col("surname_given"), cohort, total),
        Frequency.STEM: _by_cohort(col("stem"), cohort, total),
        Frequency.GIVEN: _by_cohort(col("given"), cohort, total),
        Frequency.DATE: _of_day(total),
        Frequency.YEAR_MONTH: pl.len().over("year", "month") / total,
        Frequency.YEAR: pl.len().over("year") / total,
        Frequency.PERSON: pl.lit(1.0 / max(total, LEAST_PEOPLE)),
        Frequency.COMMUNE: pl.len().over("unit") / total,
        Frequency.NEW_COMMUNE: pl.len().over("commune") / total,
        Frequency.HAMLET: _share([col("hamlet")], [col("unit")], col("hamlet") != 0),
        Frequency.FATHER: _among(
            col("father"), [col("surname"), col("ethnic")], family & has_father
        ),
        Frequency.MOTHER: _among(col("mother"), [col("ethnic")], family & has_mother),
        Frequency.SPOUSE: pl.len().over("spouse") / pl.max_horizontal(has_spouse, 1),
        Frequency.SEX: pl.len().over("sex") / total,
        Frequency.ADDRESS: pl.len().over("address") / pl.max_horizontal(has_address, 1),
    }
    result = frame.with_columns(unit=unit).select(
        [value.cast(pl.Float32).alias(str(name)) for name, value in counted.items()]
    )
    shares = {name: result[str(name)].to_numpy().astype(np.float32) for name in counted}
    for name, typical in TYPICAL.items():
        shares[name] = (shares[name] * total + typical * PSEUDO_PEOPLE) / np.float32(scale)
    return {name: np.clip(share, _LEAST, _MOST) for name, share in shares.items()}
