"""Numbers against dates of birth: usual writings are compared at once, the others as read."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipelines.sources.reading.columns.readable import of_others
from tests.sources.reading.people import people

P = people(60)
NUMBERS = pl.Series([p.number for p in P])
YEARS = [int(p.birth[-4:]) for p in P]


@pytest.mark.parametrize(
    "written",
    [
        lambda year: f"05/03/{year}",
        lambda year: f"{year}-03-05",
        lambda year: f"ngày 5 tháng 3 năm {year}",
    ],
)
@pytest.mark.parametrize(("shift", "others"), [(0, False), (7, True)])
def test_however_dates_are_written(written: Callable[[int], str], shift: int, others: bool) -> None:
    births = pl.Series([written(year - shift) for year in YEARS])
    assert of_others(NUMBERS, births) is others


def test_old_numbers_tell_nothing() -> None:
    old = pl.Series([number[-9:] for number in NUMBERS])
    assert not of_others(old, pl.Series([f"05/03/{year}" for year in YEARS]))
