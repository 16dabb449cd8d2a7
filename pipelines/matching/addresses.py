"""Compare addresses that name no known unit: free text, word by word, whatever the order.

A word counts by what it tells: in bits, how rare it is among the addresses of the reference. Words
of letters may differ by a slip of the hand; numbers may not, for "thôn 5" is not "thôn 6".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.matching.encoded import Ints, Longs
from pipelines.matching.fields import ADDRESS
from pipelines.matching.name_levels import Levels, distinct_pairs, near_words
from pipelines.matching.names import Names

Floats = npt.NDArray[np.float32]

#: Longest address in words; what follows is left out.
WORDS = 16
#: So many of its rarest words make blocking keys of an address.
RARE_WORDS = 3
#: From which shared information, as a share of what both say, a pair reaches each level.
SHARED: tuple[tuple[float, str], ...] = ((0.25, "part"), (0.5, "most"), (0.8, "close"))
#: Below this share of equal words, slips of the hand are not looked for.
_WORTH_A_LOOK = 0.1


@dataclass(frozen=True)
class Addresses:
    """A dictionary of distinct addresses, and what each word of them tells.

    Attributes
    ----------
    texts
        The addresses, word by word.
    bits
        By word id: bits that the word tells; words beyond the end are in no address of the
        reference and tell as much as the rarest.
    most
        Bits of a word that the reference does not know.
    """

    texts: Names
    bits: Floats
    most: float

    @classmethod
    def of(cls, texts: Names, address: Ints) -> Addresses:
        """Count the words of the reference's addresses.

        Parameters
        ----------
        address
            Address id of every person, -1 where missing.
        """
        words = texts.syllables[address[address >= 0]]
        people = max(len(words), 1)
        count = np.bincount(words[words >= 0], minlength=len(texts.text))
        most = float(np.log2(people + 1))
        return cls(texts, np.log2((people + 1) / (count + 0.5)).astype(np.float32), most)

    def worth(self) -> Floats:
        """Bits by word id, with one item more for no word (-1)."""
        unknown = np.full(len(self.texts.text) - len(self.bits), self.most, dtype=np.float32)
        return np.concatenate([self.bits, unknown, np.zeros(1, dtype=np.float32)])

    @cached_property
    def rare(self) -> list[Longs]:
        """The rarest words of every address that the reference knows, from the rarest on.

        Word id + 1, 0 where there is none, and one item more for no address (-1).
        """
        words = self.texts.syllables
        known = (words >= 0) & (words < len(self.bits))
        bits = np.where(known, self.worth()[words], -1.0)
        order = np.lexsort((words, -bits), axis=1)[:, :RARE_WORDS]
        chosen = np.take_along_axis(np.where(known, words, -1), order, axis=1)
        return [np.append(column.astype(np.int64) + 1, 0) for column in chosen.T]


def free_addresses(frame: pl.DataFrame) -> pl.Series:
    """Addresses of no known commune, as words; null elsewhere.

    Parameters
    ----------
    frame
        Columns of `pipelines.mention`, any of them absent.
    """
    if "address_detail" not in frame.columns:
        return pl.Series("address", [None], dtype=pl.String).new_from_index(0, frame.height)
    units = [name for name in ("commune", "commune_old") if name in frame.columns]
    known = pl.any_horizontal(pl.lit(value=False), *(pl.col(name).is_not_null() for name in units))
    # First those of known units are taken out: to part the words of all takes much longer.
    free = pl.when(~known).then(pl.col("address_detail").cast(pl.String))
    return frame.select(free.str.replace_all(r"[^\p{L}\p{N}/]+", " ").alias("address")).to_series()


def address_levels(addresses: Addresses, left: Ints, right: Ints) -> Levels:
    """Compare free addresses, pair by pair.

    Parameters
    ----------
    left, right
        Address ids; -1 is missing.

    Returns
    -------
    numpy.ndarray
        Index of the level in `ADDRESS.levels`.
    """
    result = np.full(len(left), ADDRESS.index("missing"), dtype=np.int8)
    there = np.flatnonzero((left >= 0) & (right >= 0))
    if len(there):
        texts = addresses.texts
        first, second, inverse = distinct_pairs(left[there], right[there], texts.size)
        share = shared(addresses, texts.syllables[first], texts.syllables[second])
        level = np.full(len(first), ADDRESS.index("differs"), dtype=np.int8)
        for least, key in SHARED:
            level[share >= least] = ADDRESS.index(key)
        level[first == second] = ADDRESS.index("same")
        result[there] = level[inverse]
    return result


def shared(addresses: Addresses, one: Ints, other: Ints) -> Floats:
    """Share of what two addresses tell that both tell, by the bits of their words.

    Parameters
    ----------
    one, other
        (pairs, words): word ids, -1 beyond the end.
    """
    worth = addresses.worth()
    bits_one, bits_other = worth[one], worth[other]
    every = bits_one.sum(axis=1) + bits_other.sum(axis=1)

    def share(rows: npt.NDArray[np.intp] | slice = slice(None)) -> Floats:
        both = (bits_one[rows] * met_one[rows]).sum(axis=1)
        both += (bits_other[rows] * met_other[rows]).sum(axis=1)
        return np.asarray(both / np.maximum(every[rows], 1e-6), dtype=np.float32)

    equal = (one[:, :, None] == other[:, None, :]) & (one >= 0)[:, :, None]
    met_one, met_other = equal.any(axis=2), equal.any(axis=1)
    found = share()
    rows = np.flatnonzero((found >= _WORTH_A_LOOK) & (found < 1))
    left = ~met_one[rows] & (one[rows] >= 0)
    right = ~met_other[rows] & (other[rows] >= 0)
    pair, place, other_place = np.nonzero(left[:, :, None] & right[:, None, :])
    near = near_words(addresses.texts, one[rows[pair], place], other[rows[pair], other_place])
    pair, place, other_place = pair[near], place[near], other_place[near]
    met_one[rows[pair], place] = True
    met_other[rows[pair], other_place] = True
    found[rows] = share(rows)
    return found
