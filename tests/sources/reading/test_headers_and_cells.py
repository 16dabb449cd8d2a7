"""Headers that tell too little: the cells below them, and the rows about them, decide."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import read_file
from tests.sources.reading.people import people
from tests.sources.reading.writers import write_xlsx

P = people(24)


ELDERS = people(24, 47)  # nobody has the name of the one in the same row of `P`


MEN = [p for p in people(120) if p.sex == "Nam"]


WOMEN = [p for p in people(120) if p.sex == "Nữ"]


def test_cells_that_run_down_into_the_header(tmp_path: Path) -> None:
    """`STT` stands beside groups of one row above, and is of the header all the same."""
    upper = ["STT", "viên chức", "Người ủy quyền", None, None]
    lower = [None, "Họ và tên", "Họ, chữ đệm, tên", "Ngày sinh", "Số CMND hoặc CCCD"]
    rows = [[i, p.name, q.name, q.birth, q.number]
            for i, (p, q) in enumerate(zip(P, ELDERS, strict=True), 1)]  # fmt: skip
    merges = ["A1:A2", "C1:E1"]
    path = write_xlsx(tmp_path / "a.xlsx", [upper, lower, *rows], merges=merges)
    (sheet,) = read_file(path, SOURCES["teachers"])
    assert sheet.status == "read", sheet.message
    assert sheet.fields["full_name"].to_list() == [p.name for p in P]
    assert sheet.fields.columns == ["file_row", "serial", "full_name"]


def test_a_person_in_unknown_words_beside_an_unknown_column_of_names(tmp_path: Path) -> None:
    """Either may be the list's own: nobody guesses."""
    rows = [[p.name, q.name, p.birth] for p, q in zip(P, ELDERS, strict=True)]
    head = ["Danh tính", "Họ tên người thẩm tra", "Ngày sinh"]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", [head, *rows]), SOURCES["workers"])
    assert sheet.status == "waiting"
    assert "Danh tính" in sheet.message
    rows = [row[1:] for row in rows]
    (alone,) = read_file(write_xlsx(tmp_path / "b.xlsx", [head[1:], *rows]), SOURCES["workers"])
    assert alone.fields["full_name"].to_list() == [q.name for q in ELDERS]


def test_numbers_left_unused_are_told(tmp_path: Path) -> None:
    rows = [[p.name, p.birth, p.number, q.number] for p, q in zip(P, ELDERS, strict=True)]
    head = ["Họ và tên", "Ngày sinh", "Số CCCD", "Ghi chú"]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", [head, *rows]), SOURCES["workers"])
    assert [n.count for n in sheet.notices if n.code == "unused_numbers"] == [1]


def test_summary_of_counts_is_no_list(tmp_path: Path) -> None:
    names = [["Họ và tên", "Ngày sinh", "Số ĐDCN"], *[[p.name, p.birth, p.number] for p in P]]
    counts = [["Khối", "Số lớp", "Số học sinh", "Nữ", "Đã có ĐDCN"], ["1", 2, 61, 30, 58],
              ["2", 2, 65, 31, 61], ["3", 2, 59, 28, 59], ["4", 2, 63, 30, 60],
              ["5", 2, 60, 29, 55], ["Cộng", 10, 308, 148, 293]]  # fmt: skip
    path = write_xlsx(tmp_path / "a.xlsx", {"Tổng hợp": counts, "Lớp 1A": names})
    sheets = read_file(path, SOURCES["students"])
    assert [s.status for s in sheets] == ["skipped", "read"]


def test_name_year_and_number_in_one_cell(tmp_path: Path) -> None:
    told = [
        f"Ông: {m.name}, sinh năm: {m.year}, CCCD số {m.number}; "
        f"Bà: {w.name}, sinh năm: {w.year}, CCCD số {w.number}"
        if i % 2
        else f"Ông {m.name}; Sinh năm {m.year}; CMND số 25004099{i % 10}"
        for i, (m, w) in enumerate(zip(MEN[:20], WOMEN[:20], strict=True))
    ]
    rows = [[i, 12, 100 + i, cell, "Xã Lộc Bắc"] for i, cell in enumerate(told)]
    head = ["STT", "Tờ bản đồ số", "Thửa đất số", "Tên người sử dụng đất", "Địa chỉ"]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", [head, *rows]), SOURCES["land_parcels"])
    assert sheet.status == "read", sheet.message
    (single, couple) = sheet.fields.head(2).to_dicts()
    assert single["owner.full_name"] == f"Ông {MEN[0].name}"
    assert single["owner.birth_date"] == MEN[0].year
    assert single["owner.id_number"] == "250040990"
    assert couple["owner.full_name"] == f"Ông: {MEN[1].name}; Bà: {WOMEN[1].name}"
    assert couple["owner.birth_date"] == f"{MEN[1].year}; {WOMEN[1].year}"
    assert couple["owner.id_number"] == f"{MEN[1].number}; {WOMEN[1].number}"


