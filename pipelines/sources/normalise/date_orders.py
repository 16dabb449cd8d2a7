"""Which part of a date stands first, found for each hand that has written in a column.

A column may come from several people and programs. Each has a way of writing, and an order of its
own: what shows the order is a number over 12, which can be no month. Where a way of writing has
both orders, leading zeros may tell two hands apart, or the rows: one hand typed on from another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from math import comb, erfc, log, sqrt

import polars as pl

from pipelines.sources.normalise.date_writing import FIXED, TRUE, Writing, is_text

#: True dates that must be seen before anything is concluded from them alone.
_ENOUGH = 12
#: Share of cells that may speak against an order: typing mistakes. Among so many one may.
_TOLERATED, _MANY = 0.02, 10
#: Chance below which dates and texts parted at day 12 are the work of a spreadsheet.
_CHANCE = 1e-3
#: Chance below which a day is not believed, and below which the officer is asked to look.
_UNLIKELY, _ODD = 0.02, 0.15
#: The same where not one true date has a day over 12.
_UNLIKELY_ALONE = 0.06
#: Share of texts with a day up to 12 beside turned dates: typed later, or kept as text on purpose.
_LEFT_OVER = 0.1
#: Share of dates with a day up to 12, of those whose day and month differ: 132 of 353 in a year.
_SMALL = 132 / 353
#: The same of those of which day or month is below 10: 135 of 306.
_SMALL_WITH_ZEROS = 135 / 306
#: Dates beyond which chances are worked out by the normal distribution.
_MANY_DATES = 400
#: Cells in a row that show one order, before the rows are believed to be of one hand; and hands.
_BLOCK, _HANDS = 5, 2


class Order(StrEnum):
    """Which part of a date stands first in the cells of one hand."""

    USUAL = "usual"  # day before month, month before day where the year is first
    TURNED = "turned"  # the other way
    AMERICAN = "american"  # true dates that a spreadsheet has turned, beside text that it has not
    DOUBTFUL = "doubtful"  # true dates have too few days over 12; nothing says why
    SUSPECT = "suspect"  # so few that the day is more likely the month than not
    UNKNOWN = "unknown"  # some cells are one way and some the other, or nothing tells


@dataclass(frozen=True)
class _Seen:
    """What the cells of one hand show.

    Attributes
    ----------
    usual, turned
        Cells with a day that can be no month at its usual place, at the other.
    either
        Cells with none, where the two differ.
    """

    usual: int = 0
    turned: int = 0
    either: int = 0

    def __add__(self, other: _Seen) -> _Seen:
        return _Seen(
            self.usual + other.usual, self.turned + other.turned, self.either + other.either
        )

    @property
    def late(self) -> int:
        """Cells that show their order."""
        return self.usual + self.turned

    @property
    def total(self) -> int:
        """Cells that another order would change, or that show theirs."""
        return self.late + self.either

    @property
    def order(self) -> Order | None:
        """The order that the cells show, None where they show none."""
        if not self.late:
            return None
        if _mistaken(self.turned, self.usual):
            return Order.USUAL
        return Order.TURNED if _mistaken(self.usual, self.turned) else Order.UNKNOWN


#: A writing, and whether its numbers have leading zeros (1), have none (-1), or need none (0).
_Hand = tuple[Writing, int]


def orders_of(read: pl.DataFrame) -> pl.Series:
    """Return the order in which each cell of a column stands, null where nothing could turn it.

    Parameters
    ----------
    read
        The column in row order, with `WRITING` (`pipelines.sources.normalise.date_writing`).

    Notes
    -----
    A spreadsheet with American settings turns `05/03/1980` into the date 3 May 1980 and leaves
    `25/03/1980` as text. The signature: no true date has a day over 12, and the texts that are left
    have one. One with Vietnamese settings does the same to months written first.
    """
    seen = _counted(read)
    orders = _by_writing(seen)
    for writing in TRUE:
        if any(hand[0] is writing for hand in seen):
            orders |= _of_true_dates(writing, seen, orders)
    orders |= _displayed(seen, orders)
    column = _laid_out(read, orders)
    in_doubt = {Order.UNKNOWN, Order.SUSPECT}.intersection(orders.values())
    return _by_rows(read, column) if in_doubt else column


def _counted(read: pl.DataFrame) -> dict[_Hand, _Seen]:
    """Count what the cells of each hand show."""
    counted = (
        read.lazy()
        .filter(pl.col("writing").is_not_null())
        .group_by("writing", "padded")
        .agg(
            _SHOWS_USUAL.sum().alias("usual"),
            _SHOWS_TURNED.sum().alias("turned"),
            # 1 January and its like are the same either way and prove nothing.
            _EITHER.sum().alias("either"),
        )
        .sort("writing", "padded")
        .collect()
    )
    return {
        (Writing(row.pop("writing")), row.pop("padded")): _Seen(**row)
        for row in counted.iter_rows(named=True)  # as many as there are ways of writing
    }


_DAY, _MONTH = pl.col("at_day"), pl.col("at_month")


def _shows(day: pl.Expr, month: pl.Expr) -> pl.Expr:
    """Whether one of the numbers can only be the day; 31 April shows nothing but a mistake."""
    exists = (day < 30) | ((day == 30) & (month != 2)) | ~month.is_in((2, 4, 6, 9, 11))
    return day.is_between(13, 31) & (month <= 12) & exists


_SHOWS_USUAL, _SHOWS_TURNED = _shows(_DAY, _MONTH), _shows(_MONTH, _DAY)
_EITHER = (_DAY <= 12) & (_MONTH <= 12) & (_DAY != _MONTH)


def _mistaken(few: int, many: int) -> bool:
    """Whether cells that speak against an order are mistakes of the hand: one, or few of many."""
    return not few or few <= _TOLERATED * many or (few == 1 and many >= _MANY)


def _by_writing(seen: dict[_Hand, _Seen]) -> dict[_Hand, Order]:
    """Return the order of each hand by its own cells, then by those of the others."""
    found: dict[_Hand, Order | None] = {}
    for _, hands in groupby(seen, key=lambda hand: hand[0]):
        found |= _within(list(hands), seen)
    shown = {order for (w, _), order in found.items() if order and is_text(w)}
    return {hand: order or _unshown(hand[0], shown) for hand, order in found.items()}


def _within(hands: list[_Hand], seen: dict[_Hand, _Seen]) -> dict[_Hand, Order | None]:
    """Return the orders within one writing, parted by leading zeros where these part them."""
    by_zeros = {hand: seen[hand].order for hand in hands if hand[1] and _told_by_zeros(hand, seen)}
    if set(by_zeros.values()) == {Order.USUAL, Order.TURNED}:
        return {hand: by_zeros.get(hand, Order.UNKNOWN) for hand in hands}
    together = _sum(seen[hand] for hand in hands).order
    return dict.fromkeys(hands, together)


def _told_by_zeros(hand: _Hand, seen: dict[_Hand, _Seen]) -> bool:
    """Whether leading zeros tell hands apart: not where one writes `05/3`, as laws have it."""
    writing = {padded: seen[w, padded].total for w, padded in seen if w is hand[0]}
    return writing.get(2, 0) <= _TOLERATED * sum(writing.values())


def _unshown(writing: Writing, shown: set[Order]) -> Order:
    """Return the order of a hand none of whose cells shows it.

    The usual is believed unless others in the column write months first; stamps with `AM` and `PM`
    are of a program that does.
    """
    if writing in FIXED:
        return Order.USUAL
    if writing is Writing.AMERICAN_CLOCK:
        return Order.TURNED if shown == {Order.TURNED} else Order.UNKNOWN
    return Order.USUAL if shown <= {Order.USUAL} else Order.UNKNOWN


def _sum(seen: Iterable[_Seen]) -> _Seen:
    total = _Seen()
    for one in seen:
        total += one
    return total


def _of_true_dates(
    writing: Writing, seen: dict[_Hand, _Seen], orders: dict[_Hand, Order]
) -> dict[_Hand, Order]:
    """Tell whether a spreadsheet has turned true dates, by the texts that it left beside them."""
    hands = [hand for hand in seen if hand[0] is writing]
    true = _sum(seen[hand] for hand in hands)
    if not true.either or true.turned or any(orders[hand] is not Order.USUAL for hand in hands):
        return {}
    texts = _texts(seen, orders)
    return dict.fromkeys(hands, _order_of_true(true, texts))


def _texts(seen: dict[_Hand, _Seen], orders: dict[_Hand, Order]) -> list[_Seen]:
    """Return what texts of people show: each writing by itself, and all of them."""
    typed = {hand: of for hand, of in seen.items() if is_text(hand[0])}
    parts: list[_Seen] = []
    for _, group in groupby(typed, key=lambda hand: hand[0]):
        hands = list(group)
        # Without zeros to lose there are nearly no days up to 12: no part by itself.
        parted = len({orders[hand] for hand in hands}) > 1
        parts += (
            [seen[hand] for hand in hands if hand[1]]
            if parted
            else [_sum(seen[hand] for hand in hands)]
        )
    return [part for part in (*parts, _sum(typed.values())) if part.total]


def _order_of_true(true: _Seen, texts: list[_Seen]) -> Order:
    """Weigh the days of true dates up to 12 against those of the texts beside them."""
    few_late = _chance_of_so_many(true.either, true.total)
    if not texts:
        return Order.DOUBTFUL if not true.late and true.either >= _ENOUGH else Order.USUAL
    left = min(texts, key=lambda of: _chance_of_so_few(of.either, of.total))
    # Either half of the signature alone would be chance.
    both = few_late * _chance_of_so_few(left.either, left.total)
    parted = left.late and left.either <= _LEFT_OVER * left.total
    if not true.late and parted and both < _CHANCE:
        return Order.AMERICAN
    if not true.late and any(of.late for of in texts):
        suspect = (both if parted else few_late) < _UNLIKELY_ALONE
        return Order.SUSPECT if suspect else Order.DOUBTFUL
    chance = both * (1 - log(both)) if 0 < both < 1 else both  # of both together, by Fisher
    # A spreadsheet that left so many late dates as text has turned so many early ones.
    turned = left.late * _SMALL / (1 - _SMALL)
    if chance < _UNLIKELY and turned > _TOLERATED * true.either:
        return Order.SUSPECT
    return Order.DOUBTFUL if chance < _ODD else Order.USUAL


def _displayed(seen: dict[_Hand, _Seen], orders: dict[_Hand, Order]) -> dict[_Hand, Order]:
    """Put texts in doubt that a spreadsheet may have written of true dates.

    Of `05/03/1980` and `25/3/1980` in a file of text, the first may be a date as a spreadsheet
    shows it, turned or not, and the second what it left as it was typed.
    """
    typed = {hand: of for hand, of in seen.items() if is_text(hand[0]) and of.total}
    found = {}
    for hand, of in typed.items():
        others = _sum(other for key, other in typed.items() if key != hand and key[1] != 0)
        told = hand[1] in (-1, 1) and _told_by_zeros(hand, seen)
        if of.late or not told or orders[hand] is not Order.USUAL:
            continue
        few_late = _chance_of_so_many(of.either, of.total, _SMALL_WITH_ZEROS)
        few_early = _chance_of_so_few(others.either, others.total)
        # Of days of one month alone there may be none over 12: the others must be odd as well.
        if few_early < _ODD and few_late * few_early < _CHANCE:
            found[hand] = Order.UNKNOWN
            # Of `12/11/1980` zeros tell nothing: it may be of either.
            if (hand[0], 0) in typed:
                found[hand[0], 0] = Order.UNKNOWN
    return found


def _laid_out(read: pl.DataFrame, orders: dict[_Hand, Order]) -> pl.Series:
    """Return the order of each cell's hand."""
    if not orders:
        return pl.Series("order", [None], dtype=pl.String).new_from_index(0, read.height)
    if set(orders.values()) == {Order.USUAL}:
        return read.select(
            order=pl.when(pl.col("writing").is_not_null()).then(pl.lit(str(Order.USUAL)))
        )["order"]
    rows = [(int(writing), padded, str(order)) for (writing, padded), order in orders.items()]
    schema = {"writing": pl.UInt8, "padded": pl.Int8, "order": pl.String}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    hands = read.select("writing", "padded")
    return hands.join(table, on=["writing", "padded"], how="left", maintain_order="left")["order"]


