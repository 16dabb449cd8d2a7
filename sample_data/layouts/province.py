"""Files close to the templates: one to three layouts a source, several file forms."""

from __future__ import annotations

import polars as pl

from sample_data.cells import (
    birth,
    birth_code,
    birth_iso,
    birth_padded,
    birth_part,
    birth_year,
    box,
    col,
    date,
    family,
    given,
    serial,
    sex,
)  # fmt: skip
from sample_data.layout import Cell, Head, Layout

C = pl.col
STT = Head("STT", serial())


def _person(
    address: str = "Địa chỉ", number: str = "Số CCCD", name: str = "Họ và tên"
) -> list[Head]:
    return [
        Head(name, C("name")), Head("Ngày sinh", birth(variety=8)), Head("Giới tính", sex()),
        Head(number, C("number")), Head(address, C("address")),
    ]  # fmt: skip


def _party(role: str, prefix: str) -> list[Head]:
    """One side of a marriage in the digitisation system's names."""
    return [
        Head(f"{role}HoTen", col(prefix, "name")),
        Head(f"{role}NgaySinh", birth(prefix, variety=4)),
        Head(f"{role}DanToc", col(prefix, "group")),
        Head(f"{role}QuocTich", pl.when(col(prefix, "name") != "").then(pl.lit("Việt Nam"))),
        Head(
            f"{role}LoaiGiayToTuyThan",
            pl.when(col(prefix, "number") != "").then(pl.lit("CMND/CCCD")),
        ),
        Head(f"{role}SoGiayToTuyThan", col(prefix, "number")),
        Head(f"{role}NoiCuTru", col(prefix, "address")),
    ]


_POPULATION = (
    Head("Số định danh cá nhân", C("number")), Head("Số CMND 09 số", C("old_number")),
    Head("Họ, chữ đệm và tên khai sinh", C("name")), Head("Ngày, tháng, năm sinh", birth()),
    Head("Giới tính", sex()), Head("Dân tộc", C("group")), Head("Quốc tịch", pl.lit("Việt Nam")),
    Head("Nơi đăng ký khai sinh", C("birth_place")), Head("Nơi thường trú", C("address")),
    Head("Mã ĐVHC cấp xã", C("place_code")), Head("Số hồ sơ cư trú", C("household")),
    Head("Mối quan hệ với chủ hộ", C("relation")),
    Head("Họ tên cha", C("father_name")), Head("Số ĐDCN cha", C("father_number")),
    Head("Họ tên mẹ", C("mother_name")), Head("Số ĐDCN mẹ", C("mother_number")),
    Head("Họ tên vợ/chồng", C("spouse_name")), Head("Số ĐDCN vợ/chồng", C("spouse_number")),
    Head("Tình trạng", C("status")), Head("Ngày chết", date("death")),
)  # fmt: skip

_BIRTHS_SYSTEM = (
    Head("so", C("entry")), Head("quyenSo", C("volume")), Head("ngayDangKy", date("registered")),
    Head("noiDangKy", pl.format("UBND {}, {}", "place", "place_district")),
    Head("nksHoTen", C("name")), Head("nksGioiTinh", sex()), Head("nksNgaySinh", birth(variety=5)),
    Head("nksDanToc", C("group")), Head("nksQuocTich", pl.lit("Việt Nam")),
    Head("nksNoiSinh", pl.format("{}, {}, {}", "place", "place_district", "place_province")),
    Head("nksSoDinhDanh", C("number")),
    Head("meHoTen", C("mother_name")), Head("meNgaySinh", C("mother_year")),
    Head("meSoGiayToTuyThan", C("mother_number")),
    Head("chaHoTen", C("father_name")), Head("chaNgaySinh", C("father_year")),
    Head("chaSoGiayToTuyThan", C("father_number")),
)  # fmt: skip

_BIRTHS_BOOK = (
    STT, Head("Số", C("entry")), Head("Quyển số", C("volume")),
    Head("Ngày đăng ký", date("registered", "{y}-{m}-{d}"), cell=Cell.DATE),
    Head("Họ, chữ đệm, tên người được khai sinh", C("name")),
    Head("Ngày, tháng, năm sinh", birth_iso(), cell=Cell.DATE), Head("Giới tính", sex()),
    Head("Dân tộc", C("group")), Head("Họ tên", C("mother_name"), "Người mẹ"),
    Head("Năm sinh", C("mother_year"), "Người mẹ"), Head("Họ tên", C("father_name"), "Người cha"),
    Head("Năm sinh", C("father_year"), "Người cha"),
    Head("Nơi đăng ký", pl.format("UBND {}, {}", "place", "place_district")),
)  # fmt: skip

