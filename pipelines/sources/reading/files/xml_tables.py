"""Tables in XML: rows of an export, Excel 2003's own form, the tables of a Word document.

The parser of the standard library is told to refuse what declares entities: nothing is expanded
and nothing is fetched.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from pipelines.sources.reading.files import archive
from pipelines.sources.reading.files.records import tables_of
from pipelines.sources.reading.files.table import Table, from_rows
from pipelines.sources.reading.limits import Deadline, ReadLimits, RefusedError
from pipelines.sources.reading.sheet import Notice

_WORD_PART = "word/document.xml"
_CHUNK = 1 << 20
_WIDEST = 200  # columns or rows that one merged cell may cover

Attributes = dict[str, str]


def _local(name: str) -> str:
    return name.rsplit(":", 1)[-1]


class _Reader:
    """What is told of the elements of a document, by their names without prefix."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin an element."""

    def end(self, name: str) -> None:
        """End an element."""

    def text(self, text: str) -> None:
        """Take letters."""


def _parse(raw: bytes, reader: _Reader, deadline: Deadline) -> None:
    """Read a document from its start to its end.

    Raises
    ------
    RefusedError
        It is broken, or declares entities.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise RefusedError("Tệp XML có khai báo thực thể (ENTITY); không đọc.")

    def start(name: str, attributes: Attributes) -> None:
        reader.start(_local(name), {_local(key): value for key, value in attributes.items()})

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: reader.end(_local(name))
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = refuse
    try:
        for at in range(0, len(raw), _CHUNK):
            deadline.check()
            parser.Parse(raw[at : at + _CHUNK], False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise RefusedError("Tệp XML hỏng, không mở được; đề nghị xuất lại.") from None


class _Tree(_Reader):
    """The document as nested records: attributes and children by name, several as a list."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self._open: list[dict[str, Any]] = [self.root]
        self._texts: list[list[str]] = [[]]

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002 - of the reader
        self._open.append(dict(attributes))
        self._texts.append([])

    def end(self, name: str) -> None:
        node, text = self._open.pop(), "".join(self._texts.pop()).strip()
        if node and text:
            node[""] = text
        value: Any = node or text or None
        parent = self._open[-1]
        if name not in parent:
            parent[name] = value
        elif isinstance(parent[name], list):
            parent[name].append(value)
        else:
            parent[name] = [parent[name], value]

    def text(self, text: str) -> None:
        self._texts[-1].append(text)


def read_xml(raw: bytes, limits: ReadLimits, deadline: Deadline) -> list[Table]:
    """Read the rows of an export, whatever the elements are called."""
    tree = _Tree()
    _parse(raw, tree, deadline)
    return tables_of(tree.root, "xml", "Unicode", limits)


