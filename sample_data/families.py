"""Who exists: generations of families, simulated as whole columns.

Couples have children, children marry each other or people who moved in, and have children again.
Everything is an index into the columns of `Tree`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sample_data.naming import NameParts, Namer
from sample_data.tables import GROUPS, Ints, draw

#: Mean number of children by the mother's year of birth.
FERTILITY = ((1900, 5.2), (1945, 4.6), (1955, 3.6), (1965, 2.9), (1975, 2.4), (1985, 2.1))


@dataclass
class Tree:
    """People as columns; -1 where there is nobody.

    Attributes
    ----------
    year, month, day, sex, group
        Birth, 0 male and 1 female, index into `GROUP_NAMES`.
    father, mother, spouse
        Indices of people.
    commune
        Index into the units; where the person lives.
    origin
        Commune of birth, -1 for people born in another province.
    """

    columns: dict[str, Ints]

    def __getitem__(self, name: str) -> Ints:
        """One column."""
        return self.columns[name]

    def __len__(self) -> int:
        """Count people."""
        return len(self.columns["year"])

    def append(self, **new: Ints) -> Ints:
        """Add people; their indices."""
        start, count = len(self), len(new["year"])
        for name, column in self.columns.items():
            fill = new.get(name)
            added = np.full(count, -1, dtype=np.int64) if fill is None else fill
            self.columns[name] = np.concatenate([column, added.astype(np.int64)])
        return np.arange(start, start + count)


COLUMNS = (
    "year",
    "month",
    "day",
    "sex",
    "group",
    "father",
    "mother",
    "spouse",
    "commune",
    "origin",
    "surname",
    "middle",
    "given",
    "wedding",
)


@dataclass
class Growth:
    """Makes a tree of about the size that is asked for."""

    rng: np.random.Generator
    namer: Namer
    units: pl.DataFrame
    until: tuple[int, int]

    def grow(self, people: int) -> Tree:
        """Four generations of families."""
        tree = Tree({name: np.empty(0, dtype=np.int64) for name in COLUMNS})
        founders = max(4, int(people * 0.068))
        for couples, mean, spread in ((0.64, 1938, 8), (0.24, 1962, 8), (0.12, 1982, 7)):
            count = max(1, int(founders * couples))
            year = self.rng.normal(mean, spread, count).astype(np.int64)
            women = self._people(tree, np.ones(count, dtype=np.int64), year)
            gap = np.clip(self.rng.normal(2.5, 3.5, count), -6, 16).astype(np.int64)
            men = self._people(tree, np.zeros(count, dtype=np.int64), year - gap, like=women)
            self._wed(tree, men, women)
            if mean == 1938:
                self._children(tree, women)
        for _ in range(3):
            single = np.flatnonzero((tree["spouse"] < 0) & (tree["year"] <= self.until[0] - 19))
            men, women = self._pairs(tree, single)
            self._wed(tree, men, women)
            mothers = np.setdiff1d(
                np.flatnonzero((tree["sex"] == 1) & (tree["spouse"] >= 0)), tree["mother"]
            )
            self._children(tree, mothers)
        return tree

    def _people(self, tree: Tree, sex: Ints, year: Ints, like: Ints | None = None) -> Ints:
        """People whose parents are unknown; a spouse is mostly of the same group and place."""
        count = len(year)
        share = np.array([weight for weight, _ in GROUPS.values()])
        group = draw(self.rng, share, count)
        if like is not None:
            group = np.where(self.rng.random(count) < 0.96, tree["group"][like], group)
        commune = self._home(group)
        if like is not None:
            commune = tree["commune"][like]
        surname = self.namer.surnames(group)
        parts = self.namer.personal(group, sex, year, surname)
        local = self.rng.random(count) < np.where(np.isin(group, (1, 2, 3, 4)), 0.97, 0.3)
        return tree.append(
            **self._born(year),
            sex=sex,
            group=group,
            commune=commune,
            origin=np.where(local, commune, -1),
            **_parts(parts),
        )

    def _born(self, year: Ints) -> dict[str, Ints]:
        month = self.rng.integers(1, 13, len(year))
        length = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[month]
        day = 1 + (self.rng.random(len(year)) * length).astype(np.int64)
        return {"year": year, "month": month, "day": day}

    def _home(self, group: Ints) -> Ints:
        weight = self.units["weight"].to_numpy()
        districts = self.units["district_code"].to_numpy()
        out = np.empty(len(group), dtype=np.int64)
        for code, (_, favoured) in enumerate(GROUPS.values()):
            at = np.flatnonzero(group == code)
            factor = np.where(np.isin(districts, favoured), 9.0, 0.25) if favoured else 1.0
            out[at] = draw(self.rng, weight * factor, len(at))
        return out

    def _pairs(self, tree: Tree, single: Ints) -> tuple[Ints, Ints]:
        """Men and women of near age, mostly of one group and one district, never siblings."""
        willing = single[self.rng.random(len(single)) < 0.88]
        group = tree["group"][willing]
        district = self.units["district_code"].cast(pl.Int64).to_numpy()[tree["commune"][willing]]
        mixed = self.rng.random(len(willing)) < 0.12
        shift = np.where(tree["sex"][willing] == 1, -2.5, 0.0)
        frame = pl.DataFrame(
            {
                "who": willing,
                "sex": tree["sex"][willing],
                "bucket": np.where(group == 0, np.where(mixed, 0, district), 1000 + group),
                "age": tree["year"][willing] + shift + self.rng.normal(0, 2.2, len(willing)),
            }
        ).sort("bucket", "sex", "age", "who")
        frame = frame.with_columns(rank=pl.int_range(pl.len()).over("bucket", "sex"))
        both = frame.filter(pl.col("sex") == 0).join(
            frame.filter(pl.col("sex") == 1), on=["bucket", "rank"], suffix="_w"
        )
        men, women = both["who"].to_numpy(), both["who_w"].to_numpy()
        gap = tree["year"][women] - tree["year"][men]
        kin = (tree["mother"][men] == tree["mother"][women]) & (tree["mother"][men] >= 0)
        good = (gap > -7) & (gap < 14) & ~kin
        return men[good], women[good]

    def _wed(self, tree: Tree, men: Ints, women: Ints) -> None:
        tree["spouse"][men], tree["spouse"][women] = women, men
        youngest = np.maximum(tree["year"][men], tree["year"][women] + 1)
        wedding = youngest + 19 + (self.rng.gamma(2.0, 2.2, len(men))).astype(np.int64)
        wedding = np.minimum(wedding, self.until[0])
        tree["wedding"][men] = tree["wedding"][women] = wedding
        lot = self.rng.random(len(men))
        home = np.where(lot < 0.7, tree["commune"][men], tree["commune"][women])
        home = np.where(lot > 0.85, self._home(tree["group"][men]), home)
        tree["commune"][men] = tree["commune"][women] = home

    def _children(self, tree: Tree, mothers: Ints) -> None:
        years, means = zip(*FERTILITY, strict=True)
        mean = np.interp(tree["year"][mothers], years, means)
        count = np.minimum(self.rng.poisson(mean), 11)
        mother = np.repeat(mothers, count)
        order = np.arange(len(mother)) - np.repeat(np.cumsum(count) - count, count)
        gap = 1 + self.rng.gamma(1.8, 1.3, len(mother)).astype(np.int64)
        twin = (order > 0) & (self.rng.random(len(mother)) < 0.011)
        gap = np.where(order == 0, self.rng.integers(0, 3, len(mother)), np.where(twin, 0, gap))
        year = tree["wedding"][mother] + _running(gap, order)
        born = self._born(year)
        for name in born:  # a twin shares the day of the child before
            born[name] = np.where(twin, np.roll(born[name], 1), born[name])
        now = born["year"] * 12 + born["month"] <= self.until[0] * 12 + self.until[1]
        fertile = born["year"] - tree["year"][mother] < 46
        stays = self.rng.random(len(mother)) < np.where(year < 1965, 0.62, 0.86)
        keep = np.flatnonzero(now & fertile & stays)
        self._add_children(tree, mother[keep], {n: v[keep] for n, v in born.items()})

    def _add_children(self, tree: Tree, mother: Ints, born: dict[str, Ints]) -> None:
        father = tree["spouse"][mother]
        sex = (self.rng.random(len(mother)) < 0.483).astype(np.int64)
        own = tree["group"][father], tree["group"][mother]
        group = np.where(self.rng.random(len(mother)) < 0.7, *own)
        surname = self.namer.inherited(group, tree["surname"][father], tree["surname"][mother])
        parts = self.namer.personal(group, sex, born["year"], surname)
        parts = self._family_middle(tree, father, sex, parts)
        self._distinct(mother, group, sex, born["year"], parts)
        commune = tree["commune"][mother]
        tree.append(
            **born,
            sex=sex,
            group=group,
            father=father,
            mother=mother,
            commune=commune,
            origin=commune,
            **_parts(parts),
        )

    def _distinct(self, mother: Ints, group: Ints, sex: Ints, year: Ints, parts: NameParts) -> None:
        """Name brothers and sisters of one name anew, in place."""
        for _ in range(4):
            order = np.lexsort((parts.given, parts.middle, mother))
            same = np.ones(max(0, len(order) - 1), dtype=bool)
            for key in (mother, parts.middle, parts.given):
                same &= np.diff(key[order]) == 0
            again = np.sort(order[1:][same])
            new = self.namer.personal(group[again], sex[again], year[again], parts.surname[again])
            parts.middle[again], parts.given[again] = new.middle, new.given

    def _family_middle(self, tree: Tree, father: Ints, sex: Ints, parts: NameParts) -> NameParts:
        """Give some sons the father's middle name, as families do."""
        same = (sex == 0) & (self.rng.random(len(father)) < 0.18) & (parts.middle > 0)
        same &= tree["middle"][father] > 0
        middle = np.where(same, tree["middle"][father], parts.middle)
        return NameParts(parts.surname, middle, parts.given)


def _running(gap: Ints, order: Ints) -> Ints:
    """Sum of the gaps within each mother."""
    total = np.cumsum(gap)
    first = np.flatnonzero(order == 0)
    base = np.repeat(total[first] - gap[first], np.diff(np.append(first, len(gap))))
    return np.asarray(total - base, dtype=np.int64)


def _parts(parts: NameParts) -> dict[str, NDArray[np.int64]]:
    return {"surname": parts.surname, "middle": parts.middle, "given": parts.given}