_DEATHS = (
    Head("STT", serial()), Head("nktHoTen", C("name")), Head("nktGioiTinh", sex()),
    Head("nktNgaySinh", birth(variety=6)), Head("nktDanToc", C("group")),
    Head("nktNoiCuTru", C("address")), Head("nktSoGiayToTuyThan", C("number")),
    Head("nktNgayChet", date("died")), Head("nktNguyenNhanChet", C("cause")),
    Head("so", C("entry")), Head("quyenSo", C("volume")), Head("ngayDangKy", date("registered")),
)  # fmt: skip

_ADOPTIONS = (
    STT, Head("Số", C("entry")), Head("Quyển số", C("volume")),
    Head("Ngày đăng ký", date("registered")),
    Head("Họ tên con nuôi", C("adoptee.name")), Head("Ngày sinh con nuôi", birth("adoptee.")),
    Head("Giới tính", sex("adoptee.")), Head("Số định danh con nuôi", C("adoptee.number")),
    Head("Họ tên cha nuôi", C("adoptive_father.name")),
    Head("Ngày sinh cha nuôi", birth("adoptive_father.")),
    Head("Giấy tờ cha nuôi", C("adoptive_father.number")),
    Head("Họ tên mẹ nuôi", C("adoptive_mother.name")),
    Head("Ngày sinh mẹ nuôi", birth("adoptive_mother.")),
    Head("Giấy tờ mẹ nuôi", C("adoptive_mother.number")),
    Head("Nơi cư trú", C("adoptive_mother.address")),
)  # fmt: skip

_INSURANCE = (
    Head("STT", serial()), Head("Họ và tên", C("name")),
    Head("Mã số BHXH", C("code"), "Kiểm tra mã số BHXH"),
    Head("Trạng thái", C("status"), "Kiểm tra mã số BHXH"),
    Head("Chỉ có năm sinh hoặc tháng/năm", birth_code()),
    Head("Ngày, tháng, năm sinh", birth_padded()), Head("Nữ", box("female")),
    Head("Dân tộc", C("group")), Head("Quốc tịch", pl.lit("VN")),
    Head("Số CMTNN/Hộ chiếu/Thẻ căn cước", C("number")), Head("Địa chỉ nhận hồ sơ", C("address")),
)  # fmt: skip

_INSURANCE_JSON = (
    Head("maSoBHXH", C("code")), Head("hoTen", C("name")), Head("ccns", birth_code()),
    Head("ngaySinh", birth_padded()), Head("gioiTinh", sex(male="1", female="0")),
    Head("cmnd", C("number")), Head("diaChi", C("address")),
)  # fmt: skip

_STUDENTS = (
    STT, Head("Mã định danh Bộ GD&ĐT", C("code")), Head("Họ tên", C("name")),
    Head("Ngày sinh", birth(variety=3)), Head("Giới tính", sex()), Head("Dân tộc", C("group")),
    Head("Trạng thái", C("status")), Head("Chỗ ở hiện nay", C("address")),
    Head("Tên cha", C("father_name")), Head("Năm sinh cha", C("father_year")),
    Head("Tên mẹ", C("mother_name")), Head("Năm sinh mẹ", C("mother_year")),
    Head("Lớp học", C("class_name")), Head("Khối học", C("grade")), Head("Trường", C("school")),
    Head("Số định danh cá nhân", C("number")),
)  # fmt: skip

_OWNER = pl.when(C("organisation") != "").then("organisation").when("household").then(
    pl.format("Hộ {} {}", sex("owner.", "ông", "bà"),
        "owner.name")).otherwise("owner.name")  # fmt: skip

