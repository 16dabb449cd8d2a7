"""Rows that show how to fill a list in: marked as such, or of somebody whom nobody is."""

from __future__ import annotations

import polars as pl

#: Rows below the header that an example may stand in.
_TOP = 3
#: Begins a row that says that it is one.
MARKED = r"(?i)^\W*(?:vd|v\.d|ví dụ|mẫu|example)\b"
#: Nobody in particular: `Nguyễn Văn A`, `Trần Thị B`.
_NOBODY = r"^\W*\p{L}+ (?i:văn|thị|van|thi) (?:[A-DX]\d?|ABC|XYZ|[.…xX]{2,})\W*$"
_NUMBER = r"^['’\s]*\d[\d\s.-]{7,}$"
#: Digits in their order, or one of them over and over, as no number has them: `012345678901`.
_MADE_UP = (
    r"0123456|1234567|2345678|3456789|4567890|9876543|8765432|7654321|6543210|"
    r"0{6}|1{6}|2{6}|3{6}|4{6}|5{6}|6{6}|7{6}|8{6}|9{6}"
)
_USUAL = 0.5  # share of such names above which they are a list's own


def examples(
    rows: pl.DataFrame, first: int, cells: list[str], names: list[str], numbers: list[str]
) -> pl.Series:
    """Tell which rows of data are examples.

    Parameters
    ----------
    rows
        Rows of data with their place `at`.
    first
        Place of the first row below the header.
    names, numbers
        Columns of names, and of numbers: who has one of his own is somebody.
    """
    nobody = _any([pl.col(c).str.contains(_NOBODY) for c in names])
    numbered = _any(
        [pl.col(c).str.contains(_NUMBER) & ~pl.col(c).str.contains(_MADE_UP) for c in numbers]
    )
    marked = _any([pl.col(c).str.contains(MARKED) for c in cells[:2]])
    top = rows.filter(pl.col("at") < first + _TOP)
    top = top.select("at", marked=marked, nobody=nobody & ~numbered)
    shown = pl.col("marked")
    # Whether such names are the list's own is asked of all rows, and so only where one is shown.
    if top["nobody"].any() and (rows.height <= _TOP or rows.select(nobody.mean()).item() < _USUAL):
        shown |= pl.col("nobody")
    return rows["at"].is_in(top.filter(shown)["at"].implode())


def _any(tests: list[pl.Expr]) -> pl.Expr:
    return pl.any_horizontal(tests).fill_null(value=False) if tests else pl.lit(value=False)
