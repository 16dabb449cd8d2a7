"""Files as agencies make them, by the programs that agencies use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Row = Sequence[Any]


class Formula(str):
    """A formula; its stored value is `giá trị`."""

    __slots__ = ()


def write_xlsx(
    path: Path,
    sheets: dict[str, Iterable[Row]] | Iterable[Row],
    *,
    merges: Iterable[str] = (),
    hidden_rows: Iterable[int] = (),
    at: tuple[int, int] = (0, 0),
) -> Path:
    """Rows of values; `merges` such as `A1:C1` keep the text of their first cell."""
    named = sheets if isinstance(sheets, dict) else {"Sheet1": sheets}
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    for name, rows in named.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows, at[0]):
            for c, value in enumerate(row, at[1]):
                _put(sheet, r, c, value)
        for merge in merges:
            r, c = xlsxwriter.utility.xl_cell_to_rowcol(merge.split(":")[0])
            text = list(named[name])[r - at[0]][c - at[1]] or ""
            sheet.merge_range(merge, text)
        for r in hidden_rows:
            sheet.set_row(r - 1, None, None, {"hidden": True})
    book.close()
    return path


def _put(sheet: xlsxwriter.worksheet.Worksheet, r: int, c: int, value: Any) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(r, c, value, None, "giá trị")
    elif isinstance(value, str):
        sheet.write_string(r, c, value)
    elif value is not None:
        sheet.write(r, c, value)


def write_xls(path: Path, rows: Iterable[Row], name: str = "Sheet1") -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(name)
    day = xlwt.XFStyle()
    day.num_format_str = "DD/MM/YYYY"
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write(r, c, value, day)
            elif value is not None:
                sheet.write(r, c, value)
    book.save(str(path))
    return path


def write_ods(path: Path, rows: Iterable[Row], name: str = "Sheet1") -> Path:
    document = OpenDocumentSpreadsheet()
    table = Table(name=name)
    for row in rows:
        line = TableRow()
        for value in row:
            if isinstance(value, dt.date):
                cell = TableCell(valuetype="date", datevalue=value.isoformat())
                cell.addElement(P(text=value.strftime("%d/%m/%Y")))
            elif isinstance(value, int | float):
                cell = TableCell(valuetype="float", value=str(value))
                cell.addElement(P(text=str(value)))
            elif value is None:
                cell = TableCell()
            else:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=value))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def write_text(path: Path, rows: Iterable[Row], *, delimiter: str = ",", encoding: str = "utf-8",
               end: str = "\n") -> Path:  # fmt: skip
    """Cells are quoted only where they must be."""

    def cell(value: Any) -> str:
        text = "" if value is None else str(value)
        if any(c in text for c in (delimiter, '"', "\n")):
            return '"' + text.replace('"', '""') + '"'
        return text

    content = end.join(delimiter.join(map(cell, row)) for row in rows) + end
    path.write_bytes(content.encode(encoding))
    return path