def _by_rows(read: pl.DataFrame, order: pl.Series) -> pl.Series:
    """Settle cells in doubt by the rows round them, where one hand typed on from another."""
    frame = read.select("writing", "at_day", "at_month").with_columns(order)
    writings = frame.filter(order == Order.UNKNOWN)["writing"].unique().sort()
    for writing in writings:  # as many as there are ways of writing
        own = pl.col("writing") == writing
        usual = pl.when(own & _SHOWS_USUAL).then(pl.lit(Order.USUAL))
        shows = usual.when(own & _SHOWS_TURNED).then(pl.lit(Order.TURNED))
        frame = _settled(frame, shows, own & (pl.col("order") == Order.UNKNOWN))
    if (frame["order"] == Order.SUSPECT).any():
        # A spreadsheet leaves late dates as text and makes no true ones of them. An early text
        # is no proof: it may have been typed as text among dates that were turned.
        true = pl.col("writing").is_in([int(w) for w in TRUE])
        late = _SHOWS_USUAL | _SHOWS_TURNED
        shows = (
            pl.when(late & true)
            .then(pl.lit(Order.USUAL))
            .when(late)
            .then(pl.lit(Order.AMERICAN))
            .when(~true & _EITHER)
            .then(pl.lit(Order.SUSPECT))
        )
        frame = _settled(frame, shows, pl.col("order") == Order.SUSPECT, ends=False)
    return frame["order"]


