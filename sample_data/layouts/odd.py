"""Files made without any template: dates in words, serial numbers, two people in a cell."""

from __future__ import annotations

import datetime as dt

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
    given,
    serial,
    sex,
)  # fmt: skip
from sample_data.layout import Cell, Head, Layout
from sample_data.layouts.foreign import LAYOUTS as FOREIGN

C = pl.col
STT = Head("STT", serial())
_COUPLE = C("co_owner.index").is_not_null()
_ORGANISATION = C("organisation") != ""


def _when_full(value: pl.Expr, prefix: str = "", year: str = "{y}") -> pl.Expr:
    """Write full dates one way; the others as anywhere."""
    return pl.when(col(prefix, "form") == "full").then(value).otherwise(birth(prefix, year=year))


def _serial(prefix: str = "") -> pl.Expr:
    """Days since 1899-12-30, as a spreadsheet saves an unformatted date to text."""
    day = pl.date(col(prefix, "year"), col(prefix, "month"), col(prefix, "day"))
    return _when_full((day - pl.lit(dt.date(1899, 12, 30))).dt.total_days().cast(pl.String), prefix)


def _words(prefix: str = "") -> pl.Expr:
    day = col(prefix, "day").cast(pl.String).str.zfill(2)
    text = pl.format("Ngày {} tháng {} năm {}", day, col(prefix, "month"), col(prefix, "year"))
    return _when_full(text, prefix, year="năm {y}")


def _two_digits(prefix: str = "") -> pl.Expr:
    year = (col(prefix, "year") % 100).cast(pl.String).str.zfill(2)
    return _when_full(pl.format("{}/{}/{}", col(prefix, "day"), col(prefix, "month"), year), prefix)


def _month_name(prefix: str = "") -> pl.Expr:
    day = col(prefix, "day").cast(pl.String).str.zfill(2)
    text = pl.format("{}-Thg{}-{}", day, col(prefix, "month"), col(prefix, "year"))
    return _when_full(text, prefix)


def _wide(text: pl.Expr) -> pl.Expr:
    """Put some digits in full width."""
    return text.str.replace_all("0", "０").str.replace_all("6", "６").str.replace_all("8", "８")


def _both(value: str | pl.Expr, other: str | pl.Expr, text: str) -> pl.Expr:
    return pl.when(_COUPLE).then(pl.format(text, value, other)).otherwise(value)


