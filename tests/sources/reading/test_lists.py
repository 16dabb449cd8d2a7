"""Lists of the agencies as they come: whose each column is, made from what agencies do."""
# ruff: noqa: E501 (rows stand as the sheet shows them)

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.sources import SOURCES
from pipelines.sources.reading import read_file
from tests.sources.reading.people import people
from tests.sources.reading.sheets import expect, read
from tests.sources.reading.writers import write_text, write_xls, write_xlsx

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
