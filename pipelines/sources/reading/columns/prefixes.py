"""Names of columns in a system that begin with their person: `chu1_hoTen`, `chuNgaySinh`."""

from __future__ import annotations

import re

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.columns.standing import person_words, somebody
from pipelines.sources.reading.headers.fold import SEPARATOR, fold
from pipelines.sources.reading.headers.lexicon import Who
from pipelines.sources.reading.headers.meaning import EXACT, NOTHING, Reading, read_header
from pipelines.sources.reading.headers.roles import NAMES, PERSONAL, of_anybody
from pipelines.sources.reading.headers.spelling import parted

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


_JOINTS = re.compile(r"_+|(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z]\d)(?=[A-Za-z])|(?<=[a-z])(?=\d)")


def person_last(source: Source, headers: tuple[str, ...]) -> tuple[str, ...]:
    """Tell the person of a prefix from what is asked, where only that can be understood.

    A prefix before several things that one asks of a person is that person: `chuHoTen` beside
    `chuNgaySinh` is `ho ten chu`, no `chu ho`. It is needed where the prefix is numbered, where
    its columns, read one by one, would be of different people, or where its words hide what is
    asked: `nguoi_tam_tru_ho_ten` is no address.
    """
    groups: dict[str, list[tuple[int, str]]] = {}
    for at, header in enumerate(headers):
        if found := _prefix(source, header):
            groups.setdefault(found[0], []).append((at, found[1]))
    written = list(headers)
    for prefix, columns in groups.items():
        if len(columns) < 2:
            continue
        numbered = prefix[-1].isdigit()
        readings = [read_header(source, headers[at]) for at, _ in columns]
        nobodys = len(columns) >= _LEAST and not somebody(prefix)
        apart = len({r.who is Who.OTHER for r in readings if r.confidence > NOTHING}) > 1
        for (at, asked), reading in zip(columns, readings, strict=True):
            if numbered or apart:
                written[at] = f"{asked} {prefix}"
            elif nobodys and any(r.confidence <= NOTHING for r in readings):
                written[at] = asked  # `ks_ho`, `ks_chu_dem` beside `ks_ngay_sinh`
            elif somebody(prefix) and _hidden(source, asked, reading):
                written[at] = f"{prefix}{SEPARATOR}{asked}"
    return tuple(written)


def _prefix(source: Source, header: str) -> tuple[str, str] | None:
    """Person and what is asked in the name of a column, if the name has a person before."""
    if not header.isascii() or " " in header.strip() or not _JOINTS.search(header):
        return None
    parts = [fold(parted(source, part)) for part in _JOINTS.split(header) if part]
    for at in range(1, len(parts)):
        asked = " ".join(parts[at:])
        if not asked[0].isdigit() and not person_words(asked) and _asks(source, asked):
            return " ".join(parts[:at]), asked
    return None


def _hidden(source: Source, asked: str, reading: Reading) -> bool:
    """Whether a header is read as something else than what stands behind its prefix."""
    field = of_anybody(reading.field)
    return field is not Field.IGNORED and field is not read_header(source, asked).field


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
        and _asks(source, rest := parted(source, match[1]), of="owner")
    }  # fmt: skip
    if len(asked) < 2:
        return headers
    return tuple(
        _of_second(source, asked[at]) if at in asked else header
        for at, header in enumerate(headers)
    )


def _of_second(source: Source, asked: str) -> str:
    """Say what is asked of the second holder; a name may say whose it is: `TEN_CSD`."""
    named = read_header(source, asked, guessing=False).field in NAMES
    return "ten chu 2" if named else f"{fold(asked)} chu 2"


def _asks(source: Source, rest: str, *, of: str | None = None) -> bool:
    """Whether a header, but for a prefix or number, is something asked of a person, or of one."""
    reading = read_header(source, rest, guessing=False)
    sure = reading.confidence >= EXACT or not reading.said or reading.role == of
    return reading.field in PERSONAL - _BOXES and sure


#: Under `nam` and `nữ` stand also years, and men and women themselves.
_BOXES = frozenset({Field.SEX_MALE, Field.SEX_FEMALE})
