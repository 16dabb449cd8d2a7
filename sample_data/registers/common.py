"""What all registers share: choosing people, duplicates, parents, numbering."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from sample_data.entries import entries
from sample_data.mistakes.names import miswrite
from sample_data.population import Population
from sample_data.settings import Mistakes
from sample_data.tables import Ints

#: Mentions that even the smallest register has, as far as there are people for it.
LEAST = 6


@dataclass(frozen=True)
class Register:
    """Rows of one register: values of the row, and under `<role>.` those of its people."""

    source: str
    rows: pl.DataFrame
    roles: tuple[str, ...] = ("",)


def choose(
    rng: np.random.Generator, population: Population, eligible: pl.Expr, share: float
) -> Ints:
    """Draw people for a register, in random order; some not in the reference, some twice."""
    coverage = population.style.coverage
    frame = population.people.select("index", ok=pl.col("listed") & eligible, inside="inside")
    inside = frame.filter(pl.col("ok") & pl.col("inside"))["index"].to_numpy()
    outside = frame.filter(pl.col("ok") & ~pl.col("inside"))["index"].to_numpy()
    count = min(len(inside), max(LEAST, int(rng.binomial(len(inside), share))))
    strangers = min(len(outside), round(count * coverage.outside))
    who = np.concatenate([rng.permutation(inside)[:count], rng.permutation(outside)[:strangers]])
    twice = rng.permutation(who)[: round(len(who) * coverage.duplicate)]
    return rng.permutation(np.concatenate([who, twice])).astype(np.int64)


def mentions(
    rng: np.random.Generator,
    population: Population,
    who: Ints,
    source: str,
    role: str = "",
    **fixed: float,
) -> pl.DataFrame:
    """Mentions of `who`, their columns under the role; the second of a person is marked."""
    rates: Mistakes = replace(population.style.mistakes_of(source), **fixed)
    frame = entries(rng, population, who, rates)
    again = ~pl.int_range(pl.len()).over("index").eq(0)
    kinds = pl.when(again).then(pl.lit("duplicate")).otherwise(pl.lit(""))
    frame = frame.with_columns(
        kinds=pl.concat_str(
            pl.when(pl.col("kinds") != "").then("kinds"),
            pl.when(kinds != "").then(kinds),
            separator=";",
            ignore_nulls=True,
        )
    )
    return frame.rename({name: f"{role}.{name}" for name in frame.columns}) if role else frame


def with_parents(
    rng: np.random.Generator, population: Population, who: Ints, share: float
) -> pl.DataFrame:
    """Parents as a row names them: `<parent>_name`, `_year`, `_number`; empty where left out."""
    people = population.people[who]
    rates = population.style.coverage.relatives
    if population.style.name == "clean":
        rates = rates.scaled(0.0)
    named = rng.random(len(who)) < share
    out: dict[str, pl.Series] = {}
    for parent in ("father", "mother"):
        right = np.asarray(people[f"{parent}_name"].to_numpy(), dtype=object)
        written, _ = miswrite(rng, right, np.full(len(right), "", dtype=object), rates)
        keep = (
            named & (right != "") & (rng.random(len(who)) < (0.93 if parent == "father" else 0.98))
        )
        index = people[parent].to_numpy()
        number = population.people["number"].gather(np.maximum(index, 0)).to_numpy()
        year = np.where(keep, people[f"{parent}_year"].to_numpy(), 0)
        out[f"{parent}_name"] = pl.Series(np.where(keep, written, ""), dtype=pl.String)
        out[f"{parent}_year"] = pl.Series(
            np.where(year > 0, year.astype("U4"), ""), dtype=pl.String
        )
        out[f"{parent}_number"] = pl.Series(
            np.where(keep & (index >= 0), number, "").astype(object), dtype=pl.String
        )
    return pl.DataFrame(out)


def event_dates(year: pl.Expr, rng: np.random.Generator, count: int) -> pl.Expr:
    """Draw a date in the given year."""
    month = pl.lit(pl.Series(rng.integers(1, 13, count)))
    day = pl.lit(pl.Series(rng.integers(1, 29, count)))
    return pl.date(year, month, day)


def register_numbers(rng: np.random.Generator, count: int, when: pl.Expr) -> list[pl.Expr]:
    """Entry number and volume of a civil-status register."""
    number = pl.lit(pl.Series(rng.integers(1, 420, count))).cast(pl.String)
    volume = pl.lit(pl.Series(rng.integers(1, 4, count))).cast(pl.String).str.zfill(2)
    return [number.alias("entry"), pl.format("{}/{}", volume, when.dt.year()).alias("volume")]


def places(population: Population, commune: str, prefix: str = "") -> list[pl.Expr]:
    """Names of a commune column: `place`, `place_district`, `place_code`, `place_new` and so on."""
    units = population.units
    at = pl.col(commune).cast(pl.Int64)
    return [
        at.replace_strict(list(range(units.height)), units[source].to_list(), default="").alias(
            prefix + name
        )
        for name, source in (
            ("place", "name"),
            ("place_short", "short"),
            ("place_district", "district"),
            ("place_code", "code"),
            ("place_new", "new_name"),
            ("place_new_code", "new_code"),
            ("place_province", "province"),
        )
    ]
