"""Names of people: what belongs to the name, in one spelling, and a key for comparison.

Sources of the rules: tone placement and Đ from Vietnamese orthography; forms of address, baptismal
names and nicknames as registers write them; ethnic names without surname (K', Ka, Ha) keep their
parts.
"""

from __future__ import annotations

import polars as pl

from pipelines.sources.normalise.text import by_distinct, clean, fold

_TITLE = r"(?:ông|bà|ong|ba|ô|b)"
# "Hộ ông", "Ông/Bà:", "Ông (bà)", "Hộ gia đình bà", "Bà" before at least two more words or K'…
_FORM_OF_ADDRESS = (
    r"^(?:hộ\s+(?:gia\s+đình\s+)?)?"
    rf"{_TITLE}\.?(?:\s*[/&(,-]\s*{_TITLE}\.?\)?)?\s*[:.]?\s+"
)
_HOUSEHOLD = r"^hộ\s+(?:gia\s+đình\s+)?(?:cá\s+nhân\s+)?"
_KIN_ADDRESS = r"^(?:anh|chị|cô|chú|bác|cụ|cháu|em|đ/c|đồng\s+chí)\s+"
_SURNAMES = (
    "nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|lí|đoàn|đinh|trịnh|mai|"
    "trương|lâm|đào|cao|hà|thái|tạ|tô|châu|lương|quách|vương|la|lò|vi|nông|hứa|phùng|tống|chu|triệu"
)
_BAPTISMAL = (
    "maria|giuse|phêrô|phê rô|phaolô|phao lô|têrêsa|têrêxa|anna|gioan baotixita|gioan|đaminh|"
    "đa minh|"
    "micae|vinh sơn|vinhsơn|antôn|phanxicô xaviê|phanxicô|phanxico|martino|martinô|matta|catarina|"
    "lucia|augustinô|tôma|isave|cecilia|rosa|giacôbê|anrê|batôlômêô|monica|agata|đôminicô"
)
_NOT_A_NAME = r"^[\W\d_]*$|^(?:không|ko|không có|không rõ|chưa có|chưa rõ|null|none|nan|n/a|na)$"
_NICKNAME = r"\s*[(\[{][^)\]}]*[)\]}]?"
_ALIAS = r"\s*[,;-]?\s+(?:tức|còn gọi|thường gọi|bí danh|tên gọi khác)\s.*$"

_TONES = "àáảãạ", "èéẻẽẹ", "ùúủũụ"
_ON_SECOND = ("oà", "oá", "oả", "oã", "oạ"), ("oè", "oé", "oẻ", "oẽ", "oẹ"), (
    "uỳ", "uý", "uỷ", "uỹ", "uỵ")  # fmt: skip
_ON_FIRST = ("òa", "óa", "ỏa", "õa", "ọa"), ("òe", "óe", "ỏe", "õe", "ọe"), (
    "ùy", "úy", "ủy", "ũy", "ụy")  # fmt: skip


def place_tones(text: pl.Expr) -> pl.Expr:
    """Write the tone of open oa, oe, uy on the first vowel (hoà → hòa); qu- keeps its y.

    Expects lower-case `clean` text.
    """
    for seconds, firsts in zip(_ON_SECOND, _ON_FIRST, strict=True):
        for second, first in zip(seconds, firsts, strict=True):
            before = "(^|[^q])" if second[0] == "u" else "()"
            text = text.str.replace_all(rf"{before}{second}(\P{{L}}|$)", f"${{1}}{first}${{2}}")
    return text


def normalise_names(values: pl.Series) -> pl.DataFrame:
    """Return `name`, for display, and `key`, for comparison, of each written name.

    The name has one spelling, title case, and nothing that is not the name: forms of address,
    nicknames in brackets and baptismal names before a surname go. Text without a letter, and words
    such as `không có`, give null. The key is folded, without apostrophes, with single spaces.
    """
    return by_distinct(values, _normalise)


def _normalise(names: pl.DataFrame) -> pl.DataFrame:
    name, without = pl.col("name"), pl.col("without")
    return (
        names.with_columns(
            name=clean(pl.col("value"))
            .str.to_lowercase()
            .str.replace(_ALIAS, "")
            .str.replace_all(_NICKNAME, " ")
            .str.strip_chars(" .,;:-_*")
        )
        .with_columns(without=name.str.replace(_FORM_OF_ADDRESS, ""))
        # A person may be called Ông Thị …: a form of address is never before Thị.
        .with_columns(
            name=pl.when(without.str.contains(r"^thị\b|^$")).then(name).otherwise(without)
        )
        .with_columns(name=name.str.replace(_HOUSEHOLD, ""))
        .with_columns(
            name=pl.when(name.str.contains(rf"{_KIN_ADDRESS}(?:{_SURNAMES})\s"))
            .then(name.str.replace(_KIN_ADDRESS, ""))
            .otherwise(name)
        )
        .with_columns(
            name=place_tones(
                name.str.replace(rf"^(?:{_BAPTISMAL})[.,]?\s+({_SURNAMES})(\s)", "${1}${2}")
                .str.replace_all(r"\s*'\s*", "'")
                .str.replace_all(r"\s*-\s*", "-")
                .str.replace_all(r"[_*.,;:/\\\s]+", " ")
                .str.strip_chars()
            )
        )
        .with_columns(name=pl.when(~name.str.contains(_NOT_A_NAME)).then(name.str.to_titlecase()))
        .with_columns(key=name_key(name))
        .select("value", "name", "key")
    )


def name_key(name: pl.Expr) -> pl.Expr:
    """Return the comparison key of a normalised name: folded, no apostrophes, single spaces."""
    return (
        fold(name)
        .str.replace_all("'", "", literal=True)
        .str.replace_all(r"[^a-z0-9]+", " ")
        .str.strip_chars()
    )


def join_name(family: pl.Expr, given: pl.Expr) -> pl.Expr:
    """Join họ đệm and tên; either may be missing."""
    return pl.concat_str(family, given, separator=" ", ignore_nulls=True)


#: First words of an organisation's name.
_ORGANISATION = (
    r"^(?:ubnd|ủy ban|uỷ ban|công ty|cty|c\.ty|tnhh|cổ phần|ban quản lý|bql|trường|chùa|nhà thờ|"
    r"giáo xứ|giáo họ|tịnh xá|thánh thất|hợp tác xã|htx|cộng đồng|doanh nghiệp|dntn|tổng công ty|"
    r"ngân hàng|chi nhánh|trung tâm|bệnh viện|trạm|nông trường|lâm trường|hội đồng|sở|phòng|"
    r"ban chỉ huy|công an|quân đội|bộ đội|hạt kiểm lâm|vườn quốc gia|bưu điện|kho bạc|viện|"
    r"tổ chức|xí nghiệp|nhà máy|hội|quỹ|tu viện|dòng)\b\W*\w"
)


def is_organisation(text: pl.Expr) -> pl.Expr:
    """Whether a written owner begins with the words of an organisation."""
    return clean(text).str.to_lowercase().str.contains(_ORGANISATION).fill_null(value=False)
