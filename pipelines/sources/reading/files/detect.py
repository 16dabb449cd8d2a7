"""What a file is by its contents, and the physical tables in it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl

from pipelines.sources.reading.files import archive
from pipelines.sources.reading.files.dbase import is_dbf, read_dbf
from pipelines.sources.reading.files.delimited import read_text
from pipelines.sources.reading.files.html import read_html, read_mhtml
from pipelines.sources.reading.files.records import is_json, read_json
from pipelines.sources.reading.files.sql_dump import is_dump, read_dump
from pipelines.sources.reading.files.table import ROW, Table, as_cells, trimmed
from pipelines.sources.reading.files.workbook import read_workbook
from pipelines.sources.reading.files.xml_tables import read_word, read_workbook_2003, read_xml
from pipelines.sources.reading.limits import Deadline, ReadLimits, RefusedError
from pipelines.sources.reading.sheet import Notice

_SPREADSHEETS = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods"})
_AS_TABLE = "đề nghị gửi tệp bảng gốc (.xlsx, .csv)"
_UNPACKED = "đề nghị giải nén rồi gửi các tệp bảng, hoặc nén lại thành .zip"
_EXPORTED = "đề nghị xuất bảng ra .xlsx hoặc .csv rồi gửi lại"
#: First bytes of files that are no table, what they are, and what to do.
_FOREIGN = (
    (b"%PDF", "PDF", _AS_TABLE), (b"\xff\xd8\xff", "ảnh JPEG", _AS_TABLE),
    (b"\x89PNG", "ảnh PNG", _AS_TABLE), (b"GIF8", "ảnh GIF", _AS_TABLE),
    (b"II*\0", "ảnh TIFF", _AS_TABLE), (b"MM\0*", "ảnh TIFF", _AS_TABLE),
    (b"Rar!", "RAR", _UNPACKED), (b"7z\xbc\xaf", "7z", _UNPACKED),
    (b"{\\rtf", "RTF", "đề nghị lưu thành .docx hoặc chép bảng sang .xlsx rồi gửi lại"),
    (b"SQLite format 3", "cơ sở dữ liệu SQLite", _EXPORTED),
    (b"\0\1\0\0Standard ", "cơ sở dữ liệu Access", _EXPORTED),
    (b"TAPE\0\0", "bản sao lưu SQL Server", _EXPORTED), (b"$FL2", "tệp SPSS", _EXPORTED),
    (b"MZ", "chương trình", _AS_TABLE),
    (b"\x30\x82", "tệp ký số", "đề nghị gửi tệp gốc chưa bọc chữ ký"),
)  # fmt: skip
#: Tables of old programs, cell by cell in text: as lines of a list they would mean nothing.
_OLD_TABLES = ((re.compile(rb"ID;P"), "SYLK (.slk)"), (re.compile(rb"TABLE\r?\n0,1\r?\n"), "DIF"))
_HTML = re.compile(rb"<\s*(?:html|table|!doctype\s+html|body|tr)\b", re.IGNORECASE)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|[A-Za-z_])")
_MIME = re.compile(rb"(?im)^MIME-Version:")
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"


def suffix_of(name: str) -> str:
    """Return the extension, lower case, without its dot."""
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def detect(source: Path | bytes, limits: ReadLimits) -> str:
    """Tell what a file is from its first bytes.

    Returns
    -------
    xlsx, xlsb, ods, xls, docx, parquet, zip, gzip, dbf, xml_workbook, xml, html, mhtml, json, sql
    or text.

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
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    _refuse_foreign(head)
    return _text_form(head)


def _refuse_foreign(head: bytes) -> None:
    """Refuse what no list comes in, by its name."""
    for mark, name, advice in _FOREIGN:
        if head.startswith(mark):
            raise RefusedError(f"Tệp là {name}, không phải bảng dữ liệu; {advice}.")
    if head[257:262] == b"ustar":
        raise RefusedError(f"Tệp là gói tar, không phải bảng dữ liệu; {_UNPACKED}.")
    for start, name in _OLD_TABLES:
        if start.match(head):
            raise RefusedError(
                f"Tệp là bảng dạng {name}, chương trình không đọc; đề nghị mở bằng phần mềm bảng "
                "tính, lưu thành .xlsx rồi gửi lại."
            )


def _text_form(head: bytes) -> str:
    """Tell what a file that is neither packed nor known by its first bytes is."""
    if is_dbf(head):
        return "dbf"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")  # UTF-16: enough to know the form by
    if b"urn:oasis:names:tc:opendocument" in head:
        raise RefusedError(
            "Tệp là bảng tính OpenDocument dạng XML; đề nghị lưu thành .ods hoặc .xlsx rồi gửi lại."
        )
    if _SPREADSHEET_XML in head:
        return "xml_workbook"
    if _MIME.search(head[:2_000]) and b"boundary" in head:
        return "mhtml"
    if _HTML.search(head[:2_000]):
        return "html"
    if _XML.match(head):
        return "xml"
    if is_json(head):
        return "json"
    return "sql" if is_dump(head) else "text"


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
        if "word/document.xml" in names:
            return "docx"
        if "ppt/presentation.xml" in names:
            raise RefusedError(f"Tệp là trình chiếu, không phải bảng dữ liệu; {_AS_TABLE}.")
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
        raise RefusedError(
            "Tệp là văn bản Word đời cũ (.doc); đề nghị lưu thành .docx hoặc chép bảng sang .xlsx."
        )
    if "__substg1.0_".encode("utf-16-le") in data:
        raise RefusedError("Tệp là thư Outlook; đề nghị gửi riêng tệp bảng đính kèm trong thư.")
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
    if file_type == "docx":
        return read_word(source, limits, deadline)
    raw = source if isinstance(source, bytes) else source.read_bytes()
    if file_type in _XML_READERS:
        return _XML_READERS[file_type](raw, limits, deadline)
    if file_type in _READERS:
        return _READERS[file_type](raw, limits)
    if suffix == "xls":  # what many a system calls so; Excel opens it with a warning
        notice = Notice("named_xls", 1, "Tệp mang đuôi .xls nhưng bên trong là văn bản.")
        table = read_text(raw, limits)
        return [replace(table, notices=(*table.notices, notice))]
    if suffix in _SPREADSHEETS or suffix == "parquet":
        raise RefusedError(
            f"Tệp mang đuôi .{suffix} nhưng bên trong là văn bản; đề nghị lưu lại đúng định dạng "
            "hoặc đổi đuôi thành .csv."
        )
    return [read_text(raw, limits)]


_READERS: dict[str, Callable[[bytes, ReadLimits], list[Table]]] = {
    "html": read_html, "mhtml": read_mhtml, "json": read_json, "sql": read_dump, "dbf": read_dbf,
}  # fmt: skip
_XML_READERS: dict[str, Callable[[bytes, ReadLimits, Deadline], list[Table]]] = {
    "xml": read_xml, "xml_workbook": read_workbook_2003,
}  # fmt: skip


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
