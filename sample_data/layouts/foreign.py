"""Files unlike the templates: other headers, split and merged columns, old fonts, odd codes.

Kept apart from `province` on purpose: what is built and tuned on the one is tested on the other.
"""

from __future__ import annotations

import polars as pl

from sample_data.cells import (
    birth,
    birth_compact,
    birth_iso,
    birth_part,
    birth_year,
    box,
    col,
    date,
    family,
    given,
    serial,
    sex,
    year_under,
)  # fmt: skip
from sample_data.layout import Cell, Head, Layout

C = pl.col
TT = Head("TT", serial())
_NOTES = (
    "HƯỚNG DẪN NHẬP LIỆU",
    "Cột Họ tên: viết hoa chữ cái đầu",
    "Ngày sinh: dd/mm/yyyy",
    "Không xóa dòng tiêu đề",
)
_SIGNED = (
    "",
    "Cộng danh sách:",
    "Ngày 30 tháng 12 năm 2025",
    "NGƯỜI LẬP BIỂU",
    "THỦ TRƯỞNG ĐƠN VỊ",
)
_HEADING = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "")


def _new(prefix: str = "") -> pl.Expr:
    """Twelve digits only: the rest stands in the column for the old number."""
    number = col(prefix, "number")
    return pl.when(number.str.len_chars() != 9).then(number).otherwise(pl.lit(""))


def _old(prefix: str = "") -> pl.Expr:
    number = col(prefix, "number")
    return pl.when(number.str.len_chars() == 9).then(number).otherwise(pl.lit(""))


def _side(group: str, prefix: str) -> tuple[Head, ...]:
    return (
        Head("Họ và tên", col(prefix, "name"), group),
        Head("Sinh ngày", birth(prefix, variety=6), group),
        Head("Dân tộc", col(prefix, "group"), group),
        Head("CMND/Hộ chiếu", col(prefix, "number"), group),
        Head("Nơi cư trú", col(prefix, "address"), group),
    )  # fmt: skip


_POPULATION = (
    Head("Số CCCD", C("number")), Head("CMND", C("old_number")),
    Head("Họ tên khai sinh", C("name").str.to_uppercase()),
    Head("Ngày sinh", birth(pattern="{y}-{m}-{d}")),
    Head("GT", sex()), Head("Dân tộc", C("group")), Head("Nơi ĐKKS", C("birth_place")),
    Head("Nơi đăng ký thường trú", C("address")), Head("Mã xã", C("place_new_code")),
    Head("Số HSCT", C("household")), Head("Quan hệ với chủ hộ", C("relation")),
    Head("Họ và tên cha", C("father_name").str.to_uppercase()),
    Head("Số định danh của cha", C("father_number")),
    Head("Họ và tên mẹ", C("mother_name").str.to_uppercase()),
    Head("Số định danh của mẹ", C("mother_number")),
    Head("Họ tên vợ hoặc chồng", C("spouse_name").str.to_uppercase()),
    Head("Số định danh vợ hoặc chồng", C("spouse_number")),
    Head("Tình trạng cư trú", C("status")),
    Head("Ngày chết hoặc mất tích", date("death", "{y}-{m}-{d}")),
)  # fmt: skip

_CHILD = "NGƯỜI ĐƯỢC KHAI SINH"
_BIRTHS_SPLIT = (
    Head("Số TT", serial()), Head("Số đăng ký", C("entry")), Head("Quyển", C("volume")),
    Head("Ngày ĐK", date("registered", "{y}-{m}-{d}"), cell=Cell.DATE),
    Head("Họ tên", C("name"), _CHILD), Head("Ngày", birth_part("day"), _CHILD),
    Head("Tháng", birth_part("month"), _CHILD), Head("Năm", birth_part("year"), _CHILD),
    Head("Nữ", box("female"), _CHILD), Head("Dân tộc", C("group"), _CHILD),
    Head("Số ĐDCN", C("number"), _CHILD), Head("Họ tên cha", C("father_name"), "CHA, MẸ"),
    Head("Năm sinh cha", C("father_year"), "CHA, MẸ"),
    Head("Họ tên mẹ", C("mother_name"), "CHA, MẸ"),
    Head("Năm sinh mẹ", C("mother_year"), "CHA, MẸ"), Head("Ghi chú", pl.lit("")),
)  # fmt: skip

