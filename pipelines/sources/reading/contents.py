"""What the cells of a column look like: evidence for and against its header."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import polars as pl

from pipelines.sources.declaration import Field

SAMPLE = 1_500  # rows from which a column is known
_MATCHED = 500  # filled cells that are put to the patterns: their share is right to 2 in 100
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
_TITLE = r"^(?:hộ\s+)?(?:ông|bà|anh|chị|cháu|thầy|cô|đồng chí|đ/c|cụ)?\s*[:.]?\s*"
NAME = (
    rf"(?i){_TITLE}(?:(?:{_SURNAMES})[\s\-.]+|(?:k|h)['’‘ʼ`´]\s*|(?-i:[KH](?:\s+|\p{{Lu}}\p{{Ll}})))"
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
_TRUTH = r"(?i)^(?:true|false)$"
_MARK = r"^[xX✓√vV\*]$"
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


@dataclass(frozen=True)
class _Test:
    """A share that is counted: which cells count, and between how many bytes they are long.

    The bounds are generous: they only spare a column what none of its cells can pass.
    """

    count: Callable[[pl.Expr], pl.Expr]
    least: int = 1
    most: int = sys.maxsize


def _like(pattern: str, least: int = 1, most: int = sys.maxsize) -> _Test:
    return _Test(lambda cell: cell.str.contains(pattern).sum(), least, most)


def _digits(cell: pl.Expr) -> pl.Expr:
    """Digits of written numbers: of "CCCD số …, cấp ngày …" only the number counts."""
    number = cell.filter(~cell.str.contains(r"^\d+$") & cell.str.contains(_NUMBER))
    alone = number.str.extract(r"^\D*(\d{8,12})(?:\D|$)").fill_null(number)
    return alone.str.count_matches(r"\d")


def _twelve_in(cell: pl.Expr) -> pl.Expr:
    return cell.str.contains(r"^\d{12}$").sum() + (_digits(cell) == 12).sum()


def _numbers_in(cell: pl.Expr) -> pl.Expr:
    bare = cell.str.contains(rf"^\d{{8,16}}$|{_SCIENTIFIC}|{_PASSPORT}")
    return bare.sum() + _digits(cell).is_between(8, 24).sum()


def _small(cell: pl.Expr) -> pl.Expr:
    return cell.str.extract(r"^0?(\d{1,2})(?:\.0)?$").cast(pl.Int8, strict=False)


def _names_in(cell: pl.Expr) -> pl.Expr:
    """Count names; of two people in a cell the first tells."""
    several = cell.str.contains(r"[;&|\n]")
    first = cell.filter(several).str.extract(r"^([^;&|\n]+)")
    return cell.filter(~several).str.contains(NAME).sum() + first.str.contains(NAME).sum()


#: Only cells with a digit can pass.
_DIGIT_TESTS = {
    "twelve": _Test(_twelve_in, 12),
    "number": _Test(_numbers_in, 5),
    "ten": _like(r"^\d{10}$", 10, 40),
    "full_date": _like(_FULL_DATE, 6),
    "part_date": _like(_PART_DATE, 4),
    "year": _like(_YEAR, 4, 10),
    "serial_date": _like(r"^[1-4]\d{4}$", 5, 17),
    "day": _Test(lambda cell: _small(cell).is_between(1, 31).sum(), 1, 11),
    "month": _Test(lambda cell: _small(cell).is_between(1, 12).sum(), 1, 11),
    "bit": _like(r"^[01]$", 1, 1),
    "precision": _like(r"^0?[012]$", 1, 2),
    "five": _like(r"^\d{5}$", 5, 20),
    "whole": _like(r"^\d{1,9}$", 1, 36),
}
#: Only cells with something else than digits and their punctuation can pass.
_WORD_TESTS = {
    "sex": _like(_SEX, 1, 40),
    "truth": _like(_TRUTH, 4, 10),
    "mark": _like(_MARK, 1, 4),
    "name": _Test(_names_in, 2),
    "words": _like(_WORDS),
    "place": _like(_PLACE, 2),
    "several_words": _like(r"\S\s+\S", 3),
}
_TESTS = _DIGIT_TESTS | _WORD_TESTS


_ABOUT: dict[str, Callable[[pl.Expr], pl.Expr]] = {
    "distinct": lambda cell: cell.drop_nulls().n_unique(),
    "shortest": lambda cell: cell.str.len_bytes().min(),
    "longest": lambda cell: cell.str.len_bytes().max(),
    "digits": lambda cell: cell.str.contains(r"\d").any(),
    "letters": lambda cell: cell.str.contains(_NOT_DIGITS).any(),
}
_COUNTS = _ABOUT | {name: test.count for name, test in _TESTS.items()}


@lru_cache(maxsize=16_384)
def _counted(column: str, count: str) -> pl.Expr:
    return _COUNTS[count](pl.col(column)).alias(f"{column} {count}")


def _count(cells: pl.DataFrame, asked: list[tuple[str, str]]) -> dict[str, Any]:
    """Count everything of all columns at once: one by one the calls would cost most."""
    if not asked:
        return {}
    return cells.select_seq(_counted(*column) for column in asked).row(0, named=True)


def profiles(data: pl.DataFrame) -> list[Profile]:
    """Profile the columns of the data rows, evenly sampled."""
    rows = data.height
    taken = data.gather_every(max(1, rows // SAMPLE)) if rows > SAMPLE else data
    stripped = taken.select_seq(pl.all().str.strip_chars())
    taken = stripped.select_seq(pl.when(pl.all().str.len_bytes() > 0).then(pl.all()))
    filled = {column.name: column.drop_nulls() for column in taken.iter_columns()}
    known = [name for name, cells in filled.items() if not cells.is_empty()]
    about = _count(taken, [(name, count) for name in known for count in _ABOUT])
    matched = {name: filled[name].gather_every(_step(filled[name])) for name in known}
    asked = [(name, test) for name in known for test in _passable(name, about)]
    passed = _count(_side_by_side(matched), asked) if known else {}

    def profile(name: str) -> Profile:
        count = filled[name].len()
        if not count:
            return Profile(filled=0.0, cells=0, distinct=0.0, **dict.fromkeys(_TESTS, 0.0))
        shares = {t: passed.get(f"{name} {t}", 0) / matched[name].len() for t in _TESTS}
        distinct = about[f"{name} distinct"] / count
        return Profile(filled=count / taken.height, cells=count, distinct=distinct, **shares)

    return [profile(name) for name in data.columns]


def _side_by_side(columns: dict[str, pl.Series]) -> pl.DataFrame:
    """Put columns of different lengths into one frame: nulls at their ends pass no test."""
    height = max(cells.len() for cells in columns.values())
    return pl.DataFrame(
        {name: c.extend_constant(None, height - c.len()) for name, c in columns.items()}
    )


def _step(cells: pl.Series) -> int:
    return max(1, cells.len() // _MATCHED)


def _passable(column: str, about: dict[str, Any]) -> list[str]:
    """List the tests that a cell of a column may pass."""
    shortest, longest = about[f"{column} shortest"], about[f"{column} longest"]
    tests: dict[str, _Test] = {}
    tests |= _DIGIT_TESTS if about[f"{column} digits"] else {}
    tests |= _WORD_TESTS if about[f"{column} letters"] else {}
    return [name for name, t in tests.items() if longest >= t.least and shortest <= t.most]


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
    return max(seen.name, 0.0 if few else named_in_words(seen))


def named_in_words(seen: Profile) -> float:
    """How far the cells are two words or more, as names are that are not Vietnamese, 0-1."""
    return 0.8 * min(seen.words, seen.several_words) * (1 - seen.place)


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
