"""What every physical row of a sheet is: title, header, data, section, footer, blank."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from pipelines.sources.reading import legacy
from pipelines.sources.reading.contents import NAME
from pipelines.sources.reading.layout import Header, numbered_rows
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
_HOUSEHOLD = r"(?i)^\W*hộ\b"
_ABOVE = 3  # rows of titles above the header that pages may repeat with it
_COUNTED = 0.5  # share of rows with a serial number in a list that counts its people
_WIDE = 4  # cells that its rows have as a rule
_ROMAN = r"^(?:[IVXLC]{1,6}|[A-Z])[.)]?$"


@dataclass(frozen=True)
class KeyColumns:
    """Columns by which a row of data is known: text columns of the frame."""

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    serial: str | None = None


def row_kinds(
    table: Table,
    header: Header,
    keys: KeyColumns,
    text: pl.DataFrame,
    encoding: str,
    padded: Collection[str],
) -> tuple[pl.Series, int]:
    """Kind of every physical row, and how many repeated headers stand in the middle.

    Parameters
    ----------
    text
        Cells of the rows from the first of data, decoded: totals and signatures are known by words.
    encoding
        Old encoding of the sheet's text, for single cells of columns that have another.
    padded
        Columns in which a cell of the data may begin with white space.
    """
    cells = table.cells
    index = pl.int_range(pl.len())
    above = table.frame.head(header.data_from)
    filled = table.frame.select(
        filled=_filled(cells, {*padded, *_padded(above, cells)})
    ).to_series()
    repeated = _repeats(table, header)
    kinds = pl.select(index=pl.int_range(table.frame.height)).select(
        pl.when(pl.lit(filled) == 0)
        .then(pl.lit("blank"))
        .when(index < header.first if header.found else pl.lit(value=False))
        .then(pl.lit("title"))
        .when(index < header.data_from if header.found else pl.lit(value=False))
        .then(pl.lit("header"))
        .when(pl.lit(repeated))
        .then(pl.lit("header"))
        .otherwise(pl.lit("data"))
        .alias("kind")
    ).to_series()  # fmt: skip
    again = int(repeated.slice(header.data_from).sum())
    first = table.frame.height - text.height
    below = text.select(cells).with_columns(
        kind=kinds.slice(first), filled=filled.slice(first),
        at=pl.int_range(first, table.frame.height, dtype=pl.UInt32),
    )  # fmt: skip
    special = _special(below, cells, keys, encoding)
    if not special.is_empty():
        kinds = kinds.scatter(special["at"], special["kind"])
    return kinds, again


def _padded(frame: pl.DataFrame, cells: list[str]) -> list[str]:
    padded = frame.select_seq(pl.col(cells).str.contains(r"^\s").any())
    return [column.name for column in padded.iter_columns() if column[0]]


def _filled(cells: list[str], padded: Collection[str]) -> pl.Expr:
    """Count the filled cells of a row; white space alone fills none."""
    tests = [
        (pl.col(c).str.strip_chars().str.len_bytes() > 0).fill_null(value=False)
        if c in padded
        else pl.col(c).is_not_null()
        for c in cells
    ]
    return pl.sum_horizontal(tests)


def _repeats(table: Table, header: Header) -> pl.Series:
    """Rows that repeat a header row or what stands above it, as when pages were pasted."""
    found = pl.Series([False] * table.frame.height, dtype=pl.Boolean)
    if not header.found:
        return found
    for at in range(max(0, header.first - _ABOVE), header.data_from):
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
    return found.scatter(_numbers_below(table, found), True)


def _numbers_below(table: Table, repeated: pl.Series) -> list[int]:
    """Rows that number the columns below a repeated header: on from the last page, or anew."""
    below = [int(at) + 1 for at in repeated.arg_true() if at + 1 < repeated.len()]
    rows = table.frame.select(table.cells)
    return [at for at in below if numbered_rows([[cell or "" for cell in rows.row(at)]])]


def _names_a_group(keys: KeyColumns, *, counted: bool) -> pl.Expr:
    """Whether a row without number and date tells of the rows below it: `II | GIẢM`, `Hộ ông A`.

    In a list that counts its people a name without a count may still be somebody's; other words are
    not. A row without any name is nobody's.

    Parameters
    ----------
    counted
        Rows of people have a serial number, and more cells than two.
    """
    named = _any([pl.col(k).str.contains(r"\p{L}") for k in keys.names])
    person = _any([pl.col(k).str.contains(NAME) for k in keys.names])
    household = _any([pl.col(k).str.contains(_HOUSEHOLD) for k in keys.names])
    beside = [pl.col(k).is_not_null() for k in (*keys.names, keys.serial) if k]
    alone = pl.sum_horizontal(beside) == pl.col("filled")
    return ~named | (pl.lit(counted) & alone & (~person | household))


def _decoded(rows: pl.DataFrame, cells: list[str], encoding: str) -> pl.DataFrame:
    """Decode what stands in columns that are of another encoding, such as a total under numbers."""
    if encoding == legacy.UNICODE:
        return rows
    columns = []
    for column in rows.select(cells).iter_columns():
        special = column.filter(column.str.contains(r"[^\x00-\x7f]")).drop_nulls().unique()
        decoded = [legacy.better(text, encoding) for text in special]
        columns.append(column.replace(special, pl.Series(decoded, dtype=pl.String)))
    return rows.with_columns(columns)


def _any(tests: list[pl.Expr]) -> pl.Expr:
    return pl.any_horizontal(tests).fill_null(value=False) if tests else pl.lit(value=False)


def _last(rows: pl.DataFrame, test: pl.Expr) -> int:
    """Place of the last row that passes, -1 if none; as a rule it is among the last few."""
    for some in (rows.tail(100), rows):
        passing = some.filter(test)["at"]
        if not passing.is_empty():
            return int(str(passing.max()))
    return -1


def _special(rows: pl.DataFrame, cells: list[str], keys: KeyColumns, encoding: str) -> pl.DataFrame:
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
    sparse = _decoded(sparse, cells, encoding)
    usual = float(str(data["filled"].median()))
    serials = float(str(data.select(numbered.mean()).item()))
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
        section=(pl.col("filled") <= 2)
        & ~pl.col("numbered")
        & ~pl.col("strong")
        & (
            lead.str.contains(_SECTION).fill_null(value=False)
            | _names_a_group(keys, counted=serials >= _COUNTED and usual >= _WIDE)
        ),
    )
    last_solid = _last(data.filter(strong & (pl.col("filled") > 2)), ~line.str.contains(_CLOSING))
    below = judged.filter((pl.col("closing") | pl.col("total")) & (pl.col("at") > last_solid))
    end = below["at"].min() if not below.is_empty() else int(str(rows["at"].max())) + 1
    footer = (pl.col("total") & (pl.col("at") < end)) | (pl.col("at") >= end)
    return judged.select(
        "at",
        kind=pl.when(footer)
        .then(pl.lit("footer"))
        .when(pl.col("section"))
        .then(pl.lit("title"))
        .otherwise(pl.col("kind")),
    )
