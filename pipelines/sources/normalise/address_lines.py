"""An address in one line, cut into the parts that name units and the part below them.

Only cutting and abbreviations stand here, as expressions over distinct lines; what the parts mean
is decided in `places`.
"""

from __future__ import annotations

import re

import polars as pl

from pipelines.sources.normalise.text import CAPITALS, fold

#: Parts from the right that may name units: country, province, district, commune, and one more.
PARTS = 5

# Words that begin a unit, with and without their accents; `phương` and `phượng` are people.
_UNIT_WORDS = "xã|phường|thị trấn|thị xã|huyện|thành phố|tỉnh|quận|đặc khu"
_PLAIN_WORDS = "xa|phuong|thi tran|thi xa|huyen|thanh pho|tinh|dac khu"
_SHORT_WORDS = r"t\.?\s?p\.|t\.?\s?t\.|t\.?\s?x\.|tp|tt|h\.|x\.|p\.|q\."
#: Signs and words at which a line is cut besides its commas: without any, commas are all.
_CUT_ELSEWHERE = (
    r"[;|\n\-–—]|/\s*\p{L}|việt nam|viet nam|thị xã|thi xa|đl$|"
    rf"[^,\s][\s.]+(?:{_SHORT_WORDS}|(?:{_UNIT_WORDS}|{_PLAIN_WORDS})\s)"
)
_KIND = re.compile(
    r"(?P<dk>(?:đặc|dac) khu\b)|(?P<tt>(?:thị trấn|thi tran|ttr|t\.\s?tr)\b|t\.\s?t\.|tt(?=[.:\s]))"
    r"|(?P<tx>(?:thị xã|thi xa)\b|t\.\s?x\.|tx(?=[.:\s]))"
    r"|(?P<tp>(?:thành phố|thanh pho)\b|t\.\s?p(?=[.:\s])|tp)"
    r"|(?P<p>phường\b|phuong\b|(?:ph?|f)(?=[.\s]|\d))|(?P<x>xã\b|xa\b|x(?=[.\s]))"
    r"|(?P<h>huyện\b|huyen\b|h(?=[.\s]))|(?P<q>quận\b|quan\b|q(?=[.\s]|\d))"
    r"|(?P<t>tỉnh\b|tinh\b|t(?=[.\s]))"
)
#: What only few lines have: `_without_notes`.
_ODD = (
    r"[()\[\]\"“”]|[\s,](?:vn\.?|\d{5,6})$|\d\s*/\s*(?:xã|phường|thị)\s?|[^\s,.]{3}\.[^\s,.]{2}|"
    r"(?:[^,\s.:h]|linh)[\s-]+(?:lâm đồng|lam dong|lđ)$|"
    r"(?:^|[\s,])(?:xã|huyện|phường|thị trấn|tỉnh)[^\s\d:.,]"
)
_NOTES = r"\((?:cũ|mới|tạm trú|thường trú|tt|kt\d)\)"
_GLUED = rf"\b([Xx]ã|[Hh]uyện|[Pp]hường|[Tt]hị trấn|[Tt]ỉnh)([{CAPITALS}])"
_PROVINCE_FIRST = r"^(?:tỉnh |t\.\s?)?(?:lâm đồng|lam dong|đắk nông|bình thuận)$"
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7",
          "viii": "8", "ix": "9", "x": "10", "xi": "11", "xii": "12"}  # fmt: skip
#: Names after which a dash without spaces may stand: Lang Biang-Đà Lạt.
_AFTER_DASH = (
    "đà lạt|da lat|bảo lộc|bao loc|lâm đồng|lam dong|đức trọng|duc trong|di linh|đơn dương|"
    "don duong|lâm hà|lam ha|bảo lâm|bao lam|lạc dương|lac duong|đạ huoai|da huoai|đam rông|"
    "dam rong|đạ tẻh|da teh|cát tiên|cat tien"
)
_NO_ADDRESS = r"^(?:nt|nhu tren|khong|khong ro|khong co|chua ro|chua co|x)$"
_DETAIL_WORDS = (
    (r"^(?:ubnd|uy ban nhan dan|dia chi|dc|thuong tru|tai)\b[\s:,.]*", ""),
    (r"\b(?:to dan pho|t\.\s?d\.\s?p\.?|tdp)\b\.?", "tdp"),
    (r"\bkp\b\.?", "khu pho"),
    (r"\b(?:so nha|nha so|so)\s+(\d)", "${1}"),
    (r"\bduong\s+", ""),
    (r"\b(tdp|khu pho|thon|to|xom|ap|buon|khu|doi|hem)\s+(?:so\s+)?0*(\d)", "${1} ${2}"),
)


