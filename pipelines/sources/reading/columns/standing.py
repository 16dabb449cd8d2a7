"""Who of the people whom headers name is the row's own person.

A person is what headers call somebody: the words that are left of a header once what it asks is
taken away (`Số CCCD người hưởng` → `nguoi huong`). Several columns may ask things of the same
person. The list's own words for its people come first, then columns that name nobody, then words
that nobody knows; relatives, heads of households and those who hold an office come last. Where two
are equal, only the columns beside their names can tell, or the officer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.columns.contents import share_of
from pipelines.sources.reading.columns.evidence import own_by_cells
from pipelines.sources.reading.columns.guess import Guess
from pipelines.sources.reading.headers.fold import SEPARATOR
from pipelines.sources.reading.headers.lexicon import (
    SOMEBODY,
    Kind,
    Who,
    declared_kinds,
    kinds,
    own_kinds,
    related,
)
from pipelines.sources.reading.headers.meaning import EXACT, NOTHING
from pipelines.sources.reading.headers.roles import NAMES, PERSONAL, main_role, thing
from pipelines.sources.reading.headers.vocabulary import FORMER


class Standing(IntEnum):
    """How near to the row's person the words for somebody are: lower is nearer."""

    OWN = 0
    UNSAID = 1
    UNKNOWN = 2
    OTHERS = 3


_THINGS = re.compile(
    r"\b(?:"
    # names
    r"ho (?:va )?(?:ten )?(?:chu )?(?:dem|lot)(?: va)?(?: ten)?|(?<!chu )ho (?:va |v )?ten|ten ho|"
    r"hoten|hvt|"
    r"(?:full|(?:first|last|middle|given|family)(?: (?:middle|given))?) ?name|surname|name|"
    r"ten(?: goi)?|chu dem|ten dem|hovadem|"
    # birth
    r"khai sinh|date of birth|(?:day|month|year) of birth|birth ?(?:date|day|month|year)|birth|"
    r"[dy]ob|ntns|ns|sinh|ngay|thang|nam|bang chu|date|year|month|day(?! du)|tuoi|"
    # sex
    r"gioi tinh|phai|gioi|gt|sex|gender|trai|gai|nu|"
    # numbers
    r"(?:cmnd|cmt|cmtnd|chung minh thu|cccd|can cuoc|dinh danh|ho chieu) cu|"
    r"dinh danh(?: ca nhan)?|s?ddcn|dd cn|cccd|can cuoc(?: cong dan)?|giay to(?: tuy than)?|"
    r"cmnd|cmtnn|cmtnd|cmt|chung minh(?: thu| nhan dan)?|ho chieu|gttt|citizen id|"
    r"national id|identity|identification|passport|personal|id|pid|card|number|no|num|code|"
    # places and the rest
    r"dan toc|quoc tich|nationality|ethnic(?:ity| group)?|dia chi|noi(?: o| cu tru)?|cho o|"
    r"thuong tru|tam tru|cu tru|ho khau|hktt|address|que quan|"
    # what stands between them
    r"cua|va|hoac|hay|neu|in hoa|thong tin|phan ve|phan khai ve|khai ve|day du|"
    r"full|of|and|or|info|information|dd|mm|yyyy|x|\d+|"
    r"(?<!nguoi )(?:ghi|theo|la|ve|so|ma|the)"
    r")\b"
)
_ALONE = frozenset({"ho", "nguoi", "dem", "lot", "cap", "dc", "dt"})
#: Words that tell which writing of a name it is, not whose.
_WRITING = re.compile(
    r"^(?:(?:khong dau|co dau|cu|moi|khac|thuong (?:goi|dung)|goi khac|viet tat|chuan|goc|old|new|"
    r"truoc day|truoc kia|previous|former|ascii|display|short|english|vietnamese|unsigned|latin|"
    r"nick|tieng (?:viet|anh)|hien (?:tai|nay)|current|giay|chinh thuc|(?:sau )?dieu chinh|"
    r"thay doi|de nghi(?: sua)?|dung) ?)+$"
)
_SOMEBODY = re.compile(r"\bnguoi (?!nam\b|nu\b)[a-z]{2,}|^(?:ben|phia|ong|ba|co|chu|bac) [a-z]{2,}")


@lru_cache(maxsize=16384)
def person_words(words: str) -> str:
    """Leave of a folded header its words for a person; empty where there are none."""
    now = FORMER.sub(" ", words)
    people = SOMEBODY.sub(lambda found: found.group().replace(" ", "_"), now)  # `học sinh`
    left = _THINGS.sub(" ", people).replace("_", " ").split()
    if left == ["ht"] and words == "ht":
        return ""  # `họ tên`; behind what is asked `hiệu trưởng`
    return "" if len(left) == 1 and left[0] in _ALONE else " ".join(left)


