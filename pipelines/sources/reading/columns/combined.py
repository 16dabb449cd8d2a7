"""A person in one cell: `Ông: Nguyễn Văn A, sinh năm: 1965, CMND số …`, `Lê Văn B - 1970 - …`.

Names, dates of birth, numbers and sex in any order, with or without words, of one person or two.
"""

from __future__ import annotations

import re

import polars as pl

from pipelines.sources.reading.columns.contents import NAME
from pipelines.sources.reading.columns.readable import of_others
from pipelines.sources.reading.headers.fold import fold

_BORN = r"(?:sinh\s*(?:năm|ngày)?|năm\s*sinh|ngày\s*sinh|ns|sn)\s*[:.]?\s*"
_DATE = (
    r"(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:(?:19|20)\d\d|\d\d)|"
    r"(?:\d{1,2}[/.\-])?(?:19|20)\d\d)"
)
_CARD = (
    r"(?:số\s*)?(?:thẻ\s*)?(?:cccd|g?cmnd|cmt|đdcn|căn cước(?: công dân)?|chứng minh nhân dân|"
    r"số định danh(?: cá nhân)?)\s*(?:số)?\s*[:.]?\s*"
)
_NUMBER = r"(?:\d{12}|[1-9]\d{10}|\d{9})"
_LEAD = r"[\s,;\-–]*\b"
#: What may stand before a date or number that no word introduces.
_BARE = r"(^|[\s,;:|(\-–])\s*"
#: Dates of other events, what follows a number, telephones: nobody's birth, nor of a name.
_BESIDE = (
    r"(?i)[\s,;(\-–]*(?:(?:cấp ngày|ngày cấp|nơi cấp|cấp tại|do\s+(?:cục|công an|ca)\b)[^;\n]*|"
    r"(?:cấp|mất|chết|hy sinh|từ trần|vào hội|vào đảng|vào đoàn|nhập ngũ|xuất ngũ|hưởng|từ|đến|"
    rf"kết hôn)\s*(?:năm|ngày|từ)?\s*[:.]?\s*{_DATE}\b|"
    r"(?:dân tộc|quốc tịch|tôn giáo)\s*:?\s*[^\n,;:]*|"
    r"(?:sđt|đt|điện thoại|tel)\s*[:.]?\s*\d[\d.\s]{8,11}\b)"
)
#: Where they live, as far as it goes: `…, thường trú tại xã Hiệp An, huyện Đức Trọng và bà …`.
_HOME = (
    rf"(?i){_LEAD}(?:(?:hộ khẩu|nơi|đăng ký|cùng)\s*)?"
    r"(?:thường trú|tạm trú|cư trú|trú|hktt|ngụ|địa chỉ)\b"
    r"(?:\s*(?:tại|ở))?[\s:.]*([^;\n]*?)(\s+và\s+(?:vợ|chồng|ông|bà)\b|[;\n]|$)"
)
#: `Họ và tên: Nguyễn Văn A`, first in the cell or in a line.
_NAME_LABEL = r"(?i)(^|\n)\s*(?:họ\s*(?:và\s*)?tên|tên)\s*:\s*"
#: `Chồng: Nguyễn Văn A`, `Họ tên cô dâu: …`: who of a couple is told of, first or behind a sign.
_HUSBAND, _WIFE = "chồng|chú rể|bên nam", "vợ|cô dâu|bên nữ"
_OF_COUPLE = r"(?i)(^|[\n;,.|]|\bvà\s)\s*(?:họ\s*(?:và\s*)?tên\s*)?(?:người\s*)?(?:{})\s*:\s*"
_SEX = r"(?i)\s*[,;|–\-(]\s*(nam|nữ)\s*(?:$|[,;|–\-)\n])"
_LABELLED = rf"(?i){_LEAD}{_BORN}{_DATE}\b|(?i){_LEAD}{_CARD}\d{{8,12}}\b"
_UNLABELLED = rf"{_BARE}(?:{_DATE}|{_NUMBER})\b"
#: In every cell with what is told.
_ANYWHERE = (
    rf"(?i){_BORN}{_DATE}|(?i){_CARD}\d{{8,12}}|{_BARE}(?:{_DATE}|{_NUMBER})(?:$|[\s,;|)\-–])"
)
#: What there is in all of these: quicker to make than they are.
_IN_ALL = r"\d{4}|\d\s*[/.\-]\s*\d\d?\s*[/.\-]"
_LETTERS = r"\p{L}{2}"
_LEAST = 0.3  # share of a column's cells that tell more than a name
_NAMED = 0.5  # share of those that leave a name, where no word says what is told
_SAMPLE = 2_000  # cells, evenly over the column, that are enough to tell
_FIRST, _HARDLY = 250, 0.1  # of these, evenly: enough where hardly any tells more


def combined_columns(frame: pl.DataFrame) -> list[str]:
    """Columns whose cells hold a date of birth or a number beside the name."""
    if not frame.width:
        return []
    able = _telling(frame, frame.columns, _FIRST, _HARDLY)
    able = _telling(frame, able, _SAMPLE, _LEAST)
    return [name for name in able if _leaves_names(frame[name].drop_nulls())]


