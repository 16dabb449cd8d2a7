"""Matching by stage: seconds, pairs, links, recall, memory."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from pipelines.matching import MatchSettings, load_model, prepare_reference
from pipelines.matching.decision import best_candidates
from pipelines.matching.duplicates import mark_duplicates
from pipelines.matching.engine import find_candidates, probabilities
from pipelines.matching.evaluation import evaluate
from pipelines.matching.records import encode_records, expected_life
from pipelines.matching.reference import Reference
from pipelines.matching.run import RESULT_COLUMNS, decide_mentions, thresholds_of
from pipelines.matching.scoring import Context
from pipelines.mention import Scope
from pipelines.sources import SOURCES
from pipelines.sources.declaration import Source


def peak_memory() -> float:
    """Largest resident memory of this process so far, GB."""
    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1e9


def timed(
    reference: Reference, mentions: pl.DataFrame, source: Source
) -> tuple[pl.DataFrame, dict[str, Any]]:
    """Run the stages of `pipelines.matching.run.match` one by one with a clock."""
    model, settings = load_model(), MatchSettings()
    clock, busy = [time.perf_counter()], time.process_time()
    records = encode_records(mentions, reference, expected_life(source))
    clock.append(time.perf_counter())
    rows = np.flatnonzero((mentions["scope"] == Scope.PERSON).to_numpy()).astype(np.int32)
    context = Context(records, reference, model.weights(source.name))
    scored = find_candidates(reference, context, rows, model, settings)
    clock.append(time.perf_counter())
    once = len(source.persons) == 1
    probability, bonus = probabilities(scored, reference, records, model, once=once)
    best = best_candidates(scored, probability, bonus, mentions.height, reference)
    thresholds = thresholds_of(model, settings)
    frame = decide_mentions(
        mentions, best, scored, reference, thresholds, living=source.living,
        expects_dead=source.expects_dead,
    )  # fmt: skip
    results = mark_duplicates(frame, records.partner, once=once).select(
        *RESULT_COLUMNS[:9], pl.col("person_of_link").alias("person_id"), *RESULT_COLUMNS[10:19]
    )
    clock.append(time.perf_counter())
    encode, search, decision = np.diff(clock)
    return results, {
        "records": mentions.height, "pairs": len(scored.record), "encode": encode,
        "block_and_score": search, "decide": decision, "seconds": clock[-1] - clock[0],
        "cpu_seconds": time.process_time() - busy,
    }  # fmt: skip


def run(folder: Path, only: tuple[str, ...] = ()) -> pl.DataFrame:
    """Match every register of a folder of frames; print and return a row each."""
    start = time.perf_counter()
    reference = prepare_reference(pl.read_parquet(folder / "population.parquet"))
    print(f"reference: {reference.size} people, {time.perf_counter() - start:.1f} s")
    table = []
    for path in sorted(folder.glob("*.parquet")):
        if path.stem == "population" or (only and path.stem not in only):
            continue
        results, row = timed(reference, pl.read_parquet(path), SOURCES[path.stem])
        truth = pl.read_parquet(folder / "truth" / path.name)
        quality = evaluate(results, truth).groups["all"].row(0, named=True)
        row = {"source": path.stem, **row} | {
            name: quality[name] for name in ("recall", "precision", "f1", "false_links")
        }
        table.append(row | {"peak_gb": peak_memory()})
        print(
            f"{path.stem:24} {row['records']:>8} records {row['pairs']:>9} pairs "
            f"encode {row['encode']:5.1f} block+score {row['block_and_score']:5.1f} decide "
            f"{row['decide']:5.1f} = {row['seconds']:5.1f} s "
            f"({row['cpu_seconds']:5.1f} CPU)  recall {row['recall']:.4f} "
            f"false {row['false_links']:>3}  peak {peak_memory():.2f} GB",
            flush=True,
        )
    frame = pl.DataFrame(table)
    print(f"all lists: {frame['seconds'].sum():.1f} s ({frame['cpu_seconds'].sum():.1f} CPU)")
    return frame
