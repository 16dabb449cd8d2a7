"""Identification numbers: no digit is ever changed."""

from __future__ import annotations

import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources.normalise.identifiers import (
    number_birth_year,
    number_sex,
    read_numbers,
)

CASES = [
    ("068143120093", ("068143120093", None, "twelve")),
    ("068 143 120 093", ("068143120093", None, "punctuated")),
    ("'068143120093", ("068143120093", None, "punctuated")),
    ("068.143.120.093", ("068143120093", None, "punctuated")),
    ("068143120093.0", ("068143120093", None, "punctuated")),
    ("O68143120093", ("068143120093", None, "punctuated")),
    ("０６８143120093", ("068143120093", None, "punctuated")),
    ("CCCD 068143120093 cấp 2021", ("068143120093", None, "punctuated")),
    ("68143120093", ("068143120093", None, "lost_zero")),
    ("068.143.120.000", ("068143120000", None, "punctuated")),
    ("6.81E+010", (None, None, "irrecoverable")),
    ("000000000000", (None, None, "missing")),
    ("#N/A", (None, None, "missing")),
    ("06814312009", (None, None, "malformed")),  # eleven digits, and the zero is there
    ("1094012345", (None, None, "malformed")),  # two zeros lost, or another kind of number
    ("068 143120093", ("068143120093", None, "punctuated")),
    ("250123456 123", (None, "250123456", "old")),
    ("B1234567", (None, None, "malformed")),
    ("6.8143120093E+10", ("068143120093", None, "lost_zero")),
    ("6,81E+10", (None, None, "irrecoverable")),
    ("251246052", (None, "251246052", "old")),
    ("24073185", (None, "024073185", "old_lost_zero")),
    ("250123456 / 068143120093", ("068143120093", "250123456", "punctuated")),
    ("6812345678", (None, None, "malformed")),  # a social insurance code, no province 006 before 81
    ("12345", (None, None, "malformed")),
    ("068143120093 068143120094", (None, None, "malformed")),
    ("chưa có", (None, None, "missing")),
    ("chưa có tên", (None, None, "missing")),
    ("111111111111", (None, None, "malformed")),
    ("123456789012", (None, None, "malformed")),
    ("123456789", (None, None, "malformed")),
    ("số 999999999", (None, None, "malformed")),
    ("000000000001", (None, None, "malformed")),  # no province 000
    ("000000001", (None, None, "malformed")),
    ("CCCD068143120093", ("068143120093", None, "punctuated")),
    ("’068143120093", ("068143120093", None, "punctuated")),
    ("Mẹ: 068143120093", (None, None, "malformed")),
    ("068143120093 (số của bố)", (None, None, "malformed")),
    ("CCCD chủ hộ 068143120093", (None, None, "malformed")),
    ("068143120093 (chính chủ)", ("068143120093", None, "punctuated")),
    ("0", (None, None, "missing")),
    (None, (None, None, "missing")),
]


@pytest.mark.parametrize(("written", "read"), CASES)
def test_number(written: str | None, read: tuple[object, ...]) -> None:
    assert read_numbers(pl.Series([written], dtype=pl.String)).row(0) == read


@settings(deadline=None)
@given(st.text(alphabet="0123456789 .-'eE+,/OlI", max_size=20))
def test_digits_stand_as_written(text: str) -> None:
    person_id, old_id, form = read_numbers(pl.Series([text], dtype=pl.String)).row(0)
    written = re.sub(r"\D", "", text.translate(str.maketrans("OIl", "011")))
    for number in (person_id, old_id):
        if number is not None:
            assert number.lstrip("0") in written or number in written
            assert len(number) in (9, 12)
    assert form != "missing" or person_id is None


def test_sex_and_year_of_a_number() -> None:
    frame = pl.DataFrame({"n": ["068043120093", "068143120093", "068205000001", "068312000001"]})
    assert frame.select(number_sex(pl.col("n"))).to_series().to_list() == [
        "male", "female", "male", "female",
    ]  # fmt: skip
    assert frame.select(number_birth_year(pl.col("n"))).to_series().to_list() == [
        1943, 1943, 2005, 2012,
    ]  # fmt: skip
