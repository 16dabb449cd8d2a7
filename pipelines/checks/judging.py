"""Puts the rules about rows to the facts, and spreads the verdicts over the rows.

Rows that are alike in every fact share a verdict, so each distinct combination of facts is judged
once: a million rows make a few thousand. Great Expectations decides; the cost of a report on every
failing row, 36 µs each, is then paid per combination.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from pipelines.checks import suites
from pipelines.checks.facts import Setting, establish
from pipelines.checks.rule import Level, Rule
from pipelines.checks.rules import of_level
from pipelines.sources.declaration import Source

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuite


@dataclass(frozen=True)
class Verdict:
    """What the rules about rows found.

    Attributes
    ----------
    rules
        The rules that were put, in their order.
    codes
        One list a mention, in the order of the mentions: codes of the rules that it breaks.
    broken
        One row a mention and rule that it breaks: `code`, `mention` (position).
    """

    rules: tuple[Rule, ...]
    codes: pl.Series
    broken: pl.DataFrame


@lru_cache(maxsize=64)
def _suite(source: Source) -> tuple[tuple[Rule, ...], ExpectationSuite]:
    """Rules of a source and the suite made of them, built once."""
    rules = tuple(rule for rule in of_level(Level.ROW) if rule.applies(source))
    return rules, suites.suite(f"{source.name}.rows", rules, {})


def judge(setting: Setting, evidence: pl.DataFrame) -> Verdict:
    """Judge every mention."""
    rules, suite = _suite(setting.source)
    return judge_by(rules, suite, establish(_facts(rules), evidence, setting))


def judge_by(rules: tuple[Rule, ...], suite: ExpectationSuite, facts: pl.DataFrame) -> Verdict:
    """Judge facts, one row a mention."""
    patterns = (
        facts.with_columns(mention=pl.int_range(pl.len(), dtype=pl.UInt32))
        .group_by(facts.columns, maintain_order=True)
        .agg(pl.col("mention"))
        .with_row_index(suites.KEY)
    )
    findings = suites.validate(suite, patterns.drop("mention")) if patterns.height else []
    order = {rule.code: place for place, rule in enumerate(rules)}
    broken = (
        pl.DataFrame(
            [(f.code, order[f.code], list(f.rows)) for f in findings],
            schema={"code": pl.String, "place": pl.UInt32, suites.KEY: pl.List(pl.UInt32)},
            orient="row",
        )
        .explode(suites.KEY)
        .drop_nulls()
        .sort(suites.KEY, "place")
    )
    per_pattern = broken.group_by(suites.KEY, maintain_order=True).agg("code")
    codes = (
        patterns.select(suites.KEY, "mention")
        .join(per_pattern, on=suites.KEY, how="left", maintain_order="left")
        .explode("mention")
        .sort("mention")["code"]
        .fill_null(pl.Series([[]], dtype=pl.List(pl.String)))
    )
    spread = broken.join(
        patterns.select(suites.KEY, "mention"), on=suites.KEY, how="left", maintain_order="left"
    ).explode("mention")
    return Verdict(rules, codes, spread.select("code", "mention").sort("mention", "code"))


def _facts(rules: Sequence[Rule]) -> list[str]:
    return list(dict.fromkeys(rule.fact for rule in rules))
