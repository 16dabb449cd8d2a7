"""Which bytes the cells of a column hold: what need not be searched for cell by cell.

Columns are looked at as one run of bytes each, many times faster than a pattern put to every cell.
Every answer errs to one side: no means no, yes means that the cells must be searched.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

_ROWS = 16_384  # rows that are looked at together: their bytes stay in the processor's cache
_SPACE, _DELETE = 0x20, 0x7F
_LEADS = (b"\xcc", b"\xcd", b"\xef")  # first bytes of combining marks and of the byte order mark
#: Signs without width and those that turn the direction: U+200B-200F, 202A-202E, 2060-2069.
_GENERAL, _UNSEEN = 0xE2, ((0x80, 0x8B, 0x8F), (0x80, 0xAA, 0xAE), (0x81, 0xA0, 0xA9))
#: First bytes of white space beyond ASCII; E1 begins many Vietnamese letters but one space only.
_WIDE_SPACES, _OGHAM = (0xC2, 0xE2, 0xE3), (0xE1, 0x9A)


@dataclass(frozen=True)
class Signs:
    """What a column may hold.

    Attributes
    ----------
    special
        Characters other than printable ASCII.
    hidden
        Control characters, signs that are not seen, combining marks.
    padded
        A cell that begins with white space.
    clock
        A colon, as times of day have.
    longest
        Bytes of the longest cell.
    """

    special: bool = False
    hidden: bool = False
    padded: bool = False
    clock: bool = False
    longest: int = 0


def signs(column: pl.Series) -> Signs:
    """Look at the bytes of a text column."""
    parts = [_signs(column.slice(at, _ROWS)) for at in range(0, column.len(), _ROWS)]
    return Signs(
        special=any(part.special for part in parts),
        hidden=any(part.hidden for part in parts),
        padded=any(part.padded for part in parts),
        clock=any(part.clock for part in parts),
        longest=max((part.longest for part in parts), default=0),
    )


def _signs(column: pl.Series) -> Signs:
    array = column.to_arrow(compat_level=pl.CompatLevel.oldest())
    _, places, held = array.buffers()
    if held is None or held.size == 0:
        return Signs()
    ends = np.frombuffer(places, np.int64)[array.offset : array.offset + len(array) + 1]
    raw = held.slice(int(ends[0]), int(ends[-1] - ends[0])).to_pybytes()
    if not raw:
        return Signs()
    data = np.frombuffer(raw, np.uint8)
    low, high = int(data.min()), int(data.max())
    control = low < _SPACE or b"\x7f" in raw
    return Signs(
        special=control or high > _DELETE,
        hidden=control or (high > _DELETE and _unseen(raw, data)),
        padded=_padded(data, ends - ends[0]),
        clock=b":" in raw,
        longest=int(np.diff(ends).max()),
    )


def _unseen(raw: bytes, data: npt.NDArray[np.uint8]) -> bool:
    """Whether there are combining marks or signs that are not seen."""
    if any(lead in raw for lead in _LEADS):
        return True
    if bytes([_GENERAL]) not in raw:
        return False
    at = np.flatnonzero(data[:-2] == _GENERAL)
    second, third = data[at + 1], data[at + 2]
    return any(
        bool(((second == lead) & (third >= first) & (third <= last)).any())
        for lead, first, last in _UNSEEN
    )


def _padded(data: npt.NDArray[np.uint8], ends: npt.NDArray[np.int64]) -> bool:
    """Whether a cell begins with what may be white space."""
    starts = ends[:-1][np.diff(ends) > 0]
    first = data[starts]
    if first.min() <= _SPACE or any(bool((first == byte).any()) for byte in _WIDE_SPACES):
        return True
    ogham = starts[first == _OGHAM[0]]
    return bool((data[ogham + 1] == _OGHAM[1]).any())
