"""Lists of the agencies as they come: whose each column is, made from what agencies do."""
# ruff: noqa: E501 (rows stand as the sheet shows them)

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from pipelines.sources import SOURCES
from pipelines.sources.reading import read_file
from tests.sources.reading.people import people
from tests.sources.reading.sheets import expect, read
from tests.sources.reading.writers import write_ods, write_text, write_xls, write_xlsx

P = people(24)


def test_students_with_old_and_new_number_and_parents(tmp_path: Path) -> None:
    header = ["STT", "Mã định danh Bộ GDĐT", "Họ tên", "Ngày sinh", "Giới tính", "Dân tộc",
              "Trạng thái", "SĐT liên hệ", "Nơi sinh chi tiết", "Tỉnh thành quê quán",
              "Phường Xã quê quán", "Chỗ ở hiện nay", "Số CMND", "Ngày cấp", "Nơi cấp", "Tên cha",
              "Nghề nghiệp cha", "Năm sinh cha", "Tên mẹ", "Nghề nghiệp mẹ", "Năm sinh mẹ",
              "Lớp học", "Khối học", "Số định danh cá nhân"]  # fmt: skip
    rows = [
        header,
        *[
            [i, f"68{i:08d}", p.name, p.birth, p.sex, "Kinh", "Đang học", "0912345678",
             "Bệnh viện tỉnh", "Tỉnh Lâm Đồng", "Xã Tân Lạc", p.place, None, None, None,
             "Trần Văn Bố", "Làm nông", "1970", "Lê Thị Mẹ", "Làm nông", "1972", "5A", "5",
             p.number]
            for i, p in enumerate(P, 1)
        ],
    ]  # fmt: skip
    sheet = read(write_xls(tmp_path / "hs.xls", rows), "students")
    expect(sheet, 2, record_code=[f"68{i:08d}" for i in range(1, 25)],
           full_name=[p.name for p in P], id_number=[p.number for p in P],
           father_name=["Trần Văn Bố"] * 24, mother_birth=["1972"] * 24,
           address=[p.place for p in P])  # fmt: skip


def test_insurance_grid_with_merged_header(tmp_path: Path) -> None:
    top = ["STT", "Họ và tên", "Đã có sổ BHXH", "Số sổ BHXH", "Kiểm tra mã số BHXH", None,
           "Chỉ có năm sinh hoặc tháng/năm", "Ngày, tháng, năm sinh", "Nữ", "Dân tộc", "Quốc tịch",
           "Số CMTNN/Hộ chiếu/Thẻ căn cước", "Địa chỉ đăng ký giấy khai sinh", None, None,
           "Địa chỉ nhận hồ sơ", None, None, "Phương án"]  # fmt: skip
    low = [None, None, None, None, "Mã số BHXH", "Trạng thái", None, None, None, None, None, None,
           "Tỉnh/TP", "Quận/huyện", "Xã/phường", "Tỉnh/TP", "Quận/huyện", "Xã/phường", None]  # fmt: skip
    rows = [
        ["Mẫu D02-LT"],
        top,
        low,
        *[
            [i, p.name, "x", f"99{i:08d}", f"68{i:08d}", "Hợp lệ", "0", p.birth,
             "x" if p.sex == "Nữ" else None, "Kinh", "VN", p.number, "Nghệ An", "Vinh", "Hưng Bình",
             "Lâm Đồng", "Bảo Lâm", "Lộc Bắc", "TM"]
            for i, p in enumerate(P, 1)
        ],
    ]  # fmt: skip
    path = write_xlsx(tmp_path / "d02.xlsx", rows, merges=["E2:F2", "M2:O2", "P2:R2", "A2:A3"])
    sheet = read(path, "social_insurance")
    expect(sheet, 4, record_code=[f"68{i:08d}" for i in range(1, 25)],
           full_name=[p.name for p in P], birth_precision=["0"] * 24,
           sex_female=["x" if p.sex == "Nữ" else None for p in P],
           commune=["Lộc Bắc"] * 24, district=["Bảo Lâm"] * 24,
           id_number=[p.number for p in P])  # fmt: skip


def test_insurance_json_names(tmp_path: Path) -> None:
    header = ["maSoBHXH", "hoTen", "ccns", "ngaySinh", "gioiTinh", "quocTich", "danToc", "cmnd",
              "maTinhKs", "maHuyenKs", "maXaKs", "maHoGiaDinh"]  # fmt: skip
    rows = [
        header,
        *[
            [f"68{i:08d}", p.name, "0", p.birth, int(p.sex == "Nam"), "VN", "01", p.number, "68",
             "676", "25057", f"H{i}"]
            for i, p in enumerate(P, 1)
        ],
    ]  # fmt: skip
    sheet = read(write_text(tmp_path / "bhxh.txt", rows, delimiter="|"), "social_insurance")
    expect(sheet, 2, full_name=[p.name for p in P], sex=[str(int(p.sex == "Nam")) for p in P],
           id_number=[p.number for p in P], birth_precision=["0"] * 24)  # fmt: skip
    assert "commune_code" not in sheet.fields.columns


