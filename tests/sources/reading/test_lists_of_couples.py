"""Lists that name two or more people a row, as agencies make them: whose each column is."""
# ruff: noqa: E501 (rows stand as the sheet shows them)

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.sources.reading.people import people
from tests.sources.reading.sheets import expect, read
from tests.sources.reading.writers import write_ods, write_text, write_xlsx

P = people(24)


def test_lower_case_database_names_of_marriages(tmp_path: Path) -> None:
    header = ["so", "quyenso", "ngaydangky", "noidangky", "chonghoten", "chongngaysinh",
              "chongsogiaytotuythan", "chongnoicutru", "vohoten", "vongaysinh",
              "vosogiaytotuythan", "vonoicutru"]  # fmt: skip
    pairs = list(zip(P[::2], P[1::2], strict=True))
    rows = [
        header,
        *[
            [i, "01/2018", "01/02/2018", "UBND", a.name, a.birth, a.number, a.place, b.name,
             b.birth, b.number, b.place]
            for i, (a, b) in enumerate(pairs, 1)
        ],
    ]  # fmt: skip
    sheet = read(write_text(tmp_path / "kh.tsv", rows, delimiter="\t"), "civil_status_marriages")
    expect(sheet, 2, husband__full_name=[a.name for a, _ in pairs],
           wife__full_name=[b.name for _, b in pairs],
           husband__id_number=[a.number for a, _ in pairs],
           wife__birth_date=[b.birth for _, b in pairs])  # fmt: skip


@pytest.mark.parametrize("merged", [True, False])
def test_marriages_under_group_headers(tmp_path: Path, merged: bool) -> None:
    pairs = list(zip(P[::2], P[1::2], strict=True))
    rows = [
        ["SỔ ĐĂNG KÝ KẾT HÔN"],
        ["Số", "Quyển số", "Ngày ĐK", "BÊN NAM", None, None, None, "BÊN NỮ", None, None, None],
        [None, None, None, "Họ, chữ đệm, tên", "Năm sinh", "Số CCCD", "Nơi cư trú",
         "Họ, chữ đệm, tên", "Năm sinh", "Số CCCD", "Nơi cư trú"],
        *[
            [i, "01", dt.date(2018, 1, i), a.name, a.year, a.number, a.place, b.name, b.year,
             b.number, b.place]
            for i, (a, b) in enumerate(pairs, 1)
        ],
    ]  # fmt: skip
    merges = ["D2:G2", "H2:K2", "A2:A3", "B2:B3", "C2:C3"] if merged else []
    sheet = read(write_xlsx(tmp_path / "kh.xlsx", rows, merges=merges), "civil_status_marriages")
    expect(sheet, 4, husband__full_name=[a.name for a, _ in pairs],
           wife__full_name=[b.name for _, b in pairs], wife__id_number=[b.number for _, b in pairs],
           husband__birth_date=[a.year for a, _ in pairs],
           event_date=[f"2018-01-{i:02d}" for i in range(1, 13)])  # fmt: skip


def test_marriages_with_repeated_headers_placed_by_names(tmp_path: Path) -> None:
    pairs = list(zip(P[::2], P[1::2], strict=True))
    rows = [
        ["STT", "Họ tên chồng", "Ngày sinh", "CCCD", "Họ tên vợ", "Ngày sinh", "CCCD"],
        *[
            [i, a.name, a.birth, a.number, b.name, b.birth, b.number]
            for i, (a, b) in enumerate(pairs, 1)
        ],
    ]
    sheet = read(write_text(tmp_path / "kh.csv", rows), "civil_status_marriages")
    expect(sheet, 2, husband__birth_date=[a.birth for a, _ in pairs],
           wife__birth_date=[b.birth for _, b in pairs],
           wife__id_number=[b.number for _, b in pairs])  # fmt: skip


