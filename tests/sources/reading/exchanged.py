"""One list in every form, and the people who must come out of each."""

from __future__ import annotations

from pathlib import Path

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import Sheet, read_file
from tests.sources.reading.people import people
from tests.sources.reading.writers import Row

P = people(20)


KEYS = ["stt", "hoTen", "ngaySinh", "gioiTinh", "soCCCD", "diaChi"]


HEADER = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Địa chỉ"]


LISTED: list[Row] = [[i, p.name, p.birth, p.sex, p.number, p.place] for i, p in enumerate(P, 1)]


RECORDS = [dict(zip(KEYS, row, strict=True)) for row in LISTED]


ELDERLY = SOURCES["elderly"]


TOLD = [(p.name, p.number, int(p.year), "female" if p.sex == "Nữ" else "male") for p in P]


def put(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def told(sheet: Sheet) -> list[tuple[str, str | None, int, str]]:
    assert sheet.status == "read", sheet.message
    frame = to_mentions(ELDERLY, sheet).frame
    return frame.select("full_name", "person_id", "birth_year", "sex").rows()


def same_people(path: Path) -> Sheet:
    """All people of the list are read from a file, nobody else, and every row has a kind."""
    sheets = [s for s in read_file(path, ELDERLY) if s.status != "skipped"]
    assert len(sheets) == 1
    assert told(sheets[0]) == TOLD
    assert (sheets[0].rows["kind"] == "data").sum() == len(P)
    return sheets[0]