def test_digitisation_names_of_births(tmp_path: Path) -> None:
    header = ["so", "quyenSo", "trangSo", "ngayDangKy", "loaiDangKy", "noiDangKy", "nksHoTen",
              "nksGioiTinh", "nksNgaySinh", "nksNgaySinhBangChu", "nksDanToc", "nksQuocTich",
              "nksNoiSinh", "nksQueQuan", "meHoTen", "meNgaySinh", "meDanToc", "meNoiCuTru",
              "chaHoTen", "chaNgaySinh", "chaNoiCuTru", "nycHoTen", "nycQuanHe",
              "nycSoGiayToTuyThan", "nguoiKy", "TinhTrangID"]  # fmt: skip
    rows = [
        header,
        *[
            [i, "KS.01/2010", "3", "05/06/2010", "1", "UBND xã Lát", p.name, p.sex, p.birth,
             "Ngày mồng một tháng hai", "Kinh", "Việt Nam", "Đà Lạt", "Hà Nội", "Lê Thị Mẹ", "1980",
             "Kinh", p.place, "Trần Văn Bố", "1979", p.place, "Phan Thị Bà", "Bà", "250111222",
             "Ngô Văn Ký", "7"]
            for i, p in enumerate(P, 1)
        ],
    ]  # fmt: skip
    sheet = read(write_text(tmp_path / "ks.csv", rows, delimiter=";"), "civil_status_births")
    expect(sheet, 2, full_name=[p.name for p in P], birth_date=[p.birth for p in P],
           mother_name=["Lê Thị Mẹ"] * 24, father_birth=["1979"] * 24,
           entry_number=[str(i) for i in range(1, 25)], address=[p.place for p in P])  # fmt: skip
    assert "id_number" not in sheet.fields.columns


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


def test_social_protection_database_columns(tmp_path: Path) -> None:
    header = ["ID", "HoTen", "GioiTinh", "NgaySinh", "ThangSinh", "NamSinh", "IsMonth", "IsDate",
              "SoCMND", "MaDanToc", "MaHC", "IDDiaChi", "MaLDT", "HeSo", "MucTC", "NgayHuong",
              "TinhTrang", "isKhuyetTat"]  # fmt: skip
    rows = [
        header,
        *[
            [str(i), p.name, "1", *map(int, p.birth.split("/")), 1, 1, p.number, "01", "25057",
             "77", "05", "1.5", "540000", "01/01/2020", "1", "0"]
            for i, p in enumerate(P, 1)
        ],
    ]  # fmt: skip
    sheet = read(write_xlsx(tmp_path / "btxh.xlsx", rows), "social_protection")
    day, month, year = zip(*(p.birth.split("/") for p in P), strict=True)
    expect(sheet, 2, birth_day=[str(int(d)) for d in day], birth_month=[str(int(m)) for m in month],
           birth_year=list(year), id_number=[p.number for p in P], commune_code=["25057"] * 24)  # fmt: skip


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


def test_deaths_with_declarant(tmp_path: Path) -> None:
    rows = [
        ["Số ĐK", "Quyển", "Ngày vào sổ", "Họ, chữ đệm, tên người chết", "Sinh ngày", "Giới",
         "Số giấy tờ tùy thân", "Nơi thường trú cuối cùng", "Đã chết vào lúc", "Nơi chết",
         "Họ tên người đi khai", "Số CCCD người đi khai", "Quan hệ"],
        *[
            [str(i), "02", "01/02/2020", p.name, p.birth, p.sex, p.number, p.place, "30/01/2020",
             "Tại nhà", "Phan Thị Khai", "068180000001", "Con"]
            for i, p in enumerate(P, 1)
        ],
    ]  # fmt: skip
    sheet = read(write_text(tmp_path / "kt.csv", rows), "civil_status_deaths")
    expect(sheet, 2, full_name=[p.name for p in P], birth_date=[p.birth for p in P],
           id_number=[p.number for p in P], death_date=["30/01/2020"] * 24,
           address=[p.place for p in P])  # fmt: skip


def test_population_under_other_names(tmp_path: Path) -> None:
    rows = [
        ["SoDDCN", "SoCMND", "HoVaTen", "NgayThangNamSinh", "GioiTinh", "DanToc", "NoiThuongTru",
         "MaHo", "QuanHeVoiChuHo", "HoTenCha", "SoDDCNCha", "HoTenMe", "SoDDCNMe", "TinhTrang"],
        *[
            [p.number, None, p.name, p.birth, p.sex, "Kinh", p.place, "1", "Con", "Trần Văn Bố",
             "068060000001", "Lê Thị Mẹ", "068162000001", "Thường trú"]
            for p in P
        ],
    ]  # fmt: skip
    frame = pl.DataFrame(rows[1:], schema=rows[0], orient="row", infer_schema_length=None)
    path = tmp_path / "dc.parquet"
    frame.with_columns(pl.col(pl.Null).cast(pl.String)).write_parquet(path)
    sheet = read(path, "population")
    expect(sheet, 2, id_number=[p.number for p in P], full_name=[p.name for p in P],
           father_id=["068060000001"] * 24, mother_name=["Lê Thị Mẹ"] * 24,
           household_id=["1"] * 24, address=[p.place for p in P])  # fmt: skip


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


