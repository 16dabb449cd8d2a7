"""What the cells of a column look like: evidence for and against its header."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from pipelines.sources.declaration import Field

SAMPLE = 1_500

_SURNAMES = (
    "nguyễn|nguyen|trần|tran|lê|le|phạm|pham|hoàng|hoang|huỳnh|huynh|phan|vũ|vu|võ|vo|đặng|dang|"
    "bùi|bui|đỗ|do|hồ|ho|ngô|ngo|dương|duong|lý|lí|ly|đinh|dinh|trương|truong|lâm|lam|mai|đoàn|"
    "doan|trịnh|trinh|đào|dao|hà|ha|cao|lương|luong|tạ|ta|châu|chau|quách|quach|nông|nong|vi|"
    "hứa|hua|thái|thai|tô|to|tống|tong|la|phùng|phung|chu|nghiêm|nghiem|văn|bạch|triệu|trieu|"
    "lưu|luu|kiều|kieu|diệp|diep|từ|thân|than|khổng|tôn|viên|lục|luc|lò|lo|hoàn|thạch|sơn|mã|"
    "giang|âu|ông|bế|ma|ya|ka|k|k'|k’|ha|h'|y|cil|kơ|ko|rơ|ro|bon|đa|dà|da|liêng|lieng|kră|krajan|"
    "krajăn|pang|păng|dagout|đagout|dagou|ndu|touneh|touprong|jơlơng|phi|mbon|m'bon|lơ|lo|klong|"
    "k'long|ju|thắm|quảng|sầm|lăng|đàm|dam|lại|lai|tăng|tang|vương|vuong|đồng|ninh|hầu|giàng|"
    "sùng|vàng|lù|cháng|maria|giuse|anna|teresa|phêrô|phaolô"
)
_TITLE = r"^(?:hộ\s+)?(?:ông|bà|anh|chị|cháu|đồng chí|đ/c|cụ)?\s*[:.]?\s*"
_NAME = (
    rf"(?i){_TITLE}(?:(?:{_SURNAMES})[\s\-.]+|(?:k|h)['’‘ʼ`´]?\s*)"
    r"[\p{L}'’‘ʼ`´.]+(?:[\s\-]+[\p{L}'’‘ʼ`´.()]+){0,6}\s*$"
)
_WORDS = r"^[\p{L}][\p{L}'’‘ʼ`´.\-]*(?:\s+[\p{L}'’‘ʼ`´.\-()]+){0,6}$"
_PLACE = (
    # `\b` beside letters with marks would keep the regex engine from its fast way.
    r"(?i)(?:^|\W)(?:thôn|xóm|xã|phường|huyện|tỉnh|thành phố|thị trấn|tổ|tdp|khu phố|ấp|buôn|"
    r"đường|tt|tp|thon|xom|xa|phuong|huyen|tinh|thi tran|kp|bon)(?:\W|$)"
    r"|(?i)(?:^|[\s,])(?:x|p|h|tt|tp|q)\.|\d+[/\d]*[a-z]?\s+\p{L}+\s+\p{L}+"
)
_YEAR = r"^(?:19|20)\d\d$"
_FULL_DATE = (
    r"^\s*\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:\d{4}|\d{2})(?:\s.*)?$"
    r"|^\d{4}-\d{1,2}-\d{1,2}(?:[ T].*)?$|^(?i)ngày\s.*\d{4}|^\d{8}$"
    # The hour before the day, as certificates of death have it.
    r"|(?i)^(?:lúc\s*|hồi\s*)?\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{1,2}\s*(?:phút|p|')?)?[\s,]*"
    r"(?:ngày\s*)?\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}$"
)
_PART_DATE = (
    r"^(?:\d{1,2}|[Xx?.]{1,2})[/\-]\d{4}$|^\d{4}0000$"
    r"|(?i)^(?:(?:sinh|ns|sn|s\.\s?n\.?|s)[\s.:]*)?(?:năm|nam)?\s*:?\s*(?:19|20)\d\d\.?$"
    # Two people in one cell.
    r"|^(?:[\d/.\-]{1,6}[/.\-])?(?:19|20)\d\d\s*(?:[;,/+&\-–]|và|\n)\s*"
    r"(?:[\d/.\-]{1,6}[/.\-])?(?:19|20)\d\d\s*$"
)
_NUMBER = (
    r"^['’\s]*\d[\d\s.\-]{6,15}(?:\.0)?$|^\d{8,12}\s*(?:[;,/+&\-–]|và|\n)\s*\d{8,12}\s*$"
    r"|(?i)^(?:số\s*)?(?:thẻ\s*)?(?:cccd|g?cmnd|cmt|cc|đdcn|căn cước(?: công dân)?|"
    r"chứng minh nhân dân|số định danh(?: cá nhân)?|hộ chiếu)\s*(?:số)?\s*[:.]?\s*\d{8,12}"
    r"(?:[\s,;.(\-].*)?$"
)
_SCIENTIFIC = r"^\d[.,]\d+[eE]\+?\d+$"
_SEX = (
    r"(?i)^(?:(?:nam|nữ)(?: giới)?|nu|nử|m|f|male|female|(?:con |bé )?(?:trai|gái)|n÷|g¸i|nöõ)\.?$"
)
_MARK = r"^[xX✓√vV\*]$"
_PASSPORT = r"^[A-Z]\d{7,8}$"


@dataclass(frozen=True)
class Profile:
    """Shares (0–1) among the filled cells of a column.

    Attributes
    ----------
    filled
        Filled cells over rows looked at.
    cells
        Filled cells looked at.
    """

    filled: float
    cells: int
    twelve: float
    number: float  # 8 to 12 digits, however punctuated
    ten: float
    full_date: float
    part_date: float
    year: float
    serial_date: float  # whole numbers that may be spreadsheet dates
    day: float  # 1–31
    month: float  # 1–12
    bit: float  # 0/1
    precision: float  # 0/1/2
    sex: float
    mark: float
    name: float  # begins as Vietnamese names do
    words: float  # letters only
    several_words: float
    place: float
    five: float  # five digits
    whole: float  # whole numbers
    distinct: float


def _expressions(cell: pl.Expr) -> dict[str, pl.Expr]:
    digits, number = pl.col("digits"), pl.col("like_number")
    small = cell.str.extract(r"^0?(\d{1,2})(?:\.0)?$").cast(pl.Int8, strict=False)
    return {
        "twelve": number & (digits == 12),
        "number": (number & digits.is_between(8, 24))
        | cell.str.contains(_SCIENTIFIC)
        | cell.str.contains(_PASSPORT),
        "ten": cell.str.contains(r"^\d{10}$"),
        "full_date": cell.str.contains(_FULL_DATE),
        "part_date": cell.str.contains(_PART_DATE),
        "year": cell.str.contains(_YEAR),
        "serial_date": cell.str.contains(r"^[1-4]\d{4}$"),
        "day": small.is_between(1, 31),
        "month": small.is_between(1, 12),
        "bit": cell.str.contains(r"^[01]$"),
        "precision": cell.str.contains(r"^[012]$"),
        "sex": cell.str.contains(_SEX),
        "mark": cell.str.contains(_MARK),
        # Of two people in a cell the first tells.
        "name": cell.str.extract(r"^([^;&|\n]+)").fill_null(cell).str.contains(_NAME),
        "words": cell.str.contains(_WORDS),
        "several_words": cell.str.contains(r"\S\s+\S"),
        "place": cell.str.contains(_PLACE),
        "five": cell.str.contains(r"^\d{5}$"),
        "whole": cell.str.contains(r"^\d{1,9}$"),
    }


def _with_digits(cells: pl.Series) -> pl.DataFrame:
    """Add what several shares need, worked out once."""
    # Of a cell such as "CCCD số …, cấp ngày …" only the number counts.
    alone = pl.col("cell").str.extract(r"^\D*(\d{8,12})(?:\D|$)").fill_null(pl.col("cell"))
    return cells.to_frame().with_columns(
        digits=alone.str.count_matches(r"\d"), like_number=pl.col("cell").str.contains(_NUMBER)
    )


def profile(column: pl.Series) -> Profile:
    """Profile a column of data rows, evenly sampled."""
    rows = column.len()
    taken = column.gather_every(max(1, rows // SAMPLE)) if rows > SAMPLE else column
    cells = taken.drop_nulls().str.strip_chars().alias("cell")
    cells = cells.filter(cells.str.len_chars() > 0)
    count = cells.len()
    filled = count / taken.len() if taken.len() else 0.0
    names = _expressions(pl.col("cell"))
    if count == 0:
        return Profile(filled=0.0, cells=0, distinct=0.0, **dict.fromkeys(names, 0.0))
    shares = _with_digits(cells).select(
        e.fill_null(value=False).mean().alias(name) for name, e in names.items()
    )
    return Profile(
        filled=filled, cells=count, distinct=cells.n_unique() / count, **shares.row(0, named=True)
    )


def fit(field: Field, seen: Profile) -> float | None:
    """How far the cells are what the field holds, 0–1; None where cells can tell nothing."""
    if seen.cells == 0:
        return None
    rule = _RULES.get(field)
    return rule(seen) if rule else None


def _dates(seen: Profile) -> float:
    return min(1.0, seen.full_date + seen.part_date + seen.year + seen.serial_date)


def _names(seen: Profile) -> float:
    return max(seen.name, 0.8 * min(seen.words, seen.several_words) * (1 - seen.place))


def _years(seen: Profile) -> float:
    return min(1.0, seen.year + seen.full_date + seen.part_date)


def _numbers(seen: Profile) -> float:
    return seen.number


def _boxes(seen: Profile) -> float:
    return min(1.0, seen.mark + seen.sex + seen.bit)


_RULES: dict[Field, Callable[[Profile], float]] = {
    **dict.fromkeys(
        (Field.FULL_NAME, Field.FATHER_NAME, Field.MOTHER_NAME, Field.SPOUSE_NAME), _names
    ),
    **dict.fromkeys((Field.FAMILY_NAME, Field.GIVEN_NAME), lambda seen: seen.words),
    **dict.fromkeys(
        (
            Field.BIRTH_DATE, Field.DEATH_DATE, Field.EVENT_DATE, Field.PERIOD_FROM,
            Field.PERIOD_TO, Field.FATHER_BIRTH, Field.MOTHER_BIRTH, Field.SPOUSE_BIRTH,
        ),
        _dates,
    ),
    **dict.fromkeys((Field.BIRTH_YEAR, Field.BIRTH_YEAR_MALE, Field.BIRTH_YEAR_FEMALE), _years),
    Field.BIRTH_DAY: lambda seen: seen.day,
    Field.BIRTH_MONTH: lambda seen: seen.month,
    Field.BIRTH_PRECISION: lambda seen: seen.precision,
    Field.SEX: lambda seen: min(1.0, seen.sex + seen.precision),
    **dict.fromkeys((Field.SEX_MALE, Field.SEX_FEMALE), _boxes),
    **dict.fromkeys(
        (Field.ID_NUMBER, Field.OLD_ID, Field.FATHER_ID, Field.MOTHER_ID, Field.SPOUSE_ID),
        _numbers,
    ),
    Field.ADDRESS: lambda seen: max(seen.place, 0.6 * seen.several_words * (1 - seen.name)),
}  # fmt: skip


_SAID = (
    ("twelve", "12 chữ số"), ("number", "số giấy tờ"), ("full_date", "ngày đầy đủ"),
    ("year", "năm"), ("sex", "Nam/Nữ"), ("mark", "dấu x"), ("name", "họ tên"),
    ("part_date", "năm hoặc tháng/năm"),
    ("place", "địa chỉ"), ("ten", "10 chữ số"), ("bit", "0/1"), ("whole", "số nguyên"),
    ("words", "chữ"),
)  # fmt: skip


def describe(seen: Profile) -> str:
    """Put the most telling share in words, without any value."""
    if seen.cells == 0:
        return "cột trống"
    telling = [(getattr(seen, name), said) for name, said in _SAID]
    share, said = next((pair for pair in telling if pair[0] >= 0.5), max(telling))
    return f"{share * 100:.0f}% ô có dữ liệu là {said}"
