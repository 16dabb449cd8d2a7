"""Tables whose columns are drawn with bars, as old programs print them: cut where the bars stand.

A header over several columns has fewer bars than the rows below it, so bars are not counted but
looked for in their places. Lines of a box keep their row, blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

BARS = "│┃║|"
_BAR = re.compile(f"[{BARS}]")
_RULE = re.compile(rf"[\s{BARS}+\-=_─━═┄┈╌┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜]*")
_FEWEST_LINES, _FEWEST_BARS = 4, 2
_FITTING = 0.9  # share of the lines with bars whose bars stand in the table's places
_TALLEST = 4  # lines of a cell that is ruled off from the next
_FEWEST_RECORDS = 4

Row = list[str]


def cut_drawn(lines: Sequence[str]) -> list[Row] | None:
    """Cut lines into cells, one row a line; None where bars do not stand below each other."""
    places = [tuple(m.start() for m in _BAR.finditer(line)) for line in lines]
    ruled = [bool(_RULE.fullmatch(line)) for line in lines]
    barred = [
        set(at) for at, rule in zip(places, ruled, strict=True)
        if not rule and len(at) >= _FEWEST_BARS
    ]  # fmt: skip
    usual = Counter(tuple(sorted(at)) for at in barred).most_common(1)
    if not usual or len(barred) < max(_FEWEST_LINES, len(lines) // 3):
        return None
    bars, count = usual[0]
    own = set(bars)
    if 2 * count < len(barred) or sum(at <= own for at in barred) < _FITTING * len(barred):
        return None
    rows = []
    for line, at, rule in zip(lines, places, ruled, strict=True):
        if rule:
            rows.append([""])
        elif at and own.issuperset(at):
            rows.append(_cells(line, at, bars))
        elif len(at) == len(bars):  # a cell wider than its column
            rows.append([cell.strip() for cell in _BAR.split(line)])
        else:
            rows.append([line.strip()])
    inside = [len(row) > 1 for row in rows]
    return _joined(_header_together(_without_frame(rows), inside), inside, ruled)


def _cells(line: str, at: tuple[int, ...], bars: tuple[int, ...]) -> Row:
    """Put what stands between two bars into the first of the columns that it spans."""
    row = [""] * (len(bars) + 1)
    for start, end in zip((-1, *at), (*at, len(line)), strict=True):
        column = 0 if start < 0 else bars.index(start) + 1
        row[column] = line[start + 1 : end].strip()
    return row


def _without_frame(rows: list[Row]) -> list[Row]:
    """Leave out the blank columns outside of a box."""
    cut = [row for row in rows if len(row) > 1]
    first = all(not row[0] for row in cut)
    last = all(not row[-1] for row in cut)
    return [row[first : len(row) - last] if len(row) > 1 else row for row in rows]


def _header_together(rows: list[Row], inside: list[bool]) -> list[Row]:
    """Move lines drawn between the rows of a header above it: its rows belong together."""
    start = next(at for at, is_inside in enumerate(inside) if is_inside)
    end = start
    while end < len(rows) and not any(map(_told, rows[end])):
        end += 1
    header = [at for at in range(start, end) if inside[at]]
    if not header:
        return rows
    block = range(start, header[-1] + 1)
    blank = [at for at in block if not inside[at]]
    moved = [rows[at] for at in (*blank, *header)]
    inside[start : header[-1] + 1] = [inside[at] for at in (*blank, *header)]
    return [*rows[:start], *moved, *rows[header[-1] + 1 :]]


def _told(cell: str) -> bool:
    """Whether a cell has a digit, as some cell of nearly every row of data has."""
    return any(map(str.isdecimal, cell))


def _joined(rows: list[Row], inside: list[bool], ruled: list[bool]) -> list[Row]:
    """Join the lines of rows of which each is ruled off from the next, in the first of them."""
    records = [
        [at for at, _, _ in run]
        for (is_inside, _), run in groupby(
            zip(range(len(rows)), inside, ruled, strict=True), lambda line: line[1:]
        )
        if is_inside
    ]
    told = [r for r in records if any(_told(cell) for at in r for cell in rows[at])]
    ruled_off = len(told) >= _FEWEST_RECORDS and all(
        len(record) <= _TALLEST and not any(rows[at][0] for at in record[1:]) for record in told
    )
    if not ruled_off:
        return rows
    whole = list(rows)
    for record in told:
        lines = zip(*(rows[at] for at in record), strict=True)
        whole[record[0]] = [" ".join(filter(None, parts)) for parts in lines]
        for at in record[1:]:
            whole[at] = [""]
    return whole
