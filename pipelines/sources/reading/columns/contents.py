"""What the cells of a column look like: evidence for and against its header."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property

import polars as pl

from pipelines.sources.declaration import Field
from pipelines.sources.normalise.date_text import HOUR

SAMPLE = 1_500  # rows from which a column is known
_MATCHED = 500  # filled cells that are put to a pattern: their share is right to 2 in 100
_FIRST = 100  # of these, evenly: enough where nearly all pass or nearly none
_CLEAR = 0.1  # share of them that may be of the other kind
_WORDED = 0.8  # how far words alone can be names
_LIST, _CODES = 5, 3  # cells of a list, values of a code
_SIGN = 3  # letters of a mark
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


def _class(kind: Callable[[str], bool]) -> str:
    """Letters of Latin of a kind, as ranges of a pattern: Python's have no class of letters."""
    codes = [c for block in (range(0x250), range(0x1E00, 0x1F00)) for c in block if kind(chr(c))]
    known = set(codes)
    starts = [code for code in codes if code - 1 not in known]
    ends = [code for code in codes if code + 1 not in known]
    return "".join(
        chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in zip(starts, ends, strict=True)
    )


_LETTERS, _CAPITALS, _SMALL = map(_class, (str.isalpha, str.isupper, str.islower))
NAME = (
    rf"(?i){_TITLE}(?:(?:{_SURNAMES})[\s\-.]+|(?:k|h)['’‘ʼ`´]\s*|"
    rf"(?-i:[KH](?:\s+|[{_CAPITALS}][{_SMALL}])))"
    rf"[{_LETTERS}'’‘ʼ`´.]+(?:[\s\-]+[{_LETTERS}'’‘ʼ`´.()]+){{0,6}}\s*$"
)
_WORDS = rf"^[{_LETTERS}][{_LETTERS}'’‘ʼ`´.\-]*(?:\s+[{_LETTERS}'’‘ʼ`´.\-()]+){{0,6}}$"
_DAY_MONTH_YEAR = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}\s"  # no number of a house
_PLACE = (
    r"(?:^|\W)(?:thôn|xóm|xã|phường|huyện|tỉnh|thành phố|thị trấn|tổ|tdp|khu phố|ấp|buôn|"
    r"đường|tt|tp|thon|xom|xa|phuong|huyen|tinh|thi tran|kp|bon)(?:\W|$)|"
    rf"(?:^|[\s,])(?:x|p|h|tt|tp|q)\.|(?<![\d/.-])(?!{_DAY_MONTH_YEAR})\d+[/\d]*[a-z]?\s+[{_LETTERS}]+\s+[{_LETTERS}]+"
)
_YEAR = r"^(?:19|20)\d\d$"
_FULL_DATE = (
    r"^\s*\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:\d{4}|\d{2})(?:\s.*)?$"
    r"|^\d{4}-\d{1,2}-\d{1,2}(?:[ T].*)?$|^ngày\s.*\d{4}|^\d{8}$"
    # With the time of day, as health insurance writes it.
    r"|^(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$"
    # The hour before the day, as certificates of death have it.
    rf"|^{HOUR}\d{{1,2}}\s*[/.\-]\s*\d{{1,2}}\s*[/.\-]\s*\d{{4}}$"
)
_PART_DATE = (
    r"^(?:\d{1,2}|[Xx?.]{1,2})[/\-]\d{4}$|^\d{4}0000$"
    r"|^(?:(?:sinh|ns|sn|s\.\s?n\.?|s)[\s.:]*)?(?:năm|nam)?\s*:?\s*(?:19|20)\d\d\.?$"
    # Two people in one cell.
    r"|^(?:[\d/.\-]{1,6}[/.\-])?(?:19|20)\d\d\s*(?:[;,/+&\-–]|và|\n)\s*"
    r"(?:[\d/.\-]{1,6}[/.\-])?(?:19|20)\d\d\s*$"
)
_NUMBER = (
    r"^['’\s]*\d[\d\s.\-]{6,15}(?:\.0)?$|^\d{8,12}\s*(?:[;,/+&\-–]|và|\n)\s*\d{8,12}\s*$"
    r"|^\d{9,12}[\s,;.(\-–]+(?:(?:cấp|ngày|nơi|do)\s|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})"
    r"|^(?:số\s*)?(?:thẻ\s*)?(?:cccd|g?cmnd|cmt|cc|đdcn|căn cước(?: công dân)?|"
    r"chứng minh nhân dân|số định danh(?: cá nhân)?|hộ chiếu)\s*(?:số)?\s*[:.]?\s*\d{8,12}"
    r"(?:[\s,;.(\-].*)?$"
)
#: A day with dots or hyphens has the digits and signs of a number.
_DATED = r"^\s*\d{1,2}\s*[.\-]\s*\d{1,2}\s*[.\-]\s*\d{4}\s*$|^\d{4}-\d\d-\d\d"
_DAY_MONTH = r"^\d{1,2}\s*[/.\-]\s*\d{1,2}$"
_SCIENTIFIC = r"^\d[.,]\d+[eE]\+?\d+$"
_SEX = r"^(?:(?:nam|nữ)(?: giới)?|nu|nử|m|f|male|female|(?:con |bé )?(?:trai|gái)|n÷|g¸i|nöõ)\.?$"
_TRUTH = r"^(?:true|false|\.[tf]\.)$"
_MARK = r"^[x✓√v*]$"
_PASSPORT = r"^(?-i:[A-Z])\d{7,8}$"


