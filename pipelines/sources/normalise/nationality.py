"""Whether a written nationality is another country's."""

from __future__ import annotations

import polars as pl

from pipelines.sources.normalise.distinct import by_distinct
from pipelines.sources.normalise.ethnic import is_ethnic_group
from pipelines.sources.normalise.text import fold

_HOME = r"viet|^(?:vn|vnm|vie|v n|cong hoa xa hoi chu nghia)"
_NOTHING = r"^(?:khong|ko|null|none|nan|n a|chua ro|na)\b|^\D?$"


def is_foreign(values: pl.Series) -> pl.Series:
    """Tell the nationalities that are not Vietnamese.

    A code, a mark or an ethnic group that was put in the wrong column says nothing.
    """
    return by_distinct(values, _read)["foreign"]


def _read(written: pl.DataFrame) -> pl.DataFrame:
    key = fold(pl.col("text")).str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()
    named = key.str.contains(r"[a-z]{2}") & ~key.str.contains(r"\d")
    other = ~key.str.contains(_HOME) & ~key.str.contains(_NOTHING) & ~is_ethnic_group(key)
    return written.select("value", foreign=(named & other).fill_null(value=False))
