"""Workbooks (xlsx, xlsm, xlsb, xls, ods) through calamine; formulas give their stored values.

Links to other files and macros are never followed or run: calamine reads cells only.
"""

from __future__ import annotations

from pathlib import Path

import fastexcel
import polars as pl

from pipelines.sources.reading.files.table import Table, as_cells, trimmed
from pipelines.sources.reading.files.workbook_biff import bounded
from pipelines.sources.reading.files.workbook_xml import SheetShape, shapes
from pipelines.sources.reading.limits import Deadline, ReadLimits, RefusedError
from pipelines.sources.reading.sheet import Notice

_PASSWORD = "Tệp có mật khẩu; đề nghị gỡ mật khẩu rồi gửi lại."  # noqa: S105 (a message)
_BROKEN = "Tệp bảng tính hỏng, không mở được; đề nghị mở và lưu lại bằng Excel rồi gửi lại."


def read_workbook(
    source: Path | bytes, file_type: str, limits: ReadLimits, deadline: Deadline
) -> list[Table]:
    """Read every sheet of a workbook.

    Raises
    ------
    RefusedError
        Password-protected, broken, or beyond a limit.
    """
    if file_type == "xls" and not bounded(source):
        raise RefusedError(_BROKEN)
    found = shapes(source, limits, deadline) if file_type in ("xlsx", "xlsm") else {}
    if isinstance(source, Path) and source.suffix.lower() != f".{file_type}":
        source = source.read_bytes()  # calamine believes the name; bytes have none
    try:
        reader = fastexcel.read_excel(source if isinstance(source, bytes) else str(source))
        names = reader.sheet_names
    except fastexcel.FastExcelError as error:
        said = str(error).lower()
        raise RefusedError(_PASSWORD if "password" in said else _BROKEN) from None
    if not names:
        raise RefusedError("Tệp bảng tính không có trang nào.")
    tables = []
    for name in names:
        deadline.check()
        tables.append(_read_sheet(reader, name, file_type, found.get(name), limits))
    return tables


def _read_sheet(
    reader: fastexcel.ExcelReader,
    name: str,
    file_type: str,
    shape: SheetShape | None,
    limits: ReadLimits,
) -> Table:
    if shape and shape.rows * shape.columns > limits.cells:
        message = (
            f"Trang có kích thước bất thường ({shape.rows} dòng × {shape.columns} cột); "
            "đề nghị xóa các ô thừa ở xa bảng rồi gửi lại."
        )
        raise RefusedError(message)
    try:
        sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string", eager=True)
    except fastexcel.CalamineError:
        return Table(name, as_cells(pl.DataFrame()), file_type, skip="trang biểu đồ, không có ô")
    except fastexcel.FastExcelError:
        raise RefusedError(_BROKEN) from None
    loaded = pl.from_arrow(sheet)
    if not isinstance(loaded, pl.DataFrame):
        raise RefusedError(_BROKEN)
    if loaded.width > limits.columns:
        raise RefusedError(f"Trang có {loaded.width} cột, quá giới hạn {limits.columns} cột.")
    frame = as_cells(loaded.cast(pl.String))
    notices = []
    if shape and shape.hidden_rows:
        count = shape.hidden_rows
        notices.append(Notice("hidden_rows", count, f"Có {count} dòng ẩn; vẫn được đọc."))
    if shape and shape.hidden:
        notices.append(Notice("hidden_sheet", 1, "Trang bị ẩn trong tệp; vẫn được đọc."))
    return Table(
        name,
        trimmed(frame),
        file_type,
        encoding="Unicode",
        first_column=shape.first_column if shape else 1,
        merged=shape.merged if shape else (),
        notices=tuple(notices),
    )
