"""What every physical row of a sheet is: title, header, data, section, footer, blank."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.sources.reading.columns.contents import NAME
from pipelines.sources.reading.files.table import Table
from pipelines.sources.reading.fonts import legacy
from pipelines.sources.reading.headers.layout import Header
from pipelines.sources.reading.headers.repeated_header import repeats
from pipelines.sources.reading.rows.example_rows import MARKED, examples
from pipelines.sources.reading.rows.row_words import (
    BEGINS_SUM,
    CLOSING,
    COUNT,
    HOUSEHOLD,
    LEADER,
    LETTER,
    NAMED,
    NUMBERED_SECTION,
    OFFICE_ALONE,
    SECTION,
    SERIAL,
    TOTAL,
    WORDED,
)
from pipelines.sources.reading.sheet import Kind

_COUNTED = 0.5  # share of rows with a serial number in a list that counts its people
_WIDE = 4  # cells that its rows have as a rule
_KNOWN = 0.8  # share of rows with a number or date in a list that knows its people by them
_FEW = 0.7  # share of the usual cells up to which a row has few
_SIGNED = 4  # cells that a row of signatures has at most
_SIGNERS = 4  # rows of names that stand below offices at most
_SMALL = 0.2  # share of rows with a small number under a date, above which it may be of a person
_SEVERAL = 3  # rows alike that a form was filled with beforehand
_TAIL = 60  # rows at the end that signatures may stand in


@dataclass(frozen=True)
class KeyColumns:
    """Columns by which a row of data is known: text columns of the frame."""

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    serial: str | None = None
    told: tuple[str, ...] = ()  # of the names: cells that hold a date or number too

    @property
    def columns(self) -> set[str]:
        """All of them."""
        serial = () if self.serial is None else (self.serial,)
        return {*self.names, *self.numbers, *self.dates, *serial}


@dataclass(frozen=True)
class RowKinds:
    """What the rows of a sheet are.

    Attributes
    ----------
    kinds
        Kind of every physical row.
    repeated
        Count of header rows that stand in the middle again.
    unsure
        Rows below the header, counted from 0, that neither number nor date shows to be somebody's:
        no other can be a header.
    unused
        Count of rows that a form has for people to come: numbered, and nothing else.
    examples
        Count of rows that show how to fill the others in.
    """

    kinds: pl.Series
    repeated: int
    unsure: pl.Series
    unused: int
    examples: int


def row_kinds(
    table: Table,
    header: Header,
    keys: KeyColumns,
    text: pl.DataFrame,
    encodings: Mapping[str, str],
    padded: Collection[str],
) -> RowKinds:
    """Tell what every physical row is.

    Parameters
    ----------
    text
        Cells of the rows from the first of data, decoded: totals and signatures are known by words.
    encodings
        Columns that are not decoded, and the old encoding in which single cells of them may be.
    padded
        Columns in which a cell of the data may begin with white space.
    """
    cells = table.cells
    above = table.frame.head(header.data_from)
    repeated = repeats(table, header)
    rows = table.frame.select(
        at=pl.int_range(pl.len(), dtype=pl.UInt32),
        filled=_filled(cells, {*padded, *_padded(above, cells)}),
        same=_one_text(cells),
        repeated=pl.lit(repeated),
    ).with_columns(
        kind=pl.when(filled=0)
        .then(pl.lit("blank"))
        .when(pl.col("at") < header.first)
        .then(pl.lit("title"))
        .when((pl.col("at") < header.data_from) | pl.col("repeated"))
        .then(pl.lit("header"))
        .otherwise(pl.lit("data"))
    )
    kinds = rows["kind"]
    again = int(repeated.slice(header.data_from).sum())
    first = table.frame.height - text.height
    below = text.select(cells).hstack(rows["at", "filled", "same", "kind"].slice(first))
    special, unsure = _special(below, cells, keys, encodings)
    if not special.is_empty():
        kinds = kinds.scatter(special["at"], special["kind"])
    unused = int((special["kind"] == Kind.BLANK).sum())
    return RowKinds(kinds, again, unsure, unused, int(special["example"].sum()))


def _padded(frame: pl.DataFrame, cells: list[str]) -> list[str]:
    padded = frame.select_seq(pl.col(cells).str.contains(r"^\s").any())
    return [column.name for column in padded.iter_columns() if column[0]]


def _filled(cells: list[str], padded: Collection[str]) -> pl.Expr:
    """Count the filled cells of a row; white space alone fills none."""
    tests = [
        (pl.col(c).str.strip_chars().str.len_bytes() > 0).fill_null(value=False)
        if c in padded
        else pl.col(c).is_not_null()
        for c in cells
    ]
    return pl.sum_horizontal(tests)


def _decoded(rows: pl.DataFrame, encodings: Mapping[str, str]) -> pl.DataFrame:
    """Decode what stands in columns that are of another encoding, such as a total under numbers."""
    columns = []
    for name, encoding in encodings.items():
        column = rows[name]
        special = column.filter(column.str.contains(r"[^\x00-\x7f]")).drop_nulls().unique()
        decoded = [legacy.better(text, encoding) for text in special]
        columns.append(column.replace(special, pl.Series(decoded, dtype=pl.String)))
    return rows.with_columns(columns)


def _any(tests: list[pl.Expr]) -> pl.Expr:
    return pl.any_horizontal(tests).fill_null(value=False) if tests else pl.lit(value=False)


def _contain(columns: tuple[str, ...], pattern: str) -> pl.Expr:
    return _any([pl.col(name).str.contains(pattern) for name in columns])


def _special(
    rows: pl.DataFrame, cells: list[str], keys: KeyColumns, encodings: Mapping[str, str]
) -> tuple[pl.DataFrame, pl.Series]:
    """Find the rows that name no person, and those that neither number nor date shows to name one.

    Returns
    -------
    special, unsure
        Place and kind of rows that may be sections, totals, signatures; places.
    """
    data = rows.select("at", "kind", "filled", "same", *keys.columns | {*cells[:2]})
    data = data.filter(pl.col("kind") == "data")
    none = data.select("at", "kind", example="same").clear()
    if data.is_empty() or not keys.names:
        return none, none["at"]
    data = _with_evidence(data, keys)
    unsure = data.filter(~pl.col("strong"))["at"]
    share = _list_of(data)
    first, end = int(str(rows["at"].min())), int(str(rows["at"].max())) - _TAIL
    shown = examples(data, first, cells, [*keys.names], [*keys.numbers])
    data = data.with_columns(example=shown)
    few = (pl.col("filled") <= 2) | ((pl.col("filled") <= _SIGNED) & (pl.col("at") >= end))
    sum_ = _contain(keys.names, BEGINS_SUM)
    bare = (pl.col("filled") <= max(_SIGNED, _FEW * share.usual)) | ~pl.col("named") | sum_
    headed = pl.col(keys.serial).str.contains(LETTER) if keys.serial else pl.lit(value=False)
    sparse = data.filter(
        (~pl.col("strong") & (bare | headed.fill_null(value=False)))
        | few
        | pl.col("example")
        | pl.col("same")
    )
    if sparse.is_empty():
        return none, unsure
    whole = rows[sparse["at"] - rows["at"][0]].hstack(
        sparse["strong", "numbered", "named", "example"]
    )
    judged = _judged(_decoded(whole, encodings), cells, keys, share)
    return _settled(judged, data["at"].to_numpy(), share), unsure


def _with_evidence(data: pl.DataFrame, keys: KeyColumns) -> pl.DataFrame:
    """Add `strong`: a number or date with a name; `numbered`; `named`."""
    number = _contain(keys.numbers, r"^['’\s]*\d[\d\s.\-;,/]{6,}$")
    year = _contain(keys.dates, r"(?:19|20)\d\d|^\d{4,5}$")
    # Days, months and ages are small numbers; in a list of dates a small number is a count.
    data = data.with_columns(small=_contain(keys.dates, r"^\d{1,3}$"))
    year = year | (pl.col("small") & (pl.col("small").mean() >= _SMALL))
    named = _contain(keys.names, NAMED)
    numbered = _contain((keys.serial,), SERIAL) if keys.serial else pl.lit(value=False)
    told = _contain(keys.told, r"(?:19|20)\d\d|\d{9}")
    return data.with_columns(strong=number | (year & named) | told, numbered=numbered, named=named)


@dataclass(frozen=True)
class _List:
    """What the rows of a list have as a rule.

    Attributes
    ----------
    usual
        Filled cells.
    counted, known
        Whether its people have a serial number; a number or date.
    """

    usual: float
    counted: bool
    known: bool

    @property
    def told(self) -> bool:
        """Whether anything but the name shows who is one of them."""
        return self.counted or self.known

    @property
    def told_twice(self) -> bool:
        """Whether its people have both a serial number and a number or date."""
        return self.counted and self.known

    @property
    def wide(self) -> bool:
        """Whether a row with few cells is unusual."""
        return self.usual >= _WIDE


def _list_of(data: pl.DataFrame) -> _List:
    """Look at the rows that are no totals and signatures: those of several cells, if there are."""
    several = pl.col("filled") > 2
    usual, counted, known = data.select(
        pl.coalesce(pl.col(name).filter(several).mean(), pl.col(name).mean()).alias(name)
        if name != "filled"
        else pl.coalesce(pl.col(name).filter(several).median(), pl.col(name).median())
        for name in ("filled", "numbered", "strong")
    ).row(0)
    return _List(usual=usual, counted=counted >= _COUNTED, known=known >= _KNOWN)


def _one_text(cells: list[str]) -> pl.Expr:
    """Whether all cells of a row hold one and the same text, as of a merged cell written out."""
    if len(cells) <= _WIDE:
        return pl.repeat(False, pl.len(), dtype=pl.Boolean)
    beside = [(pl.col(a) == pl.col(b)) for a, b in pairwise(cells[:4])]
    return pl.all_horizontal(beside).fill_null(value=False)


def _judged(sparse: pl.DataFrame, cells: list[str], keys: KeyColumns, share: _List) -> pl.DataFrame:
    """Tell of each row with few cells whether it is somebody's, a total, signature or group."""
    lead = pl.coalesce([pl.when(~pl.col(c).str.contains(COUNT)).then(pl.col(c)) for c in cells])
    lines = pl.concat_str([pl.col(c).fill_null("") for c in cells], separator="\n")
    strong, numbered, filled = pl.col("strong"), pl.col("numbered"), pl.col("filled")
    person = _contain(keys.names, NAME)
    total = lead.str.contains(TOTAL).fill_null(value=False) & (
        ~strong | (filled <= _FEW * share.usual)
    )
    example = pl.col("example") | _contain(tuple(cells[:2]), MARKED)
    office = (lines.str.contains(CLOSING) & ~person) | lines.str.contains(OFFICE_ALONE)
    closing = office & (filled <= _SIGNED) & ~numbered
    group = lead.str.contains(SECTION) & (~person | lead.str.contains(NUMBERED_SECTION))
    group = group.fill_null(value=False)
    headed = _contain(keys.names, HOUSEHOLD) & (filled <= 2) & share.known
    counted_group = group & (filled <= 3) & share.known & share.wide  # its count beside it
    numbered_group = numbered & ((group & (filled <= 3)) | headed) & share.wide
    grouped = ~numbered & ((filled <= 2) | counted_group) & (group | _names_a_group(keys, share))
    lettered = _contain((keys.serial,) if keys.serial else (), LETTER) & share.wide
    lettered &= group | (_only_counts(cells, keys) & share.told_twice)
    leader = _contain(keys.names, LEADER) & ~numbered & (filled <= 3)
    section = (~strong & (grouped | numbered_group | lettered)) | leader
    counted = numbered & pl.col("named")
    # Where neither numbers nor dates tell who is somebody, a name and a row as full as others do.
    whole = person & (filled >= max(2.0, _FEW * share.usual)) & (not share.told)
    signed = person & _contain((*keys.numbers, *keys.dates), NAME)
    worded = _contain(keys.names, WORDED) & ~person & (filled <= _SIGNED)
    return sparse.select(
        "at",
        "kind",
        "example",
        # An example, one text throughout, or a line drawn with dots or dashes.
        same=pl.col("same") | example | ~lines.str.contains(r"[\p{L}\p{N}]"),
        total=total,
        closing=closing,
        section=section,
        somebody=(strong | counted | whole) & ~total & ~closing & ~section,
        unused=~strong & ~pl.col("named") & numbered & _alike(cells, keys, filled),
        # What begins the end of a list: nobody known here, in words.
        ending=~strong & ~numbered & ((signed & pl.lit(share.told)) | worded),
        strong=strong,
    )


