"""Checks the lists that are no register: the population reference, and the stated targets.

Nothing of them is set aside: a person of the reference is matched against with what is known, and
whoever answers for the list is told what to mend.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.checks.evidence import gather
from pipelines.checks.facts import setting_of
from pipelines.checks.figures import check_sheet
from pipelines.checks.judging import judge, judge_facts
from pipelines.checks.results import RuleResult
from pipelines.checks.rule import Level
from pipelines.checks.rules import of_level
from pipelines.checks.sheets import row_results
from pipelines.mention import SCHEMA, IdForm, Scope
from pipelines.sources.declaration import Source
from pipelines.sources.reading.sheet import Sheet


def check_reference(
    source: Source, sheet: Sheet, people: pl.DataFrame, *, today: date
) -> tuple[RuleResult, ...]:
    """Check one sheet of the population reference by the rules that hold for any list of people.

    Parameters
    ----------
    people
        `pipelines.mention.REFERENCE_SCHEMA`, the people of the sheet.
    """
    mentions = _as_mentions(source, people)
    verdict = judge(setting_of(source, sheet, today), gather(source, sheet, mentions))
    unusable = verdict.any_of(rule.code for rule in verdict.rules if rule.sets_aside)
    checked = mentions.with_columns(quarantined=pl.lit(unusable))
    return (*row_results(sheet, mentions, verdict), *check_sheet(source, sheet, checked))


def check_targets(sheet: Sheet, targets: pl.DataFrame) -> tuple[RuleResult, ...]:
    """Check one sheet of the totals that agencies state.

    Parameters
    ----------
    targets
        `indicator_code`, `district`, `period_from`, `period_to`, `total`, `file_row`.
    """
    rules = of_level(Level.TARGET)
    key = ("indicator_code", "district", "period_from", "period_to")
    facts = targets.select(
        target_coded=pl.col("indicator_code").is_not_null(),
        target_total=pl.when(pl.col("total").is_null())
        .then(pl.lit("missing"))
        .when(pl.col("total") < 0)
        .then(pl.lit("negative"))
        .otherwise(pl.lit("fine")),
        target_period=pl.col("period_from") <= pl.col("period_to"),
        target_seen=pl.when(pl.col("indicator_code").is_not_null()).then(
            pl.len().over(key).clip(1, 2)
        ),
    )
    return tuple(
        row_results(sheet, targets.with_columns(role=pl.lit("")), judge_facts(rules, facts))
    )


def _as_mentions(source: Source, people: pl.DataFrame) -> pl.DataFrame:
    """Give people of the reference the shape of mentions; what only mentions have stays null."""
    known = {name: pl.col(name) for name in people.columns if name in SCHEMA}
    form = (
        pl.when(pl.col("person_id").is_not_null())
        .then(pl.lit(IdForm.TWELVE.value))
        .when(pl.col("old_id").is_not_null())
        .then(pl.lit(IdForm.OLD.value))
        .otherwise(pl.lit(IdForm.MISSING.value))
    )
    made = {
        "source": pl.lit(source.name),
        "agency": pl.lit(source.agency.value),
        "role": pl.lit(""),
        "id_form": form,
        "scope": pl.lit(Scope.PERSON.value),
        "notices": pl.lit([], dtype=pl.List(pl.String)),
    }
    columns = known | made
    return people.select(
        columns.get(name, pl.lit(None)).cast(kind).alias(name) for name, kind in SCHEMA.items()
    )
