"""What a register shows of its own care, and what matching makes of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from pipelines.matching import load_model, prepare_reference
from pipelines.matching.fields import FIELDS, Frequency
from pipelines.matching.frequencies import frequencies
from pipelines.matching.library import shaped
from pipelines.matching.measures import (
    Measures,
    Presence,
    Quantity,
    Share,
    measures_frame,
    measures_of,
)
from pipelines.matching.model import Model
from pipelines.matching.posterior import Candidates, Prior, posterior
from pipelines.matching.profile import linked_by_number, measure_care, mistaken, register_model
from pipelines.matching.records import encode_records
from tests.matching.people import population

PEOPLE = population(2000)
REFERENCE = prepare_reference(shaped(PEOPLE))
MODEL = load_model()


def fitted(people: pl.DataFrame) -> Model:
    records = encode_records(shaped(people), REFERENCE)
    return register_model(MODEL, "workers", measure_care(MODEL, "workers", records, REFERENCE))


def mistakes(model: Model, field: str) -> float:
    item = next(item for item in FIELDS if item.key == field)
    wrong = [level.key for level, bad in zip(item.levels, mistaken(item), strict=True) if bad]
    return sum(model.weights("workers")[field][key].m for key in wrong)


def test_a_careless_register_loses_less_by_a_mistake_and_a_careful_one_more() -> None:
    other = pl.col("full_name").str.replace(r"^\S+", "Khổng")
    wrong = pl.when(pl.int_range(pl.len()) % 4 == 0).then(other).otherwise(pl.col("full_name"))
    careless, careful = fitted(PEOPLE.with_columns(full_name=wrong)), fitted(PEOPLE)
    assert mistakes(careful, "name") < mistakes(MODEL, "name") < mistakes(careless, "name")
    assert mistakes(careless, "name") == pytest.approx(0.25, abs=0.03)
    assert mistakes(careless, "sex") < mistakes(MODEL, "sex")


def test_a_few_who_hold_a_number_do_not_make_the_rest_careful() -> None:
    """Of the births only the newest have a number, and their families have not moved yet."""
    number = pl.when(pl.int_range(pl.len()) % 4 == 0).then(pl.col("person_id"))
    wrong = pl.when(pl.int_range(pl.len()) % 8 == 0).then(pl.lit("Khổng Xa")).otherwise("full_name")
    model = fitted(PEOPLE.with_columns(person_id=number))
    assert mistakes(model, "name") == pytest.approx(mistakes(MODEL, "name"))
    careless = fitted(PEOPLE.with_columns(person_id=number, full_name=wrong))
    assert mistakes(careless, "name") > 5 * mistakes(MODEL, "name")


def test_where_few_hold_a_number_name_and_date_show_who_has_moved() -> None:
    """The newest births hold a number and have not moved; the rest say where they live now."""
    number = pl.when(pl.int_range(pl.len()) % 4 == 0).then(pl.col("person_id"))
    moved = pl.when(pl.int_range(pl.len()) % 4 == 1).then(pl.col("commune").reverse())
    few = PEOPLE.with_columns(person_id=number)
    stayed, gone = fitted(few), fitted(few.with_columns(commune=moved.otherwise("commune")))
    assert mistakes(stayed, "commune") < mistakes(MODEL, "commune") / 2
    assert mistakes(gone, "commune") > 3 * mistakes(MODEL, "commune")


def test_the_kinds_of_mistakes_are_those_that_the_register_makes() -> None:
    """One list is wrong by a year, another by a day; what another list does says little of it."""
    date = pl.col("birth_date").str.to_date()
    later = pl.when(pl.int_range(pl.len()) % 4 == 0).then(date.dt.offset_by("1y")).otherwise(date)
    model = fitted(PEOPLE.with_columns(birth_date=later.dt.to_string()))
    own, trained = model.weights("workers")["birth_date"], MODEL.fields["birth_date"]
    assert own["year_near"].m > 0.8 * mistakes(model, "birth_date")
    assert own["day"].m < trained["day"].m < trained["year_near"].m * 2


def test_levels_still_add_up_and_chance_stays_as_trained() -> None:
    model = fitted(PEOPLE.with_columns(full_name=pl.col("full_name").shift(1, fill_value="A")))
    for item in FIELDS:
        one, other = MODEL.fields[item.key], model.weights("workers")[item.key]
        compared = [level.key for level in item.levels if level.compared]
        assert sum(other[key].m for key in compared) == pytest.approx(
            sum(one[key].m for key in compared), rel=1e-3
        )
        assert all(one[key].u == other[key].u for key in one)


def test_a_register_without_numbers_shows_nothing() -> None:
    model = fitted(PEOPLE.drop("person_id").with_columns(birth_date=pl.lit("1970")))
    assert model.weights("workers") == MODEL.fields


def test_a_register_without_numbers_shows_its_slips() -> None:
    """Commune and date point at a misspelt name, commune and name at a wrong day."""
    slip = pl.when(pl.int_range(pl.len()) % 5 == 0)
    name = slip.then(pl.col("full_name") + "g").otherwise("full_name")
    date = pl.col("birth_date").str.to_date()
    later = slip.then(date.dt.offset_by("1y")).otherwise(date).dt.to_string()
    people = PEOPLE.drop("person_id")
    careful, misspelt, misdated = (
        fitted(frame)
        for frame in (
            people, people.with_columns(full_name=name), people.with_columns(birth_date=later),
        )
    )  # fmt: skip
    for field, wrong in (("name", misspelt), ("birth_date", misdated)):
        assert mistakes(careful, field) == pytest.approx(mistakes(MODEL, field))
        slips = mistakes(wrong, field)
        assert slips > 5 * mistakes(MODEL, field)
        assert slips < 0.5
    assert mistakes(misspelt, "birth_date") == pytest.approx(mistakes(MODEL, "birth_date"))


def test_who_has_only_commune_and_date_in_common_shows_no_mistake() -> None:
    """Strangers born on the day in the commune, or of the name in it, are no slips of anybody's."""
    people = PEOPLE.drop("person_id").with_columns(pl.col("full_name").shift(1, fill_value="A B C"))
    assert mistakes(fitted(people), "name") < 2 * mistakes(MODEL, "name")


