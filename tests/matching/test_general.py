"""Lists of another kind: nothing Vietnamese, no numbers, a model learnt from the data alone."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.matching import learn, link, load_model
from pipelines.matching.model import Model
from tests.matching.damage import people_and_copy

PEOPLE, COPY = people_and_copy(1_500, seed=7)


@pytest.fixture(scope="module")
def learnt() -> Model:
    return learn(PEOPLE.to_pandas(), COPY.to_arrow(), version="t")


def quality(links: pl.DataFrame) -> tuple[int, float]:
    """Links that are false, and F1."""
    linked = links.filter(pl.col("decision") == "link")
    right = int((linked["record_id"] == linked["reference_id"]).sum())
    return linked.height - right, 2 * right / (linked.height + links.height)


def test_a_model_learnt_without_a_known_pair_links_a_damaged_copy(learnt: Model) -> None:
    false_links, f1 = quality(link(PEOPLE, COPY, model=learnt))
    assert false_links <= 1
    assert f1 >= 0.985


def test_the_shipped_model_links_less_and_no_worse(learnt: Model) -> None:
    false_links, f1 = quality(link(PEOPLE, COPY))
    assert false_links <= 1
    assert f1 < quality(link(PEOPLE, COPY, model=learnt))[1]


def test_a_model_learnt_without_looking_knows_how_good_it_is(learnt: Model) -> None:
    """As many people are found as are there, and what nobody wrote is not learnt."""
    assert learnt.inside == pytest.approx(0.99, abs=0.01)
    assert learnt.relatives < 0.05
    assert learnt.provenance["linked_pairs"] == 0
    assert learnt.fields["number"] == load_model().fields["number"]
    assert learnt.fields["father"] == load_model().fields["father"]


def test_nobody_is_found_for_people_who_are_not_there(learnt: Model) -> None:
    strangers, _ = people_and_copy(1_500, seed=8)
    linked = link(PEOPLE, strangers.head(700), model=learnt).filter(pl.col("decision") == "link")
    assert linked.height <= 1


@pytest.mark.parametrize("left_out", ["full_name", "birth_date", "commune", "address"])
def test_any_column_may_be_absent(learnt: Model, left_out: str) -> None:
    false_links, f1 = quality(link(PEOPLE, COPY.drop(left_out), model=learnt))
    assert false_links <= 3
    assert f1 > 0.5
