"""The sex that a name tells: most women's middle name is Thị, many men's Văn.

Names of K'Ho women begin with Ka. Names with neither tell nothing.
"""

from __future__ import annotations

import polars as pl

WOMAN = r"(?i)(?:^|\s)(?:thị|thi)\s|^ka\s"
_MAN = r"(?i)\s(?:văn|van)\s"


def name_sex(name: pl.Expr) -> pl.Expr:
    """Sex that a name with its given name tells, with or without accents; null for most names."""
    return (
        pl.when(name.str.contains(WOMAN))
        .then(pl.lit("female"))
        .when(name.str.contains(_MAN))
        .then(pl.lit("male"))
    )
