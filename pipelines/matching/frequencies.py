"""How common each person's values are in the reference: what agreement on them is worth.

A name's frequency is counted among people of the same sex and decade of birth and shrunk towards
its frequency in the whole reference: "Nguyễn Thị Lan" says little of a woman born in 1965 and much
of a boy born in 2015.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.matching.encoded import Encoded
from pipelines.matching.fields import Frequency
from pipelines.matching.names import NameKeys

Floats = npt.NDArray[np.float32]

#: People's worth of belief in the overall frequency against that of the sex and decade.
SHRINKAGE = 200.0
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


def _by_group(value: pl.Expr, group: list[pl.Expr], total: int) -> pl.Expr:
    overall = pl.len().over(value).cast(pl.Float64) / total
    inside = pl.len().over([value, *group]).cast(pl.Float64)
    size = pl.len().over(group).cast(pl.Float64)
    return (inside + SHRINKAGE * overall) / (size + SHRINKAGE)


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
    has_spouse = (col("spouse") >= 0).sum()
    counted = {
        Frequency.NAME: _by_group(col("name"), cohort, total),
        Frequency.FOLDED: _by_group(col("folded"), cohort, total),
        Frequency.SOUND: _by_group(col("sound"), cohort, total),
        Frequency.SURNAME_GIVEN: _by_group(col("surname_given"), cohort, total),
        Frequency.STEM: _by_group(col("stem"), cohort, total),
        Frequency.GIVEN: _by_group(col("given"), cohort, total),
        Frequency.DATE: pl.len().over("year", "month", "day") / total,
        Frequency.YEAR_MONTH: pl.len().over("year", "month") / total,
        Frequency.YEAR: pl.len().over("year") / total,
        Frequency.PERSON: pl.lit(1.0 / max(total, LEAST_PEOPLE)),
        Frequency.COMMUNE: pl.len().over("unit") / total,
        Frequency.NEW_COMMUNE: pl.len().over("commune") / total,
        Frequency.HAMLET: _share([col("hamlet")], [col("unit")], col("hamlet") != 0),
        Frequency.FATHER: _share([col("father")], [col("surname"), col("ethnic")], has_father),
        Frequency.MOTHER: _share([col("mother")], [col("ethnic")], has_mother),
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
