"""Dates as registers write them."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.normalise.dates import (
    looks_month_first,
    parsed_as_american,
    read_dates,
    turn_american,
)

CASES = [
    ("05/3/1980", ("full", 1980, 3, 5)),
    ("5-3-1980", ("full", 1980, 3, 5)),
    ("1.5.1960", ("full", 1960, 5, 1)),
    ("05 / 03 / 1980", ("full", 1980, 3, 5)),
    ("1980-05-23", ("full", 1980, 5, 23)),
    ("1980-05-23 00:00:00", ("full", 1980, 5, 23)),
    ("19800523", ("full", 1980, 5, 23)),
    ("23051980", ("full", 1980, 5, 23)),
    ("ngày 5 tháng 3 năm 1980", ("full", 1980, 3, 5)),
    ("1/2/85", ("full", 1985, 2, 1)),
    ("1/2/05", ("full", 2005, 2, 1)),
    ("29221", ("first_of_january", 1980, 1, 1)),
    ("1/1/1970", ("first_of_january", 1970, 1, 1)),
    ("3/1970", ("month", 1970, 3, None)),
    ("tháng 3 năm 1970", ("month", 1970, 3, None)),
    ("00/05/1952", ("month", 1952, 5, None)),
    ("00/00/1952", ("year", 1952, None, None)),
    ("xx/xx/1950", ("year", 1950, None, None)),
    ("19520000", ("year", 1952, None, None)),
    ("1965", ("year", 1965, None, None)),
    ("sinh năm 1962", ("year", 1962, None, None)),
    ("SN 1950", ("year", 1950, None, None)),
    ("khoảng 1950", ("year", 1950, None, None)),
    ("31/02/1980", ("invalid", 1980, None, None)),
    ("05/23/1980", ("full", 1980, 5, 23)),  # there is no month 23
    ("12/3/3025", ("invalid", None, None, None)),
    ("không biết", ("invalid", None, None, None)),
    ("-", ("missing", None, None, None)),
    ("00/00/0000", ("missing", None, None, None)),
    ("", ("missing", None, None, None)),
    (None, ("missing", None, None, None)),
]


@pytest.mark.parametrize(("written", "read"), CASES)
def test_date(written: str | None, read: tuple[object, ...]) -> None:
    assert read_dates(pl.Series([written], dtype=pl.String)).row(0) == read


@given(
    st.dates(date(1900, 1, 1), date(2026, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y", "%Y%m%d"]),
)
def test_every_day_is_read_back(day: date, form: str) -> None:
    _, year, month, number = read_dates(pl.Series([day.strftime(form)])).row(0)
    assert (year, month, number) == (day.year, day.month, day.day)


@given(st.text(max_size=30))
def test_any_text_is_taken_and_no_day_stands_without_its_month(text: str) -> None:
    form, year, month, day = read_dates(pl.Series([text], dtype=pl.String)).row(0)
    assert day is None or month is not None
    assert month is None or year is not None
    assert form in {"full", "first_of_january", "month", "year", "missing", "invalid"}


def some_days(n: int) -> list[date]:
    return [date(1970, 1, 1) + timedelta(days=37 * i) for i in range(n)]


def test_a_column_that_a_spreadsheet_read_as_american_is_turned_back() -> None:
    days = some_days(60)
    # What such a spreadsheet leaves: a wrong true date where the day could be a month, else text.
    cells = [
        f"{d.year}-{d.day:02}-{d.month:02}" if d.day <= 12 else d.strftime("%d/%m/%Y") for d in days
    ]
    column = pl.Series(cells)
    assert parsed_as_american(column)
    turned = pl.DataFrame({"v": column}).select(turn_american(pl.col("v")))["v"]
    read = read_dates(turned).select("year", "month", "day").rows()
    assert read == [(d.year, d.month, d.day) for d in days]


def test_true_dates_beside_text_are_left_alone() -> None:
    days = some_days(60)
    column = pl.Series(
        [d.isoformat() if i % 2 else d.strftime("%d/%m/%Y") for i, d in enumerate(days)]
    )
    assert not parsed_as_american(column)


def test_month_first_is_believed_only_where_nothing_speaks_against_it() -> None:
    american = pl.Series([d.strftime("%m/%d/%Y") for d in some_days(30)])
    mixed = american.extend(pl.Series(["25/12/1980"]))
    assert not looks_month_first(mixed)
    assert looks_month_first(pl.Series([d.strftime("%m/%d/%Y") for d in some_days(30)]))
    assert read_dates(pl.Series(["05/03/1980"]), month_first=True).row(0)[2:] == (5, 3)
