"""Text files: which bytes are which letters, which character parts the cells, which line is which.

Well-formed files go through polars; a file whose quotes or lines do not add up is read again
record by record, so that no line is lost or merged unseen.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.sources.reading.fixed_width import cut
from pipelines.sources.reading.limits import ReadLimits, RefusedError
from pipelines.sources.reading.sheet import Notice
from pipelines.sources.reading.table import Table, as_cells, trimmed

csv.field_size_limit(2**31 - 1)  # a long cell is cut later, with a word

DELIMITERS = (",", ";", "\t", "|")
_SNIFF_LINES = 400
_SHORTENED = 3  # cells of the longest line, over which lines of unlike lengths may be cut short
_HEAD = 200_000  # bytes by which width and delimiter are judged
_LONGEST_LINE = 16_000_000  # bytes
#: One cell, quoted or plain, and what ends it.
_CELL = r'(?:"((?:[^"]|"")*)"(?={0}|$)|((?:(?!{0}).)*))({0}|$)'
#: Fewer cells a row do not tell a row from a part of one.
_FEWEST_CELLS = 3
_MOSTLY = 0.5  # share of the records that tell how the others are
_TOLD = 5  # row numbers in a notice
_LONGEST_RECORD = 60  # lines in one quoted cell before the quote is taken for a stray one


@dataclass(frozen=True)
class Text:
    """Text of a file and how it was decoded."""

    text: bytes  # UTF-8
    encoding: str
    notices: tuple[Notice, ...] = ()


def _keep_byte(error: UnicodeError) -> tuple[str, int]:
    """Show a byte that is no UTF-8 as Latin-1 does: it can still be repaired by column."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("doisoat.keep_byte", _keep_byte)


