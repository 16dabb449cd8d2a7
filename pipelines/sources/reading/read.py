"""One file, or the whole inbox, to sheets. Bad input never raises: it becomes a refused sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.sources import SOURCES
from pipelines.sources.declaration import Source
from pipelines.sources.reading.arrangements.arrange import names_people, tells_who, to_sheets
from pipelines.sources.reading.columns import mapping
from pipelines.sources.reading.files import archive
from pipelines.sources.reading.files import detect as files
from pipelines.sources.reading.limits import DEFAULT_LIMITS, Deadline, ReadLimits, RefusedError
from pipelines.sources.reading.sheet import EMPTY_FIELDS, Sheet, Status, no_rows

_NOISE = ("Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class _Origin:
    """One file or zip member on its way."""

    source: Source
    data: Path | bytes
    name: str
    size: int
    digest: str


def refused(source: str, name: str, message: str, **known: object) -> Sheet:
    """Make the sheet of a file that was not read."""
    blank = Sheet(
        source=source, file_name=name, sheet_name="", status=Status.REFUSED, message=message,
        sha256=None, bytes=0, file_type="", encoding="", header_row=None, rows=no_rows(),
        fields=EMPTY_FIELDS, columns=(), notices=(),
    )  # fmt: skip
    return replace(blank, **known)  # type: ignore[arg-type]


def digest_of(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_file(
    path: Path,
    source: Source,
    *,
    file_name: str | None = None,
    limits: ReadLimits = DEFAULT_LIMITS,
    mapping: mapping.Mapping | Path | None = None,
) -> list[Sheet]:
    """Read one file of a list: a sheet for every sheet in it, or one that says why not.

    Parameters
    ----------
    file_name
        Name to report, relative to the source's inbox folder; the file's own if absent.
    mapping
        Confirmed meanings for this file, or the inbox in whose `_mapping` folder to look.
    """
    name = file_name or path.name
    try:
        size = path.stat().st_size
        digest = digest_of(path)
    except OSError:
        return [refused(source.name, name, "Không mở được tệp (không tồn tại hoặc thiếu quyền).")]
    if size > limits.file_bytes:
        message = f"Tệp lớn quá giới hạn {limits.file_bytes // 1_000_000} MB."
        return [refused(source.name, name, message, bytes=size, sha256=digest)]
    origin = _Origin(source, path, name, size, digest)
    return _read(origin, limits, Deadline(limits.seconds), mapping, depth=0)


def _read(
    origin: _Origin,
    limits: ReadLimits,
    deadline: Deadline,
    confirmed: mapping.Mapping | Path | None,
    depth: int,
) -> list[Sheet]:
    known = {"bytes": origin.size, "sha256": origin.digest}
    file_type = ""
    try:
        file_type = files.detect(origin.data, limits)
        if file_type == "zip":
            return _read_archive(origin, limits, deadline, confirmed, depth)
        if file_type == "gzip":
            if depth >= limits.depth:
                raise RefusedError("Tệp nén lồng nhau quá sâu; không đọc.")
            inner = replace(origin, data=archive.gunzip(origin.data, limits, deadline),
                            name=origin.name.removesuffix(".gz"))  # fmt: skip
            unpacked = _read(inner, limits, deadline, confirmed, depth + 1)
            return [replace(sheet, file_name=origin.name) for sheet in unpacked]
        if files.suffix_of(origin.name) == "zip":
            raise RefusedError("Tệp mang đuôi .zip nhưng không phải tệp nén dữ liệu.")
        tables = files.tables(origin.data, origin.name, file_type, limits, deadline)
        sheets: list[Sheet] = []
        for table in tables:
            deadline.check()
            sheets += [
                replace(sheet, file_name=origin.name, **known)  # type: ignore[arg-type]
                for sheet in to_sheets(origin.source, table, limits, confirmed)
            ]
        return _with_names_alone(_without_side_sheets(sheets))
    except RefusedError as error:
        return [refused(origin.source.name, origin.name, str(error), file_type=file_type, **known)]
    except BaseException as error:
        # Whatever a reader trips over, the run goes on and says so. The Rust readers' panics are
        # no `Exception`; everything else that is none (interrupts) is none of ours.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        message = f"Không đọc được tệp ({type(error).__name__}); đề nghị lưu lại rồi gửi lại."
        return [refused(origin.source.name, origin.name, message, file_type=file_type, **known)]


def _without_side_sheets(sheets: list[Sheet]) -> list[Sheet]:
    """Sheets without people beside a sheet that was read are summaries or instructions."""
    if not any(sheet.status == Status.READ for sheet in sheets):
        return sheets
    return [
        replace(
            sheet,
            status=Status.SKIPPED,
            message="Trang không phải danh sách (tổng hợp hoặc hướng dẫn): không có cột họ tên.",
        )
        if sheet.status == Status.WAITING and not names_people(sheet)
        else sheet
        for sheet in sheets
    ]


def _with_names_alone(sheets: list[Sheet]) -> list[Sheet]:
    """Let a sheet that tells nothing but names wait beside one that tells more.

    Officers and members of a committee are listed so. What an officer has confirmed is read.
    """
    read = [sheet for sheet in sheets if sheet.status == Status.READ]
    bare = [s for s in read if not tells_who(s) and not s.confirmed]
    if not bare or len(bare) == len(read):
        return sheets
    message = (
        "Trang chỉ có họ tên, không có ngày sinh và số định danh, cạnh trang có đủ: chờ xác nhận "
        "có phải người của danh sách không (tệp ánh xạ, `doisoat check TỆP --write-mapping`)."
    )
    return [
        replace(s, status=Status.WAITING, message=message, fields=EMPTY_FIELDS) if s in bare else s
        for s in sheets
    ]


def _read_archive(
    origin: _Origin,
    limits: ReadLimits,
    deadline: Deadline,
    confirmed: mapping.Mapping | Path | None,
    depth: int,
) -> list[Sheet]:
    if depth >= limits.depth:
        raise RefusedError("Tệp nén lồng nhau quá sâu; không đọc.")
    sheets: list[Sheet] = []
    for member, data in archive.members(origin.data, limits, deadline):
        name = f"{origin.name}/{member}"
        if isinstance(data, RefusedError):
            sheets.append(refused(origin.source.name, name, str(data), file_type="zip"))
            continue
        digest = hashlib.sha256(data).hexdigest()
        inner = _Origin(origin.source, data, name, len(data), digest)
        sheets += _read(inner, limits, deadline, confirmed, depth + 1)
    if not sheets:
        raise RefusedError("Tệp nén không chứa tệp nào.")
    return sheets


def read_inbox(inbox: Path, *, limits: ReadLimits = DEFAULT_LIMITS) -> Iterator[Sheet]:
    """Read everything in the inbox, source by source, files by name, one file ahead.

    A file in a folder of no source gives a refused sheet with source `''`; the same bytes a second
    time within a source give a sheet with status `duplicate`.
    """
    return ahead(_in_order(inbox, limits))


def ahead(sheets: Iterator[Sheet]) -> Iterator[Sheet]:
    """Read the next sheet in a thread while the last one is used, in the same order.

    What reads (decompression, cells, columns) leaves Python's lock, and so does what stores.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="read") as reader:
        coming = reader.submit(next, sheets, None)
        while (sheet := coming.result()) is not None:
            coming = reader.submit(next, sheets, None)
            yield sheet


