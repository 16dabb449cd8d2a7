"""The expectations that rules use. Great Expectations is loaded when the first one is made.

What is expected alike is the same object: values are judged once for all rules that expect it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipelines.checks import library
from pipelines.checks.rule import Assertion

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation


def holds(fact: str) -> Expectation:
    """Expect the fact to be true."""
    return _make("ExpectColumnValuesToBeInSet", column=fact, value_set=[True])


@cache
def is_not(*values: str) -> Assertion:
    """Expect none of these values."""

    def assertion(fact: str) -> Expectation:
        return _make("ExpectColumnValuesToNotBeInSet", column=fact, value_set=list(values))

    return assertion


@cache
def between(low: float | None, high: float | None) -> Assertion:
    """Expect values within bounds, both included."""

    def assertion(fact: str) -> Expectation:
        return _make("ExpectColumnValuesToBeBetween", column=fact, min_value=low, max_value=high)

    return assertion


def _make(name: str, **arguments: object) -> Expectation:
    library.load()
    import great_expectations.expectations as core

    expectation: Expectation = getattr(core, name)(**arguments)
    return expectation
