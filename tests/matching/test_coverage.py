"""How many of the reference's people a register names, and what that says of whom it does not."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from pipelines.matching import load_model, prepare_reference
from pipelines.matching.coverage import MOST_NAMED, measure_named, named_people
from pipelines.matching.engine import find_candidates
from pipelines.matching.library import shaped
from pipelines.matching.posterior import Candidates, Prior, competition
from pipelines.matching.records import encode_records
from pipelines.matching.run import match
from pipelines.matching.scoring import Context
from pipelines.matching.settings import MatchSettings
from tests.matching.people import mentions_frame, population
from tests.matching.test_match import LIST, record
from tests.matching.test_match import REFERENCE as SMALL

MODEL = load_model()
PEOPLE = population(4000)
REFERENCE = prepare_reference(shaped(PEOPLE))


def named(people: pl.DataFrame) -> dict[int, float]:
    context = Context(encode_records(shaped(people), REFERENCE), REFERENCE, MODEL.weights(""))
    rows = np.arange(people.height, dtype=np.int32)
    scored = find_candidates(REFERENCE, context, rows, MODEL, MatchSettings())
    return measure_named(scored.candidates(), Prior.of(MODEL, REFERENCE.size), REFERENCE)


def test_the_share_is_measured_by_year_of_birth() -> None:
    born = pl.col("birth_date").str.slice(-4).cast(pl.Int32)
    share = named(PEOPLE.filter(born >= 1980))
    assert share.keys() == set(PEOPLE.select(born).to_series())
    young = [value for year, value in share.items() if year >= 1980]
    old = [value for year, value in share.items() if year < 1980]
    # Some fifty people a year, who count as much as all years together do.
    assert np.mean(young) == pytest.approx(0.75, abs=0.03)
    assert np.mean(old) == pytest.approx(0.25, abs=0.03)


def test_a_further_record_of_a_person_names_nobody_else() -> None:
    half = PEOPLE[::2]
    once, twice = named(half), named(pl.concat([half, half]))
    assert twice == pytest.approx(once, abs=0.01)


def test_nobody_is_taken_to_be_named_for_certain() -> None:
    years = {int(year): 1.0 for year in REFERENCE.people.year}
    assert (named_people(years, REFERENCE) == MOST_NAMED).all()
    assert (named_people({}, REFERENCE) == 0).all()


def claims(person: list[int]) -> Candidates:
    rows, weights = np.arange(len(person), dtype=np.int32), np.zeros(len(person))
    return Candidates.of(rows, np.array(person, np.int32), weights, weights)


def test_who_is_left_over_gains_and_who_is_claimed_loses() -> None:
    share = np.array([0.0, 0.75, 0.9, 0.75])
    sure = np.ones(5)
    gained = competition(claims([0, 1, 2, 3, 3]), sure, share, 0.02)
    assert gained[:3] == pytest.approx(-np.log2(1 - share[:3]))
    assert gained[3:] == pytest.approx([np.log2(0.02)] * 2, abs=1e-4)


def test_a_record_is_surer_where_the_list_names_nearly_everybody_else() -> None:
    """Name and year of one person, beside the rest of his age or beside a few of them."""
    asked = record(3, person_id=None, birth_date=PEOPLE["birth_date"][3][-4:], commune=None)

    def odds(others: range) -> float:
        rows = [asked, *(record(index) for index in others if index != 3)]
        found = match(SMALL, mentions_frame(rows), LIST).results["probability"][0]
        return float(np.log2(found / (1 - found)))

    everybody, few = odds(range(400)), odds(range(0, 400, 20))
    assert everybody > few + 1
