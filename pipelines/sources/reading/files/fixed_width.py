"""Text whose columns are parted by blanks alone, as old programs print and as people type.

A column ends where every line of the table is blank, so an empty cell stays in its place. Lines
that do not fit, titles and footers, are read as one cell. Query tools of databases draw a line of
dashes under the header, which tells the columns also where one blank parts them. A header may
stretch over several columns: it stands in the first of them, and what parts them in the row below.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import compress

_GAP = re.compile(r" {2,}|\t")
_TEXT = re.compile(r"\S+(?: \S+)*")
_DIGIT = re.compile(r"\d")
_FEWEST_CELLS, _FEWEST_LINES = 3, 3
_RULED = re.compile(r"-+(?: -+){2,}")
_HEAD = 40  # lines among which a line of dashes is looked for
_FITTING = 0.9  # share of the table's lines that are cut where their own gaps are


def cut(lines: list[str]) -> list[list[str]] | None:
    """Cut lines into cells, one row a line; None where the text is no such table."""
    expanded = [line.rstrip("\r\n").expandtabs() for line in lines]
    ruled = _ruled(expanded)
    if ruled:
        return ruled
    parted = [_GAP.split(line.strip()) for line in expanded]
    widest = Counter(len(cells) for cells in parted if len(cells) >= _FEWEST_CELLS)
    if sum(widest.values()) < max(_FEWEST_LINES, len(lines) / 2):
        return None
    usual = max(widest, key=lambda n: (widest[n], n))
    inside = [usual - 1 <= len(cells) <= usual for cells in parted]
    edges = _edges(list(compress(expanded, inside)))
    told = list(compress(expanded, map(_tells, expanded, inside)))
    finer = _edges(told) if len(told) >= _FEWEST_LINES else []
    if len(finer) > len(edges):
        edges = finer
    columns = _columns(told or expanded, edges)
    rows = [_row(line, edges) for line in expanded]
    fits = [[c for c in row if c] == cells for row, cells in zip(rows, parted, strict=True)]
    for at, line in enumerate(expanded):
        if not fits[at] and (header := _over_columns(line, columns)):
            rows[at], fits[at] = header, True
    good, of_table = sum(compress(fits, inside)), list(compress(rows, inside))
    commas = sum(cell.startswith(",") or cell.endswith(",") for row in of_table for cell in row)
    if len(edges) < _FEWEST_CELLS or good < _FITTING * len(of_table) or commas > len(of_table):
        return None
    return [
        row if fit else [line.strip()] for row, fit, line in zip(rows, fits, expanded, strict=True)
    ]


def _ruled(lines: list[str]) -> list[list[str]] | None:
    """Cut lines where a line of dashes does; None where there is none, or lines do not keep to it.

    The line itself stays, empty: rows keep their numbers.
    """
    at = next((i for i, line in enumerate(lines[:_HEAD]) if _RULED.fullmatch(line.strip())), None)
    if not at:
        return None
    edges = [match.start() for match in re.finditer(r"-+", lines[at])]
    gaps = [edge - 1 for edge in edges[1:]]
    columns = [match.span() for match in re.finditer(r"-+", lines[at])]
    wide = [_tells(line, len(line) > gaps[1]) for line in lines]
    fits = [
        len(line) > gaps[1] and not any(line[gap : gap + 1].strip() for gap in gaps)
        for line in lines
    ]
    below = slice(at + 1, None)
    if sum(wide[below]) < _FEWEST_LINES or sum(compress(fits[below], wide[below])) < _FITTING * sum(
        wide[below]
    ):
        return None
    rows = [
        _row(line, edges) if fit else _over_columns(line, columns) or [line.strip()]
        for line, fit in zip(lines, fits, strict=True)
    ]
    rows[at] = [""]
    return rows


def _tells(line: str, inside: bool) -> bool:
    """Whether a line of the table has a digit, as rows of data have and headers have not."""
    return inside and _DIGIT.search(line) is not None


def _columns(table: list[str], edges: list[int]) -> list[tuple[int, int]]:
    """Places between which the cells of each column stand."""
    ends = [*edges[1:], max(map(len, table))]
    return [
        (start, max(start + len(line[start:end].rstrip()) for line in table))
        for start, end in zip(edges, ends, strict=True)
    ]


def _over_columns(line: str, columns: list[tuple[int, int]]) -> list[str] | None:
    """Put each text of a header into the first of the columns over which it stands.

    None where the line has a digit, where a text stands over none, and where two share one.
    """
    texts = list(_TEXT.finditer(line))
    if len(texts) < _FEWEST_CELLS or _DIGIT.search(line):
        return None
    row = [""] * len(columns)
    for text in texts:
        under = [i for i, (a, b) in enumerate(columns) if text.start() < b and a < text.end()]
        if not under or row[under[0]]:
            return None
        row[under[0]] = text.group()
    return row


def _edges(table: list[str]) -> list[int]:
    """Places at which columns begin: after two blanks in all lines, or more."""
    width = max(map(len, table))
    filled = [any(len(line) > at and line[at] != " " for line in table) for at in range(width)]
    return [at for at in range(width) if filled[at] and not any(filled[max(0, at - 2) : at])]


def _row(line: str, edges: list[int]) -> list[str]:
    ends = [*edges[1:], len(line)]
    return [line[start:end].strip() for start, end in zip(edges, ends, strict=True)]
