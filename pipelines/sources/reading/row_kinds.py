"""What every physical row of a sheet is: title, header, data, section, footer, blank."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.sources.reading.layout import Header
from pipelines.sources.reading.table import Table

_TOTAL = (
    r"(?i)^\W*(?:tổng cộng|tổng số|tổng\s*:|tổng$|cộng\b|tong cong|tong so|cộng$|"
    r"toàn (?:xã|huyện|tỉnh)|tổng (?:hợp|các|có|\d)|cộng dồn|lũy kế|luỹ kế)"
)
_CLOSING = (
    r"(?i)\b(?:người lập(?: biểu| bảng| danh sách)?|nguoi lap|thủ trưởng|chủ tịch|giám đốc|"
    r"hiệu trưởng|trưởng phòng|kế toán|ký tên|\(ký|ký, |xác nhận của|tm\. ?(?:ubnd|ủy ban|bch)|"
    r"nơi nhận|danh sách (?:này )?(?:có|gồm)|ấn định danh sách|người kiểm tra|cán bộ|công chức|"
    r"ghi chú\s*:|ngày\s*[\d.…_]*\s*tháng\s*[\d.…_]*\s*năm)"
)
_SECTION = (
    r"(?i)^\W*(?:[ivxlc]{1,5}[.)\-:]\s+|[a-z][.)]\s+|\d{1,2}[.)]\s+)?"
    r"(?:xã|phường|thị trấn|thôn|tổ|tdp|"
    r"khu phố|buôn|bon|ấp|huyện|thành phố|chi hội|hội|trường|lớp|khối|đơn vị|phòng|nhóm|phần|mục|"
    r"danh sách|bổ sung|phụ lục|biểu|bảng|cụm|công ty|cơ quan|ubnd|năm|đợt|quyển|trang)\b"
)
_SERIAL = r"^\s*\d+(?:\.0)?\s*$"
_ROMAN = r"^(?:[IVXLC]{1,6}|[A-Z])[.)]?$"


@dataclass(frozen=True)
class KeyColumns:
    """Columns by which a row of data is known: text columns of the frame."""

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    serial: str | None = None


def row_kinds(table: Table, header: Header, keys: KeyColumns) -> tuple[pl.Series, int]:
    """Kind of every physical row, and how many repeated headers stand in the middle."""
    cells = table.cells
    index = pl.int_range(pl.len())
    rows = table.frame.with_row_index("at").with_columns(filled=_filled(table.frame, cells))
    repeated = _repeats(table, header)
    kinds = rows.select(
        pl.when(pl.col("filled") == 0)
        .then(pl.lit("blank"))
        .when(index < header.first if header.found else pl.lit(value=False))
        .then(pl.lit("title"))
        .when(index < header.data_from if header.found else pl.lit(value=False))
        .then(pl.lit("header"))
        .when(pl.lit(repeated))
        .then(pl.lit("header"))
        .otherwise(pl.lit("data"))
        .alias("kind")
    ).to_series()
    again = int(repeated.slice(header.data_from).sum())
    special = _special(rows.with_columns(kind=kinds), cells, keys)
    if not special.is_empty():
        kinds = kinds.scatter(special["at"], special["kind"])
    return kinds, again


def _filled(frame: pl.DataFrame, cells: list[str]) -> pl.Expr:
    """Count the filled cells of a row; white space alone fills none."""
    padded = frame.select(pl.col(cells).str.contains(r"^\s").any())
    tests = [
        (pl.col(c).str.strip_chars().str.len_bytes() > 0).fill_null(value=False)
        if padded[c][0]
        else pl.col(c).is_not_null()
        for c in cells
    ]
    return pl.sum_horizontal(tests)


def _repeats(table: Table, header: Header) -> pl.Series:
    """Rows that repeat a header row, as when pages were pasted under each other."""
    found = pl.Series([False] * table.frame.height, dtype=pl.Boolean)
    if not header.found:
        return found
    for at in range(header.first, header.data_from):
        row = table.frame.row(at, named=True)
        wanted = {name: row[name] for name in table.cells if row[name] and row[name].strip()}
        if len(wanted) < 2:
            continue
        enough = max(2, int(0.7 * len(wanted) + 0.5))
        # Enough equal cells means that one of these few is equal.
        few = list(wanted.items())[: len(wanted) - enough + 1]
        maybe = table.frame.select(
            pl.any_horizontal([pl.col(n) == text for n, text in few])
        ).to_series()
        able = table.frame.with_row_index("at").filter(maybe)
        same = pl.sum_horizontal(
            [(pl.col(n).str.strip_chars() == text.strip()) for n, text in wanted.items()]
        )
        places = able.filter((same >= enough).fill_null(value=False))["at"]
        if not places.is_empty():
            found = found.scatter(places, True)
    return found


def _any(tests: list[pl.Expr]) -> pl.Expr:
    return pl.any_horizontal(tests).fill_null(value=False) if tests else pl.lit(value=False)


def _last(rows: pl.DataFrame, test: pl.Expr) -> int:
    """Place of the last row that passes, -1 if none; as a rule it is among the last few."""
    for some in (rows.tail(100), rows):
        passing = some.filter(test)["at"]
        if not passing.is_empty():
            return int(str(passing.max()))
    return -1


def _special(rows: pl.DataFrame, cells: list[str], keys: KeyColumns) -> pl.DataFrame:
    """Rows between and below the data that name no person: sections, totals, signatures."""
    data = rows.filter(pl.col("kind") == "data")
    none = data.select("at", "kind").clear()
    if data.is_empty() or not keys.names:
        return none
    number = _any([pl.col(k).str.contains(r"^['’\s]*\d[\d\s.\-;,/]{6,}$") for k in keys.numbers])
    year = _any([pl.col(k).str.contains(r"(?:19|20)\d\d|^\d{1,5}$") for k in keys.dates])
    named = _any([pl.col(k).str.contains(r"\p{L}") for k in keys.names])
    numbered = (
        _any([pl.col(keys.serial).str.contains(_SERIAL)]) if keys.serial else pl.lit(value=False)
    )
    strong = number | (year & named)
    sparse = data.with_columns(strong=strong, numbered=numbered, year=year).filter(
        ~pl.col("strong") | (pl.col("filled") <= 2)
    )
    if sparse.is_empty():
        return none
    usual = float(str(data["filled"].median()))
    line = pl.concat_str([pl.col(c).fill_null("") for c in cells], separator=" ").str.strip_chars()
    lead = pl.coalesce(
        [
            pl.when(~pl.col(c).str.contains(r"^\s*\d*\s*$") & ~pl.col(c).str.contains(_ROMAN)).then(
                pl.col(c)
            )
            for c in cells
        ]
    )
    judged = sparse.select(
        "at",
        "kind",
        total=lead.str.contains(_TOTAL).fill_null(value=False) & (pl.col("filled") <= 0.7 * usual),
        closing=line.str.contains(_CLOSING) & (pl.col("filled") <= 4) & ~pl.col("numbered"),
        section=lead.str.contains(_SECTION).fill_null(value=False)
        & (pl.col("filled") <= 2)
        & ~pl.col("numbered")
        & ~pl.col("strong"),
    )
    last_solid = _last(data.filter(strong & (pl.col("filled") > 2)), ~line.str.contains(_CLOSING))
    below = judged.filter((pl.col("closing") | pl.col("total")) & (pl.col("at") > last_solid))
    end = int(str(below["at"].min())) if not below.is_empty() else rows.height
    footer = (pl.col("total") & (pl.col("at") < end)) | (pl.col("at") >= end)
    return judged.select(
        "at",
        kind=pl.when(footer)
        .then(pl.lit("footer"))
        .when(pl.col("section"))
        .then(pl.lit("title"))
        .otherwise(pl.col("kind")),
    )
