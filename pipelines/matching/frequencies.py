"""How common each person's values are in the reference: what agreement on them is worth.

A name's frequency is counted among people of the same sex and decade of birth and of the whole
reference, without the person it is read from: "Nguyễn Thị Lan" says little of a woman born in 1965
and much of a boy born in 2015.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.matching.encoded import Encoded, Ints, Longs
from pipelines.matching.fields import Frequency
from pipelines.matching.names import NameKeys, mix
from pipelines.matching.numbering import numbered

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

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


#: Frequencies are counted side by side; numpy lets go of the interpreter where it takes long.
_THREADS = 2
#: Values so close together, in numbers of people, are counted as they are, without numbering them.
_FEW = 8


@dataclass(frozen=True)
class _Groups:
    """Which group each person is in, numbered from 0."""

    of: Ints | Longs
    size: int

    @classmethod
    def by(cls, values: npt.NDArray[np.integer]) -> _Groups:
        """Group people who share a value."""
        least = int(values.min(initial=0))
        size = int(values.max(initial=0)) - least + 1
        if size <= _FEW * max(len(values), 1):
            return cls(values.astype(np.int64) - least, size)
        return cls(*numbered(values))

    @classmethod
    def by_name(cls, key: Longs, names: Ints) -> _Groups:
        """Group people whose names share a key; name -1 finds the last key, that of nothing."""
        of, size = numbered(key)
        return cls(of[names], size)

    def within(self, other: _Groups) -> _Groups:
        """Group by both."""
        return _Groups.by(self.of.astype(np.int64) * other.size + other.of)

    def sizes(self, counted: Bools | None = None) -> Doubles:
        """Count the people of each group, of all people or of some."""
        of = self.of if counted is None else self.of[counted]
        return np.bincount(of, minlength=self.size).astype(np.float64)

    def count(self, counted: Bools | None = None) -> Doubles:
        """Size of each person's group, of all people or of some."""
        return self.sizes(counted)[self.of]


def _discounted(sizes: Doubles) -> Doubles:
    """Take from each count what a value owes to the person it is read from (Kneser and Ney, 1995).

    Half of all names belong to one person of the reference. That says hardly anything about how
    likely a stranger bears them: of n bearers, n - D are to be expected among as many other people,
    D from how many values occur once and twice.
    """
    once, twice = (sizes == 1).sum(), 2 * (sizes == 2).sum()
    return sizes - np.float64(min(once / max(once + twice, 1), MOST_DISCOUNT))


def _by_cohort(value: _Groups, cohort: _Groups, cohort_share: Doubles, total: int) -> Doubles:
    """Share of people of one's sex and decade who bear a value, as expected of somebody else."""
    sizes = value.sizes()
    count, overall = sizes[value.of], (_discounted(sizes) / total)[value.of]
    here = value.within(cohort).count()
    return overall * (here + SPREAD * cohort_share) / ((count + SPREAD) * cohort_share)


def _among(value: _Groups, group: _Groups, counted: Bools) -> Doubles:
    """Share of a group's counted rows that hold a value, as expected of somebody else."""
    both = value.within(group)
    count = np.maximum(_discounted(both.sizes(counted)), 0.05)[both.of]
    return count / (group.count(counted) + 1.0)


def _of_day(day: _Groups, month: _Groups, total: int) -> Doubles:
    """Share of people born on a day: the month's mean, corrected by the others of the day."""
    mean = month.count() / DAYS_IN_MONTH
    return (DAYS + day.count() - 1) * mean / (DAYS + mean) / total


def _first_of_family(groups: list[_Groups]) -> Bools:
    """Mark one person of each family: brothers and sisters name the same parents."""
    family = np.zeros(len(groups[0].of), dtype=np.uint64)
    for group in groups:
        family = mix(family, group.of.astype(np.uint64))
    return pl.Series(family).is_first_distinct().to_numpy()


def frequencies(people: Encoded, keys: NameKeys) -> dict[Frequency, Floats]:
    """Count every `Frequency` for every person of the reference.

    Returns
    -------
    dict
        Shares in (0, 1], one item a person.
    """
    total = max(people.size, 1)
    by = _Groups.by
    year, sex = by(people.year), by(people.sex)
    month = year.within(by(people.month))
    cohort = sex.within(by(people.year // 10))
    cohort_share = cohort.count() / total
    unit = by(np.where(people.commune_old != 0, people.commune_old, people.commune))
    surname, ethnic = _Groups.by_name(keys.surname, people.name), by(people.ethnic_group)
    father, mother = by(people.father), by(people.mother)
    family = _first_of_family([father, mother, surname, ethnic])
    hamlet, in_hamlet = by(people.hamlet), people.hamlet != 0
    has_father, has_mother = people.father >= 0, people.mother >= 0

    def share(values: npt.NDArray[np.integer], of: int = total) -> Doubles:
        return by(values).count() / max(of, 1)

    def name(key: Longs) -> Doubles:
        return _by_cohort(_Groups.by_name(key, people.name), cohort, cohort_share, total)

    counts: dict[Frequency, Callable[[], Doubles]] = {
        Frequency.NAME: lambda: name(keys.exact),
        Frequency.FOLDED: lambda: name(keys.folded),
        Frequency.SOUND: lambda: name(keys.sound),
        Frequency.SURNAME_GIVEN: lambda: name(keys.surname_given),
        Frequency.STEM: lambda: name(keys.stem),
        Frequency.GIVEN: lambda: name(keys.given),
        Frequency.DATE: lambda: _of_day(month.within(by(people.day)), month, total),
        Frequency.YEAR_MONTH: lambda: month.count() / total,
        Frequency.YEAR: lambda: year.count() / total,
        Frequency.PERSON: lambda: np.full(people.size, 1.0 / max(total, LEAST_PEOPLE)),
        Frequency.COMMUNE: lambda: unit.count() / total,
        Frequency.NEW_COMMUNE: lambda: share(people.commune),
        Frequency.HAMLET: lambda: _among(hamlet, unit, in_hamlet),
        Frequency.NEW_HAMLET: lambda: _among(hamlet, by(people.commune), in_hamlet),
        Frequency.FATHER: lambda: _among(father, surname.within(ethnic), family & has_father),
        Frequency.MOTHER: lambda: _among(mother, ethnic, family & has_mother),
        Frequency.SPOUSE: lambda: share(people.spouse, int((people.spouse >= 0).sum())),
        Frequency.SEX: lambda: sex.count() / total,
        Frequency.ADDRESS: lambda: share(people.address, int((people.address >= 0).sum())),
    }

    def counted(kind: Frequency) -> Floats:
        return _mixed(counts[kind](), TYPICAL.get(kind), total)

    with ThreadPoolExecutor(_THREADS) as pool:
        return dict(zip(counts, pool.map(counted, counts), strict=True))


def _mixed(share: Doubles, typical: float | None, total: int) -> Floats:
    """Mix shares with what is typical of a province, by as many people as that is worth."""
    own = share.astype(np.float32)
    if typical is not None:
        own = (own * total + typical * PSEUDO_PEOPLE) / np.float32(total + PSEUDO_PEOPLE)
    return np.clip(own, _LEAST, _MOST)