_PARCELS = (
    STT, Head("Mã xã", C("place_code")), Head("Số tờ bản đồ", C("sheet")),
    Head("Số thửa", C("parcel")),
    Head("Diện tích (m2)", C("area")), Head("Mục đích sử dụng", C("use")),
    Head("Tên chủ sử dụng đất", _OWNER), Head("Năm sinh", birth("owner.")),
    Head("Số giấy tờ", C("owner.number")), Head("Địa chỉ thường trú", C("owner.address")),
    Head("Tên vợ/chồng đồng sử dụng", C("co_owner.name")),
    Head("Năm sinh vợ/chồng", birth("co_owner.")),
    Head("Số giấy tờ vợ/chồng", C("co_owner.number")), Head("Số phát hành GCN", C("certificate")),
    Head("Loại đối tượng", C("kind").replace({"Vợ chồng": "Hộ gia đình, cá nhân",
        "Cá nhân": "Hộ gia đình, cá nhân"})),
)  # fmt: skip

_JOINED = C("co_owner.index").is_not_null()
_PARCELS_COUPLE = (
    Head("Mã ĐVHC cấp xã", C("place_code")), Head("Số phát hành GCN", C("certificate")),
    Head("Họ và tên chủ sử dụng/\nHọ tên người đại diện tổ chức",
         pl.when(_JOINED).then(pl.format("Ông {} và bà {}", "owner.name",
             "co_owner.name")).otherwise(_OWNER)),
    Head("Ngày, tháng, năm sinh", pl.when(_JOINED).then(
        pl.format("{}; {}", birth("owner."), birth("co_owner."))).otherwise(birth("owner."))),
    Head("Số định danh cá nhân/CCCD", pl.when(_JOINED).then(
        pl.format("{}; {}", "owner.number", "co_owner.number")).otherwise("owner.number")),
    Head("Địa chỉ thường trú ", C("owner.address")), Head("Pháp nhân trên GCN", C("kind")),
    Head("Số tờ bản đồ ghi trên GCN", C("sheet")),
    Head("Số thứ tự thửa đất ghi trên GCN", C("parcel")),
    Head("Diện tích thửa đất", C("area")), Head("Loại đất", C("use")),
)  # fmt: skip
_MEN_FIRST = (C("owner.sex") != "female") | ~_JOINED

_WELFARE = (
    STT, Head("Họ và tên", C("name")),
    Head("Ngày", birth_part("day", unknown="1"), "Ngày, tháng, năm sinh"),
    Head("Tháng", birth_part("month", unknown="1"), "Ngày, tháng, năm sinh"),
    Head("Năm", birth_part("year"), "Ngày, tháng, năm sinh"), Head("Giới tính", sex()),
    Head("Số CCCD", C("number")), Head("Thôn/TDP", C("detail_written")),
    Head("Xã/phường", C("place")),
    Head("Nhóm đối tượng", C("kind")), Head("Mức hưởng (đồng)", C("amount")),
    Head("Hình thức chi trả", C("payment")),
)  # fmt: skip

_SIGNED = ("", "Tổng cộng: danh sách trên", "Người lập biểu", "(Ký, ghi rõ họ tên)")


def _titles(agency: str, title: str) -> tuple[str, ...]:
    return (agency, title)


