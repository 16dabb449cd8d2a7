"""How many mentions are read as they were meant: name, date of birth, number, sex, by file.

    python -m benchmarks.reading_accuracy [--people 3000] [--seed 11] [--style foreign] [--show 3]

Makes a province, reads its inbox, and compares every mention with what the generator wrote into
the cells (not with the person: mistakes in the cells must be read as they stand). Nobody in it is
real, so examples may be printed.
"""

from __future__ import annotations

import argparse
import tempfile
import unicodedata
from pathlib import Path

import polars as pl

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions, to_reference
from pipelines.sources.reading import read_inbox
from sample_data import generate
from sample_data.settings import STYLES
from sample_data.tables import units

TONES = "\u0300\u0301\u0303\u0309\u0323"
BEFORE_NAMES = ("ông", "bà", "maria", "giuse", "anna", "têrêsa", "rosa", "phêrô", "phaolô", "gioan")
FIELDS = ("name", "date", "number", "sex")
READ = (
    "source", "file_name", "file_row", "role", "full_name", "birth_year", "birth_month",
    "birth_day", "birth_form", "person_id", "old_id", "id_raw", "id_form", "sex", "commune",
    "address",
)  # fmt: skip


def canonical(name: str | None) -> str:
    """Strip case, spacing, apostrophes, titles, nicknames; move tones behind the syllable."""
    text = unicodedata.normalize("NFC", name or "").casefold().split("(")[0]
    text = "".join(c for c in text if unicodedata.category(c) in ("Ll", "Mn", "Zs"))
    words = text.split()
    words = words[1:] if words and words[0] in BEFORE_NAMES and len(words) > 1 else words
    out = []
    for word in words:
        letters = unicodedata.normalize("NFD", word)
        tones = "".join(c for c in letters if c in TONES)
        out.append("".join(c for c in letters if c not in TONES) + tones)
    return "".join(out)


def compare(meant: pl.DataFrame, read: pl.DataFrame, communes: list[str]) -> pl.DataFrame:
    """Say for every meant mention whether each field is right (null: not written)."""
    both = meant.join(read, on=["source", "file", "row", "role"], how="left", maintain_order="left")
    names = pl.concat([both["name"], both["full_name"]]).unique().to_list()
    key = {name: canonical(name) for name in names}
    number = pl.coalesce("person_id", "old_id").fill_null("")
    found = pl.col("found").fill_null(False)
    year = pl.col("birth_year").fill_null(0) == pl.col("year")
    partial = pl.col("form") != "full"
    month = (pl.col("birth_month").fill_null(0) == pl.col("month").fill_null(0)) | (
        partial & (pl.col("month") == 0) & (pl.col("birth_month") == 1)
    )
    day = (pl.col("birth_day").fill_null(0) == pl.col("day").fill_null(0)) | (
        partial & (pl.col("day") == 0) & (pl.col("birth_day") == 1)
    )
    year_only = pl.col("month").is_null()
    broken = pl.col("kinds").str.contains("id_scientific|id_letter|id_lost_zero")
    unreadable = broken & (pl.col("number") == "")
    place = pl.col("commune").replace_strict(dict(enumerate(communes)), default=None)
    return both.with_columns(
        commune_ok=pl.when(place.is_not_null()).then(
            found & place.eq_missing(pl.col("commune_read"))
        ),
        commune_wrong=pl.when(place.is_not_null()).then(place.ne(pl.col("commune_read"))),
        name_ok=found
        & (pl.col("name").replace_strict(key) == pl.col("full_name").replace_strict(key)),
        date_ok=pl.when(pl.col("form").is_not_null() & (pl.col("form") != "impossible")).then(
            found & year & (year_only | (month & day))
        ),
        number_ok=pl.when(pl.col("number").is_not_null() & ~unreadable).then(
            found & (number == pl.col("number"))
        ),
        sex_ok=pl.when(pl.col("sex") != "").then(
            found & pl.col("sex_read").eq_missing(pl.col("sex"))
        ),
    )


def mentions(inbox: Path) -> pl.DataFrame:
    """Everything that the pipeline reads, with what it says about files it could not take."""
    frames = []
    for sheet in read_inbox(inbox):
        if sheet.status != "read":
            print(sheet.source, sheet.file_name, sheet.sheet_name, sheet.status, sheet.message)
            continue
        source = SOURCES[sheet.source]
        if source.kind == "register":
            frames.append(to_mentions(source, sheet).frame.select(READ))
        elif source.kind == "reference":
            reference = to_reference(source, sheet)
            extra = {"source": pl.lit(sheet.source), "role": pl.lit("")}
            extra |= {"id_raw": pl.col("person_id"), "id_form": pl.lit("")}
            frames.append(reference.with_columns(**extra).select(READ))
    read = pl.concat(frames)
    return read.select(
        pl.col("file_name").str.split("/").list.last().alias("file"),
        pl.col("file_row").cast(pl.Int64).alias("row"),
        pl.col("sex").alias("sex_read"),
        pl.col("commune").alias("commune_read"),
        pl.lit(True).alias("found"),
        pl.exclude("file_name", "file_row", "sex", "commune"),
    )


def table(result: pl.DataFrame) -> pl.DataFrame:
    """Shares by file and role, the worst first."""
    right = pl.all_horizontal(pl.col(f"{f}_ok").fill_null(True) for f in FIELDS)
    return (
        result.group_by("source", "file", "role")
        .agg(
            pl.len().alias("mentions"),
            pl.col("found").fill_null(False).mean().alias("found"),
            *[pl.col(f"{f}_ok").mean().alias(f) for f in FIELDS],
            right.mean().alias("all"),
            pl.col("commune_ok").mean().alias("commune"),
            pl.col("commune_wrong").mean().alias("other commune"),
        )
        .sort("all", "source", "file", "role")
    )


def main() -> None:
    """Generate, read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--style", default="foreign")
    parser.add_argument("--show", type=int, default=0, help="examples of each wrong field and file")
    args = parser.parse_args()
    communes = units(STYLES[args.style].old_provinces)["new_code"].to_list()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        generate(out, people=args.people, seed=args.seed, style=args.style, meant=True)
        meant = pl.concat(
            pl.read_parquet(path) for path in sorted((out / "meant").glob("*.parquet"))
        )
        result = compare(meant, mentions(out / "inbox"), communes)
    pl.Config.set_tbl_rows(200).set_tbl_cols(20).set_tbl_width_chars(240).set_fmt_str_lengths(60)
    pl.Config.set_tbl_hide_dataframe_shape(True).set_tbl_hide_column_data_types(True)
    print(table(result))
    print(table(result.with_columns(source=pl.lit("all"), file=pl.lit(""), role=pl.lit(""))))
    for name in (*FIELDS, "commune") if args.show else ():
        wrong = (
            result.filter(~pl.col(f"{name}_ok")).group_by("source", "file", "role").head(args.show)
        )
        print(f"\nwrong {name}")
        for row in wrong.sort("source", "file", "role", "row").iter_rows(named=True):
            print({k: v for k, v in row.items() if v is not None and not k.endswith("_ok")})


if __name__ == "__main__":
    main()