def _settled(
    frame: pl.DataFrame, shows: pl.Expr, in_doubt: pl.Expr, *, ends: bool = True
) -> pl.DataFrame:
    """Take for cells in doubt the order that the cells before and behind them show.

    Only where each order is shown by several cells in a row: else the two are mixed. With `ends`
    also cells above the first and below the last that show one; a list sorted by day has all its
    early dates there, whoever typed them.
    """
    rows = frame.with_columns(shows=shows).with_row_index("row")
    shown = rows.filter(pl.col("shows").is_not_null()).select("row", "shows")
    runs = shown.select(pl.col("shows").rle()).to_series().struct.field("len")
    if runs.len() < _HANDS or int(str(runs.min())) < _BLOCK:
        return frame
    before, behind = pl.col("shows").forward_fill(), pl.col("shows").backward_fill()
    one = before == behind
    if ends:
        one = one | before.is_null() | behind.is_null()
    block = pl.when(one).then(pl.coalesce(before, behind))
    return rows.select(
        *(name for name in frame.columns if name != "order"),
        order=pl.when(in_doubt).then(pl.coalesce(block, "order")).otherwise("order"),
    )


def _chance_of_so_many(small: int, total: int, share: float = _SMALL) -> float:
    """Chance that so many of some dates, or more, have a day up to 12."""
    return _chance_of_so_few(total - small, total, 1 - share)


def _chance_of_so_few(small: int, total: int, share: float = _SMALL) -> float:
    """Chance that so few of some dates, or fewer, have a day up to 12."""
    if total > _MANY_DATES:
        spread = sqrt(total * share * (1 - share))
        return 0.5 * erfc((total * share - small - 0.5) / spread / sqrt(2))
    return sum(comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(small + 1))
