"""Owners that are no people: offices, companies, schools, places of worship, communities."""

from __future__ import annotations

import polars as pl

from pipelines.sources.normalise.distinct import by_distinct
from pipelines.sources.normalise.text import fold

#: Beginnings that are never a person's name, even without their accents.
_ALWAYS = (
    r"^(?:ubnd|uy ban (?:nhan dan|mat tran)|hdnd|hoi dong nhan dan|cong ty|cty|c\.ty|ct tnhh|ct cp|"
    r"tong cong ty|tap doan|ban quan ly|bql|ban chi huy|ban tri su|ban dai dien|ban giam hieu|"
    r"truong (?:tieu hoc|mam non|mau giao|pho thong|dai hoc|cao dang|trung hoc|trung cap|day nghe|"
    r"th|thcs|thpt|ptth|ptdtnt|mn|dtnt|chinh tri)|thcs|thpt|nha tho|nha nguyen|nha van hoa|nha may|"
    r"giao xu|giao ho|giao phan|giao hat|toa giam muc|tinh xa|tinh that|thanh that|thien vien|"
    r"tu vien|dan vien|hop tac xa|htx|to hop tac|cong dong|doanh nghiep|dntn|chi nhanh|trung tam|"
    r"benh vien|tram y te|tram bien ap|phong kham|phong giao duc|nong truong|lam truong|"
    r"hat kiem lam|chi cuc|vuon quoc gia|buu dien|kho bac|ngan hang|vien kiem sat|vien nghien cuu|"
    r"toa an|xi nghiep|quy tin dung|huyen uy|tinh uy|khach san|khu du lich|khu cong nghiep|"
    r"hoi nong dan|hoi phu nu|hoi cuu chien binh|hoi chu thap do|hoi lien hiep|hoi nguoi cao tuoi)"
    r"(?:[\s.,:;]|$)"
)
#: Beginnings that could be a name without their accents: Trường is a school, Trương a family.
_ACCENTED = (
    r"^(?:cổ phần|chùa|đình|miếu|đền|trường|niệm phật đường|văn phòng|đảng ủy|đảng uỷ|dự án|"
    r"công an|quân đội|bộ đội|bộ chỉ huy|cục|tổ chức|đơn vị|cửa hàng|"
    r"dòng (?:nữ|tên|chúa|mến|phanxicô)|"
    r"sở (?:giáo|tài|nội|lao|y tế|nông|tư|công|xây|giao|văn|kế|khoa)|hội (?:đồng|thánh|khuyến)|"
    r"phòng (?:tài|nội|lao|văn|kinh|nông|tư|công|quản)|trạm (?:khuyến|bảo|kiểm|thú|bơm|điện)|"
    r"quỹ (?:đầu|hỗ|phát|bảo))\s+\S"
)
#: What no person is called, whatever else a row tells.
NEVER_A_NAME = r"^(?:ubnd|uy ban|cong ty|cty|tong cong ty|hop tac xa|htx|doanh nghiep|dntn)\b"
#: Words of a name where nothing follows (`Lê Công Tý`) or stands before (`Cô Phan Thị Lan`).
_ANYWHERE = r"\b(?:tnhh|mtv)\b|\bcong ty \w|\w co phan\b"


def is_organisation(written: pl.Series) -> pl.Series:
    """Tell the owners that begin with the words of an organisation."""
    return by_distinct(written, _read)["organisation"]


def _read(owners: pl.DataFrame) -> pl.DataFrame:
    return owners.with_columns(organisation=names_organisation(pl.col("text")))


def names_organisation(text: pl.Expr) -> pl.Expr:
    """`is_organisation` of `clean` text."""
    accented = text.str.to_lowercase().str.contains(_ACCENTED).fill_null(value=False)
    return folded_organisation(fold(text)) | accented


def folded_organisation(folded: pl.Expr) -> pl.Expr:
    """Whether folded text begins as no name does, with or without accents."""
    found = folded.str.contains(_ALWAYS) | folded.str.contains(_ANYWHERE)
    return found.fill_null(value=False)
