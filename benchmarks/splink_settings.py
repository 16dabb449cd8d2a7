"""How Splink is set up for the comparison: the best of the settings that `README.md` lists.

Levels follow the data as ours do, in what Splink offers: exact, folded (without marks), one edit
apart (Damerau–Levenshtein), Jaro–Winkler, parts of a name, year alone and 1 January, the commune
with and without its hamlet; term frequencies wherever a value is equal.
"""

from __future__ import annotations

from typing import Any

import polars as pl
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import SettingsCreator, block_on

#: Pairs for u. Splink's documentation advises more for a final model; ten times as many gave the
#: same F1 to four figures and took six times as long.
U_PAIRS = 1e6
#: What training is blocked on: each leaves the columns of the other to be learnt.
TRAINING_RULES = [block_on("number"), block_on("name_key", "birth_date")]
#: Certain links, from which the share of matches among all pairs is taken.
CERTAIN_RULES = [block_on("number"), block_on("name_key", "birth_date", "commune")]

_RULES: tuple[tuple[str, ...], ...] = (
    ("number",),
    ("name_key", "birth_date"),
    ("birth_date", "given"),
    ("birth_date", "surname"),
    ("birth_date", "commune"),
    ("name_key", "year"),
    ("name_key", "month"),
    ("name_key", "commune"),
    ("surname", "given", "year", "commune"),
    ("stem", "year", "commune"),
)
_KIN_RULES = (("father_key", "mother_key", "year"), ("father_key", "mother_key", "given"))


def _folded(column: str) -> pl.Expr:
    bare = pl.col(column).str.to_lowercase().str.normalize("NFD").str.replace_all(r"\p{M}", "")
    return bare.str.replace_all("đ", "d")


def shaped(frame: pl.DataFrame, key: pl.Expr) -> pl.DataFrame:
    """Bring mentions or people to the columns that the settings name, normalised as ours are."""
    words = pl.col("name_key").str.split(" ")
    year = pl.col("birth_year").cast(pl.String)
    return frame.select(
        key.alias("unique_id"),
        "name_key",
        "sex",
        "district",
        name=pl.col("full_name").str.to_lowercase(),
        given=words.list.last(),
        surname=words.list.first(),
        stem=words.list.head(words.list.len() - 1).list.join(" "),
        birth_date=pl.col("birth_date").cast(pl.String),
        year=year,
        month=year + "-" + pl.col("birth_month").cast(pl.String),
        number="person_id",
        commune=pl.coalesce("commune_old", "commune"),
        hamlet="address_detail",
        ethnic_group="ethnic_group",
        father=pl.col("father_name").str.to_lowercase(),
        mother=pl.col("mother_name").str.to_lowercase(),
        father_key=_folded("father_name"),
        mother_key=_folded("mother_name"),
    )


def settings(records: pl.DataFrame) -> SettingsCreator:
    """Compare what a register writes at all."""
    written = {name for name in records.columns if records[name].null_count() < records.height}
    kin = ["father", "mother"] if {"father", "mother"} <= written else []
    comparisons = [
        _name(),
        _number(),
        _birth_date(),
        cl.ExactMatch("sex"),
        _place(with_hamlet="hamlet" in written),
        *(_kin(name) for name in kin),
    ]
    if "ethnic_group" in written:
        group = cl.ExactMatch("ethnic_group")
        comparisons.append(group.configure(term_frequency_adjustments=True))
    rules = (*_RULES, *(_KIN_RULES if kin else ()))
    return SettingsCreator(
        link_type="link_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in rules],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def _exact(column: str) -> Any:
    return cll.ExactMatchLevel(column, term_frequency_adjustments=True)


def _name() -> Any:
    levels = [
        cll.NullLevel("name"),
        _exact("name"),
        _exact("name_key"),
        cll.DamerauLevenshteinLevel("name_key", 1),
        cll.JaroWinklerLevel("name_key", 0.95),
        cll.And(cll.ExactMatchLevel("surname"), cll.ExactMatchLevel("given")),
        cll.ExactMatchLevel("stem"),
        _exact("given"),
        cll.ElseLevel(),
    ]
    return cl.CustomComparison(levels, output_column_name="name")


def _number() -> Any:
    levels = [
        cll.NullLevel("number"),
        cll.ExactMatchLevel("number"),
        cll.DamerauLevenshteinLevel("number", 1),
        cll.ElseLevel(),
    ]
    return cl.CustomComparison(levels, output_column_name="number")


def _birth_date() -> Any:
    year = "year_l = year_r AND"
    missing = cll.CustomLevel("year_l IS NULL OR year_r IS NULL")
    swapped = "strftime(try_strptime(birth_date_r, '%Y-%m-%d'), '%Y-%d-%m')"
    levels = [
        missing.configure(is_null_level=True),
        _exact("birth_date"),
        cll.CustomLevel(f"{year} (birth_date_l IS NULL OR birth_date_r IS NULL)"),
        cll.CustomLevel(f"{year} (birth_date_l LIKE '%-01-01' OR birth_date_r LIKE '%-01-01')"),
        cll.CustomLevel(f"birth_date_l = {swapped}"),
        cll.DamerauLevenshteinLevel("birth_date", 1),
        cll.ExactMatchLevel("month"),
        cll.ExactMatchLevel("year"),
        cll.DamerauLevenshteinLevel("birth_date", 2),
        cll.CustomLevel("abs(CAST(year_l AS INT) - CAST(year_r AS INT)) <= 1"),
        cll.ElseLevel(),
    ]
    return cl.CustomComparison(levels, output_column_name="birth_date")


def _place(*, with_hamlet: bool) -> Any:
    hamlet = cll.CustomLevel("commune_l = commune_r AND hamlet_l = hamlet_r")
    levels = [
        cll.NullLevel("commune"),
        *([hamlet] if with_hamlet else []),
        _exact("commune"),
        cll.ExactMatchLevel("district"),
        cll.ElseLevel(),
    ]
    return cl.CustomComparison(levels, output_column_name="commune")


def _kin(name: str) -> Any:
    levels = [
        cll.NullLevel(name),
        _exact(name),
        _exact(f"{name}_key"),
        cll.JaroWinklerLevel(f"{name}_key", 0.92),
        cll.JaroWinklerLevel(f"{name}_key", 0.8),
        cll.ElseLevel(),
    ]
    return cl.CustomComparison(levels, output_column_name=name)
