"""Texts of cells: one person's values in the many ways of writing them.

Every function takes the prefix of the person's columns (`""`, `"husband."` …) and gives a polars
expression. `look` is the mention's random byte: it decides between equal ways of writing.
"""

from __future__ import annotations

import polars as pl


def col(prefix: str, name: str) -> pl.Expr:
    """Column of a person."""
    return pl.col(prefix + name)


def _two(expr: pl.Expr) -> pl.Expr:
    return expr.cast(pl.String).str.zfill(2)


def full_date(prefix: str, pattern: str = "{d}/{m}/{y}") -> pl.Expr:
    """Date with two-digit day and month, from `year`, `month`, `day`."""
    day, month = _two(col(prefix, "day")), _two(col(prefix, "month"))
    order = [{"d": day, "m": month, "y": col(prefix, "year")}[key] for key in _keys(pattern)]
    return pl.format(_slots(pattern), *order)


def birth(
    prefix: str = "",
    pattern: str = "{d}/{m}/{y}",
    year: str = "{y}",
    variety: int = 0,
    month: str = "{m}/{y}",
) -> pl.Expr:
    """Date of birth; of 100 mentions `variety` are written in another way than the rest."""
    look, form = col(prefix, "look"), col(prefix, "form")
    plain = pl.format("{}/{}/{}", col(prefix, "day"), col(prefix, "month"), col(prefix, "year"))
    full = (
        pl.when(look < variety * 0.4)
        .then(plain)
        .when(look < variety * 0.6)
        .then(full_date(prefix, "{d}-{m}-{y}"))
        .when(look < variety * 0.8)
        .then(full_date(prefix, "{y}-{m}-{d}"))
        .when(look < variety)
        .then(full_date(prefix, "{d}.{m}.{y}"))
        .otherwise(full_date(prefix, pattern))
    )
    y, m = col(prefix, "year"), _two(col(prefix, "month"))
    year_only = (
        pl.when(look < variety * 0.5)
        .then(pl.format("sinh năm {}", y))
        .otherwise(pl.format(_slots(year), y))
    )
    return (
        pl.when(form == "missing")
        .then(pl.lit(""))
        .when(form == "zero")
        .then(pl.format("00/00/{}", y))
        .when(form == "year")
        .then(year_only)
        .when(form == "month")
        .then(pl.format(_slots(month), *([m, y] if month[1] == "m" else [y, m])))
        .otherwise(full)
    )


def birth_iso(prefix: str = "") -> pl.Expr:
    """ISO for full dates (they become true dates in workbooks), else as `birth`."""
    possible = col(prefix, "form") == "full"
    return pl.when(possible).then(full_date(prefix, "{y}-{m}-{d}")).otherwise(birth(prefix))


def birth_part(name: str, prefix: str = "", unknown: str = "") -> pl.Expr:
    """Day, month or year for itself; `unknown` where it is not known."""
    value = col(prefix, name)
    known = value > 0
    return (
        pl.when(known)
        .then(value.cast(pl.String))
        .when(col(prefix, "form") == "missing")
        .then(pl.lit(""))
        .otherwise(pl.lit(unknown))
    )


def birth_year(prefix: str = "") -> pl.Expr:
    """Year of birth only."""
    return (
        pl.when(col(prefix, "year") > 0)
        .then(col(prefix, "year").cast(pl.String))
        .otherwise(pl.lit(""))
    )


def birth_code(prefix: str = "") -> pl.Expr:
    """0 full, 1 month and year, 2 year only, as social insurance notes it."""
    return col(prefix, "form").replace_strict(
        {"full": "0", "impossible": "0", "month": "1", "year": "2", "zero": "2", "missing": ""}
    )


def birth_padded(prefix: str = "") -> pl.Expr:
    """Date with 01 for what is unknown: goes with `birth_code`."""
    y = col(prefix, "year")
    m = pl.when(col(prefix, "month") > 0).then(col(prefix, "month")).otherwise(1)
    d = pl.when(col(prefix, "day") > 0).then(col(prefix, "day")).otherwise(1)
    return pl.when(y > 0).then(pl.format("{}/{}/{}", _two(d), _two(m), y)).otherwise(pl.lit(""))


def birth_compact(prefix: str = "") -> pl.Expr:
    """Yyyymmdd with zeros for what is unknown."""
    day, month = _two(col(prefix, "day")), _two(col(prefix, "month"))
    y = col(prefix, "year")
    return pl.when(y > 0).then(pl.format("{}{}{}", y, month, day)).otherwise(pl.lit(""))


def sex(prefix: str = "", male: str = "Nam", female: str = "Nữ") -> pl.Expr:
    """Sex in words or as a code; empty where it is missing."""
    return col(prefix, "sex").replace_strict({"male": male, "female": female}, default="")


def box(which: str, prefix: str = "", mark: str = "x") -> pl.Expr:
    """Mark people of that sex."""
    return pl.when(col(prefix, "sex") == which).then(pl.lit(mark)).otherwise(pl.lit(""))


def year_under(which: str, prefix: str = "") -> pl.Expr:
    """Year of birth in the column of the sex."""
    return pl.when(col(prefix, "sex") == which).then(birth_year(prefix)).otherwise(pl.lit(""))


def family(prefix: str = "") -> pl.Expr:
    """Surname and middle names: all but the last syllable."""
    return _tidy(prefix).str.extract(r"^(.*) \S+$").fill_null("")


def given(prefix: str = "") -> pl.Expr:
    """Last syllable of the name."""
    return _tidy(prefix).str.extract(r"(\S+)$").fill_null("")


def _tidy(prefix: str) -> pl.Expr:
    return col(prefix, "name").str.replace_all(r"\s+", " ").str.strip_chars()


def serial() -> pl.Expr:
    """STT."""
    return pl.int_range(1, pl.len() + 1).cast(pl.String)


def date(name: str, pattern: str = "{d}/{m}/{y}") -> pl.Expr:
    """Write an event's date column (polars Date)."""
    return (
        pl.col(name)
        .dt.strftime(pattern.replace("{d}", "%d").replace("{m}", "%m").replace("{y}", "%Y"))
        .fill_null("")
    )


def _keys(pattern: str) -> list[str]:
    return [pattern[i + 1] for i, c in enumerate(pattern) if c == "{"]


def _slots(pattern: str) -> str:
    out = pattern
    for key in "dmy":
        out = out.replace("{" + key + "}", "{}")
    return out
