"""Zip files: their members, within limits, never outside memory."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from pipelines.sources.reading.limits import Deadline, ReadLimits, RefusedError

#: What Python's zip reader raises on broken or unusual archives.
BROKEN = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError,
    NotImplementedError,
)  # fmt: skip
_NOISE = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_CHUNK = 1 << 20


def check_directory(book: zipfile.ZipFile, limits: ReadLimits) -> None:
    """Refuse a zip that promises more than a file may hold.

    Raises
    ------
    RefusedError
        Too many members, too large, or packed suspiciously tight.
    """
    members = book.infolist()
    if len(members) > limits.members:
        raise RefusedError(f"Tệp nén chứa {len(members)} tệp, quá giới hạn {limits.members}.")
    total = sum(info.file_size for info in members)
    if total > limits.unpacked_bytes:
        raise RefusedError("Tệp nén giải ra quá lớn; không đọc.")
    for info in members:
        large = info.file_size > limits.ratio_floor
        if large and info.file_size > limits.ratio * max(1, info.compress_size):
            raise RefusedError("Tệp nén có tỷ lệ nén bất thường (bom nén); không đọc.")


def open_zip(source: Path | bytes) -> zipfile.ZipFile:
    """Open a zip.

    Raises
    ------
    RefusedError
        It is broken.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except BROKEN:
        raise RefusedError("Tệp nén hỏng, không mở được.") from None


def outside(name: str) -> bool:
    """Whether a member's name points out of the archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0] if path.parts else True


def members(
    source: Path | bytes, limits: ReadLimits, deadline: Deadline
) -> Iterator[tuple[str, bytes | RefusedError]]:
    """Unpack a zip member by member, sorted by name; a bad one gives its reason.

    Raises
    ------
    RefusedError
        The whole archive is beyond a limit or broken.
    """
    with open_zip(source) as book:
        check_directory(book, limits)
        left = limits.unpacked_bytes
        for info in sorted(book.infolist(), key=lambda info: info.filename):
            if info.is_dir() or any(noise in info.filename for noise in _NOISE):
                continue
            name = _name(info)
            if outside(name):
                yield name, RefusedError("Tệp nén có tệp trỏ ra ngoài thư mục; không đọc.")
                continue
            try:
                data = unpack(book, info, left, deadline)
            except RefusedError as error:
                yield name, error
                continue
            left -= len(data)
            yield name, data


def _name(info: zipfile.ZipInfo) -> str:
    """Name of a member; old Windows tools write it in UTF-8 or cp1258 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return info.filename


def gunzip(source: Path | bytes, limits: ReadLimits, deadline: Deadline) -> bytes:
    """Unpack a file that gzip packed.

    Raises
    ------
    RefusedError
        It is broken or too large.
    """
    packed = source if isinstance(source, bytes) else source.read_bytes()
    most = min(limits.unpacked_bytes, max(limits.ratio_floor, int(limits.ratio * len(packed))))
    try:
        with gzip.open(io.BytesIO(packed)) as part:
            return _held(part, most, deadline)
    except BROKEN:
        raise RefusedError("Tệp nén gzip hỏng, không giải được.") from None


def unpack(book: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, deadline: Deadline) -> bytes:
    """Unpack one member, up to so many bytes.

    Raises
    ------
    RefusedError
        It has a password, is broken or too large.
    """
    if info.flag_bits & 0x1:
        raise RefusedError("Tệp nén có mật khẩu; đề nghị gỡ mật khẩu rồi gửi lại.")
    try:
        with book.open(info) as part:
            return _held(part, left, deadline)
    except BROKEN:
        raise RefusedError("Tệp trong gói nén hỏng, không giải được.") from None


def _held(part: IO[bytes] | gzip.GzipFile, most: int, deadline: Deadline) -> bytes:
    """Take what unpacks, up to so many bytes."""
    held = io.BytesIO()
    while chunk := part.read(_CHUNK):
        deadline.check()
        held.write(chunk)
        if held.tell() > most:
            raise RefusedError("Tệp nén giải ra quá lớn; không đọc.")
    return held.getvalue()
