"""What a header asks of somebody, by its words; whose it is is another question."""

from __future__ import annotations

import re
import unicodedata

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.headers.fold import fold
from pipelines.sources.reading.headers.persons import without_persons
from pipelines.sources.reading.headers.vocabulary import ATTRIBUTES, BOXES, FORMER, UNUSED

#: Events whose own date is no date of birth.
DATED = frozenset({Field.DEATH_DATE, Field.EVENT_DATE, Field.BIRTH_DATE_WORDS})

_SPELT_OUT = re.compile(r"sinh bang chu$")
#: Meanings that the lowest row of a header settles, whatever the group above is called.
_OF_LEAF = frozenset({Field.FULL_NAME, Field.ID_NUMBER, Field.BIRTH_DATE, Field.SEX})


def asked_of(header: str, words: str, leaf: str) -> Field | None:
    """Find what a header asks of somebody, also once the persons it names are taken away."""
    found = _first_asked(_attribute(words, leaf), leaf) or _beside_persons(header)
    if found is None and _SPELT_OUT.search(fold(header)):
        return Field.BIRTH_DATE_WORDS  # under "Người được khai sinh"
    return found


def _first_asked(found: Field | None, words: str) -> Field | None:
    """Take the first of birth and number that a header speaks of: `Năm sinh (theo giấy tờ)`."""
    if found is not Field.ID_NUMBER:
        return found
    number, birth = (_PATTERN[f].search(words) for f in (Field.ID_NUMBER, Field.BIRTH_DATE))
    first = number is not None and birth is not None and birth.start() < number.start()
    return Field.BIRTH_DATE if first else found


_PATTERN = dict(ATTRIBUTES)


def _attribute(words: str, leaf: str) -> Field | None:
    """Find what a header asks: its lowest row first, then all rows together."""
    for box, pattern in BOXES:
        if pattern.search(words) or pattern.search(leaf):
            return box
    whole = next((field for field, pattern in ATTRIBUTES if pattern.search(words)), None)
    if whole is Field.BIRTH_DATE and words != leaf and leaf in _PARTS_OF_DATE:
        return _PARTS_OF_DATE[leaf]
    own = next((field for field, pattern in ATTRIBUTES if pattern.search(leaf)), None)
    if own in _OF_LEAF and not (whole in DATED and "sinh" not in leaf and own not in _NOT_DATES):
        return own
    return whole or own


_NOT_DATES = _OF_LEAF - {Field.BIRTH_DATE}
_PARTS_OF_DATE = {
    "ngay": Field.BIRTH_DAY,
    "thang": Field.BIRTH_MONTH,
    "nam": Field.BIRTH_YEAR,
}


def _beside_persons(header: str) -> Field | None:
    """Find what a header asks once the persons it names are taken away: `Nữ (con nuôi)`."""
    words = fold(header)
    asked = without_persons(words)
    if asked == words or not asked:
        return None
    if asked == "nu":
        return Field.SEX_FEMALE
    if asked == "nam" and "ă" not in header.lower():
        return Field.SEX_MALE
    if asked == "id":
        return Field.ID_NUMBER
    return next((field for field, pattern in (*BOXES, *ATTRIBUTES) if pattern.search(asked)), None)


def asks_birth_and_place(words: str) -> bool:
    """Whether folded words ask for day and place of birth in one cell, and for nothing else."""
    both = _DAY_OF_BIRTH.search(words) and _PLACE.search(words)
    return bool(both or _DAY_AND_PLACE.search(words)) and not _MORE.search(words)


_DAY_OF_BIRTH = re.compile(
    r"\b(?:ngay(?: thang)?(?: nam)? sinh|nam sinh|thang nam sinh|sinh (?:ngay|nam)|ntns|ns)\b|"
    r"\b(?:date of birth|birth ?date|dob)\b"
)
_PLACE = re.compile(
    r"\b(?:noi sinh|noi o|que|que quan|nguyen quan|dia chi|cho o|thuong tru|cu tru|place of birth|"
    r"birth ?place)\b"
)
_DAY_AND_PLACE = re.compile(
    r"\bngay(?: thang)?(?: nam)? (?:va )?noi sinh\b|\bnoi (?:va )?ngay(?: thang)?(?: nam)? sinh\b|"
    r"\bsinh (?:ngay|nam) (?:va )?(?:tai|noi|o)\b|\b(?:date|day) and place of birth\b"
)
_MORE = re.compile(r"\b(?:ten|khai sinh|name|dang ky|so|cap|chet|mat)\b")