def test_a_number_that_nothing_else_bears_out_teaches_nothing() -> None:
    records = encode_records(
        shaped(PEOPLE.with_columns(pl.col("full_name", "birth_date").reverse())), REFERENCE
    )
    rows, people, _ = linked_by_number(records, REFERENCE)
    assert len(rows) == len(people) < PEOPLE.height / 10


def test_what_was_measured_comes_back_from_its_rows() -> None:
    wrong = pl.when(pl.int_range(pl.len()) % 5 == 0).then(pl.lit("Khổng Xa")).otherwise("full_name")
    records = encode_records(shaped(PEOPLE.with_columns(full_name=wrong)), REFERENCE)
    care = measure_care(MODEL, "workers", records, REFERENCE)
    name = care.fields["name"]
    assert (name.pairs, name.counted) == (PEOPLE.height, pytest.approx(0.2, abs=0.01))
    assert name.expected < name.mistaken < 0.2
    inside = Presence(0.9, Share(0.95, {195: 0.6, 0: 0.9}), Share(0.8, {201: 0.05}))
    measures = Measures(2000, 1900, inside, MODEL.inside, 0.99, 0.01, care)
    rows = measures_frame("workers", measures)
    assert measures_of(rows) == measures
    # A run that knew no difference by number kept one share.
    one = rows.filter(~pl.col("quantity").str.starts_with(f"{Quantity.INSIDE}_"))
    assert measures_of(one) == replace(measures, inside=Presence(0.9, Share(0.9), Share(0.9)))


def test_a_register_that_was_not_measured_has_no_measures() -> None:
    assert measures_of(pl.DataFrame()) is None


def test_an_absent_sibling_counts_once_for_the_whole_family() -> None:
    """Three brothers in the reference have the same absent one, not three of him."""
    prior = Prior(inside=0.9, relatives=2.0, people=1000)
    one = Candidates.of(
        np.zeros(1, np.int32), np.zeros(1, np.int32), np.array([20.0]), np.array([15.0])
    )
    three = Candidates.of(
        np.zeros(3, np.int32), np.arange(3, dtype=np.int32), np.array([20.0, -50.0, -50.0]),
        np.array([15.0, 15.0, 15.0]),
    )  # fmt: skip
    alone = posterior(one, np.zeros(1), prior)[0]
    assert posterior(three, np.zeros(3), prior)[0] == pytest.approx(alone, rel=1e-9)


def test_a_name_held_once_is_rarer_than_its_own_bearer_makes_it() -> None:
    share = frequencies(REFERENCE.people, REFERENCE.keys)[Frequency.NAME]
    once = PEOPLE["full_name"].is_unique().to_numpy()
    people = REFERENCE.people
    cohort = people.sex.astype(int) * 1000 + people.year // 10
    _, place, size = np.unique(cohort, return_inverse=True, return_counts=True)
    assert (share[once] < 0.5 / size[place][once]).all()
    assert share[~once].mean() > 2 * share[once].mean()
