"""Names of columns in a system that begin with their person: `chu1_hoTen`, `chuNgaySinh`."""

from __future__ import annotations

import re

from pipelines.sources.declaration import Source
from pipelines.sources.reading.fold import SEPARATOR, fold
from pipelines.sources.reading.lexicon import Who
from pipelines.sources.reading.meaning import EXACT, NOTHING, read_header
from pipelines.sources.reading.roles import PERSONAL
from pipelines.sources.reading.spelling import parted

_LEAST = 3  # columns that a title stands over


def without_title(headers: tuple[str, ...]) -> tuple[str, ...]:
    """Leave the rows away that stand over all columns: a title, which names no person of the row.

    `DANH SÁCH HỌC SINH - GVCN: … / Họ tên` is `Họ tên`.
    """
    while True:
        parts = [header.split(SEPARATOR, 1) for header in headers if header]
        tops = {part[0] for part in parts}
        if len(parts) < _LEAST or len(tops) > 1 or any(len(part) == 1 for part in parts):
            return headers
        headers = tuple(header.split(SEPARATOR, 1)[-1] for header in headers)


_SYSTEM = re.compile(r"^([a-z]+?)(\d?)(?:_(?=[a-zA-Z])|(?=[A-Z][a-z]))([A-Za-z_]+)$")


def person_last(source: Source, headers: tuple[str, ...]) -> tuple[str, ...]:
    """Write the person of a prefix behind what is asked, where only that can be understood.

    A prefix before several things that one asks of a person is that person: `chuHoTen` beside
    `chuNgaySinh` is `ho ten chu`, no `chu ho`. It is needed where the prefix is numbered, or where
    its columns, read one by one, would be of different people.
    """
    groups: dict[str, list[tuple[int, str]]] = {}
    for at, header in enumerate(headers):
        if (found := _SYSTEM.match(header)) and _asks(source, found[3]):
            groups.setdefault(f"{found[1]} {found[2]}".strip(), []).append((at, found[3]))
    written = list(headers)
    for prefix, columns in groups.items():
        if len(columns) < 2:
            continue
        numbered = prefix[-1].isdigit()
        readings = [read_header(source, headers[at]) for at, _ in columns]
        apart = len({r.who is Who.OTHER for r in readings if r.confidence > NOTHING}) > 1
        if numbered or apart:
            for at, asked in columns:
                written[at] = f"{fold(asked)} {prefix}"
    return tuple(written)


_SECOND = re.compile(r"^(.*[A-Za-z])_?2$")


def second_owner(source: Source, headers: tuple[str, ...]) -> tuple[str, ...]:
    """Tell the columns of a second holder by the numbers that a system puts behind their names.

    `NAMSINH2` beside `NAMSINH` is that of `TENCHU2`, if there is a second person in a row.
    """
    if all(person.role != "co_owner" for person in source.persons):
        return headers
    first = {re.sub(r"_?1$", "", header.lower()) for header in headers}
    asked = {
        at: rest
        for at, header in enumerate(headers)
        if (match := _SECOND.match(header)) and match[1].lower() in first
        and _asks(source, rest := parted(source, match[1]))
    }  # fmt: skip
    if len(asked) < 2:
        return headers
    return tuple(
        f"{fold(asked[at])} chu 2" if at in asked else header for at, header in enumerate(headers)
    )


def _asks(source: Source, rest: str) -> bool:
    """Whether what follows a prefix is by itself something asked of a person."""
    reading = read_header(source, rest, guessing=False)
    return reading.field in PERSONAL and (reading.confidence >= EXACT or not reading.said)
