"""The population reference and the stated targets."""

from __future__ import annotations

import csv
from pathlib import Path

from pipelines.checks import check_reference, check_targets
from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_reference, to_targets
from pipelines.sources.reading import Sheet, read_file
from tests.checks.conftest import TODAY

PEOPLE = [
    ["Số định danh cá nhân", "Họ và tên", "Ngày sinh", "Giới tính", "Nơi thường trú", "Ngày chết"],
    ["068080123456", "Nguyễn Văn Bình", "12/03/1980", "Nam", "Xã Hiệp An, Huyện Đức Trọng", ""],
    ["068191234567", "Trần Thị Lan", "25/11/1991", "Nữ", "Phường 2, Thành phố Đà Lạt", ""],
    ["068201345678", "Lê Quốc Dũng", "30/06/2001", "Nam", "Xã Lộc Châu, Thành phố Bảo Lộc", ""],
    ["068175456789", "Phạm Minh Hạnh", "08/09/1975", "Nữ", "Xã Đạ Ròn, Huyện Đơn Dương", ""],
]
TARGETS = [
    ["Mã chỉ tiêu", "Huyện/thành phố", "Từ ngày", "Đến ngày", "Tổng số phải thực hiện", "Nguồn"],
    ["civil_status.births", "Đà Lạt", "01/01/2010", "30/06/2016", "1200", "Sở Tư pháp"],
    ["civil_status.births", "Đức Trọng", "01/01/2010", "30/06/2016", "900", "Sở Tư pháp"],
]


def read(folder: Path, source: str, rows: list[list[str]]) -> Sheet:
    path = folder / "tep.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (sheet,) = read_file(path, SOURCES[source])
    assert sheet.status == "read", sheet.message
    return sheet


def people_broken(folder: Path, *further: list[str]) -> dict[str, tuple[int, ...]]:
    source = SOURCES["population"]
    sheet = read(folder, "population", [*PEOPLE, *further])
    people = to_reference(source, sheet)
    results = check_reference(source, sheet, people, today=TODAY)
    return {r.code: r.examples for r in results if r.rows}


def test_a_sound_reference_breaks_nothing(tmp_path: Path) -> None:
    assert people_broken(tmp_path) == {}


def test_the_reference_is_checked_row_by_row(tmp_path: Path) -> None:
    home = "Xã Hiệp An, Huyện Đức Trọng"
    found = people_broken(
        tmp_path,
        ["068080123456", "Đỗ Văn Khang", "12/03/1980", "Nam", home, ""],
        ["", "Võ Thị Thu", "01/02/1990", "Nữ", home, ""],
        ["068081555555", "Hồ Văn Tư", "09/10/1982", "Nam", home, ""],
        ["068083666666", "Hồ Văn Năm", "09/10/1983", "Nam", home, "01/01/1950"],
    )
    assert found["record_key_repeated"] == (2, 6)
    assert found["number_shared"] == (2, 6)
    assert found["number_missing"] == (7,)
    assert found["number_birth_year_differs"] == (8,)
    assert found["death_before_birth"] == (9,)


def test_targets_that_cannot_be_denominators_are_told(tmp_path: Path) -> None:
    rows = [
        *TARGETS,
        ["civil_status.births", "Đà Lạt", "01/01/2010", "30/06/2016", "1300", "Sở Tư pháp"],
        ["civil_status.deaths", "Đà Lạt", "01/07/2016", "30/06/2016", "300", "Sở Tư pháp"],
        ["civil_status.deaths", "Lâm Hà", "01/01/2010", "30/06/2016", "chưa rõ", "Sở Tư pháp"],
    ]
    sheet = read(tmp_path, "targets", rows)
    results = check_targets(sheet, to_targets(SOURCES["targets"], sheet))
    assert {r.code: r.examples for r in results if r.rows} == {
        "target_repeated": (2, 4),
        "target_period_reversed": (5,),
        "target_total_invalid": (6,),
    }
    assert {r.column for r in results if r.code == "target_total_invalid"} == {
        "Tổng số phải thực hiện"
    }


def test_sound_targets_break_nothing(tmp_path: Path) -> None:
    sheet = read(tmp_path, "targets", TARGETS)
    results = check_targets(sheet, to_targets(SOURCES["targets"], sheet))
    assert results
    assert not [r for r in results if r.rows]
