"""Many rows into a workbook at once: cells made by column expressions, not one by one.

A writer of single cells needs half a minute for 200,000 rows. Here the workbook is written with its
headers and one styled empty row a sheet; that row is then replaced by all rows, as Office Open XML
(ECMA-376 Part 1, §18.3.1) with inline strings.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from pathlib import Path

import polars as pl
from xlsxwriter.utility import xl_col_to_name

from pipelines.reporting.archive import TIME

_EMPTY_ROW = re.compile(r'<row r="2"[^>]*>(.*?)</row>', re.DOTALL)
_STYLE = re.compile(r'<c r="[A-Z]+2" s="(\d+)"')
_DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')
_CHUNK = 20_000  # rows, so that a large sheet is never one string
_WIDE = 1.08  # letters with marks and capitals are wider than the figures that widths count
LINE = 16  # points, Times New Roman 12


def lines(text: str, width: float) -> int:
    """Lines that a text takes in a wrapped cell of a width in characters."""
    return sum(max(1, ceil(len(line) * _WIDE / width)) for line in text.split("\n"))


def pour(path: Path, sheets: Mapping[int, pl.DataFrame], *, widths: Sequence[float]) -> None:
    """Replace the empty second row of sheets by rows.

    Parameters
    ----------
    path
        Workbook whose sheets each have a header and one empty styled row.
    sheets
        Sheet number, from 1, → rows in the order of its columns: text that is safe for a cell,
        whole numbers, or null columns that stay empty.
    widths
        Column widths in characters, from which rows get the height that wrapped text needs.
    """
    poured = path.with_name(path.name + ".poured")
    parts = {f"xl/worksheets/sheet{number}.xml": frame for number, frame in sheets.items()}
    with zipfile.ZipFile(path) as made, zipfile.ZipFile(poured, "w") as kept:
        for name in made.namelist():
            info = zipfile.ZipInfo(name, TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            with kept.open(info, "w") as part:
                if name not in parts:
                    part.write(made.read(name))
                    continue
                for text in _filled(made.read(name).decode(), parts[name], widths):
                    part.write(text.encode())
    poured.replace(path)


def _filled(sheet: str, rows: pl.DataFrame, widths: Sequence[float]) -> Iterator[str]:
    empty = _EMPTY_ROW.search(sheet)
    styles = _STYLE.findall(empty[1]) if empty else []
    if empty is None or len(styles) != rows.width:
        raise ValueError("the sheet has no empty row with a style for every column")
    corner = f"A1:{xl_col_to_name(rows.width - 1)}{rows.height + 1}"
    yield _DIMENSION.sub(f'<dimension ref="{corner}"/>', sheet[: empty.start()])
    for start in range(0, rows.height, _CHUNK):
        part = rows.slice(start, _CHUNK).with_columns(
            (pl.int_range(pl.len()) + start + 2).cast(pl.String).alias("_row")
        )
        cells = [
            _cell(name, rows.schema[name], xl_col_to_name(at), style)
            for at, (name, style) in enumerate(zip(rows.columns, styles, strict=True))
        ]
        row = pl.concat_str(
            pl.lit('<row r="'),
            pl.col("_row"),
            pl.lit('" ht="'),
            _height(rows, widths),
            pl.lit('" customHeight="1">'),
            *cells,
            pl.lit("</row>"),
        )
        yield part.select(row.str.join())[0, 0]
    yield sheet[empty.end() :]


def _height(rows: pl.DataFrame, widths: Sequence[float]) -> pl.Expr:
    """Height of a row in points: its cell with the most lines."""
    texts = [
        (pl.col(name).str.len_chars() * _WIDE / width).ceil()
        for name, width in zip(rows.columns, widths, strict=True)
        if rows.schema[name] == pl.String
    ]
    most = pl.max_horizontal(pl.lit(1.0), *texts).clip(1, 20)
    return (most * LINE).cast(pl.Int32).cast(pl.String)


def _cell(name: str, dtype: pl.DataType, column: str, style: str) -> pl.Expr:
    start = pl.concat_str(pl.lit(f'<c r="{column}'), pl.col("_row"), pl.lit(f'" s="{style}"'))
    if dtype == pl.Null:
        return pl.concat_str(start, pl.lit("/>"))
    if dtype.is_integer():
        return pl.concat_str(
            start, pl.lit("><v>"), pl.col(name).cast(pl.String), pl.lit("</v></c>")
        )
    text = (
        pl.col(name)
        .str.replace_all("&", "&amp;", literal=True)
        .str.replace_all("<", "&lt;", literal=True)
        .str.replace_all(">", "&gt;", literal=True)
        .str.replace_all("\r", "&#13;", literal=True)
    )
    return (
        pl.when(pl.col(name) == "")
        .then(pl.concat_str(start, pl.lit("/>")))
        .otherwise(
            pl.concat_str(
                start,
                pl.lit(' t="inlineStr"><is><t>'),
                text,
                pl.lit("</t></is></c>"),
            )
        )
    )