@lru_cache(maxsize=16384)
def standing(source: Source, person: str) -> Standing:
    """How near to the row's person words for somebody are."""
    if not person:
        return Standing.UNSAID
    dead = Kind.RELATIVE not in kinds(person) and _DEAD.search(person)
    if dead and Kind.MERIT in declared_kinds(source):
        return Standing.OTHERS  # whom the list honours; their kin draw what is due
    if not own_kinds(source).isdisjoint(kinds(person)):
        return Standing.OWN
    if Kind.RELATIVE in kinds(person) and Kind.MERIT in declared_kinds(source):
        return Standing.UNKNOWN  # kin draw what those have merited who are dead
    return Standing.OTHERS if related(source, person) else Standing.UNKNOWN


_DEAD = re.compile(r"\bda (?:chet|mat|tu tran|hy sinh)\b|\bliet s[iy]\b")


def stands_in(source: Source, words: str) -> bool:
    """Whether a header names somebody who is the row's person only where nobody else is."""
    return standing(source, somebody(words)) >= Standing.UNKNOWN


def somebody(words: str) -> str:
    """Words for a person, known ones or such as only people have; empty where there are none."""
    person = person_words(words)
    if _EITHER.fullmatch(person):
        return ""
    return person if kinds(person) or _SOMEBODY.search(person) else ""


#: Forms of address for both sexes: they name nobody in particular.
_EITHER = re.compile(r"(?:cu )?ong (?:hoac |hay )?(?:cu )?ba|anh (?:hoac |hay )?chi")


