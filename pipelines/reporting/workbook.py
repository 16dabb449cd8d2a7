"""`mo-hinh-36.xlsx`: the figures by line, agency, district, commune and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from pipelines.reporting.bulk import LINE, lines
from pipelines.reporting.cells import harmless_text
from pipelines.reporting.facts import RESULTS, Facts
from pipelines.reporting.lists import first_day

_FONT = {"font_name": "Times New Roman", "font_size": 12}


@dataclass(frozen=True)
class Shown:
    """One column of a sheet: where it comes from, its header, width and kind of value."""

    name: str
    header: str
    width: float
    kind: str = "text"  # text, count, percent


_COUNTS = (
    Shown("total", "Tổng số", 11, "count"),
    *(Shown(name, label, 11, "count") for name, label in RESULTS.items()),
    Shown("people", "Trong phạm vi", 11, "count"),
    Shown("remaining", "Còn lại", 11, "count"),
    Shown("rate", "Tỷ lệ", 10, "percent"),
)
_LINE = (
    Shown("numerator", "Đã thực hiện", 14, "count"),
    Shown("denominator", "Tổng số phải thực hiện", 14, "count"),
    Shown("rate", "Tỷ lệ", 10, "percent"),
    Shown("remaining", "Còn lại", 11, "count"),
)
_FILES = (
    Shown("title", "Danh sách", 30),
    Shown("file_name", "Tệp", 36),
    Shown("sheet_name", "Trang tính", 16),
    Shown("status_label", "Tình trạng", 18),
    Shown("message", "Nội dung", 40),
    Shown("data_rows", "Dòng dữ liệu", 12, "count"),
    Shown("skipped_rows", "Dòng bỏ qua", 12, "count"),
    Shown("mentions", "Bản ghi", 12, "count"),
    Shown("quarantined_rows", "Dòng không sử dụng được", 14, "count"),
    Shown("file_type", "Loại tệp", 10),
    Shown("encoding", "Bảng mã", 20),
    Shown("header_row", "Dòng tiêu đề", 10, "count"),
    Shown("bytes", "Dung lượng (byte)", 14, "count"),
    Shown("told", "Ghi nhận khi đọc", 44),
    Shown("sha256", "SHA-256", 34),
)


def write_workbook(facts: Facts, path: Path) -> None:
    """Write the workbook of a period."""
    year, month = facts.period.split("-")
    told = f"kỳ báo cáo tháng {month}/{year}"
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": f"Mô hình 36, {told}", "created": first_day(facts.period)})
        formats = _formats(book)
        for name, columns, frame in _sheets(facts):
            _sheet(book, formats, name, f"{name.upper()}, {told.upper()}", columns, frame)


def _sheets(facts: Facts) -> list[tuple[str, Sequence[Shown], pl.DataFrame]]:
    model, agency = Shown("model", "Mô hình", 9), Shown("agency", "Cơ quan", 28)
    label, code = Shown("label", "Chỉ tiêu", 38), Shown("code", "Mã chỉ tiêu", 26)
    previous = Shown("previous_rate", "Kỳ trước", 10, "percent")
    title, district = Shown("title", "Danh sách", 30), Shown("district", "Huyện, thành phố", 20)
    commune, period = Shown("commune", "Xã, phường, thị trấn", 24), Shown("period", "Kỳ", 10)
    sentence = Shown("sentence", "Nội dung báo cáo", 72)
    return [
        ("Chỉ tiêu", (model, agency, label, *_LINE, previous, sentence, code), facts.indicators),
        ("Theo cơ quan", (agency, title, *_COUNTS), facts.by("agency", "title")),
        ("Theo huyện", (title, district, *_COUNTS), facts.by("title", "district")),
        (
            "Theo xã",
            (title, district, commune, *_COUNTS),
            facts.by("title", "district", "commune"),
        ),
        ("Theo kỳ", (period, title, *_COUNTS), facts.trend),
        (
            "Chỉ tiêu theo huyện",
            (model, agency, label, district, *_LINE, previous, code),
            facts.indicator_districts,
        ),
        ("Chỉ tiêu theo kỳ", (period, model, agency, label, *_LINE, code), facts.indicator_trend),
        ("Tệp đã nhận", _FILES, facts.files),
    ]


def _formats(book: Any) -> dict[str, Any]:
    cell = {**_FONT, "border": 1, "border_color": "#BFBFBF", "valign": "top"}
    return {
        "title": book.add_format({**_FONT, "bold": True, "font_size": 14}),
        "head": book.add_format(
            {**_FONT, "bold": True, "border": 1, "text_wrap": True, "align": "center",
             "valign": "vcenter", "bg_color": "#DDE7F0"}
        ),
        "text": book.add_format({**cell, "num_format": "@", "text_wrap": True}),
        "count": book.add_format({**cell, "num_format": "#,##0"}),
        "percent": book.add_format({**cell, "num_format": "0.00%"}),
    }  # fmt: skip


def _sheet(
    book: Any,
    formats: dict[str, Any],
    name: str,
    title: str,
    columns: Sequence[Shown],
    frame: pl.DataFrame,
) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, title, formats["title"])
    sheet.set_row(2, 48)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(2, at, column.header, formats["head"])
    for row, values in enumerate(frame.select([c.name for c in columns]).iter_rows(), start=3):
        sheet.set_row(row, LINE * _lines(columns, values))
        for at, (column, value) in enumerate(zip(columns, values, strict=True)):
            _cell(sheet, row, at, value, column.kind, formats[column.kind])
    last = 2 + frame.height
    sheet.autofilter(2, 0, last, len(columns) - 1)
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.4, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P/&N")


def _lines(columns: Sequence[Shown], values: Sequence[object]) -> int:
    """Lines of the tallest wrapped cell of a row."""
    return min(
        20,
        max(
            lines(str(value or ""), column.width)
            for column, value in zip(columns, values, strict=True)
        ),
    )


def _cell(sheet: Any, row: int, at: int, value: object, kind: str, style: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, at, None, style)
    elif kind == "percent":
        sheet.write_number(row, at, float(Decimal(str(value)) / 100), style)
    elif kind == "count":
        sheet.write_number(row, at, value, style)
    else:
        sheet.write_string(row, at, harmless_text(str(value)), style)