@dataclass
class _Grid:
    """Rows of one table as they are read, and the cells that are merged, counted from 0."""

    name: str = ""
    rows: list[list[str | None]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def table(self, file_type: str, limits: ReadLimits, notice: Notice) -> Table:
        """Give the table, its merged ranges counted as a spreadsheet does."""
        ranges = tuple((a + 1, b + 1, c + 1, d + 1) for a, b, c, d in self.merged)
        frame = from_rows(self.rows, limits)
        return Table(self.name, frame, file_type, "Unicode", merged=ranges, notices=(notice,))


class _Workbook(_Reader):
    """Excel 2003's XML: `Worksheet/Table/Row/Cell/Data`, places left out given by `Index`."""

    def __init__(self) -> None:
        self.sheets: list[_Grid] = []
        self._text: list[str] | None = None
        self._span = (1, 1)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Worksheet":
            self.sheets.append(_Grid(attributes.get("Name", "")))
        elif not self.sheets:
            return
        elif name == "Row":
            rows = self.sheets[-1].rows
            _to(rows, _number(attributes.get("Index")) - 1, list)
            rows.append([])
        elif name == "Cell" and self.sheets[-1].rows:
            row = self.sheets[-1].rows[-1]
            _to(row, _number(attributes.get("Index")) - 1, lambda: None)
            across, down = (_number(attributes.get(k)) for k in ("MergeAcross", "MergeDown"))
            self._span = (min(across, _WIDEST), min(down, _WIDEST))
            row.append(None)
        elif name == "Data":
            self._text = []

    def end(self, name: str) -> None:
        if name == "Data" and self._text is not None and self.sheets[-1].rows:
            row = self.sheets[-1].rows[-1]
            if row:
                row[-1] = "".join(self._text) or None
            self._text = None
        elif name == "Cell" and self.sheets and self.sheets[-1].rows and self.sheets[-1].rows[-1]:
            grid = self.sheets[-1]
            at, column = len(grid.rows) - 1, len(grid.rows[-1]) - 1
            across, down = self._span
            if across or down:
                grid.merged.append((at, column, at + down, column + across))
                grid.rows[-1].extend([None] * across)

    def text(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else 0


def _to(items: list[Any], length: int, blank: Any) -> None:
    if length > 2_000_000:
        raise RefusedError("Trang có kích thước bất thường; không đọc.")
    items.extend(blank() for _ in range(length - len(items)))


def read_workbook_2003(raw: bytes, limits: ReadLimits, deadline: Deadline) -> list[Table]:
    """Read every sheet of a workbook in the XML of Excel 2003."""
    book = _Workbook()
    _parse(raw, book, deadline)
    notice = Notice("xml_workbook", 1, "Tệp là bảng tính XML (Excel 2003).")
    found = [sheet.table("xml", limits, notice) for sheet in book.sheets]
    if not found:
        raise RefusedError("Tệp bảng tính không có trang nào.")
    return found


class _Document(_Reader):
    """A Word document: its tables row by row, a paragraph outside of them as a row of one cell."""

    def __init__(self) -> None:
        self.grid = _Grid()
        self._depth = 0  # tables within tables are text of their cell
        self._text: list[str] = []
        self._span, self._down = 1, ""
        self._running: dict[int, int] = {}  # first row of the cells that are merged downwards

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "tbl":
            self._depth += 1
        elif name == "tr" and self._depth == 1:
            self.grid.rows.append([])
        elif name == "tc" and self._depth == 1:
            self._text, self._span, self._down = [], 1, ""
        elif name == "gridSpan" and self._depth == 1:
            self._span = max(1, min(_number(attributes.get("val")), _WIDEST))
        elif name == "vMerge" and self._depth == 1:
            self._down = attributes.get("val", "continue")
        elif name in ("br", "cr", "tab"):
            self._text.append(" ")

    def end(self, name: str) -> None:
        if name == "tbl":
            self._depth -= 1
            self._running.clear()
        elif name == "p" and self._depth == 0:
            if text := self._taken():
                self.grid.rows.append([text])
        elif name == "p":
            self._text.append("\n")
        elif name == "tc" and self._depth == 1:
            self._cell()

    def _cell(self) -> None:
        at, column = len(self.grid.rows) - 1, len(self.grid.rows[-1])
        covered = self._down == "continue"
        text = self._taken()
        self.grid.rows[-1] += [None if covered else text or None, *[None] * (self._span - 1)]
        last = column + self._span - 1
        if covered and column in self._running:
            top = self._running[column]
            self.grid.merged = [m for m in self.grid.merged if m[:2] != (top, column)]
            self.grid.merged.append((top, column, at, last))
        else:
            self._running[column] = at
            if self._span > 1:
                self.grid.merged.append((at, column, at, last))

    def _taken(self) -> str:
        text = "".join(self._text).strip()
        self._text = []
        return text

    def text(self, text: str) -> None:
        self._text.append(text)


def read_word(source: Path | bytes, limits: ReadLimits, deadline: Deadline) -> list[Table]:
    """Read the tables of a Word document as one sheet, with the paragraphs around them."""
    document = _Document()
    with archive.open_zip(source) as book:
        try:
            part = archive.unpack(book, book.getinfo(_WORD_PART), limits.unpacked_bytes, deadline)
        except (KeyError, zipfile.BadZipFile):
            raise RefusedError("Tệp Word hỏng, không mở được.") from None
    _parse(part, document, deadline)
    if not any(len(row) > 1 for row in document.grid.rows):
        raise RefusedError(
            "Tệp Word không có bảng nào; đề nghị gửi danh sách dạng bảng (.xlsx, .csv)."
        )
    notice = Notice("word", 1, "Tệp là văn bản Word; đã đọc các bảng trong đó.")
    return [document.grid.table("docx", limits, notice)]
