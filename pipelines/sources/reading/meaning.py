"""What one header means for one list, before its contents are looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipelines.sources.declaration import Column, Field, Source
from pipelines.sources.reading.fold import SEPARATOR, fold, squeeze
from pipelines.sources.reading.persons import about, all_of, whose, without_persons
from pipelines.sources.reading.spelling import parted, spelt
from pipelines.sources.reading.vocabulary import (
    ADDRESS_RANK,
    ATTRIBUTES,
    BOXES,
    NOT_RESIDENCE,
    PLACE_ONLY,
    PLACE_PARTS,
    TARGETS,
    UNUSED,
    Who,
)

EXACT, MEANT, MISSPELT, NOTHING = 0.97, 0.88, 0.7, 0.0
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

_PERSONAL = {
    Field.FULL_NAME: {
        Who.FATHER: Field.FATHER_NAME,
        Who.MOTHER: Field.MOTHER_NAME,
        Who.SPOUSE: Field.SPOUSE_NAME,
    },
    Field.BIRTH_DATE: {
        Who.FATHER: Field.FATHER_BIRTH,
        Who.MOTHER: Field.MOTHER_BIRTH,
        Who.SPOUSE: Field.SPOUSE_BIRTH,
    },
    Field.ID_NUMBER: {
        Who.FATHER: Field.FATHER_ID,
        Who.MOTHER: Field.MOTHER_ID,
        Who.SPOUSE: Field.SPOUSE_ID,
    },
}
_KIN_SAME = {
    Field.OLD_ID: Field.ID_NUMBER,
    Field.BIRTH_YEAR: Field.BIRTH_DATE,
    Field.GIVEN_NAME: Field.FULL_NAME,
}
_OF_ROW = frozenset(
    {
        Field.EVENT_DATE, Field.HOUSEHOLD_ID, Field.HEAD_RELATION, Field.SERIAL,
        Field.ENTRY_NUMBER, Field.REGISTER_VOLUME, Field.EVENT_PLACE,
    }
)  # fmt: skip


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


def main_role(source: Source) -> str | None:
    """Role meant where a header names nobody; None where a row has two equals."""
    roles = [person.role for person in source.persons]
    if not roles or "" in roles:
        return ""
    return None if {"husband", "wife"} <= set(roles) else roles[0]


def role_of(source: Source, who: Who) -> str | None:
    """Role of the list's person that a word stands for; None where it is nobody's."""
    roles = {person.role for person in source.persons}
    if who in (Who.UNSAID, Who.MAIN):
        return main_role(source)
    if who is Who.FATHER and "adoptive_father" in roles:
        return "adoptive_father"
    if who is Who.MOTHER and "adoptive_mother" in roles:
        return "adoptive_mother"
    if who in (Who.SPOUSE, Who.CO_OWNER, Who.HUSBAND, Who.WIFE) and "co_owner" in roles:
        return "co_owner"
    return who.value if who.value in roles else None


def resolve(source: Source, field: Field, who: Who) -> tuple[Field, str]:
    """Field and role of an attribute of somebody, or IGNORED."""
    if field in _OF_ROW:
        return field, ""
    if who is Who.OTHER:
        return Field.IGNORED, ""
    role = role_of(source, who)
    if role is not None:
        return field, role
    kin = Who.SPOUSE if who in (Who.HUSBAND, Who.WIFE) else who
    related = _PERSONAL.get(_KIN_SAME.get(field, field), {}).get(kin)
    if related and main_role(source) == "":
        return related, ""
    if who in (Who.UNSAID, Who.MAIN):
        return field, ""  # one of two equals: the column's place decides
    return Field.IGNORED, ""


def _place_part(words: str) -> Field:
    """Part of an address, or the whole where a header names several parts."""
    found = [field for field, pattern in PLACE_PARTS if pattern.search(words)]
    return found[0] if len(found) == 1 else Field.ADDRESS


def _rank(words: str) -> int:
    return next((rank for rank, pattern in ADDRESS_RANK if pattern.search(words)), 1)


def _meant(source: Source, header: str) -> Reading:
    """Read a header by its words."""
    who = whose(source, header)
    words, leaf = about(fold(header)), about(fold(header.rsplit(SEPARATOR, 1)[-1]))
    if source.kind == "targets":
        return _target(header, words)
    if PLACE_ONLY.match(leaf) and leaf not in ("to", "so", "duong", "thi", "dan"):
        return _part_of_place(source, header, who, words, leaf)
    attribute = _attribute(words, leaf) or _asked(header)
    if attribute is None and _SPELT_OUT.search(fold(header)):
        attribute = Field.BIRTH_DATE_WORDS  # under "Người được khai sinh"
    unused = _unused(words, leaf, attribute)
    first = _first_said(source, header)
    if first is not None and (unused or attribute is not first):
        field, role = resolve(source, first, who)
        why = f"tiêu đề «{header}» bắt đầu bằng nghĩa này"
        return Reading(field, role, MISSPELT, why, who, who is not Who.UNSAID, _rank(words))
    if unused and attribute not in (Field.HEAD_RELATION, Field.DEATH_DATE):
        return Reading(Field.IGNORED, "", MEANT, f"{NOT_NEEDED}{unused}", who, False)
    if attribute is not None:
        if attribute is Field.ADDRESS and _of_parents(source, words):
            why = f"tiêu đề «{header}» là nơi cư trú của cha, mẹ"
            return Reading(attribute, "", MEANT, why, Who.MAIN, False, 3)
        attribute = _by_sex(source, attribute, header)
        field, role = resolve(source, _old_or_new(attribute, words), who)
        why = f"tiêu đề «{header}» được hiểu theo nghĩa"
        if field is Field.IGNORED:
            why = "cột của người không thuộc danh sách"
        return Reading(field, role, MEANT, why, who, who is not Who.UNSAID, _rank(words))
    named = not words.startswith("so ") and _ONLY_PERSON.issuperset(fold(header).split())
    if named and who not in (Who.UNSAID, Who.OTHER):
        field, role = resolve(source, Field.FULL_NAME, who)
        return Reading(field, role, MISSPELT, f"tiêu đề «{header}» chỉ nêu người", who, True)
    return Reading(Field.IGNORED, "", NOTHING, UNKNOWN.why, who, False)


def _part_of_place(source: Source, header: str, who: Who, words: str, leaf: str) -> Reading:
    """Read `Xã`, `Quận/huyện`: part of an address, unless its group is of another place."""
    if NOT_RESIDENCE.search(words):
        return Reading(Field.IGNORED, "", MEANT, "địa danh không phải nơi cư trú", who, True)
    field, role = resolve(source, _place_part(leaf), who)
    why = f"tiêu đề «{header}» là một phần địa chỉ"
    return Reading(field, role, MEANT, why, who, who is not Who.UNSAID, _rank(words))


_SEVERAL = re.compile(r"[,;\n]")
_FIRST = frozenset({Field.FULL_NAME, Field.ID_NUMBER, Field.BIRTH_DATE, Field.ADDRESS})


def _first_said(source: Source, header: str) -> Field | None:
    """Find the first of several things that a header asks: `Họ và tên, chức vụ`."""
    first, *more = _SEVERAL.split(header.rsplit(SEPARATOR, 1)[-1])
    column = _declared(source).get(_key(first)) if any(map(fold, more)) else None
    return column.field if column and column.field in _FIRST else None


_SPELT_OUT = re.compile(r"sinh bang chu$")
NOT_NEEDED = "cột không cần dùng: "
#: Meanings that the lowest row of a header settles, whatever the group above is called.
_OF_LEAF = frozenset({Field.FULL_NAME, Field.ID_NUMBER, Field.BIRTH_DATE, Field.SEX})
_DATED = frozenset({Field.DEATH_DATE, Field.EVENT_DATE, Field.BIRTH_DATE_WORDS})


def _attribute(words: str, leaf: str) -> Field | None:
    """Find what a header asks of somebody: its lowest row first, then all rows together."""
    for box, pattern in BOXES:
        if pattern.search(words) or pattern.search(leaf):
            return box
    whole = next((field for field, pattern in ATTRIBUTES if pattern.search(words)), None)
    if whole is Field.BIRTH_DATE and words != leaf and leaf in _PARTS_OF_DATE:
        return _PARTS_OF_DATE[leaf]
    own = next((field for field, pattern in ATTRIBUTES if pattern.search(leaf)), None)
    if own in _OF_LEAF and not (whole in _DATED and "sinh" not in leaf and own not in _NOT_DATES):
        return own
    return whole or own


_NOT_DATES = _OF_LEAF - {Field.BIRTH_DATE}
_PARTS_OF_DATE = {
    "ngay": Field.BIRTH_DAY,
    "thang": Field.BIRTH_MONTH,
    "nam": Field.BIRTH_YEAR,
}


def _asked(header: str) -> Field | None:
    """Find what a header asks once the persons it names are taken away: `Nữ (con nuôi)`."""
    words = fold(header)
    asked = without_persons(words)
    if asked == words or not asked:
        return None
    if asked == "nu":
        return Field.SEX_FEMALE
    if asked == "nam" and "ă" not in header.lower():
        return Field.SEX_MALE
    return next((field for field, pattern in (*BOXES, *ATTRIBUTES) if pattern.search(asked)), None)


def _unused(words: str, leaf: str, attribute: Field | None) -> str | None:
    """Name what no stage needs; a group's name does not speak against what its leaf says."""
    own = next((label for label, pattern in UNUSED if pattern.search(leaf)), None)
    group = next((label for label, pattern in UNUSED if pattern.search(words)), None)
    if own or group == "tổ chức" or attribute not in _OF_LEAF:
        return own or group
    return None