def cut(lines: pl.DataFrame) -> pl.DataFrame:
    """Cut distinct lines into parts.

    Parameters
    ----------
    lines
        Column `value`.

    Returns
    -------
    pl.DataFrame
        `value`, and `parts`: lower case, accents kept, in the order written.
    """
    text = lines["text"].str.to_lowercase().str.replace_all(r"'\s*", "")
    odd = text.str.contains(_ODD).arg_true()
    if not odd.is_empty():
        text = text.scatter(odd, _without_notes(lines["text"].gather(odd)))
    at = text.str.contains(_CUT_ELSEWHERE).arg_true()
    if not at.is_empty():
        text = text.scatter(at, _with_commas(text.gather(at)))
    parts = (
        pl.lit(text)
        .str.split(",")
        .list.eval(pl.element().str.strip_chars(" .:-_"))
        .list.eval(pl.element().filter(pl.element().str.len_bytes() > 0))
    )
    frame = lines.select("value", parts=parts)
    turned = frame["parts"].list.first().str.contains(_PROVINCE_FIRST).fill_null(value=False)
    if not turned.any():
        return frame
    return frame.with_columns(
        parts=pl.when(pl.lit(turned)).then(pl.col("parts").list.reverse()).otherwise("parts")
    )


def _without_notes(lines: pl.Series) -> pl.Series:
    """Take notes, brackets and postal codes out of lines, and part words that were run together."""
    return (
        lines.str.replace_all(_GLUED, "${1} ${2}")
        .str.to_lowercase()
        .str.replace_all(r"'\s*", "")
        .str.replace_all(_NOTES, " ")
        .str.replace_all(r"[()\[\]\"“”]", ",")
        .str.replace(r"[\s,]+(?:vn\.?|\d{5,6})$", "")
        .str.replace_all(rf"(\d)\s*/\s*((?:{_UNIT_WORDS})\s)", "${1},${2}")
        .str.replace_all(r"([^\s,.]{3})\.([^\s,.]{2})", "${1},${2}")
        .str.replace(r"([^,\s.:h]|linh)[\s-]+(lâm đồng|lam dong|lđ)$", "${1},${2}")
        .str.strip_chars(" ,")
    )


def _with_commas(lines: pl.Series) -> pl.Series:
    """Put a comma wherever else a line is to be cut."""
    spaced = (
        pl.col("text")
        .str.replace_all(r"\bviệt nam\b|\bviet nam\b", ",")
        # Written short before the words of units are told apart: thị xã is no xã.
        .str.replace_all(r"\b(?:thị xã|thi xa)\s", ",tx. ")
        .str.replace(r"[\s-]+(đl|tpđl)$", ",${1}")
        .str.replace_all(r"[;|\n,]+", ",")
        .str.replace_all(r"\s+[-–—]+\s*|\s*[-–—]+\s+|[–—]+", ",")
        .str.replace_all(rf"-((?:tp\.?\s*)?(?:{_AFTER_DASH}))", ",${1}")
        .str.replace_all(r"(\p{L})\s*/\s*(\p{L}{2})", "${1},${2}")
        .str.replace_all(rf"(\S)[\s.]+((?:{_UNIT_WORDS})\s)", "${1},${2}")
        .str.replace_all(rf"(\S)\s+((?:{_SHORT_WORDS}))", "${1},${2}")
    )
    plain = ~pl.col("text").str.contains(r"[^\x00-\x7F]")
    frame = lines.to_frame("text").with_columns(text=spaced)
    in_plain = pl.col("text").str.replace_all(rf"(\S)[\s.]+((?:{_PLAIN_WORDS})\s)", "${1},${2}")
    return frame.select(pl.when(plain).then(in_plain).otherwise("text")).to_series()


def name_part(part: str) -> tuple[str, str]:
    """Tell the kind of a part from its name.

    Returns
    -------
    kind, name
        Kind as in `units` (and h, tp, tx, q, t for what is above a commune), empty where none is
        written; the name with its accents, letters and digits only. `p.02` is (p, 2).
    """
    found = _KIND.match(part)
    kind = str(found.lastgroup) if found else ""
    bare = part[found.end() :] if found else part
    name = re.sub(r"[\W_]", "", bare)
    if kind == "p":
        name = _ROMAN.get(name, re.sub(r"^0+(?=\d)", "", name))
    return (kind, name) if name else ("", re.sub(r"[\W_]", "", part))


def detail_of(below: pl.Expr) -> pl.Expr:
    """Return the folded text of what stands below the commune, usual words in one writing."""
    text = fold(below)
    for pattern, word in _DETAIL_WORDS:
        text = text.str.replace_all(pattern, word)
    text = text.str.replace(_NO_ADDRESS, "")
    return text.str.replace_all(r"\s+", " ").str.strip_chars(" ,.-").replace("", None)
