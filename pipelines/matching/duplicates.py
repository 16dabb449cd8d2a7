"""Several records of one person in a register, and numbers written for several people."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.matching.encoded import Ints
from pipelines.outcomes import Outcome, Reason

Bools = npt.NDArray[np.bool_]

_PLACE = ("file_name", "sheet_name", "file_row")
_RANK = {str(outcome): rank for rank, outcome in enumerate(Outcome)}


def mark_duplicates(frame: pl.DataFrame, partner: Ints, *, once: bool) -> pl.DataFrame:
    """Mark the second and further record of a person in a register.

    The record that agrees best stays, of equal ones the first in the file.

    Parameters
    ----------
    partner
        For every mention, that of the other person of the couple; -1 if none.
    once
        The list names a person once. Otherwise only the same entry of the same people is a
        duplicate: somebody may own many parcels.
    """
    col = pl.col
    theirs = pl.Series(np.where(partner >= 0, partner, -1)).replace(-1, None)
    other = frame["entry"].gather(theirs)
    group = ["role", "entry"] if once else ["role", "entry", "other", "record_key"]
    countable = col("linked") if once else col("linked") & col("record_key").is_not_null()
    linked = (
        frame.select("role", "entry", "record_key", "linked", "outcome", *_PLACE)
        .with_columns(other=other)
        .with_row_index("order")
        .filter(countable)
    )
    # Few people are named twice: only their records need ranking.
    again = (
        linked.filter(pl.len().over(group) > 1)
        .sort(col("outcome").replace_strict(_RANK, return_dtype=pl.Int8), *_PLACE)
        .filter(pl.int_range(pl.len()).over(group) > 0)["order"]
    )
    repeated = np.zeros(frame.height, dtype=np.bool_)
    repeated[again.to_numpy()] = True
    return _noted(frame, repeated, _number_shared(frame) & once & ~repeated)


def _number_shared(frame: pl.DataFrame) -> Bools:
    """Say which linked mentions have another's number that is written in further mentions."""
    wrong = frame["linked"] & (frame["number_level"] != "equal") & frame["person_id"].is_not_null()
    written = frame["person_id"].filter(
        frame["person_id"].is_in(frame["person_id"].filter(wrong).unique().implode())
    )
    several = written.filter(written.is_duplicated()).unique()
    return np.asarray((wrong & frame["person_id"].is_in(several.implode())).to_numpy())


def _noted(frame: pl.DataFrame, repeated: Bools, shared: Bools) -> pl.DataFrame:
    """Write duplicates and shared numbers into outcomes and reasons."""
    touched = np.flatnonzero(repeated | shared)
    if not len(touched):
        return frame
    mark = pl.lit(pl.Series(repeated[touched]))
    few = frame[touched].select(
        outcome=pl.when(mark).then(pl.lit(str(Outcome.DUPLICATE))).otherwise(pl.col("outcome")),
        reasons=pl.when(mark)
        .then(pl.concat_list(pl.lit(Reason.DUPLICATE_PERSON.key), pl.col("reasons")))
        .otherwise(pl.concat_list(pl.col("reasons"), pl.lit(Reason.DUPLICATE_ID.key))),
    )
    place = np.arange(frame.height)
    place[touched] = frame.height + np.arange(len(touched))
    return frame.with_columns(
        pl.concat([frame[name], few[name]])[place] for name in ("outcome", "reasons")
    )
