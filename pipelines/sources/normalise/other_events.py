"""Dates that the words beside them give to another event than a birth: a death, a card, a party."""

from __future__ import annotations

import polars as pl

from pipelines.mention import BirthForm
from pipelines.sources.normalise.distinct import by_distinct
from pipelines.sources.normalise.text import fold

#: Folded words of what else happens to people, and of papers that they are given.
EVENTS = "cap|chet|mat|tu tran|tu vong|qua doi|h[yi] sinh|vao|nhap|xuat|ket nap|nghi"
_FIRST = rf"^\W*(?:da )?(?:{EVENTS})\b"
#: A date of a card: `30/08/2021, cấp tại Công an tỉnh`, `cấp ngày 30/08/2021`.
_OF_ISSUE = (
    r"\d[\s,;:.(\[–-]*(?:(?:ngay|noi|do|duoc|tai)\s+)*(?:cap|cong an|cuc canh sat)\b|"
    r"\bcap(?:\s+ngay)?[\s:,]*\d"
)
_YEAR, _DATE = 4, 10  # bytes of a year and of a date with nothing beside it: `2021`, `30/08/2021`


def of_other_events(written: pl.Series, forms: pl.Series) -> pl.Series:
    """Rows whose date is of another event; behind words of any event a year, of a card every date.

    Parameters
    ----------
    written
        One cell a row.
    forms
        `BirthForm` that each was read as.
    """
    year = forms == BirthForm.YEAR
    length = written.str.len_bytes()
    worded = ((length > _DATE) | (year & (length > _YEAR))).fill_null(value=False).arg_true()
    if worded.is_empty():
        return worded
    told = by_distinct(written.gather(worded), _told)
    other = told["issue"] | (told["event"] & year.gather(worded))
    return worded.filter(other.fill_null(value=False))


def _told(cells: pl.DataFrame) -> pl.DataFrame:
    words = fold(pl.col("text")).str
    return cells.select("value", event=words.contains(_FIRST), issue=words.contains(_OF_ISSUE))
