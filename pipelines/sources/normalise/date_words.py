"""Dates written out in words, as registers of civil status repeat them.

`mồng năm tháng ba năm một nghìn chín trăm tám mươi` is 5 March 1980. Spelling varies: nghìn and
ngàn, linh and lẻ, mươi left out (`tám ba`), lăm, mốt, tư, nhăm; with and without accents.
"""

from __future__ import annotations

import re

_DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
#: Months with names of their own: tháng giêng, tháng chạp.
_MONTH_NAMES = {"gieng": 1, "chap": 12}
_ZERO = frozenset({"linh", "le"})
_DATE = re.compile(
    r"(?:ngay\s+)?(?:mong\s+|mung\s+)?(?P<day>[a-z ]+?)\s*,?\s+thang\s+(?P<month>[a-z ]+?)\s*,?\s+"
    r"nam\s+(?P<year>[a-z ]+)"
)
_MONTH = re.compile(r"thang\s+(?P<month>[a-z ]+?)\s*,?\s+nam\s+(?P<year>[a-z ]+)")
_YEAR = re.compile(r"(?:sinh\s+)?nam\s+(?P<year>(?:mot|hai)\s+(?:nghin|ngan)\b[a-z ]*)")


def read_words(folded: str) -> tuple[int, int | None, int | None] | None:
    """Return year, month and day of a date in words, None where it is none.

    Parameters
    ----------
    folded
        Lower case, without diacritics. Days and months that are not written are None.
    """
    text = " ".join(re.sub(r"[^a-z]+", " ", folded).split())
    whole = _DATE.fullmatch(text)
    if whole:
        day, month, year = _number(whole["day"]), _month(whole["month"]), _year(whole["year"])
        return (year, month, day) if day and month and year else None
    part = _MONTH.fullmatch(text)
    if part:
        month, year = _month(part["month"]), _year(part["year"])
        return (year, month, None) if month and year else None
    alone = _YEAR.fullmatch(text)
    year = _year(alone["year"]) if alone else None
    return (year, None, None) if year else None


def _month(words: str) -> int | None:
    return _MONTH_NAMES.get(words) or _number(words)


def _year(words: str) -> int | None:
    """Year from `mot nghin chin tram tam muoi`, or digit by digit (`mot chin tam khong`)."""
    spoken = words.split()
    digits = [_DIGITS.get(word) for word in spoken]
    if len(digits) == 4 and None not in digits:
        return int("".join(str(digit) for digit in digits))
    head = re.match(r"(mot|hai) (?:nghin|ngan)\b ?(.*)", words)
    if not head:
        return None
    rest = re.sub(r"^khong tram\b ?", "", head[2])
    hundreds = re.match(r"(\w+) tram\b ?(.*)", rest)
    total = 1000 * _DIGITS[head[1]]
    if hundreds:
        if hundreds[1] not in _DIGITS:
            return None
        total += 100 * _DIGITS[hundreds[1]]
        rest = hundreds[2]
    if not rest:
        return total
    below = _number(rest)
    return None if below is None else total + below


def _number(words: str) -> int | None:
    """Return a number from 1 to 99 in words."""
    spoken = [word for word in words.split() if word not in _ZERO]
    if not spoken or len(spoken) > 3:
        return None
    if spoken[0] == "muoi":  # mười, mười lăm
        tens, units = 10, spoken[1:]
    elif len(spoken) > 1 and spoken[1] == "muoi" and spoken[0] in _DIGITS:  # hai mươi mốt
        tens, units = 10 * _DIGITS[spoken[0]], spoken[2:]
    elif len(spoken) == 2 and spoken[0] in _DIGITS:
        tens, units = 10 * _DIGITS[spoken[0]], spoken[1:]
    else:
        tens, units = 0, spoken
    if not units:
        return tens
    if len(units) > 1 or units[0] not in _DIGITS:
        return None
    return tens + _DIGITS[units[0]]
