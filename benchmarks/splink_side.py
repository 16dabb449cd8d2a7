"""The same two registers with Splink 5: settings as its documentation advises, tuned by hand.

Fairness: Splink gets the columns it can use (name and its parts, date of birth, sex, number,
commune, parents' names), normalised as our own matching gets them; exact matches with term
frequencies on name and commune; Jaro-Winkler and Levenshtein levels; u by random sampling (its
default of 1e6 pairs); m by EM on two blocking rules; prediction over six blocking rules; the same
two threads. Reported is the best candidate of a record at the threshold of best F1, and at 4 false
links: more than a user could know.
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

from benchmarks.matching import measure_apart
from benchmarks.stages import peak_gb

_COLUMNS = {
    "full_name": "name", "birth_date": "birth_date", "sex": "sex", "person_id": "number",
    "commune_old": "commune", "father_name": "father", "mother_name": "mother",
}  # fmt: skip


def _shaped(frame: pl.DataFrame, key: pl.Expr) -> pl.DataFrame:
    words = pl.col("full_name").str.to_lowercase().str.split(" ")
    return frame.select(
        key.alias("unique_id"),
        *(pl.col(old).cast(pl.String).alias(new) for old, new in _COLUMNS.items()),
        name_key=pl.col("name_key"),
        given=words.list.last(),
        surname=words.list.first(),
        year=pl.col("birth_year").cast(pl.String),
    )


def _settings(*, parents: bool) -> Any:
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    comparisons = [
        cl.JaroWinklerAtThresholds("name", [0.95, 0.88]).configure(term_frequency_adjustments=True),
        cl.ExactMatch("number"),
        cl.LevenshteinAtThresholds("birth_date", [1, 2]),
        cl.ExactMatch("sex"),
        cl.ExactMatch("commune").configure(term_frequency_adjustments=True),
    ]
    if parents:
        comparisons += [
            cl.JaroWinklerAtThresholds(name, [0.95, 0.88]).configure(
                term_frequency_adjustments=True
            )
            for name in ("father", "mother")
        ]
    return SettingsCreator(
        link_type="link_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[
            block_on("number"),
            block_on("name_key", "birth_date"),
            block_on("birth_date", "given"),
            block_on("name_key", "year"),
            block_on("birth_date", "commune"),
            block_on("surname", "given", "year", "commune"),
        ],
    )


def measure(folder: Path, source: str, threads: int = 2) -> dict[str, Any]:
    """Match one register with Splink; return seconds, memory and quality."""
    from splink import DuckDBAPI, Linker, block_on

    reference = _shaped(pl.read_parquet(folder / "population.parquet"), pl.col("person_id"))
    mentions = pl.read_parquet(folder / f"{source}.parquet").with_row_index("n")
    records = _shaped(mentions, pl.col("n").cast(pl.String))
    settings = _settings(parents=records["father"].null_count() < records.height)
    start, busy = time.perf_counter(), time.process_time()
    api = DuckDBAPI(duckdb.connect(config={"threads": threads}))
    tables = [
        api.register(frame.to_arrow(), dataset_display_name=label)
        for frame, label in ((reference, "reference"), (records, "records"))
    ]
    linker = Linker(tables, settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match(
        [block_on("number"), block_on("name_key", "birth_date", "commune")], recall=0.9
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("name_key", "birth_date"), block_on("given", "commune", "year")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    trained = time.perf_counter()
    found = linker.inference.predict(threshold_match_probability=0.01)
    pairs = found.as_duckdbpyrelation().pl()
    seconds, predicted = time.perf_counter() - start, time.perf_counter() - trained
    peak = peak_gb()
    row = _measured(source, pairs, mentions, folder, seconds, predicted)
    return row | {"cpu_seconds": time.process_time() - busy, "peak_gb": peak}


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
    truth = pl.read_parquet(folder / "truth" / f"{source}.parquet").select(
        pl.col("file").str.split("/").list.last(), pl.col("row").cast(pl.Int32), "role",
        right="person", inside="inside",
    )  # fmt: skip
    joined = mentions.select(
        "n",
        pl.col("file_name").str.split("/").list.last().alias("file"),
        pl.col("file_row").alias("row"),
        "role",
    )
    joined = joined.join(truth, on=["file", "row", "role"], how="left")
    joined = joined.join(best, on="n", how="left")
    inside = int(joined["inside"].sum())
    curve = (
        joined.drop_nulls("weight")
        .sort("weight", descending=True)
        .with_columns(ok=(pl.col("person") == pl.col("right")).cast(pl.Int64).cum_sum())
        .with_row_index("links", offset=1)
        .with_columns(false=pl.col("links") - pl.col("ok"), recall=pl.col("ok") / inside)
        .with_columns(f1=2 * pl.col("ok") / (pl.col("links") + inside))
    )
    top = curve.sort("f1", descending=True).row(0, named=True)
    strict = curve.filter(pl.col("false") <= 4)["recall"].max()
    return {
        "source": source, "seconds": round(seconds, 1), "predict_seconds": round(predicted, 1),
        "best_f1": round(top["f1"], 5), "false_at_best_f1": int(top["false"]),
        "recall_at_4_false": strict,
    }  # fmt: skip


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
            f"{ours['reference']:.1f} s; peak {ours['peak_gb']:.2f} GB; recall "
            f"{ours['recall']:.4f} with {ours['false_links']} false links",
            f"  Splink  {theirs['seconds']:6.1f} s ({theirs['cpu_seconds']:6.1f} CPU), of it the "
            f"prediction {theirs['predict_seconds']:.1f} s; peak {theirs['peak_gb']:.2f} GB; best "
            f"F1 {theirs['best_f1']:.4f} with {theirs['false_at_best_f1']} false links, recall at "
            f"4 false links {theirs['recall_at_4_false']}",
            f"  Splink's whole run takes {theirs['seconds'] / whole:.1f} times ours "
            f"({theirs['cpu_seconds'] / cpu:.1f} by CPU); its prediction alone "
            f"{theirs['predict_seconds'] / ours['seconds']:.2f} times ours from mentions to links, "
            f"{theirs['predict_seconds'] / whole:.2f} times with the reference",
            sep="\n",
            flush=True,
        )


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2])))
