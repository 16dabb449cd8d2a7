"""What one header means for one list, before its contents are looked at."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipelines.sources.declaration import Column, Field, Source
from pipelines.sources.reading.headers.asked import (
    DATED,
    asked_of,
    asks_birth_and_death,
    asks_birth_and_place,
    by_sex,
    old_or_new,
    unneeded,
)
from pipelines.sources.reading.headers.beside_name import without_other_names
from pipelines.sources.reading.headers.fold import SEPARATOR, fold, squeeze
from pipelines.sources.reading.headers.lexicon import Who
from pipelines.sources.reading.headers.persons import about, all_of, whose
from pipelines.sources.reading.headers.roles import of_anybody, resolve, role_of
from pipelines.sources.reading.headers.spelling import parted, spelt
from pipelines.sources.reading.headers.vocabulary import (
    ATTRIBUTES,
    FORMER_RANK,
    NOT_RESIDENCE,
    PLACE_ONLY,
    PLACE_PARTS,
    RANK,
    TARGETS,
)

EXACT, MEANT, MISSPELT, NOTHING = 0.97, 0.88, 0.7, 0.0
NOT_NEEDED = "cột không cần dùng: "
_LONG = 16  # letters of a header that may have two slips


@dataclass(frozen=True)
class Reading:
    """One header's meaning.

    Attributes
    ----------
    said
        Whether the header itself says whose the column is.
    rank
        Which of several columns of one meaning is preferred: lower first.
    """

    field: Field
    role: str
    confidence: float
    why: str
    who: Who = Who.UNSAID
    said: bool = False
    rank: int = 1


UNKNOWN = Reading(Field.IGNORED, "", NOTHING, "tiêu đề không thuộc các cột cần dùng")


@lru_cache(maxsize=64)
def _declared(source: Source) -> dict[str, Column]:
    """Folded header → column; the first declaration of a header wins."""
    known: dict[str, Column] = {}
    for column in source.columns:
        for header in column.headers:
            known.setdefault(_key(header), column)
    return known


def _key(header: str) -> str:
    """Fold, but keep `Năm` (year) and `Nam` (male) apart: they are one word without accents."""
    key = squeeze(fold(header))
    return "nam(year)" if key == "nam" and "ă" in header.lower() else key


def _place_part(words: str) -> Field:
    """Part of an address, or the whole where a header names several parts."""
    found = [field for field, pattern in PLACE_PARTS if pattern.search(words)]
    return found[0] if len(found) == 1 else Field.ADDRESS


def _rank(header: str, words: str) -> int:
    if _OLD.search(unicodedata.normalize("NFC", header).lower()):
        return FORMER_RANK
    return next((rank for rank, pattern in RANK if pattern.search(words)), 1)


_OLD = re.compile(r"\bcũ\b")  # no `cụ`, an elder


def _meant(source: Source, header: str) -> Reading:
    """Read a header by its words."""
    who = whose(source, header)
    words, leaf = about(fold(header)), about(fold(header.rsplit(SEPARATOR, 1)[-1]))
    if source.kind == "targets":
        return _target(header, words)
    if PLACE_ONLY.match(leaf) and leaf not in ("to", "so", "duong", "thi", "dan"):
        return _part_of_place(source, header, who, words, leaf)
    attribute = asked_of(header, words, leaf)
    unused = unneeded(words, leaf, attribute)
    first = _first_said(source, header)
    if first is not None and (unused or attribute is not first):
        field, role = resolve(source, first, who)
        why = f"tiêu đề «{header}» bắt đầu bằng nghĩa này"
        return Reading(field, role, MISSPELT, why, who, who is not Who.UNSAID, _rank(header, words))
    named = attribute is None and _names_only(header, words, who)
    if unused and not named and attribute not in (Field.HEAD_RELATION, Field.DEATH_DATE):
        return Reading(Field.IGNORED, "", MEANT, f"{NOT_NEEDED}{unused}", who, False)
    if attribute is not None:
        if attribute is Field.ADDRESS and _of_parents(source, words):
            why = f"tiêu đề «{header}» là nơi cư trú của cha, mẹ"
            return Reading(attribute, "", MEANT, why, Who.MAIN, False, 3)
        attribute = by_sex(source, attribute, header)
        field, role = resolve(source, old_or_new(attribute, words), who)
        why = f"tiêu đề «{header}» được hiểu theo nghĩa"
        if field is Field.IGNORED:
            why = "cột của người không thuộc danh sách"
        sure = MISSPELT if _bare_id(attribute, words) else MEANT
        return Reading(field, role, sure, why, who, who is not Who.UNSAID, _rank(header, words))
    if named:
        field, role = resolve(source, Field.FULL_NAME, who)
        return Reading(field, role, MISSPELT, f"tiêu đề «{header}» chỉ nêu người", who, True)
    return Reading(Field.IGNORED, "", NOTHING, UNKNOWN.why, who, False)


def _bare_id(attribute: Field, words: str) -> bool:
    """Whether `OWNER_ID` is all that speaks for a number: it may be any code."""
    return attribute is Field.ID_NUMBER and not _NUMBERS.search(words)


_NUMBERS = dict(ATTRIBUTES)[Field.ID_NUMBER]


def _part_of_place(source: Source, header: str, who: Who, words: str, leaf: str) -> Reading:
    """Read `Xã`, `Quận/huyện`: part of an address, unless its group is of another place."""
    if NOT_RESIDENCE.search(words):
        return Reading(Field.IGNORED, "", MEANT, "địa danh không phải nơi cư trú", who, True)
    field, role = resolve(source, _place_part(leaf), who)
    why = f"tiêu đề «{header}» là một phần địa chỉ"
    return Reading(field, role, MEANT, why, who, who is not Who.UNSAID, _rank(header, words))


_SEVERAL = re.compile(r"(?i)[,;\n]|\s*[/–-]\s*(?=(?:ngày(?! tháng| sinh)|nơi|cơ quan)\b)")
_FIRST = frozenset({Field.FULL_NAME, Field.ID_NUMBER, Field.BIRTH_DATE, Field.ADDRESS})


def _first_said(source: Source, header: str) -> Field | None:
    """Find the first of several things that a header asks: `Họ và tên, chức vụ`.

    Of day and place of birth it is the day, whichever stands first; of birth and death the birth.
    """
    leaf = fold(header.rsplit(SEPARATOR, 1)[-1])
    if asks_birth_and_place(leaf) or asks_birth_and_death(leaf):
        return Field.BIRTH_DATE
    first, *more = _SEVERAL.split(header.rsplit(SEPARATOR, 1)[-1])
    column = _declared(source).get(_key(first)) if any(map(fold, more)) else None
    field = of_anybody(column.field) if column else None
    return field if field in _FIRST else None


def _target(header: str, words: str) -> Reading:
    """Read a header of the stated totals: nobody is named in them."""
    for field, pattern in TARGETS:
        if pattern.search(words):
            return Reading(field, "", MEANT, f"tiêu đề «{header}» được hiểu theo nghĩa")
    return UNKNOWN


def _of_parents(source: Source, words: str) -> bool:
    """Whether an address is that of the parents with whom a child of the list lives."""
    kin = any(column.field is Field.MOTHER_NAME for column in source.columns)
    found = set(all_of(words))
    return kin and bool(found & {Who.FATHER, Who.MOTHER}) and Who.OTHER not in found


def _names_only(header: str, words: str, who: Who) -> bool:
    """Whether a header names a person whom the list knows, and asks nothing."""
    only = not _COUNTED.search(words) and _ONLY_PERSON.issuperset(fold(header).split())
    return only and who not in (Who.UNSAID, Who.OTHER)


#: `Số con`, `Con thứ`, `Hội viên từ năm`
_COUNTED = re.compile(r"^so | thu$|\btu (?:ngay|thang|nam)$")
#: Words of a header that names a person and asks nothing.
_ONLY_PERSON = frozenset(
    re.findall(
        r"\w+",
        "ten nguoi ong ba ben duoc nhan lam nuoi su dung dat chu dong huu va hoac la cua cha me bo "
        "vo chong con tre em be chau nam nu hoc sinh hs hoi vien lao ld nld giao gv cao tuoi nct "
        "ccb cuu chien binh chet mat qua co tu tran khai than dang ky tai 1 2 thu nhat hai giam ho "
        "nks nkt huong tham gia thanh cong ncc dan khau hien mau sdd so cap giay gcn khuyet tat "
        "father mother husband wife spouse owner chu re co dau groom bride tho trong ho gia dinh "
        "anh chi bi thu hoi ke che do thai san tro cap tuat dang dai "
        "lai mo coi luong huu foster adoptive adopt "
        "dien",
    )
)


def _misspelt(source: Source, header: str, asking: str) -> Reading:
    """Read a header, or the row of it that asks, by the declared one it resembles most."""
    key = _key(asking)
    if len(key) < 5:
        return UNKNOWN
    known = _declared(source)
    slips = 1 if len(key) < _LONG else 2
    best = process.extractOne(key, list(known), scorer=OSA.distance, score_cutoff=slips)
    if best is None or len(best[0]) < 5 or _has_more_words(asking, best[0]):
        return UNKNOWN
    column, who = known[best[0]], whose(source, header)
    said = who not in (Who.UNSAID, Who.MAIN)
    if said and (who is Who.OTHER or role_of(source, who) != column.role):
        return Reading(Field.IGNORED, "", NOTHING, UNKNOWN.why, who, False)
    why = f"tiêu đề «{header}» gần giống mẫu khai báo"
    return Reading(column.field, column.role, MISSPELT, why, who, False)


def _has_more_words(header: str, key: str) -> bool:
    """Whether a header is a declared one and a word more: another meaning, not a slip of a key."""
    words = fold(header).split()
    return any(squeeze(" ".join(words[:at] + words[at + 1 :])) == key for at in range(len(words)))


@lru_cache(maxsize=16384)
def declared_field(source: Source, text: str) -> Field | None:
    """Meaning of a text as a declared header; None where it is none."""
    reading = read_header(source, text.strip(), guessing=False)
    known = reading.confidence >= EXACT and reading.field is not Field.IGNORED
    return reading.field if known else None


@lru_cache(maxsize=16384)
def read_header(source: Source, header: str, *, guessing: bool = True) -> Reading:
    """Meaning of a header for a list: as declared, by its words, or (guessing) by resemblance."""
    if not fold(header):
        return UNKNOWN
    apart = parted(source, without_other_names(header))
    right = spelt(source, apart) if guessing else apart
    reading = _read(source, right, guessing=guessing)
    if right == apart or reading.field is Field.IGNORED:
        return reading
    why = f"tiêu đề «{header}» đọc là «{right}»"
    return replace(reading, confidence=min(reading.confidence, MISSPELT), why=why)


#: Groups whose day, month and year are not of birth: `Nhập ngũ / Ngày`.
_OTHER_TIME = re.compile(
    r"(?:(?:nhap|xuat) ngu|vao (?:dang|doan|nganh|bien che)|ket nap|tuyen dung|bat dau|ket thuc|"
    r"cong tac|nghi huu|hop dong|tham gia|huong|mat|chet)\b"
)
_PART_OF_DATE = frozenset({"ngay", "thang", "nam"})


def _is_of_other_time(header: str) -> bool:
    """Whether a header is a part of a date under a group that says another than of birth."""
    *groups, leaf = map(fold, header.split(SEPARATOR))
    return bool(groups) and leaf in _PART_OF_DATE and bool(_OTHER_TIME.match(groups[-1]))


def _read(source: Source, header: str, *, guessing: bool) -> Reading:
    if _is_of_other_time(header):
        return Reading(Field.IGNORED, "", MEANT, f"{NOT_NEEDED}ngày sự kiện khác")
    for text in (header, header.rsplit(SEPARATOR, 1)[-1]):
        column = _declared(source).get(_key(text))
        if column is None or (text != header and not _group_agrees(source, header, column)):
            continue
        words = fold(header)
        why = f"tiêu đề «{header}» đúng mẫu khai báo"
        who = whose(source, header)
        if who in (Who.UNSAID, Who.MAIN, Who.OTHER) and column.role in ("husband", "wife"):
            who = Who(column.role)
        if who is Who.OTHER and column.field is Field.FULL_NAME:
            who = Who.MAIN  # declared: the list's own person, whatever else the words say
        said = who not in (Who.UNSAID, Who.MAIN)
        return Reading(column.field, column.role, EXACT, why, who, said, _rank(header, words))
    meant = _meant(source, header)
    if meant.confidence > NOTHING or not guessing:
        return meant
    leaf = header.rsplit(SEPARATOR, 1)[-1]
    found = _misspelt(source, header, header)
    if found.confidence <= NOTHING and leaf != header:
        found = _misspelt(source, header, leaf)
    return found if found.confidence > NOTHING else meant


def _group_agrees(source: Source, header: str, column: Column) -> bool:
    """Whether the group above a declared leaf leaves its meaning alone."""
    group, leaf = header.rsplit(SEPARATOR, 1)
    words = about(fold(group))
    if NOT_RESIDENCE.search(words) and column.field not in _OF_PARCEL:
        return False
    above = next((field for field, pattern in ATTRIBUTES if pattern.search(words)), None)
    if above is None and column.field in _PARTS_OF_DATE and unneeded(words, words, None):
        return False
    if column.field in _VAGUE.get(above, ()) and "sinh" not in fold(leaf):
        return False
    who = whose(source, header)
    return who is Who.UNSAID or role_of(source, who) == column.role


_OF_PARCEL = frozenset({Field.MAP_SHEET, Field.PARCEL_NUMBER})
_PARTS_OF_DATE = frozenset({Field.BIRTH_DAY, Field.BIRTH_MONTH, Field.BIRTH_YEAR})
#: Leaves that mean what the group above says: `Ngày chết / Ngày`, `CCCD / Số`.
_VAGUE: dict[Field | None, frozenset[Field]] = {
    **dict.fromkeys(DATED, _PARTS_OF_DATE | {Field.BIRTH_DATE}),
    Field.ID_NUMBER: frozenset({Field.ENTRY_NUMBER, Field.SERIAL}),
}
