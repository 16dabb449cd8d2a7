"""Ethnic groups: official names, spellings in use, and the two code lists that conflict.

Code lists: QĐ 121-TCTK/PPCĐ of 1979, still in software, whole; QĐ 1019/QĐ-TCTK of 2008, as far as
it is confirmed or the province's own groups need it (Mạ 27 and Chu Ru 35 unverified).
"""

from __future__ import annotations

import polars as pl

from pipelines.sources.normalise.distinct import by_distinct
from pipelines.sources.normalise.text import fold
from pipelines.sources.reading.sheet import Notice

_SPELLINGS = {
    "Kinh": ("kinh", "viet", "nguoi kinh", "kinh viet"),
    "Cơ Ho": ("co ho", "k ho", "kho", "ko ho", "coho", "cil", "chil", "lach", "lat", "sre", "c ho",
              "co ho sre", "co ho chil", "co ho cil", "co ho lach", "koho", "cohosre", "nop"),
    "Mạ": ("ma", "chau ma", "ma chau", "cho ma"),
    "Chu Ru": ("chu ru", "churu", "chru", "cho ru", "choru"),
    "Mnông": ("mnong", "m nong", "pnong", "muong nong"),
    "Tày": ("tay",), "Nùng": ("nung",), "Thái": ("thai",), "Mường": ("muong",),
    "Hoa": ("hoa", "han", "nguoi hoa", "trung hoa", "hoa han"),
    "Khmer": ("khmer", "kho me", "khome", "kh me", "kho mer", "mien"),
    "Chăm": ("cham",), "Dao": ("dao",), "Mông": ("mong", "hmong", "h mong", "meo", "h mong meo"),
    "Ra Glai": ("ra glai", "raglai", "ra glay", "raglay"), "Ê Đê": ("e de", "ede", "rade"),
    "Gia Rai": ("gia rai", "jarai", "gia lai", "giarai", "gio rai"), "Ba Na": ("ba na", "bana"),
    "Xtiêng": ("xtieng", "stieng", "x tieng", "s tieng"), "Ngái": ("ngai",),
    "Sán Chay": ("san chay", "cao lan", "san chi", "cao lan san chi"), "Sán Dìu": ("san diu",),
    "Thổ": ("tho",), "Hrê": ("hre", "h re"), "Xơ Đăng": ("xo dang", "xodang", "se dang"),
    "Chơ Ro": ("cho ro", "choro", "chau ro"), "Giáy": ("giay",), "Co": ("co", "cor", "kor"),
    "Tà Ôi": ("ta oi", "taoi"), "Cơ Tu": ("co tu", "ka tu", "cotu"), "Kháng": ("khang",),
    "Bru - Vân Kiều": ("bru van kieu", "van kieu", "bru"), "Giẻ Triêng": ("gie trieng",),
    "Khơ Mú": ("kho mu", "khomu"), "Xinh Mun": ("xinh mun",), "Hà Nhì": ("ha nhi",),
    "Lào": ("lao",), "La Chí": ("la chi",), "La Ha": ("la ha",), "Phù Lá": ("phu la",),
    "La Hủ": ("la hu",), "Lự": ("lu",), "Lô Lô": ("lo lo",), "Chứt": ("chut",), "Mảng": ("mang",),
    "Pà Thẻn": ("pa then",), "Cơ Lao": ("co lao", "colao"), "Cống": ("cong",), "Bố Y": ("bo y",),
    "Si La": ("si la",), "Pu Péo": ("pu peo",), "Brâu": ("brau",), "Ơ Đu": ("o du",),
    "Rơ Măm": ("ro mam",),
}  # fmt: skip
_BY_SPELLING = {spelling: name for name, all_ in _SPELLINGS.items() for spelling in all_}
_LIST_1979 = (
    "Kinh", "Tày", "Thái", "Hoa", "Khmer", "Mường", "Nùng", "Mông", "Dao", "Gia Rai", "Ngái",
    "Ê Đê", "Ba Na", "Xơ Đăng", "Sán Chay", "Cơ Ho", "Chăm", "Sán Dìu", "Hrê", "Mnông", "Ra Glai",
    "Xtiêng", "Bru - Vân Kiều", "Thổ", "Giáy", "Cơ Tu", "Giẻ Triêng", "Mạ", "Khơ Mú", "Co",
    "Tà Ôi", "Chơ Ro", "Kháng", "Xinh Mun", "Hà Nhì", "Chu Ru", "Lào", "La Chí", "La Ha", "Phù Lá",
    "La Hủ", "Lự", "Lô Lô", "Chứt", "Mảng", "Pà Thẻn", "Cơ Lao", "Cống", "Bố Y", "Si La", "Pu Péo",
    "Brâu", "Ơ Đu", "Rơ Măm",
)  # fmt: skip
_LIST_2008 = (
    "Kinh", "Tày", "Thái", "Mường", "Khmer", "Hoa", "Nùng", "Mông", "Dao", "Gia Rai", "Ê Đê",
    "Ba Na", "Sán Chay", "Chăm", "Cơ Ho", "Xơ Đăng", "Sán Dìu", "Hrê", "Ra Glai", "Mnông",
)  # fmt: skip
CODES = {
    "1979": {f"{i:02}": name for i, name in enumerate(_LIST_1979, 1)},
    "2008": {f"{i:02}": name for i, name in enumerate(_LIST_2008, 1)}
    | {"27": "Mạ", "35": "Chu Ru"},
}
#: Groups that the province has many of: the list is right by which these are common.
_HOME = ("Cơ Ho", "Mạ", "Chu Ru")
#: Rows that the better list must explain, and how many times more than the other.
_EVIDENCE, _LEAD = 3, 3


