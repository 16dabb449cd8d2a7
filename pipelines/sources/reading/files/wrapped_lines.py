"""Rows that query tools print on several lines, each below a line of dashes of its own.

SQL*Plus wraps what is wider than its page: the headers stand one below the other, each over its
dashes, and every record has as many lines, with a blank one behind (SET RECSEP WRAPPED).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_DASHES = re.compile(r"\s*-+(?: +-+)*\s*")
_HEAD = 40  # lines among which the headers are looked for
_FEWEST = 3  # records

Row = list[str]


def heads_several(lines: Sequence[str]) -> bool:
    """Whether a text begins with several headers, each over its dashes."""
    return _header(lines) is not None


def cut_wrapped(lines: Sequence[str]) -> list[Row] | None:
    """Cut lines into cells, a record in the row of its first line; None where they are no such.

    Every record must have all of its lines: nothing tells which one is left out.
    """
    header = _header(lines)
    if header is None:
        return None
    start, columns = header
    headers = [line.rstrip() for line in lines[start : start + 2 * len(columns)]]
    rows: list[Row] = [[line.strip()] for line in lines]
    records = 0
    at = start
    for first, end in _blocks(lines, start):
        at = first
        while [line.rstrip() for line in lines[at : at + len(headers)]] == headers:
            _put(rows, at, len(headers), _cells(headers[::2], columns))
            at += len(headers)
        if end - at == len(columns):
            _put(rows, at, end - at, _cells(lines[at:end], columns))
            records += 1
        elif end > at and (end - at > 1 or end < len(lines) - _HEAD):
            return None
    return rows if records >= _FEWEST else None


def _header(lines: Sequence[str]) -> tuple[int, list[list[int]]] | None:
    """First line of the headers, and places at which the columns of each line of a record begin."""
    ruled = [bool(_DASHES.fullmatch(line)) for line in lines[:_HEAD]]
    if True not in ruled:
        return None
    start = ruled.index(True) - 1
    columns: list[list[int]] = []
    at = start + 1
    while start >= 0 and at < len(ruled) and ruled[at] and lines[at - 1].strip():
        columns.append([match.start() for match in re.finditer(r"-+", lines[at])])
        at += 2
    return (start, columns) if len(columns) > 1 else None


def _blocks(lines: Sequence[str], start: int) -> list[tuple[int, int]]:
    """List the runs of lines between blank ones, from a line on."""
    blank = [at for at, line in enumerate(lines) if at >= start and not line.strip()]
    edges = [start - 1, *blank, len(lines)]
    return [(a + 1, b) for a, b in pairwise(edges) if b - a > 1]


def _cells(lines: Sequence[str], columns: list[list[int]]) -> Row:
    """Cut the lines of one record where the dashes begin."""
    return [
        line[start:end].strip()
        for line, starts in zip(lines, columns, strict=True)
        for start, end in pairwise([*starts, None])
    ]


def _put(rows: list[Row], at: int, lines: int, cells: Row) -> None:
    """Write a record into the row of its first line; those of the others are left blank."""
    rows[at : at + lines] = [cells, *([""] for _ in range(lines - 1))]
