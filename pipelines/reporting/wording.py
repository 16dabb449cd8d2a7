"""Rows of figures as text, the same in every document."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
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
        "false": "" if row["expected_false"] is None else _decimal(row["expected_false"], 1),
        "precision": _share(row["precision"]),
        "recall": _share(row["recall"]),
    }


def _share(value: float | None) -> str:
    return "" if value is None else f"{_decimal(100 * value, 3)}%"


def _decimal(value: float, places: int) -> str:
    return f"{Decimal(str(value)):.{places}f}".replace(".", ",")