def part(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Leave aside what is of others, where one person can be told to be the row's own.

    What is asked of an unknown person who has no name column stays only where its cells go with the
    row's own.
    """
    role = main_role(source)
    if role is None:
        return
    asked = [g for g in guesses if g.reading.role == role and g.reading.field in PERSONAL]
    people = _people(asked)
    named: dict[str, list[Guess]] = {}
    for guess in asked:
        if guess.reading.field in NAMES:
            named.setdefault(people[guess.at], []).append(guess)
    own = _own(source, named, asked, people)
    if not own:
        _leave_farthest(source, named, asked, people)
        return
    if min(standing(source, person) for person in own) <= Standing.UNSAID:
        _tell_strangers(source, guesses)
    mine = [g for g in asked if people[g.at] in own or not people[g.at]]
    has = {g.reading.field for g in mine}
    for guess in asked:
        person = people[guess.at]
        declared = guess.reading.confidence >= EXACT and SEPARATOR not in guess.header
        near = standing(source, person) in (Standing.OWN, Standing.UNSAID)
        beaten = person in named and person not in own
        if not beaten and (declared or near or _same(source, person, own)):
            continue
        theirs = person in named or guess.reading.field in has or related(source, person)
        if theirs or (_SOMEBODY.search(person) and not own_by_cells(guess, mine, data)):
            _leave_aside(guess)


def _tell_strangers(source: Source, guesses: list[Guess]) -> None:
    """Say whose columns of names are that ask for nothing needed: what follows is theirs."""
    for guess in guesses:
        # Names, not words: under `Ghi chú` stands `Đã cấp`.
        unused = guess.reading.field is Field.IGNORED and guess.seen.name >= _NAMED
        unknown = guess.reading.confidence <= NOTHING and guess.seen.name >= _SURELY
        if unused and guess.words and (unknown or stands_in(source, guess.words)):
            guess.disown()


def _people(asked: list[Guess]) -> dict[int, str]:
    """Words for the person of each column; none where they are of something else than a person.

    Unknown words are a person's where several things are asked of them, or a name.
    """
    words = {g.at: person_words(g.words) for g in asked}
    things: dict[str, set[Field]] = {}
    for guess in asked:
        things.setdefault(words[guess.at], set()).add(thing(guess.reading.field))
    return {g.at: words[g.at] if _is_person(g, words[g.at], things) else "" for g in asked}


def _is_person(guess: Guess, person: str, things: Mapping[str, set[Field]]) -> bool:
    if somebody(guess.words):
        return True
    if not person or _WRITING.search(person):
        return False
    return guess.reading.field is Field.FULL_NAME or len(things[person]) > 1


def _own(
    source: Source, named: Mapping[str, list[Guess]], asked: list[Guess], people: Mapping[int, str]
) -> set[str]:
    """Words for the row's person among those who have a name column; none where nothing tells."""
    if not named:
        return set()
    if Kind.DECEASED not in own_kinds(source):
        living = {p: g for p, g in named.items() if Kind.DECEASED not in kinds(p)}
        named = living or named
    near = {person: standing(source, person) for person in named}
    best = min(near.values())
    nearest = [person for person in named if near[person] is best]
    told = _things_of(named, asked, people)
    if best is Standing.OWN:
        if _of_kin(nearest, told):
            return {""}
        # Both may be: what they hold decides.
        declared = [p for p in nearest if not declared_kinds(source).isdisjoint(kinds(p))]
        return {*(declared or nearest), ""}
    if len(named) == 1 or best is Standing.UNSAID:
        return set(nearest)
    first = min(named, key=lambda person: named[person][0].at)
    more = max(count for person, count in told.items() if person not in ("", first))
    alone = nearest == [first] and told[first] >= more
    if alone or (first in nearest and told[first] >= max(_FULL, 2 * more)):
        return {first}
    return set()


def _of_kin(nearest: list[str], told: Mapping[str, int]) -> bool:
    """Whether a name that nobody is said to have is of the kin of whom the list honours.

    All that is asked stands behind it, nothing but a name is asked of the other.
    """
    honoured = all(Kind.MERIT in kinds(person) for person in nearest)
    return honoured and told.get("", 0) >= _FULL and max(told[p] for p in nearest) == 1


def _things_of(
    named: Mapping[str, list[Guess]], asked: list[Guess], people: Mapping[int, str]
) -> dict[str, int]:
    """How many things are asked of each person; who is not named is who was named last."""
    counts = dict.fromkeys(named, 0)
    before = ""
    for guess in asked:
        naming = guess.reading.field in NAMES
        before = people[guess.at] if naming else people[guess.at] or before
        if thing(guess.reading.field) in _WHOM:
            counts[before] = counts.get(before, 0) + 1
    return counts


_FULL = 3  # things asked of a person, the name among them
_WHOM = frozenset({Field.FULL_NAME, Field.BIRTH_DATE, Field.SEX, Field.ID_NUMBER})


def _leave_farthest(
    source: Source, named: Mapping[str, list[Guess]], asked: list[Guess], people: Mapping[int, str]
) -> None:
    """Leave aside what is of kin or of an office without a name, if somebody nearer is asked it."""
    nearer = {g.reading.field for g in asked if not related(source, people[g.at])}
    for guess in asked:
        person = people[guess.at]
        if guess.reading.field in nearer and person not in named and related(source, person):
            _leave_aside(guess)


def _same(source: Source, person: str, own: set[str]) -> bool:
    """Whether words are those for the row's person, more or fewer of them."""
    words, near = set(person.split()), standing(source, person)
    alike = [set(other.split()) for other in own if other and standing(source, other) is near]
    return any(words <= other or words >= other for other in alike)


def doubt_farthest(source: Source, guesses: list[Guess]) -> None:
    """Doubt the only name that is left where it is of a child or an officer, beside other names.

    Whoever the others are, the list is hardly of the one who stands farthest. Relatives and heads
    of households are: they draw what somebody else has merited.
    """
    role = main_role(source)
    own = [g for g in guesses if g.key == (Field.FULL_NAME, role) and _is_far(source, g.words)]
    for guess in filter(is_names, own):
        strangers = [g for g in guesses if g.reading.who is Who.OTHER and is_names(g)]
        cared_for = Kind.CHILD in kinds(somebody(guess.words)) and all(map(_cares, strangers))
        if strangers and not cared_for:
            why = f"bên cạnh có tên người khác ở cột {strangers[0].at + 1}"
            guess.doubt(f"không rõ có phải chính chủ, {why}")


def _is_far(source: Source, words: str) -> bool:
    person = somebody(words)
    far = standing(source, person) is Standing.OTHERS
    return far and _FOR_ANOTHER.isdisjoint(kinds(person))


def _cares(guess: Guess) -> bool:
    """Whether names are of who looks after somebody: a child beside them is the row's person."""
    return _CARERS.search(guess.words) is not None


_CARERS = re.compile(
    r"\b(?:giam ho|nuoi duong|cham soc|do dau|guardian|care ?giver|carer|custodian|caretaker)\b"
)


def is_names(guess: Guess) -> bool:
    """Whether the cells of a column are names, whoever's."""
    return share_of(Field.FULL_NAME, guess.seen) >= _NAMED


_FOR_ANOTHER = frozenset({Kind.HEAD, Kind.RELATIVE})
_NAMED, _SURELY = 0.5, 0.8  # shares of cells that are names


def _leave_aside(guess: Guess) -> None:
    guess.drop("của người thân, người khác; dòng đã có cột họ tên của chính chủ")
    guess.disown()
