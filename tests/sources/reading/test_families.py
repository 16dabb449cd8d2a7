"""Registers of children that give a row to each of a family."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import read_file
from tests.sources.reading.people import people
from tests.sources.reading.sheets import read
from tests.sources.reading.writers import write_text, write_xlsx

CHILDREN, MOTHERS, FATHERS = people(10, 40), people(10, 100), people(10, 200)
HEAD = ["Số", "Đối tượng", "Họ và tên", "Ngày, tháng, năm sinh", "Giới tính", "Số định danh"]


def rows_of(words: tuple[str, str, str]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for i, (child, mother, father) in enumerate(zip(CHILDREN, MOTHERS, FATHERS, strict=True), 1):
        rows += [
            [f"{i}/2012", words[0], child.name, child.birth, child.sex, child.number],
            [None, words[1], mother.name, mother.year, None, mother.number],
            [None, words[2], father.name, father.year, None, father.number],
        ]
    return rows


@pytest.mark.parametrize("words", [("Trẻ", "Mẹ", "Cha"), ("Con", "mẹ", "bố")])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_child_mother_and_father_in_a_row_each(
    tmp_path: Path, form: str, words: tuple[str, str, str]
) -> None:
    rows = [["SỔ KHAI SINH"], [None], HEAD, *rows_of(words)]
    write = write_xlsx if form == "xlsx" else write_text
    sheet = read(write(tmp_path / f"ks.{form}", rows), "civil_status_births")
    made = to_mentions(SOURCES["civil_status_births"], sheet).frame
    assert made["full_name"].to_list() == [p.name for p in CHILDREN]
    assert made["file_row"].to_list() == list(range(4, 34, 3))
    for parent, who in (("mother", MOTHERS), ("father", FATHERS)):
        assert made[f"{parent}_name"].to_list() == [p.name for p in who]
        assert made[f"{parent}_birth_year"].to_list() == [int(p.year) for p in who]
        assert made[f"{parent}_id"].to_list() == [p.number for p in who]
    assert [n.count for n in sheet.notices if n.code == "families_on_rows"] == [10]
    assert sheet.rows.filter(sheet.rows["kind"] == "blank").height >= 20


def test_the_mother_first_and_then_her_children(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["STT", "Họ và tên mẹ / con", "Quan hệ", "Ngày sinh", "Giới tính"]]
    for i, (mother, one, other) in enumerate(
        zip(MOTHERS[:5], CHILDREN[:5], CHILDREN[5:], strict=True), 1
    ):
        rows.append([i, mother.name, "Mẹ", mother.year, "Nữ"])
        rows += [[None, child.name, "Con", child.birth, child.sex] for child in (one, other)]
    sheet = read(write_xlsx(tmp_path / "te.xlsx", rows), "children")
    made = to_mentions(SOURCES["children"], sheet).frame
    told = [child.name for pair in zip(CHILDREN[:5], CHILDREN[5:], strict=True) for child in pair]
    assert made["full_name"].to_list() == told
    assert made["mother_name"].to_list() == [m.name for m in MOTHERS[:5] for _ in range(2)]


def test_two_mothers_of_one_child_are_asked_about(tmp_path: Path) -> None:
    rows = [HEAD, *rows_of(("Trẻ", "Mẹ", "Mẹ"))]
    path = write_xlsx(tmp_path / "ks.xlsx", rows)
    (sheet,) = read_file(path, SOURCES["civil_status_births"])
    assert sheet.status == "waiting"
    assert "có dòng không phải của chính chủ" in sheet.message


@pytest.mark.parametrize("words", [("Đối tượng", "Người chăm sóc"), ("Người hưởng", "Giám hộ")])
def test_carers_in_rows_of_their_own_are_asked_about(
    tmp_path: Path, words: tuple[str, str]
) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Loại"],
        *[[i, p.name, p.birth, p.number, words[i % 2]] for i, p in enumerate(CHILDREN, 1)],
    ]
    path = write_xlsx(tmp_path / "bt.xlsx", rows)
    (sheet,) = read_file(path, SOURCES["social_protection"])
    assert sheet.status == "waiting"
    assert "có dòng không phải của chính chủ" in sheet.message


def test_members_of_a_household_are_all_of_the_list(tmp_path: Path) -> None:
    words = ["Chủ hộ", "Vợ", "Con", "Mẹ"]
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Quan hệ"],
        *[[i, p.name, p.birth, p.number, words[i % 4]] for i, p in enumerate(CHILDREN, 1)],
    ]
    sheet = read(write_xlsx(tmp_path / "hgd.xlsx", rows), "social_insurance")
    assert sheet.fields["full_name"].to_list() == [p.name for p in CHILDREN]


def test_who_is_the_contact_of_a_pupil_is_no_family(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Người liên hệ là"],
        *[[i, p.name, p.birth, "Mẹ" if i % 2 else "Cha"] for i, p in enumerate(CHILDREN, 1)],
    ]
    sheet = read(write_xlsx(tmp_path / "hs.xlsx", rows), "students")
    assert sheet.fields["full_name"].to_list() == [p.name for p in CHILDREN]
