"""Sex in any writing. A 0/1 code means nothing by itself: systems conflict, so evidence decides."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.sources.normalise.identifiers import number_sex
from pipelines.sources.normalise.text import clean, fold

MALE, FEMALE = "male", "female"
_WORDS = {
    MALE: ("nam", "m", "male", "trai", "ong", "con trai", "be trai", "n am", "nam gioi"),
    FEMALE: ("nu", "f", "female", "gai", "ba", "con gai", "be gai", "nu gioi", "n", "nư"),
}
_CODES = ("0", "1", "2")
#: Pieces of evidence that a code's meaning needs, and the share that must agree.
_EVIDENCE, _AGREEMENT = 5, 0.8


def read_sex(value: pl.Expr) -> pl.Expr:
    """Return male or female where words say so, null otherwise."""
    text = fold(clean(value)).str.strip_chars(" .")
    return (
        pl.when(text.is_in(_WORDS[MALE]))
        .then(pl.lit(MALE))
        .when(text.is_in(_WORDS[FEMALE]))
        .then(pl.lit(FEMALE))
    )


def ticked(value: pl.Expr) -> pl.Expr:
    """Whether a box holds a mark (x, 1, v, ✓, true …)."""
    text = fold(clean(value))
    return (text.is_not_null() & ~text.is_in(["0", "false", "khong", "-", "f", "no"])).fill_null(
        value=False
    )


@dataclass(frozen=True)
class Code:
    """What the values of a coded column were found to mean, with the evidence."""

    meaning: dict[str, str]
    supporting: int
    contradicting: int


def infer_code(value: pl.Series, person_id: pl.Series, name_key: pl.Series) -> Code | None:
    """Find what 0, 1, 2 mean in a column from identification numbers and from Văn and Thị.

    Returns
    -------
    Code | None
        None where the column is not coded or the evidence is too thin or divided.
    """
    frame = pl.DataFrame({"code": value, "id": person_id, "key": name_key}).select(
        code=clean(pl.col("code")).str.replace(r"\.0$", ""),
        evidence=pl.coalesce(
            number_sex(pl.col("id")),
            pl.when(pl.col("key").str.contains(r"^\S+ thi\b")).then(pl.lit(FEMALE)),
            pl.when(pl.col("key").str.contains(r"^\S+ van\b")).then(pl.lit(MALE)),
        ),
    )
    frame = frame.filter(pl.col("code").is_in(_CODES) & pl.col("evidence").is_not_null())
    counts = {
        (code, sex): n for code, sex, n in frame.group_by("code", "evidence").len().iter_rows()
    }
    codes = sorted({code for code, _ in counts})
    if len(codes) != 2:
        return None
    best = max(
        ({codes[0]: MALE, codes[1]: FEMALE}, {codes[0]: FEMALE, codes[1]: MALE}),
        key=lambda meaning: sum(counts.get(pair, 0) for pair in meaning.items()),
    )
    supporting = sum(counts.get(pair, 0) for pair in best.items())
    total = frame.height
    if supporting < _EVIDENCE or supporting < _AGREEMENT * total:
        return None
    return Code(best, supporting, total - supporting)