def test_a_couple_told_over_two_lines_under_a_header_that_asks_several_things(
    tmp_path: Path,
) -> None:
    told = [
        f"Ông {m.name}, sinh năm {m.year}, CCCD số {m.number}\n"
        f"và Bà {w.name}, sinh năm {w.year}, CCCD số {w.number}"
        for m, w in zip(MEN[:20], WOMEN[:20], strict=True)
    ]
    head = ["Số tờ", "Số thửa", "Thông tin chủ sử dụng (họ tên, năm sinh, giấy tờ)"]
    rows = [[12, 100 + i, cell] for i, cell in enumerate(told)]
    source = SOURCES["land_parcels"]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", [head, *rows]), source)
    assert sheet.status == "read", sheet.message
    people = to_mentions(source, sheet).frame
    found = {(r["file_row"], r["role"]): r["person_id"] for r in people.iter_rows(named=True)}
    wanted = {(2 + i, "owner"): m.number for i, m in enumerate(MEN[:20])}
    assert found == wanted | {(2 + i, "co_owner"): w.number for i, w in enumerate(WOMEN[:20])}


def test_a_home_behind_the_last_comma_of_an_owners_cell(tmp_path: Path) -> None:
    told = [
        (f"Hộ ông {m.name}, sinh năm {m.year}, CCCD số {m.number}, buôn B'Đạ",
         f"Bà {w.name}, sinh năm {w.year}, CCCD số {w.number}; Ông {m.name}, sinh năm {m.year}, "
         f"CCCD số {m.number}, cùng địa chỉ thôn 3")[i % 2]
        for i, (m, w) in enumerate(zip(MEN[:20], WOMEN[:20], strict=True))
    ]  # fmt: skip
    head = ["Tờ", "Thửa", "Người sử dụng, quản lý đất"]
    rows = [[12, 100 + i, cell] for i, cell in enumerate(told)]
    source = SOURCES["land_parcels"]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", [head, *rows]), source)
    assert sheet.status == "read", sheet.message
    people = to_mentions(source, sheet).frame
    found = {(r["file_row"], r["role"]): (r["full_name"], r["person_id"])
             for r in people.iter_rows(named=True)}  # fmt: skip
    alone = {(2 + i, "owner"): MEN[i] for i in range(0, 20, 2)}
    wives = {(2 + i, "owner"): WOMEN[i] for i in range(1, 20, 2)}
    husbands = {(2 + i, "co_owner"): MEN[i] for i in range(1, 20, 2)}
    wanted = alone | wives | husbands
    assert found == {place: (p.name, p.number) for place, p in wanted.items()}


def test_the_first_name_is_taken_only_where_the_columns_beside_it_tell(tmp_path: Path) -> None:
    """Two people in unknown words: what stands behind the second may be of either."""
    heirs = [*P[7:], *P[:7]]
    rows = [[p.name, q.name, p.birth, p.number] for p, q in zip(P, heirs, strict=True)]
    head = ["Họ tên người vay", "Họ tên người thẩm tra", "Ngày sinh", "CCCD"]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", [head, *rows]), SOURCES["farmers_union"])
    assert sheet.status == "waiting"


def test_a_title_merged_over_all_columns_is_no_group(tmp_path: Path) -> None:
    rows = [[p.name, p.year, p.sex, p.number, "Ông Lê Minh Tâm"] for p in P]
    title = ["MỖI TỔ CHỨC GẮN VỚI MỘT ĐỊA CHỈ NHÂN ĐẠO"] * 5
    head = ["Người được trợ giúp", "Năm sinh", "Giới tính", "Số CCCD", "Nhà tài trợ"]
    path = write_xlsx(tmp_path / "a.xlsx", [title, head, *rows])
    (sheet,) = read_file(path, SOURCES["red_cross"])
    assert sheet.header_row == 2
    assert sheet.fields["full_name"].to_list() == [p.name for p in P]