def test_merit_beneficiary_and_the_one_honoured(tmp_path: Path) -> None:
    rows = [
        ["STT", "Số hồ sơ", "Họ tên liệt sĩ", "Năm sinh liệt sĩ", "Họ tên người hưởng", "Năm sinh",
         "Số CCCD", "Nơi thường trú", "Loại đối tượng", "Tỷ lệ thương tật"],
        *[
            [i, f"HS{i}", "Phan Văn Sĩ", "1945", p.name, p.year, p.number, p.place,
             "Thân nhân liệt sĩ", None]
            for i, p in enumerate(P, 1)
        ],
    ]  # fmt: skip
    sheet = read(write_xlsx(tmp_path / "ncc.xlsx", rows), "persons_of_merit")
    expect(sheet, 2, full_name=[p.name for p in P], birth_date=[p.year for p in P],
           id_number=[p.number for p in P])  # fmt: skip


def test_address_in_parts_and_two_addresses(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ tên", "Ngày sinh", "Nơi thường trú", None, None, "Quê quán", None],
        [None, None, None, "Thôn", "Xã", "Huyện", "Xã", "Tỉnh"],
        *[
            [i, p.name, p.birth, "Thôn 2", "Lộc Bắc", "Bảo Lâm", "Hưng Bình", "Nghệ An"]
            for i, p in enumerate(P, 1)
        ],
    ]
    sheet = read(write_xlsx(tmp_path / "nld.xlsx", rows, merges=["D1:F1", "G1:H1"]), "workers")
    expect(sheet, 3, hamlet=["Thôn 2"] * 24, commune=["Lộc Bắc"] * 24, district=["Bảo Lâm"] * 24)
    assert "province" not in sheet.fields.columns


def test_birth_with_parents_under_repeated_headers(tmp_path: Path) -> None:
    rows = [
        [
            "TT",
            "Số",
            "Họ tên con",
            "Ngày sinh",
            "GT",
            "Họ tên cha",
            "Ngày sinh",
            "Số CCCD",
            "Họ tên mẹ",
            "Ngày sinh",
            "Số CCCD",
            "Nơi cư trú cha mẹ",
        ],
        *[
            [
                i,
                i,
                p.name,
                p.birth,
                p.sex,
                "Trần Văn Bố",
                "01/01/1970",
                "068070000001",
                "Lê Thị Mẹ",
                "02/02/1972",
                "068172000001",
                p.place,
            ]
            for i, p in enumerate(P, 1)
        ],
    ]
    sheet = read(write_text(tmp_path / "ks.csv", rows), "civil_status_births")
    expect(sheet, 2, birth_date=[p.birth for p in P], father_id=["068070000001"] * 24,
           mother_id=["068172000001"] * 24, father_birth=["01/01/1970"] * 24,
           address=[p.place for p in P])  # fmt: skip
    assert "id_number" not in sheet.fields.columns


def test_number_of_another_person_waits(tmp_path: Path) -> None:
    rows = [
        ["TT", "Số", "Họ tên con", "Ngày sinh", "Họ tên mẹ", "Số CCCD"],
        *[[i, i, p.name, "01/02/2015", "Lê Thị Mẹ", p.number] for i, p in enumerate(P, 1)],
    ]
    (sheet,) = read_file(write_text(tmp_path / "ks.csv", rows), SOURCES["civil_status_births"])
    assert sheet.status == "waiting"
    assert "năm sinh trong số định danh" in sheet.message


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


def test_columns_that_complete_each_other(tmp_path: Path) -> None:
    rows = [
        ["Họ tên", "Ngày sinh", "Số CCCD", "Số định danh cá nhân"],
        *[
            [p.name, p.birth, p.number if i % 2 else None, None if i % 2 else p.number]
            for i, p in enumerate(P)
        ],
    ]
    sheet = read(write_text(tmp_path / "a.csv", rows), "workers")
    expect(sheet, 2, id_number=[p.number for p in P])


def test_guardian_head_and_bank_are_left_aside(tmp_path: Path) -> None:
    rows = [
        [
            "TT",
            "Họ tên đối tượng",
            "Ngày sinh",
            "Số CMND/CCCD",
            "Ngày cấp",
            "Chỗ ở",
            "Họ tên người giám hộ",
            "Số CCCD người giám hộ",
            "Họ tên chủ hộ",
            "Hình thức chi trả",
            "Số tài khoản",
            "Nhóm đối tượng",
        ],
        *[
            [
                i,
                p.name,
                p.birth,
                p.number,
                "01/01/2020",
                p.place,
                "Lê Thị C",
                "068172000001",
                "Ngô Văn H",
                "Tiền mặt",
                "123456789012",
                "Người cao tuổi",
            ]
            for i, p in enumerate(P, 1)
        ],
    ]
    sheet = read(write_text(tmp_path / "bt.csv", rows), "social_protection")
    expect(sheet, 2, full_name=[p.name for p in P], id_number=[p.number for p in P],
           payment_form=["Tiền mặt"] * 24)  # fmt: skip


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
