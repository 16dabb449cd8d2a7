"""Tables of dBASE and FoxPro (.dbf), as old systems of insurance and land keep their lists.

Source: the file structure of dBASE III to 5 and Visual FoxPro. Letters are bytes of whatever font
the system had; the columns settle which.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Callable

from pipelines.sources.reading.files.table import Table, from_rows
from pipelines.sources.reading.limits import ReadLimits, RefusedError
from pipelines.sources.reading.sheet import Notice

_VERSIONS = bytes.fromhex("02 03 04 05 30 31 32 43 63 83 8b 8e f5")
_FIELD = 32  # bytes that describe a field, and the file before the first
_END = 0x0D
_DAY_ONE = 1_721_425  # Julian day of 1 January of year 1


def is_dbf(head: bytes) -> bool:
    """Whether a file begins as a table of dBASE: version, a day, fields up to their end."""
    if len(head) < 2 * _FIELD + 1 or head[0] not in _VERSIONS:
        return False
    _, month, day, _, header, record = struct.unpack_from("<BBBIHH", head, 1)
    ends = [at for at in range(_FIELD, min(len(head), header), _FIELD) if head[at] == _END]
    return 1 <= month <= 12 and 1 <= day <= 31 and record > 1 and bool(ends) and ends[0] > _FIELD


def read_dbf(raw: bytes, limits: ReadLimits) -> list[Table]:
    """Read the records of a table; those marked as deleted are left out, with a notice.

    Raises
    ------
    RefusedError
        It is broken or too large.
    """
    count, start, size = struct.unpack_from("<IHH", raw, 4)
    fields = _fields(raw)
    if sum(width for _, _, width in fields) + 1 > size:
        raise RefusedError("Tệp .dbf hỏng: độ dài bản ghi không khớp; đề nghị xuất lại.")
    held = min(count, (len(raw) - start) // size)
    if held * len(fields) > limits.cells:
        raise RefusedError("Bảng quá lớn; đề nghị chia nhỏ rồi gửi lại.")
    text = raw.decode("latin-1")
    encoding = "8-bit"
    rows: list[list[str | None]] = [[name for name, _, _ in fields]]
    deleted = 0
    for at in range(start, start + held * size, size):
        if text[at] == "*":
            deleted += 1
            continue
        place, row = at + 1, []
        for _, kind, width in fields:
            row.append(_value(kind, raw[place : place + width]))
            place += width
        rows.append(row)
    notices = [Notice("dbase", 1, "Tệp là bảng dBASE/FoxPro (.dbf).")]
    if deleted:
        notices.append(Notice("deleted_rows", deleted, f"Bỏ {deleted} bản ghi đã đánh dấu xóa."))
    if held < count:
        message = f"Tệp thiếu {count - held} bản ghi so với số ghi ở đầu tệp; có thể đã bị cắt."
        notices.append(Notice("truncated", count - held, message))
    if any(kind in "MGP" for _, kind, _ in fields):
        message = "Trường ghi chú (memo) nằm ở tệp .dbt/.fpt riêng nên không được đọc."
        notices.append(Notice("memo_fields", 1, message))
    return [Table("", from_rows(rows, limits), "dbf", encoding, notices=tuple(notices))]


def _fields(raw: bytes) -> list[tuple[str, str, int]]:
    """Name, type and width of every field."""
    found = []
    at = _FIELD
    while at + _FIELD <= len(raw) and raw[at] != _END:
        name = raw[at : at + 11].split(b"\0", 1)[0].decode("latin-1").strip()
        kind, width = chr(raw[at + 11]), raw[at + 16]
        if kind == "C":
            width += raw[at + 17] << 8  # FoxPro's long texts
        found.append((name, kind, width))
        at += _FIELD
    return found


def _value(kind: str, data: bytes) -> str | None:
    special = _BINARY.get(kind) if len(data) in (4, 8) else None
    if special:
        return special(data)
    if kind in "MGP0":
        return None
    text = _text(data).strip(" \0")
    if kind == "D" and len(text) == 8 and text.isdecimal():
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if kind == "L":
        return {"t": "T", "y": "T", "f": "F", "n": "F"}.get(text.lower())
    return text or None


def _text(data: bytes) -> str:
    """Letters of a cell: UTF-8 where they are, else shown byte by byte."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _moment(data: bytes) -> str | None:
    day, clock = struct.unpack("<ii", data)
    if not 1 <= day - _DAY_ONE < 3_000_000:
        return None
    at = dt.datetime.fromordinal(day - _DAY_ONE + 1) + dt.timedelta(milliseconds=clock)
    return at.isoformat(" ", "seconds")


def _double(data: bytes) -> str:
    number: float = struct.unpack("<d", data)[0]
    return str(int(number)) if number.is_integer() else str(number)


_BINARY: dict[str, Callable[[bytes], str | None]] = {
    "I": lambda data: str(int.from_bytes(data, "little", signed=True)),
    "T": _moment,
    "@": _moment,
    "B": lambda data: _double(data) if len(data) == 8 else None,
}
