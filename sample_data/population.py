"""The population: numbers, households, deaths, addresses; the table every list is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sample_data.families import Growth, Tree
from sample_data.naming import Namer
from sample_data.settings import Style
from sample_data.tables import GROUP_NAMES, Ints, draw, names, units

#: Deaths before this year are not in the reference.
FIRST_DEATH_KEPT = 2010


@dataclass(frozen=True)
class Population:
    """Everybody who may be named in a list.

    Attributes
    ----------
    people
        One row a person, in the order of the index that kin columns point to. `inside`: is in
        the population reference; `listed`: may be in a list at all.
    units
        Communes; `people.commune` is the row.
    """

    people: pl.DataFrame
    units: pl.DataFrame
    style: Style


def make(people: int, seed: int, style: Style) -> Population:
    """Make a population whose reference has exactly `people` people."""
    table = units(style.old_provinces)
    factor = 1.55
    while True:
        rng = np.random.default_rng([seed, 1])
        namer = Namer(rng)
        tree = Growth(rng, namer, table, style.until).grow(int(people * factor))
        died = _deaths(rng, tree, style.until)
        listed = (died == 0) | (died // 10000 >= FIRST_DEATH_KEPT)
        if listed.sum() >= people * 1.02 + 5:
            break
        factor *= 1.08 * people / listed.sum()
    inside = np.zeros(len(tree), dtype=bool)
    inside[rng.permutation(np.flatnonzero(listed))[:people]] = True
    frame = _frame(rng, tree, namer, table, died)
    return Population(frame.with_columns(inside=pl.Series(inside), listed=listed), table, style)


def _deaths(rng: np.random.Generator, tree: Tree, until: tuple[int, int]) -> Ints:
    """Date of death as yyyymmdd, 0 for the living."""
    count = len(tree)
    age = rng.normal(np.where(tree["sex"] == 0, 77, 82), 11, count)
    early = rng.random(count) < 0.06
    age = np.where(early, rng.random(count) * 75, age)
    married = tree["spouse"] >= 0
    year = tree["year"] + np.maximum(age, np.where(married, 24, 1)).astype(np.int64)
    year = np.maximum(year, np.where(married, tree["wedding"] + 1, 0))
    month, day = rng.integers(1, 13, count), rng.integers(1, 29, count)
    dead = year * 12 + month <= until[0] * 12 + until[1]
    return np.where(dead, year * 10000 + month * 100 + day, 0)


def _frame(
    rng: np.random.Generator, tree: Tree, namer: Namer, table: pl.DataFrame, died: Ints
) -> pl.DataFrame:
    words = namer.words.series()
    count = len(tree)
    parts = [words.gather(tree[name]) for name in ("surname", "middle", "given")]
    frame = pl.DataFrame(dict(zip(("surname", "middle", "given"), parts, strict=True)))
    frame = frame.select(
        "surname",
        "middle",
        "given",
        name=pl.concat_str("surname", "middle", "given", separator=" ")
        .str.replace_all("  ", " ")
        .str.strip_chars(),
    )
    place = _birth_places(rng, tree, table)
    kin = {name: pl.Series(tree[name], dtype=pl.Int32) for name in ("father", "mother", "spouse")}
    frame = frame.with_columns(
        index=pl.int_range(count, dtype=pl.Int32),
        year=pl.Series(tree["year"], dtype=pl.Int16),
        month=pl.Series(tree["month"], dtype=pl.Int8),
        day=pl.Series(tree["day"], dtype=pl.Int8),
        male=pl.Series(tree["sex"] == 0),
        group=pl.Series("group", GROUP_NAMES, dtype=pl.String).gather(tree["group"]),
        number=_numbers(rng, tree, place),
        old_number=_old_numbers(rng, tree, place),
        birth_province=pl.Series(place),
        commune=pl.Series(tree["commune"], dtype=pl.Int16),
        origin=pl.Series(tree["origin"], dtype=pl.Int16),
        wedding=pl.Series(tree["wedding"], dtype=pl.Int16),
        died=pl.Series(died, dtype=pl.Int32),
        death_known=pl.Series((died > 0) & (rng.random(count) < 0.85)),
        **kin,
    )
    return _households(rng, tree, _parents(rng, namer, tree, frame))


def _parents(
    rng: np.random.Generator, namer: Namer, tree: Tree, frame: pl.DataFrame
) -> pl.DataFrame:
    """Names and years of the parents; half of those outside the tree are known by name only."""
    out: dict[str, pl.Series] = {}
    for sex, role in enumerate(("father", "mother")):
        known = tree[role] >= 0
        lost = np.flatnonzero(~known & (rng.random(len(tree)) < 0.5))
        year = tree["year"][lost] - rng.integers(20, 36, len(lost))
        surname = tree["surname"][lost] if sex == 0 else namer.surnames(tree["group"][lost])
        parts = namer.personal(tree["group"][lost], np.full(len(lost), sex), year, surname)
        vocabulary = list(namer.words.code)
        invented = [
            " ".join(vocabulary[code] for code in codes if code)
            for codes in zip(parts.surname, parts.middle, parts.given, strict=True)
        ]
        at = np.maximum(tree[role], 0)
        names_ = np.where(known, frame["name"].gather(at).to_numpy(), "").astype(object)
        names_[lost] = invented
        years = np.where(known, tree["year"][at], 0)
        years[lost] = year
        out[f"{role}_name"] = pl.Series(names_, dtype=pl.String)
        out[f"{role}_year"] = pl.Series(years, dtype=pl.Int16)
    return frame.with_columns(**out)


def _birth_places(rng: np.random.Generator, tree: Tree, table: pl.DataFrame) -> NDArray[np.str_]:
    """Code of the province where the birth was registered."""
    codes = names()["provinces"]["codes"]
    abroad = draw(rng, np.array([w for *_, w in codes], dtype=np.float64), len(tree))
    away = np.array([code for code, *_ in codes])[abroad]
    home = ("0" + table["province_code"]).to_numpy().astype("U3")[np.maximum(tree["origin"], 0)]
    moved = rng.random(len(tree)) < 0.05
    return np.where((tree["origin"] >= 0) & ~moved, home, away)


def _unique(rng: np.random.Generator, prefix: Ints, width: int) -> Ints:
    """`prefix` followed by `width` random digits, all different."""
    size = 10**width
    number = prefix * size + rng.integers(0, size, len(prefix))
    while True:
        order = np.argsort(number, kind="stable")
        again = order[1:][np.diff(number[order]) == 0]
        if len(again) == 0:
            return np.asarray(number, dtype=np.int64)
        number[again] = prefix[again] * size + rng.integers(0, size, len(again))


def _numbers(rng: np.random.Generator, tree: Tree, place: NDArray[np.str_]) -> pl.Series:
    """Số định danh: province of birth registration, century and sex, year, six random digits."""
    century = (tree["year"] // 100 - 19) * 2 + tree["sex"]
    prefix = place.astype(np.int64) * 1000 + century * 100 + tree["year"] % 100
    return pl.Series(_unique(rng, prefix, 6)).cast(pl.String).str.zfill(12)


def _old_numbers(rng: np.random.Generator, tree: Tree, place: NDArray[np.str_]) -> pl.Series:
    """CMND of nine digits, for those who were of age while it was given out."""
    issued = {"068": 250, "060": 260, "067": 240}
    local = np.array([issued.get(code, -1) for code in place])
    other = (place.astype(np.int64) * 3) % 240 + 1
    prefix = np.where(local > 0, local + rng.integers(0, 10, len(tree)), other)
    has = (tree["year"] <= 2002) & (rng.random(len(tree)) < 0.9)
    text = pl.Series(_unique(rng, prefix, 6)).cast(pl.String).str.zfill(9)
    return text.zip_with(pl.Series(has), pl.Series([""]).new_from_index(0, len(tree)))


def _households(rng: np.random.Generator, tree: Tree, frame: pl.DataFrame) -> pl.DataFrame:
    """Household of each person, the relation to its head, and the address they share.

    Married people keep house together; others live with their parents, or alone when there are
    none. Widowed mothers and fathers stay the head of their own house.
    """
    me = np.arange(len(tree))
    couple = np.where(tree["spouse"] >= 0, np.minimum(me, tree["spouse"]), -1)
    with_parents = np.where(tree["mother"] >= 0, couple[tree["mother"]], me)
    grown = rng.random(len(me)) < np.clip((2026 - tree["year"] - 25) / 40, 0, 0.6)
    house = np.where(couple >= 0, couple, np.where(grown, me, with_parents))
    child = (couple < 0) & (house != me)
    wife_leads = (rng.random(len(me)) < 0.14)[house]
    male = tree["sex"] == 0
    head = ~child & np.where(couple >= 0, male != wife_leads, True)
    relation = np.where(head, "Chủ hộ", np.where(child, "Con", np.where(male, "Chồng", "Vợ")))
    commune = np.where(child, tree["commune"][house], tree["commune"])
    return frame.with_columns(
        commune=pl.Series(commune, dtype=pl.Int16),
        household=pl.Series(house, dtype=pl.Int32),
        relation=pl.Series(relation),
        detail=_details(rng, len(me)).gather(house),
    )


def _details(rng: np.random.Generator, count: int) -> pl.Series:
    """Address below the commune."""
    number = rng.integers(1, 16, count).astype("U3")
    house = rng.integers(1, 400, count).astype("U3")
    hamlet = np.array(names()["places"]["hamlets"])[rng.integers(0, 30, count)]
    street = np.array(names()["places"]["streets"])[rng.integers(0, 30, count)]
    forms = [
        np.strings.add("Thôn ", hamlet),
        np.strings.add("Thôn ", number),
        np.strings.add("Tổ dân phố ", number),
        np.strings.add("TDP ", number),
        np.strings.add("Khu phố ", number),
        np.strings.add("Buôn ", hamlet),
        np.strings.add(np.strings.add(house, " "), street),
        np.strings.add(
            np.strings.add(np.strings.add(house, "/"), number), np.strings.add(" ", street)
        ),
    ]
    pick = draw(rng, np.array([3.0, 3, 2, 1, 1, 1, 2, 1]), count)
    return pl.Series(np.choose(pick, forms))
