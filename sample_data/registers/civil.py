"""Civil status: births, deaths, marriages, adoptions."""

from __future__ import annotations

import numpy as np
import polars as pl

from sample_data.population import Population
from sample_data.registers.common import (
    Register,
    choose,
    event_dates,
    mentions,
    places,
    register_numbers,
    with_parents,
)
from sample_data.tables import Ints

CAUSES = ("Già yếu", "Bệnh", "Tai nạn", "", "", "Không rõ")


def births(rng: np.random.Generator, population: Population) -> Register:
    """One row a child; a number only where the birth was registered from 2016 on."""
    eligible = (pl.col("origin") >= 0) & (pl.col("year") >= 1970)
    who = choose(rng, population, eligible, population.style.coverage.births)
    child = mentions(rng, population, who, "civil_status_births", id_missing=0.0, id_cmnd=0.0)
    true = population.people[who]
    parents = with_parents(rng, population, who, population.style.coverage.parents_named)
    late = rng.random(len(who)) < 0.06
    days = np.where(late, rng.integers(200, 4000, len(who)), rng.integers(2, 75, len(who)))
    born = true.select(pl.date("year", "month", "day").alias("born"))["born"]
    frame = pl.concat([child, parents], how="horizontal").with_columns(
        origin=true["origin"],
        registered=(born + pl.Series(days).cast(pl.Duration("us")) * 86_400_000_000),
    )
    last = pl.date(*population.style.until, 28)
    frame = frame.with_columns(registered=pl.min_horizontal("registered", last))
    known = (pl.col("registered").dt.year() >= 2016) & pl.Series(rng.random(len(who)) < 0.85)
    frame = frame.with_columns(
        number=pl.when(known).then("number").otherwise(pl.lit("")),
        number_read=pl.when(known).then("number_read").otherwise(pl.lit("")),
        kinds=pl.when(known)
        .then("kinds")
        .otherwise(pl.col("kinds").str.replace(r"id_\w+;?", "").str.strip_chars_end(";")),
        father_number=pl.when(known).then("father_number").otherwise(pl.lit("")),
        mother_number=pl.when(known).then("mother_number").otherwise(pl.lit("")),
        unit=pl.col("origin"),
    )
    return _numbered(rng, population, Register("civil_status_births", frame))


def _numbered(rng: np.random.Generator, population: Population, register: Register) -> Register:
    """Entry, volume and place of registration; rows in the order of registration."""
    frame = register.rows
    frame = frame.with_columns(
        *register_numbers(rng, frame.height, pl.col("registered")), *places(population, "unit")
    ).sort("unit", "registered", maintain_order=True)
    return Register(register.source, frame, register.roles)


def deaths(rng: np.random.Generator, population: Population) -> Register:
    """One row a deceased person, old deaths of people outside the reference included."""
    coverage = population.style.coverage
    who = choose(rng, population, pl.col("died") > 0, coverage.deaths)
    old = population.people.filter(~pl.col("listed") & (pl.col("died") >= 19950000))
    old_who = rng.permutation(old["index"].to_numpy())[: int(len(who) * 0.12)].astype(np.int64)
    who = rng.permutation(np.concatenate([who, old_who]))
    frame = mentions(rng, population, who, "civil_status_deaths")
    died = population.people["died"].gather(who)
    when = died.cast(pl.String).str.to_date("%Y%m%d")
    frame = frame.with_columns(
        died=when,
        registered=when
        + pl.Series(rng.integers(0, 20, len(who))).cast(pl.Duration("us")) * 86_400_000_000,
        cause=pl.Series(np.array(CAUSES)[rng.integers(0, len(CAUSES), len(who))]),
        unit=population.people["commune"].gather(who),
    )
    return _numbered(rng, population, Register("civil_status_deaths", frame))


def marriages(rng: np.random.Generator, population: Population) -> Register:
    """One row a couple: husband and wife."""
    eligible = pl.col("male") & (pl.col("spouse") >= 0) & (pl.col("wedding") >= 1985)
    husband = choose(rng, population, eligible, population.style.coverage.marriages)
    wife = population.people["spouse"].gather(husband).to_numpy().astype(np.int64)
    source = "civil_status_marriages"
    frame = pl.concat(
        [
            mentions(rng, population, husband, source, "husband", sex_wrong=0.0, sex_missing=0.0),
            mentions(rng, population, wife, source, "wife", sex_wrong=0.0, sex_missing=0.0),
        ],
        how="horizontal",
    )
    year = population.people["wedding"].gather(husband)
    frame = frame.with_columns(
        registered=event_dates(pl.lit(year), rng, len(husband)),
        unit=population.people["commune"].gather(husband),
    )
    return _numbered(rng, population, Register(source, frame, ("husband", "wife")))


def adoptions(rng: np.random.Generator, population: Population) -> Register:
    """One row an adopted child with one or two adoptive parents."""
    eligible = (pl.col("father") >= 0) & (pl.col("year") >= 1980)
    children = choose(rng, population, eligible, population.style.coverage.adoptions)
    source = "civil_status_adoptions"
    parents = [
        population.people[p].gather(children).to_numpy().astype(np.int64)
        for p in ("father", "mother")
    ]
    frame = pl.concat(
        [
            mentions(rng, population, who, source, role, sex_wrong=0.0)
            for who, role in zip(
                (children, *parents), ("adoptee", "adoptive_father", "adoptive_mother"), strict=True
            )
        ],
        how="horizontal",
    )
    alone = pl.Series(rng.random(len(children)) < 0.15)
    frame = frame.with_columns(
        absent(frame, "adoptive_father", alone),
        registered=event_dates(
            pl.lit(
                pl.select(
                    pl.min_horizontal(
                        population.people["year"].gather(children) + 2,
                        population.style.until[0] - 1,
                    )
                ).to_series()
            ),
            rng,
            len(children),
        ),
        unit=population.people["commune"].gather(children),
    )
    return _numbered(
        rng, population, Register(source, frame, ("adoptee", "adoptive_father", "adoptive_mother"))
    )


def absent(frame: pl.DataFrame, role: str, where: pl.Series) -> list[pl.Expr]:
    """Blank out a role's columns in some rows; its `index` becomes null, so truth leaves it out."""
    out = []
    for name, dtype in frame.schema.items():
        if name.startswith(f"{role}."):
            blank = pl.lit("") if dtype == pl.String else pl.lit(None, dtype=dtype)
            if name.endswith(".form"):
                blank = pl.lit("missing")
            out.append(pl.when(where).then(blank).otherwise(pl.col(name)).alias(name))
    return out


__all__ = ["Ints", "absent", "adoptions", "births", "deaths", "marriages"]
