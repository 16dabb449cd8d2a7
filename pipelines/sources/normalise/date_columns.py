"""A column of dates: in which order its cells stand, and what a spreadsheet has done to them."""

from __future__ import annotations

import polars as pl

from pipelines.mention import BirthForm
from pipelines.sources.normalise.date_orders import Order, orders_of
from pipelines.sources.normalise.date_writing import WRITING
from pipelines.sources.normalise.dates import (
    LATEST,
    as_date,
    first_reading,
    read_dates,
    settled,
)
from pipelines.sources.reading.sheet import Notice

#: Orders whose cells have day and month the other way, and those that leave the year alone.
_EXCHANGED = frozenset({Order.TURNED, Order.AMERICAN})
_YEAR_ALONE = frozenset({Order.SUSPECT, Order.UNKNOWN})


def read_date_column(
    values: pl.Series,
    *,
    latest: int = LATEST,
    name: str = "ngày sinh",
    told: pl.Series | None = None,
) -> tuple[pl.DataFrame, list[Notice]]:
    """Read a column of dates in the order that the column itself shows.

    Parameters
    ----------
    name
        What the column holds, for the notices.
    told
        Years that something else says.

    Returns
    -------
    frame, notices
        As `read_dates`; a day and month of which nobody knows which is which are left out.
    """
    if values.null_count() == values.len():
        return read_dates(values, latest=latest), []
    read = settled(first_reading(values, latest), told)
    read, counts = _in_order(read, orders_of(read))
    return read.drop(*WRITING), _notices(read, counts, name)


def _in_order(read: pl.DataFrame, orders: pl.Series) -> tuple[pl.DataFrame, dict[Order, int]]:
    """Read each cell in its order; gives how many of an order there are."""
    either = read.select(
        ((pl.col("day") <= 12) & (pl.col("day") != pl.col("month"))).fill_null(value=False)
    ).to_series()
    found = set(orders.unique().drop_nulls()) - {Order.USUAL}
    places = {Order(order): (orders == order).fill_null(value=False) for order in sorted(found)}
    for order in _EXCHANGED.intersection(places):
        read = _exchanged(read, (places[order] & either).arg_true())
        # In its own order the odd ones are those of the usual.
        odd = places[order] & (read["at_day"] > 12).fill_null(value=False)
        kept = read["turned"] & ~places[order]
        read = read.with_columns(turned=kept | (odd & read["day"].is_not_null()))
    for order in _YEAR_ALONE.intersection(places):
        places[order] = places[order] & either
        read = without_day(read, places[order].arg_true())
    return read, {order: int(at.sum()) for order, at in places.items()}


def _exchanged(read: pl.DataFrame, at: pl.Series) -> pl.DataFrame:
    """Exchange day and month in some rows, both of which may be either."""
    day, month = read["day"].gather(at), read["month"].gather(at)
    read = read.with_columns(
        day=read["day"].scatter(at, month), month=read["month"].scatter(at, day)
    )
    dates = read[at].select(as_date(pl.col("year"), pl.col("month"), pl.col("day"))).to_series()
    return read.with_columns(date=read["date"].scatter(at, dates))


def without_day(read: pl.DataFrame, at: pl.Series) -> pl.DataFrame:
    """Leave of the dates in some rows the year alone, as of a date that cannot be read."""
    return read.with_columns(
        read["form"].scatter(at, BirthForm.INVALID.value),
        read["turned"].scatter(at, values=False),
        *(read[name].scatter(at, None) for name in ("month", "day", "date")),
    )


def _notices(read: pl.DataFrame, counts: dict[Order, int], name: str) -> list[Notice]:
    told = {
        Order.TURNED: (
            "month_first",
            f"Cột {name} viết tháng trước ngày sau; đã đọc theo thứ tự đó",
        ),
        Order.AMERICAN: (
            "dates_turned_back",
            f"Bảng tính cài đặt kiểu Mỹ đã đảo ngày và tháng ở cột {name} với các ngày từ 12 trở "
            "xuống; đã đảo lại",
        ),
        Order.DOUBTFUL: (
            "dates_maybe_turned",
            f"Ở cột {name}, quá ít ô kiểu ngày có ngày sau ngày 12, hoặc quá ít ô kiểu chữ có ngày "
            "đến ngày 12: có thể ngày và tháng ở một số ô kiểu ngày đã bị đảo; đề nghị kiểm tra",
        ),
        Order.SUSPECT: (
            "dates_likely_turned",
            f"Ở cột {name}, ngày sau ngày 12 hầu như chỉ có ở các ô kiểu chữ: bảng tính có thể đã "
            "đảo ngày và tháng ở các ô kiểu ngày; ở các ô này chỉ dùng năm; đề nghị ghi lại "
            "ngày/tháng/năm",
        ),
        Order.UNKNOWN: (
            "date_order_unknown",
            f"Cột {name} có cả hai cách viết ngày trước và tháng trước: ở các ô không rõ đâu là "
            "ngày chỉ dùng năm; đề nghị ghi lại ngày/tháng/năm",
        ),
    }
    notices = [
        Notice(code, counts[order], message)
        for order, (code, message) in told.items()
        if counts.get(order)
    ]
    turned = int(read["turned"].sum())
    if turned:
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