_POPULATION = (
    Head("SoDinhDanh", C("number")), Head("SoCMND", C("old_number")), Head("HoVaTen", C("name")),
    Head("NgaySinh", birth()), Head("GioiTinh", sex()), Head("DanToc", C("group")),
    Head("NoiThuongTru", C("address")), Head("MaXa", C("place_code")),
    Head("HoTenCha", C("father_name")),
    Head("SoDinhDanhCha", C("father_number")), Head("HoTenMe", C("mother_name")),
    Head("SoDinhDanhMe", C("mother_number")), Head("TinhTrang", C("status")),
)  # fmt: skip
_BIRTH_WORDS = (
    STT, Head("Số", C("entry")), Head("Quyển số", C("volume")),
    Head("Họ và tên người được đăng ký", C("name")), Head("Sinh vào", _words()),
    Head("Là", sex(male="Nam giới", female="Nữ giới")), Head("Con ông", C("father_name")),
    Head("và bà", C("mother_name")), Head("Đăng ký ngày", date("registered")),
    Head("ĐDCN", C("number")),
)  # fmt: skip
_BIRTH_SERIAL = (
    STT, Head("Họ tên", C("name")), Head("Ngày sinh", _serial()),
    Head("Giới tính", sex(male="Trai", female="Gái")), Head("Mã số định danh", C("number")),
    Head("Họ tên mẹ", C("mother_name")), Head("Họ tên cha", C("father_name")),
    Head("Ngày đăng ký KS", date("registered")),
)  # fmt: skip
_NAME = C("name").str.replace_all(r"\s+", " ").str.strip_chars()
_BIRTH_THREE = (
    STT, Head("Họ", _NAME.str.extract(r"^(\S+) ")),
    Head("Đệm", _NAME.str.extract(r"^\S+ (.*) \S+$")),
    Head("Tên", given()), Head("Năm sinh", birth_part("year")),
    Head("Tháng sinh", birth_part("month")),
    Head("Ngày sinh", birth_part("day")), Head("Giới tính", sex()), Head("Số ĐDCN", C("number")),
)  # fmt: skip
_DEATHS = (
    STT, Head("Họ tên người chết", C("name")), Head("Ngày sinh", _month_name()),
    Head("Giới tính", sex(male="1", female="2")),
    Head("Giấy tờ tùy thân",
        pl.when(C("number") != "").then(pl.format("CCCD số {} cấp ngày 12/05/2021", C("number")))),
    Head("Chết ngày", date("died")), Head("Người đi khai", pl.lit("Nguyễn Văn An")),
    Head("Giấy tờ người đi khai", pl.lit("068080123456")), Head("Nơi cư trú", C("address")),
)  # fmt: skip
_WEDDING = (
    STT, Head("Họ tên chồng", C("husband.name")), Head("Ngày sinh", birth("husband.")),
    Head("Số giấy tờ", C("husband.number")), Head("Họ tên vợ", C("wife.name")),
    Head("Ngày sinh", birth("wife.")),
    Head("Số giấy tờ", C("wife.number")), Head("Ngày đăng ký", date("registered")),
)  # fmt: skip
_WEDDING_WIFE_FIRST = (
    STT, Head("vo_ho_ten", C("wife.name")), Head("vo_ngay_sinh", _two_digits("wife.")),
    Head("vo_so_giay_to", C("wife.number")), Head("chong_ho_ten", C("husband.name")),
    Head("chong_ngay_sinh", _two_digits("husband.")),
    Head("chong_so_giay_to", C("husband.number")),
)  # fmt: skip
_ADOPTION = (
    STT, Head("Họ tên người được nhận làm con nuôi", C("adoptee.name")),
    Head("Ngày sinh người được nhận làm con nuôi", birth("adoptee.")),
    Head("Số ĐDCN người được nhận", C("adoptee.number")),
    Head("Ông (người nhận)", C("adoptive_father.name")),
    Head("Năm sinh ông", birth_year("adoptive_father.")),
    Head("Số giấy tờ ông", C("adoptive_father.number")),
    Head("Bà (người nhận)", C("adoptive_mother.name")),
    Head("Năm sinh bà", birth_year("adoptive_mother.")),
    Head("Số giấy tờ bà", C("adoptive_mother.number")),
)  # fmt: skip
_INSURANCE_BOX = (
    STT, Head("Họ và tên", C("name")), Head("Mã số BHXH", C("code")),
    Head("Ngày sinh", birth_iso(), cell=Cell.DATE), Head("Nam", box("male")),
    Head("Số ĐDCN/CCCD/CMND", _wide(C("number"))), Head("Hộ khẩu TT", C("address")),
)  # fmt: skip
_INSURANCE_NAMELESS = tuple(
    Head(f"f{i}", value)
    for i, value in enumerate((C("code"), C("name"), birth(), C("number"), sex(), C("address")), 1)
)
_INSURANCE_TWICE = (
    STT, Head("Họ và tên", C("name")), Head("Mã số BHXH", C("code")),
    Head("Ngày sinh", birth_compact()),
    Head("Giới tính", sex()), Head("Số định danh", pl.format("'{}", C("number"))),
    Head("Địa chỉ", C("address")),
)  # fmt: skip
_PUPILS = (
    STT, Head("Mã định danh Bộ GDĐT", C("code")), Head("Họ và tên HS", C("name")),
    Head("Ngày sinh\n(dd/mm/yyyy)", birth()),
    Head("Giới tính (Nữ ghi 1)", sex(male="0", female="1")),
    Head("Mã số định danh cá nhân", C("number")), Head("Họ tên cha/mẹ", C("father_name")),
    Head("Lớp", C("class_name")),
)  # fmt: skip
_OWNER = pl.when(_ORGANISATION).then("organisation")
_LAND_DASH = (
    STT, Head("Tên chủ", _OWNER.when(_COUPLE).then(pl.format(
        "Hộ ông {} và vợ là bà {}", "owner.name", "co_owner.name")).otherwise("owner.name")),
    Head("Năm sinh", _both(birth_year("owner."), birth_year("co_owner."), "{} - {}")),
    Head("Số CMND", _both(C("owner.number"), C("co_owner.number"), "{} - {}")),
    Head("Tờ bản đồ số", C("sheet")), Head("Thửa đất số", C("parcel")),
    Head("Địa chỉ", C("owner.address")),
)  # fmt: skip
_LAND_NUMBERED = (
    STT, Head("Chủ sử dụng 1", _OWNER.otherwise("owner.name")),
    Head("Năm sinh 1", birth_year("owner.")),
    Head("CMND/CCCD 1", C("owner.number")), Head("Chủ sử dụng 2", C("co_owner.name")),
    Head("Năm sinh 2", birth_year("co_owner.")), Head("CMND/CCCD 2", C("co_owner.number")),
    Head("Thửa", C("parcel")), Head("Tờ", C("sheet")),
)  # fmt: skip
_HUSBAND_FIRST = (C("owner.sex") != "female") | ~_COUPLE
_WELFARE = (
    STT, Head("Họ tên đối tượng", C("name")),
    Head("Ngày/tháng/năm sinh nam", pl.when(C("sex") == "male").then(birth())),
    Head("Ngày/tháng/năm sinh nữ", pl.when(C("sex") != "male").then(birth())),
    Head("Số CCCD", C("number")),
    Head("Họ tên người giám hộ", pl.lit("Trần Thị Bình")),
    Head("Số CCCD người giám hộ", pl.lit("068180111222")),
    Head("Mức trợ cấp", C("amount")),
)  # fmt: skip
_CHILDREN = (
    STT, Head("Họ và tên trẻ em", C("name")), Head("Sinh", birth(pattern="{m}/{d}/{y}")),
    Head("Giới tính", sex()),
    Head("Số ĐDCN", C("number")), Head("Mẹ", C("mother_name")), Head("Bố", C("father_name")),
)  # fmt: skip
_MERIT = (
    STT, Head("Họ và tên liệt sĩ", pl.lit("Nguyễn Văn Dũng")),
    Head("Họ tên thân nhân hưởng trợ cấp", C("name")),
    Head("Năm sinh thân nhân", birth_year()), Head("Số CCCD thân nhân", C("number")),
    Head("Quan hệ với liệt sĩ", pl.lit("Vợ")),
)  # fmt: skip
_WORKERS = (
    STT, Head("Họ tên chủ hộ", pl.lit("Lê Văn Tám")), Head("Họ tên người lao động", C("name")),
    Head("Ngày sinh", birth()), Head("GT", sex()), Head("ĐDCN/CCCD", C("number")),
    Head("Số điện thoại", pl.format("09{}", C("code").str.slice(2))),
)  # fmt: skip
_ELDERLY = (
    STT, Head("Họ tên", C("name")), Head("Tuổi", (2025 - C("year")).cast(pl.String)),
    Head("Năm sinh", birth_year()),
    Head("Nam/Nữ", sex()), Head("Thẻ hội viên số", C("code")), Head("CC/CCCD/CMND", C("number")),
)  # fmt: skip

