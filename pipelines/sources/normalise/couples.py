"""Two people in one cell: `Ông A và bà B`, with `1965; 1967` and `250…; 068…` beside it."""

from __future__ import annotations

import polars as pl

from pipelines.sources.normalise.text import by_distinct, clean

_TITLE = r"(?:ông|bà|ô\.|b\.|vợ|chồng)"
#: Words and signs that always stand between two names.
_STRONG = r"(?i)^(.{2,}?)\s*(?:;|&|\+|\bvà\b|\bcùng\b)\s*(\S.*)$"
#: A comma, dash or slash does so only before a form of address.
_WEAK = rf"(?i)^(.{{2,}}?)\s*[,/-]\s*({_TITLE}[\s:].*)$"
_SPOUSE_WORD = r"(?i)^(?:vợ|chồng)(?:\s+là)?\s*:?\s*"
_ONLY_TITLE = r"(?i)^(?:hộ\s+)?(?:ông|bà|ô|b)\.?\s*$"
#: A value that is a pair: the parts are years, dates or numbers.
_DATE = r"(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4})"
_DATE_PAIR = rf"(?i)^({_DATE})\s*(?:;|&|\+|,|/|-|\bvà\b|\s)\s*({_DATE})$"
_NUMBER_PAIR = r"(?i)^(\d{8,12})\s*(?:;|&|\+|,|/|-|\bvà\b|\s)\s*(\d{8,12})$"
_SEX_PAIR = r"(?i)^(nam|nữ)\s*(?:;|&|\+|,|/|-|\bvà\b|\s)\s*(nam|nữ)$"


def split_names(values: pl.Series) -> pl.DataFrame:
    """Return `first` and `second`: the two names of a cell, or the one and null."""
    return by_distinct(values, _split_names)


def _split_names(cells: pl.DataFrame) -> pl.DataFrame:
    lines = pl.col("value").str.replace_all(r"\s*\n\s*", " ; ")
    text = clean(lines)
    return (
        cells.with_columns(text=text)
        .with_columns(
            left=pl.coalesce(
                pl.col("text").str.extract(_STRONG, 1), pl.col("text").str.extract(_WEAK, 1)
            ).str.strip_chars(" ,;-"),
            right=pl.coalesce(
                pl.col("text").str.extract(_STRONG, 2), pl.col("text").str.extract(_WEAK, 2)
            ).str.replace(_SPOUSE_WORD, ""),
        )
        .with_columns(
            couple=(
                pl.col("right").is_not_null()
                & ~pl.col("left").str.contains(_ONLY_TITLE)
                & ~pl.col("right").str.contains(_ONLY_TITLE)
                & pl.col("right").str.contains(r"\p{L}{2}|'")
            ).fill_null(value=False)
        )
        .select(
            "value",
            first=pl.when("couple").then("left").otherwise(pl.col("value")),
            second=pl.when("couple").then("right"),
        )
    )


def split_values(values: pl.Series, kind: str) -> pl.DataFrame:
    """Return `first` and `second` of cells that hold two values, else the value and null.

    Parameters
    ----------
    values
        Cells beside a cell with two names.
    kind
        `date`, `number` or `sex`.
    """
    pattern = {"date": _DATE_PAIR, "number": _NUMBER_PAIR, "sex": _SEX_PAIR}[kind]

    def split(cells: pl.DataFrame) -> pl.DataFrame:
        text = clean(pl.col("value"))
        return cells.with_columns(
            first=pl.coalesce(text.str.extract(pattern, 1), pl.col("value")),
            second=text.str.extract(pattern, 2),
        )

    return by_distinct(values, split)


def title_sex(values: pl.Series) -> pl.Series:
    """Sex that a form of address says: Ông male, Bà female."""
    return by_distinct(values, _title_sex)["sex"]


def _title_sex(cells: pl.DataFrame) -> pl.DataFrame:
    text = clean(pl.col("value")).str.to_lowercase()
    text = text.str.replace(r"^hộ\s+(?:gia\s+đình\s+)?", "")
    both = text.str.contains(r"^(?:ông|ô)\s*[/(,]?\s*(?:bà|b)\b")
    return cells.with_columns(
        sex=pl.when(both)
        .then(None)
        .when(text.str.contains(r"^(?:ông|ô\.)\s"))
        .then(pl.lit("male"))
        .when(text.str.contains(r"^(?:bà|b\.)\s") & ~text.str.contains(r"^bà\s+thị\b"))
        .then(pl.lit("female"))
    )
