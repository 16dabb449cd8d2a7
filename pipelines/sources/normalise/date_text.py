"""Dates in unusual writings, put into usual ones: what stands round them off, months as numbers."""

from __future__ import annotations

import polars as pl

from pipelines.sources.normalise.text import fold

#: More than digits and the usual signs between them.
_WORDED = r"[^\d/.-]|//"
#: The hour before the day, as certificates of birth and of death have it, with accents or without.
HOUR = (
    r"(?:(?:l[uú]c|h[oồ]i|v[aà]o)\s*)?\d{1,2}\s*(?:gi[oờ]|h|g|:)\s*"
    r"(?:\d{1,2}\s*(?:ph[uú]t|p|')?)?[\s,;-]+(?:ng[aà]y\s*)?"
)
#: What makes a date one of the lunar calendar, behind it.
LUNAR = r"\(?\b(?:am lich|al|a\.l|nhuan)\b\.?\)?$|\(\s*am\)?$"
#: Signs that look like the usual ones: hyphens, dashes and the minus; strokes.
_SIGNS = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2044\u2215\u29f8\u00a6", "/"),
}
#: Quotes, brackets and signs round a date; a stroke before it stands for a part that is not known.
_ROUND = " '\"`=#<>[](){}^*•+|/-"
_TIME = (
    r"[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|am|pm|sa|ch|[+-]\d{2}(?::?\d{2})?)?$"
    r"|t\d{6}z?$|\s\d{1,2}\.\d{2}\.\d{2}(?:\.\d+)?(?:\s*[ap]m)?$"
)
#: Java's `Wed Aug 10 00:00:00 ICT 1994`.
_ZONE = r"\s\d{1,2}:\d{2}:\d{2}\s+[a-z]{2,4}\s+(\d{4})$"
_HOUR_BEHIND = (
    r"(\d{4})[\s,]+(?:(?:luc|hoi)\s+)?\d{1,2}\s*(?:gio|g|h)(?:\d{0,2}|\s.*)$"
    r"|[\s,]+(?:luc|hoi)\s+\d{1,2}\s*(?:gio|h|g|:).*$"
)
_WEEKDAY = r"^(?:mon|tues?|wed(?:nes)?|thurs|fri|sat(?:ur)?|sun)(?:day)?[,\s]+|^thu,\s+"
_BEFORE = (
    r"^(?:(?:(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|ngay|thang|nam|sinh|sn|ns|s/n|n/s|dob|s:|"
    r"khoang|vao|t|~|'|(?:khong|ko|chua) (?:ro|nho|biet|xac dinh)|kr|kxd)[\s:.,…_/]*)+)(\d.*)$"
)
#: By far the most of those that have words; its signs are written out because classes take long to
#: compile, and the other patterns are not needed where no text is left for them.
_BORN = r"^(?:(?:sinh|nam|ngay)[ :.]*)+((?:[0-9]{1,2}[-/.][0-9]{1,2}[-/.])?[0-9]{4})$"
#: A year that a spreadsheet shows as a number: `1.950`.
_THOUSANDS = r"^([12])[.,](9[0-9][0-9]|0[0-2][0-9])$"
#: `tháng 6`, `ngày 15`: a day or month alone, no year of two digits.
_PART_ALONE = r"^(?:ngay|thang|t)[\s:.]*\d{1,2}$"
_QUARTER = r"^quy\s*(?:[1-4]|i{1,3}|iv)[\s/,]*(?:nam\s*)?(\d{4})$"
_AGE = r"^\d{1,3}\s*tuoi[\s,;(-]+(\d.*)$"
_AGE_BEHIND = r"(\d{4})[\s,;(-]+\d{1,3}\s*tuoi\)?$"
#: What stands in brackets behind a date and is no part of it: `15/03/1965 (theo CCCD)`, `[1]`.
_NOTE = r"(\d)\s*[(\[](?:[^)\]\d]*|\d{1,2})[)\]]?$"
_DAY = r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
#: Words behind a whole date: where, by whom, of whom. What another date may follow stays.
_WORDS = rf"^({_DAY})[\s,;:(\[-]+\D+$"
_OPEN = r"\b(?:hoac|hay|den|nhuan|am)\b|\?"
_ODD_SIGNS = r"^(\d{1,2})\s*[|:;+~'·]\s*(\d{1,2})\s*[|:;+~'·]\s*(\d{4})$"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = "|".join(_MONTHS)
#: English months: the year first where it has four digits, for nothing can turn that order round.
_ENGLISH = (
    (
        rf"^(\d{{1,2}})(?:st|nd|rd|th)?[-\s/.,]*({_NAMED})[a-z]*\.?[-\s/,]*(\d{{4}})$",
        "${3}/${2}/${1}",
    ),
    (rf"^(\d{{1,2}})[-\s/]*({_NAMED})[a-z]*\.?[-\s/,]*(\d{{2}})$", "${1}/${2}/${3}"),
    (rf"^({_NAMED})[a-z]*\.?[\s-]*(\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(\d{{4}})$", "${3}/${1}/${2}"),
    (rf"^({_NAMED})[a-z]*\.?[-\s,/]*(\d{{4}})$", "${1}/${2}"),
)  # fmt: skip
#: Months in words after `tháng`; giêng and chạp are of the lunar year, and năm is also the year.
_SPOKEN = {
    "muoi mot": 11, "muoi hai": 12, "muoi": 10, "mot": 1, "hai": 2, "bay": 7, "ba": 3, "tu": 4,
    "bon": 4, "sau": 6, "tam": 8, "chin": 9,
}  # fmt: skip
_MAY = ((r"(\d[\s,]*)thang nam\b", "${1}thang 5"), (r"\bthang nam,?\s+nam\b", "thang 5 nam"))
#: Roman months; an x alone means that the month is not known.
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7",
          "viii": "8", "ix": "9", "xi": "11", "xii": "12"}  # fmt: skip
