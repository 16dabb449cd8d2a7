"""Text of other people in documents of ours: harmless in a cell, plain in a file name."""

from __future__ import annotations

import re
import unicodedata

import polars as pl

#: What a spreadsheet takes for a formula, also after spaces and in full-width letters (OWASP, CSV
#: injection).
_FORMULA = r"^\s*[=+\-@＝＋－＠]|^[\t\r\n]"
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
_OVERRIDES = "[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_LONGEST = 1_000  # characters; a cell can take 32.767, a reader cannot

_FORMULA_RE = re.compile(_FORMULA)
_DROPPED_RE = re.compile(f"{_CONTROL}|{_OVERRIDES}")


def harmless(name: str) -> pl.Expr:
    """Text column as cells: no formula, no control character, not longer than can be read."""
    written = pl.col(name).fill_null("")
    clean = written.str.replace_all(f"{_CONTROL}|{_OVERRIDES}", "").str.slice(0, _LONGEST)
    quoted = pl.concat_str(pl.lit("'"), clean)
    return pl.when(clean.str.contains(_FORMULA)).then(quoted).otherwise(clean).alias(name)


def harmless_text(value: str) -> str:
    """One text as a cell; the same rule as `harmless`."""
    clean = _DROPPED_RE.sub("", value)[:_LONGEST]
    return f"'{clean}" if _FORMULA_RE.search(clean) else clean


def slug(text: str) -> str:
    """Readable ASCII name for a file or folder: `Sở Tư pháp` → `so-tu-phap`."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:80]


def sheet_name(title: str, taken: set[str]) -> str:
    """Name for a sheet: at most 31 characters, none forbidden, none twice; adds it to `taken`."""
    base = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31].strip() or "Danh sách"
    name, number = base, 2
    while name.lower() in taken:
        tail = f" ({number})"
        name, number = base[: 31 - len(tail)].strip() + tail, number + 1
    taken.add(name.lower())
    return name
