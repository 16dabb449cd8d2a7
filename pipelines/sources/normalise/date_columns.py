"""A column of dates: in which order its cells stand, and what a spreadsheet has done to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from pipelines.mention import BirthForm
from pipelines.sources.normalise.dates import (
    LATEST,
    WRITING,
    Writing,
    as_date,
    first_reading,
    read_dates,
    settled,
)
from pipelines.sources.reading.sheet import Notice

#: True dates that must be seen before anything is concluded from them: (12/31)^12 is 1 in 90,000.
_ENOUGH = 12
#: Chance below which dates and texts parted at day 12 are the work of a spreadsheet.
_CHANCE = 1e-3
#: Share of cells that may speak against an order: typing mistakes. Among so many one may.
_TOLERATED, _MANY = 0.02, 10
#: Share of texts with a day up to 12 beside turned dates: typed later, or kept as text on purpose.
_LEFT_OVER = 0.1


class Order(StrEnum):
    """Which part of a date stands first in the cells of one writing."""

    USUAL = "usual"  # day before month, month before day where the year is first
    TURNED = "turned"  # the other way
    AMERICAN = "american"  # true dates that a spreadsheet has turned, beside text that it has not
    DOUBTFUL = "doubtful"  # true dates have no day over 12; nothing says why
    UNKNOWN = "unknown"  # some cells are one way and some the other, or nothing tells


def orders_of(read: pl.DataFrame) -> dict[Writing, Order]:
    """Return the order of each writing in a column, by the numbers that can be no month.

    One column may come from several hands and programs, each with a writing and order of its own.

    A spreadsheet with American settings turns `05/03/1980` into the date 3 May 1980 and leaves
    `25/03/1980` as text. The signature: no true date has a day over 12, and the texts that are left
    have one.
    """
    day, month = pl.col("at_day"), pl.col("at_month")
    counted = (
        read.lazy()
        .filter(pl.col("writing").is_not_null())
        .group_by("writing")
        .agg(
            day.is_between(13, 31).sum().alias("usual"),
            month.is_between(13, 31).sum().alias("turned"),
            # 1 January and its like are the same either way and prove nothing.
            ((day <= 12) & (month <= 12) & (day != month)).sum().alias("either"),
            ((day <= 12) & (month <= 31)).sum().alias("small"),
            pl.len().alias("written"),
        )
        .sort("writing")
        .collect()
    )
    seen = {Writing(row["writing"]): _Seen(**row) for row in counted.iter_rows(named=True)}
    orders = {writing: _order(of) for writing, of in seen.items()}
    others = {o for w, o in orders.items() if seen[w].told and w not in _YEAR_FIRST}
    for writing, of in seen.items():
        if of.told or writing in _YEAR_FIRST:
            continue
        if others == {Order.TURNED}:
            orders[writing] = Order.TURNED
        elif writing is Writing.AMERICAN_CLOCK:
            orders[writing] = Order.UNKNOWN
    if orders.get(Writing.ISO) is Order.USUAL:
        orders[Writing.ISO] = _order_of_true(seen)
    return orders


_YEAR_FIRST = frozenset({Writing.ISO, Writing.YEAR_FIRST})


@dataclass(frozen=True)
class _Seen:
    """What the cells of one writing show.

    Attributes
    ----------
    usual, turned, either
        Cells with a day that can be no month at its usual place, at the other; with none, where
        the two differ.
    small
        Cells whose usual place of the day has a number up to 12.
    """

    writing: int
    usual: int
    turned: int
    either: int
    small: int
    written: int

    @property
    def told(self) -> bool:
        """Whether any cell shows its order."""
        return self.usual + self.turned > 0


def _order(seen: _Seen) -> Order:
    """Return the order of cells of one writing."""
    if _mistaken(seen.turned, seen.usual):
        return Order.USUAL
    return Order.TURNED if _mistaken(seen.usual, seen.turned) else Order.UNKNOWN


def _mistaken(few: int, many: int) -> bool:
    """Whether cells that speak against an order are mistakes of the hand: one, or few of many."""
    return not few or few <= _TOLERATED * many or (few == 1 and many >= _MANY)


def _order_of_true(seen: dict[Writing, _Seen]) -> Order:
    """Tell whether a spreadsheet has turned the true dates of a column."""
    true = seen[Writing.ISO]
    if not true.either or true.usual:
        return Order.USUAL
    texts = [of for writing, of in seen.items() if writing not in _YEAR_FIRST]
    late, small, written = (
        sum(getattr(of, name) for of in texts) for name in ("usual", "small", "written")
    )
    parted = late and small <= _LEFT_OVER * written
    # Either half of the signature alone would be chance: 12 of 31 days, and 19 of 31.
    if parted and (12 / 31) ** true.either * (19 / 31) ** late < _CHANCE:
        return Order.AMERICAN
    return Order.DOUBTFUL if true.either >= _ENOUGH else Order.USUAL


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


def _in_order(
    read: pl.DataFrame, orders: dict[Writing, Order]
) -> tuple[pl.DataFrame, dict[Order, int]]:
    """Read the cells of each writing in its order; gives how many of an order there are."""
    places: dict[Order, pl.Series] = {}
    for order in (Order.TURNED, Order.AMERICAN, Order.DOUBTFUL, Order.UNKNOWN):
        written = [writing for writing, found in orders.items() if found is order]
        if written:
            places[order] = read["writing"].is_in(written).fill_null(value=False)
    either = read.select(
        ((pl.col("day") <= 12) & (pl.col("day") != pl.col("month"))).fill_null(value=False)
    ).to_series()
    for order in (Order.TURNED, Order.AMERICAN):
        if order in places:
            read = _exchanged(read, (places[order] & either).arg_true())
            # In its own order the odd ones are those of the usual.
            odd = places[order] & (read["at_day"] > 12).fill_null(value=False)
            kept = read["turned"] & ~places[order]
            read = read.with_columns(turned=kept | (odd & read["day"].is_not_null()))
    if Order.UNKNOWN in places:
        unknown = (places[Order.UNKNOWN] & either).arg_true()
        places[Order.UNKNOWN] = either & places[Order.UNKNOWN]
        read = without_day(read, unknown)
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
            f"Các ô kiểu ngày ở cột {name} không có ngày nào sau ngày 12: có thể ngày và tháng đã "
            "bị đảo; đề nghị kiểm tra",
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
