"""Web tables that were saved with an Excel name: many systems "export" that way."""

from __future__ import annotations

from email import message_from_bytes
from html.parser import HTMLParser

from pipelines.sources.reading.files.decoding import to_text
from pipelines.sources.reading.files.table import Table, from_rows
from pipelines.sources.reading.limits import ReadLimits, RefusedError
from pipelines.sources.reading.sheet import Notice


class _Tables(HTMLParser):
    """Collects the rows of all tables; spans are filled so that columns stay in line."""

    def __init__(self, most_cells: int) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str | None]] = []
        self._cell: list[str] | None = None
        self._row: list[str | None] | None = None
        self._span = (1, 1)
        self._below: dict[int, tuple[int, str]] = {}
        self._left = most_cells
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._silent += 1
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in ("td", "th"):
            self._end_cell()
            self._row = self._row if self._row is not None else []
            given = dict(attrs)
            self._span = (_span(given.get("colspan")), _span(given.get("rowspan")))
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data)

    def _put(self, text: str, rows: int) -> None:
        if self._row is None:
            return
        self._left -= 1
        if self._left < 0:
            raise RefusedError("Bảng trong tệp HTML quá lớn.")
        if rows > 1:
            self._below[len(self._row)] = (rows - 1, text)
        self._row.append(text)

    def _carry(self) -> None:
        """Fill the cells that a row span from above covers."""
        while self._row is not None and len(self._row) in self._below:
            left, text = self._below.pop(len(self._row))
            self._put(text, left)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        self._carry()
        text = " ".join("".join(self._cell).split())
        columns, rows = self._span
        for _ in range(columns):
            self._put(text, rows)
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            self._carry()
            self.rows.append(self._row)
        self._row = None


def _span(text: str | None) -> int:
    return min(200, max(1, int(text))) if text and text.strip().isdigit() else 1


def read_html(raw: bytes, limits: ReadLimits) -> list[Table]:
    """Read the tables of a web page as one sheet.

    Raises
    ------
    RefusedError
        There is no table in it.
    """
    decoded = to_text(raw)
    parser = _Tables(limits.cells)
    parser.feed(decoded.text.decode("utf-8"))
    parser.close()
    if not any(parser.rows):
        raise RefusedError("Tệp là trang web (HTML), không có bảng dữ liệu.")
    notice = Notice("html", 1, "Tệp thực chất là trang web (HTML); đã đọc bảng trong đó.")
    frame = from_rows(parser.rows, limits)
    return [Table("", frame, "html", decoded.encoding, notices=(*decoded.notices, notice))]


def read_mhtml(raw: bytes, limits: ReadLimits) -> list[Table]:
    """Read the page in a web archive (`.mht`), as report servers export for Excel.

    Raises
    ------
    RefusedError
        There is no page with a table in it.
    """
    for part in message_from_bytes(raw).walk():
        page = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(page, bytes):
            return read_html(page, limits)
    raise RefusedError("Tệp là thư điện tử; đề nghị gửi riêng tệp bảng đính kèm trong thư.")
