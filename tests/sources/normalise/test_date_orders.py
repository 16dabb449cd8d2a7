"""Which part of a date stands first where several hands have written in one column."""

from __future__ import annotations

import datetime as dt
import random

import polars as pl
import pytest

from pipelines.sources.normalise.date_columns import read_date_column
from pipelines.sources.reading.sheet import Notice


def some_days(count: int, seed: int = 3) -> list[dt.date]:
    rng = random.Random(seed)
    first = dt.date(1950, 1, 1)
    return [first + dt.timedelta(days=rng.randrange(20_000)) for _ in range(count)]


def american(day: dt.date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def usual(day: dt.date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def codes(notices: list[Notice]) -> list[str]:
    return [notice.code for notice in notices]


def test_zeros_in_front_tell_two_hands_apart() -> None:
    days = some_days(80)
    column = pl.Series([american(d) if i % 3 == 0 else usual(d) for i, d in enumerate(days)])
    read, _ = read_date_column(column)
    known = read.filter(pl.col("date").is_not_null())
    truth = pl.Series(days).filter(read["date"].is_not_null())
    assert known["date"].to_list() == truth.to_list(), "no day is read for a month"
    assert known.height > 0.5 * len(days)
    assert read["year"].to_list() == [d.year for d in days]


def test_rows_of_one_hand_have_one_order() -> None:
    days = some_days(120)
    hands = [f"{d.month}-{d.day}-{d.year % 100:02}" for d in days[:60]]
    hands += [f"{d.day}-{d.month}-{d.year % 100:02}" for d in days[60:]]
    column = pl.Series(hands)
    told = pl.Series([d.year for d in days], dtype=pl.Int32)
    read, _ = read_date_column(column, told=told)
    assert read["year"].to_list() == [d.year for d in days]
    sure = read["date"].is_not_null()
    assert read["date"].filter(sure).to_list() == pl.Series(days).filter(sure).to_list()
    assert sure.sum() > 100, "only those between the two hands are in doubt"


def test_two_orders_row_by_row_leave_the_year() -> None:
    days = some_days(120)
    column = pl.Series([f"{d.month:02}/{d.day:02}/{d.year}" if i % 2 else usual(d)
                        for i, d in enumerate(days)])  # fmt: skip
    read, notices = read_date_column(column)
    either = [d.day <= 12 and d.day != d.month for d in days]
    assert read["day"].is_null().to_list() == either
    assert "date_order_unknown" in codes(notices)


@pytest.mark.parametrize("seed", range(5))
def test_early_dates_shown_by_a_spreadsheet_beside_late_ones_as_typed(seed: int) -> None:
    """Day 12 and before were turned and shown with zeros, `12/11/1980` and its like among them."""
    days = some_days(90, seed)
    column = pl.Series(
        [f"{d.month:02}/{d.day:02}/{d.year}" if d.day <= 12 else f"{d.day}/{d.month}/{d.year}"
         for d in days]
    )  # fmt: skip
    read, notices = read_date_column(column)
    same = [d.day > 12 or d.day == d.month for d in days]
    assert read["date"].is_not_null().to_list() == same
    assert read["year"].to_list() == [d.year for d in days]
    assert "date_order_unknown" in codes(notices)


def test_true_dates_of_which_hardly_one_is_late_are_not_believed() -> None:
    """Half typed as text and half read by an American spreadsheet, but for a few typed since."""
    days = some_days(60)
    early = [d for d in days if d.day <= 12 and d.day != d.month]
    late = [d for d in days if d.day > 12]
    turned = [f"{d.year}-{d.day:02}-{d.month:02}" for d in early]
    cells = [*turned, *(d.strftime("%d/%m/%Y") for d in late[:-1]), late[-1].isoformat()]
    read, notices = read_date_column(pl.Series(cells))
    assert read["day"][: len(early)].null_count() == len(early)
    assert read["date"][len(early) :].to_list() == late
    assert codes(notices) == ["dates_likely_turned"]


def test_true_dates_of_any_day_beside_texts_of_any_day_are_believed() -> None:
    for seed in range(20):
        days = some_days(40, seed)
        column = pl.Series([d.isoformat() if i % 2 else usual(d) for i, d in enumerate(days)])
        read, _ = read_date_column(column)
        assert read["date"].to_list() == days


def turned(day: dt.date) -> str:
    """What an American spreadsheet makes of a typed date: a wrong true one, or the text."""
    return f"{day.year}-{day.day:02}-{day.month:02}" if day.day <= 12 else usual(day)


def test_a_few_late_texts_put_no_thousands_of_true_dates_aside() -> None:
    """They may stand for a few turned ones: the officer is told, and the others are used."""
    days = some_days(4000)
    late = [usual(d) for d in days if d.day > 12][:25]
    read, notices = read_date_column(pl.Series([*(d.isoformat() for d in days), *late]))
    assert read["date"][:4000].to_list() == days
    assert codes(notices) == ["dates_maybe_turned"]


def test_days_that_no_month_has_tell_nothing_of_the_true_dates_beside_them() -> None:
    """Every spreadsheet leaves 31 April as the text that was typed."""
    days = some_days(300)
    cells = [*(d.isoformat() for d in days), *(f"31/04/19{y}" for y in range(60, 90))]
    read, notices = read_date_column(pl.Series(cells))
    assert read["date"][:300].to_list() == days
    assert notices == []


@pytest.mark.parametrize("seed", range(10))
def test_texts_up_to_the_twelfth_in_a_list_sorted_by_day_prove_no_true_date(seed: int) -> None:
    days = sorted(some_days(80, seed), key=lambda d: d.day)
    cells = [turned(d) if i % 2 else usual(d) for i, d in enumerate(days)]
    read, notices = read_date_column(pl.Series(cells))
    for day, found in zip(days, read["date"], strict=True):
        assert found in (day, None)
    assert read["year"].to_list() == [d.year for d in days]
    assert notices


def test_months_in_roman_letters_are_never_turned() -> None:
    days = [d for d in some_days(60) if d.month != 10]  # X alone may be a month not known
    roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
    cells = [f"{d.day}/{roman[d.month - 1]}/{d.year}" if d.day <= 12 else usual(d) for d in days]
    read, _ = read_date_column(pl.Series(cells))
    assert read["date"].to_list() == days
