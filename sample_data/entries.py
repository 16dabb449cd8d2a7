"""People as a register names them: one row a mention, the right values spoilt."""

from __future__ import annotations

import numpy as np
import polars as pl

from sample_data.mistakes.dates import Dates, misdate
from sample_data.mistakes.drawing import Texts
from sample_data.mistakes.names import miswrite
from sample_data.mistakes.numbers import misnumber
from sample_data.mistakes.places import Places, misplace
from sample_data.population import Population
from sample_data.settings import Mistakes
from sample_data.tables import Ints


def entries(
    rng: np.random.Generator,
    population: Population,
    who: Ints,
    m: Mistakes,
) -> pl.DataFrame:
    """Mentions of the people `who`, in that order.

    Columns: person (number, empty outside the reference), inside, index, name, year, month, day,
    form, number, number_read, sex, group, address, detail_written, unit_form, commune, kinds (of
    mistakes), look (a random byte that decides between equal ways of writing).
    """
    people = population.people[who]
    name, name_kinds = miswrite(rng, _objects(people["name"]), _objects(_clan(people)), m)
    dates = misdate(
        rng, people["year"].to_numpy(), people["month"].to_numpy(), people["day"].to_numpy(), m
    )
    numbers = misnumber(
        rng,
        _objects(people["number"]),
        _objects(people["old_number"]),
        _relative(rng, population, people),
        m,
    )
    commune = people["commune"].to_numpy().astype(np.int64)
    places = misplace(rng, commune, people["detail"], population.units, m)
    sex, sex_kinds = _sex(rng, people["male"].to_numpy(), m)
    written = people.select(
        person=pl.when("inside").then("number").otherwise(pl.lit("")),
        inside="inside",
        index="index",
        name=pl.Series(name, dtype=pl.String),
        **_dated(dates),
        number=pl.Series(numbers.written, dtype=pl.String),
        number_read=pl.Series(numbers.read, dtype=pl.String),
        sex=pl.Series(sex, dtype=pl.String),
        group="group",
        **_placed(places),
    )
    return written.with_columns(
        kinds=_joined(name_kinds, dates.kinds, numbers.kinds, sex_kinds, places.kinds),
        look=pl.Series(rng.integers(0, 100, len(who)), dtype=pl.Int8),
    )


def _dated(dates: Dates) -> dict[str, pl.Series]:
    return {
        "year": pl.Series(dates.year, dtype=pl.Int16),
        "month": pl.Series(dates.month, dtype=pl.Int8),
        "day": pl.Series(dates.day, dtype=pl.Int8),
        "form": pl.Series(dates.form, dtype=pl.String),
    }


def _placed(places: Places) -> dict[str, pl.Series]:
    return {
        "address": places.text,
        "detail_written": places.detail,
        "unit_form": pl.Series(places.form, dtype=pl.Int8),
        "commune": pl.Series(places.commune, dtype=pl.Int16),
    }


def _joined(*kinds: Texts) -> pl.Series:
    """Name the mistakes of a mention, with `;` between those that it has."""
    columns = pl.DataFrame([pl.Series(str(at), k, dtype=pl.String) for at, k in enumerate(kinds)])
    made = [pl.when(pl.col(name) != "").then(name) for name in columns.columns]
    return columns.select(pl.concat_str(made, separator=";", ignore_nulls=True)).to_series()


def _clan(people: pl.DataFrame) -> pl.Series:
    """Surname where it is a clan, empty otherwise."""
    highland = pl.col("group").is_in(["Cơ Ho", "Chu Ru", "Mnông"])
    return people.select(pl.when(highland).then("surname").otherwise(pl.lit("")).alias("c"))["c"]


def _objects(texts: pl.Series) -> Texts:
    return np.asarray(texts.to_numpy(), dtype=object)


def _relative(rng: np.random.Generator, population: Population, people: pl.DataFrame) -> Texts:
    """Pick the number of the spouse or of a parent."""
    pick = rng.integers(0, 3, people.height)
    columns = [people[c].to_numpy() for c in ("spouse", "mother", "father")]
    first = np.choose(pick, columns)
    some = np.maximum.reduce(columns)
    chosen = np.where(first >= 0, first, some)
    number = population.people["number"].gather(np.maximum(chosen, 0))
    return np.where(chosen >= 0, _objects(number), "")


def _sex(rng: np.random.Generator, male: Ints, m: Mistakes) -> tuple[Texts, Texts]:
    lot = rng.random(len(male))
    wrong = lot < m.sex_wrong
    missing = ~wrong & (lot < m.sex_wrong + m.sex_missing)
    sex = np.where(male ^ wrong, "male", "female").astype(object)
    sex[missing] = ""
    kinds = np.where(wrong, "sex_wrong", np.where(missing, "sex_missing", "")).astype(object)
    return sex, kinds
