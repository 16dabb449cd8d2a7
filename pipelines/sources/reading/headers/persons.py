"""Whose a header says that a column is: group by group, and by forms of address."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipelines.sources.declaration import Source
from pipelines.sources.reading.headers.fold import SEPARATOR, fold
from pipelines.sources.reading.headers.lexicon import SOMEBODY, WHO, Who

_PARENTS = frozenset({Who.FATHER, Who.MOTHER})
_COUPLE = frozenset({Who.HUSBAND, Who.WIFE})
#: Words that only look like a person's once the marks are gone: `cán bộ` is no `bố`.
_NOT_PERSONS = re.compile(r"(?i)\b(?:bộ|bỏ|chống|còn|châu|võ|vô|vở|vỏ|dấu)\b")
_CARD = re.compile(r"\bcan cuoc cong dan\b|\bcitizen (?=(?:id|identity|card|number|no)\b)")
_BIRTH_PARENTS = re.compile(
    r"\b(?:cha|bo|me) (?:de|ruot)\b|\b(?:biological|birth|natural) (?:father|mother)\b"
)
_IN_PLACE = re.compile(
    r"\b(?:(?:nguoi )?(?:giam ho|nuoi duong|do dau)|nguoi dai dien)\b|"
    r"\b(?:hoac|hay) (?:la )?chu ho\b"
)
_ADOPTERS = re.compile(r"(?<!duoc )\bnhan (?:con )?nuoi\b|\b(?:cha me|bo me) nuoi\b")
_RECEIVERS = re.compile(r"\b(?:nguoi|ben|ong ba) nhan\b")
_MAN = re.compile(r"\b(?:ong|cha|bo|chong|nam(?! sinh| cap)(?<!thang nam))\b")
_WOMAN = re.compile(r"\b(?:ba|me|vo|nu)\b")
#: Kin who are themselves what the list is of: `Mẹ hưởng chế độ thai sản`.
_DRAWS = re.compile(r"(?:ho (?:va )?ten |ten )?(?:cha|me|vo|chong|con) (?:dang |duoc )?huong\b")
#: Words of the person of the row in headers that also speak of a certificate or of an event.
_NAMED = re.compile(
    r"\b(?:nguoi|tre|tre em|con|chau|cong dan) (?:duoc |di )?(?:dang ky |dk )?khai (?:sinh|tu)\b|"
    r"\b(?:cua )?nguoi (?:da )?(?:chet|mat|qua co|qua doi|tu vong|tu tran)\b|"
    r"\bduoc (?:dang ky |dk )?khai (?:sinh|tu)\b"
)
#: How to fill the column in, and where the value was taken from.
_INSTRUCTION = re.compile(
    r"(?<=\w )\b(?:ghi|viet) (?:(?:bang )?chu (?:in )?hoa|day du|du|ro|nam hoac nu|nam hay nu)\b.*|"
    r"(?<=\w )\b(?:chu )?in hoa\b.*|"
    r"(?<=\w )\btheo (?:so |the |giay )*(?:cccd|cmnd|can cuoc|khai sinh|ho khau|dinh danh)\b.*"
)


def about(words: str) -> str:
    """Leave of a folded header what it says beside naming the row's person."""
    return " ".join(_NAMED.sub(" ", _INSTRUCTION.sub(" ", words)).split())


_BESIDE = re.compile(r"\b(?:nguoi|cua|ben|thong tin|thu (?:nhat|hai)|[12])\b")


def without_persons(words: str) -> str:
    """Leave of a folded header what it asks, whoever it asks it of: `gioi con nuoi` → `gioi`."""
    left = about(words)
    for _, pattern in WHO:
        left = pattern.sub(" ", left)
    left = SOMEBODY.sub(" ", left)
    return " ".join(_BESIDE.sub(" ", left).split())


def all_of(words: str) -> list[Who]:
    """Everybody whom folded words may name, most specific first."""
    return [who for who, pattern in WHO if pattern.search(words)]


def who_of(words: str) -> Who:
    """Whose folded words of one level say that it is."""
    if _ADOPTERS.search(words):
        man, woman = _MAN.search(words), _WOMAN.search(words)
        if bool(man) != bool(woman):
            return Who.ADOPTIVE_FATHER if man else Who.ADOPTIVE_MOTHER
        return Who.OTHER
    found = all_of(words)
    if not found:
        return Who.UNSAID
    if _DRAWS.match(words):
        return Who.MAIN
    parents, couple = _PARENTS & set(found), _COUPLE & set(found)
    if len(parents) == 2:
        return Who.OTHER  # "cha/mẹ" in one column: nobody knows whose
    one = parents or (couple if len(couple) == 1 else set())
    if found[0] is Who.OTHER and one and Who.OTHER not in all_of(_IN_PLACE.sub(" ", words)):
        return next(iter(one))  # "cha (người giám hộ)": the father, or who stands for him
    return found[0]


