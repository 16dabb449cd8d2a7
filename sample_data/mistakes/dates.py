"""Dates of birth as they are kept: in part, or wrong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sample_data.mistakes.drawing import Codes, Texts, assign, label
from sample_data.settings import Mistakes

#: Forms of a written date that are not a plain full date.
FORMS = {
    "dob_year_only": "year",
    "dob_zero": "zero",
    "dob_month": "month",
    "dob_missing": "missing",
    "dob_impossible": "impossible",
}


@dataclass(frozen=True)
class Dates:
    """Written dates; `form`: full, year, zero (00/00/1952), month, missing, impossible."""

    year: Codes
    month: Codes
    day: Codes
    form: Texts
    kinds: Texts


def misdate(rng: np.random.Generator, year: Codes, month: Codes, day: Codes, m: Mistakes) -> Dates:
    """Dates as written from true ones."""
    year, month, day = (c.astype(np.int64) for c in (year, month, day))
    kinds, shares = m.group("dob_")
    code = assign(rng, shares, len(year))
    kind = label(kinds, code)
    swap = (kind == "dob_swap") & (day <= 12) & (day != month)
    kind[(kind == "dob_swap") & ~swap] = ""
    old_month = month.copy()
    month = np.where(swap, day, month)
    day = np.where(swap, old_month, day)
    other = 1 + (day - 1 + rng.integers(1, 27, len(day))) % 28
    day = np.where(kind == "dob_day", other, day)
    day = np.where(
        kind == "dob_digit", np.where(day > 9, day % 10 + 10 * (day < 20), day + 10), day
    )
    day = np.where((kind == "dob_digit") & (day == 0), 10, np.minimum(day, 28 + 3 * (kind == "")))
    step = rng.choice(
        np.array([-10, -2, -1, 1, 2, 10]), len(year), p=[0.1, 0.15, 0.3, 0.25, 0.1, 0.1]
    )
    year = np.where(kind == "dob_year", year + step, year)
    first = kind == "dob_jan1"
    month, day = np.where(first, 1, month), np.where(first, 1, day)
    impossible = kind == "dob_impossible"
    month, day = np.where(impossible, 2, month), np.where(impossible, 31, day)
    form = np.array([FORMS.get(k, "full") for k in [*kinds, ""]], dtype=object)[code]
    form[kind == ""] = "full"
    month = np.where(np.isin(form, ["year", "zero", "missing"]), 0, month)
    day = np.where(np.isin(form, ["year", "zero", "missing", "month"]), 0, day)
    year = np.where(form == "missing", 0, year)
    return Dates(year, month, day, form, kind)