def read_ethnic_group(values: pl.Series) -> tuple[pl.Series, list[Notice]]:
    """Return the official name of each written group, null where it is not known, and notices.

    A column of codes is read by the list that makes the province's own groups common in it. Where
    neither does, only codes that mean the same in both are read.
    """
    read = by_distinct(values, _read)
    coded = read["code"].drop_nulls()
    if coded.is_empty():
        return read["group"], []
    codes, notice = _settle(coded)
    from_code = read["code"].replace_strict(codes, default=None, return_dtype=pl.String)
    return read["group"].fill_null(from_code), [notice]


def _read(groups: pl.DataFrame) -> pl.DataFrame:
    plain = fold(pl.col("text")).str.replace(r"^(?:dan toc|dt)\b[\s:.]*", "")
    key = plain.str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()
    number = pl.col("text").str.extract(r"^0*([1-9]\d?)(?:\.0)?$", 1).str.zfill(2)
    return groups.select(
        "value",
        group=key.replace_strict(_BY_SPELLING, default=None, return_dtype=pl.String),
        code=number,
    )


def is_ethnic_group(key: pl.Expr) -> pl.Expr:
    """Whether folded words are the name of a group (Lào is a country too)."""
    return key.is_in([spelling for spelling in _BY_SPELLING if spelling != "lao"])


def _settle(codes: pl.Series) -> tuple[dict[str, str], Notice]:
    """Choose the list by the rows that its codes of the province's groups explain."""
    counts = dict(codes.value_counts().iter_rows())
    explained = {
        vintage: sum(counts.get(code, 0) for code, name in names.items() if name in _HOME)
        for vintage, names in CODES.items()
    }
    best, other = sorted(explained, key=lambda vintage: (-explained[vintage], vintage))
    rows = codes.len()
    if explained[best] >= max(_EVIDENCE, _LEAD * explained[other]) or (
        explained[best] and not explained[other]
    ):
        law = {"1979": "121-TCTK/PPCĐ (1979)", "2008": "1019/QĐ-TCTK (2008)"}[best]
        text = (
            f"Mã dân tộc được đọc theo danh mục {law}: {explained[best]} dòng là dân tộc tại chỗ, "
            f"theo danh mục kia chỉ {explained[other]} dòng"
        )
        return CODES[best], Notice("ethnic_code", rows, text)
    shared = {c: n for c, n in CODES["1979"].items() if CODES["2008"].get(c) == n}
    text = "Không đủ căn cứ để chọn danh mục mã dân tộc; chỉ đọc các mã giống nhau ở hai danh mục"
    return shared, Notice("ethnic_code_unknown", rows, text)