def _in_order(inbox: Path, limits: ReadLimits) -> Iterator[Sheet]:
    for name, source in SOURCES.items():
        seen: dict[str, str] = {}
        for path, shown in _files(inbox / name):
            if not _inside(path, inbox):
                yield refused(name, shown, "Tệp là liên kết ra ngoài thư mục nhận; không đọc.")
                continue
            yield from _once(path, source, shown, seen, inbox, limits)
    for folder in sorted(inbox.iterdir()) if inbox.is_dir() else []:
        if folder.name in SOURCES or folder.name == mapping.FOLDER or _hidden(folder):
            continue
        message = f"Thư mục «{folder.name}» không thuộc danh sách nào; tệp không được đọc."
        if folder.is_dir():
            for _, shown in _files(folder):
                yield refused("", f"{folder.name}/{shown}", message)
        else:
            message = "Tệp không nằm trong thư mục của danh sách nào; không được đọc."
            yield refused("", folder.name, message)


def _once(
    path: Path, source: Source, shown: str, seen: dict[str, str], inbox: Path, limits: ReadLimits
) -> Iterator[Sheet]:
    """Read a file unless its bytes, or a zip member's, have been read for this source."""
    try:
        digest = digest_of(path)
    except OSError:
        digest = ""
    if digest in seen:
        yield _duplicate(source, shown, seen[digest], digest, path.stat().st_size)
        return
    members: dict[str, str] = {}
    for sheet in read_file(path, source, file_name=shown, limits=limits, mapping=inbox):
        if sheet.sha256 and sheet.sha256 in seen:
            known = seen[sheet.sha256]
            yield _duplicate(source, sheet.file_name, known, sheet.sha256, sheet.bytes)
            continue
        first = members.setdefault(sheet.sha256, sheet.file_name) if sheet.sha256 else ""
        if first and first != sheet.file_name:
            yield _duplicate(source, sheet.file_name, first, sheet.sha256 or "", sheet.bytes)
            continue
        yield sheet
    seen |= members
    if digest:
        seen[digest] = shown


def _duplicate(source: Source, name: str, first: str, digest: str, size: int) -> Sheet:
    message = f"Tệp giống hệt «{first}» đã đọc; không đọc lại."
    return refused(source.name, name, message, status=Status.DUPLICATE, sha256=digest, bytes=size)


def _files(folder: Path) -> list[tuple[Path, str]]:
    """Files below a folder with the names to report, sorted by these."""
    if not folder.is_dir():
        return []
    found = [
        (path, path.relative_to(folder).as_posix())
        for path in folder.rglob("*")
        if path.is_file() and not _hidden(path)
    ]
    return sorted(found, key=lambda pair: pair[1])


def _hidden(path: Path) -> bool:
    """Whether it is a system's or an editor's own file."""
    return path.name.startswith((".", "~$")) or path.name in _NOISE


def _inside(path: Path, inbox: Path) -> bool:
    return path.resolve().is_relative_to(inbox.resolve())
