"""A column of dates: in which order its cells stand, and what a spreadsheet has done to them."""

from __future__ import annotations

from enum import StrEnum

import polars as pl

from pipelines.sources.normalise.dates import (
    LATEST,
    ORDER,
    as_date,
    first_reading,
    read_dates,
    settled,
)
from pipelines.sources.reading.sheet import Notice

_TRUE_DATE = r"^(\d{4})-(\d\d)-(\d\d)$"
#: True dates that must be seen before anything is concluded from them: (12/31)^12 is 1 in 90,000.
_ENOUGH = 12
#: Chance below which dates and texts parted at day 12 are the work of a spreadsheet.
_CHANCE = 1e-3
#: Share of cells that may speak against an order: typing mistakes.
_TOLERATED = 0.02
#: Share of texts with a day up to 12 beside turned dates: typed later, or kept as text on purpose.
_LEFT_OVER = 0.1


class Order(StrEnum):
    """Which part of a date stands first in a column."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    AMERICAN = "american"  # day first, but true dates have day and month exchanged
    DOUBTFUL = "doubtful"  # true dates have no day over 12; nothing says why


def order_of(values: pl.Series) -> Order:
    """Return the order in which a column writes its dates.

    A spreadsheet with American settings turns `05/03/1980` into the date 3 May 1980 and leaves
    `25/03/1980` as text. The signature: no true date has a day over 12, and the texts that are left
    have one.
    """
    return _order(first_reading(values, LATEST))


def _order(read: pl.DataFrame) -> Order:
    """Return the order that the numbers of the dates show."""
    first, second, month, day = (pl.col(name) for name in ORDER)
    count = read.select(
        day_first=first.is_between(13, 31).sum(),
        month_first=second.is_between(13, 31).sum(),
        written=(first.is_between(1, 31) & second.is_between(1, 31)).sum(),
        small=first.is_between(1, 12).sum(),
        # 1 January and its like are the same either way and prove nothing.
        true=(day != month).sum(),
        true_day_first=(day > 12).sum(),
    )
    seen = count.row(0, named=True)
    if (
        seen["month_first"] > _TOLERATED * seen["written"]
        and seen["day_first"] <= _TOLERATED * seen["month_first"]
    ):
        return Order.MONTH_FIRST
    if not seen["true"] or seen["true_day_first"]:
        return Order.DAY_FIRST
    parted = seen["day_first"] and seen["small"] <= _LEFT_OVER * seen["written"]
    # Either half of the signature alone would be chance: 12 of 31 days, and 19 of 31.
    if parted and (12 / 31) ** seen["true"] * (19 / 31) ** seen["day_first"] < _CHANCE:
        return Order.AMERICAN
    return Order.DOUBTFUL if seen["true"] >= _ENOUGH else Order.DAY_FIRST


def read_date_column(
    values: pl.Series, *, latest: int = LATEST, name: str = "ngày sinh"
) -> tuple[pl.DataFrame, list[Notice]]:
    """Read a column of dates in the order that the column itself shows.

    Parameters
    ----------
    name
        What the column holds, for the notices.

    Returns
    -------
    frame, notices
        As `read_dates`.
    """
    if values.null_count() == values.len():
        return read_dates(values, latest=latest), []
    read = first_reading(values, latest)
    order = _order(read)
    told = order in (Order.AMERICAN, Order.DOUBTFUL)
    true = int(values.str.contains(_TRUE_DATE).sum()) if told else 0
    if order is Order.AMERICAN:
        values = values.str.replace(_TRUE_DATE, "${1}-${3}-${2}")
    if order in (Order.AMERICAN, Order.MONTH_FIRST):
        read = read_dates(values, month_first=order is Order.MONTH_FIRST, latest=latest)
    else:
        read = settled(values, read, latest)
    return read, _notices(order, read, true, name)


def _notices(order: Order, read: pl.DataFrame, true: int, name: str) -> list[Notice]:
    told = {
        Order.MONTH_FIRST: Notice(
            "month_first",
            read.height,
            f"Cột {name} viết tháng trước ngày sau; đã đọc theo thứ tự đó",
        ),
        Order.AMERICAN: Notice(
            "dates_turned_back",
            true,
            f"Bảng tính cài đặt kiểu Mỹ đã đảo ngày và tháng ở cột {name} với các ngày từ 12 trở "
            "xuống; đã đảo lại",
        ),
        Order.DOUBTFUL: Notice(
            "dates_maybe_turned",
            true,
            f"Các ô kiểu ngày ở cột {name} không có ngày nào sau ngày 12: có thể ngày và tháng đã "
            "bị đảo; đề nghị kiểm tra",
        ),
    }
    notices = [told[order]] if order in told else []
    turned = int(read["turned"].sum())
    if turned and order is not Order.MONTH_FIRST:
        notices.append(
            Notice("day_month_turned", turned, f"Cột {name}: {turned} ô viết tháng trước ngày")
        )
    return notices


def whole_dates(values: pl.Series, *, latest: int = LATEST) -> pl.Series:
    """Return the whole dates of a column, null where a part is missing."""
    read, _ = read_date_column(values, latest=latest)
    return read["date"]


def period_dates(values: pl.Series, *, end: bool = False) -> pl.Series:
    """Return the first day of each written date, month or year, or its last day."""
    read, _ = read_date_column(values)
    year, month, day = pl.col("year"), pl.col("month"), pl.col("day")
    known = read.select(
        date=as_date(
            year,
            month.fill_null(12 if end else 1),
            pl.when(month.is_not_null()).then(day).fill_null(1),
        ),
        whole=day.is_not_null(),
    )
    last = pl.col("date").dt.month_end() if end else pl.col("date")
    return known.select(date=pl.when("whole").then("date").otherwise(last))["date"]