_BIRTHS_OLD = (
    Head("Số thứ tự", serial()), Head("Họ và tên trẻ", C("name")),
    Head("Ngày tháng năm sinh", birth(variety=10)),
    Head("Nam hay nữ", sex()), Head("Dân tộc", C("group")),
    Head("Nơi sinh", pl.format("{}, {}", "place", "place_district")),
    Head("Cha", C("father_name")), Head("Mẹ", C("mother_name")),
    Head("Ngày đăng ký", date("registered")),
    Head("Số/quyển", pl.format("{} - {}", "entry", "volume")),
)  # fmt: skip

_BIRTHS_AMERICAN = (
    TT, Head("Ngày đăng ký", date("registered"), cell=Cell.AMERICAN), Head("Số", C("entry")),
    Head("Quyển số", C("volume")), Head("Họ chữ đệm tên khai sinh", C("name")),
    Head("Ngày sinh", birth(), cell=Cell.AMERICAN), Head("Giới", sex()),
    Head("Số định danh", C("number")),
    Head("Họ, chữ đệm, tên mẹ", C("mother_name")), Head("NS mẹ", C("mother_year")),
    Head("Họ, chữ đệm, tên cha", C("father_name")), Head("NS cha", C("father_year")),
    Head("Cơ quan đăng ký", pl.format("UBND {}", "place_new")),
)  # fmt: skip

_DEATHS = (
    TT, Head("Người chết", C("name")), Head("Ngày, tháng, năm sinh", birth(pattern="{d}-{m}-{y}")),
    Head("Giới tính", sex(male="nam", female="nữ")),
    Head("Số CMND/CCCD của người chết", C("number")),
    Head("Chết lúc", pl.format("{} giờ, ngày {}", (C("look") % 24).cast(pl.String), date("died"))),
    Head("Nơi cư trú cuối cùng", C("address")), Head("Nguyên nhân", C("cause")),
    Head("Số", C("entry")), Head("Năm", C("registered").dt.year()),
)  # fmt: skip

_ADOPTIONS = (
    Head("Số quyết định", pl.format("{}/QĐ-UBND", "entry")),
    Head("Ngày quyết định", date("registered")),
    Head("Tên con nuôi", C("adoptee.name")), Head("Ngày sinh", birth("adoptee.")),
    Head("GT", sex("adoptee.")),
    Head("Số ĐDCN con", C("adoptee.number")),
    Head("Họ và tên cha nuôi", C("adoptive_father.name")),
    Head("Sinh năm (cha)", birth_year("adoptive_father.")),
    Head("CCCD cha nuôi", C("adoptive_father.number")),
    Head("Họ và tên mẹ nuôi", C("adoptive_mother.name")),
    Head("Sinh năm (mẹ)", birth_year("adoptive_mother.")),
    Head("CCCD mẹ nuôi", C("adoptive_mother.number")),
    Head("Chỗ ở của cha mẹ nuôi", C("adoptive_mother.address")),
)  # fmt: skip

