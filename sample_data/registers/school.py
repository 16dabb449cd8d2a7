"""Pupils and the child-management list."""

from __future__ import annotations

import numpy as np
import polars as pl

from sample_data.population import Population
from sample_data.registers.common import Register, choose, mentions, places, with_parents
from sample_data.tables import Ints

SCHOOLS = ("Lê Lợi", "Trần Phú", "Nguyễn Du", "Chu Văn An", "Quang Trung", "Kim Đồng", "Hùng Vương")


def students(rng: np.random.Generator, population: Population) -> Register:
    """Pupils of the school year, by district."""
    year = population.style.until[0]
    eligible = pl.col("year").is_between(year - 18, year - 6) & (pl.col("died") == 0)
    who = choose(rng, population, eligible, population.style.coverage.students)
    grade = np.clip(year - 5 - population.people["year"].gather(who).to_numpy(), 1, 12)
    level = np.select([grade <= 5, grade <= 9], ["TH", "THCS"], "THPT")
    school = np.array(SCHOOLS)[rng.integers(0, len(SCHOOLS), len(who))]
    frame = _with_family(rng, population, who, "students").with_columns(
        grade=pl.Series(grade),
        class_name=pl.format("{}A{}", pl.Series(grade), pl.Series(rng.integers(1, 9, len(who)))),
        school=pl.format("Trường {} {}", pl.Series(level), pl.Series(school)),
        code=_codes(rng, len(who), 6_800_000_000),
        status=pl.Series(np.where(rng.random(len(who)) < 0.97, "Đang học", "Chuyển đến")),
    )
    return Register("students", frame)


def children(rng: np.random.Generator, population: Population) -> Register:
    """Children under sixteen."""
    eligible = (pl.col("year") > population.style.until[0] - 16) & (pl.col("died") == 0)
    who = choose(rng, population, eligible, population.style.coverage.children)
    frame = _with_family(rng, population, who, "children").with_columns(
        code=_codes(rng, len(who), 1_000_000), status=pl.lit("")
    )
    return Register("children", frame)


def _with_family(
    rng: np.random.Generator, population: Population, who: Ints, source: str
) -> pl.DataFrame:
    parents = with_parents(rng, population, who, population.style.coverage.parents_named)
    frame = pl.concat([mentions(rng, population, who, source), parents], how="horizontal")
    unit = population.people["commune"].gather(who)
    frame = frame.with_columns(unit=unit).with_columns(*places(population, "unit"))
    return frame.sort("unit", maintain_order=True)


def _codes(rng: np.random.Generator, count: int, start: int) -> pl.Series:
    return pl.Series(start + rng.permutation(max(1, count) * 3)[:count]).cast(pl.String)
