"""Two people in one cell: `Ông A và bà B`, with `1965; 1967` and `250…; 068…` beside it."""

from __future__ import annotations

from functools import partial

import polars as pl

from pipelines.sources.normalise.distinct import by_distinct
from pipelines.sources.normalise.name_words import OFFICE, is_begun, is_clan
from pipelines.sources.normalise.text import clean

_TITLE = r"(?:ông|bà|ô\.|b\.|vợ|chồng)"
#: Words and signs that stand between two names; group 1 and 2 are the names.
_BETWEEN = (
    r"(?i)^(.{2,}?)\s*(?:;|\||&|\+|,?\s+và\s|,?\s+va\s|,?\s+cùng\s)"
    r"[\s,;]*(?:(?:và|cùng|với)\s+)?(\S.*)$"
)
#: A comma, dash or slash does so only between two names that look whole.
_MAYBE = r"(?i)^(.{2,}?)(?:\s*,\s*|\s+[-–]\s*|\s*[-–]\s+|\s*/\s*)(\S.*)$"
_IN_BRACKETS = r"(?i)^([^()]{2,}?)\s*\(\s*((?:và\s+|cùng\s+)?(?:vợ|chồng|bà|ông)\b[\s:.].*?)\)?$"
#: A cell of names without any of these names one person.
_MAYBE_TWO = r"(?i)[;|&+,(/–-]|\s(?:và|va|cùng)\s"
_SPOUSE_WORD = r"(?i)^(?:và\s+|cùng\s+)?(?:vợ|chồng)(?:\s+(?:là|tên))?\s*:?\s*"
_LABEL = r"(?i)^(?:vợ|chồng)\s*:\s*"
_ONLY_TITLE = r"(?i)^(?:hộ\s+)?(?:vợ chồng\s+)?(?:ông|bà|ô|b)?\.?\s*:?$"
#: What addresses somebody before a whole name, in small letters.
KINSHIP = r"^(?:(?:ông |bà )?cụ(?: ông| bà)?|anh|chị)\s*:?\s+"
_ADDRESSED = rf"(?i)^(?:hộ\s+)?(?:vợ chồng\s+)?{_TITLE}[\s:.]"
_PAIR = r"^([^|]*)\|([^|]*)(?:\|.*)?$"
#: A number as people write it, in groups or not.
NUMBER = r"\d[\d .'-]{6,}\d"
#: What stands between two values of a kind, and what a value must look like.
_VALUES = {
    "date": (r"(?i)\s*[;\n&+|]\s*|\s+và\s+|\s+[-–/]\s+|\s*,\s*", r"\d"),
    "number": (r"(?i)\s*[;\n&+,|/]\s*|\s+và\s+|\s+[-–]\s+", NUMBER),
    "sex": (r"(?i)\s*[;\n&+,|/-]\s*|\s+và\s+", r"(?i)^(?:nam|nữ|nu|m|f)$"),
}
#: What holds the place of a number that the first of two people has not: `CMND: ; CMND: 250…`.
_NO_NUMBER = (
    r"(?i)^\s*(?:(?:số\s+)?(?:g?cmnd|cmt|cccd|căn cước|đdcn)\s*(?::\s*|\s))?"
    r"(?:[-–.]+|không(?: có)?|chưa có|ko)?\s*([;\n|])"
)
#: A number, word or date without any of these is one.
_MAYBE_PAIR = r"[^0-9A-Za-z/.]|\d{4}/\d{4}|\D/|/\D|^/|/$"
_ONE_DATE = r"^\d{1,2}\s*[-/.,]\s*\d{1,2}\s*[-/.,]\s*(?:19|20)\d\d$"
_YEARS = r"^(\d{4})\s*[-–/\s]\s*(\d{4})$"
_NUMBERS = r"^(\d{8,12})[\s-]+(\d{8,12})$"


def split_names(values: pl.Series) -> pl.DataFrame:
    """Return `first` and `second`: the two names of a cell, or the one and null.

    A third name is left out: the row has room for a couple.
    """
    return by_distinct(values, _split_names)


def _split_names(cells: pl.DataFrame) -> pl.DataFrame:
    # A line break stands between two people, so it must not become a space first.
    text = clean(pl.col("value").str.replace_all(r"\s*[\r\n]+\s*", " | "))
    maybe = pl.col("text").str.contains(_MAYBE_TWO) | pl.col("value").str.contains(r"[\r\n]")
    frame = cells.filter(maybe).with_columns(written=text)
    parted = frame.select("value", pair=two_names(pl.col("written"))).unnest("pair")
    return _where_two(cells, parted)