LAYOUTS: dict[str, tuple[Layout, ...]] = {
    "population": (Layout("dan_cu.csv", _POPULATION),),
    "civil_status_births": (
        Layout("HT_KHAISINH.csv", _BIRTHS_SYSTEM, separator=";"),
        Layout("Số đăng ký khai sinh trước 2000.xlsx", _BIRTHS_BOOK, share=0.25, gap=1,
               where=C("registered").dt.year() < 2000, sheet="Khai sinh",
               titles=_titles("SỞ TƯ PHÁP TỈNH LÂM ĐỒNG", "SỔ ĐĂNG KÝ KHAI SINH"),
                   footers=_SIGNED),
    ),
    "civil_status_deaths": (Layout("HT_KHAITU.xlsx", _DEATHS),),
    "civil_status_marriages": (
        Layout("HT_KETHON.csv", (
            Head("so", C("entry")), Head("quyenSo", C("volume")),
            Head("ngayDangKy", date("registered")),
            *_party("chong", "husband."), *_party("vo", "wife."),
            Head("TinhTrangID", pl.lit("7")))),
    ),
    "civil_status_adoptions": (Layout("nuoi_con_nuoi.txt", _ADOPTIONS, separator="\t",
        encoding="utf-16"),),
    "social_insurance": (
        Layout("BHXH_toan_tinh.csv", _INSURANCE_JSON, share=0.85, separator=";"),
        Layout("D02_ho_gia_dinh.xlsx", _INSURANCE, share=0.15, gap=1,
               titles=_titles("BẢO HIỂM XÃ HỘI TỈNH LÂM ĐỒNG", "DANH SÁCH THAM GIA BHXH, BHYT")),
    ),
    "students": (
        Layout("HS {district}.xlsx", _STUDENTS, gap=1, sheet="Danh sách",
               titles=_titles("SỞ GIÁO DỤC VÀ ĐÀO TẠO LÂM ĐỒNG",
                   "DANH SÁCH HỌC SINH - {district}")),
    ),
    "teachers": (
        Layout("giao_vien.xls", (STT, *_person("Nơi ở", "Số CMND/CCCD"),
        Head("Chức vụ", C("post"))), gap=1,
               titles=_titles("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "DANH SÁCH GIÁO VIÊN, CÁN BỘ QUẢN LÝ")),
    ),
    "land_parcels": (
        Layout("iLIS {district}.xlsx", _PARCELS, gap=1, share=0.7,
               titles=("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "DANH SÁCH THỬA ĐẤT - {district}",
                   "Nguồn: iLIS")),
        Layout("PL3_ra_soat_dat_dai.csv", _PARCELS_COUPLE, share=0.3, where=_MEN_FIRST),
    ),
    "social_protection": (
        Layout("BTXH.xlsx", _WELFARE, gap=1, footers=_SIGNED,
               titles=_titles("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
                   "DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI")),
    ),
    "children": (
        Layout("tre_em.zip", (
            STT, Head("Mã trẻ", C("code")), Head("Họ tên trẻ", C("name")),
            Head("Ngày sinh", birth(variety=3)),
            Head("Giới tính", sex()), Head("Dân tộc", C("group")), Head("Số ĐDCN", C("number")),
            Head("Nơi ở hiện nay", C("address")), Head("Họ tên mẹ", C("mother_name")),
            Head("Họ tên cha", C("father_name"))), inner="tre_em.csv"),
    ),
    "persons_of_merit": (
        Layout("NCC.ods", (
            STT, Head("Số hồ sơ", C("code")),
            Head("Loại đối tượng", C("kind")), *_person("Nơi thường trú")),
            titles=("DANH SÁCH NGƯỜI CÓ CÔNG",), gap=1),
    ),
    "workers": (
        Layout("nguoi_lao_dong.parquet", (*_person("Nơi thường trú", "Số CCCD/ĐDCN"),
        Head("Nghề", C("job")))),
    ),
    "elderly": (
        Layout("NCT.xlsx", (
            Head("TT", serial()), Head("Họ tên", C("name")), Head("Năm sinh", birth_year()),
            Head("Nam", box("male")), Head("Nữ", box("female")), Head("CMND/CCCD", C("number")),
            Head("Chi hội", C("branch")), Head("Nơi cư trú", C("address"))), gap=1,
            titles=_titles("HỘI NGƯỜI CAO TUỔI", "DANH SÁCH HỘI VIÊN")),
    ),
    "farmers_union": (
        Layout("hoi_nong_dan.xlsx", (
            STT, Head("Họ và tên đệm", family()), Head("Tên", given()),
            Head("Ngày sinh", birth(variety=5)),
            Head("Giới tính", sex()), Head("Số CCCD", C("number")), Head("Địa chỉ", C("address")),
            Head("Ngày vào hội (*)", C("joined"))), titles=("HỘI NÔNG DÂN TỈNH",), gap=1),
    ),
    "veterans": (
        Layout("hoi_ccb.txt", (STT, *_person("Nơi ở hiện nay"),
        Head("Cấp bậc", C("rank"))), encoding="tcvn3",
               separator="\t"),
    ),
    "red_cross": (
        Layout("chu_thap_do.csv", (STT, *_person(),
        Head("Nhóm máu", C("blood"))), encoding="cp1258",
               separator=";"),
    ),
    "targets": (
        Layout("chi_tieu.csv", (
            Head("Mã chỉ tiêu", C("indicator")), Head("Nội dung", C("label")),
            Head("Huyện/thành phố", C("district")), Head("Từ ngày", C("start")),
            Head("Đến ngày", C("end")),
            Head("Tổng số phải thực hiện", C("total")), Head("Nguồn", C("said_by")))),
    ),
}  # fmt: skip