def asks_birth_and_death(words: str) -> bool:
    """Whether folded words ask for a birth, and behind it for a death, in one cell."""
    return _BIRTH_AND_DEATH.search(words.replace("hy sinh", "chet")) is not None


_BIRTH_AND_DEATH = re.compile(
    r"^(?!.*\b(?:ten|noi|so|gio|bang chu)\b).*\b(?:sinh|ns)\b"
    r".*\b(?:mat|chet|tu tran|tu vong|qua doi|died|death)\b|\bborn\b.*\bdied\b"
)


def unneeded(words: str, leaf: str, attribute: Field | None) -> str | None:
    """Name what no stage needs; a group's name does not speak against what its leaf says."""
    own = next((label for label, pattern in UNUSED if pattern.search(leaf)), None)
    group = next((label for label, pattern in UNUSED if pattern.search(words)), None)
    if attribute is Field.FULL_NAME and _NAME_OF.match(leaf) and own not in _NOT_OF_PEOPLE:
        return None
    if own or group == "tổ chức" or attribute not in _OF_LEAF:
        return own or group
    return None


#: `Họ tên đảng viên`: what follows says who they are, not that their party is asked.
_NAME_OF = re.compile(r"(?:ho (?:va )?(?:chu dem )?ten|hoten) \w|ten nguoi \w")
_NOT_OF_PEOPLE = frozenset({"tên gọi khác", "tổ chức", "tệp đính kèm", "trường, lớp"})


def by_sex(source: Source, attribute: Field, header: str) -> Field:
    """Tell `Ngày sinh nam`, `Ngày sinh nữ` apart where a row names one person."""
    roles = {person.role for person in source.persons}
    equals = {"husband", "adoptive_father"} & roles
    words = fold(header)
    if attribute is not Field.BIRTH_DATE or equals or not _BORN.search(words):
        return attribute
    if (first := _FIRST_SEX.match(words)) and not header.lower().startswith("năm"):
        return _LAST_SEX[first[1]]
    title = _TITLE_LAST.search(unicodedata.normalize("NFC", header).lower())
    if title and len(roles) == 1:
        return Field.BIRTH_YEAR_MALE if title[1] == "ông" else Field.BIRTH_YEAR_FEMALE
    last = words.rsplit(" ", 1)[-1]
    year = last == "nam" and _YEAR_LAST.search(header.lower())
    if last not in _LAST_SEX or year or words.endswith("thang nam"):
        return attribute
    return _LAST_SEX[last]


_BORN = re.compile(r"\bsinh\b|\bbirth\b")
_FIRST_SEX = re.compile(
    r"(nam|nu|trai|gai) (?:(?:ngay|nam)(?: thang)?(?: nam)? sinh|"
    r"sinh (?:ngay|nam)(?: thang)?(?: nam)?)$"
)
_YEAR_LAST = re.compile(r"năm\W*$")
_TITLE_LAST = re.compile(r"(?<!của )(?<!con )\b(ông|bà)\W*$")
_LAST_SEX = {
    "nam": Field.BIRTH_YEAR_MALE,
    "trai": Field.BIRTH_YEAR_MALE,
    "male": Field.BIRTH_YEAR_MALE,
    "nu": Field.BIRTH_YEAR_FEMALE,
    "gai": Field.BIRTH_YEAR_FEMALE,
    "female": Field.BIRTH_YEAR_FEMALE,
}


_NEW_NUMBER = re.compile(
    r"so gt\b|dinh danh|m?ddcn|mdd|cccd|can cuoc|giay to|gttt|ho chieu|\bcc\b|\bdd\b|citizen|"
    r"national|identity|(?<!old )\bid\b|personal"
)


_BOTH_CARDS = re.compile(
    r"^(?=.*\b(?:cmnd|cmt|cmtnd|chung minh)\b).*(?:cccd|can cuoc|dinh danh|ddcn)"
)


def old_or_new(attribute: Field, words: str) -> Field:
    """Tell a column for the nine-digit card alone, or for a number that another replaced, apart."""
    if attribute is not Field.ID_NUMBER:
        return attribute
    replaced = FORMER.search(words) and not _BOTH_CARDS.search(words)
    return Field.OLD_ID if replaced or not _NEW_NUMBER.search(words) else attribute
