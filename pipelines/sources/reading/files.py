"""What a file is by its contents, and the physical tables in it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import polars as pl

from pipelines.sources.reading import archive
from pipelines.sources.reading.delimited import read_text
from pipelines.sources.reading.html import read_html
from pipelines.sources.reading.limits import Deadline, ReadLimits, RefusedError
from pipelines.sources.reading.table import ROW, Table, as_cells, trimmed
from pipelines.sources.reading.workbook import read_workbook

SUFFIXES = frozenset({"csv", "txt", "tsv", "xlsx", "xlsm", "xlsb", "xls", "ods", "parquet", "zip"})
_SPREADSHEETS = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods"})
_FOREIGN = (
    (b"%PDF", "PDF"), (b"\xff\xd8\xff", "ảnh JPEG"), (b"\x89PNG", "ảnh PNG"), (b"GIF8", "ảnh GIF"),
    (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"), (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"), (b"MZ", "chương trình"),
)  # fmt: skip
_HTML = re.compile(rb"<\s*(?:html|table|!doctype\s+html|body|tr)\b", re.IGNORECASE)
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"


def suffix_of(name: str) -> str:
    """Return the extension, lower case, without its dot."""
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def detect(source: Path | bytes, limits: ReadLimits) -> str:
    """Tell what a file is from its first bytes.

    Returns
    -------
    xlsx, xlsb, ods, xls, parquet, zip, html or text.

    Raises
    ------
    RefusedError
        It is something that no list comes in.
    """
    head = _head(source)
    if not head.strip():
        raise RefusedError("Tệp rỗng.")
    if head.startswith(b"PK"):
        return _zipped(source, limits)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(source)
    if head.startswith(b"PAR1"):
        return "parquet"
    for mark, name in _FOREIGN:
        if head.startswith(mark):
            raise RefusedError(f"Tệp là {name}, không phải bảng dữ liệu; đề nghị gửi tệp bảng.")
    if _SPREADSHEET_XML in head:
        raise RefusedError(
            "Tệp là XML Spreadsheet 2003; đề nghị mở bằng Excel, lưu thành .xlsx rồi gửi lại."
        )
    if _HTML.search(head[:2_000]):
        return "html"
    return "text"


def _head(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source[:8_192]
    with source.open("rb") as file:
        return file.read(8_192)


def _zipped(source: Path | bytes, limits: ReadLimits) -> str:
    with archive.open_zip(source) as book:
        archive.check_directory(book, limits)
        names = set(book.namelist())
        if "xl/workbook.xml" in names or any(n.startswith("xl/worksheets/") for n in names):
            return "xlsx"
        if "xl/workbook.bin" in names:
            return "xlsb"
        if "mimetype" in names and b"opendocument.spreadsheet" in _small(book, "mimetype"):
            return "ods"
        if "word/document.xml" in names or "ppt/presentation.xml" in names:
            raise RefusedError("Tệp là văn bản Word hoặc trình chiếu, không phải bảng dữ liệu.")
        return "zip"


def _small(book: zipfile.ZipFile, name: str) -> bytes:
    try:
        with book.open(name) as part:
            return part.read(200)
    except archive.BROKEN:
        return b""


def _compound(source: Path | bytes) -> str:
    """Tell an old workbook from an encrypted new one and from old Word."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise RefusedError("Tệp có mật khẩu; đề nghị gỡ mật khẩu rồi gửi lại.")
    if "WordDocument".encode("utf-16-le") in data:
        raise RefusedError("Tệp là văn bản Word, không phải bảng dữ liệu.")
    return "xls"


def tables(
    source: Path | bytes, name: str, file_type: str, limits: ReadLimits, deadline: Deadline
) -> list[Table]:
    """Read the physical tables of a file that is not an archive.

    Raises
    ------
    RefusedError
        It is not what its name says, broken, or beyond a limit.
    """
    suffix = suffix_of(name)
    if file_type in _SPREADSHEETS:
        return read_workbook(source, file_type, limits, deadline)
    if file_type == "parquet":
        return [_parquet(source, limits)]
    raw = source if isinstance(source, bytes) else source.read_bytes()
    if file_type == "html":
        return read_html(raw, limits)
    if suffix in _SPREADSHEETS or suffix == "parquet":
        raise RefusedError(
            f"Tệp mang đuôi .{suffix} nhưng bên trong là văn bản; đề nghị lưu lại đúng định dạng "
            "hoặc đổi đuôi thành .csv."
        )
    return [read_text(raw, limits)]


def _parquet(source: Path | bytes, limits: ReadLimits) -> Table:
    try:
        loaded = pl.read_parquet(source)
    except (pl.exceptions.PolarsError, OSError, ValueError):
        raise RefusedError("Tệp parquet hỏng, không mở được.") from None
    if loaded.width > limits.columns or loaded.width * loaded.height > limits.cells:
        raise RefusedError("Bảng parquet quá lớn.")
    texts = loaded.select(_as_text(column) for column in loaded.iter_columns())
    header = pl.DataFrame([[name] for name in texts.columns], schema=texts.columns, orient="col")
    frame = as_cells(pl.concat([header.cast(pl.String), texts]))
    return Table("", trimmed(frame.select(ROW, pl.exclude(ROW))), "parquet", encoding="UTF-8")


def _as_text(column: pl.Series) -> pl.Series:
    """Write typed values as text: dates in ISO, whole numbers without a point."""
    if column.dtype == pl.Date:
        return column.dt.to_string("%Y-%m-%d")
    if isinstance(column.dtype, pl.Datetime):
        return column.dt.to_string("%Y-%m-%d %H:%M:%S")
    if column.dtype.is_float():
        whole = (column == column.round(0)) & (column.abs() < 2**53)
        texts = column.cast(pl.String)
        return (
            column.cast(pl.Int64, strict=False)
            .cast(pl.String)
            .zip_with(whole.fill_null(value=False), texts)
        )
    if column.dtype == pl.Binary:
        return column.cast(pl.String, strict=False)
    if column.dtype.is_nested():
        return pl.Series(column.name, [None if v is None else str(v) for v in column.to_list()])
    return column.cast(pl.String)
