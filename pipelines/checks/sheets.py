"""Checks one sheet: every mention judged, what cannot be used set aside, the rest told."""

from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.checks.evidence import gather
from pipelines.checks.facts import EARLIEST_BIRTH, setting_of
from pipelines.checks.figures import check_delivery, check_sheet
from pipelines.checks.headings import heading
from pipelines.checks.judging import Verdict, judge
from pipelines.checks.results import QUARANTINE_SCHEMA, Checked, PreviousDelivery, RuleResult
from pipelines.checks.rules import BY_CODE
from pipelines.mention import SCHEMA, BirthForm
from pipelines.sources.declaration import Source
from pipelines.sources.reading.sheet import Sheet

_EXAMPLES = 5
_QUARANTINING = [code for code, rule in BY_CODE.items() if rule.sets_aside]


def check(
    source: Source,
    sheet: Sheet,
    mentions: pl.DataFrame,
    previous: PreviousDelivery | None = None,
    *,
    today: date,
) -> Checked:
    """Check one sheet and its mentions.

    Parameters
    ----------
    mentions
        `pipelines.mention.SCHEMA`, one or more for every data row of the sheet.
    previous
        The previous delivery, where one sheet makes up the whole of this and of that delivery.
        A delivery of several sheets is compared as a whole by `check_delivery`.
    today
        Dates after it are of the future.

    Returns
    -------
    Checked
        As many mentions as came in, in the same order. Dates of birth that cannot be are blanked
        (`birth_form` becomes `invalid`) so that they do not speak against the right person.

    Raises
    ------
    pipelines.checks.suites.CheckError
        A rule could not be worked out.
    """
    setting = setting_of(source, sheet, today)
    verdict = judge(setting, gather(source, sheet, mentions))
    told = verdict.codes(leaving_out=_QUARANTINING)
    checked = mentions.with_columns(
        notices=pl.concat_list(pl.col("notices").fill_null([]), pl.lit(told)).list.unique(
            maintain_order=True
        ),
        quarantined=pl.lit(verdict.any_of(_QUARANTINING)),
    ).with_columns(_without_impossible_births(today))
    about_sheet = check_sheet(source, sheet, checked)
    rules = [*row_results(sheet, mentions, verdict), *about_sheet]
    if previous is not None and previous.sheets == 1:
        rules += check_delivery(source, checked, previous)
    return Checked(
        mentions=checked.select(*SCHEMA.names(), "quarantined"),
        quarantine=_quarantine(sheet, mentions, verdict),
        findings=verdict.findings(mentions, leaving_out=_spoken_for(about_sheet)),
        rules=tuple(rules),
    )


def _spoken_for(results: list[RuleResult]) -> set[str]:
    """Rules about rows for which a broken rule about the sheet speaks."""
    return {BY_CODE[result.code].speaks_for for result in results if result.rows}


def _without_impossible_births(today: date) -> list[pl.Expr]:
    impossible = (
        (pl.col("birth_year") < EARLIEST_BIRTH)
        | (pl.col("birth_year") > today.year)
        | (pl.col("birth_date") > today)
    ).fill_null(value=False)
    parts = ("birth_date", "birth_year", "birth_month", "birth_day")
    return [
        *(pl.when(~impossible).then(pl.col(part)).alias(part) for part in parts),
        pl.when(impossible)
        .then(pl.lit(BirthForm.INVALID.value))
        .otherwise(pl.col("birth_form"))
        .alias("birth_form"),
    ]


def row_results(sheet: Sheet, mentions: pl.DataFrame, verdict: Verdict) -> list[RuleResult]:
    """Sum up by rule: how many rows, which first, which column."""
    places = mentions.select("file_row", "role")
    results = []
    for rule in verdict.rules:
        where = places.filter(verdict.broken[rule.code])
        rows = where["file_row"].unique().sort()
        roles = where["role"].unique().to_list()
        column = heading(sheet, rule.field, roles or None) if rule.field else ""
        examples = tuple(rows.head(_EXAMPLES).to_list())
        results.append(
            RuleResult(rule.code, rule.severity, rule.message, column, rows.len(), examples)
        )
    return results


def _quarantine(sheet: Sheet, mentions: pl.DataFrame, verdict: Verdict) -> pl.DataFrame:
    """Return one row a rejected row and rule, with the columns of the people concerned."""
    place = ("source", "file_name", "sheet_name", "file_row")
    rows = (
        pl.concat(
            mentions.filter(verdict.broken[rule.code]).select(
                *place, "role", rule=pl.lit(rule.code)
            )
            for rule in verdict.rules
            if rule.code in _QUARANTINING
        )
        .group_by(*place, "rule")
        .agg(pl.col("role").unique().sort().alias("roles"))
    )
    said = [
        {
            "rule": code,
            "roles": roles,
            "column_name": heading(sheet, field, roles) if (field := BY_CODE[code].field) else "",
            "message": BY_CODE[code].message,
        }
        for code, roles in rows.select("rule", "roles").unique().sort("rule", "roles").iter_rows()
    ]  # one a rule and set of roles
    texts = pl.DataFrame(
        said,
        schema={"rule": pl.String, "roles": pl.List(pl.String), "column_name": pl.String,
                "message": pl.String},
    )  # fmt: skip
    return (
        rows.join(texts, on=["rule", "roles"], how="left")
        .select(QUARANTINE_SCHEMA.names())
        .cast(QUARANTINE_SCHEMA)
        .sort("source", "file_name", "sheet_name", "file_row", "rule")
    )
