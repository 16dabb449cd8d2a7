"""A date with words beside it, as cells hold that are asked for day and place of birth.

`30/08/1983, Bình Định`, `Bình Định - 30/08/1983`, `30/08/1983 tại Phường 8`, `Hà Nội (1983)`.
"""

from __future__ import annotations

import polars as pl

from pipelines.sources.normalise.other_events import EVENTS

_DATE = (
    r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(?:19|20)\d\d|\d{1,2}\s*[-/.]\s*(?:19|20)\d\d|"
    r"(?:19|20)\d\d-\d{1,2}-\d{1,2}|\d{1,2}\s+thang\s+\d{1,2}[\s,]+(?:nam\s+)?(?:19|20)\d\d"
)
_YEAR = r"(?:19|20)\d\d"
#: Words with small numbers among them (`phường 8`), and nothing that may be another date or number.
_WORDS = r"(?:[^\d/]|[^\d\s/]\s*/\s*|\b\d{1,3}\b)*"
_FIRST = rf"^({_DATE}|{_YEAR})(?:\s*[,;:|(\[–-]\s*|\s+)[a-z]{_WORDS}$"
_LAST = rf"^[a-z]{_WORDS}(?:[,;:|(\[–-]\s*|\s)(?:ngay\s+|sinh\s+|sn\s+|ns\s+)*({_DATE})\s*[)\]]*$"
#: Words of another event, or of another calendar: what day that is, the cell does not say plainly.
_OTHERWISE = (
    rf"\b(?:{EVENTS}|huong|tu|den|truoc|sau|am|am lich|al|a\.l|nhuan|hoac|hay|khoang|sua|thang)\b"
)


def set_off(text: pl.Expr) -> pl.Expr:
    """Return folded text as the date alone that it begins or ends with, clearly set off."""
    words = text.str.replace_all(_DATE, " ")
    plain = ~words.str.contains(_OTHERWISE)
    return (
        pl.when(plain & text.str.contains(_FIRST))
        .then(text.str.replace(_FIRST, "${1}"))
        .when(plain & text.str.contains(_LAST))
        .then(text.str.replace(_LAST, "${1}"))
        .otherwise(text)
    )