Test = Callable[[str], object]


def _like(pattern: str) -> Test:
    return re.compile(pattern, re.IGNORECASE).search


_is_number, _is_dated = _like(_NUMBER), _like(_DATED)
_is_bare = _like(rf"^\d{{8,16}}$|{_SCIENTIFIC}|{_PASSPORT}")
_NUMBER_ALONE = re.compile(r"\D*(\d{8,12})(?:\D|$)")
_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"[A-Za-z]|[^\x00-\x7f]")
_SEVERAL = re.compile(r"[;&|\n]")
_SMALL_NUMBER = re.compile(r"0?(\d{1,2})(?:\.0)?")
is_name = _like(NAME)


def _digits(cell: str) -> int:
    """Digits of a written number: of "CCCD số …, cấp ngày …" only the number counts."""
    if cell.isdecimal() or not _is_number(cell) or _is_dated(cell):
        return 0
    alone = _NUMBER_ALONE.match(cell)
    return sum(map(str.isdecimal, alone[1] if alone else cell))


def _up_to(most: int) -> Test:
    def test(cell: str) -> bool:
        number = _SMALL_NUMBER.fullmatch(cell)
        return number is not None and int(number[1]) <= most

    return test


def _first_of_several(cell: str) -> str:
    behind = _SEVERAL.search(cell)
    return cell[: behind.start()] if behind else cell


#: A cell that says: as above.
AS_ABOVE = (
    r"(?i)^[\s\-–_.()]*(?:n\.?t|như (?:dòng )?trên|nhu tren|nhtr|idem)[\s\-–_.()]*$"
    r"|^[\s\-–_.]*(?:(?:[\"”“″〃]|''|’’|´´|``|//)[\s\-–_.]*){1,3}$"
)
_as_above = re.compile(AS_ABOVE).search
#: With what such a cell may begin: quick to ask of every cell.
_ABOVE_BEGINS = frozenset("nNiI\u0130\u0131-–_.()\"”“″〃'’´`/\x1c\x1d\x1e\x1f")
_LONGEST_MARK = 16


class _Share:
    """Share of a profile's cells that pass a test, worked out when it is first asked for."""

    def __init__(self, test: Test, *, digits: bool = False, letters: bool = False) -> None:
        """Take a test, and whether only cells with a digit, or with a letter, can pass it."""
        self.test = test
        self.digits = digits
        self.letters = letters

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, profile: Profile, owner: type) -> float:
        able = (profile.has_digits or not self.digits) and (profile.has_letters or not self.letters)
        share = vars(profile)[self.name] = profile.share(self.test) if able else 0.0
        return share


