"""Text whose quotes or lines do not add up, record by record: no line is lost or merged unseen."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable

import numpy as np
import polars as pl

from pipelines.sources.reading.files.broken_lines import Lines, broken, joined
from pipelines.sources.reading.files.table import laid_out
from pipelines.sources.reading.limits import ReadLimits, RefusedError
from pipelines.sources.reading.sheet import Notice

csv.field_size_limit(2**31 - 1)  # a long cell is cut later, with a word

#: Lines and bytes at the beginning of a file by which its form is known.
SNIFF_LINES = 400
HEAD = 200_000
#: One cell, quoted or plain, and what ends it.
_CELL = r'(?:"((?:[^"]|"")*)"(?={0}|$)|((?:(?!{0}).)*))({0}|$)'
#: Fewer cells a row do not tell a row from a part of one.
_FEWEST_CELLS = 3
_MOSTLY = 0.5  # share of the records that tell how the others are
_TOLD = 5  # row numbers in a notice
_LONGEST_RECORD = 60  # lines in one quoted cell before the quote is taken for a stray one
_EQUALS = re.compile(rb'(^|[,;\t|])="([^"\r\n]*)"(?=[,;\t|\r\n]|$)', re.MULTILINE)


def unwrapped(data: bytes) -> bytes:
    """Take what only keeps a spreadsheet from changing cells or lines: `="068…"`, `"a,b,c"`.

    Lines are unwrapped where each is one cell in quotes that holds a line of cells.
    """
    if b"=" in data and b'="' in data:  # one byte is found many times faster than two
        data = _EQUALS.sub(rb'\1"\2"', data)
    if not data.startswith(b'"'):
        return data
    start = data[:HEAD].decode("utf-8", errors="ignore").splitlines()[:SNIFF_LINES]
    head = [line for line in start[:-1] or start if line.strip()]
    if not all(map(_wrapped, head)):
        return data
    inner = [line.strip()[1:-1].replace('""', '"') for line in data.decode("utf-8").splitlines()]
    return "\n".join([*inner, ""]).encode("utf-8")


def misquoted(data: bytes, delimiter: str) -> bool:
    """Whether a quote opens a cell on some line and the next one closes none."""
    if _quotes_alternate(data, delimiter):
        return False
    mark = re.escape(delimiter)
    pattern = rf'(?m)(?:^|{mark})"(?:[^"\n]|"")*"[^"{mark}\r\n]'
    text = pl.Series([data], dtype=pl.Binary).cast(pl.String)  # one search: no line is made a cell
    return bool(text.str.contains(pattern)[0])


def _wrapped(line: str) -> bool:
    """Whether a line is one cell in quotes that holds a line of cells."""
    line = line.strip()
    inner = line[1:-1].replace('""', "")
    closed = len(line) > 1 and line[0] == line[-1] == '"' and '"' not in inner
    return closed and any(inner.count(d) > 1 for d in ",;\t|")


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
    may_follow = np.zeros(256, bool)
    may_follow[np.frombuffer(f'{delimiter}"\r\n'.encode(), np.uint8)] = True
    return quotes.size % 2 == 0 and not begins.any() and bool(may_follow[behind].all())


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
    head = [r for r in csv.reader(lines[:SNIFF_LINES], delimiter=delimiter) if len(r) > 1]
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
    widths = Counter(len(_cut(line, cells)) for line in lines[:SNIFF_LINES])
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


def by_record(text: str, delimiter: str, limits: ReadLimits) -> tuple[pl.DataFrame, list[Notice]]:
    """Read with Python's csv: cells over several lines, stray quotes, lines of any width."""
    records, stray = _records(text, delimiter)
    firsts, lasts = ([r[at] if r else None for r in records] for at in (0, -1))
    records, notices = joined(records, broken(Lines([*map(len, records)], firsts, lasts)))
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
    return laid_out(records, max(1, width)), notices
