"""Text as one writes it: one Unicode form, one kind of space, true Đ, nothing invisible."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

import polars as pl

# Soft hyphens, zero-width marks, byte order marks, bidirectional and other control characters.
_INVISIBLE = (
    r"[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\x00-\x08\x0E-\x1F\x7F-\x9F]"
)
_SPACES = r"[\s\u00A0\u2000-\u200A\u202F\u205F\u3000]+"
_APOSTROPHES = r"[\u2018\u2019\u02BC\u02B9\u00B4\u0060\u2032\u02BB\u02C8]"
#: Anything but printable ASCII without a backtick and the letters of composed Vietnamese.
_UNUSUAL = (
    r"[^\x20-\x5F\x61-\x7E\u00C0-\u00CF\u00D1-\u00D6\u00D9-\u00DD\u00E0-\u00EF\u00F1-\u00F6"
    r"\u00F9-\u00FD\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01A0\u01A1\u01AF\u01B0"
    r"\u1EA0-\u1EF9]|  |^ | $|^$|&[#a-zA-Z]|_x000|<[/bB]"
)
#: Letters of Latin, within a class: hundreds of times quicker to compile than `\\p{L}`.
LATIN = "a-zA-Z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
#: Capitals and small letters of Vietnamese, within a class.
CAPITALS = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
SMALL = CAPITALS.lower()
#: Marks of web pages and of workbooks' own files that programs leave in what they export.
_BREAKS = r"_x000[aAdD]_|</?[bB][rR]?\s?/?>"
_ESCAPED = rf"&#?[0-9a-zA-Z]+;|{_BREAKS}"
#: Letters of other alphabets that look like Latin ones: mended only among Latin letters.
_CYRILLIC = dict(zip("АВСЕНІКМОРТХЅЈаесіорхуѕј", "ABCEHIKMOPTXSJaeciopxysj", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοντν", "ABEZHIKMNOPTYXovtv", strict=True))
_LOOKALIKES = _CYRILLIC | _GREEK | {"ı": "i"}
_FULL_WIDTH = {chr(0xFEE0 + code): chr(code) for code in range(0x21, 0x7F)}
#: What databases print for nothing.
_NO_VALUE = r"(?i)^(?:null|\(null\)|\\n|none|nan)$"
#: Folded words for nothing, of programs and of people: a pattern for the whole of a cell.
NOTHING = (
    r"[<(\[]?(?:null|none|nan|nat|nil|#?n/a|unknown|undefined|blank|trong)[>)\]]?|\\n|kxd|kr|"
    r"\(?(?:khong|ko|chua|dang|de|bo) "
    r"(?:ro|co|nho|biet|xac dinh|cap nhat|khai|dat ten|cap|doc duoc|trong|ten)"
    r"(?: ro| ho ten| ten)*\)?"
)


def clean(text: pl.Expr) -> pl.Expr:
    """Return NFC text with single spaces, plain apostrophes and true Đ, nothing invisible.

    Empty text becomes null.
    """
    tidy = (
        text.str.replace_all(_INVISIBLE, "")
        .str.normalize("NFC")
        .str.replace_all("Ð", "Đ", literal=True)
        .str.replace_all("ð", "đ", literal=True)
        .str.replace_all(_APOSTROPHES, "'")
        .str.replace_all(_SPACES, " ")
        .str.strip_chars()
    )
    return tidy.replace("", None)


def clean_column(text: pl.Series) -> pl.Series:
    """`clean` of a column; only the values that hold something unusual are touched."""
    at = text.str.contains(_UNUSUAL).arg_true()
    if at.is_empty():
        return text
    unusual = text.gather(at)
    escaped = unusual.str.contains(_ESCAPED).fill_null(value=False)
    if escaped.any():  # few cells of few files
        plain = [_unescaped(cell) for cell in unusual.filter(escaped)]
        unusual = unusual.scatter(escaped.arg_true(), pl.Series(plain, dtype=pl.String))
    mended = unusual.alias("text").to_frame().select(clean(_latin(pl.col("text")))).to_series()
    return text.clone().scatter(at, mended)  # which changes the series in place


def _latin(text: pl.Expr) -> pl.Expr:
    """Return text with usual letters for full-width ones and for those that only look alike."""
    text = text.str.replace_many(list(_FULL_WIDTH), list(_FULL_WIDTH.values()))
    like = text.str.replace_many(list(_LOOKALIKES), list(_LOOKALIKES.values()))
    return pl.when(text.str.contains(r"[A-Za-z]")).then(like).otherwise(text)


def _unescaped(cell: str) -> str:
    """Return text without the marks of a web page (`&#7877;`, `<br>`) or of a workbook's file."""
    return html.unescape(re.sub(_BREAKS, " ", cell))


@lru_cache(maxsize=1)
def _unaccented() -> tuple[pl.Expr, pl.Expr]:
    """Lower-case Latin letters with marks, and the letters without; marks alone become nothing."""
    accented = [chr(c) for block in (range(0xE0, 0x250), range(0x1E00, 0x1F00)) for c in block]
    pairs = [(c, unicodedata.normalize("NFD", c)[0]) for c in accented if c.islower()]
    pairs = [(c, base) for c, base in pairs if base.isascii()] + [("đ", "d"), ("ð", "d")]
    pairs += [(chr(mark), "") for mark in range(0x300, 0x370)]
    return pl.lit([c for c, _ in pairs]), pl.lit([base for _, base in pairs])


def without_null_words(text: pl.Expr) -> pl.Expr:
    """Return text, null where a database printed its word for nothing: no name is `Null`."""
    return pl.when(~text.str.contains(_NO_VALUE)).then(text)


def fold(text: pl.Expr) -> pl.Expr:
    """Return lower-case text without diacritics; Đ becomes d."""
    accented, bare = _unaccented()
    return text.str.to_lowercase().str.replace_many(accented, bare)


class _Folded(dict[int, str]):
    """What is left of a lower-case character without its marks, worked out once for each."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code)).replace("đ", "d")
        folded = self[code] = re.sub(r"[\u0300-\u036f]", "", decomposed)
        return folded


_FOLDED = _Folded()


def fold_text(text: str) -> str:
    """`fold` of one text, for tables that are made in Python."""
    return text.lower().translate(_FOLDED)