LAYOUTS: dict[str, tuple[Layout, ...]] = {
    "population": (Layout("dcqg.parquet", _POPULATION),),
    "civil_status_births": (
        Layout("chep tay.xlsx", _BIRTH_WORDS, share=0.3), Layout("so ngay.csv", _BIRTH_SERIAL,
            share=0.3),
        Layout("ho dem ten.csv", _BIRTH_THREE, separator=";"),
    ),
    "civil_status_deaths": (Layout("kt.xlsx", _DEATHS),),
    "civil_status_marriages": (
        Layout("trung tieu de.xlsx", _WEDDING, share=0.5), Layout("vo truoc.csv",
            _WEDDING_WIFE_FIRST),
    ),
    "civil_status_adoptions": (Layout("ncn.csv", _ADOPTION),),
    "social_insurance": (
        Layout("o nam.xlsx", _INSURANCE_BOX, share=0.2), Layout("khong ten cot.csv",
            _INSURANCE_NAMELESS, share=0.3),
        Layout("hai lan.csv", _INSURANCE_TWICE, encoding="utf-8 twice"),
    ),
    "students": (Layout("hs.xlsx", _PUPILS, titles=("TRƯỜNG", "DS HỌC SINH", "Năm học", "")),),
    "teachers": (
        Layout("gv khong dau.csv", (
            STT, Head("Ho va ten", C("name")), Head("Ngay sinh", birth()),
            Head("Gioi tinh", sex(male="nam", female="nu")), Head("So CCCD", C("number")),
            Head("Don vi", C("place")))),
    ),
    "land_parcels": (
        Layout("gach noi.xlsx", _LAND_DASH, share=0.5, where=_HUSBAND_FIRST),
            Layout("chu 1 chu 2.csv", _LAND_NUMBERED),
    ),
    "social_protection": (Layout("bt.csv", _WELFARE),),
    "children": (Layout("thang truoc.csv", _CHILDREN),),
    "persons_of_merit": (Layout("liet si.csv", _MERIT),),
    "workers": (Layout("chu ho.csv", _WORKERS),),
    "elderly": (Layout("tuoi.csv", _ELDERLY),),
    "farmers_union": (
        Layout("cham.csv", (
            STT, Head("Họ và tên hội viên", C("name")),
            Head("Ngày sinh", birth(pattern="{y}.{m}.{d}")),
            Head("Giới tính", sex()), Head("Số CMTND", C("number")),
            Head("Ngày vào hội", C("joined")))),
    ),
    "veterans": (
        Layout("dong chi.csv", (
            STT, Head("Đồng chí", C("name")), Head("Năm sinh", birth_year()),
            Head("Nhập ngũ", pl.lit("02/1978")),
            Head("Xuất ngũ", pl.lit("1982")), Head("Số căn cước", C("number")))),
    ),
    "red_cross": (
        Layout("tnv.csv", (
            STT, Head("Tình nguyện viên", C("name")), Head("Ngày sinh", birth()),
            Head("Giới tính", sex()),
            Head("Căn cước", C("number")))),
    ),
    "targets": FOREIGN["targets"],
}  # fmt: skip
