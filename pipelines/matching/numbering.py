"""Number and order integers in a fraction of the time that `np.unique` and `np.argsort` take."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


def numbered(values: npt.NDArray[np.integer]) -> tuple[Ints, int]:
    """Count values up from 0 in the order in which they first occur.

    Returns
    -------
    tuple
        The number of every item's value, and how many distinct values there are.
    """
    if not len(values):
        return np.zeros(0, dtype=np.int32), 0
    encoded = pl.Series(values).to_arrow().dictionary_encode()
    # The buffer itself: Arrow's own way to numpy loads pandas first.
    place = np.frombuffer(encoded.indices.buffers()[1], dtype=np.int32, count=len(values))
    return place, len(encoded.dictionary)


def first_rows(place: Ints, count: int) -> npt.NDArray[np.intp]:
    """Return the row in which each number of `numbered` occurs first."""
    rows = np.zeros(count, dtype=np.intp)
    rows[place[::-1]] = np.arange(len(place) - 1, -1, -1)
    return rows


def in_order(values: Longs) -> tuple[Longs, Longs]:
    """Sort values and say which row each comes from; equal ones stay in the order of their rows."""
    bits = len(values).bit_length()
    if values.min(initial=0) < 0 or int(values.max(initial=0)).bit_length() + bits > 63:
        rows = np.argsort(values, kind="stable")
        return values[rows], rows
    # Value and row in one integer: to sort integers is twice as fast as to sort their positions.
    packed = np.sort((values << bits) | np.arange(len(values)))
    return packed >> bits, packed & ((1 << bits) - 1)
