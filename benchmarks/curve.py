"""How good one candidate a record is at any threshold: the same measure for both sides."""

from __future__ import annotations

import polars as pl


def at_any_threshold(best: pl.DataFrame, right: pl.Series) -> dict[str, float]:
    """Find the best F1 of any threshold, and the recall that few false links allow.

    Parameters
    ----------
    best
        One row a record: `person`, null without a candidate, and `weight`, the higher the surer.
    right
        The right person of each record, in the same order; null where there is none.

    Returns
    -------
    `best_f1`, the false links at it, and the highest recall at 4 and at 25 false links. The truth
    is looked at to find the thresholds: more than a user could know.
    """
    inside = len(right) - right.null_count()
    curve = (
        best.with_columns(ok=(pl.col("person") == right).fill_null(value=False))
        .filter(pl.col("person").is_not_null())
        .group_by("weight")
        .agg(links=pl.len(), ok=pl.col("ok").sum())
        .sort("weight", descending=True)
        .with_columns(pl.col("links", "ok").cast(pl.Int64).cum_sum())
        .with_columns(
            false=pl.col("links") - pl.col("ok"),
            recall=pl.col("ok") / inside,
            f1=2 * pl.col("ok") / (pl.col("links") + inside),
        )
    )
    top = curve.sort("f1", descending=True).row(0, named=True)
    within = {few: curve.filter(pl.col("false") <= few)["recall"].max() or 0.0 for few in (4, 25)}
    return {
        "best_f1": top["f1"],
        "false_at_best_f1": top["false"],
        "recall_at_4_false": within[4],
        "recall_at_25_false": within[25],
    }
