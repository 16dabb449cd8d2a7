"""Files nobody has seen before, laid out from what agencies do, not from any sample."""
# ruff: noqa: E501 (rows stand as the sheet shows them)

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from pipelines.sources import SOURCES
from pipelines.sources.reading import Sheet, read_file
from tests.sources.reading.people import people
from tests.sources.reading.writers import write_ods, write_text, write_xls, write_xlsx

P = people(24)


def read(path: Path, source: str) -> Sheet:
    sheets = read_file(path, SOURCES[source])
    taken = [s for s in sheets if s.status == "read"]
    assert taken, [(s.status, s.message) for s in sheets]
    assert len(taken) == 1
    return taken[0]


def columns(sheet: Sheet) -> dict[str, list[str | None]]:
    return {name: sheet.fields[name].to_list() for name in sheet.fields.columns}


def expect(sheet: Sheet, first_row: int, **wanted: list[str | None]) -> None:
    found = columns(sheet)
    count = len(next(iter(wanted.values())))
    assert found["file_row"] == list(range(first_row, first_row + count))
    for name, values in wanted.items():
        key = name.replace("__", ".")
        assert key in found, (key, [(c.header, c.field.value, c.evidence) for c in sheet.columns])
        assert found[key] == values, key


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