def test_land_annex_with_repeated_names(tmp_path: Path) -> None:
    land = ["Loại đất", "Diện tích", "Nguồn gốc sử dụng", "Hình thức sử dụng ", "Thời hạn sử dụng"]
    header = ["Mã ĐVHC cấp xã", "Số phát hành GCN", "Ngày cấp GCN", "Số vào sổ GCN", "Tên tổ chức",
              "Số định danh tổ chức",
              "Họ và tên chủ sử dụng/\nHọ tên người đại diện tổ chức", "Ngày, tháng, năm sinh",
              "Giới tính", "Số định danh cá nhân/CCCD", "Địa chỉ thường trú", "Pháp nhân trên GCN",
              "Vai trò pháp nhân trên GCN", "Tên người sử dụng hiện tại",
              "Số định danh cá nhân (CCCD)", "địa chỉ thường trú (2 cấp)",
              "Lý do thay đổi (thừa kế, tặng cho, chuyển nhượng...)", "Mã định danh thửa đất",
              "Số tờ bản đồ ghi trên GCN", "Số thứ tự thửa đất ghi trên GCN",
              "Số hiệu tờ trên bản đồ địa chính", "Số thứ tự thửa trên bản đồ địa chính",
              "Địa chỉ thửa đất", "Diện tích thửa đất", *land, *land, *land,
              "Loại tài sản gắn liền với đất", "Khu nhà chung cư, nhà hỗn hợp", "Nhà chung cư",
              "Số căn hộ", "Diện tích xây dựng", "Diện tích sàn", "Hình thức sở hữu",
              "Thời hạn sở hữu", "Cấp hạng", "Tên file quét GCN/CCCD"]  # fmt: skip
    others = people(24, 100)
    rows = [
        ["PHỤ LỤC 3"],
        header,
        *[
            ["25057", f"CS {100000 + i}", "05/06/2015", f"CS0{i}", None, None, p.name, p.birth,
             p.sex, p.number, p.place, "Cá nhân", "Cá nhân", q.name, q.number, q.place,
             "tặng cho", None, "3", str(i), "12", str(i + 100), "Thôn 1, Xã Lộc Bắc", "200",
             *["ONT", "100", "CNQ", "Riêng", "Lâu dài"], *[None] * 20, "a.pdf"]
            for i, (p, q) in enumerate(zip(P, others, strict=True), 1)
        ],
    ]  # fmt: skip
    sheet = read(write_xlsx(tmp_path / "pl3.xlsx", rows), "land_parcels")
    expect(sheet, 3, owner__full_name=[p.name for p in P], owner__id_number=[p.number for p in P],
           owner__birth_date=[p.birth for p in P], owner__address=[p.place for p in P],
           map_sheet=["12"] * 24, parcel_number=[str(i + 100) for i in range(1, 25)],
           commune_code=["25057"] * 24)  # fmt: skip
    assert not any(name.startswith("co_owner") for name in sheet.fields.columns)


def test_land_second_holder_by_neighbour(tmp_path: Path) -> None:
    pairs = list(zip(P[::2], P[1::2], strict=True))
    rows = [
        ["STT", "Tờ BĐ", "Thửa", "Chủ sử dụng", "Năm sinh", "Số CCCD", "Vợ/chồng", "Năm sinh",
         "Số CCCD", "Địa chỉ"],
        *[
            [i, "3", str(i), a.name, a.year, a.number, b.name, b.year, b.number, a.place]
            for i, (a, b) in enumerate(pairs, 1)
        ],
    ]  # fmt: skip
    sheet = read(write_ods(tmp_path / "dat.ods", rows), "land_parcels")
    expect(sheet, 2, owner__full_name=[a.name for a, _ in pairs],
           co_owner__full_name=[b.name for _, b in pairs],
           co_owner__id_number=[b.number for _, b in pairs],
           owner__birth_date=[a.year for a, _ in pairs],
           co_owner__birth_date=[b.year for _, b in pairs])  # fmt: skip


def test_adoption_under_groups(tmp_path: Path) -> None:
    rows = [
        ["Số", "Quyển số", "Ngày đăng ký", "CON NUÔI", None, None, "CHA NUÔI", None, "MẸ NUÔI", None],
        [None, None, None, "Họ tên", "Ngày sinh", "Giới tính", "Họ tên", "Năm sinh", "Họ tên", "Năm sinh"],
        *[
            [i, "01", "05/06/2008", p.name, p.birth, p.sex, "Trần Văn Bố", "1960", "Lê Thị Mẹ", "1962"]
            for i, p in enumerate(P[:6], 1)
        ],
    ]  # fmt: skip
    sheet = read(write_xlsx(tmp_path / "ncn.xlsx", rows), "civil_status_adoptions")
    expect(sheet, 3, adoptee__full_name=[p.name for p in P[:6]],
           adoptive_father__full_name=["Trần Văn Bố"] * 6,
           adoptive_mother__birth_date=["1962"] * 6)  # fmt: skip


