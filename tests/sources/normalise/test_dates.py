"""Dates as registers write them."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources.normalise.date_columns import Order, order_of, read_date_column
from pipelines.sources.normalise.dates import read_dates

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
    ("17 giờ 34 phút, ngày 24 tháng 09 năm 2024", ("full", 2024, 9, 24)),
    ("7h15 - 5/9/2024", ("full", 2024, 9, 5)),
    ("ngày 5 tháng 9 năm 2024 lúc 8 giờ", ("full", 2024, 9, 5)),
    ("..../07/1963", ("month", 1963, 7, None)),
    ("__/__/1963", ("year", 1963, None, None)),
    ("19520000", ("year", 1952, None, None)),
    ("1965", ("year", 1965, None, None)),
    ("sinh năm 1962", ("year", 1962, None, None)),
    ("SN 1950", ("year", 1950, None, None)),
    ("khoảng 1950", ("year", 1950, None, None)),
    ("31/02/1980", ("invalid", 1980, None, None)),
    ("05/23/1980", ("full", 1980, 5, 23)),  # there is no month 23
    ("12/3/3025", ("invalid", None, None, None)),
    ("12/3/2050", ("invalid", None, None, None)),
    ("12/3/1880", ("invalid", None, None, None)),
    ("29/02/1900", ("invalid", 1900, None, None)),
    ("29/02/2000", ("full", 2000, 2, 29)),
    ("5031980", ("full", 1980, 3, 5)),
    ("031980", ("month", 1980, 3, None)),
    ("19520500", ("month", 1952, 5, None)),
    ("1952-05-00", ("month", 1952, 5, None)),
    ("05/00/1952", ("year", 1952, None, None)),
    ("  /  /1962", ("year", 1962, None, None)),
    ("1962?", ("year", 1962, None, None)),
    ("khoảng năm 1950", ("year", 1950, None, None)),
    ("Năm sinh: 1962", ("year", 1962, None, None)),
    ("62", ("year", 1962, None, None)),
    ("Sinh ngày 05/03/1980", ("full", 1980, 3, 5)),
    ("'05/03/1980", ("full", 1980, 3, 5)),
    ("5/3/1980.", ("full", 1980, 3, 5)),
    ("05/03/1980 00:00", ("full", 1980, 3, 5)),
    ("1980-03-05T00:00:00.000", ("full", 1980, 3, 5)),
    ("05-Mar-1980", ("full", 1980, 3, 5)),
    ("5-Mar-80", ("full", 1980, 3, 5)),
    ("Mar 5, 1980", ("full", 1980, 3, 5)),
    ("０５/０３/１９８０", ("full", 1980, 3, 5)),
    ("15/8/1950 (âm lịch)", ("year", 1950, None, None)),
    ("mồng năm tháng ba năm một nghìn chín trăm tám mươi", ("full", 1980, 3, 5)),
    ("Ngày mười lăm tháng mười hai năm hai nghìn không trăm linh ba", ("full", 2003, 12, 15)),
    ("tháng tư năm một ngàn chín trăm bảy mươi lăm", ("month", 1975, 4, None)),
    ("ngày 10, tháng 8, năm 1994", ("full", 1994, 8, 10)),
    ("Ngày: 10 Tháng: 08 Năm: 1994", ("full", 1994, 8, 10)),
    ("10-tháng 8-1994", ("full", 1994, 8, 10)),
    ("Thứ Tư, 10 Tháng Tám 1994", ("full", 1994, 8, 10)),
    ("9 tháng bảy 1987", ("full", 1987, 7, 9)),
    ("10 tháng năm năm 1994", ("full", 1994, 5, 10)),
    ("ngày tháng năm 1965", ("year", 1965, None, None)),
    ("10 tháng Giêng năm 1994", ("invalid", None, None, None)),  # of the lunar year
    ("Wednesday, August 10, 1994", ("full", 1994, 8, 10)),
    ("10th August 1994", ("full", 1994, 8, 10)),
    ("Wed Aug 10 00:00:00 ICT 1994", ("full", 1994, 8, 10)),
    ("August 1994", ("month", 1994, 8, None)),
    ("10-VIII-1994", ("full", 1994, 8, 10)),
    ("IX/1971", ("month", 1971, 9, None)),
    ("x/1971", ("year", 1971, None, None)),
    ("10–08–1994", ("full", 1994, 8, 10)),
    ("10|08|1994", ("full", 1994, 8, 10)),
    ("09:07:1987", ("full", 1987, 7, 9)),
    ('="10/08/1994"', ("full", 1994, 8, 10)),
    ("{^1994-08-10}", ("full", 1994, 8, 10)),
    ("#10/08/1994#", ("full", 1994, 8, 10)),
    ("1994-08-10 00:00:00+07", ("full", 1994, 8, 10)),
    ("10-Aug-94 12.00.00.000000 AM", ("full", 1994, 8, 10)),
    ("10/08/1994, 5 giờ sáng", ("full", 1994, 8, 10)),
    ("10/08/1994 (30 tuổi)", ("full", 1994, 8, 10)),
    ("10/08/1994 tại Đà Lạt", ("full", 1994, 8, 10)),
    ("10/08/1994; 10/08/1994", ("full", 1994, 8, 10)),
    ("10/08/1994; 10/08/1995", ("invalid", None, None, None)),
    ("10/08/1994 hoặc 11/08/1994", ("invalid", None, None, None)),
    ("30 tuổi (1994)", ("year", 1994, None, None)),
    ("1994 [2]", ("year", 1994, None, None)),
    ("quý 2 năm 1994", ("year", 1994, None, None)),
    ("không rõ ngày, tháng 8 năm 1994", ("month", 1994, 8, None)),
    ("KR/08/1994", ("month", 1994, 8, None)),
    ("--/08/1994", ("month", 1994, 8, None)),
    ("Thg8-1994", ("month", 1994, 8, None)),
    ("10/08/1994 (âm)", ("year", 1994, None, None)),
    ("tháng 12", ("invalid", None, None, None)),  # not the year 2012
    ("trước 1994", ("invalid", None, None, None)),
    ("sau năm 1994", ("invalid", None, None, None)),
    ("01/01/1900", ("missing", None, None, None)),  # no date at all, as programs store it
    ("1900-01-01", ("missing", None, None, None)),
    ("1/0/1900", ("missing", None, None, None)),
    ("0001-01-01T00:00:00", ("invalid", None, None, None)),
    ("94-08-10", ("invalid", None, None, None)),  # its 10 is no year
    ("[NULL]", ("missing", None, None, None)),
    ("chưa cập nhật", ("missing", None, None, None)),
    ("không rõ", ("missing", None, None, None)),
    ("Đà Lạt", ("invalid", None, None, None)),
    ("-", ("missing", None, None, None)),
    ("00/00/0000", ("missing", None, None, None)),
    ("", ("missing", None, None, None)),
    (None, ("missing", None, None, None)),
]


@pytest.mark.parametrize(("written", "read"), CASES)
def test_date(written: str | None, read: tuple[object, ...]) -> None:
    assert read_dates(pl.Series([written], dtype=pl.String)).row(0)[:4] == read


@settings(deadline=None)
@given(
    st.dates(date(1900, 1, 2), date(2026, 12, 31)),  # the day before is no date to programs
    st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y", "%Y%m%d"]),
)
def test_every_day_is_read_back(day: date, form: str) -> None:
    read = read_dates(pl.Series([day.strftime(form)])).row(0, named=True)
    year, month, number = read["year"], read["month"], read["day"]
    assert read["date"] == day
    assert (year, month, number) == (day.year, day.month, day.day)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_taken_and_no_day_stands_without_its_month(text: str) -> None:
    form, year, month, day, _, whole = read_dates(pl.Series([text], dtype=pl.String)).row(0)
    assert (whole is None) == (day is None)
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
    assert order_of(column) is Order.AMERICAN
    read, notices = read_date_column(column)
    assert read.select("year", "month", "day").rows() == [(d.year, d.month, d.day) for d in days]
    assert [(n.code, n.count) for n in notices] == [
        ("dates_turned_back", sum(d.day <= 12 for d in days))
    ]


def test_true_dates_beside_text_are_left_alone() -> None:
    days = some_days(60)
    column = pl.Series(
        [d.isoformat() if i % 2 else d.strftime("%d/%m/%Y") for i, d in enumerate(days)]
    )
    assert order_of(column) is Order.DAY_FIRST


def test_true_dates_without_a_day_over_12_are_told_and_not_touched() -> None:
    days = [d for d in some_days(90) if d.day <= 12]
    column = pl.Series([d.isoformat() for d in days])
    read, notices = read_date_column(column)
    assert read["day"].to_list() == [d.day for d in days]
    assert [n.code for n in notices] == ["dates_maybe_turned"]


def test_month_first_is_believed_only_where_nothing_speaks_against_it() -> None:
    american = pl.Series([d.strftime("%m/%d/%Y") for d in some_days(30)])
    assert order_of(american) is Order.MONTH_FIRST
    read, notices = read_date_column(american)
    assert read["month"].to_list() == [d.month for d in some_days(30)]
    assert [n.code for n in notices] == ["month_first"]
    usual = pl.Series([d.strftime("%d/%m/%Y") for d in some_days(90)])
    mixed = usual.append(pl.Series(["12/25/1980"]))
    assert order_of(mixed) is Order.DAY_FIRST
    read, notices = read_date_column(mixed)
    assert read.row(90)[1:] == (1980, 12, 25, True, date(1980, 12, 25))
    assert [(n.code, n.count) for n in notices] == [("day_month_turned", 1)]


def test_a_year_of_two_digits_is_of_the_century_that_the_column_shows() -> None:
    old = read_dates(pl.Series(["05/03/1931", "01/02/1944", "5/3/15"]))
    young = read_dates(pl.Series(["05/03/2009", "01/02/2017", "5/3/15"]))
    assert (old["year"][2], young["year"][2]) == (1915, 2015)


def test_the_future_is_not_believed() -> None:
    assert read_dates(pl.Series(["05/03/2026"]), latest=2025)["form"].to_list() == ["invalid"]


def test_few_true_dates_among_late_days_only_are_turned_back() -> None:
    days = some_days(90)
    early = [d for d in days if d.day <= 12 and d.day != d.month][:5]
    late = [d for d in days if d.day > 12][:20]
    turned = [f"{d.year}-{d.day:02d}-{d.month:02d}" for d in early]
    column = pl.Series([*turned, *(d.strftime("%d/%m/%Y") for d in late)])
    read, notices = read_date_column(column)
    assert read["day"].to_list() == [d.day for d in [*early, *late]]
    assert [n.code for n in notices] == ["dates_turned_back"]


def test_signs_beside_a_date_take_nothing_from_it() -> None:
    written = ["28/06/1997*", "28_06_1997", "28-06/1997", "1997-06-28T00:00:00+07:00"]
    read = read_dates(pl.Series(written))
    assert read.select("year", "month", "day").rows() == [(1997, 6, 28)] * 4
