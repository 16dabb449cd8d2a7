"""Checks across files and lists: what no single file can show.

Only lists of the same agency are set beside each other in what goes back to it: an agency must not
learn from its list what another one holds (NĐ 69/2024, Điều 19).
"""

from __future__ import annotations

import polars as pl

from pipelines.checks.judging import judge_facts
from pipelines.checks.results import FINDINGS_SCHEMA, CheckedAcross, RuleResult
from pipelines.checks.rule import Level
from pipelines.checks.rules import of_level
from pipelines.sources.declaration import Field
from pipelines.sources.registry import load

_PLACE = ("source", "file_name", "sheet_name")
#: Columns of the mentions that the comparison looks at.
COMPARED = (
    *_PLACE, "file_row", "role", "person_id", "mother_id", "record_key", "birth_date",
    "event_date", "death_date",
)  # fmt: skip
_EXAMPLES = 5
_BIRTHS, _DEATHS, _MARRIAGES = (
    "civil_status_births", "civil_status_deaths", "civil_status_marriages",
)  # fmt: skip


def check_across(mentions: pl.DataFrame) -> CheckedAcross:
    """Check the mentions of all files of all sources together.

    Parameters
    ----------
    mentions
        The columns `COMPARED` of `pipelines.mention.SCHEMA`; further ones are ignored.

    Returns
    -------
    CheckedAcross
        Results have `source`, `file_name` and `sheet_name` filled. Rules that hold give nothing.
    """
    if mentions.is_empty():
        return CheckedAcross(FINDINGS_SCHEMA.to_frame(), ())
    rules = of_level(Level.ACROSS)
    facts = _facts(mentions)
    verdict = judge_facts(rules, facts)
    results = []
    for rule in rules:
        broken = mentions.filter(verdict.broken[rule.code])
        sheets = broken.group_by(_PLACE).agg(pl.col("file_row").unique().sort()).sort(_PLACE)
        for source, file_name, sheet_name, rows in sheets.iter_rows():  # few sheets
            results.append(
                RuleResult(
                    rule.code,
                    rule.severity,
                    rule.message,
                    "",
                    len(rows),
                    tuple(rows[:_EXAMPLES]),
                    source=source,
                    file_name=file_name,
                    sheet_name=sheet_name,
                )
            )
    return CheckedAcross(verdict.findings(mentions), tuple(results))


def _facts(mentions: pl.DataFrame) -> pl.DataFrame:
    """Work out what the rules look at: one row a mention, in the same order."""
    deaths = _first_date(mentions, _DEATHS, pl.coalesce("death_date", "event_date"), "died")
    births = _first_date(mentions, _BIRTHS, pl.col("birth_date"), "registered_birth")
    joined = (
        mentions.select(COMPARED)
        .join(deaths, on="person_id", how="left", maintain_order="left")
        .join(births, on="person_id", how="left", maintain_order="left")
        .join(
            deaths.rename({"person_id": "mother_id", "died": "mother_died"}),
            on="mother_id",
            how="left",
            maintain_order="left",
        )
    )
    keyed = pl.col("record_key").is_not_null() & pl.col("source").is_in(_uniquely_keyed())
    of = {name: pl.col("source") == name for name in (_BIRTHS, _DEATHS, _MARRIAGES)}
    return joined.select(
        born_registered_alive=pl.when(of[_BIRTHS]).then(pl.col("event_date") <= pl.col("died")),
        mother_alive_at_birth=pl.when(of[_BIRTHS]).then(
            pl.col("birth_date") <= pl.col("mother_died")
        ),
        married_alive=pl.when(of[_MARRIAGES]).then(pl.col("event_date") <= pl.col("died")),
        birth_as_registered=pl.when(of[_DEATHS] | of[_MARRIAGES]).then(
            pl.col("birth_date") == pl.col("registered_birth")
        ),
        files_with_key=pl.when(keyed).then(
            pl.col("file_name").n_unique().over("source", "role", "record_key").clip(1, 2)
        ),
    )


def _first_date(mentions: pl.DataFrame, source: str, value: pl.Expr, name: str) -> pl.DataFrame:
    """Return the earliest date that a register gives for each number."""
    return (
        mentions.filter((pl.col("source") == source) & pl.col("person_id").is_not_null())
        .group_by("person_id")
        .agg(value.min().alias(name))
        .drop_nulls()
    )


def _uniquely_keyed() -> list[str]:
    """Return the lists whose key is one code; parcels have several holders, volumes places."""
    return [name for name, source in load().items() if source.key == (Field.RECORD_CODE,)]
