"""Text whose columns are parted by blanks alone, as old programs print and as people type.

A column ends where every line of the table is blank, so an empty cell stays in its place. Lines
that do not fit, titles and footers, are read as one cell.
"""

from __future__ import annotations

import re
from collections import Counter

_GAP = re.compile(r" {2,}|\t")
_FEWEST_CELLS, _FEWEST_LINES = 3, 3
_FITTING = 0.9  # share of the table's lines that are cut where their own gaps are


def cut(lines: list[str]) -> list[list[str]] | None:
    """Cut lines into cells, one row a line; None where the text is no such table."""
    expanded = [line.rstrip("\r\n").expandtabs() for line in lines]
    cells = [len(_GAP.split(line.strip())) for line in expanded]
    widest = Counter(n for n in cells if n >= _FEWEST_CELLS)
    if sum(widest.values()) < max(_FEWEST_LINES, len([n for n in cells if n]) / 2):
        return None
    usual = max(widest, key=lambda n: (widest[n], n))
    table = [line for line, n in zip(expanded, cells, strict=True) if usual - 1 <= n <= usual]
    edges = _edges(table)
    rows = [_row(line, edges) for line in table]
    good = sum(
        [cell for cell in row if cell] == _GAP.split(line.strip())
        for row, line in zip(rows, table, strict=True)
    )
    commas = sum(cell.startswith(",") or cell.endswith(",") for row in rows for cell in row)
    if len(edges) < _FEWEST_CELLS or good < _FITTING * len(table) or commas > len(table):
        return None
    return [
        row if [c for c in row if c] == _GAP.split(line.strip()) else [line.strip()]
        for line, row in ((line, _row(line, edges)) for line in expanded)
    ]


def _edges(table: list[str]) -> list[int]:
    """Places at which columns begin: after two blanks in all lines, or more."""
    width = max(map(len, table))
    filled = [any(len(line) > at and line[at] != " " for line in table) for at in range(width)]
    return [at for at in range(width) if filled[at] and not any(filled[max(0, at - 2) : at])]


def _row(line: str, edges: list[int]) -> list[str]:
    ends = [*edges[1:], len(line)]
    return [line[start:end].strip() for start, end in zip(edges, ends, strict=True)]