class Profile:
    """What a column looks like: shares (0-1) among its filled cells, each known once asked for.

    Attributes
    ----------
    filled
        Filled cells over rows looked at.
    cells
        Filled cells looked at.
    """

    twelve = _Share(
        lambda cell: (cell.isdecimal() and len(cell) == 12) or _digits(cell) == 12, digits=True
    )
    number = _Share(  # however punctuated
        lambda cell: _is_bare(cell) or 8 <= _digits(cell) <= 24, digits=True
    )
    ten = _Share(_like(r"^\d{10}$"), digits=True)
    full_date = _Share(_like(_FULL_DATE), digits=True)
    part_date = _Share(_like(_PART_DATE), digits=True)
    year = _Share(_like(_YEAR), digits=True)
    serial_date = _Share(  # whole numbers that may be spreadsheet dates
        _like(r"^[1-4]\d{4}$"), digits=True
    )
    day = _Share(_up_to(31), digits=True)  # 0 where it is unknown
    month = _Share(_up_to(12), digits=True)
    day_month = _Share(_like(_DAY_MONTH))
    bit = _Share(_like(r"^[01]$"), digits=True)
    precision = _Share(_like(r"^0?[012]$"), digits=True)
    sex = _Share(_like(_SEX), letters=True)
    truth = _Share(_like(_TRUTH), letters=True)  # a database's true and false
    mark = _Share(_like(_MARK))
    #: Begins as Vietnamese names do; of two people in a cell the first tells.
    name = _Share(lambda cell: is_name(_first_of_several(cell)), letters=True)
    words = _Share(_like(_WORDS), letters=True)  # letters only
    several_words = _Share(_like(r"\S\s+\S"))
    place = _Share(_like(_PLACE), letters=True)
    whole = _Share(_like(r"^\d{1,9}$"), digits=True)  # whole numbers

    def __init__(self, column: pl.Series) -> None:
        """Look at cells without white space round them."""
        self._filled = column.filter(column != "")
        self.cells = self._filled.len()
        self.filled = self.cells / max(1, column.len())

    @property
    def distinct(self) -> float:
        """Distinct cells over filled ones."""
        return self._filled.n_unique() / max(1, self.cells)

    @property
    def one_sign(self) -> bool:
        """Whether the cells all hold one and the same sign or word of three letters at most."""
        short = self.cells > 0 and len(str(self._filled[0])) <= _SIGN
        return short and self._filled.n_unique() == 1 and not str(self._filled[0]).isdecimal()

    @cached_property
    def _matched(self) -> list[str]:
        cells = self._filled.gather_every(max(1, self.cells // _MATCHED)).to_list()
        # What stands above tells what such a cell holds.
        own = [
            cell
            for cell in cells
            if len(cell) > _LONGEST_MARK or cell[0] not in _ABOVE_BEGINS or not _as_above(cell)
        ]
        return own or cells

    @cached_property
    def _few(self) -> Counter[str]:
        return Counter(self._matched[:: max(1, len(self._matched) // _FIRST)])

    @cached_property
    def _every(self) -> Counter[str]:
        return Counter(self._matched)

    @cached_property
    def has_digits(self) -> bool:
        """Whether any of the cells has a digit."""
        return _DIGIT.search(self._text) is not None

    @cached_property
    def has_letters(self) -> bool:
        """Whether any of the cells has what may be a letter."""
        return _LETTER.search(self._text) is not None

    @cached_property
    def _text(self) -> str:
        return "\n".join(self._matched)

    def share(self, test: Test) -> float:
        """Share of the filled cells that pass a test; a few of them tell where nearly all agree."""
        if not self.cells:
            return 0.0
        share = _passing(self._few, test)
        return _passing(self._every, test) if _CLEAR < share < 1 - _CLEAR else share


def _passing(cells: Counter[str], test: Test) -> float:
    """Share of the cells that pass; each distinct cell is tested once."""
    return sum(count for cell, count in cells.items() if test(cell)) / cells.total()


def profiles(data: pl.DataFrame) -> list[Profile]:
    """Profile the columns of the data rows, evenly sampled."""
    taken = data.gather_every(max(1, data.height // SAMPLE))
    stripped = taken.select_seq(pl.all().str.strip_chars())
    return [Profile(column) for column in stripped.iter_columns()]


def fit(field: Field, seen: Profile) -> float | None:
    """How far the cells are what the field holds, 0–1; None where cells can tell nothing."""
    if seen.cells == 0:
        return None
    rule = _RULES.get(field)
    return rule(seen) if rule else None


def share_of(field: Field, seen: Profile) -> float:
    """`fit`, 0 where cells can tell nothing."""
    return fit(field, seen) or 0.0


def _dates(seen: Profile) -> float:
    return min(1.0, seen.full_date + seen.part_date + seen.year + seen.serial_date)


def _names(seen: Profile) -> float:
    # A few texts over and over are kinds of people, not people.
    few = seen.cells >= 20 and seen.distinct < 0.15
    return seen.name if few or seen.name >= _WORDED else max(seen.name, named_in_words(seen))


def named_in_words(seen: Profile) -> float:
    """How far the cells are two words or more, as names are that are not Vietnamese, 0-1."""
    words = seen.words
    return words and _WORDED * min(words, seen.several_words) * (1 - seen.place)


def _addresses(seen: Profile) -> float:
    most = 0.6
    if seen.place >= most:
        return seen.place
    return max(seen.place, most * seen.several_words * (1 - seen.name))


def _years(seen: Profile) -> float:
    return min(1.0, seen.year + seen.full_date + seen.part_date)


def _numbers(seen: Profile) -> float:
    return seen.number


def _boxes(seen: Profile) -> float:
    # One short sign over and over is a mark, whichever it is.
    return 1.0 if seen.one_sign else min(1.0, seen.mark + seen.sex + seen.bit + seen.truth)


def few_values(seen: Profile) -> bool:
    """Whether a column has two or three values only, as codes do."""
    return seen.cells >= _LIST and 2 <= round(seen.distinct * seen.cells) <= _CODES


def _code(seen: Profile) -> float:
    # `T` and `G`, `Ông` and `Bà`: what a code means is inferred row by row, or said to be unknown.
    return 0.5 if few_values(seen) or seen.one_sign else 0.0


_RULES: dict[Field, Callable[[Profile], float]] = {
    **dict.fromkeys(
        (
            Field.FULL_NAME, Field.NAME_MALE, Field.NAME_FEMALE, Field.FATHER_NAME,
            Field.MOTHER_NAME, Field.SPOUSE_NAME,
        ),
        _names,
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
    Field.BIRTH_DAY: lambda seen: min(1.0, seen.day + seen.day_month + seen.full_date),
    Field.BIRTH_MONTH: lambda seen: seen.month,
    Field.BIRTH_PRECISION: lambda seen: min(1.0, seen.precision + seen.mark),
    Field.SEX: lambda seen: max(min(1.0, seen.sex + seen.precision + seen.truth), _code(seen)),
    **dict.fromkeys((Field.SEX_MALE, Field.SEX_FEMALE), _boxes),
    **dict.fromkeys(
        (Field.ID_NUMBER, Field.OLD_ID, Field.FATHER_ID, Field.MOTHER_ID, Field.SPOUSE_ID),
        _numbers,
    ),
    **dict.fromkeys(
        (Field.HAMLET, Field.COMMUNE, Field.DISTRICT, Field.PROVINCE),
        lambda seen: 1.0 - min(1.0, seen.sex + seen.number + seen.full_date),
    ),
    Field.ADDRESS: _addresses,
}  # fmt: skip


def another_kind(field: Field, seen: Profile) -> float:
    """Share of the cells that are clearly not what a name, number or date of birth may be."""
    if field in (Field.FULL_NAME, Field.NAME_MALE, Field.NAME_FEMALE):
        return max(seen.full_date, seen.number, seen.sex)
    if field is Field.ID_NUMBER:
        return max(seen.full_date - seen.whole, seen.sex, seen.name)  # `12031968` may be either
    if field is Field.BIRTH_DATE:
        return max(seen.twelve, seen.sex, seen.name, seen.place)
    return 0.0


_SAID = (
    ("twelve", "12 chữ số"), ("number", "số giấy tờ"), ("full_date", "ngày đầy đủ"),
    ("day_month", "ngày, tháng không có năm"),
    ("year", "năm"), ("sex", "Nam/Nữ"), ("mark", "dấu x"), ("name", "họ tên"),
    ("part_date", "năm hoặc tháng/năm"),
    ("place", "địa chỉ"), ("ten", "10 chữ số"), ("bit", "0/1"), ("whole", "số nguyên"),
    ("words", "chữ"),
)  # fmt: skip


def describe(seen: Profile) -> str:
    """Put the most telling share in words, without any value."""
    if seen.cells == 0:
        return "cột trống"
    share, said = 0.0, ""
    for name, words in _SAID:
        found = getattr(seen, name)
        if found > share or not said:
            share, said = found, words
        if found >= 0.5:
            break
    return f"{share * 100:.0f}% ô có dữ liệu là {said}"
