"""Bounds on what one file may cost, and the way a file is turned down."""

from __future__ import annotations

import time
from dataclasses import dataclass


class RefusedError(Exception):
    """A file that is not read; the message is for the officer, in Vietnamese."""


@dataclass(frozen=True)
class ReadLimits:
    """How much one file may ask for. Sizes in bytes.

    Attributes
    ----------
    file_bytes
        Size of a file on disk.
    unpacked_bytes
        Sum of what a zip, or a workbook (which is one), unpacks to.
    ratio
        Unpacked over packed size of a zip member larger than `ratio_floor`.
    members
        Files in a zip.
    depth
        Zips within zips.
    cells, columns
        Size of a sheet as a full rectangle.
    cell_chars
        Longest cell that is kept whole in `fields`; longer ones are cut there, with a notice.
    seconds
        Time for one file, checked between steps; each step is bounded by the sizes above.
    """

    file_bytes: int = 2_000_000_000
    unpacked_bytes: int = 4_000_000_000
    ratio: float = 250.0
    ratio_floor: int = 20_000_000
    members: int = 2_000
    depth: int = 2
    cells: int = 60_000_000
    columns: int = 1_000
    cell_chars: int = 2_000
    seconds: float = 300.0


DEFAULT_LIMITS = ReadLimits()


class Deadline:
    """Stops a file that takes too long."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def check(self) -> None:
        """Refuse the file once its time is over."""
        if time.monotonic() > self._until:
            raise RefusedError("Tệp đọc quá lâu nên đã dừng; đề nghị chia nhỏ tệp rồi gửi lại.")
