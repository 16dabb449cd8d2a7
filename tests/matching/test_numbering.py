"""Numbering and ordering of integers, against numpy's own."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.matching.numbering import first_rows, in_order, numbered
from pipelines.matching.reference import Lookup

FEW_VALUES = st.lists(st.sampled_from([0, 7, -3, 2**62, 68_199_000_001]), max_size=20)
NUMBERS = st.lists(st.integers(0, 5) | st.integers(10**11, 10**12) | st.integers(0, 2**62))


@settings(deadline=None)
@given(FEW_VALUES)
def test_equal_values_share_a_number_in_order_of_appearance(values: list[int]) -> None:
    place, count = numbered(np.array(values, dtype=np.int64))
    seen = list(dict.fromkeys(values))
    assert count == len(seen)
    assert [seen[number] for number in place] == values
    assert [values[row] for row in first_rows(place, count)] == seen


@settings(deadline=None)
@given(NUMBERS | FEW_VALUES)
def test_values_are_sorted_and_equal_ones_keep_their_order(values: list[int]) -> None:
    ordered, rows = in_order(np.array(values, dtype=np.int64))
    assert list(ordered) == sorted(values)
    assert list(rows) == sorted(range(len(values)), key=lambda row: values[row])


@settings(deadline=None)
@given(NUMBERS, NUMBERS)
def test_a_number_is_its_first_holders(held: list[int], wanted: list[int]) -> None:
    found = Lookup.of(np.array(held, dtype=np.int64)).find(np.array(wanted, dtype=np.int64))
    assert list(found) == [
        held.index(number) if number and number in held else -1 for number in wanted
    ]
