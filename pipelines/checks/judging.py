"""Puts rules to facts, and spreads the verdicts over the rows.

A rule looks at one fact, and a fact has few values: what a million rows say is a few dozen values
in all. Great Expectations judges each value of a fact once, keyed by its row in the table of
values, and every row takes the verdicts on its own values. The report on every failing row (36 µs
each) and what a suite costs for a sheet of any size (0.3 s) are thus paid once a value.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from pipelines.checks import suites
from pipelines.checks.facts import Setting, establish
from pipelines.checks.results import FINDINGS_SCHEMA
from pipelines.checks.rule import Assertion, Level, Rule
from pipelines.checks.rules import of_level
from pipelines.outcomes import Severity
from pipelines.sources.declaration import Source

#: A value of a fact.
Value = str | int | float | bool

# (expectation, value) → whether the value breaks it: the same for every rule, source, file and day.
_verdicts: dict[tuple[Assertion, Value], bool] = {}
_lock = threading.Lock()


@dataclass(frozen=True)
class Verdict:
    """What the rules about rows found.

    Attributes
    ----------
    rules
        The rules that were put, in their order.
    broken
        One row a mention, in their order; one Boolean column a rule, named by its code: whether the
        mention breaks it.
    """

    rules: tuple[Rule, ...]
    broken: pl.DataFrame

    def any_of(self, codes: Iterable[str]) -> pl.Series:
        """Whether each mention breaks one of some rules."""
        wanted = set(codes)
        columns = [pl.col(rule.code) for rule in self.rules if rule.code in wanted]
        return self.broken.select(whether=pl.any_horizontal(columns))["whether"]

    def codes(self, leaving_out: Iterable[str] = ()) -> pl.Series:
        """List, for each mention, the codes of the rules that it breaks, in the rules' order."""
        names = [rule.code for rule in self.rules if rule.code not in set(leaving_out)]
        names = [name for name in names if self.broken[name].any()]
        flags = pl.sum_horizontal(
            pl.lit(0, pl.UInt64),
            *(pl.col(name).cast(pl.UInt64) * (1 << bit) for bit, name in enumerate(names)),
        )
        flagged = self.broken.select(flags=flags)
        spelt = {
            number: [name for bit, name in enumerate(names) if number >> bit & 1]
            for number in flagged["flags"].unique().sort().to_list()  # distinct combinations
        }
        table = pl.DataFrame(
            {"flags": list(spelt), "codes": list(spelt.values())},
            schema={"flags": pl.UInt64, "codes": pl.List(pl.String)},
        )
        return flagged.join(table, on="flags", how="left", maintain_order="left")["codes"]

    def findings(self, mentions: pl.DataFrame, leaving_out: Collection[str] = ()) -> pl.DataFrame:
        """Return who breaks a rule of severity exception (`FINDINGS_SCHEMA`), sorted.

        Parameters
        ----------
        mentions
            Those that were judged, in the same order.
        leaving_out
            Codes of rules that are not told record by record.
        """
        place = [name for name in FINDINGS_SCHEMA if name != "rule"]
        found = [
            mentions.filter(self.broken[rule.code]).select(*place, rule=pl.lit(rule.code))
            for rule in self.rules
            if rule.severity is Severity.EXCEPTION and rule.code not in leaving_out
        ]
        return (
            pl.concat([FINDINGS_SCHEMA.to_frame(), *(one.cast(FINDINGS_SCHEMA) for one in found)])
            .unique()
            .sort(FINDINGS_SCHEMA.names())
        )


@lru_cache(maxsize=64)
def rules_for(source: Source) -> tuple[Rule, ...]:
    """Return the rules about rows that a source's declaration calls for."""
    return tuple(rule for rule in of_level(Level.ROW) if rule.applies(source))


def judge(setting: Setting, evidence: pl.DataFrame) -> Verdict:
    """Judge every mention by the rules of its source."""
    rules = rules_for(setting.source)
    names = list(dict.fromkeys(rule.fact for rule in rules))
    return judge_facts(rules, establish(names, evidence, setting))


def judge_facts(rules: tuple[Rule, ...], facts: pl.DataFrame) -> Verdict:
    """Judge every row of a table that holds the facts of some rules.

    Raises
    ------
    pipelines.checks.suites.CheckError
        A rule could not be worked out.
    """
    values = {rule.fact: facts[rule.fact].drop_nulls().unique().sort() for rule in rules}
    _learn(rules, values)
    broken = [
        pl.col(rule.fact)
        .is_in(values[rule.fact].filter(_breaking(rule, values[rule.fact])).implode())
        .fill_null(value=False)
        .alias(rule.code)
        for rule in rules
    ]
    return Verdict(rules, facts.select(broken))


def _breaking(rule: Rule, values: pl.Series) -> pl.Series:
    verdicts = [
        _verdicts[rule.assertion, value] for value in values.to_list()
    ]  # few distinct values
    return pl.Series(verdicts, dtype=pl.Boolean)


def _learn(rules: tuple[Rule, ...], values: dict[str, pl.Series]) -> None:
    """Have Great Expectations judge the values that an expectation has not met yet.

    Of rules that expect the same of their facts one is put, with the values of all.
    """
    with _lock:
        put: dict[Assertion, Rule] = {}
        unmet: dict[str, dict[Value, None]] = {}
        for rule in rules:
            for value in values[rule.fact].to_list():  # few distinct values
                if (rule.assertion, value) not in _verdicts:
                    asked = put.setdefault(rule.assertion, rule)
                    unmet.setdefault(asked.fact, {})[value] = None
        if not unmet:
            return
        columns = {fact: pl.Series(list(met), strict=False) for fact, met in unmet.items()}
        height = max(len(column) for column in columns.values())
        table = pl.DataFrame(
            {
                name: column.extend_constant(None, height - len(column))
                for name, column in columns.items()
            }
        ).with_row_index(suites.KEY)
        suite = suites.suite("values", put.values())
        failing = {finding.code: set(finding.rows) for finding in suites.validate(suite, table)}
        for assertion, rule in put.items():
            for row, value in enumerate(unmet[rule.fact]):
                _verdicts[assertion, value] = row in failing[rule.code]
