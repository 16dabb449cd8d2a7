"""Several records of one person in a register, and numbers written for several people."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.matching.encoded import Ints, Longs
from pipelines.outcomes import Outcome, Reason

Bools = npt.NDArray[np.bool_]

_PLACE = ("file_name", "sheet_name", "file_row")
#: The better an outcome, the lower.
RANK = {str(outcome): rank for rank, outcome in enumerate(Outcome)}


def repeated_records(
    mentions: pl.DataFrame, linked: Bools, rank: Ints, entry: Ints, partner: Ints, *, once: bool
) -> Bools:
    """Say which records are a second or further one of their person in a register.

    The record that agrees best stays, of equal ones the first in the file.

    Parameters
    ----------
    linked, entry
        Whether each mention is linked, and to which row of the reference its best candidate belongs
        (-1 if it has none).
    rank
        How well it agrees, `RANK` of its outcome.
    partner
        For every mention, that of the other person of the couple; -1 if none.
    once
        The list names a person once. Otherwise only the same entry of the same people is a
        duplicate: somebody may own many parcels.
    """
    repeated = np.zeros(len(linked), dtype=np.bool_)
    # Few people are named twice: only their records are looked at further.
    rows = np.flatnonzero(linked)
    rows = rows[np.bincount(entry[rows] + 1)[entry[rows] + 1] > 1]
    group = ["role", "entry"] if once else ["role", "entry", "other", "record_key"]
    again = (
        mentions.select("role", "record_key", *_PLACE)[rows]
        .with_columns(
            order=pl.Series(rows),
            rank=pl.Series(rank[rows]),
            entry=pl.Series(entry[rows]),
            other=pl.Series(np.where(partner[rows] >= 0, entry[partner[rows]], -1)),
        )
        .filter(pl.lit(once) | pl.col("record_key").is_not_null())
        .sort("rank", *_PLACE)
        .filter(pl.int_range(pl.len()).over(group) > 0)["order"]
    )
    repeated[again.to_numpy()] = True
    return repeated


def shared_numbers(number: Longs, wrong: Bools) -> Bools:
    """Say which of the mentions with a wrong number have one that further mentions have too.

    Parameters
    ----------
    number
        Written number of every mention, 0 where none.
    """
    wrong = wrong & (number != 0)
    # Few numbers are wrong: all others are passed over before anything is sorted.
    held = number[pl.Series(number).is_in(pl.Series(number[wrong]).unique().implode()).to_numpy()]
    several, count = np.unique(held, return_counts=True)
    shared = np.zeros(len(number), dtype=np.bool_)
    shared[wrong] = np.isin(number[wrong], several[count > 1])
    return shared


def noted(decided: pl.DataFrame) -> pl.DataFrame:
    """Write decisions three times: as they are, of a repeated record, and of a shared number."""
    duplicate, shared = pl.lit(Reason.DUPLICATE_PERSON.key), pl.lit(Reason.DUPLICATE_ID.key)
    return pl.concat(
        [
            decided,
            decided.with_columns(
                outcome=pl.lit(str(Outcome.DUPLICATE)),
                reasons=pl.concat_list(duplicate, "reasons"),
            ),
            decided.with_columns(reasons=pl.concat_list("reasons", shared)),
        ]
    )
