"""Rows of figures as text, the same in every document."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal
from typing import Any

from pipelines.reporting.numbers import percent, thousands


def figure(row: Mapping[str, Any]) -> dict[str, str]:
    """One line's figure: counts, rate, what is left, the rate before."""
    return {
        "label": row["label"],
        "district": row.get("district", ""),
        "numerator": thousands(row["numerator"]),
        "denominator": _known(row["denominator"]),
        "rate": percent(row["rate"]),
        "remaining": _known(row["remaining"]),
        "previous": percent(row["previous_rate"]),
    }


def _known(number: int | None) -> str:
    return "" if number is None else thousands(number)


def quality(row: Mapping[str, Any]) -> dict[str, str]:
    """How far the links of one list can be trusted."""
    return {
        "title": row["title"],
        "mentions": thousands(row["mentions"]),
        "links": thousands(row["links"]),
        "false": _number(row["expected_false"]),
        "precision": _share(row["precision"]) + _at_least(row["precision_low"]),
        "recall": _share(row["recall"]),
    }


def _at_least(value: float | None) -> str:
    """Lower end of the 95% interval."""
    return "" if value is None else f" (ít nhất {_share(value)})"


def _share(value: float | None) -> str:
    """Write an estimated share, cut off so that it never claims all where it is not all."""
    return "" if value is None else f"{_cut(100 * value, '0.001')}%"


def _number(value: float | None) -> str:
    """Write an expected number with one decimal; a little is told from nothing."""
    if value is None:
        return ""
    return "< 0,1" if 0 < value < 0.1 else _cut(value, "0.1")


def _cut(value: float, step: str) -> str:
    return str(Decimal(str(value)).quantize(Decimal(step), ROUND_DOWN)).replace(".", ",")
