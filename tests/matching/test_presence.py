"""What share of a register's people the reference holds, of those with a number and without."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from pipelines.matching import load_model, prepare_reference
from pipelines.matching.engine import Scored, find_candidates
from pipelines.matching.library import shaped
from pipelines.matching.measures import Presence, Share
from pipelines.matching.posterior import Prior
from pipelines.matching.presence import has_number, measure_presence, register_prior
from pipelines.matching.records import encode_records
from pipelines.matching.reference import Reference
from pipelines.matching.scoring import Context
from pipelines.matching.settings import MatchSettings
from tests.matching.people import population

MODEL = load_model()
PEOPLE = population(3000)
#: Every other one writes a number.
_NUMBERED = pl.int_range(pl.len()) % 2 == 0


def written(people: pl.DataFrame, numbered: pl.Expr = _NUMBERED) -> pl.DataFrame:
    return people.with_columns(person_id=pl.when(numbered).then("person_id"))


def badly(people: pl.DataFrame) -> pl.DataFrame:
    """Only the year of birth, no parents, no sex; two of five names spelt otherwise."""
    other = pl.when(pl.int_range(pl.len()) % 5 < 2).then(
        pl.col("full_name").str.replace(r"\S+$", "Xoan")
    )
    return people.drop("father_name", "mother_name", "sex").with_columns(
        birth_date=pl.col("birth_date").str.slice(-4), full_name=other.otherwise("full_name")
    )


def weighed(people: pl.DataFrame, reference: Reference) -> tuple[Scored, Context]:
    context = Context(encode_records(shaped(people), reference), reference, MODEL.weights(""))
    rows = np.arange(people.height, dtype=np.int32)
    return find_candidates(reference, context, rows, MODEL, MatchSettings()), context


def measured(people: pl.DataFrame, known: pl.DataFrame) -> Presence:
    reference = prepare_reference(shaped(known))
    scored, context = weighed(people, reference)
    prior, rows = Prior.of(MODEL, reference.size), np.arange(people.height, dtype=np.int32)
    return measure_presence(scored.candidates(), context, prior, rows)


@pytest.mark.parametrize("absent", [0, 600, 1500])
def test_the_shares_are_found_from_the_register(absent: int) -> None:
    found = measured(written(PEOPLE), PEOPLE[absent:])
    inside = 1 - absent / PEOPLE.height
    assert found.numbered.whole == pytest.approx(inside, abs=0.03)
    assert found.unnumbered.whole == pytest.approx(inside, abs=0.03)
    assert found.whole == pytest.approx(inside, abs=0.03)


def test_those_without_a_number_may_have_gone_more_often() -> None:
    gone = (pl.int_range(pl.len()) % 4) == 1
    found = measured(written(PEOPLE), PEOPLE.filter(~gone))
    assert found.numbered.whole == pytest.approx(0.99, abs=0.02)
    assert found.unnumbered.whole == pytest.approx(0.5, abs=0.03)
    assert found.whole == pytest.approx(0.75, abs=0.02)


def test_what_is_written_badly_is_not_taken_for_gone() -> None:
    """The pairs that share a number show how many are lost without one."""
    known, people = PEOPLE[300:], badly(PEOPLE)
    alone = measured(people.drop("person_id").filter(~_NUMBERED), known)
    beside = measured(written(people), known)
    assert alone.unnumbered.whole < 0.8
    assert alone.unnumbered.whole + 0.05 < beside.unnumbered.whole <= beside.numbered.whole
    assert beside.numbered.whole == pytest.approx(0.9, abs=0.03)


def test_a_few_records_say_little() -> None:
    absent = written(PEOPLE[:2])
    found = measured(absent, PEOPLE[2:])
    assert min(found.numbered.whole, found.unnumbered.whole, found.whole) > MODEL.inside - 0.03


def test_a_register_without_records_has_the_models_share() -> None:
    assert measured(PEOPLE[:0], PEOPLE).whole == MODEL.inside


def test_each_record_has_the_share_of_its_kind() -> None:
    reference = prepare_reference(shaped(PEOPLE))
    _, context = weighed(written(PEOPLE[:4]), reference)
    prior = register_prior(
        Prior.of(MODEL, reference.size), Presence(0.7, Share(0.9), Share(0.5)), context
    )
    inside, outside = prior.odds(np.arange(4, dtype=np.int32))
    assert np.exp2(inside) == pytest.approx([0.9, 0.5, 0.9, 0.5])
    assert np.exp2(outside) == pytest.approx([0.1, 0.5, 0.1, 0.5])


def test_an_old_number_counts_only_where_the_reference_knows_some() -> None:
    people = PEOPLE[:50].with_columns(old_id=pl.lit("250123456")).drop("person_id")
    for known, counts in ((PEOPLE, False), (PEOPLE.with_columns(old_id=pl.lit("250765432")), True)):
        reference = prepare_reference(shaped(known))
        records = encode_records(shaped(people), reference)
        assert has_number(records, reference).tolist() == [counts] * people.height


def test_each_decade_has_a_share_of_its_own() -> None:
    """Nobody of those born in the sixties is known: the others do not pay for them."""
    year = pl.col("birth_date").str.slice(-4).cast(pl.Int32)
    sixties = year.is_between(1960, 1969)
    found = measured(written(PEOPLE), PEOPLE.filter(~sixties))
    for share in (found.numbered, found.unnumbered):
        assert share.by_decade[196] < 0.3
        others = [value for decade, value in share.by_decade.items() if decade != 196]
        assert len(others) > 3
        assert min(others) > 0.95
        assert min(others) > share.whole > share.by_decade[196]


def test_each_record_has_the_share_of_its_decade() -> None:
    reference = prepare_reference(shaped(PEOPLE))
    people = PEOPLE[:4].with_columns(
        birth_date=pl.Series(["01/02/1961", "01/02/1962", "01/02/1985", None])
    )
    _, context = weighed(written(people), reference)
    presence = Presence(0.7, Share(0.9, {196: 0.6}), Share(0.5, {196: 0.1, 0: 0.3}))
    prior = register_prior(Prior.of(MODEL, reference.size), presence, context)
    inside, _ = prior.odds(np.arange(4, dtype=np.int32))
    assert np.exp2(inside) == pytest.approx([0.6, 0.1, 0.9, 0.3])


def test_the_less_is_recognised_the_more_those_with_a_number_tell() -> None:
    """Of both, half of those without a number have gone; only the full rows show it well."""
    gone = (pl.int_range(pl.len()) % 4) == 1
    known, people = PEOPLE.filter(~gone), PEOPLE
    full, bad = measured(written(people), known), measured(written(badly(people)), known)
    assert full.unnumbered.whole < bad.unnumbered.whole < bad.numbered.whole
