"""What a delivery looks like in figures, and how it differs from the one before it."""

from __future__ import annotations

import math
from collections.abc import Iterable

import polars as pl

from pipelines.checks.results import PreviousDelivery
from pipelines.mention import Scope

_KEY = ("file_name", "sheet_name", "file_row")
#: Column → the condition under which it counts as missing.
_MISSING = {
    "person_id": pl.col("person_id").is_null() & pl.col("old_id").is_null(),
    "birth_date": pl.col("birth_year").is_null(),
    "sex": pl.col("sex").is_null(),
    "commune": pl.col("commune").is_null(),
    "name": pl.col("full_name").is_null(),
}
#: Distributions that are compared from delivery to delivery.
_GROUPS = {
    "sex": pl.col("sex"),
    "birth_decade": (pl.col("birth_year") // 10 * 10).cast(pl.String),
    "district": pl.col("district"),
    "id_form": pl.col("id_form"),
}
#: Stands for a class that one side lacks; without it the index would be infinite.
_LEAST_SHARE = 0.001
#: Below this many people shares jump about by chance.
FEWEST_TO_COMPARE = 100


def delivery(mentions: pl.DataFrame) -> PreviousDelivery:
    """Return a delivery's figures, to be kept for the next one.

    Parameters
    ----------
    mentions
        The mentions of one source, of all its files.
    """
    people = mentions.filter(pl.col("scope") != Scope.ORGANISATION.value)
    shares = {name: share for name, share in missing_shares(people).items() if share is not None}
    for group, value in _GROUPS.items():
        counts = people.select(value=value).drop_nulls().group_by("value").len().sort("value")
        total = max(1, int(counts["len"].sum()))
        shares.update(
            {f"{group}:{name}": count / total for name, count in counts.iter_rows()}  # few classes
        )
    return PreviousDelivery(
        rows=mentions.select(_KEY).unique().height,
        shares={name: round(float(share), 6) for name, share in shares.items()},
        sheets=mentions.select(_KEY[:2]).unique().height,
    )


def missing_shares(people: pl.DataFrame) -> dict[str, float | None]:
    """Return `missing:<column>` → share of the people of whom it is not known; null for nobody."""
    means = people.select(
        condition.mean().alias(f"missing:{name}") for name, condition in _MISSING.items()
    )
    return dict(means.row(0, named=True))


def compare(now: PreviousDelivery, before: PreviousDelivery) -> dict[str, float | None]:
    """Return the figures that the rules over time put to the test.

    Returns
    -------
    dict
        `rows_ratio`, `rise:<column>` (points, 0 to 1) and `psi:<group>`; null where too few people
        or no earlier figure make the comparison idle.
    """
    figures: dict[str, float | None] = {
        "rows_ratio": now.rows / before.rows if before.rows else None
    }
    enough = min(now.rows, before.rows) >= FEWEST_TO_COMPARE
    for name in _MISSING:
        key = f"missing:{name}"
        known = enough and key in now.shares and key in before.shares
        figures[f"rise:{name}"] = now.shares[key] - before.shares[key] if known else None
    for group in _GROUPS:
        figures[f"psi:{group}"] = _stability(group, now, before) if enough else None
    return figures


def _stability(group: str, now: PreviousDelivery, before: PreviousDelivery) -> float | None:
    """Return the stability index of one distribution, null where one side has none."""
    classes = sorted(_classes(group, now.shares) | _classes(group, before.shares))
    if not (_classes(group, now.shares) and _classes(group, before.shares)):
        return None
    total = 0.0
    for name in classes:
        p = max(now.shares.get(name, 0.0), _LEAST_SHARE)
        q = max(before.shares.get(name, 0.0), _LEAST_SHARE)
        total += (p - q) * math.log(p / q)
    return total


def _classes(group: str, names: Iterable[str]) -> set[str]:
    return {name for name in names if name.startswith(f"{group}:")}