def _by_sex(source: Source, attribute: Field, header: str) -> Field:
    """Tell `Ngày sinh nam`, `Ngày sinh nữ` apart where a row names one person."""
    equals = {"husband", "adoptive_father"} & {person.role for person in source.persons}
    words = fold(header)
    if attribute is not Field.BIRTH_DATE or equals or not _BORN.search(words):
        return attribute
    last = words.rsplit(" ", 1)[-1]
    year = last == "nam" and _YEAR_LAST.search(header.lower())
    if last not in _LAST_SEX or year or words.endswith("thang nam"):
        return attribute
    return _LAST_SEX[last]


_BORN = re.compile(r"\bsinh\b|\bbirth\b")
_YEAR_LAST = re.compile(r"năm\W*$")
_LAST_SEX = {
    "nam": Field.BIRTH_YEAR_MALE,
    "male": Field.BIRTH_YEAR_MALE,
    "nu": Field.BIRTH_YEAR_FEMALE,
    "female": Field.BIRTH_YEAR_FEMALE,
}


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


#: Words of a header that names a person and asks nothing.
_ONLY_PERSON = frozenset(
    re.findall(
        r"\w+",
        "ten nguoi ong ba ben duoc nhan lam nuoi su dung dat chu dong huu va hoac la cua cha me bo "
        "vo chong con tre em be chau nam nu hoc sinh hs hoi vien lao ld nld giao gv cao tuoi nct "
        "ccb cuu chien binh chet mat qua co tu tran khai than dang ky tai 1 2 thu nhat hai giam ho "
        "nks nkt huong tham gia thanh cong ncc dan khau hien mau sdd so cap giay gcn khuyet tat "
        "father mother husband wife spouse owner",
    )
)
_NEW_NUMBER = re.compile(
    r"so gt\b|dinh danh|ddcn|cccd|can cuoc|giay to|gttt|ho chieu|\bcc\b|\bdd\b|citizen|national|"
    r"identity|(?<!old )\bid\b|personal"
)


