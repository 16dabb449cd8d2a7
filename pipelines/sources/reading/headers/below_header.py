"""Rows right below a header that number its columns or say how to fill them in."""

from __future__ import annotations

import re
from itertools import pairwise

from pipelines.sources.reading.headers.fold import fold

#: `(1)`, `A`, `[3]`, `-1`, `1.0`, `Cột 1`, `6=4+5`.
_NUMBERED = re.compile(
    r"^(?i:cột|cot|col\.?|c)?\s*[(\[\-]?\s*(\d{1,2}|[A-Z]|[a-z])(?:\.0)?\s*[)\]\-]?(?:\s*=.*)?$"
)
_IN_BRACKETS = re.compile(r"^[(\[].*[^\W\d_]{2}.*[)\]]$", re.DOTALL)
#: Folded: what forms ask for, `Ghi chữ in hoa`, `dd/mm/yyyy`, `Bắt buộc`, `12 số`, `Nam/Nữ`.
_ASKS = re.compile(
    r"(?:ghi|nhap|dien|chon|danh dau|viet|lay)(?: [a-z]+|$)|(?:khong )?bat buoc|tuy chon|"
    r"d{1,2} m{1,2} y{2,4}|n{1,2} t{1,2} n{2,4}|ngay thang nam$|nam nu$|nam hoac nu|"
    r"dinh dang|kieu |toi da|chu in hoa|"
    r"(?:n?varchar|n?char|text|string|date|datetime|int|integer|number|so nguyen|chuoi)(?: \d+)?$|"
    r"(?:gom |du )?\d{1,3} (?:so|chu so|ky tu)\b"
)
_NEUTRAL = frozenset({"", "so", "x", "chu", "stt"})  # beside what asks, a number or word of its own


def numbered_rows(rows: list[list[str]]) -> int:
    """Rows `(1) (2) (3)` or `A B 1 2` under a header, with those that instruct.

    A row instructs where every cell does: in brackets, or in words with which forms ask. No row
    with a name, date or number does.
    """
    skipped = 0
    for place, row in enumerate(rows):
        if numbers_columns(row):
            return place + 1
        cells = [cell for cell in row if cell]
        if place == skipped and len(cells) > 1 and _instructs(cells):
            skipped = place + 1
    return skipped


def _instructs(cells: list[str]) -> bool:
    if all(map(_IN_BRACKETS.match, cells)):
        return True
    asking = [bool(_IN_BRACKETS.match(cell) or _ASKS.match(fold(cell))) for cell in cells]
    return sum(asking) > 1 and all(
        asks or fold(cell) in _NEUTRAL for asks, cell in zip(asking, cells, strict=True)
    )


def numbers_columns(row: list[str]) -> bool:
    """Whether a row gives every column its number or letter, rising."""
    cells = [cell for cell in row if cell]
    marks = [m.group(1) for cell in cells if (m := _NUMBERED.match(cell))]
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    rising = all(a < b for a, b in pairwise(numbers))
    return len(cells) >= 3 and len(marks) == len(cells) and rising and len(set(marks)) > 2