def test_name_and_year_in_brackets(tmp_path: Path) -> None:
    head = ["Stt", "Họ tên, năm sinh", "CCCD", "Nữ"]
    rows = [[i, f"{p.name} ({p.year})", f"{p.number} cấp ngày 08/05/2021",
             "x" if p.sex == "Nữ" else None] for i, p in enumerate(P, 1)]  # fmt: skip
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", [head, *rows]), SOURCES["farmers_union"])
    assert sheet.status == "read", sheet.message
    assert sheet.fields["full_name"].to_list() == [p.name for p in P]
    assert sheet.fields["birth_date"].to_list() == [p.year for p in P]


def test_one_number_for_two_people_in_a_cell_is_nobodys(tmp_path: Path) -> None:
    told = [
        f"Ông {m.name}, sinh năm 1965, CCCD số {m.number}; Bà {w.name}, sinh năm 1967"
        for m, w in zip(MEN[:9], WOMEN[:9], strict=True)
    ]
    rows = [["Thửa đất số", "Tên chủ sử dụng"], *[[i, cell] for i, cell in enumerate(told)]]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["land_parcels"])
    assert sheet.fields["owner.birth_date"].to_list() == ["1965; 1967"] * 9
    assert "owner.id_number" not in sheet.fields.columns


def test_second_table_in_another_order_is_read_by_itself(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"],
        *[[i, p.name, p.birth, p.number] for i, p in enumerate(P)],
        ["STT", "Số CCCD", "Họ và tên", "Ngày sinh"],
        *[[i, p.number, p.name, p.birth] for i, p in enumerate(P[:3])],
    ]
    first, second = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["workers"])
    for sheet, made in ((first, P), (second, P[:3])):
        assert sheet.fields["full_name"].to_list() == [p.name for p in made]
        assert sheet.fields["id_number"].to_list() == [p.number for p in made]
    assert second.header_row == 26


def test_title_of_a_second_block_is_no_person(tmp_path: Path) -> None:
    head = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"]
    rows = [
        head,
        *[[i, p.name, p.birth, p.number] for i, p in enumerate(P[:9])],
        ["DANH SÁCH BỔ SUNG"],
        head,
        *[[i, p.name, p.birth, p.number] for i, p in enumerate(P[9:])],
    ]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["workers"])
    assert sheet.fields["full_name"].to_list() == [p.name for p in P]


@pytest.mark.parametrize("header", ["Ông/Bà", "Ông (bà)", "Cụ ông/cụ bà", "Anh, chị"])
def test_titles_of_both_sexes_over_titles_are_the_sex(tmp_path: Path, header: str) -> None:
    """Numbers and names bear out that who is called `Bà` is a woman."""
    rows = [["TT", "Họ và tên", "Sinh năm", header, "CMND/CCCD"]]
    rows += [
        [str(i), p.name, p.year, "Ông" if p.sex == "Nam" else "Bà", p.number]
        for i, p in enumerate(P, 1)
    ]
    (sheet,) = read_file(write_xlsx(tmp_path / "nct.xlsx", rows), SOURCES["elderly"])
    made = to_mentions(SOURCES["elderly"], sheet).frame
    assert made["full_name"].to_list() == [p.name for p in P]
    assert made["sex"].to_list() == ["male" if p.sex == "Nam" else "female" for p in P]


def test_a_home_behind_the_number_in_a_cell(tmp_path: Path) -> None:
    told = [
        f"Ông {m.name}, sinh năm {m.year}, CCCD số {m.number}, thường trú tại xã Lộc Bắc"
        + (f" và bà {w.name}, sinh năm {w.year}, CCCD số {w.number}" if i % 2 else "")
        for i, (m, w) in enumerate(zip(MEN[:20], WOMEN[:20], strict=True))
    ]
    head = ["STT", "Chủ sử dụng đất (họ tên, năm sinh, CCCD, địa chỉ)", "Thửa đất số"]
    rows = [[i, cell, 100 + i] for i, cell in enumerate(told)]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", [head, *rows]), SOURCES["land_parcels"])
    assert sheet.status == "read", sheet.message
    made = to_mentions(SOURCES["land_parcels"], sheet).frame
    owners, partners = (made.filter(pl.col("role") == role) for role in ("owner", "co_owner"))
    assert owners["full_name"].to_list() == [m.name for m in MEN[:20]]
    assert owners["person_id"].to_list() == [m.number for m in MEN[:20]]
    assert set(owners["address"]) == {"xã Lộc Bắc"}
    assert partners["full_name"].to_list() == [w.name for w in WOMEN[1:20:2]]
    assert partners["person_id"].to_list() == [w.number for w in WOMEN[1:20:2]]


