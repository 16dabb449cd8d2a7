"""Great Expectations: suites made from the rules, put to tables of facts."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl

from pipelines.checks import library
from pipelines.checks.rule import Rule

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuite, ExpectationValidationResult
    from great_expectations.core.batch_definition import BatchDefinition

KEY = "fact_row"
#: Every failing row with its key; no second query, no list of offending values.
_FORMAT: dict[str, Any] = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": [KEY],
    "return_unexpected_index_query": False,
    "partial_unexpected_count": 0,
}


@dataclass(frozen=True)
class Finding:
    """What one expectation found; `rows` are the keys of the rows that break it."""

    code: str
    held: bool
    rows: tuple[int, ...]


_lock = threading.Lock()


class CheckError(RuntimeError):
    """An expectation could not be worked out: a fault of the program, never of the data."""


@lru_cache(maxsize=1)
def _batches() -> BatchDefinition[Any]:
    """One throw-away context for the process: nothing on disk, nothing over the network."""
    library.load()
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    asset = context.data_sources.add_pandas("facts").add_dataframe_asset("facts")
    return asset.add_batch_definition_whole_dataframe("facts")


def suite(name: str, rules: Iterable[Rule]) -> ExpectationSuite:
    """Make a suite: one expectation a rule, marked with the rule's code."""
    library.load()
    from great_expectations.core import ExpectationSuite

    expectations = []
    for rule in rules:
        expectation = rule.assertion(rule.fact)
        expectation.meta = {"code": rule.code}
        expectations.append(expectation)
    return ExpectationSuite(name=name, expectations=expectations)


def validate(expectations: ExpectationSuite, facts: pl.DataFrame) -> list[Finding]:
    """Put a suite to facts.

    Parameters
    ----------
    facts
        `fact_row` (the key) and the facts, one row each.

    Raises
    ------
    CheckError
        An expectation could not be worked out.
    """
    with _lock:  # the library's context is one for the process
        batch = _batches().get_batch(batch_parameters={"dataframe": facts.to_pandas()})
        report = batch.validate(expectations, result_format=_FORMAT)
    return [_finding(result) for result in report.results]


def _finding(result: ExpectationValidationResult) -> Finding:
    meta = result.expectation_config.meta if result.expectation_config else None
    if meta is None or _raised(result.exception_info):
        raise CheckError(f"Không tính được quy tắc {meta['code'] if meta else '?'}")
    rows = sorted(int(row[KEY]) for row in result.result.get("unexpected_index_list") or ())
    return Finding(meta["code"], bool(result.success), tuple(rows))


def _raised(info: Mapping[str, Any]) -> bool:
    """Whether an expectation failed to be worked out; the report says so by metric or at once."""
    if "raised_exception" in info:
        return bool(info["raised_exception"])
    return any(entry.get("raised_exception", False) for entry in info.values())