@lru_cache(maxsize=16384)
def whose(source: Source, header: str) -> Who:
    """Whose a header says that it is: its lowest row that names somebody decides."""
    words = fold(header)
    levels = header.split(SEPARATOR)
    if _BIRTH_PARENTS.search(words) and _has(source, "adoptive_father"):
        return Who.OTHER
    adopters = _ADOPTERS.search(words) or _RECEIVERS.search(words)
    if adopters and _has(source, "adoptive_father"):
        return _adopter(words, levels)
    said = [
        _group(source, level) if at + 1 < len(levels) else _level(source, level)
        for at, level in enumerate(levels)
    ]
    if Who.OTHER in said and not _between_parents(levels):
        return Who.OTHER
    inner = [who for who in said if who not in (Who.UNSAID, Who.MAIN, Who.OTHER)]
    together = {Who.HUSBAND, Who.WIFE} <= set(inner) or set(inner) >= _PARENTS
    if inner and not together:
        return inner[-1]
    return Who.OTHER if Who.OTHER in said else who_of(_without_lookalikes(header))


def _between_parents(levels: list[str]) -> bool:
    """Whether a group is of both parents, which a row below parts."""
    groups = [fold(level) for level in levels[:-1]]
    return any(set(all_of(g)) >= _PARENTS or _OF_PUPIL.search(g) for g in groups) and any(
        len(_PARENTS & set(all_of(fold(level)))) == 1 for level in levels[1:]
    )


_OF_PUPIL = re.compile(r"\bphu huynh\b")


def _group(source: Source, level: str) -> Who:
    """Tell whose a group of columns is: `Nam` alone over a group is a person, no box for a mark."""
    bare = {"nam": Who.HUSBAND, "nu": Who.WIFE}.get(fold(level))
    if bare and _has(source, "husband") and "ă" not in level.lower():
        return bare
    return _level(source, level)


def _adopter(groups: str, levels: list[str]) -> Who:
    """Which of the adopters a column is of, by the lowest row that tells."""
    for level in (*reversed(levels), groups):
        words = fold(level)
        man, woman = bool(_MAN.search(words)), bool(_WOMAN.search(words))
        if man != woman:
            return Who.ADOPTIVE_FATHER if man else Who.ADOPTIVE_MOTHER
    return Who.OTHER


def _level(source: Source, level: str) -> Who:
    first, *others = _OR.split(level)
    if (
        others
        and who_of(fold(first)) is Who.MAIN
        and not _IN_PLACE.sub("", fold(others[0])).strip()
    ):
        return Who.MAIN  # `Đối tượng / người đại diện`
    who = who_of(fold(level))
    if who is Who.OTHER:
        return who
    words = _without_lookalikes(level)
    who = who_of(words)
    if who is not Who.UNSAID and not (who is Who.MAIN and _has(source, "co_owner")):
        return who
    by_title = _by_title(source, level, words)
    return by_title if by_title is not Who.UNSAID else who


_OR = re.compile(r"\s*/\s*|\s+hoặc\s+|\s+hay\s+", re.IGNORECASE)


def _by_title(source: Source, level: str, words: str) -> Who:
    """Tell by `ông`, `bà`, `nam`, `nữ`, where a row names a man and a woman."""
    if not any(_has(source, role) for role in ("husband", "adoptive_father", "co_owner")):
        return Who.UNSAID
    letters = unicodedata.normalize("NFC", level.lower())
    plain = letters.isascii()
    man = bool(re.search(r"\bông\b", letters) or (plain and re.search(r"\bong\b", words)))
    woman = bool(re.search(r"\bbà\b", letters) or (plain and re.search(r"^ba\b|\bba$", words)))
    if not man and not woman and _has(source, "husband"):
        last = words.rsplit(" ", 1)[-1]
        year = "năm" in letters or words.endswith("thang nam") or words == "sinh nam"
        man, woman = last == "nam" and not year and words != "nam", last == "nu" and words != "nu"
        man = man or (bool(_A_MAN.search(words)) and not year and "ả" not in letters)
        woman = woman or bool(_A_WOMAN.search(words))
    if man == woman:
        return Who.UNSAID
    if _has(source, "adoptive_father"):
        return Who.ADOPTIVE_FATHER if man else Who.ADOPTIVE_MOTHER
    return Who.HUSBAND if man else Who.WIFE


_ASKED = r"(?=(?:ho|ten|ngay (?:thang|sinh)|so|cccd|cmnd|can cuoc|dinh danh|ddcn|dan toc|noi)\b)"
_A_MAN = re.compile(rf"\bnguoi nam\b(?! sinh)|\bchu re\b|^nam {_ASKED}|^anh$")
_A_WOMAN = re.compile(rf"\bnguoi nu\b|\bco dau\b|^nu {_ASKED}|^chi$")


def _without_lookalikes(header: str) -> str:
    return _CARD.sub(" ", fold(_NOT_PERSONS.sub(" ", unicodedata.normalize("NFC", header))))


def _has(source: Source, role: str) -> bool:
    return any(person.role == role for person in source.persons)
