"""A sound list, and what is expected of a file that is none."""

from __future__ import annotations

from pathlib import Path

from pipelines.sources import SOURCES
from pipelines.sources.reading import Sheet, read_file
from tests.sources.reading.people import people

P = people(12)


HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Địa chỉ"]


ROWS = [HEADER, *[[i, p.name, p.birth, p.number, p.place] for i, p in enumerate(P, 1)]]


WORKERS = SOURCES["workers"]


def one(path: Path, **options: object) -> Sheet:
    (sheet,) = read_file(path, WORKERS, **options)  # type: ignore[arg-type]
    return sheet


def refused(path: Path, word: str, **options: object) -> None:
    sheet = one(path, **options)
    assert sheet.status == "refused", sheet.message
    assert word in sheet.message
    assert sheet.file_name == path.name
    assert sheet.fields.is_empty()
    assert sheet.rows.is_empty()


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
