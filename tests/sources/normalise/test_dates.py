"""Dates as registers write them."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources.normalise.date_columns import read_date_column
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
    ("15/8/1950 nhuận", ("year", 1950, None, None)),
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
    read, notices = read_date_column(column)
    assert read["date"].to_list() == days
    assert notices == []


def test_true_dates_without_a_day_over_12_are_told_and_not_touched() -> None:
    days = [d for d in some_days(90) if d.day <= 12]
    column = pl.Series([d.isoformat() for d in days])
    read, notices = read_date_column(column)
    assert read["day"].to_list() == [d.day for d in days]
    assert [n.code for n in notices] == ["dates_maybe_turned"]


def test_month_first_is_believed_only_where_nothing_speaks_against_it() -> None:
    american = pl.Series([d.strftime("%m/%d/%Y") for d in some_days(30)])
    read, notices = read_date_column(american)
    assert read["month"].to_list() == [d.month for d in some_days(30)]
    assert [n.code for n in notices] == ["month_first"]
    usual = pl.Series([d.strftime("%d/%m/%Y") for d in some_days(90)])
    mixed = usual.append(pl.Series(["12/25/1980"]))
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


def test_dates_with_an_english_time_of_day_have_an_order_of_their_own() -> None:
    days = some_days(60)
    american = [f"{d.month}/{d.day}/{d.year} 12:00:00 AM" for d in days[:10]]
    assert any(d.day > 12 for d in days[:10])
    column = pl.Series([*american, *(d.strftime("%d/%m/%Y") for d in days[10:])])
    read, notices = read_date_column(column)
    assert read["date"].to_list() == days
    assert [(n.code, n.count) for n in notices] == [("month_first", 10)]


def test_what_no_day_over_12_tells_apart_has_its_year_alone() -> None:
    days = some_days(60)
    column = pl.Series(["8/10/1994 12:00:00 AM", *(d.strftime("%d/%m/%Y") for d in days)])
    read, notices = read_date_column(column)
    assert read.row(0) == ("invalid", 1994, None, None, False, None)
    assert read["date"].to_list()[1:] == days
    assert [(n.code, n.count) for n in notices] == [("date_order_unknown", 1)]


def test_a_column_of_two_orders_keeps_only_the_days_that_can_be_no_month() -> None:
    days = some_days(90)
    column = pl.Series(
        [d.strftime("%m/%d/%Y" if i % 3 == 0 else "%d/%m/%Y") for i, d in enumerate(days)]
    )
    read, notices = read_date_column(column)
    either = [d.day <= 12 and d.day != d.month for d in days]
    assert read["date"].to_list() == [None if e else d for e, d in zip(either, days, strict=True)]
    assert read["year"].to_list() == [d.year for d in days]
    assert ("date_order_unknown", sum(either)) in [(n.code, n.count) for n in notices]


def test_hyphens_and_strokes_may_come_from_two_hands() -> None:
    days = some_days(60)
    column = pl.Series(
        [d.strftime("%m-%d-%Y" if i % 4 == 0 else "%d/%m/%Y") for i, d in enumerate(days)]
    )
    assert read_date_column(column)[0]["date"].to_list() == days


@pytest.mark.parametrize("beside", ["%d/%m/%Y", "%Y/%d/%m"])
def test_the_day_before_the_month_behind_the_year(beside: str) -> None:
    days = some_days(60)
    column = pl.Series([d.strftime("%Y-%d-%m" if i % 3 else beside) for i, d in enumerate(days)])
    read, notices = read_date_column(column)
    assert read["date"].to_list() == days
    assert [n.code for n in notices] == ["month_first"]


def test_two_digits_alone_are_a_year_only_where_that_is_usual() -> None:
    years = [str(1950 + i) for i in range(20)]
    lone, _ = read_date_column(pl.Series([*years, "10", "62"]))
    assert lone["form"].to_list() == ["year"] * 20 + ["invalid"] * 2
    assert lone["year"].to_list()[20:] == [None, None]
    usual, _ = read_date_column(pl.Series([*(y[2:] for y in years), "10", "1962"]))
    assert usual["year"].to_list()[-3:] == [1969, None, 1962]


def test_a_century_that_the_column_leaves_open_is_what_the_number_says_or_unknown() -> None:
    days = [date(1930 + i, 3, 15) for i in range(0, 90, 2)]
    column = pl.Series([*(d.strftime("%d/%m/%Y") for d in days), "15/03/15", "15/03/16"])
    told = pl.Series([None] * len(days) + [1915, 1988], dtype=pl.Int32)
    read, _ = read_date_column(column, told=told)
    assert read["year"].to_list()[-2:] == [1915, None]
    assert read["date"].to_list()[-2:] == [date(1915, 3, 15), None]
