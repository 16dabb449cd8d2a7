"""How many absent twins of people inside a register shows, and what follows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import polars as pl
import pytest

from pipelines.matching import explain, load_model, prepare_reference
from pipelines.matching.library import shaped
from pipelines.matching.measures import measures_frame, measures_of
from pipelines.matching.records import Register
from pipelines.matching.run import Matched, match
from pipelines.matching.settings import MatchSettings
from tests.matching.people import mentions_frame, population
from tests.matching.test_match import LIST

PEOPLE = population(3000)
REFERENCE = prepare_reference(shaped(PEOPLE))
#: Records of people whose name has a slip, of people as they are, and of absent twins of others.
SLIPS, THEMSELVES, TWINS = 20, 1500, 200


def register(*, twins: int) -> pl.DataFrame:
    """People of the reference, the first without number, and twins who are not in it."""
    own = PEOPLE.drop("record_id")
    no_number = pl.lit(None, pl.String).alias("person_id")
    slipped = own[-SLIPS:].with_columns(pl.col("full_name") + "h", no_number)
    surname = pl.col("full_name").str.extract(r"^(\S+)")
    others = own[THEMSELVES : THEMSELVES + twins].with_columns(
        full_name=surname + " Hoài Út", person_id="001" + pl.col("person_id").str.slice(3)
    )
    return mentions_frame(pl.concat([slipped, own[:THEMSELVES], others]).to_dicts())


@cache
def of(twins: int) -> Matched:
    return matched(register(twins=twins))


def matched(mentions: pl.DataFrame) -> Matched:
    return match(REFERENCE, mentions, LIST, model=load_model(), settings=MatchSettings())


def shown(found: Matched) -> float:
    assert found.measures is not None
    return found.measures.twins


def test_a_register_shows_its_absent_twins() -> None:
    assert shown(of(0)) == pytest.approx(1, abs=0.2)
    assert shown(of(TWINS)) > 5


def test_where_absent_twins_are_many_a_slip_is_believed_less() -> None:
    none, many = (of(twins).results["probability"][:SLIPS].fill_null(0.0) for twins in (0, TWINS))
    assert (many < none).mean() > 0.9


def test_the_order_of_the_register_does_not_matter() -> None:
    mentions = register(twins=50)
    assert shown(matched(mentions)) == pytest.approx(shown(matched(mentions.reverse())))


def test_the_explanation_weighs_and_says_the_same() -> None:
    mentions, found = register(twins=TWINS), of(TWINS)
    assert found.measures is not None
    stored = measures_of(measures_frame(LIST.name, found.measures))
    told = explain(REFERENCE, mentions, 0, Register.of(LIST), measures=stored)
    probability = found.results["probability"][0]
    assert told.candidates[0].probability == pytest.approx(probability, abs=1e-4)
    assert any("sinh đôi" in remark for remark in told.remarks)
    times = f"{found.measures.twins:.1f}".replace(".", ",")
    assert f"nhiều gấp {times} lần" in told.text()
    barely = replace(found.measures, twins=1.04)
    told = explain(REFERENCE, mentions, 0, Register.of(LIST), measures=barely)
    assert "sinh đôi" not in told.text()
