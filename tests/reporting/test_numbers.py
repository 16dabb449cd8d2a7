from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reporting import sql
from pipelines.reporting.numbers import count, month, percent, rate, thousands


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (1_199_779, 1_236_885, "97,00%"),
        (1_084_356, 1_704_191, "63,63%"),
        (249_634, 302_068, "82,64%"),
        (167_715, 384_485, "43,62%"),
        (2_981, 6_591, "45,23%"),
        (332, 6_591, "5,04%"),
        (1, 800, "0,13%"),  # 0.125: half goes up
        (999_999, 1_000_000, "99,99%"),  # never 100 while one is left
        (7, 7, "100,00%"),
        (0, 5, "0,00%"),
        (0, 0, ""),
        (5, None, ""),
        (8, 7, ""),  # counted differently: no rate
    ],
)
def test_rates_as_the_report_prints_them(
    numerator: int, denominator: int | None, expected: str
) -> None:
    assert percent(rate(numerator, denominator)) == expected


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_hundred_only_when_all_are_done(a: int, b: int) -> None:
    numerator, denominator = min(a, b), max(a, b)
    value = rate(numerator, denominator)
    if denominator == 0:
        assert value is None
        return
    assert value is not None
    assert (value == 100) == (numerator == denominator)
    assert abs(value - Decimal(100 * numerator) / denominator) <= Decimal("0.01")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**8), st.integers(0, 10**8)), min_size=1, max_size=50))
def test_sql_and_python_work_out_the_same_rate(pairs: list[tuple[int, int]]) -> None:
    con = duckdb.connect()
    con.execute(sql.text("macros"))
    for a, b in pairs:
        row = con.execute("SELECT rate($a::BIGINT, $b::BIGINT)", {"a": a, "b": b}).fetchone()
        assert row is not None
        assert row[0] == rate(a, b)


def test_numbers_in_civil_service_style() -> None:
    assert thousands(1_199_779) == "1.199.779"
    assert thousands(0) == "0"
    assert [count(n) for n in (0, 2, 9, 10, 1_000)] == ["0", "02", "09", "10", "1.000"]
    assert month("2026-10", "2026-11") == "10"
    assert month("2025-12", "2026-01") == "12/2025"
