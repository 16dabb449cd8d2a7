from __future__ import annotations

import duckdb
import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.matching import blocking_report, prepare_reference
from pipelines.matching.blocking import Blocker, distinct
from pipelines.matching.keys import FIRST, SECOND, Key, together
from pipelines.matching.library import shaped
from pipelines.matching.records import encode_records
from tests.matching.people import mentions_frame, population

CROWD = shaped(
    pl.DataFrame(
        {
            "full_name": ["Nguyễn Thị Lan"] * 500,
            "birth_date": ["01/01/1970"] * 500,
        }
    )
).with_columns(commune_old=pl.Series([f"{index % 50:05d}" for index in range(500)]))
REFERENCE = prepare_reference(CROWD)
ONE = encode_records(CROWD.head(1), REFERENCE)
ROW = np.zeros(1, dtype=np.int32)


@pytest.mark.parametrize("key", [*FIRST, *SECOND], ids=lambda key: key.name)
def test_no_common_value_makes_a_large_block(key: Key) -> None:
    with duckdb.connect() as connection:
        record, _ = Blocker(connection, ONE, REFERENCE).pairs((key,), ROW)
    assert len(record) <= key.bound


def test_a_key_too_common_falls_back_on_its_narrower_form() -> None:
    key = Key("k", ("name", "date"), narrower=("commune",), bound=20)
    with duckdb.connect() as connection:
        _, person = Blocker(connection, ONE, REFERENCE).pairs((key,), ROW)
    assert sorted(person) == list(range(0, 500, 50))


def test_pairs_are_distinct_and_sorted() -> None:
    pairs = distinct(
        [np.array([2, 1], dtype=np.int32), np.array([1], dtype=np.int32)],
        [np.array([5, 9], dtype=np.int32), np.array([9], dtype=np.int32)],
    )
    assert list(zip(pairs.record, pairs.person, strict=True)) == [(1, 9), (2, 5)]


@given(st.lists(st.integers(-(2**62), 2**62), min_size=2, max_size=5))
def test_a_missing_part_makes_no_key_and_order_counts(parts: list[int]) -> None:
    columns = [np.array([value], dtype=np.int64) for value in parts]
    assert (together([*columns, np.zeros(1, dtype=np.int64)]) == 0).all()
    if 0 not in parts and parts != parts[::-1]:
        assert together(columns)[0] != together(columns[::-1])[0]


def test_the_report_counts_what_each_key_finds() -> None:
    people = population()
    reference = prepare_reference(shaped(people))
    records = [
        {"full_name": people["full_name"][index], "birth_date": people["birth_date"][index]}
        for index in range(50)
    ]
    records.append({"full_name": "Tôn Nữ Xa Lạ"})
    truth = pl.Series([*people["person_id"][:50].to_list(), people["person_id"][60]])
    report = blocking_report(reference, mentions_frame(records), truth)
    assert report.height == len(FIRST) + len(SECOND) + 1
    found = dict(report.select("key", "true_pairs").rows())
    assert found["name_date"] == found["all"] == 50
    assert report.filter(pl.col("key") == "all")["lost"].item() == 1
