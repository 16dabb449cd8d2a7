"""The same two registers with Splink 5, as its documentation advises, with the best of settings.

Fairness: Splink gets the columns that help it, normalised as our own matching gets them and shaped
before its clock starts; the same two threads; of several careful settings those that reached the
best F1 (`splink_settings.py`, the others in `README.md`). Reported is the best candidate of a
record at any threshold (`curve.py`), the same for both sides; ours also as it is decided.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from benchmarks.curve import at_any_threshold
from benchmarks.matching import measure_apart
from benchmarks.stages import peak_gb
from pipelines.matching.evaluation import true_people


def measure(folder: Path, source: str, threads: int = 2) -> dict[str, Any]:
    """Match one register with Splink; return seconds, memory and quality."""
    from splink import DuckDBAPI, Linker

    from benchmarks import splink_settings as chosen

    reference = chosen.shaped(pl.read_parquet(folder / "population.parquet"), pl.col("person_id"))
    mentions = pl.read_parquet(folder / f"{source}.parquet").with_row_index("n")
    records = chosen.shaped(mentions, pl.col("n").cast(pl.String))
    settings = chosen.settings(records)
    start, busy = time.perf_counter(), time.process_time()
    api = DuckDBAPI(duckdb.connect(config={"threads": threads}))
    tables = [
        api.register(frame.to_arrow(), dataset_display_name=label)
        for frame, label in ((reference, "reference"), (records, "records"))
    ]
    linker = Linker(tables, settings, log_level="ERROR")
    training = linker.training
    training.estimate_probability_two_random_records_match(chosen.CERTAIN_RULES, recall=0.9)
    training.estimate_u_using_random_sampling(max_pairs=chosen.U_PAIRS, seed=1)
    for rule in chosen.TRAINING_RULES:
        training.estimate_parameters_using_expectation_maximisation(rule)
    trained, busy_training = time.perf_counter(), time.process_time()
    found = linker.inference.predict(threshold_match_probability=0.01)
    pairs = found.as_duckdbpyrelation().pl()
    seconds, predicted = time.perf_counter() - start, time.perf_counter() - trained
    cpu = {
        "cpu_seconds": time.process_time() - busy,
        "predict_cpu": time.process_time() - busy_training,
        "peak_gb": peak_gb(),
    }
    return _measured(source, pairs, mentions, folder, seconds, predicted) | cpu


def _measured(
    source: str, pairs: pl.DataFrame, mentions: pl.DataFrame, folder: Path, seconds: float,
    predicted: float,
) -> dict[str, Any]:  # fmt: skip
    left = pl.col("source_dataset_l") == "records"
    best = (
        pairs.select(
            n=pl.when(left).then("unique_id_l").otherwise("unique_id_r").cast(pl.UInt32),
            person=pl.when(left).then("unique_id_r").otherwise("unique_id_l"),
            weight="match_weight",
        )
        .sort("weight", "person", descending=[True, False])
        .unique("n", keep="first", maintain_order=True)
    )
    truth = pl.read_parquet(folder / "truth" / f"{source}.parquet")
    best = mentions.select("n").join(best, on="n", how="left", maintain_order="left")
    return {
        "source": source, "seconds": round(seconds, 1), "predict_seconds": round(predicted, 1),
        **at_any_threshold(best, true_people(mentions, truth)),
    }  # fmt: skip


def _told(side: dict[str, Any]) -> str:
    return (
        f"best F1 {side['best_f1']:.4f} with {side['false_at_best_f1']} false links, recall "
        f"{side['recall_at_4_false']:.4f} at 4 false links, {side['recall_at_25_false']:.4f} at 25"
    )


def beside(folder: Path, sources: tuple[str, ...]) -> None:
    """Match registers here and with Splink in turn; print both and how they compare."""
    for source in sources:
        load = os.getloadavg()[0]
        theirs = measure_apart("benchmarks.splink_side", folder, source)
        ours = measure_apart("benchmarks.matching", folder, source)
        whole = ours["reference"] + ours["seconds"]
        cpu = ours["reference_cpu"] + ours["cpu_seconds"]
        print(
            f"{source}: {ours['records']} records, {ours['people']} people, load before {load:.1f}",
            f"  here    {whole:6.1f} s ({cpu:6.1f} CPU), of it the reference "
            f"{ours['reference']:.1f} s ({ours['reference_cpu']:.1f} CPU); peak "
            f"{ours['peak_gb']:.2f} GB; as decided F1 {ours['f1']:.4f}, recall "
            f"{ours['recall']:.4f} with {ours['false_links']} false links; {_told(ours)}",
            f"  Splink  {theirs['seconds']:6.1f} s ({theirs['cpu_seconds']:6.1f} CPU), of it the "
            f"prediction {theirs['predict_seconds']:.1f} s ({theirs['predict_cpu']:.1f} CPU); peak "
            f"{theirs['peak_gb']:.2f} GB; {_told(theirs)}",
            f"  Splink's whole run takes {theirs['seconds'] / whole:.1f} times ours "
            f"({theirs['cpu_seconds'] / cpu:.1f} by CPU); its prediction alone "
            f"{theirs['predict_seconds'] / whole:.2f} times ours with the reference "
            f"({theirs['predict_cpu'] / cpu:.2f} by CPU), "
            f"{theirs['predict_seconds'] / ours['seconds']:.2f} times from mentions to links "
            f"({theirs['predict_cpu'] / ours['cpu_seconds']:.2f} by CPU)",
            sep="\n",
            flush=True,
        )


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2])))