def two_names(text: pl.Expr) -> pl.Expr:
    """Return `first` and `second` of a text that names two people, else null."""
    pairs = []
    for pattern in (_IN_BRACKETS, _BETWEEN, _MAYBE):
        left = text.str.extract(pattern, 1).str.strip_chars(" ,;-|").str.replace(_LABEL, "")
        right = text.str.extract(pattern, 2).str.replace(_SPOUSE_WORD, "")
        right = right.str.replace(r"\s*[;|&+].*$", "").str.strip_chars(" ,;-|)")
        whole = _whole(left) & _whole(right) & ~left.str.contains(_ONLY_TITLE)
        pairs.append(pl.when(whole).then(pl.struct(first=left, second=right)))
    return pl.coalesce(pairs)


def _where_two(cells: pl.DataFrame, parted: pl.DataFrame) -> pl.DataFrame:
    """Give every cell its parts: most hold one and are left as they are."""
    joined = cells.select("value").join(parted, on="value", how="left", maintain_order="left")
    one = pl.col("second").is_null() & pl.col("first").is_null()
    return joined.with_columns(first=pl.when(one).then("value").otherwise("first"))


def _whole(name: pl.Expr) -> pl.Expr:
    """Whether a text is a person by itself: addressed, or begun with a surname or particle."""
    lower = name.str.to_lowercase()
    addressed = name.str.contains(_ADDRESSED) & name.str.contains(r"\S[\s:.]+\S")
    begun = is_begun(lower.str.replace(KINSHIP, ""), rarely=True) & ~is_clan(lower)
    return (addressed | begun).fill_null(value=False)


def split_values(values: pl.Series, kind: str) -> pl.DataFrame:
    """Return `first` and `second` of cells that hold two values, else the value and null.

    Parameters
    ----------
    values
        Cells beside a cell with two names.
    kind
        `date`, `number` or `sex`.
    """
    return by_distinct(values, _SPLIT[kind])


def _split_values(cells: pl.DataFrame, *, between: str, looks: str) -> pl.DataFrame:
    text = pl.col("value").str.strip_chars(" \t\u00a0")  # a line break parts two values
    parted = text.str.replace(_NO_NUMBER, "${1}").str.replace_all(between, "|")
    for pattern in (_YEARS, _NUMBERS):
        parted = parted.str.replace(pattern, "${1}|${2}")
    left, right = (parted.str.extract(_PAIR, group).str.strip_chars() for group in (1, 2))
    two = (
        ~text.str.contains(_ONE_DATE)
        & (left.str.contains(looks) | (left == ""))
        & (right.str.contains(looks) | (right == ""))
        & (left + right != "")
    ).fill_null(value=False)
    pairs = cells.filter(pl.col("value").str.contains(_MAYBE_PAIR)).filter(two)
    return _where_two(
        cells, pairs.select("value", first=left.replace("", None), second=right.replace("", None))
    )


_SPLIT = {
    kind: partial(_split_values, between=between, looks=looks)
    for kind, (between, looks) in _VALUES.items()
}


#: What may stand between a form of address and the name: `Cô giáo`, `Thầy hiệu trưởng`, a colon.
_TEACHER = rf"^(thầy|cô|anh|chị)(?: giáo)?(?: {OFFICE})?\s*:?\s+"


def title_sex(values: pl.Series) -> pl.Series:
    """Sex that a form of address says: Ông, Thầy male, Bà, Cô female."""
    return by_distinct(values, _title_sex)["sex"]


def _title_sex(cells: pl.DataFrame) -> pl.DataFrame:
    # The others have no title.
    cells = cells.filter(pl.col("text").str.contains(r"^(?i:hộ|[ôb]|thầy|c[ôụhậ]|anh)"))
    text = pl.col("text").str.to_lowercase().str.replace(r"^hộ\s+(?:gia\s+đình\s+)?", "")
    either = text.str.contains(r"^(?:ông|ô|thầy|anh)\.?\s*(?:[/(,&-]|và\s)?\s*(?:bà|b|cô|chị)\b")
    surname = text.str.contains(r"^(?:ông|bà)\s+(?:thị|văn)\s")
    # Kinship words are titles only before what begins like a name: `Anh Thư` is a name.
    text = text.str.replace(_TEACHER, "${1} ")
    before_name = is_begun(text.str.replace(r"^\S+\s+", ""), rarely=True)
    elder = r"^(?:ông cụ|cụ ông)\s", r"^(?:bà cụ|cụ bà)\s"
    return cells.with_columns(
        sex=pl.when(either | surname)
        .then(None)
        .when(text.str.contains(r"^(?:ông|ô\.)[\s:]") | text.str.contains(elder[0]))
        .then(pl.lit("male"))
        .when(text.str.contains(r"^(?:bà|b\.)[\s:]") | text.str.contains(elder[1]))
        .then(pl.lit("female"))
        .when(text.str.contains(r"^(?:thầy|anh|chú|cậu)\s") & before_name)
        .then(pl.lit("male"))
        .when(text.str.contains(r"^(?:cô|chị)\s") & before_name)
        .then(pl.lit("female"))
    )
