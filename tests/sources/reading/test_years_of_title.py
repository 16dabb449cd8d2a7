"""Days and months without a year, in sheets whose name or title tells the year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import read_file
from tests.sources.reading.people import people
from tests.sources.reading.writers import Row, write_xlsx

P = people(24)


def births(registered: str = "{0:02d}/{1:02d}") -> list[Row]:
    """Make births of which each was registered the day after it."""
    header: Row = ["Số", "Họ và tên người được khai sinh", "Ngày sinh", "Giới tính", "Ngày đăng ký"]
    return [header, *(
        [i, p.name, p.birth[:5], p.sex, registered.format(int(p.birth[:2]) + 1, int(p.birth[3:5]))]
        for i, p in enumerate(P, 1)
    )]  # fmt: skip


def day(birth: str, year: int) -> dt.date:
    return dt.date(year, int(birth[3:5]), int(birth[:2]))


def test_a_sheet_for_each_year(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    for year in (2018, 2019):
        sheet = book.add_worksheet(f"Năm {year}")
        for at, row in enumerate(births()):
            sheet.write_row(at, 0, row)
    book.close()
    source = SOURCES["civil_status_births"]
    for sheet, year in zip(read_file(tmp_path / "a.xlsx", source), (2018, 2019), strict=True):
        assert sheet.status == "read", sheet.message
        made = to_mentions(source, sheet).frame
        assert made["birth_date"].to_list() == [day(p.birth, year) for p in P]
        assert made["event_date"].to_list() == [
            day(p.birth, year) + dt.timedelta(days=1) for p in P
        ]
        assert [n.count for n in sheet.notices if n.code == "year_of_title"] == [48]


@pytest.mark.parametrize(
    "title",
    ["SỔ KHAI SINH", "SỔ KHAI SINH TỪ NĂM 2018 ĐẾN NĂM 2019", "Lâm Đồng, ngày 5 tháng 1 năm 2020",
     "Số liệu đến 31/12/2019", "SỔ KHAI SINH 2018-2019"],
)  # fmt: skip
def test_titles_that_tell_no_single_year(tmp_path: Path, title: str) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [[title], *births()])
    (sheet,) = read_file(path, SOURCES["civil_status_births"])
    assert sheet.status == "waiting"


@pytest.mark.parametrize("registered", ["{0:02d}/{1:02d}/2020", ""])
def test_births_that_may_be_of_another_year_wait(tmp_path: Path, registered: str) -> None:
    rows = [["SỔ KHAI SINH NĂM 2019"], *births(registered)]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["civil_status_births"])
    assert sheet.status == "waiting"


def test_a_birth_behind_its_registration_is_not_used(tmp_path: Path) -> None:
    rows = [["SỔ KHAI SINH NĂM 2019"], *births()]
    rows[4][2], rows[4][4] = "28/12", "05/01"
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["civil_status_births"])
    made = to_mentions(SOURCES["civil_status_births"], sheet).frame
    assert made["birth_date"].to_list()[2] is None
    assert made["birth_date"].null_count() == 1
    assert "born_after_event" in {n.code for n in sheet.notices}


def test_only_the_day_of_death_is_of_the_year(tmp_path: Path) -> None:
    """Nobody on a list of the elderly, and few of the dead, were born in the year of the title."""
    header: Row = ["Số", "Họ và tên người chết", "Năm sinh", "Giới tính", "Ngày chết"]
    rows: list[Row] = [["DANH SÁCH KHAI TỬ NĂM 2019"], header]
    rows += [[i, p.name, p.year, p.sex, p.birth[:5]] for i, p in enumerate(P, 1)]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["civil_status_deaths"])
    made = to_mentions(SOURCES["civil_status_deaths"], sheet).frame
    assert made["death_date"].to_list() == [day(p.birth, 2019) for p in P]
    assert made["birth_year"].to_list() == [int(p.year) for p in P]
    rows = [["NĂM 2019"], ["Họ và tên", "Ngày sinh"], *([p.name, p.birth[:5]] for p in P)]
    (sheet,) = read_file(write_xlsx(tmp_path / "b.xlsx", rows), SOURCES["elderly"])
    assert sheet.status == "waiting"