def _old_or_new(attribute: Field, words: str) -> Field:
    """Tell a column for the nine-digit card alone apart."""
    if attribute is Field.ID_NUMBER and not _NEW_NUMBER.search(words):
        return Field.OLD_ID
    return attribute


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
def read_header(source: Source, header: str, *, guessing: bool = True) -> Reading:
    """Meaning of a header for a list: as declared, by its words, or (guessing) by resemblance."""
    if not fold(header):
        return UNKNOWN
    apart = parted(source, header)
    right = spelt(source, apart) if guessing else apart
    reading = _read(source, right, guessing=guessing)
    if right == apart or reading.field is Field.IGNORED:
        return reading
    why = f"tiêu đề «{header}» đọc là «{right}»"
    return replace(reading, confidence=min(reading.confidence, MISSPELT), why=why)


def _read(source: Source, header: str, *, guessing: bool) -> Reading:
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
        return Reading(column.field, column.role, EXACT, why, who, said, _rank(words))
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
    if column.field in _VAGUE.get(above, ()) and "sinh" not in fold(leaf):
        return False
    who = whose(source, header)
    return who is Who.UNSAID or role_of(source, who) == column.role


_OF_PARCEL = frozenset({Field.MAP_SHEET, Field.PARCEL_NUMBER})
#: Leaves that mean what the group above says: `Ngày chết / Ngày`, `CCCD / Số`.
_VAGUE: dict[Field | None, frozenset[Field]] = {
    **dict.fromkeys(
        _DATED,
        frozenset({Field.BIRTH_DAY, Field.BIRTH_MONTH, Field.BIRTH_YEAR, Field.BIRTH_DATE}),
    ),
    Field.ID_NUMBER: frozenset({Field.ENTRY_NUMBER, Field.SERIAL}),
}