def _wide(raw: bytes) -> str | None:
    """Name of a two- or four-byte encoding, by its mark or by where its zeros are."""
    for mark, name in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            return name
    head = raw[:4000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.3 * len(head) / 2 and even < odd / 10:
        return "utf-16-le"
    if even > 0.3 * len(head) / 2 and odd < even / 10:
        return "utf-16-be"
    return None


def to_text(raw: bytes) -> Text:
    """Decode a file to UTF-8; one-byte encodings stay shown as Latin-1, for the columns to settle.

    Raises
    ------
    RefusedError
        The bytes are no text.
    """
    wide = _wide(raw)
    notices: list[Notice] = []
    if wide:
        text = raw.decode(wide, errors="replace").lstrip("\ufeff")
        encoding, data = wide.upper()[:6], text.encode("utf-8", errors="replace")
    elif raw.startswith(codecs.BOM_UTF8):
        encoding, data = "UTF-8", raw[3:]
    else:
        encoding, data = "UTF-8", raw
    zeros = data.count(0) if b"\0" in data else 0
    if zeros > 0.05 * len(data):
        raise RefusedError("Tệp không phải văn bản: chứa nhiều byte rỗng (NUL).")
    if zeros:
        data = data.replace(b"\0", b"")
        notices.append(Notice("nul_bytes", zeros, f"Đã bỏ {zeros} byte rỗng (NUL) trong tệp."))
    if not _is_utf8(data):
        data, encoding, notice = _one_byte(data)
        notices += notice
    return Text(_line_ends(data), encoding, tuple(notices))


def _is_utf8(data: bytes) -> bool:
    """Check without making Python's text of a large file."""
    try:
        pl.Series([data], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.PolarsError:
        return False
    return True


def _one_byte(data: bytes) -> tuple[bytes, str, list[Notice]]:
    """Text that is not UTF-8 throughout: a few broken bytes, or an older encoding."""
    kept = data.decode("utf-8", errors="doisoat.keep_byte")
    high = sum(1 for _ in re.finditer(rb"[\x80-\xff]+", data))
    broken = sum(1 for _ in re.finditer(r"[\x80-\xff]", kept)) if high else 0
    whole = sum(1 for _ in re.finditer(r"[\u0100-\uffff]", kept))
    if whole > 4 * broken:
        message = f"Tệp UTF-8 có {broken} ký tự hỏng hoặc thuộc bảng mã khác; đã giữ để xem lại."
        return kept.encode("utf-8"), "UTF-8", [Notice("broken_bytes", broken, message)]
    return data.decode("latin-1").encode("utf-8"), "8-bit", []


def _line_ends(data: bytes) -> bytes:
    """Part lines as old Macs did where nothing else does; Windows' ends are read as they are."""
    if b"\n" in data or b"\r" not in data:
        return data
    return data.replace(b"\r", b"\n")


def sniff(text: str) -> str:
    """Find the delimiter: the one that cuts most lines into the same number of cells."""
    marked = re.match(r"sep=(.)\s*\n", text, re.IGNORECASE)
    if marked:
        return marked.group(1)
    lines = [line for line in text.splitlines() if line.strip()][:_SNIFF_LINES]
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        counts = Counter(len(next(csv.reader([line], delimiter=delimiter), [])) for line in lines)
        counts.pop(1, None)
        if not counts:
            continue
        width, agreeing = max(counts.items(), key=lambda item: (item[1], item[0]))
        score = agreeing / len(lines) * (1 - 1 / width)
        if counts.total() == len(lines) and max(counts) > _SHORTENED:
            # Programs leave out the blank cells at the end of a line.
            shares = ((1 - 1 / cells) * count for cells, count in counts.items())
            score = max(score, 0.9 * sum(shares) / len(lines))
        if score > best_score + 1e-9:
            best, best_score = delimiter, score
    return best


def read_text(raw: bytes, limits: ReadLimits) -> Table:
    """Read a delimited text file: one row a record, blank lines counted.

    Raises
    ------
    RefusedError
        The bytes are no text, the table is too wide, or a line is endless.
    """
    decoded = to_text(raw)
    if _runaway(decoded.text):
        raise RefusedError(f"Tệp có dòng dài quá {_LONGEST_LINE // 1_000_000} MB; không đọc.")
    head = decoded.text[:_HEAD].decode("utf-8", errors="ignore")
    delimiter = sniff(head)
    notices = list(decoded.notices)
    frame = _aligned(decoded.text, head) if delimiter == "," else None
    if frame is None:
        frame = _fast(decoded.text, delimiter, limits)
    if frame is None:
        text = decoded.text.replace(b"\r\n", b"\n").decode("utf-8")
        frame, notice = _by_record(text, delimiter, limits)
        notices += notice
    return Table(
        name="",
        frame=trimmed(frame),
        file_type="text",
        encoding=decoded.encoding,
        notices=tuple(notices),
    )


def _aligned(data: bytes, head: str) -> pl.DataFrame | None:
    """Read text whose columns are parted by blanks alone; None where they are not."""
    lines = head.splitlines()[:_SNIFF_LINES]
    if 2 * sum("  " in line.strip() for line in lines) < len(lines) or cut(lines) is None:
        return None
    rows = cut(data.decode("utf-8").splitlines())
    if rows is None:
        return None
    width = max(map(len, rows))
    columns = {
        f"c{i}": pl.Series([row[i] if i < len(row) else "" for row in rows], dtype=pl.String)
        for i in range(width)
    }
    return as_cells(pl.DataFrame(columns))


def _runaway(data: bytes) -> bool:
    """Whether some line is longer than any row: found by looking once every so many bytes."""
    at = 0
    while len(data) - at > _LONGEST_LINE:
        end = data.rfind(b"\n", at, at + _LONGEST_LINE)
        if end < 0:
            return True
        at = end + 1
    return False


def _fast(data: bytes, delimiter: str, limits: ReadLimits) -> pl.DataFrame | None:
    """Read with polars; None where the lines do not come out one to one."""
    if not data or data.isspace():
        return as_cells(pl.DataFrame({"c0": pl.Series([], dtype=pl.String)}))
    if b'"' in data and _misquoted(data, delimiter):
        return None
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    head = data[:_HEAD].split(b"\n")
    mark = delimiter.encode()
    width = max(line.count(mark) for line in head) + 1
    if width <= limits.columns:
        frame = _columns(data, delimiter, width)
        if frame is not None and frame.height == lines:
            return as_cells(frame)
    counts = _line_widths(data, delimiter)
    usual, width = int(float(str(counts.quantile(0.99)))) + 1, int(str(counts.max())) + 1
    if width > limits.columns or width > 4 * usual + 20:
        return None
    frame = _columns(data, delimiter, width)
    return as_cells(frame) if frame is not None and frame.height == lines else None


def _lines(data: bytes) -> pl.Series:
    return pl.read_csv(
        data, has_header=False, separator="\x01", quote_char=None, schema={"line": pl.String}
    )["line"]


def _misquoted(data: bytes, delimiter: str) -> bool:
    """Whether a quote opens a cell on some line and the next one closes none."""
    if _quotes_alternate(data, delimiter):
        return False
    mark = re.escape(delimiter)
    pattern = rf'(?m)(?:^|{mark})"(?:[^"\n]|"")*"[^"{mark}\r\n]'
    text = pl.Series([data], dtype=pl.Binary).cast(pl.String)  # one search: no line is made a cell
    return bool(text.str.contains(pattern)[0])


def _quotes_alternate(data: bytes, delimiter: str) -> bool:
    """Whether every second quote ends a cell or is doubled, and none of them could begin one.

    Then no quote is astray, whichever the search for one begins with; no says nothing.
    """
    if len(delimiter.encode()) > 1:
        return False
    signs = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(signs == ord('"'))
    closing = quotes[1::2]
    before, behind = signs[closing - 1], signs[closing[closing < signs.size - 1] + 1]
    begins = (before == ord(delimiter)) | (before == ord("\n"))
    ends = np.isin(behind, np.frombuffer(f'{delimiter}"\r\n'.encode(), np.uint8))
    return quotes.size % 2 == 0 and not begins.any() and bool(ends.all())


def _line_widths(data: bytes, delimiter: str) -> pl.Series:
    """Delimiters on every line, quoted ones too."""
    return _lines(data).str.count_matches(delimiter, literal=True).fill_null(0)


def _columns(data: bytes, delimiter: str, width: int) -> pl.DataFrame | None:
    """Read so many columns; None where a line has more or a quote is broken."""
    top = (delimiter * (width - 1)).encode() + b"\n" if width > 1 else b"x\n"
    try:
        frame = pl.read_csv(
            top + data,  # polars takes the number of columns from the first line
            has_header=False,
            separator=delimiter,
            quote_char='"' if b'"' in data else None,
            infer_schema=False,
            schema={f"c{i}": pl.String for i in range(width)},
        )
    except pl.exceptions.PolarsError:
        return None
    return frame.slice(1)


def _records(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """Cut a text into records; a quote that swallows whole records is taken for a plain sign.

    Returns
    -------
    records, stray
        Rows of cells, and the numbers of those, from 1, whose quote was stray.
    """
    lines = io.StringIO(text, newline="").readlines()
    cells = re.compile(_CELL.format(re.escape(delimiter)), re.DOTALL)
    usual = _usual_width(lines, cells)
    adds_up = _several_lines(lines, delimiter, cells)
    records: list[list[str]] = []
    stray: list[int] = []
    at = 0
    while at < len(lines):
        # Again from the line after a stray quote: what it swallowed was cut at the wrong places.
        reader = csv.reader((lines[n] for n in range(at, len(lines))), delimiter=delimiter)
        start = at
        for record in reader:
            end = at + reader.line_num
            block = lines[start:end]
            if end - start > 1 and not adds_up(block, record) and _swallowed(block, cells, usual):
                records.append(_cut(lines[start], cells))
                stray.append(len(records))
                start += 1
                break
            if end - start == 1 and '"' in lines[start]:
                alone = _cut(lines[start], cells)
                if len(alone) == usual and _unquoted(alone) != _unquoted(record):
                    record = alone
                    stray.append(len(records) + 1)
            records.append(record)
            start = end
        at = start
    return records, stray


def _several_lines(
    lines: list[str], delimiter: str, cells: re.Pattern[str]
) -> Callable[[list[str], list[str]], bool]:
    """Make the test whether some lines are one record, in a file where most records are several.

    Their quotes then open and close cells, and they are as wide as the others.
    """
    head = [r for r in csv.reader(lines[:_SNIFF_LINES], delimiter=delimiter) if len(r) > 1]
    several = [r for r in head if any("\n" in cell for cell in r)]
    width, count = Counter(map(len, several)).most_common(1)[0] if several else (0, 0)
    usual = count >= _MOSTLY * len(head)

    def adds_up(block: list[str], record: list[str]) -> bool:
        return usual and len(record) == width and _cut("".join(block), cells) == record

    return adds_up


def _cut(line: str, cells: re.Pattern[str]) -> list[str]:
    """Cut one line by itself: quotes hold a cell together only where they open and close it."""
    found = []
    for match in cells.finditer(line.rstrip("\r\n")):
        quoted, plain, end = match.groups()
        found.append(plain if quoted is None else quoted.replace('""', '"'))
        if not end:
            break
    return found


def _unquoted(record: list[str]) -> list[str]:
    return [cell.replace('"', "") for cell in record]


def _usual_width(lines: list[str], cells: re.Pattern[str]) -> int:
    """Cells on most lines at the head of a file that have several."""
    widths = Counter(len(_cut(line, cells)) for line in lines[:_SNIFF_LINES])
    widths.pop(1, None)
    return widths.most_common(1)[0][0] if widths else 1


def _swallowed(lines: list[str], cells: re.Pattern[str], usual: int) -> bool:
    """Whether the lines of one record are records of their own, or too many to be one.

    The lines of a true cell over several lines are parts of a row: they have fewer cells.
    """
    if len(lines) > _LONGEST_RECORD:
        return True
    rest = [line for line in lines[1:] if line.strip()]
    whole = sum(len(_cut(line, cells)) == usual for line in rest)
    alone = usual >= _FEWEST_CELLS and len(_cut(lines[0], cells)) == usual
    return alone and whole > 0 and 2 * whole >= len(rest)


def _by_record(text: str, delimiter: str, limits: ReadLimits) -> tuple[pl.DataFrame, list[Notice]]:
    """Read with Python's csv: cells over several lines, stray quotes, lines of any width."""
    records, stray = _records(text, delimiter)
    notices = []
    if stray:
        at = ", ".join(map(str, stray[:_TOLD])) + ("…" if len(stray) > _TOLD else "")
        message = (
            f"Dấu nháy kép không khép ở dòng {at}: đã đọc như ký tự thường để không nuốt các dòng "
            "sau; kiểm tra lại các dòng đó."
        )
        notices.append(Notice("stray_quotes", len(stray), message))
    width = max((len(record) for record in records), default=1)
    if width > limits.columns:
        usual = sorted(len(record) for record in records)[int(0.99 * (len(records) - 1))]
        if usual > limits.columns:
            raise RefusedError(f"Tệp có {width} cột, quá giới hạn {limits.columns} cột.")
        # One runaway line: what exceeds the others stays in its last cell.
        width = usual + 1
        records = [
            [*record[: width - 1], delimiter.join(record[width - 1 :])] if len(record) > width
            else record
            for record in records
        ]  # fmt: skip
        notices.append(Notice("ragged_rows", 1, "Có dòng thừa rất nhiều cột; đã gộp phần thừa."))
    columns = {
        f"c{i}": pl.Series([r[i] if i < len(r) else None for r in records], dtype=pl.String)
        for i in range(max(1, width))
    }
    return as_cells(pl.DataFrame(columns)), notices
