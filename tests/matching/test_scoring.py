from __future__ import annotations

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.matching import MatchSettings, load_model, prepare_reference
from pipelines.matching.engine import find_candidates
from pipelines.matching.fields import FATHER, FIELDS, MOTHER, SPOUSE
from pipelines.matching.library import shaped
from pipelines.matching.model import LevelWeights
from pipelines.matching.records import encode_records
from pipelines.matching.scoring import (
    PAIR_SCHEMA,
    PRESENCE_BITS,
    SCORE_SCHEMA,
    Context,
    field_bits,
    score,
)  # fmt: skip
from tests.matching.people import population

REFERENCE = prepare_reference(shaped(population()))
RECORDS = encode_records(shaped(population(120, seed=9)), REFERENCE)
MODEL = load_model()
CONTEXT = Context(RECORDS, REFERENCE, MODEL.weights(""))


def pairs(size: int = 500) -> pa.RecordBatch:
    rng = np.random.default_rng(3)
    record = rng.integers(0, RECORDS.people.size, size).astype(np.int32)
    person = rng.integers(0, REFERENCE.size, size).astype(np.int32)
    return pa.RecordBatch.from_arrays([pa.array(record), pa.array(person)], schema=PAIR_SCHEMA)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 499), max_size=6), st.randoms(use_true_random=False))
def test_batches_in_any_order_give_the_same_rows(cuts: list[int], random: object) -> None:
    batch = pairs()
    whole = pa.Table.from_batches([score(batch, CONTEXT)])
    edges = sorted({0, 500, *cuts})
    pieces = [
        (start, score(batch.slice(start, end - start), CONTEXT)) for start, end in pairwise(edges)
    ]
    random.shuffle(pieces)  # type: ignore[attr-defined]
    again = pa.Table.from_batches([piece for _, piece in sorted(pieces, key=lambda item: item[0])])
    assert again.equals(whole)
    assert whole.schema == SCORE_SCHEMA


def test_an_empty_batch_is_scored() -> None:
    empty = pairs().slice(0, 0)
    assert score(empty, CONTEXT).num_rows == 0


def bits_by_level(item, weights):
    """Weigh every level that compares something, for every person of the reference."""
    person = np.arange(REFERENCE.size, dtype=np.int32)
    bits = {}
    for index, level in enumerate(item.levels):
        if level.compared:
            levels = np.full(REFERENCE.size, index, dtype=np.int8)
            bits[level.key], _ = field_bits(item, weights, levels, REFERENCE.frequency, person)
    return bits


@pytest.mark.parametrize("item", [item for item in FIELDS if item.ordered], ids=lambda i: i.key)
def test_more_agreement_never_weighs_less(item) -> None:
    """The first level weighs at least as much as any other, `differs` at most."""
    bits = bits_by_level(item, MODEL.fields[item.key])
    graded = [level.key for level in item.levels if level.compared and level.bounds]
    for better, worse in pairwise(graded):
        assert (bits[better] >= bits[worse] - 1e-5).all()
    first = next(level.key for level in item.levels if level.compared and level.bounds)
    last = [level.key for level in item.levels if level.compared][-1]
    for key, values in bits.items():
        assert (values >= bits[last] - 1e-5).all()
        if item.levels[item.index(key)].bounds or item.index(key) > item.index(first):
            assert (values <= bits[first] + 1e-5).all()


LEVEL = st.builds(LevelWeights, m=st.floats(1e-6, 1), u=st.floats(1e-6, 1), kin=st.floats(1e-6, 1))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_a_model_holds_full_agreement_weighs_most_and_never_against(
    data: st.DataObject,
) -> None:
    item = data.draw(st.sampled_from([item for item in FIELDS if item.ordered]))
    weights = {level.key: data.draw(LEVEL) for level in item.levels if level.compared}
    bits = bits_by_level(item, weights)
    graded = [level.key for level in item.levels if level.compared and level.bounds]
    assert (bits[graded[0]] >= 0).all()
    for better, worse in pairwise(graded):
        assert (bits[better] >= bits[worse] - 1e-4).all()


def test_batches_of_any_size_give_the_same_candidates() -> None:
    every = np.arange(RECORDS.people.size, dtype=np.int32)
    whole = find_candidates(REFERENCE, CONTEXT, every, MODEL, MatchSettings())
    small = MatchSettings(records_per_batch=7, pairs_per_batch=11)
    again = find_candidates(REFERENCE, CONTEXT, every, MODEL, small)
    for name in ("record", "person", "levels", "weight", "kin_weight"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(again, name))


def test_nothing_compared_is_no_evidence() -> None:
    for item in FIELDS:
        if item.levels[-1].compared:
            continue
        level = np.full(5, len(item.levels) - 1, dtype=np.int8)
        bits, kin = field_bits(
            item, MODEL.fields[item.key], level, REFERENCE.frequency, np.arange(5, dtype=np.int32)
        )
        assert not bits.any()
        assert not kin.any()


def test_whether_a_relative_is_written_is_weak_evidence_whatever_a_model_says() -> None:
    person = np.arange(5, dtype=np.int32)
    sure = LevelWeights(m=1e-6, u=0.5, kin=1.0)
    for item in (FATHER, MOTHER, SPOUSE):
        weights = dict.fromkeys(MODEL.fields[item.key], sure)
        for key in ("both_missing", "record_missing", "reference_missing"):
            level = np.full(5, item.index(key), dtype=np.int8)
            bits, kin = field_bits(item, weights, level, REFERENCE.frequency, person)
            assert (bits == -PRESENCE_BITS).all()
            assert (np.abs(kin) <= PRESENCE_BITS).all()