def test_saints_and_couples_stay_one_cell(tmp_path: Path) -> None:
    rows = [
        ["STT", "Mã xã", "Số tờ", "Số thửa", "Tên chủ", "Năm sinh", "Số giấy tờ", "Địa chỉ"],
        *[
            [i, "25057", "1", str(i), f"Ông {a.name} và bà {b.name}", f"{a.year}; {b.year}",
             f"{a.number}; {b.number}", a.place]
            for i, (a, b) in enumerate(zip(P[::2], P[1::2], strict=True), 1)
        ],
    ]  # fmt: skip
    sheet = read(write_text(tmp_path / "ilis.csv", rows), "land_parcels")
    names = [f"Ông {a.name} và bà {b.name}" for a, b in zip(P[::2], P[1::2], strict=True)]
    expect(sheet, 2, owner__full_name=names)
    assert "owner.id_number" in sheet.fields.columns
    assert "owner.birth_date" in sheet.fields.columns


def test_couple_told_apart_by_their_names(tmp_path: Path) -> None:
    men = [p for p in people(40) if p.sex == "Nam"][:12]
    women = [p for p in people(40) if "Thị" in p.name][:12]
    rows = [
        ["STT", "Họ tên", "Ngày sinh", "Số CCCD", "Họ tên", "Ngày sinh", "Số CCCD"],
        *[
            [i, b.name, b.birth, b.number, a.name, a.birth, a.number]
            for i, (a, b) in enumerate(zip(men, women, strict=False), 1)
        ],
    ]
    sheet = read(write_text(tmp_path / "kh.csv", rows), "civil_status_marriages")
    count = min(len(men), len(women))
    expect(sheet, 2, wife__full_name=[b.name for b in women[:count]],
           husband__id_number=[a.number for a in men[:count]],
           wife__birth_date=[b.birth for b in women[:count]])  # fmt: skip


def test_holder_is_the_husband_where_only_the_wife_is_named_apart(tmp_path: Path) -> None:
    pairs = list(zip(P[::2], P[1::2], strict=True))
    rows = [
        [
            "TT",
            "Xã",
            "Tờ",
            "Thửa",
            "Họ tên chủ sử dụng",
            "NS chồng",
            "Số CMND chồng",
            "Họ tên vợ",
            "NS vợ",
            "Số CMND vợ",
            "Địa chỉ",
        ],
        *[
            [i, "Lộc Bắc", "3", str(i), a.name, a.year, a.number, b.name, b.year, b.number, a.place]
            for i, (a, b) in enumerate(pairs, 1)
        ],
    ]
    sheet = read(write_text(tmp_path / "dat.csv", rows), "land_parcels")
    expect(sheet, 2, owner__birth_date=[a.year for a, _ in pairs],
           owner__id_number=[a.number for a, _ in pairs],
           co_owner__id_number=[b.number for _, b in pairs])  # fmt: skip


def test_second_holder_under_the_same_headers(tmp_path: Path) -> None:
    block = ["Họ và tên", "Năm sinh", "CMND/CCCD", "Địa chỉ"]
    pairs = list(zip(P[:12], P[12:], strict=True))
    rows = [
        ["Số tờ", "Số thửa", *block, *block],
        *[
            ["1", str(i), *(v for p in pair for v in (p.name, p.year, p.number, p.place))]
            for i, pair in enumerate(pairs, 1)
        ],
    ]
    sheet = read(write_text(tmp_path / "dat.csv", rows), "land_parcels")
    expect(sheet, 2, owner__full_name=[a.name for a, _ in pairs],
           owner__birth_date=[a.year for a, _ in pairs], owner__id_number=[a.number for a, _ in pairs],
           co_owner__full_name=[b.name for _, b in pairs], co_owner__birth_date=[b.year for _, b in pairs],
           co_owner__id_number=[b.number for _, b in pairs],
           co_owner__address=[b.place for _, b in pairs])  # fmt: skip