_ROMAN_DATE = r"^(?:(\d{1,2})\s*[-/.\s]\s*)?([ivx]+)\s*[-/.\s]\s*(\d{4})$"


def prepared(text: pl.Series) -> pl.Series:
    """Return folded text without what stands round a date: words, quotes, a time of day.

    Months in words and in Roman numbers, and rare signs between the parts, are put into the usual
    writing.
    """
    bare = text.to_frame("text").select(fold(pl.col("text"))).to_series()
    bare = bare.str.replace_many(list(_SIGNS), list(_SIGNS.values())).str.strip_chars(_ROUND)
    bare = bare.str.replace(_BORN, "${1}").str.replace(_THOUSANDS, "${1}${2}")
    at = bare.str.contains(_WORDED).arg_true()
    if not at.is_empty():
        bare = bare.scatter(at, _without_words(bare.gather(at)))
    return bare.str.replace(r"[\s.?~,;*/-]+$", "").str.strip_chars_start(" /")


def _without_words(bare: pl.Series) -> pl.Series:
    """Take words, times and rare signs off; one step after the other, each over all texts."""
    bare = bare.str.replace(_ZONE, " ${1}").str.replace(_TIME, "")
    bare = bare.str.replace(rf"^{HOUR}(\d.*)$", "${1}").str.replace(_HOUR_BEHIND, "${1}")
    bare = _where(bare, LUNAR, bare, bare.str.replace(_NOTE, "${1}"))
    bare = _months_as_numbers(bare.str.replace(_WEEKDAY, ""))
    before = bare.str.replace(_BEFORE, "${1}").str.replace(_QUARTER, "${1}")
    bare = _where(bare, _PART_ALONE, bare, before)
    bare = bare.str.replace(_AGE, "${1}").str.replace(_AGE_BEHIND, "${1}")
    alone = _where(bare, _OPEN, bare, bare.str.replace(_WORDS, "${1}"))
    bare = _where(bare, LUNAR, bare, _once(alone))
    return bare.str.replace_all(r"[\\/]{2,}|\\", "/").str.replace(_ODD_SIGNS, "${1}/${2}/${3}")


def _where(text: pl.Series, pattern: str, then: pl.Series, otherwise: pl.Series) -> pl.Series:
    """Choose by whether a text has a pattern."""
    return then.zip_with(text.str.contains(pattern).fill_null(value=False), otherwise)


def _months_as_numbers(text: pl.Series) -> pl.Series:
    """Put numbers for months in Vietnamese, English and Roman."""
    text = text.str.replace(r"[-\s/,]*thg\.?\s*(\d{1,2})[-\s/,]+", "/${1}/")
    text = text.str.replace(r"\s*thg\s*(\d)", "/${1}")
    for written, usual in (*_MAY, *_ENGLISH):
        text = text.str.replace(written, usual)
    words = [*(f"thang {word}" for word in _SPOKEN), *_MONTHS]
    numbers = [*(f"thang {number}" for number in _SPOKEN.values()), *map(str, range(1, 13))]
    frame = text.to_frame("text").select(
        pl.col("text").str.replace_many(words, numbers, leftmost=True)
    )
    day, roman, year = (pl.col("text").str.extract(_ROMAN_DATE, group) for group in (1, 2, 3))
    month = roman.replace_strict(_ROMAN, default=None, return_dtype=pl.String)
    dated = pl.concat_str(day.fill_null("0"), month, year, separator="/")
    return frame.select(pl.coalesce(dated, "text")).to_series()


def _once(text: pl.Series) -> pl.Series:
    """Take a date that stands twice once, and a year that is repeated behind its date."""
    column = pl.col("text")
    whole, again = (column.str.extract(r"^([^\s;,]+)[\s;,]+([^\s;,]+)$", group) for group in (1, 2))
    dated = r"^(.*?(\d{4}))[\s;,(]+(\d{4})\)?$"
    until, year, repeated = (column.str.extract(dated, group) for group in (1, 2, 3))
    once = pl.when(whole == again).then(whole).when(year == repeated).then(until)
    return text.to_frame("text").select(once.otherwise(column)).to_series()
