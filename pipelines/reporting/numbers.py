"""Figures as the report prints them: exact, never rounded up to what has not been reached."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")
_FULL = Decimal("100.00")
_ALMOST = Decimal("99.99")


def rate(numerator: int, denominator: int | None) -> Decimal | None:
    """Percent with two decimals, half up; 100 only when all are done (Model 36, rule 4).

    There is none without a denominator, and none where the part exceeds the whole: such a figure
    says that the two were counted differently.
    """
    if not denominator or numerator > denominator:
        return None
    if numerator == denominator:
        return _FULL
    exact = Decimal(100 * numerator) / Decimal(denominator)
    return min(exact.quantize(_CENT, ROUND_HALF_UP), _ALMOST)


def thousands(number: int) -> str:
    """`1199779` → `1.199.779`."""
    return f"{number:,}".replace(",", ".")


def count(number: int) -> str:
    """Write a count within a sentence: civil-service style has two digits for 1–9, `02`."""
    return f"{number:02d}" if 0 < number < 10 else thousands(number)


def percent(value: Decimal | None) -> str:
    """`97.00` → `97,00%`; nothing where there is no rate."""
    return "" if value is None else f"{value:.2f}".replace(".", ",") + "%"


def month(period: str, seen_from: str | None = None) -> str:
    """`2026-10` → `10`, or `12/2025` when seen from another year."""
    year, number = period.split("-")
    return number if seen_from and seen_from.startswith(year) else f"{number}/{year}"
