"""The same two registers with Splink 5: settings as its documentation advises, tuned by hand.

Fairness: Splink gets the columns it can use (name and its parts, date of birth, sex, number,
commune, parents' names), normalised as our own matching gets them; exact matches with term
frequencies on name and commune; Jaro-Winkler and Levenshtein levels; u by random sampling (its
default of 1e6 pairs); m by EM on two blocking rules; prediction over six blocking rules; the same
two threads. Reported is the best candidate of a record at the threshold of best F1, and at 4 false
links: more than a user could know.
"""

from __future__ import annotations

import time
from pathlib import Path

import duckdb
import polars as pl

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


def run(folder: Path, sources: tuple[str, ...], threads: int = 2) -> list[dict]:
    """Match registers with Splink; print and return seconds and quality of each."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    reference = _shaped(pl.read_parquet(folder / "population.parquet"), pl.col("person_id"))
    rows = []
    for source in sources:
        mentions = pl.read_parquet(folder / f"{source}.parquet").with_row_index("n")
        records = _shaped(mentions, pl.col("n").cast(pl.String))
        has_parents = records["father"].null_count() < records.height
        comparisons = [
            cl.JaroWinklerAtThresholds("name", [0.95, 0.88]).configure(
                term_frequency_adjustments=True
            ),
            cl.ExactMatch("number"),
            cl.LevenshteinAtThresholds("birth_date", [1, 2]),
            cl.ExactMatch("sex"),
            cl.ExactMatch("commune").configure(term_frequency_adjustments=True),
        ]
        if has_parents:
            comparisons += [
                cl.JaroWinklerAtThresholds(name, [0.95, 0.88]).configure(
                    term_frequency_adjustments=True
                )
                for name in ("father", "mother")
            ]
        settings = SettingsCreator(
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
        start = time.perf_counter()
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
        rows.append(_measured(source, pairs, mentions, folder, seconds, predicted))
        print(rows[-1], flush=True)
    return rows


def _measured(
    source: str, pairs: pl.DataFrame, mentions: pl.DataFrame, folder: Path, seconds: float,
    predicted: float,
) -> dict:  # fmt: skip
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
