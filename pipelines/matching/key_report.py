"""What each blocking key brings: pairs, seconds, and true pairs that no other key finds."""

from __future__ import annotations

import time

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.matching.blocking import Blocker
from pipelines.matching.encoded import Ints
from pipelines.matching.keys import FIRST, SECOND, Key
from pipelines.matching.records import encode_records
from pipelines.matching.reference import Reference


def _rows_of(reference: Reference, numbers: pl.Series) -> Ints:
    """Find the people of some numbers in the reference, -1 where it has none."""
    order = pl.DataFrame(
        {"person_id": reference.person_id, "person": np.arange(reference.size, dtype=np.int32)}
    ).unique("person_id", keep="first", maintain_order=True)
    wanted = pl.DataFrame({"person_id": numbers.cast(pl.String)})
    found = wanted.join(order, on="person_id", how="left", maintain_order="left")["person"]
    return found.fill_null(-1).to_numpy().astype(np.int32)


def _run_key(
    blocker: Blocker, key: Key, right: Ints, found: npt.NDArray[np.bool_]
) -> dict[str, str | int | float]:
    """Run one key over all records; set `found` where it pairs a record with its right person."""
    start = time.perf_counter()
    record, person = blocker.pairs((key,), np.arange(len(right), dtype=np.int32))
    seconds = time.perf_counter() - start
    found[record[person == right[record]]] = True
    return {
        "key": key.name, "stage": 1 if key in FIRST else 2, "bound": key.bound,
        "records": len(np.unique(record)), "pairs": len(record), "seconds": seconds,
    }  # fmt: skip


def blocking_report(
    reference: Reference,
    mentions: pl.DataFrame,
    truth: pl.Series | None = None,
    *,
    threads: int = 2,
) -> pl.DataFrame:
    """Run every key over all mentions, as if no record had left the pool.

    Parameters
    ----------
    truth
        The right number of each mention, null where the person is not in the reference. Without it,
        people whose number is written stand for the truth, and keys made of the number, which
        would find every one of them, are left out.

    Returns
    -------
    polars.DataFrame
        One row a key and a last one for all: key, stage, bound, records (that have the key), pairs,
        pairs_per_record, seconds, true_pairs (found by it), only_here (by no other key), lost.
    """
    records = encode_records(mentions, reference)
    right = records.number_row if truth is None else _rows_of(reference, truth)
    keys = [key for key in (*FIRST, *SECOND) if truth is not None or not key.uses_number]
    known = right >= 0
    hits = np.zeros((len(keys), mentions.height), dtype=np.bool_)
    with duckdb.connect(config={"threads": threads}) as connection:
        blocker = Blocker(connection, records, reference, threads)
        table = [
            _run_key(blocker, key, right, found) for key, found in zip(keys, hits, strict=True)
        ]
    count = hits.sum(axis=0)
    frame = pl.DataFrame(table).with_columns(
        pl.Series("true_pairs", hits[:, known].sum(axis=1), dtype=pl.Int64),
        pl.Series("only_here", (hits & (count == 1))[:, known].sum(axis=1), dtype=pl.Int64),
        lost=pl.lit(None, dtype=pl.Int64),
    )
    total = frame.select(
        key=pl.lit("all"), stage=pl.lit(0, dtype=pl.Int64), bound=pl.lit(0, dtype=pl.Int64),
        records=pl.lit(mentions.height, dtype=pl.Int64),
        pairs=pl.col("pairs").sum(), seconds=pl.col("seconds").sum(),
        true_pairs=pl.lit(int((count[known] > 0).sum()), dtype=pl.Int64),
        only_here=pl.lit(0, dtype=pl.Int64),
        lost=pl.lit(int((count[known] == 0).sum()), dtype=pl.Int64),
    ).head(1)  # fmt: skip
    return pl.concat([frame, total], how="vertical_relaxed").with_columns(
        pairs_per_record=pl.col("pairs") / pl.max_horizontal("records", 1)
    )
