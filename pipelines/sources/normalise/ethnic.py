"""Ethnic groups: official names, spellings in use, and the two code lists that conflict.

Code lists: QĐ 121-TCTK/PPCĐ (1979), still in software, and QĐ 1019/QĐ-TCTK (2008). Only codes whose
meaning differs between them, or that the province's groups need, are held.
"""

from __future__ import annotations

import polars as pl

from pipelines.sources.normalise.text import clean, fold

_SPELLINGS = {
    "Kinh": ("kinh", "viet", "nguoi kinh"),
    "Cơ Ho": ("co ho", "k ho", "kho", "ko ho", "coho", "cil", "chil", "lach", "lat", "sre", "c ho",
              "co ho sre", "co ho chil", "k' ho"),
    "Mạ": ("ma", "chau ma", "ma chau"),
    "Chu Ru": ("chu ru", "churu", "chru"),
    "Mnông": ("mnong", "m nong", "m' nong"),
    "Tày": ("tay",), "Nùng": ("nung",), "Thái": ("thai",), "Mường": ("muong",),
    "Hoa": ("hoa", "han", "nguoi hoa"), "Khmer": ("khmer", "kho me", "khome"),
    "Chăm": ("cham",), "Dao": ("dao",), "Mông": ("mong", "hmong", "h mong", "meo"),
    "Ra Glai": ("ra glai", "raglai", "ra glay"), "Ê Đê": ("e de", "ede"),
    "Gia Rai": ("gia rai", "jarai", "gia lai"), "Ba Na": ("ba na", "bana"),
    "Xtiêng": ("xtieng", "stieng"), "Sán Chay": ("san chay", "cao lan"), "Sán Dìu": ("san diu",),
    "Thổ": ("tho",), "Hrê": ("hre",), "Xơ Đăng": ("xo dang", "xodang"), "Chơ Ro": ("cho ro",),
    "Giáy": ("giay",), "Co": ("co", "cor"), "Tà Ôi": ("ta oi",), "Cơ Tu": ("co tu", "ka tu"),
}  # fmt: skip
_BY_SPELLING = {spelling: name for name, all_ in _SPELLINGS.items() for spelling in all_}
_SHARED_CODES = {
    "01": "Kinh", "02": "Tày", "03": "Thái", "05": "Khmer", "07": "Nùng", "08": "Mông",
    "09": "Dao", "10": "Gia Rai", "12": "Ê Đê", "20": "Mnông",
}  # fmt: skip
_CODES_1979 = {"04": "Hoa", "06": "Mường", "16": "Cơ Ho", "17": "Chăm", "28": "Mạ", "36": "Chu Ru"}
_CODES_2008 = {"04": "Mường", "06": "Hoa", "14": "Chăm", "15": "Cơ Ho", "27": "Mạ", "35": "Chu Ru"}


def read_ethnic_group(values: pl.Series) -> pl.Series:
    """Return the official name of each written group; null where it is not known.

    Codes are read by the list that the column's own codes show: those which exist in one list only.
    With no such code a code of disputed meaning stays unread.
    """
    text = pl.DataFrame({"value": values}).select(
        key=fold(clean(pl.col("value"))).str.replace_all(r"[-']", " ").str.strip_chars()
        .str.replace_all(r"\s+", " "),
        code=pl.col("value").str.strip_chars().str.replace(r"\.0$", "").str.zfill(2),
    )  # fmt: skip
    seen = set(text["code"].drop_nulls().to_list())
    only_1979 = seen & (set(_CODES_1979) - set(_CODES_2008))
    only_2008 = seen & (set(_CODES_2008) - set(_CODES_1979))
    codes = dict(_SHARED_CODES)
    if len(only_1979) > len(only_2008):
        codes |= _CODES_1979
    elif len(only_2008) > len(only_1979):
        codes |= _CODES_2008
    return text.select(
        group=pl.coalesce(
            pl.col("key").replace_strict(_BY_SPELLING, default=None, return_dtype=pl.String),
            pl.col("code").replace_strict(codes, default=None, return_dtype=pl.String),
        )
    )["group"]
