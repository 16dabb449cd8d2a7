"""Text as one writes it: one Unicode form, one kind of space, true Đ for what looks like it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

import polars as pl

# Soft hyphens, zero-width and byte order marks, bidirectional and other controls.
_INVISIBLE = (
    r"[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\x00-\x08\x0E-\x1F\x7F-\x9F]"
)
_SPACES = r"[\s\u00A0\u2000-\u200A\u202F\u205F\u3000]+"
_APOSTROPHES = r"[\u2018\u2019\u02BC\u02B9\u00B4\u0060\u2032\u02BB\u02C8]"


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


def fold(text: pl.Expr) -> pl.Expr:
    """Return lower-case text without diacritics; Đ becomes d. Expects `clean` text."""
    return (
        text.str.to_lowercase()
        .str.normalize("NFD")
        .str.replace_all(r"\p{M}", "")
        .str.replace_all("đ", "d", literal=True)
    )


def fold_text(text: str) -> str:
    """`fold` of one text, for tables that are made in Python."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return re.sub(r"[\u0300-\u036f]", "", decomposed).replace("đ", "d")


def by_distinct(values: pl.Series, work: Callable[[pl.DataFrame], pl.DataFrame]) -> pl.DataFrame:
    """Work on each distinct value once and spread the answers over the rows.

    Parameters
    ----------
    values
        One value a row.
    work
        Takes a frame with the column `value`, distinct, and returns it with more columns.

    Returns
    -------
    pl.DataFrame
        One row a value, in order, with the added columns.
    """
    frame = pl.DataFrame({"value": values.cast(pl.String)})
    empty = values.null_count() == values.len()
    distinct = _of_nothing(work) if empty else work(frame.unique())
    return frame.join(
        distinct, on="value", how="left", nulls_equal=True, maintain_order="left"
    ).drop("value")


@lru_cache(maxsize=64)
def _of_nothing(work: Callable[[pl.DataFrame], pl.DataFrame]) -> pl.DataFrame:
    """Return what a normaliser makes of no value: most sheets lack most columns."""
    return work(pl.DataFrame({"value": [None]}, schema={"value": pl.String}))
