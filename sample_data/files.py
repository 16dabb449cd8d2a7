"""Files as agencies send them: text in several encodings, workbooks, parquet, zip."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import polars as pl
import xlsxwriter

from sample_data.encodings import encode, legacy
from sample_data.layout import Cell, Grid

#: Workbooks and archives carry this date, so that the same seed gives the same bytes.
MADE = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - local time is what these formats hold
LEGACY = ("tcvn3", "vni")


def write(grid: Grid, folder: Path) -> None:
    """Write one file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / grid.file
    suffix = path.suffix
    if suffix != ".zip":
        path.write_bytes(content(grid, suffix))
        return
    inner = grid.layout.inner
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(inner, MADE.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, content(grid, Path(inner).suffix))


def content(grid: Grid, suffix: str) -> bytes:
    """Bytes of the file in the form of its suffix."""
    forms = {".xlsx": _xlsx, ".xls": _xls, ".ods": _ods, ".parquet": _parquet}
    return forms.get(suffix, _text)(grid)


def _text(grid: Grid) -> bytes:
    layout = grid.layout
    parts = [_lines(grid.above, layout.separator)]
    body = grid.body.with_columns(pl.when(pl.all() != "").then(pl.all()))  # empty, not ""
    step = layout.repeat_header or max(1, grid.body.height)
    for start in range(0, grid.body.height, step):
        if start:
            parts.append(_lines(grid.above[-grid.header_lines :], layout.separator))
        parts.append(
            body.slice(start, step).write_csv(
                include_header=False,
                separator=layout.separator,
                line_terminator="\r\n",
                quote_style="necessary",
            )
        )
    parts.append(_lines(grid.below, layout.separator))
    text = "".join(parts).replace("\r\n", layout.line)
    return encode(text, layout.encoding)


def _lines(rows: list[list[str]], separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _spelled(grid: Grid) -> tuple[list[list[str]], pl.DataFrame, list[list[str]]]:
    """Write the cells in the legacy font's letters where the workbook uses one."""
    encoding = grid.layout.encoding
    if encoding not in LEGACY:
        return grid.above, grid.body, grid.below

    def font(text: str) -> str:
        return legacy(text, encoding)

    body = grid.body.with_columns(pl.all().map_elements(font, return_dtype=pl.String))
    return (
        [[font(c) for c in row] for row in grid.above],
        body,
        [[font(c) for c in row] for row in grid.below],
    )


def _cell(text: str, cell: Cell) -> str | float | dt.date:
    """Value that the spreadsheet program keeps for a text typed into a column."""
    if cell == Cell.DATE and len(text) == 10 and text[4:5] == "-":
        return dt.date.fromisoformat(text)
    if cell == Cell.AMERICAN and len(text) == 10 and text[2:3] == "/" and "01" <= text[:2] <= "12":
        return dt.date(int(text[6:]), int(text[:2]), int(text[3:5]))
    if cell == Cell.NUMBER and text.isdigit() and (text[0] != "0" or text == "0"):
        return float(text)
    return text


def _rows(grid: Grid) -> list[list[str | float | dt.date]]:
    """Every physical row, from the first title to the last footer."""
    above, body, below = _spelled(grid)
    cells = [head.cell for head in grid.layout.heads]
    out: list[list[Any]] = [list(row) for row in above]
    for i, row in enumerate(body.iter_rows()):
        if grid.layout.repeat_header and i and i % grid.layout.repeat_header == 0:
            out += [list(r) for r in above[-grid.header_lines :]]
        out.append([_cell(text, cell) for text, cell in zip(row, cells, strict=True)])
    return out + [list(row) for row in below]


def _xlsx(grid: Grid) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": MADE})
    if grid.layout.notes:
        notes = book.add_worksheet("Hướng dẫn")
        for i, line in enumerate(grid.layout.notes):
            notes.write_string(i, 0, line)
    sheet = book.add_worksheet(grid.layout.sheet)
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    bold = book.add_format({"bold": True})
    merged = book.add_format({"bold": True, "align": "center", "text_wrap": True})
    for r, row in enumerate(_rows(grid)):
        for c, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(r, c, dt.datetime(value.year, value.month, value.day), date)  # noqa: DTZ001
            elif isinstance(value, float):
                sheet.write_number(r, c, value)
            elif value != "":
                sheet.write_string(r, c, value, bold if r < len(grid.above) else None)
    for r1, c1, r2, c2 in grid.merges:
        text = _spelled(grid)[0][r1][c1]
        sheet.merge_range(r1, c1, r2, c2, text, merged)
    sheet.set_column(0, len(grid.layout.heads), 18)
    book.close()
    return buffer.getvalue()


def _xls(grid: Grid) -> bytes:
    import xlwt  # type: ignore[import-untyped]  # only in the development environment

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(grid.layout.sheet)
    date = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for r, row in enumerate(_rows(grid)):
        for c, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write(r, c, value, date)
            elif value != "":
                sheet.write(r, c, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _parquet(grid: Grid) -> bytes:
    buffer = io.BytesIO()
    body = grid.body.rename(dict(zip(grid.body.columns, grid.above[-1], strict=True)))
    body.write_parquet(buffer, compression="zstd", statistics=False)
    return buffer.getvalue()


_ODS_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def _ods_cell(value: str | float | dt.date) -> str:
    if isinstance(value, dt.date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value}">'
            f"<text:p>{value:%d/%m/%Y}</text:p></table:table-cell>"
        )
    if isinstance(value, float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value:.0f}">'
            f"<text:p>{value:.0f}</text:p></table:table-cell>"
        )
    if value == "":
        return "<table:table-cell/>"
    return (
        f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p>'
        "</table:table-cell>"
    )


def _ods(grid: Grid) -> bytes:
    rows = "".join(
        f"<table:table-row>{''.join(_ods_cell(v) for v in row)}</table:table-row>"
        for row in _rows(grid)
    )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_NAMES} '
        f'office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{escape(grid.layout.sheet)}">{rows}</table:table>'
        f"</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        'manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        parts = (
            ("mimetype", kind, zipfile.ZIP_STORED),
            ("content.xml", text, zipfile.ZIP_DEFLATED),
            ("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED),
        )
        for name, part, method in parts:
            info = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            info.compress_type = method
            archive.writestr(info, part)
    return buffer.getvalue()
