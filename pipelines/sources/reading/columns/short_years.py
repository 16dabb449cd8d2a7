"""Years of birth of two digits that nothing but the identification numbers beside them tell.

`50` under `Năm sinh` may be a year, an age or a running number: the fifth and sixth digit of the
numbers in the same rows say which.
"""

from __future__ import annotations

import polars as pl

from pipelines.sources.declaration import COLUMNS_OF, Field
from pipelines.sources.reading.columns.guess import Guess
from pipelines.sources.reading.columns.readable import SAME, agreement

_BIRTHS = COLUMNS_OF[Field.BIRTH_DATE]
_FEWEST = 5  # rows that have both
_SHORT = r"^'?\d{2}(?:\.0)?$"
_MOST = 0.8  # share of the cells that are two digits


def share_told(guess: Guess, guesses: list[Guess], data: pl.DataFrame) -> float:
    """Share (0–1) of the cells that numbers of the same person say are years; 0 if too few."""
    if guess.reading.field not in _BIRTHS:
        return 0.0
    births = data.to_series(guess.at)
    written = births.drop_nulls()
    if int(written.str.contains(_SHORT).sum()) < _MOST * written.len():
        return 0.0
    for number in guesses:
        if number.key == (Field.ID_NUMBER, guess.reading.role):
            share = agreement(data.to_series(number.at), births, _FEWEST)
            return share if share is not None and share >= SAME else 0.0
    return 0.0