def _only_counts(cells: list[str], keys: KeyColumns) -> pl.Expr:
    """Whether nothing but counts stands beside the serial and the name: `I | Thương binh | 4`."""
    others = [pl.col(c) for c in cells if c != keys.serial and c not in keys.names]
    counts = [c.is_null() | c.str.contains(COUNT) for c in others]
    return pl.all_horizontal(counts) if counts else pl.lit(value=True)


def _alike(cells: list[str], keys: KeyColumns, filled: pl.Expr) -> pl.Expr:
    """Whether a row has its number and nothing more than what several such rows have alike."""
    others = [pl.col(c).fill_null("") for c in cells if c != keys.serial]
    same = pl.len().over(pl.concat_str(others, separator="\n")) >= _SEVERAL
    return (filled <= 1) | same


def _names_a_group(keys: KeyColumns, share: _List) -> pl.Expr:
    """Whether a row without number and date tells of the rows below it: `II | GIẢM`, `Hộ ông A`.

    In a list that counts its people a name without a count may still be somebody's; other words are
    not, nor are words that no name has in a list that knows its people by number or date. A row
    without any name is nobody's.
    """
    named = _contain(keys.names, NAMED)
    person, household = _contain(keys.names, NAME), _contain(keys.names, HOUSEHOLD)
    beside = [pl.col(k).is_not_null() for k in (*keys.names, keys.serial) if k]
    alone = pl.sum_horizontal(beside) == pl.col("filled")
    other = ~person | household
    if share.counted and share.wide:
        return ~named | (alone & other)
    if share.known and share.wide:
        return ~named | (alone & other & _contain(keys.names, WORDED))
    return ~named