_INSURANCE = (
    Head("MA_SO", C("code")), Head("HO_LOT", family()), Head("TEN", given()),
    Head("NGAY_SINH", birth_compact()),
    Head("PHAI", sex(male="0", female="1")), Head("SO_CMND", C("number")),
    Head("DIA_CHI", C("address")),
    Head("TRANG_THAI", C("status")),
)  # fmt: skip
_INSURANCE_HOUSEHOLD = (
    Head("STT", serial()), Head("Họ và tên thành viên", C("name")), Head("Mã sổ BHXH", C("code")),
    Head("Giới tính", sex(male="M", female="F")),
    Head("Chỉ có năm sinh", pl.when(C("form") == "year").then(pl.lit("x"))),
    Head("Ngày sinh", birth(year="01/01/{y}")), Head("Dân tộc", C("group")),
    Head("Số CMND, Hộ chiếu", C("number")),
    Head("Thôn", C("detail_written")), Head("Xã/Phường", C("place_short")),
    Head("Quận/Huyện", C("place_district")),
    Head("Ghi chú", pl.lit("")),
)  # fmt: skip

_PUPIL = (
    TT, Head("Mã HS", C("code")), Head("Họ lót", family()), Head("Tên", given()),
    Head("NTNS", birth_iso(), cell=Cell.DATE), Head("Nữ", box("female", mark="X")),
    Head("Dân tộc", C("group")),
    Head("Mã ĐDCN", C("number")), Head("Lớp", C("class_name")),
    Head("Trường đang học", C("school")),
    Head("HKTT", C("address")), Head("Họ tên bố", C("father_name")),
    Head("Họ tên mẹ", C("mother_name")),
)  # fmt: skip

_COUPLE = C("co_owner.index").is_not_null()


def _joined(value: str, both: str = "{}\n{}") -> pl.Expr:
    return (
        pl.when(_COUPLE)
        .then(pl.format(both, f"owner.{value}", f"co_owner.{value}"))
        .otherwise(f"owner.{value}")
    )


_LAND = (
    Head("Mã ĐVHC", C("place_new_code")), Head("Số seri GCN", C("certificate")),
    Head("Tờ BĐ", C("sheet")),
    Head("Thửa số", C("parcel")), Head("DT (m²)", C("area")), Head("Mã MĐSD", C("use")),
    Head("Chủ sử dụng",
        pl.when(C("organisation") != "").then("organisation").otherwise(_joined("name",
            "Ông {}\nBà {}"))),
    Head("Năm sinh", pl.when(_COUPLE).then(pl.format("{}\n{}", birth_year("owner."),
        birth_year("co_owner."))).otherwise(birth_year("owner."))),
    Head("CMND/CCCD", _joined("number")), Head("Địa chỉ chủ sử dụng", C("owner.address")),
    Head("Loại chủ", C("kind")),
)  # fmt: skip
_LAND_ROLES = (
    Head("Số thứ tự thửa", C("parcel")), Head("Số hiệu tờ", C("sheet")),
    Head("Diện tích", C("area")),
    Head("Tên tổ chức", C("organisation")),
    Head("Họ tên", C("owner.name"), "Người sử dụng đất thứ nhất"),
    Head("Ngày sinh", birth("owner."), "Người sử dụng đất thứ nhất"),
    Head("Giới tính", sex("owner."), "Người sử dụng đất thứ nhất"),
    Head("Số CCCD", C("owner.number"), "Người sử dụng đất thứ nhất"),
    Head("Thường trú", C("owner.address"), "Người sử dụng đất thứ nhất"),
    Head("Họ tên", C("co_owner.name"), "Vợ hoặc chồng"),
    Head("Ngày sinh", birth("co_owner."), "Vợ hoặc chồng"),
    Head("Số CCCD", C("co_owner.number"), "Vợ hoặc chồng"),
)  # fmt: skip
_HUSBAND_FIRST = (C("owner.sex") != "female") | ~_COUPLE

_WELFARE = (
    Head("IDDoiTuong", C("code")), Head("HoTen", C("name")),
    Head("GioiTinh", sex(male="1", female="0")),
    Head("NgaySinh", birth_part("day", unknown="1")),
    Head("ThangSinh", birth_part("month", unknown="1")),
    Head("NamSinh", birth_part("year")), Head("CMND", C("number")), Head("DiaChi", C("address")),
    Head("LoaiDT", C("kind")), Head("MucTC", C("amount")), Head("HinhThucChiTra", C("payment")),
)  # fmt: skip