def test_of_two_births_under_one_header_the_numbers_tell_which(tmp_path: Path) -> None:
    joined = [f"{1 + i % 28:02d}/03/{2010 + i % 9}" for i in range(24)]
    rows = [["STT", "Họ và tên", "Ngày tháng năm", "Số", "Ngày tháng năm", "Số"],
            *[[i, p.name, p.birth, p.number, day, 1000 + i]
              for i, (p, day) in enumerate(zip(P, joined, strict=True), 1)]]  # fmt: skip
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["farmers_union"])
    assert sheet.status == "read", sheet.message
    assert sheet.fields["birth_date"].to_list() == [p.birth for p in P]
    assert sheet.fields["id_number"].to_list() == [p.number for p in P]


def test_a_name_without_parts_in_both_columns_is_one(tmp_path: Path) -> None:
    rows = [["STT", "Họ", "Chữ đệm", "Tên", "Số CCCD"],
            *[[i, p.name.split()[0], " ".join(p.name.split()[1:-1]) or None, p.name.split()[-1],
               p.number] for i, p in enumerate(P, 1)]]  # fmt: skip
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["workers"])
    assert "K'Brôih" in [p.name for p in P]
    made = to_mentions(SOURCES["workers"], sheet).frame
    assert made["full_name"].to_list() == [p.name for p in P]


def _births(tmp_path: Path, headers: list[str]) -> tuple[list[object], list[str]]:
    """Read dates of birth under some headers; gives the days and the codes of notices."""
    rows = [["STT", "Họ và tên", *headers, "Số CCCD"],
            *[[i, p.name, *(p.birth for _ in headers), p.number]
              for i, p in enumerate(P, 1)]]  # fmt: skip
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["elderly"])
    assert sheet.status == "read", sheet.message
    made = to_mentions(SOURCES["elderly"], sheet).frame
    assert made["birth_year"].to_list() == [int(p.year) for p in P]
    return made["birth_date"].to_list(), [notice.code for notice in sheet.notices]


@pytest.mark.parametrize("header", ["Ngày sinh (âm lịch)", "Ngày, tháng, năm sinh âm lịch"])
def test_of_dates_under_a_lunar_header_the_year_is_kept(tmp_path: Path, header: str) -> None:
    days, notices = _births(tmp_path, [header])
    assert set(days) == {None}
    assert "lunar_births" in notices


@pytest.mark.parametrize("solar_first", [True, False])
def test_the_solar_date_is_taken_beside_the_lunar_one(tmp_path: Path, solar_first: bool) -> None:
    headers = ["Ngày sinh (dương lịch)", "Ngày sinh (âm lịch)"]
    days, notices = _births(tmp_path, headers if solar_first else headers[::-1])
    assert None not in days
    assert "lunar_births" not in notices


def test_the_sex_in_a_column_without_header_behind_the_name(tmp_path: Path) -> None:
    rows = [["STT", "Họ và tên", None, "Ngày sinh", "Lớp"],
            *[[i, p.name, p.sex, p.birth, "9A"] for i, p in enumerate(P, 1)]]  # fmt: skip
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["students"])
    made = to_mentions(SOURCES["students"], sheet).frame
    assert made["full_name"].to_list() == [p.name for p in P]
    assert made["sex"].to_list() == ["female" if p.sex == "Nữ" else "male" for p in P]


def test_a_header_that_lost_its_first_cell_is_put_over_its_columns(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Nghề nghiệp", None],
            *[[i, p.name, p.birth, p.sex, p.number, "Bảo vệ"]
              for i, p in enumerate(P, 1)]]  # fmt: skip
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["workers"])
    assert sheet.status == "read", sheet.message
    assert sheet.fields["full_name"].to_list() == [p.name for p in P]
    assert sheet.fields["id_number"].to_list() == [p.number for p in P]
    assert "header_shifted" in [notice.code for notice in sheet.notices]


