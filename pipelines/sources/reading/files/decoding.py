"""Which bytes of a text file are which letters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from pipelines.sources.reading.limits import RefusedError
from pipelines.sources.reading.sheet import Notice

_BLOCK = 1 << 20  # bytes that are looked at together


@dataclass(frozen=True)
class Text:
    """Text of a file and how it was decoded."""

    text: bytes  # UTF-8
    encoding: str
    notices: tuple[Notice, ...] = ()


def _keep_byte(error: UnicodeError) -> tuple[str, int]:
    """Show a byte that is no UTF-8 as Latin-1 does: it can still be repaired by column."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("doisoat.keep_byte", _keep_byte)


def _wide(raw: bytes) -> str | None:
    """Name of a two- or four-byte encoding, by its mark or by where its zeros are."""
    for mark, name in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            return name
    head = raw[:4000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.3 * len(head) / 2 and even < odd / 10:
        return "utf-16-le"
    if even > 0.3 * len(head) / 2 and odd < even / 10:
        return "utf-16-be"
    return None


def to_text(raw: bytes) -> Text:
    """Decode a file to UTF-8; one-byte encodings stay shown as Latin-1, for the columns to settle.

    Raises
    ------
    RefusedError
        The bytes are no text.
    """
    wide = _wide(raw)
    notices: list[Notice] = []
    if wide:
        text = raw.decode(wide, errors="replace").lstrip("\ufeff")
        encoding, data = wide.upper()[:6], text.encode("utf-8", errors="replace")
    elif raw.startswith(codecs.BOM_UTF8):
        encoding, data = "UTF-8", raw[3:]
    else:
        encoding, data = "UTF-8", raw
    zeros = data.count(0) if b"\0" in data else 0
    if zeros > 0.05 * len(data):
        raise RefusedError("Tệp không phải văn bản: chứa nhiều byte rỗng (NUL).")
    if zeros:
        data = data.replace(b"\0", b"")
        notices.append(Notice("nul_bytes", zeros, f"Đã bỏ {zeros} byte rỗng (NUL) trong tệp."))
    if not _is_utf8(data):
        data, encoding, notice = _one_byte(data)
        notices += notice
    return Text(_line_ends(data), encoding, tuple(notices))


def _is_utf8(data: bytes) -> bool:
    """Check without making Python's text, or another copy, of a large file."""
    return all(map(_is_text, _blocks(data)))


def _is_text(block: bytes) -> bool:
    try:
        pl.Series([block], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.PolarsError:
        return False
    return True


def _blocks(data: bytes) -> Iterator[bytes]:
    """Cut into blocks that stay in the processor's cache, each to the end of a character."""
    at = 0
    while at < len(data):
        end = at + _BLOCK
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end += 1
        yield data[at:end]
        at = end


def _one_byte(data: bytes) -> tuple[bytes, str, list[Notice]]:
    """Text that is not UTF-8 throughout: a few broken bytes, or an older encoding."""
    kept = data.decode("utf-8", errors="doisoat.keep_byte")
    high = sum(1 for _ in re.finditer(rb"[\x80-\xff]+", data))
    broken = sum(1 for _ in re.finditer(r"[\x80-\xff]", kept)) if high else 0
    whole = sum(1 for _ in re.finditer(r"[\u0100-\uffff]", kept))
    if whole > 4 * broken:
        message = f"Tệp UTF-8 có {broken} ký tự hỏng hoặc thuộc bảng mã khác; đã giữ để xem lại."
        return kept.encode("utf-8"), "UTF-8", [Notice("broken_bytes", broken, message)]
    return data.decode("latin-1").encode("utf-8"), "8-bit", []


def _line_ends(data: bytes) -> bytes:
    """Part lines as old Macs did where nothing else does; Windows' ends are read as they are."""
    if b"\n" in data or b"\r" not in data:
        return data
    return data.replace(b"\r", b"\n")