_NOBODY = ~pl.col("somebody") | pl.col("same")


def _without_signers(judged: pl.DataFrame, at: npt.NDArray[np.uint32]) -> pl.DataFrame:
    """Take the last few names of a list for those who sign, where they stand below an office.

    Nothing but its place tells such a name from those of the list.
    """
    people = np.setdiff1d(at, judged.filter(_NOBODY)["at"].to_numpy(), assume_unique=True)
    offices = judged.filter(pl.col("closing") | pl.col("ending"))["at"].to_numpy()
    below = len(people) - np.searchsorted(people, offices)
    start = min(offices[below <= _SIGNERS], default=None)
    if start is None:
        return judged
    signs = (pl.col("at") > int(start)) & ~pl.col("strong")
    return judged.with_columns(somebody=pl.col("somebody") & ~signs)


def _settled(judged: pl.DataFrame, at: npt.NDArray[np.uint32], share: _List) -> pl.DataFrame:
    """Tell signatures and totals from groups by the rows of people between which they stand.

    Parameters
    ----------
    at
        Places of all rows of data.
    """
    if not share.told:
        judged = _without_signers(judged, at)
    nobody = judged.filter(_NOBODY)
    people = np.setdiff1d(at, nobody["at"].to_numpy(), assume_unique=True)
    run = np.searchsorted(people, nobody["at"].to_numpy())
    placed = nobody.with_columns(run=pl.Series(run), last=pl.Series(run == len(people)))
    begins = pl.col("closing") & (pl.col("last") | pl.lit(share.told))
    begins = begins | (pl.col("last") & (pl.col("total") | pl.col("ending")))
    start = pl.col("at").filter(begins).min().over("run")
    below = (pl.col("at") >= start).fill_null(value=False)
    among = pl.col("closing") & ~pl.col("last")
    group = (
        pl.col("same")
        | ((pl.col("section") | among) & ~below)
        | (pl.col("section") & ~pl.col("last"))
    )
    return placed.select(
        "at",
        "example",
        kind=pl.when(group & ~pl.col("total"))
        .then(pl.lit("title"))
        .when(pl.col("unused"))
        .then(pl.lit(Kind.BLANK))
        .when(pl.col("total") | below)
        .then(pl.lit("footer"))
        .otherwise("kind"),
    )