@pytest.mark.parametrize("group", ["Nhập ngũ", "Vào Đảng", "Hưởng", "Mất"])
def test_day_month_and_year_of_another_time_are_not_of_birth(tmp_path: Path, group: str) -> None:
    rows = [["STT", "Họ tên", "Sinh", None, None, group, None, None, "Số CCCD"],
            [None, None, "Ngày", "Tháng", "Năm", "Ngày", "Tháng", "Năm", None],
            *[[i, p.name, *p.birth.split("/"), 2, 8, 1985, p.number]
              for i, p in enumerate(P, 1)]]  # fmt: skip
    path = write_xlsx(tmp_path / "a.xlsx", rows, merges=["C1:E1", "F1:H1"])
    (sheet,) = read_file(path, SOURCES["veterans"])
    assert sheet.status == "read", sheet.message
    assert sheet.fields["birth_year"].to_list() == [p.year for p in P]
    assert sheet.fields["birth_day"].to_list() == [p.birth[:2] for p in P]


def test_the_adult_under_the_child_s_header_is_somebody_else(tmp_path: Path) -> None:
    children, adults = people(60), [p for p in people(160) if int(p.year) < 1985][:20]
    young = [p for p in children if int(p.year) >= 2000][:20]
    count = min(len(young), len(adults))
    rows = [["STT", "Họ và tên", "Năm sinh", "Số CCCD", "Họ và tên", "Năm sinh", "Số CCCD"],
            *[[i, p.name, p.birth, p.number, q.name, q.year, q.number]
              for i, (p, q) in enumerate(zip(young, adults, strict=False), 1)]]  # fmt: skip
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["children"])
    assert count >= 5
    assert sheet.status == "read", sheet.message
    assert sheet.fields["full_name"].to_list() == [p.name for p in young[:count]]
    assert sheet.fields["id_number"].to_list() == [p.number for p in young[:count]]


def test_a_class_below_the_header_is_no_part_of_it(tmp_path: Path) -> None:
    rows = [["STT", "Họ và tên", None, "Ngày sinh", "Nữ"], [None, "Lớp 1A 1"],
            *[[i, " ".join(p.name.split()[:-1]) or None, p.name.split()[-1], p.birth,
               "x" if p.sex == "Nữ" else None] for i, p in enumerate(P, 1)]]  # fmt: skip
    path = write_xlsx(tmp_path / "a.xlsx", rows, merges=["B1:C1"])
    (sheet,) = read_file(path, SOURCES["students"])
    assert sheet.status == "read", sheet.message
    made = to_mentions(SOURCES["students"], sheet).frame
    assert made["full_name"].to_list() == [p.name for p in P]


def test_two_rare_names_on_the_lines_of_a_cell_are_two(tmp_path: Path) -> None:
    names = [f"{p.name}\n{q.name}" for p, q in zip(MEN[:12], WOMEN[:12], strict=True)]
    names[4] = "Lộc Đình Trí\nMai Thu Hiền"
    rows = [["TT", "Họ tên chồng\nHọ tên vợ", "Ngày sinh", "Số giấy tờ", "Ngày đăng ký"],
            *[[i, name, f"{p.birth}\n{q.birth}", f"{p.number}\n{q.number}", "09/09/2019"]
              for i, (name, p, q) in enumerate(
                  zip(names, MEN, WOMEN, strict=False), 1)]]  # fmt: skip
    source = SOURCES["civil_status_marriages"]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), source)
    made = to_mentions(source, sheet).frame.filter(pl.col("file_row") == 6)
    assert made["full_name"].to_list() == ["Lộc Đình Trí", "Mai Thu Hiền"]
    assert made["person_id"].to_list() == [MEN[4].number, WOMEN[4].number]


def test_a_number_behind_a_carer_is_known_by_the_year_in_three_columns(tmp_path: Path) -> None:
    rows = [["STT", "Họ tên", "Ngày sinh", "Tháng sinh", "Năm sinh", "Người chăm sóc", "Số CCCD"],
            *[[i, p.name, *p.birth.split("/"), q.name, p.number]
              for i, (p, q) in enumerate(zip(P, ELDERS, strict=True), 1)]]  # fmt: skip
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["persons_of_merit"])
    assert sheet.status == "read", sheet.message
    assert sheet.fields["id_number"].to_list() == [p.number for p in P]
