"""Doubt stops a file; an officer's mapping lets it through, and the next of its shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.declaration import Field
from pipelines.sources.reading import Sheet, load_mapping, read_file, read_inbox, write_mapping
from tests.sources.reading.people import people
from tests.sources.reading.writers import write_text

P = people(30)
WORKERS = SOURCES["workers"]


def waiting(path: Path, source: str, *words: str) -> Sheet:
    (sheet,) = read_file(path, SOURCES[source])
    assert sheet.status == "waiting", sheet.message
    for word in words:
        assert word in sheet.message
    for p in P:
        assert p.name not in sheet.message
        assert p.number not in sheet.message
    assert sheet.fields.is_empty()
    return sheet


def test_swapped_headers_contradict_their_contents(tmp_path: Path) -> None:
    rows = [
        ["STT", "Số CCCD", "Họ và tên", "Ngày sinh"],
        *[[1, p.name, p.number, p.birth] for p in P],
    ]
    waiting(write_text(tmp_path / "a.csv", rows), "workers", "«Số CCCD»", "«Họ và tên»")


def test_two_different_numbers_under_one_meaning(tmp_path: Path) -> None:
    others = people(30, 600)  # born in the same years
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Số căn cước"],
        *[[1, p.name, p.birth, p.number, q.number] for p, q in zip(P, others, strict=True)],
    ]
    waiting(write_text(tmp_path / "a.csv", rows), "workers", "«Số CCCD»", "«Số căn cước»")


def test_two_equal_numbers_need_no_question(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Số định danh cá nhân"],
        *[[1, p.name, p.birth, p.number, p.number] for p in P],
    ]
    (sheet,) = read_file(write_text(tmp_path / "a.csv", rows), WORKERS)
    assert sheet.fields["id_number"].to_list() == [p.number for p in P]


def test_two_silent_name_columns(tmp_path: Path) -> None:
    rows = [[p.name, q.name, p.birth, p.number] for p, q in zip(P, people(30, 7), strict=True)]
    waiting(write_text(tmp_path / "a.csv", rows), "workers", "Họ và tên")


def test_marriage_without_a_word_who_is_who(tmp_path: Path) -> None:
    rows = [["Số", "Quyển số", "Họ tên", "Ngày sinh"], *[["1", "01", p.name, p.birth] for p in P]]
    waiting(write_text(tmp_path / "a.csv", rows), "civil_status_marriages", "chồng", "vợ")


def test_confirmed_mapping_is_used_for_the_next_file_of_the_shape(tmp_path: Path) -> None:
    header = ["a1", "b2", "c3", "d4"]
    folder = tmp_path / "workers"
    folder.mkdir()
    first = [header, *[[p.number, "?", p.name, p.birth] for p in P[:15]]]
    second = [["NHÃN KHÁC"], header, *[[p.number, "?", p.name, p.birth] for p in P[15:]]]
    write_text(folder / "a.csv", first)
    known = {0: (Field.ID_NUMBER, ""), 2: (Field.FULL_NAME, ""), 3: (Field.BIRTH_DATE, "")}
    path = write_mapping(tmp_path, WORKERS, tuple(header), known, confirmed_by="Cán bộ A")
    assert path.parent == tmp_path / "_mapping" / "workers"
    assert dict(load_mapping(path).columns) == {**known, 1: (Field.IGNORED, "")}
    (sheet,) = read_inbox(tmp_path)
    assert sheet.status == "read", sheet.message
    write_text(folder / "b.csv", second)
    found = {s.file_name: s for s in read_inbox(tmp_path)}
    for name, some in (("a.csv", P[:15]), ("b.csv", P[15:])):
        assert found[name].status == "read", found[name].message
        assert found[name].fields["full_name"].to_list() == [p.name for p in some]
        assert all("xác nhận" in c.evidence for c in found[name].columns)


def test_broken_mapping_waits_and_says_so(tmp_path: Path) -> None:
    rows = [["STT", "Họ và tên"], *[[1, p.name] for p in P]]
    (tmp_path / "workers").mkdir()
    write_text(tmp_path / "workers/a.csv", rows)
    path = write_mapping(tmp_path, WORKERS, ("STT", "Họ và tên"), {1: (Field.FULL_NAME, "")})
    path.write_text("{", encoding="utf-8")
    (sheet,) = read_inbox(tmp_path)
    assert sheet.status == "waiting"
    assert path.name in sheet.message
    with pytest.raises(ValueError, match=path.name):
        load_mapping(path)
