"""Lists that give two rows to a couple, or to a person told of below the name too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import Sheet, read_file
from tests.sources.mentioned import SEX, day
from tests.sources.reading.people import people
from tests.sources.reading.sheets import read
from tests.sources.reading.writers import Row, write_text, write_xls, write_xlsx

P = people(24)
COUPLES = list(zip(people(12), people(12, 100), strict=True))
MARRIAGES = "civil_status_marriages"


def rows_of(words: tuple[str, str], *, wife_first: bool = False) -> list[list[Any]]:
    rows = []
    for i, couple in enumerate(COUPLES, 1):
        both = [[word, p.name, p.birth, p.number] for word, p in zip(words, couple, strict=True)]
        first, second = reversed(both) if wife_first else both
        rows += [[i, f"{i}/2018", *first, "01/02/2018"], [None, None, *second, None]]
    return rows


def expect_couples(sheet: Sheet) -> None:
    made = to_mentions(SOURCES[MARRIAGES], sheet).frame
    for role, who in (("husband", 0), ("wife", 1)):
        of_role = made.filter(made["role"] == role)
        assert of_role["full_name"].to_list() == [c[who].name for c in COUPLES]
        assert of_role["person_id"].to_list() == [c[who].number for c in COUPLES]
        assert of_role["birth_year"].to_list() == [int(c[who].year) for c in COUPLES]
        assert of_role["event_date"].null_count() == 0
        assert of_role["file_row"].to_list() == list(range(3, 27, 2))


@pytest.mark.parametrize("form", ["xlsx", "merged", "xls", "csv"])
@pytest.mark.parametrize(
    ("head", "words"),
    [(["", "Họ và tên"], ("Chồng", "Vợ")), (["Vai trò", "Họ tên vợ, chồng"], ("chồng", "vợ")),
     (["Giới tính", "Họ và tên"], ("Nam", "Nữ")), (["Bên", "Họ tên"], ("Bên nam", "Bên nữ"))],
)  # fmt: skip
def test_husband_and_wife_in_a_row_each(
    tmp_path: Path, form: str, head: list[str], words: tuple[str, str]
) -> None:
    header = ["STT", "Số", *head, "Ngày sinh", "Số CCCD", "Ngày đăng ký"]
    rows: list[Row] = [["SỔ ĐĂNG KÝ KẾT HÔN"], header, *rows_of(words)]
    merges = [f"{c}{r}:{c}{r + 1}" for c in "ABG" for r in range(3, 27, 2)]
    if form in ("xlsx", "merged"):
        path = write_xlsx(tmp_path / "a.xlsx", rows, merges=merges if form == "merged" else ())
    else:
        path = {"xls": write_xls, "csv": write_text}[form](tmp_path / f"a.{form}", rows)
    expect_couples(read(path, MARRIAGES))


def test_the_wife_first(tmp_path: Path) -> None:
    header = ["STT", "Số", "Vai trò", "Họ và tên", "Ngày sinh", "Số CCCD", "Ngày đăng ký"]
    rows = [
        ["SỔ"],
        header,
        *rows_of(("Chồng", "Vợ"), wife_first=True),
        ["Cộng", None, None, "12 cặp"],
    ]
    expect_couples(read(write_xlsx(tmp_path / "a.xlsx", rows), MARRIAGES))


def test_a_couple_without_the_words_keeps_the_sheet_waiting(tmp_path: Path) -> None:
    """Their cells would stand under other headers than those of the couples put together."""
    header = ["STT", "Số", "Vai trò", "Họ và tên", "Ngày sinh", "Số CCCD", "Ngày đăng ký"]
    rows = rows_of(("Chồng", "Vợ"))
    for row in rows[4:6]:
        row[2] = row[5] = None
    path = write_xlsx(tmp_path / "a.xlsx", [header, *rows])
    assert [s.status for s in read_file(path, SOURCES[MARRIAGES])] == ["waiting"]


@pytest.mark.parametrize("lost", [3, 4])
def test_somebody_alone_keeps_the_sheet_waiting(tmp_path: Path, lost: int) -> None:
    """Nothing tells who belongs to whom from there on."""
    header = ["STT", "Số", "Vai trò", "Họ và tên", "Ngày sinh", "Số CCCD", "Ngày đăng ký"]
    rows = rows_of(("Chồng", "Vợ"))
    del rows[lost]
    path = write_xlsx(tmp_path / "a.xlsx", [header, *rows])
    assert [s.status for s in read_file(path, SOURCES[MARRIAGES])] == ["waiting"]


@pytest.mark.parametrize(
    ("asked", "called"), [("Họ và tên", ""), ("Họ và tên\nSố CCCD", ""), ("Họ và tên", "CCCD: ")]
)
def test_the_number_in_the_row_below_the_name(tmp_path: Path, asked: str, called: str) -> None:
    rows: list[Row] = [["STT", asked, "Ngày sinh", "Giới tính", "Địa chỉ"]]
    for i, p in enumerate(P, 1):
        rows += [[i, p.name, p.birth, p.sex, p.place], [None, f"{called}{p.number}"]]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", rows), "elderly")
    made = to_mentions(SOURCES["elderly"], sheet).frame
    assert made.select("full_name", "person_id").rows() == [(p.name, p.number) for p in P]
    assert made["file_row"].to_list() == list(range(2, 50, 2))
    assert ("numbers_below_names", 24) in [(n.code, n.count) for n in sheet.notices]


def test_a_number_that_one_person_lacks_keeps_the_sheet_waiting(tmp_path: Path) -> None:
    rows: list[Row] = [["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Địa chỉ"]]
    for i, p in enumerate(P, 1):
        rows += [[i, p.name, p.birth, p.sex, p.place], [None, p.number]]
    del rows[8]
    sheets = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["elderly"])
    assert [s.status for s in sheets] == ["waiting"]


def test_the_number_on_the_second_line_of_the_cell(tmp_path: Path) -> None:
    rows = [[i, f"{p.name}\n{p.number}", p.birth, p.place] for i, p in enumerate(P, 1)]
    header = ["STT", "Họ và tên\nSố CCCD", "Ngày sinh", "Địa chỉ"]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", [header, *rows]), "elderly")
    made = to_mentions(SOURCES["elderly"], sheet).frame
    assert made.select("full_name", "person_id").rows() == [(p.name, p.number) for p in P]


STACKED = [
    [["STT", "Họ tên / Giới tính", "Ngày sinh / Số CCCD", "Địa chỉ"]],
    [["STT", "Họ và tên\nGiới tính", "Ngày sinh\nSố CCCD", "Địa chỉ"]],
    [["STT", "Họ và tên", "Ngày sinh", "Địa chỉ"], [None, "Giới tính", "Số CCCD", None]],
]


def stacks() -> list[Row]:
    rows: list[Row] = []
    for i, p in enumerate(P, 1):
        rows += [[i, p.name, p.birth, p.place], [None, p.sex, p.number, None]]
    return rows


@pytest.mark.parametrize("header", STACKED)
def test_people_of_two_rows(tmp_path: Path, header: list[Row]) -> None:
    rows = [["DANH SÁCH"], *header, *stacks(), [None, "Tổng số: 24 người"]]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", rows), "elderly")
    made = to_mentions(SOURCES["elderly"], sheet).frame
    assert made.select("full_name", "person_id").rows() == [(p.name, p.number) for p in P]
    assert made["birth_date"].to_list() == [day(p) for p in P]
    assert made["sex"].to_list() == [SEX[p.sex] for p in P]
    first = 2 + len(header)
    assert made["file_row"].to_list() == list(range(first, first + 48, 2))
    assert ("people_on_two_rows", 24) in [(n.code, n.count) for n in sheet.notices]


@pytest.mark.parametrize("lost", [4, 5])
def test_a_person_of_one_row_keeps_the_sheet_waiting(tmp_path: Path, lost: int) -> None:
    rows = stacks()
    del rows[lost]
    path = write_xlsx(tmp_path / "a.xlsx", [*STACKED[0], *rows])
    assert [s.status for s in read_file(path, SOURCES["elderly"])] == ["waiting"]


def test_rows_of_two_kinds_wait(tmp_path: Path) -> None:
    """Half the cells under the name are dates: a header that says it is of names is not enough."""
    rows: list[Row] = [["STT", "Họ và tên", "Số CCCD", "Địa chỉ"]]
    for i, p in enumerate(P, 1):
        rows += [[i, p.name, p.number, p.place], [None, p.birth, "12/05/2021", "Công an tỉnh"]]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    assert [s.status for s in read_file(path, SOURCES["elderly"])] == ["waiting"]


def test_a_rare_name_over_a_number_and_another_header_below(tmp_path: Path) -> None:
    """Cells of names and of numbers take turns; `Y` begins no name that is known."""
    names = [*(p.name for p in P[:20]), "Xyz Abc", *(p.name for p in P[21:])]
    rows: list[Row] = [
        ["STT", "Họ và tên", "Ngày sinh", "Nhập ngũ"],
        [None, "Số CCCD/CMND", "Chỗ ở", "Xuất ngũ"],
    ]
    for i, (name, p) in enumerate(zip(names, P, strict=True), 1):
        number = p.number if i % 3 else f"25{i:07d}"
        rows += [[i, name, p.birth, "01/02/1984"], [None, number, p.place, "03/04/1990"]]
    made = to_mentions(
        SOURCES["veterans"], read(write_xlsx(tmp_path / "a.xlsx", rows), "veterans")
    ).frame
    assert made["full_name"].to_list() == names
    assert made["birth_year"].to_list() == [int(p.year) for p in P]
    numbers = [p.number if i % 3 else f"25{i:07d}" for i, p in enumerate(P, 1)]
    told = made.select(number=pl.coalesce("person_id", "old_id"))["number"].to_list()
    assert told == numbers


@pytest.mark.parametrize("words", [("Chồng", "Vợ"), ("Ông", "Bà"), ("Bên nam", "Bên nữ")])
def test_husband_and_wife_named_as_such_in_the_cell(tmp_path: Path, words: tuple[str, str]) -> None:
    rows: list[Row] = [["Số", "Ngày đăng ký", "Họ tên chồng / vợ", "Ngày sinh", "Giấy tờ"]]
    for i, couple in enumerate(COUPLES, 1):
        for at, (word, p) in enumerate(zip(words, couple, strict=True)):
            own = [None, None] if at else [i, "01/02/2018"]
            rows.append([*own, f"{word}: {p.name}", p.birth, p.number])
    sheet = read(write_xlsx(tmp_path / "kh.xlsx", rows), MARRIAGES)
    made = to_mentions(SOURCES[MARRIAGES], sheet).frame
    for role, who in (("husband", 0), ("wife", 1)):
        of_role = made.filter(made["role"] == role)
        assert of_role["full_name"].to_list() == [c[who].name for c in COUPLES]
        assert of_role["person_id"].to_list() == [c[who].number for c in COUPLES]


def test_the_spouse_in_the_row_below_without_the_parcel(tmp_path: Path) -> None:
    rows: list[Row] = [["STT", "Người sử dụng đất", "Năm sinh", "Số CCCD", "Tờ", "Thửa"]]
    men = [p for p in people(120) if p.sex == "Nam"][:10]
    women = [p for p in people(120, 20) if p.sex == "Nữ"][:10]
    for i, (man, woman) in enumerate(zip(men, women, strict=True), 1):
        rows.append([i, f"Ông {man.name}", man.year, man.number, 3, 100 + i])
        if i % 2:
            rows.append([None, f"Bà {woman.name}", woman.year, woman.number, None, None])
    sheet = read(write_xlsx(tmp_path / "dat.xlsx", rows), "land_parcels")
    made = to_mentions(SOURCES["land_parcels"], sheet).frame
    owners, wives = (made.filter(made["role"] == role) for role in ("owner", "co_owner"))
    assert owners["full_name"].to_list() == [p.name for p in men]
    assert wives["full_name"].to_list() == [p.name for p in women[::2]]
    assert wives["person_id"].to_list() == [p.number for p in women[::2]]
    assert [n.count for n in sheet.notices if n.code == "spouses_below"] == [5]


def test_what_nobody_needs_may_stand_in_both_rows(tmp_path: Path) -> None:
    rows: list[Row] = [["TT", "Họ và tên / Số CCCD", "Ngày sinh / Giới tính", "Chức danh"]]
    for i, p in enumerate(P, 1):
        rows += [[i, p.name, p.birth, "Công nhân"],
                 [None, f"CCCD: {p.number}", p.sex, "Bậc 3/7"]]  # fmt: skip
    made = to_mentions(
        SOURCES["workers"], read(write_xlsx(tmp_path / "a.xlsx", rows), "workers")
    ).frame
    assert made["full_name"].to_list() == [p.name for p in P]
    assert made["person_id"].to_list() == [p.number for p in P]
    assert made["sex"].to_list() == ["female" if p.sex == "Nữ" else "male" for p in P]