LAYOUTS: dict[str, tuple[Layout, ...]] = {
    "population": (Layout("Trích CSDLQG dân cư.zip", _POPULATION, separator=";", encoding="utf-8",
        inner="dc.csv"),),
    "civil_status_births": (
        Layout("Khai sinh nhập lại.xlsx", _BIRTHS_SPLIT, share=0.3, titles=(*_HEADING,
            "SỔ KHAI SINH"), gap=1,
               footers=_SIGNED, notes=_NOTES, where=C("registered").dt.year() >= 1995),
        Layout("KS truoc 1995.txt", _BIRTHS_OLD, encoding="vni", separator="\t", share=0.9,
               where=C("registered").dt.year() < 1995),
        Layout("bieu_KS_2025.xlsx", _BIRTHS_AMERICAN, share=0.35,
            where=C("registered").dt.year() >= 1995),
        Layout("KS_phan_mem.csv", _BIRTHS_OLD[:9], separator=";", encoding="utf-8"),
    ),
    "civil_status_deaths": (Layout("Khai tử.ods", _DEATHS, titles=("SỔ KHAI TỬ TOÀN TỈNH",),
        gap=2),),
    "civil_status_marriages": (
        Layout("so ket hon.xlsx", (
            TT, Head("Số/Năm", C("entry")), Head("Ngày ĐK", date("registered")),
            *_side("BÊN NAM", "husband."), *_side("BÊN NỮ", "wife.")), encoding="vni", share=0.4,
            titles=("SỔ ĐĂNG KÝ KẾT HÔN",)),
        Layout("KH_2010_nay.csv", (
            Head("Số đăng ký", C("entry")),
            Head("Ngày đăng ký", date("registered", "{y}-{m}-{d}")),
            Head("Họ tên vợ", C("wife.name")),
            Head("Năm sinh vợ", birth("wife.", pattern="{y}-{m}-{d}")),
            Head("Số định danh vợ", C("wife.number")), Head("Thường trú vợ", C("wife.address")),
            Head("Họ tên chồng", C("husband.name")),
            Head("Năm sinh chồng", birth("husband.", pattern="{y}-{m}-{d}")),
            Head("Số định danh chồng", C("husband.number")),
            Head("Thường trú chồng", C("husband.address"))),
            separator="|", encoding="utf-8"),
    ),
    "civil_status_adoptions": (Layout("con nuôi.xlsx", _ADOPTIONS,
        titles=("DANH SÁCH CON NUÔI",)),),
    "social_insurance": (
        Layout("TST_68.txt", _INSURANCE, separator="|", encoding="utf-8", share=0.8, line="\n"),
        Layout("Hộ gia đình.xlsx", _INSURANCE_HOUSEHOLD,
            titles=("Phụ lục thành viên hộ gia đình",), gap=1),
    ),
    "students": (
        Layout("DSHS_{district}.xlsx", _PUPIL, notes=_NOTES, repeat_header=40, footers=_SIGNED,
               titles=(*_HEADING, "DANH SÁCH HỌC SINH {district}")),
    ),
    "teachers": (
        Layout("CBGVNV.xlsx", (
            TT, Head("HỌ VÀ TÊN", C("name").str.to_uppercase()),
            Head("NGÀY SINH", birth_iso(), cell=Cell.DATE),
            Head("NỮ", box("female")), Head("SỐ CMND", _old()), Head("SỐ ĐDCN", _new()),
            Head("CHỨC VỤ", C("post")),
            Head("NƠI Ở", C("address")))),
    ),
    "land_parcels": (
        Layout("VBDLIS xuất.xlsx", _LAND, share=0.6, where=_HUSBAND_FIRST),
        Layout("Rà soát GCN.xlsx", _LAND_ROLES, titles=("BẢNG TỔNG HỢP RÀ SOÁT",), gap=1,
            footers=_SIGNED),
    ),
    "social_protection": (Layout("export_doituong.xls", _WELFARE),),
    "children": (
        Layout("quan ly tre em.txt", (
            TT, Head("Họ tên", C("name")), Head("Nam", year_under("male")),
            Head("Nữ", year_under("female")),
            Head("Sinh ngày", birth()), Head("Mã định danh", C("number")),
            Head("Người nuôi dưỡng (mẹ)", C("mother_name")), Head("Tổ/thôn", C("detail_written")),
            Head("Xã", C("place")),
            Head("Huyện", C("place_district"))), encoding="cp1258", separator="\t"),
    ),
    "persons_of_merit": (
        Layout("Người có công.xlsx", (
            TT, Head("Họ và tên người hưởng", C("name")),
            Head("Nam", year_under("male"), "Năm sinh"),
            Head("Nữ", year_under("female"), "Năm sinh"), Head("Số giấy tờ", C("number")),
            Head("Đối tượng", C("kind")),
            Head("Trú quán", C("address"))), titles=(*_HEADING, "DANH SÁCH NCC")),
    ),
    "workers": (
        Layout("cung lao dong.xlsx", (
            Head("Họ tên", C("name")), Head("Ngày sinh", birth(), cell=Cell.AMERICAN),
            Head("Giới tính", sex(male="1", female="2")),
            Head("Số CCCD", C("number"), cell=Cell.NUMBER),
            Head("Nơi ĐKTT", C("address")), Head("Việc làm", C("job")))),
    ),
    "elderly": (
        Layout("HV NCT.xls", (
            TT, Head("HỌ VÀ TÊN HỘI VIÊN", C("name").str.to_uppercase()),
            Head("NAM", year_under("male")),
            Head("NỮ", year_under("female")), Head("CHI HỘI", C("branch")),
            Head("SỐ CC", C("number")),
            Head("CHỖ Ở", C("address"))), encoding="tcvn3", titles=("HỘI NGƯỜI CAO TUỔI TỈNH",)),
    ),
    "farmers_union": (
        Layout("hnd.parquet", (
            Head("ho_ten", C("name")), Head("ngay_sinh", birth(pattern="{y}-{m}-{d}")),
            Head("gioi_tinh", sex()),
            Head("so_cccd", C("number")), Head("dia_chi", C("address")),
            Head("ngay_vao_hoi", C("joined")))),
    ),
    "veterans": (
        Layout("CCB.csv", (
            TT, Head("Họ tên hội viên", C("name")), Head("Năm sinh", birth_year()),
            Head("Quê quán", C("place_province")),
            Head("Số CMND (CCCD)", C("number")),
            Head("Nơi ở hiện nay (thôn)", C("detail_written")),
            Head("Xã", C("place_new")),
            Head("Cấp bậc", C("rank"))), encoding="utf-16", separator="\t",
            titles=("HỘI CỰU CHIẾN BINH",), footers=_SIGNED),
    ),
    "red_cross": (
        Layout("ctd.txt", (
            Head("Họ và tên", C("name")), Head("Ngày/tháng/năm sinh", birth(variety=15)),
            Head("Phái", sex()),
            Head("Điện thoại", pl.lit("")), Head("CCCD", C("number")),
            Head("Địa chỉ liên hệ", C("address"))),
            encoding="tcvn3", separator=";"),
    ),
    "targets": (
        Layout("Chỉ tiêu.xlsx", (
            TT, Head("Mã", C("indicator")), Head("Chỉ tiêu", C("label")),
            Head("Địa bàn", C("district")),
            Head("Từ", C("start")), Head("Đến", C("end")), Head("Số phải làm", C("total")),
            Head("Đơn vị cung cấp", C("said_by"))), titles=("BẢNG CHỈ TIÊU NĂM 2025",)),
    ),
}  # fmt: skip
