"""Exception lists to send back: one workbook an agency and district, one sheet a list.

They hold what the agency itself wrote, why the row comes back and what to do. They never hold a
value of the reference, a candidate, a score or a hint from which one could be guessed.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import xlsxwriter

from pipelines.reporting import sql
from pipelines.reporting.bulk import pour
from pipelines.reporting.cells import harmless, sheet_name, slug

#: Column of the query (empty: the agency fills it in), header, width.
COLUMNS = (
    ("order", "TT", 6),
    ("file_name", "Tệp", 18),
    ("sheet_name", "Trang tính", 9),
    ("file_row", "Dòng", 8),
    ("record_key", "Mã hồ sơ", 15),
    ("person", "Người trong hồ sơ", 13),
    ("full_name", "Họ, chữ đệm, tên", 22),
    ("birth", "Ngày sinh", 12),
    ("number", "Số giấy tờ (che)", 15),
    ("code", "Mã lỗi", 7),
    ("label", "Nội dung cần rà soát", 32),
    ("action", "Việc cần làm", 32),
    ("", "Đã sửa (x)", 8),
    ("", "Giá trị đúng", 18),
    ("", "Ghi chú của cơ quan", 18),
    ("exception_id", "Mã sai lệch", 13),
)
#: Rows of a sheet; a spreadsheet takes 1.048.576.
_SHEET_ROWS = 1_000_000
_WHOLE_PROVINCE = "toan-tinh"
_UNKNOWN_DISTRICT = "chua-ro-huyen"
_NUMBERS = {"order", "file_row"}
_TEXT = [name for name, _, _ in COLUMNS if name and name not in _NUMBERS]

_GUIDE = (
    "Mỗi dòng là một nội dung cần rà soát của một hồ sơ; “Dòng” là số dòng trong tệp cơ quan "
    "đã gửi.",
    "Đối chiếu với hồ sơ gốc hoặc giấy tờ của công dân, sửa trong phần mềm của cơ quan rồi gửi "
    "lại tệp kỳ sau.",
    "Nếu trả lời bằng danh sách này: đánh dấu x vào “Đã sửa”, ghi “Giá trị đúng” và ghi chú; "
    "không sửa cột “Mã sai lệch”.",
    "Danh sách có thông tin cá nhân: chỉ dùng để rà soát hồ sơ của cơ quan, không chuyển cho "
    "bên khác.",
)
_GUIDE_TO_CORRECTIONS = (
    "Hồ sơ ở trang “Cần sửa” đã được xác thực, không tính vào số còn lại; sửa để dữ liệu đúng."
)


def write_lists(con: duckdb.DuckDBPyConnection, *, period: str, out: Path) -> list[Path]:
    """Write every workbook of the period under `out`; returns their paths, sorted."""
    rows = sql.run(con, "report/exception_list", {"period": period}).pl()
    rows = rows.with_columns(harmless(name) for name in _TEXT)
    faults = sql.run(con, "report/file_faults", {"period": period}).pl()
    faults = faults.with_columns(harmless(name) for name in faults.columns)
    paths = []
    for (agency, district), part in rows.group_by(["agency", "workbook"], maintain_order=True):
        folder = out / (slug(str(agency)) or "khong-ro-co-quan")
        folder.mkdir(parents=True, exist_ok=True)
        place = _WHOLE_PROVINCE if district is None else slug(str(district)) or _UNKNOWN_DISTRICT
        path = folder / f"ngoai-le_{period}_{place}.xlsx"
        own = faults.filter(agency=agency).join(part, on="file_name", how="semi")
        _write_workbook(path, str(agency), district, period, part, own.sort(own.columns))
        paths.append(path)
    return sorted(paths)


def _write_workbook(
    path: Path,
    agency: str,
    district: object,
    period: str,
    rows: pl.DataFrame,
    faults: pl.DataFrame,
) -> None:
    sheets: dict[int, pl.DataFrame] = {}
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        book.set_properties({"title": "Danh sách cần rà soát", "created": first_day(period)})
        taken: set[str] = set()
        _guide(book, sheet_name("Hướng dẫn", taken), agency, district, period, rows, faults)
        for (title,), part in rows.group_by(["title"], maintain_order=True):
            for start in range(0, part.height, _SHEET_ROWS):
                piece = part.slice(start, _SHEET_ROWS)
                _sheet(book, sheet_name(str(title), taken), piece.height)
                sheets[len(sheets) + 2] = _cells(piece)  # the guide is the first sheet
    pour(path, sheets, widths=[width for _, _, width in COLUMNS])


def first_day(period: str) -> datetime:
    """Stamp a document with its period, not with the clock: the same data give the same file."""
    year, month = (int(part) for part in period.split("-"))
    return datetime(year, month, 1)  # noqa: DTZ001 - document properties carry no zone


def _guide(
    book: Any,
    name: str,
    agency: str,
    district: object,
    period: str,
    rows: pl.DataFrame,
    faults: pl.DataFrame,
) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "font_name": "Times New Roman", "font_size": 14})
    plain = book.add_format({"font_name": "Times New Roman", "font_size": 12, "text_wrap": True})
    head = book.add_format(
        {"bold": True, "font_name": "Times New Roman", "font_size": 12, "bottom": 1}
    )
    number = book.add_format(
        {"font_name": "Times New Roman", "font_size": 12, "num_format": "#,##0"}
    )
    sheet.set_column(0, 0, 96)
    sheet.set_column(1, 1, 12)
    year, month = period.split("-")
    place = "" if district is None else f" - {district or 'chưa rõ huyện'}"
    sheet.write_string(0, 0, f"DANH SÁCH HỒ SƠ CẦN RÀ SOÁT, KỲ BÁO CÁO THÁNG {month}/{year}", bold)
    sheet.write_string(1, 0, f"{agency}{place}", bold)
    at = 3
    for line in (*_GUIDE, *([_GUIDE_TO_CORRECTIONS] if rows["done"].any() else ())):
        sheet.write_string(at, 0, line, plain)
        at += 1
    sheet.write_string(at + 1, 0, "Nội dung", head)
    sheet.write_string(at + 1, 1, "Số dòng", head)
    counts = (
        rows.group_by("done", "label")
        .len()
        .sort("done", "len", "label", descending=[False, True, False])
    )
    for offset, (done, label, rows_of) in enumerate(counts.iter_rows(), start=at + 2):
        sheet.write_string(offset, 0, f"{label} (đã xác thực)" if done else label, plain)
        sheet.write_number(offset, 1, rows_of, number)
    for offset, line in enumerate(_told_of_files(faults), start=at + 4 + counts.height):
        sheet.write_string(offset, 0, line, plain)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _told_of_files(faults: pl.DataFrame) -> list[str]:
    places = faults.select(
        pl.when(pl.col("sheet_name") == "")
        .then("file_name")
        .otherwise(pl.format("{}, trang {}", "file_name", "sheet_name")),
        "message",
    )
    return [f"Lỗi của cả tệp {place}: {message}" for place, message in places.iter_rows()]


def _sheet(book: Any, name: str, rows: int) -> None:
    """Lay a sheet out: header, widths, filter, print set-up, and the empty row to be filled."""
    sheet = book.add_worksheet(name)
    font = {"font_name": "Times New Roman", "font_size": 12}
    head = book.add_format(
        {**font, "bold": True, "text_wrap": True, "valign": "vcenter", "align": "center",
         "bg_color": "#DDE7F0", "border": 1}
    )  # fmt: skip
    cell = {**font, "border": 1, "border_color": "#BFBFBF", "valign": "top"}
    text = book.add_format({**cell, "num_format": "@", "text_wrap": True})
    number = book.add_format({**cell, "num_format": "0"})
    reply = book.add_format({**cell, "num_format": "@", "text_wrap": True, "bg_color": "#FFF8DC"})
    sheet.set_row(0, 34)
    for at, (column, header, width) in enumerate(COLUMNS):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, header, head)
        kind = number if column in _NUMBERS else text if column else reply
        sheet.write_blank(1, at, None, kind)
    mark = next(at for at, (_, header, _) in enumerate(COLUMNS) if header.startswith("Đã sửa"))
    sheet.data_validation(1, mark, rows, mark, {"validate": "list", "source": ["x"]})
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, rows, len(COLUMNS) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P/&N")


def _cells(rows: pl.DataFrame) -> pl.DataFrame:
    """Columns in the order of the sheet; those that the agency fills in are null."""
    numbered = rows.with_columns(order=pl.int_range(1, pl.len() + 1))
    return numbered.select(
        pl.col(name) if name else pl.lit(None).alias(f"reply{at}")
        for at, (name, _, _) in enumerate(COLUMNS)
    )
