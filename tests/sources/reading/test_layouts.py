"""Rows and header rows of files nobody has seen before, laid out from what agencies do."""
# ruff: noqa: E501 (rows stand as the sheet shows them)

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import read_file
from tests.sources.reading.people import Made, people
from tests.sources.reading.sheets import expect, read
from tests.sources.reading.writers import write_ods, write_text, write_xls, write_xlsx

P = people(24)


def test_abbreviated_headers_with_titles_and_footer(tmp_path: Path) -> None:
    rows = [
        ["HỘI NGƯỜI CAO TUỔI XÃ LỘC BẮC", None, None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [None, None, None, None, None, "Độc lập - Tự do - Hạnh phúc"],
        [None],
        ["DANH SÁCH HỘI VIÊN NĂM 2024"],
        ["TT", "HT", "NS", "GT", "SĐDCN", "ĐC"],
        *[[i, p.name, p.year, p.sex, p.number, p.place] for i, p in enumerate(P, 1)],
        ["Tổng cộng: 24 hội viên"],
        [None, None, None, None, "Lộc Bắc, ngày 05 tháng 3 năm 2024"],
        [None, "NGƯỜI LẬP BIỂU", None, None, "CHỦ TỊCH HỘI"],
        [None, "(Ký, ghi rõ họ tên)"],
        [None],
        [None, "Nguyễn Văn Lập", None, None, "Trần Thị Chủ"],
    ]  # fmt: skip
    sheet = read(write_xlsx(tmp_path / "nct.xlsx", rows), "elderly")
    expect(sheet, 6, full_name=[p.name for p in P], birth_date=[p.year for p in P],
           sex=[p.sex for p in P], id_number=[p.number for p in P], address=[p.place for p in P])  # fmt: skip
    assert sheet.header_row == 5
    kinds = sheet.rows["kind"].to_list()
    assert kinds[-6:] == ["footer"] * 4 + ["blank", "footer"]


@pytest.mark.parametrize("above", [9, 10, 13, 14, 15, 16, 40])
def test_a_header_of_two_rows_far_below_notes(tmp_path: Path, above: int) -> None:
    rows = [
        *[[f"Ghi chú {i}: ghi theo giấy khai sinh hoặc thẻ căn cước"] for i in range(above)],
        ["STT", "Họ và tên", "Ngày sinh", "Nơi cư trú", None, "Số CCCD"],
        [None, None, None, "Thôn", "Xã", None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        *[[i, p.name, p.birth, "Thôn 3", "Lộc Bắc", p.number] for i, p in enumerate(P, 1)],
    ]
    path = write_xlsx(tmp_path / "nct.xlsx", rows, merges=[f"D{above + 1}:E{above + 1}"])
    sheet = read(path, "elderly")
    expect(sheet, above + 4, full_name=[p.name for p in P], birth_date=[p.birth for p in P],
           id_number=[p.number for p in P])  # fmt: skip
    assert [c.header for c in sheet.columns][3:5] == ["Nơi cư trú / Thôn", "Nơi cư trú / Xã"]


@pytest.mark.parametrize("people", [P[:8], P])
def test_three_columns_of_birth_behind_the_mother_s_name(
    tmp_path: Path, people: list[Made]
) -> None:
    """The day and the year are no two births; under the last rows of a short list stand names."""
    rows = [
        ["STT", "Họ và tên", "Họ và tên mẹ", "Giới tính", "Ngày sinh", None, None, "Số CCCD"],
        [None, None, None, None, "Ngày sinh", "Tháng sinh", "Năm sinh", None],
        *[
            [i, p.name, f"Trần Thị {p.name.split()[-1]}", p.sex, *p.birth.split("/"), p.number]
            for i, p in enumerate(people, 1)
        ],
        [None, None, None, None, "Lâm Hà, ngày 5 tháng 3", None, "năm 2025"],
        [None, "NGƯỜI LẬP BIỂU", None, None, "HIỆU TRƯỞNG", None, "KẾ TOÁN"],
        [None, "Lê Văn Bảy", None, None, "Ngô Thị Sáu", None, "Võ Văn Năm"],
    ]
    path = write_xlsx(tmp_path / "hs.xlsx", rows, merges=["E1:G1"])
    day, month, year = ([p.birth.split("/")[part] for p in people] for part in range(3))
    expect(read(path, "students"), 3, birth_day=day, birth_month=month, birth_year=year,
           full_name=[p.name for p in people])  # fmt: skip


def test_columns_of_a_lower_row_beside_a_header_that_reaches_down(tmp_path: Path) -> None:
    """A text file tells of no merging: what has nothing below it is no group."""
    rows = [
        ["STT", "Họ và tên", "Chức vụ", None, None, None, "Số CCCD"],
        [None, None, None, "Ngày", "Tháng", "Năm sinh", None],
        *[[i, p.name, "Hội viên", *p.birth.split("/"), p.number] for i, p in enumerate(P, 1)],
    ]
    sheet = read(write_text(tmp_path / "hv.csv", rows), "farmers_union")
    day, month, year = ([p.birth.split("/")[part] for p in P] for part in range(3))
    expect(sheet, 3, birth_day=day, birth_month=month, birth_year=year)
    assert [c.header for c in sheet.columns][2:6] == ["Chức vụ", "Ngày", "Tháng", "Năm sinh"]


def test_year_of_birth_under_male_and_female(tmp_path: Path) -> None:
    rows = [
        ["DANH SÁCH NGƯỜI CAO TUỔI"],
        ["STT", "Họ và tên", "Năm sinh", None, "Số CCCD", "Nơi ở", "Mừng thọ 70"],
        [None, None, "Nam", "Nữ", None, None, None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        *[
            [i, p.name, p.year if p.sex == "Nam" else None, p.year if p.sex == "Nữ" else None,
             p.number, p.place, "x"]
            for i, p in enumerate(P, 1)
        ],
    ]  # fmt: skip
    path = write_xlsx(
        tmp_path / "nct.xlsx", rows, merges=["C2:D2", "A2:A3", "B2:B3", "E2:E3", "F2:F3"]
    )
    sheet = read(path, "elderly")
    male = [p.year if p.sex == "Nam" else None for p in P]
    female = [p.year if p.sex == "Nữ" else None for p in P]
    expect(sheet, 5, full_name=[p.name for p in P], birth_year_male=male, birth_year_female=female,
           id_number=[p.number for p in P])  # fmt: skip
    assert sheet.rows["kind"].to_list()[1:4] == ["header"] * 3


@pytest.mark.parametrize("merged", [True, False])
def test_sex_boxes_and_split_date(tmp_path: Path, merged: bool) -> None:
    rows = [
        ["STT", "Họ tên hội viên", "Giới tính", None, "Ngày tháng năm sinh", None, None, "CCCD/CMND"],
        [None, None, "Nam", "Nữ", "Ngày", "Tháng", "Năm", None],
        *[
            [str(i), p.name, "x" if p.sex == "Nam" else None, "x" if p.sex == "Nữ" else None,
             *p.birth.split("/"), p.number]
            for i, p in enumerate(P, 1)
        ],
    ]  # fmt: skip
    merges = ["C1:D1", "E1:G1", "A1:A2", "B1:B2", "H1:H2"] if merged else []
    sheet = read(write_xlsx(tmp_path / "hv.xlsx", rows, merges=merges), "farmers_union")
    day, month, year = zip(*(p.birth.split("/") for p in P), strict=True)
    expect(sheet, 3, birth_day=list(day), birth_month=list(month), birth_year=list(year),
           sex_male=["x" if p.sex == "Nam" else None for p in P],
           sex_female=["x" if p.sex == "Nữ" else None for p in P],
           id_number=[p.number for p in P])  # fmt: skip


def test_family_and_given_name_under_one_merged_header(tmp_path: Path) -> None:
    people_ = [p for p in P if " " in p.name]
    rows = [
        ["SỞ GIÁO DỤC VÀ ĐÀO TẠO"],
        ["DANH SÁCH HỌC SINH LỚP 5A"],
        [None],
        ["STT", "Họ và tên", None, "Ngày sinh", "Phái", "Số định danh cá nhân", "Ghi chú"],
        *[
            [i, *p.name.rsplit(" ", 1), p.birth, p.sex, p.number, None]
            for i, p in enumerate(people_, 1)
        ],
    ]
    sheet = read(write_xlsx(tmp_path / "lop5a.xlsx", rows, merges=["B4:C4"]), "students")
    expect(sheet, 5, family_name=[p.name.rsplit(" ", 1)[0] for p in people_],
           given_name=[p.name.rsplit(" ", 1)[1] for p in people_],
           sex=[p.sex for p in people_], id_number=[p.number for p in people_])  # fmt: skip


def test_misspelt_headers_confirmed_by_contents(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tênn", "Ngày sin", "Gới tính", "Số CCCDD", "Đia chỉ thuong chú"],
        *[[i, p.name, p.birth, p.sex, p.number, p.place] for i, p in enumerate(P, 1)],
    ]
    sheet = read(write_text(tmp_path / "ld.csv", rows), "workers")
    expect(sheet, 2, full_name=[p.name for p in P], birth_date=[p.birth for p in P],
           sex=[p.sex for p in P], id_number=[p.number for p in P], address=[p.place for p in P])  # fmt: skip


def test_no_header_at_all(tmp_path: Path) -> None:
    rows = [[i, p.name, p.birth, p.sex, p.number, p.place] for i, p in enumerate(P, 1)]
    sheet = read(write_text(tmp_path / "ctd.csv", rows), "red_cross")
    assert sheet.header_row is None
    expect(sheet, 1, full_name=[p.name for p in P], birth_date=[p.birth for p in P],
           sex=[p.sex for p in P], id_number=[p.number for p in P], address=[p.place for p in P])  # fmt: skip


def test_silent_header_over_numbers(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", None, "Nơi thường trú"],
        *[[i, p.name, p.birth, p.number, p.place] for i, p in enumerate(P, 1)],
    ]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", rows), "veterans")
    expect(sheet, 2, id_number=[p.number for p in P])


def test_sections_repeated_headers_and_subtotals(tmp_path: Path) -> None:
    header = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Địa chỉ"]

    def line(i: int) -> list[object]:
        p = P[i]
        return [i + 1, p.name, p.birth, p.number, p.place]

    rows = [
        ["DANH SÁCH HỘI VIÊN"],
        header,
        ["I", "Xã Lộc Bắc"],
        *[line(i) for i in range(8)],
        [None, "Cộng", None, None, "8"],
        [None],
        header,
        ["II", "Chi hội thôn 3"],
        *[line(i) for i in range(8, 24)],
        ["Tổng số: 24 người"],
    ]
    sheet = read(write_xlsx(tmp_path / "hnd.xlsx", rows), "farmers_union")
    assert sheet.fields["id_number"].to_list() == [p.number for p in P]
    assert sheet.fields["file_row"].to_list() == [*range(4, 12), *range(16, 32)]
    kinds = dict(zip(sheet.rows["file_row"], sheet.rows["kind"], strict=True))
    assert [kinds[r] for r in (1, 2, 3, 12, 13, 14, 15, 32)] == [
        "title", "header", "title", "footer", "blank", "header", "title", "footer",
    ]  # fmt: skip


def test_several_sheets_instructions_and_summary(tmp_path: Path) -> None:
    data = [
        ["STT", "Họ tên trẻ", "Ngày sinh", "Giới tính", "Số ĐDCN"],
        *[[i, p.name, p.birth, p.sex, p.number] for i, p in enumerate(P, 1)],
    ]
    sheets = {
        "Hướng dẫn": [["HƯỚNG DẪN NHẬP LIỆU"], ["1. Nhập đúng mẫu"], ["2. Không gộp ô"]],
        "Tổng hợp": [["STT", "Xã/phường", "Số lượng"], [1, "Xã Lộc Bắc", 24]],
        "DS": data,
        "Sheet3": [],
    }
    found = read_file(write_xlsx(tmp_path / "te.xlsx", sheets), SOURCES["children"])
    assert {s.sheet_name: str(s.status) for s in found} == {
        "Hướng dẫn": "skipped", "Tổng hợp": "skipped", "DS": "read", "Sheet3": "skipped",
    }  # fmt: skip
    assert all(s.message for s in found)


def test_hidden_rows_hidden_sheet_and_offset(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"],
        *[[i, p.name, p.birth, p.number] for i, p in enumerate(P, 1)],
    ]
    path = write_xlsx(
        tmp_path / "cb.xlsx",
        {"Ẩn": rows},
        hidden_rows=[8, 9],
        at=(4, 2),
    )
    sheet = read(path, "teachers")
    expect(sheet, 6, full_name=[p.name for p in P], id_number=[p.number for p in P])
    assert sheet.header_row == 5
    assert [c.position for c in sheet.columns] == [3, 4, 5, 6]
    assert [n.count for n in sheet.notices if n.code == "hidden_rows"] == [2]


def test_numeric_ids_and_true_dates_keep_every_digit(tmp_path: Path) -> None:
    days = [dt.date(*map(int, reversed(p.birth.split("/")))) for p in P]
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"],
        *[[i, p.name, d, int(p.number)] for i, (p, d) in enumerate(zip(P, days, strict=True), 1)],
    ]
    for path in (
        write_xlsx(tmp_path / "a.xlsx", rows),
        write_xls(tmp_path / "a.xls", rows),
        write_ods(tmp_path / "a.ods", rows),
    ):
        sheet = read(path, "workers")
        expect(sheet, 2, birth_date=[d.isoformat() for d in days],
               id_number=[str(int(p.number)) for p in P])  # fmt: skip


def test_us_parsed_dates_stay_apart(tmp_path: Path) -> None:
    mixed = [
        dt.date(int(p.year), int(p.birth[:2]), int(p.birth[3:5])) if int(p.birth[:2]) <= 12
        else p.birth
        for p in P
    ]  # fmt: skip
    rows = [
        ["STT", "Họ và tên", "Ngày sinh"],
        *[[1, p.name, d] for p, d in zip(P, mixed, strict=True)],
    ]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", rows), "workers")
    wanted = [d.isoformat() if isinstance(d, dt.date) else d for d in mixed]
    expect(sheet, 2, birth_date=wanted)


def test_text_file_with_blank_lines_ragged_rows_and_multiline_cells(tmp_path: Path) -> None:
    lines = ["DANH SÁCH", "", "STT;Họ và tên;Ngày sinh;Số CCCD;Địa chỉ"]
    lines += [f"{i};{p.name};{p.birth};{p.number};{p.place}" for i, p in enumerate(P[:20], 1)]
    lines += ["", f"21;{P[20].name};{P[20].birth}"]
    lines += [f'22;{P[21].name};{P[21].birth};{P[21].number};"Thôn 1\nXã Lộc Bắc"']
    lines += [f"23;{P[22].name};{P[22].birth};{P[22].number};a;thừa;thừa"]
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    sheet = read(path, "workers")
    assert sheet.fields["file_row"].to_list() == [*range(4, 24), 25, 26, 27]
    assert sheet.fields["full_name"].to_list() == [p.name for p in P[:23]]
    assert sheet.fields["address"].to_list()[-2:] == ["Thôn 1\nXã Lộc Bắc", "a"]
    assert sheet.rows.height == 27
    assert sheet.rows["cells"].to_list()[-1][-2:] == ["thừa", "thừa"]


def test_merged_cells_in_the_data(tmp_path: Path) -> None:
    rows = [
        ["STT", "Mã hộ", "Họ tên trẻ", "Ngày sinh", "Họ tên mẹ"],
        *[
            [i, f"H{i // 2}" if i % 2 == 0 else None, p.name, p.birth,
             "Lê Thị Mẹ" if i % 2 == 0 else None]
            for i, p in enumerate(P)
        ],
    ]  # fmt: skip
    merges = [f"B{2 + i}:B{3 + i}" for i in range(0, 24, 2)]
    merges += [f"E{2 + i}:E{3 + i}" for i in range(0, 24, 2)]
    sheet = read(write_xlsx(tmp_path / "te.xlsx", rows, merges=merges), "children")
    expect(sheet, 2, mother_name=["Lê Thị Mẹ"] * 24,
           household_id=[f"H{i // 2}" for i in range(24)])  # fmt: skip


def test_header_broken_over_two_rows_and_lines(tmp_path: Path) -> None:
    rows = [
        ["Số", "Họ và tên", "Ngày, tháng,", "Giới", "Số định danh\ncá nhân", "Nơi đăng ký"],
        ["TT", "hội viên", "năm sinh", "tính", "(CCCD)", "thường trú"],
        ["A", "B", "1", "2", "3", "4"],
        *[[i, p.name, p.birth, p.sex, p.number, p.place] for i, p in enumerate(P, 1)],
    ]
    sheet = read(write_xlsx(tmp_path / "ccb.xlsx", rows), "veterans")
    expect(sheet, 4, full_name=[p.name for p in P], birth_date=[p.birth for p in P],
           sex=[p.sex for p in P], id_number=[p.number for p in P], address=[p.place for p in P])  # fmt: skip


def test_english_and_annotated_headers(tmp_path: Path) -> None:
    english = ["No", "Full name", "Date of birth", "Gender", "ID number", "Address"]
    annotated = [
        "STT",
        "Họ và tên (viết in hoa)",
        "Ngày sinh (dd/mm/yyyy)",
        "Giới tính (Nam/Nữ)",
        "Số CCCD/CMND (12 số)",
        "Địa chỉ thường trú (thôn, xã, huyện)",
    ]
    for header in (english, annotated):
        rows = [
            header,
            *[[i, p.name, p.birth, p.sex, p.number, p.place] for i, p in enumerate(P, 1)],
        ]
        sheet = read(write_text(tmp_path / "a.csv", rows), "workers")
        expect(sheet, 2, full_name=[p.name for p in P], birth_date=[p.birth for p in P],
               sex=[p.sex for p in P], id_number=[p.number for p in P], address=[p.place for p in P])  # fmt: skip


def test_a_hamlet_right_below_the_header_is_no_part_of_it(tmp_path: Path) -> None:
    """The words of a place may name people: `Buôn Con Ó` has nobody's child in it."""
    rows = [
        ["DANH SÁCH LAO ĐỘNG ĐI LÀM VIỆC NGOÀI TỈNH"],
        ["STT", "Họ tên, năm sinh", "Nam/nữ", "Số CC/CCCD", "Chủ hộ", "Làm việc tại"],
        [None, "BUÔN CON Ó"],
        *[[i, f"{p.name} ({p.year})", p.sex, p.number, "Hồ Minh Phúc", "Đồng Nai"]
          for i, p in enumerate(P, 1)],
    ]  # fmt: skip
    sheet = read(write_xlsx(tmp_path / "lao dong.xlsx", rows), "workers")
    expect(sheet, 4, full_name=[p.name for p in P], birth_date=[p.year for p in P],
           sex=[p.sex for p in P], id_number=[p.number for p in P])  # fmt: skip


def test_surname_apart_from_middle_and_given_name(tmp_path: Path) -> None:
    rows = [["STT", "Họ", "Tên đệm và tên", "Sinh ngày", "Sinh tháng", "Sinh năm", "Số CCCD"]]
    rows += [
        [str(i), *p.name.partition(" ")[::2], *p.birth.split("/"), p.number]
        for i, p in enumerate(P, 1)
    ]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", rows), "workers")
    made = to_mentions(SOURCES["workers"], sheet).frame
    assert made["full_name"].to_list() == [p.name for p in P]
    assert made["birth_date"].dt.to_string("%d/%m/%Y").to_list() == [p.birth for p in P]
