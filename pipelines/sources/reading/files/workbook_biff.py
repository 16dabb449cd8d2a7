"""Whether an old workbook (.xls) can be opened without end: its container and its cells.

The container is a small file system whose chains of sectors a damaged file may close to a ring:
read on, they fill any memory. And a sheet has 256 columns and 65,536 rows, but a record may name
column 60,000: a few thousand bytes would be laid out as billions of cells. Sources: [MS-CFB] 2.3
and 2.6 for the chains, [MS-XLS] 2.4 for the records.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import olefile

_STREAMS = ("Workbook", "Book")  # of BIFF8, and of BIFF5
_COLUMNS, _ROWS = 256, 65_536
_DIMENSIONS, _ENCRYPTED = 0x0200, 0x002F
#: Records of one cell each: row and column stand first.
_CELL = frozenset({0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
#: Records of several cells of a row: the last column stands last.
_CELLS = frozenset({0x00BD, 0x00BE})
_HEADER, _SHORT, _EXTENT = struct.Struct("<HH"), struct.Struct("<H"), struct.Struct("<IIHH")


def bounded(source: Path | bytes) -> bool:
    """Whether the chains of an .xls end, and all of its cells lie where a sheet can have them.

    What is no such container is for the reader to refuse.
    """
    origin = io.BytesIO(source) if isinstance(source, bytes) else source
    if not olefile.isOleFile(origin):
        return True
    try:
        with olefile.OleFileIO(origin) as file:
            if not _chains_end(file):
                return False
            streams = [file.openstream(n).read() for n in _STREAMS if file.exists(n)]
    except (OSError, ValueError, struct.error, IndexError, TypeError):
        return False  # too damaged to be looked at
    return bool(streams) and all(map(_within, streams))


def _chains_end(file: Any) -> bool:
    entries = [entry for entry in file.direntries if entry is not None]
    small = [e.isectStart for e in entries if e.size < file.minisectorcutoff and e is not file.root]
    large = [e.isectStart for e in entries if e.isectStart not in small]
    starts = [file.first_dir_sector, file.first_mini_fat_sector, *large]
    if not all(_ends(file.fat, start) for start in starts):
        return False
    file.loadminifat()
    return all(_ends(file.minifat, start) for start in small)


def _ends(following: Sequence[int], sector: int) -> bool:
    for _ in range(len(following) + 1):
        if sector >= len(following):
            return True  # the mark of an end, or of nothing
        sector = following[sector]
    return False


def _within(stream: bytes) -> bool:
    at, end = 0, len(stream)
    while at + _HEADER.size <= end:
        kind, size = _HEADER.unpack_from(stream, at)
        at += _HEADER.size
        if kind == _ENCRYPTED or at + size > end:
            return True
        if _last_column(stream, kind, at, size) >= _COLUMNS:
            return False
        if kind == _DIMENSIONS and size >= _EXTENT.size:
            _, rows, _, columns = _EXTENT.unpack_from(stream, at)
            if rows > _ROWS or columns > _COLUMNS:
                return False
        at += size
    return True


def _last_column(stream: bytes, kind: int, at: int, size: int) -> int:
    """Last column that a record names; 0 where it names none."""
    columns = []
    if kind in _CELL | _CELLS and size >= 4:
        columns.append(at + 2)
    if kind in _CELLS and size >= 6:
        columns.append(at + size - 2)
    return max((_SHORT.unpack_from(stream, place)[0] for place in columns), default=0)
