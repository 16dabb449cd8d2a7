"""What the cells of a column look like: evidence for and against its header."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.sources.declaration import Field

SAMPLE = 1_500
CONTRADICTS = 0.2  # share of fitting cells below which a column is not what its header says

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
NAME = (
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
_TRUTH = r"(?i)^(?:true|false)$"
_PASSPORT = r"^[A-Z]\d{7,8}$"
_NOT_DIGITS = r"[^\d/.\-]"  # what a cell of words, a mark, or of two parts has


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
    truth: float  # a database's true and false
    mark: float
    name: float  # begins as Vietnamese names do
    words: float  # letters only
    several_words: float
    place: float
    five: float  # five digits
    whole: float  # whole numbers
    distinct: float


def _digit_tests(cell: pl.Expr) -> dict[str, pl.Expr]:
    """Shares that only cells with a digit count for."""
    # Of a cell such as "CCCD số …, cấp ngày …" only the number counts.
    alone = cell.str.extract(r"^\D*(\d{8,12})(?:\D|$)").fill_null(cell)
    digits, number = alone.str.count_matches(r"\d"), cell.str.contains(_NUMBER)
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
        "precision": cell.str.contains(r"^0?[012]$"),
        "five": cell.str.contains(r"^\d{5}$"),
        "whole": cell.str.contains(r"^\d{1,9}$"),
    }


def _word_tests(cell: pl.Expr) -> dict[str, pl.Expr]:
    """Shares that only cells with something else than digits and their punctuation count for."""
    return {
        "sex": cell.str.contains(_SEX),
        "truth": cell.str.contains(_TRUTH),
        "mark": cell.str.contains(_MARK),
        # Of two people in a cell the first tells.
        "name": cell.str.extract(r"^([^;&|\n]+)").fill_null(cell).str.contains(NAME),
        "words": cell.str.contains(_WORDS),
        "place": cell.str.contains(_PLACE),
    }


_DIGIT_TESTS, _WORD_TESTS = _digit_tests(pl.col("cell")), _word_tests(pl.col("cell"))
_SPACED = {"several_words": pl.col("cell").str.contains(r"\S\s+\S")}
_SHARES = (*_DIGIT_TESTS, *_WORD_TESTS, *_SPACED)


def _passed(cells: pl.DataFrame, tests: dict[str, pl.Expr]) -> Iterator[dict[str, Any]]:
    """How many cells of each column pass each test."""
    weighed = [pl.col("times").filter(test).sum().alias(name) for name, test in tests.items()]
    return cells.group_by("column").agg(weighed).iter_rows(named=True)


def profiles(data: pl.DataFrame) -> list[Profile]:
    """Profile the columns of the data rows, evenly sampled; each distinct cell is judged once."""
    rows = data.height
    taken = data.gather_every(max(1, rows // SAMPLE)) if rows > SAMPLE else data
    stacked = taken.unpivot(variable_name="column", value_name="cell").drop_nulls("cell")
    cells = (
        stacked.with_columns(pl.col("cell").str.strip_chars())
        .filter(pl.col("cell").str.len_bytes() > 0)
        .group_by("column", "cell")
        .agg(pl.len().alias("times"))
    )
    counts = {
        name: (count, distinct)
        for name, count, distinct in cells.group_by("column")
        .agg(pl.col("times").sum(), pl.len().alias("distinct"))
        .iter_rows()
    }
    passed: dict[str, dict[str, int]] = {}
    for part, tests in (
        (cells.filter(pl.col("cell").str.contains(r"\d")), _DIGIT_TESTS),
        (cells.filter(pl.col("cell").str.contains(_NOT_DIGITS)), _WORD_TESTS | _SPACED),
    ):
        for row in _passed(part, tests):
            passed.setdefault(row.pop("column"), {}).update(row)
    return [
        _profile(taken.height, *counts.get(name, (0, 0)), passed.get(name, {}))
        for name in data.columns
    ]


def _profile(rows: int, count: int, distinct: int, passed: dict[str, int]) -> Profile:
    if count == 0:
        return Profile(filled=0.0, cells=0, distinct=0.0, **dict.fromkeys(_SHARES, 0.0))
    shares = {name: passed.get(name, 0) / count for name in _SHARES}
    return Profile(filled=count / rows, cells=count, distinct=distinct / count, **shares)


def fit(field: Field, seen: Profile) -> float | None:
    """How far the cells are what the field holds, 0–1; None where cells can tell nothing."""
    if seen.cells == 0:
        return None
    rule = _RULES.get(field)
    return rule(seen) if rule else None


def _dates(seen: Profile) -> float:
    return min(1.0, seen.full_date + seen.part_date + seen.year + seen.serial_date)


def _names(seen: Profile) -> float:
    # A few texts over and over are kinds of people, not people.
    few = seen.cells >= 20 and seen.distinct < 0.15
    words = 0.0 if few else 0.8 * min(seen.words, seen.several_words) * (1 - seen.place)
    return max(seen.name, words)


def _years(seen: Profile) -> float:
    return min(1.0, seen.year + seen.full_date + seen.part_date)


def _numbers(seen: Profile) -> float:
    return seen.number


def _boxes(seen: Profile) -> float:
    return min(1.0, seen.mark + seen.sex + seen.bit + seen.truth)


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
    # "DT" is also short for "điện thoại".
    Field.ETHNIC_GROUP: lambda seen: 1.0 - seen.number,
    Field.BIRTH_DAY: lambda seen: seen.day,
    Field.BIRTH_MONTH: lambda seen: seen.month,
    Field.BIRTH_PRECISION: lambda seen: min(1.0, seen.precision + seen.mark),
    Field.SEX: lambda seen: min(1.0, seen.sex + seen.precision + seen.truth),
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
