"""Text files: which character parts the cells, which line is which row.

Well-formed files go through polars; a file whose quotes or lines do not add up is read again
record by record, so that no line is lost or merged unseen.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable

import polars as pl

from pipelines.sources.reading.files.broken_lines import Lines, broken
from pipelines.sources.reading.files.decoding import to_text
from pipelines.sources.reading.files.drawn import BARS, cut_drawn
from pipelines.sources.reading.files.fixed_width import cut
from pipelines.sources.reading.files.quoted import (
    HEAD,
    SNIFF_LINES,
    by_record,
    misquoted,
    unwrapped,
)
from pipelines.sources.reading.files.table import ROW, Table, as_cells, trimmed
from pipelines.sources.reading.files.wrapped_lines import cut_wrapped, heads_several
from pipelines.sources.reading.limits import ReadLimits, RefusedError

DELIMITERS = (",", ";", "\t", "|", "~", "^", "#")
#: Signs with which tables are drawn in a terminal, by those that others draw with.
_DRAWN = (
    dict.fromkeys(range(0x2500, 0x2580), "+")
    | dict.fromkeys(map(ord, "─━═"), "-")
    | dict.fromkeys(map(ord, "│┃║"), "|")
)
_BARS = "│┃║"
_FEWEST_DRAWN = 4  # lines of a drawn table: two rules, a header, somebody
_SHORTENED = 3  # cells of the longest line, over which lines of unlike lengths may be cut short
_LONGEST_LINE = 16_000_000  # bytes


def sniff(text: str) -> str:
    """Find the delimiter: the one that cuts most lines into the same number of cells."""
    marked = re.match(r"sep=(.)\s*\n", text, re.IGNORECASE)
    if marked:
        return marked.group(1)
    lines = [line for line in text.splitlines() if line.strip()][:SNIFF_LINES]
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
    data = unwrapped(decoded.text)
    head = data[:HEAD].decode("utf-8", errors="ignore")
    drawn = _cut(data, head, cut_drawn) if any(bar in head for bar in BARS) else None
    if heads_several(head.splitlines()):
        drawn = _by_place(data, cut_wrapped)
    if drawn is None and _is_drawn(head):
        data = data.decode("utf-8").translate(_DRAWN).encode("utf-8")
        head = head.translate(_DRAWN)
    delimiter = sniff(head)
    notices = list(decoded.notices)
    frame = _aligned(data, head) if drawn is None and delimiter == "," else drawn
    if frame is None:
        frame = _fast(data, delimiter, limits)
        if frame is not None and _is_broken(data, delimiter, frame):
            frame = None
    if frame is None:
        text = data.replace(b"\r\n", b"\n").decode("utf-8")
        frame, notice = by_record(text, delimiter, limits)
        notices += notice
    return Table(
        name="",
        frame=trimmed(frame),
        file_type="text",
        encoding=decoded.encoding,
        notices=tuple(notices),
    )


def _is_drawn(head: str) -> bool:
    """Whether most lines are drawn from side to side, as query tools do."""
    if not any(bar in head for bar in _BARS):
        return False
    lines = [line.strip() for line in head.splitlines()[:SNIFF_LINES] if line.strip()]
    drawn = [line[0] in _BARS and line[-1] in _BARS and len(line) > 1 for line in lines]
    return len(lines) >= _FEWEST_DRAWN and sum(drawn) > len(lines) / 2


def _aligned(data: bytes, head: str) -> pl.DataFrame | None:
    """Read text whose columns are parted by blanks alone; None where they are not."""
    lines = head.splitlines()[:SNIFF_LINES]
    if 2 * sum("  " in line.strip() for line in lines) < len(lines) or _are_quoted(lines):
        return None
    return _cut(data, head, cut)


def _are_quoted(lines: list[str]) -> bool:
    """Whether lines are cells in quotes: old databases fill them up with blanks."""
    filled = [line.strip() for line in lines if line.strip()]
    return all(line[0] == line[-1] == '"' and line.count('","') for line in filled[:-1] or filled)


def _cut(
    data: bytes, head: str, cutting: Callable[[list[str]], list[list[str]] | None]
) -> pl.DataFrame | None:
    """Read text whose cells are told by their place; None where its first lines are no such."""
    if cutting(head.splitlines()[:SNIFF_LINES]) is None:
        return None
    return _by_place(data, cutting)


def _by_place(
    data: bytes, cutting: Callable[[list[str]], list[list[str]] | None]
) -> pl.DataFrame | None:
    rows = cutting(data.decode("utf-8").splitlines())
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
    if b'"' in data and misquoted(data, delimiter):
        return None
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    first, width = _widths(data[:HEAD], delimiter)
    if width <= limits.columns:
        frame = _columns(data, delimiter, width, first=first)
        if frame is not None and frame.height == lines:
            return as_cells(frame)
    counts = _line_widths(data, delimiter)
    usual, width = int(float(str(counts.quantile(0.99)))) + 1, int(str(counts.max())) + 1
    if width > limits.columns or width > 4 * usual + 20:
        return None
    frame = _columns(data, delimiter, width)
    return as_cells(frame) if frame is not None and frame.height == lines else None


def _is_broken(data: bytes, delimiter: str, frame: pl.DataFrame) -> bool:
    """Whether lines of a text that came out one to one are parts of rows."""
    lines, usual = frame.height, frame.width - 2  # delimiters of a line as wide as the frame
    quoted = 0
    if b'"' in data:
        within = pl.exclude(ROW).str.count_matches(delimiter, literal=True).sum()
        quoted = int(frame.select(pl.sum_horizontal(within)).item())
    if data.count(delimiter.encode()) - quoted == usual * lines:
        return False
    text = _lines(data)
    if b'"' in data:
        text = text.str.replace_all(r'"[^"]*"', "")
    widths = text.str.count_matches(delimiter, literal=True).fill_null(-1) + 1
    if text.len() != lines or not widths.is_between(1, widths.max(), closed="left").any():
        return False
    lasts = text.str.strip_suffix("\r").str.extract(f"([^{re.escape(delimiter)}]*)$", 1)
    return bool(broken(Lines(widths.to_list(), frame["c0"].to_list(), lasts.to_list())))


def _widths(head: bytes, delimiter: str) -> tuple[int, int]:
    """Cells on the first line, and most cells on a line."""
    if b'"' in head:
        lines = head.decode("utf-8", errors="ignore").splitlines()
        widths = [len(record) for record in csv.reader(lines, delimiter=delimiter)]
    else:
        widths = [line.count(delimiter.encode()) + 1 for line in head.split(b"\n")]
    return widths[0], max(widths)


def _lines(data: bytes) -> pl.Series:
    return pl.read_csv(
        data, has_header=False, separator="\x01", quote_char=None, schema={"line": pl.String}
    )["line"]


def _line_widths(data: bytes, delimiter: str) -> pl.Series:
    """Delimiters on every line, quoted ones too."""
    return _lines(data).str.count_matches(delimiter, literal=True).fill_null(0)


def _columns(data: bytes, delimiter: str, width: int, *, first: int = 0) -> pl.DataFrame | None:
    """Read so many columns; None where a line has more or a quote is broken.

    Parameters
    ----------
    first
        Cells on the first line, if that is known: polars takes the number of columns from it.
    """
    whole = first == width > 1
    top = (delimiter * (width - 1)).encode() + b"\n" if width > 1 else b"x\n"
    try:
        frame = pl.read_csv(
            data if whole else top + data,
            has_header=False,
            separator=delimiter,
            quote_char='"' if b'"' in data else None,
            infer_schema=False,
            schema={f"c{i}": pl.String for i in range(width)},
        )
    except pl.exceptions.PolarsError:
        return None
    return frame if whole else frame.slice(1)
