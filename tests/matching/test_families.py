"""What the families of a reference show of brothers and sisters."""

from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.matching import load_model, prepare_reference
from pipelines.matching.families import family_model
from pipelines.matching.model import Model
from tests.matching.people import reference_frame

#: Households of two.
PEOPLE = reference_frame(4000)
MODEL = load_model()


def of_families(people: pl.DataFrame) -> Model:
    return family_model(MODEL, prepare_reference(people))


def siblings(*, twins: bool) -> pl.DataFrame:
    """Give the two of every household the same parents, with one date of birth or two."""
    first = pl.Series(np.arange(PEOPLE.height) // 2 * 2)
    dates = ("birth_year", "birth_month", "birth_day")
    people = PEOPLE.with_columns(
        father_name=pl.lit("Nguyễn Văn Cha"), mother_name=pl.lit("Trần Thị Mẹ")
    )
    return people.with_columns(people[name].gather(first) for name in dates if twins)


def test_a_reference_of_twins_expects_an_absent_twin() -> None:
    twins, apart = (of_families(siblings(twins=twins)) for twins in (True, False))
    exact = [model.fields["birth_date"]["exact"].kin for model in (twins, MODEL, apart)]
    assert exact[0] > 0.3 > exact[1] > exact[2]
    assert twins.fields["name"]["identical"].kin < 0.01, "twins of one name are one person"


def test_a_reference_whose_families_give_two_children_one_name_expects_an_absent_namesake() -> None:
    first = pl.Series(np.arange(PEOPLE.height) // 2 * 2)
    apart = siblings(twins=False).filter(pl.col("birth_year").is_between(1950, 1999))
    namesakes = siblings(twins=False).with_columns(PEOPLE["full_name"].gather(first))
    shares = [of_families(people).fields["name"]["identical"].kin for people in (apart, namesakes)]
    assert shares[0] < 0.01 < 0.3 < shares[1]


def test_where_no_family_is_known_the_model_stays() -> None:
    assert of_families(PEOPLE.drop("household_id")) == MODEL


def test_the_order_of_the_reference_does_not_matter() -> None:
    people = siblings(twins=False)
    assert of_families(people) == of_families(people.reverse())
