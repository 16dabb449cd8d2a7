"""A person in one cell: `Ông: Nguyễn Văn A, sinh năm: 1965, CMND số 250…`, as in land books."""

from __future__ import annotations

import polars as pl

_BORN = r"(?:sinh\s*(?:năm|ngày)?|năm\s*sinh|ngày\s*sinh|ns|sn)\s*[:.]?\s*"
_DATE = r"(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*)?(?:19|20)\d\d"
_CARD = (
    r"(?:số\s*)?(?:thẻ\s*)?(?:cccd|g?cmnd|cmt|đdcn|căn cước(?: công dân)?|chứng minh nhân dân|"
    r"số định danh(?: cá nhân)?)\s*(?:số)?\s*[:.]?\s*"
)
_LEAD = r"[\s,;(\-–]*\b"
_BRACKETED = rf"\(\s*{_DATE}\s*\)"
_TOLD = rf"(?i){_LEAD}{_BORN}{_DATE}|(?i){_LEAD}{_CARD}\d{{8,12}}|\s*{_BRACKETED}"
#: In every cell with what is told.
_ANYWHERE = rf"(?i){_BORN}{_DATE}|(?i){_CARD}\d{{8,12}}|{_BRACKETED}"
_COMBINED = rf"^[^\d]*\p{{L}}{{2}}[^\d]*(?:{_TOLD})"
_AFTER_CARD = r"(?i)[\s,;]*(?:cấp ngày|nơi cấp|do)\s[^;\n]*"
_LEAST = 0.3  # share of a column's cells
_SAMPLE = 2_000  # cells, evenly over the column, that are enough to tell


def combined_columns(frame: pl.DataFrame) -> list[str]:
    """Columns whose cells hold a year of birth or a number beside the name."""
    if not frame.width:
        return []
    filled = {
        name: frame.height - empty for name, empty in frame.null_count().row(0, named=True).items()
    }
    steps = {name: max(1, count // _SAMPLE) for name, count in filled.items()}
    taken = [pl.col(name).drop_nulls().gather_every(step) for name, step in steps.items()]
    # A pattern with `\b` beside letters with marks is slow: only cells that tell anything see it.
    told = frame.select(cells.str.contains(_ANYWHERE).mean() for cells in taken).row(0, named=True)
    telling = [name for name, share in told.items() if share is not None and share >= _LEAST]
    shares = frame.select(
        pl.col(name).drop_nulls().gather_every(steps[name]).str.contains(_COMBINED).mean()
        for name in telling
    )
    return [column.name for column in shares.iter_columns() if column[0] >= _LEAST]


def names(column: pl.Series) -> pl.Series:
    """Leave the names of the cells."""
    cut = column.str.replace_all(_TOLD, "").str.replace_all(_AFTER_CARD, "")
    tidy = cut.str.replace_all(r"[\s,;]*;[\s,;]*", "; ").str.replace_all(r"\(\s*\)", "")
    return tidy.str.strip_chars(" ,;()\t-–")


def births(column: pl.Series) -> pl.Series:
    """Dates or years of birth of the cells, two parted by `; `."""
    said = column.str.extract_all(rf"(?i)\b{_BORN}{_DATE}|{_BRACKETED}")
    dates = said.list.eval(pl.element().str.extract(rf"({_DATE})\s*\)?$")).list.join("; ")
    return _filled(dates, column.name)


def numbers(column: pl.Series) -> pl.Series:
    """Numbers of the cells; none where there are fewer of them than people, nobody knows whose."""
    said = column.str.extract_all(rf"(?i)\b{_CARD}\d{{8,12}}")
    born = column.str.count_matches(rf"(?i)\b{_BORN}{_DATE}|{_BRACKETED}")
    found = said.list.eval(pl.element().str.extract(r"(\d{8,12})$")).list.join("; ")
    doubtful = (born > 1) & (said.list.len() != born)
    frame = pl.DataFrame({"found": found, "doubtful": doubtful.fill_null(value=False)})
    kept = frame.select(pl.when(~pl.col("doubtful")).then(pl.col("found"))).to_series()
    return _filled(kept, column.name)


def _filled(column: pl.Series, name: str) -> pl.Series:
    frame = column.alias("text").to_frame()
    return frame.select(pl.when(pl.col("text") != "").then(pl.col("text")).alias(name)).to_series()