def _telling(frame: pl.DataFrame, able: list[str], size: int, least: float) -> list[str]:
    """Columns of which so many cells have what tells more than a name, by as many cells."""
    empty = frame.null_count()
    steps = {n: max(1, (frame.height - empty[n][0]) // size) for n in able}
    cells = frame.select(pl.col(n).drop_nulls().gather_every(steps[n]).implode() for n in able)
    # Names have no digits, dates and numbers no letters: few columns see the long pattern.
    for pattern in (r"\d", _LETTERS, _IN_ALL, _ANYWHERE):
        if not able:
            break
        shares = cells.select(pl.col(able).explode().str.contains(pattern).mean())
        able = [n for n in able if (share := shares[n][0]) is not None and share >= least]
    return able


def _leaves_names(column: pl.Series) -> bool:
    """Whether names are left of the cells that tell more than a name, which are enough."""
    cells = column.gather_every(max(1, column.len() // _SAMPLE))
    telling = cells.filter(cells.str.contains(_LETTERS) & cells.str.contains(_ANYWHERE))
    left = names(telling)
    labelled = telling.str.contains(_LABELLED) & left.str.contains(_LETTERS)
    first = left.str.extract(r"^([^;|\n]*)").str.replace(r"\s+[-–/]\s+.*$", "")
    named = int((labelled | first.str.contains(NAME)).sum())
    return telling.len() >= _LEAST * cells.len() and named >= _NAMED * telling.len()


def names(column: pl.Series) -> pl.Series:
    """Leave the names of the cells; those of two people stay apart."""
    cut = _without_beside(_labelled_alike(column).str.replace_all(_NAME_LABEL, "${1}"))
    cut = cut.str.replace_all(_SEX, " - ").str.replace_all(_LABELLED, " ")
    cut = cut.str.replace_all(_UNLABELLED, "${1}")
    cut = cut.str.replace_all(r"\(\s*[\s,;|\-–]*\)", "").str.replace_all(r"\(\s*[,;\-–]\s*", "(")
    lines = cut.str.replace_all(r"[\s,;:|\-–(]*\n[\s,;:|\-–)]*", "\n")
    tidy = lines.str.replace_all(r"[ \t,|]*;[\s,;|\-–]*", "; ").str.replace_all(
        r"[ \t]*[,|\-–](?:[ \t]*[,|\-–])+[ \t]*", " - "
    )
    return tidy.str.strip_chars(" ,;:|()\t\n-–")


def tells_couple(column: pl.Series) -> pl.Series:
    """Whether cells say themselves who is the husband and who is the wife."""
    return column.str.contains(_OF_COUPLE.format(_HUSBAND)) & column.str.contains(
        _OF_COUPLE.format(_WIFE)
    )


def _labelled_alike(column: pl.Series) -> pl.Series:
    """Label the two of a couple in one way, and nobody who is alone in a cell."""
    text = pl.col("text")
    both = tells_couple(column).fill_null(value=False)
    alike, bare = text, text
    for words, label in ((_HUSBAND, "Chồng: "), (_WIFE, "Vợ: ")):
        alike = alike.str.replace_all(_OF_COUPLE.format(words), f"${{1}} {label}")
        bare = bare.str.replace(_OF_COUPLE.format(words), "${1} ")
    cells = column.to_frame("text")
    one = pl.when(pl.lit(both)).then(alike).otherwise(bare).str.strip_chars(" ")
    return cells.select(one).to_series().alias(column.name)


def births(column: pl.Series) -> pl.Series:
    """Dates or years of birth of the cells, two parted by `; `."""
    cells = _without_beside(column)
    said = cells.str.extract_all(rf"(?i)\b{_BORN}{_DATE}\b|{_BARE}{_DATE}\b")
    dates = said.list.eval(pl.element().str.extract(rf"({_DATE})$")).list.join("; ")
    return _filled(dates, column.name)


def are_births(header: str, dates: pl.Series, known: pl.Series | None) -> bool:
    """Whether dates beside names are of birth: neither header nor numbers say that they are not.

    Parameters
    ----------
    known
        Identification numbers of the same people.
    """
    words = fold(header)
    if _OTHER_EVENT.search(words) and "sinh" not in words:
        return False
    return known is None or not of_others(known, dates)


_OTHER_EVENT = re.compile(
    r"\b(?:ngay|nam|thang) (?:vao|mat|chet|hy sinh|cap|huong|tham gia|nhap)\b"
)


def numbers(column: pl.Series) -> pl.Series:
    """Numbers of the cells; none where there are fewer of them than people, nobody knows whose."""
    cells = _without_beside(column)
    said = cells.str.extract_all(rf"(?i)\b{_CARD}\d{{8,12}}\b|{_BARE}{_NUMBER}\b")
    born = cells.str.count_matches(rf"(?i)\b{_BORN}{_DATE}\b|{_BARE}{_DATE}\b")
    found = said.list.eval(pl.element().str.extract(r"(\d{8,12})$")).list.join("; ")
    doubtful = (born > 1) & (said.list.len() != born)
    frame = pl.DataFrame({"found": found, "doubtful": doubtful.fill_null(value=False)})
    kept = frame.select(pl.when(~pl.col("doubtful")).then(pl.col("found"))).to_series()
    return _filled(kept, column.name)


def homes(column: pl.Series) -> pl.Series:
    """Where the people of the cells live; of two the first that is told."""
    return _filled(column.str.extract(_HOME).str.strip_chars(" ,"), column.name)


def sexes(column: pl.Series) -> pl.Series:
    """Sex that stands between commas or dashes, two parted by `; `."""
    said = column.str.extract_all(_SEX).list.eval(pl.element().str.extract(_SEX))
    return _filled(said.list.join("; "), column.name)


def _without_beside(column: pl.Series) -> pl.Series:
    return column.str.replace_all(_BESIDE, "").str.replace_all(_HOME, "${2}")


def _filled(column: pl.Series, name: str) -> pl.Series:
    frame = column.alias("text").to_frame()
    return frame.select(pl.when(pl.col("text") != "").then(pl.col("text")).alias(name)).to_series()
