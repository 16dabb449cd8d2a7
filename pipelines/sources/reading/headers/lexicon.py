"""Words for people in headers: of the lists' own subjects, of their kin, of those who stand by.

Patterns run on folded headers (no accents, lower case, single spaces). In Vietnamese the person
comes before those who qualify them (`con của người hưởng`), in English behind (`member spouse`).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.headers.fold import fold


class Who(StrEnum):
    """Whose a column is, as the header says."""

    UNSAID = ""
    MAIN = "main"
    FATHER = "father"
    MOTHER = "mother"
    SPOUSE = "spouse"
    HUSBAND = "husband"
    WIFE = "wife"
    ADOPTEE = "adoptee"
    ADOPTIVE_FATHER = "adoptive_father"
    ADOPTIVE_MOTHER = "adoptive_mother"
    CO_OWNER = "co_owner"
    OTHER = "other"  # declarant, guardian, signer, current user …: not a person of the list


class Kind(StrEnum):
    """Kinds of people of whom there are lists."""

    CHILD = "child"
    PUPIL = "pupil"
    TEACHER = "teacher"
    WORKER = "worker"
    INSURED = "insured"
    BENEFICIARY = "beneficiary"
    MERIT = "merit"
    HOLDER = "holder"
    MEMBER = "member"
    ELDER = "elder"
    VETERAN = "veteran"
    FARMER = "farmer"
    VOLUNTEER = "volunteer"
    DECEASED = "deceased"
    CITIZEN = "citizen"
    STAFF = "staff"  # the row's person or who handles the row: told by nothing
    HEAD = "head"
    RELATIVE = "relative"
    SUPERIOR = "superior"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{text})\b")


#: Who gets land by a deed: its holder in lists of land, kin or a stranger in others.
_ACQUIRES = (
    "(?:nguoi |ben )?(?:nhan|duoc|huong) "
    "(?:thua ke|di san|tang cho|cho tang|chuyen nhuong|chuyen quyen|quyen su dung(?: dat)?)"
)
_PASSED = "chet|mat|qua co|qua doi|tu vong|tu tran"

#: Kind → Vietnamese words, those that mean people only where a person is looked for, English.
_KINDS: tuple[tuple[Kind, str, str, str], ...] = (
    (
        Kind.CHILD,
        "nks|ndks|con|tre|tre em|chau|be|em be|"
        "(?:nguoi )?duoc (?:dang ky |dk )?(?:khai sinh|dkks|ks)|duoc dang ky",
        "em",
        "child|kid|baby|newborn|infant",
    ),
    (
        Kind.PUPIL,
        "hoc sinh|hs",
        "hoc vien|(?<!khai )sinh vien|sv|hv|thi sinh",
        "student|pupil|learner",
    ),
    (
        Kind.TEACHER,
        "giao vien|gv|cbgv|cbgvnv|giang vien|nha giao|vien chuc",
        "thay co|can bo quan ly|cbql",
        "teacher|lecturer|instructor",
    ),
    (
        Kind.WORKER,
        "nguoi lao dong|nguoi ld|nld",
        "lao dong|cong nhan|tai xe|lai xe",
        "worker|employee|labourer|laborer",
    ),
    (Kind.INSURED, "nguoi tham gia", "tham gia", "insured|participant|subscriber"),
    (
        Kind.BENEFICIARY,
        "doi tuong|"
        "nguoi (?:duoc |dang )?(?:thu )?huong(?: (?:tro cap|che do|chinh sach|luong huu))*|"
        "(?:nguoi |ho )?duoc (?:tro giup|tro cap|ho tro|cuu tro|tang qua)|nguoi khuyet tat|nkt|"
        "nguoi nhan (?:tro giup|tro cap|ho tro|cuu tro|qua|che do)|"
        "(?:nguoi )?duoc (?:giam ho|bao tro|do dau|nuoi duong|cham soc)",
        "thu huong|huong (?:tro cap|che do|tuat|thai san)",
        "beneficiary|recipient|ward",
    ),
    (
        Kind.MERIT,
        "nguoi co cong|ncc",
        "thuong binh|benh binh|(?:ba )?me (?:vnah|(?:viet nam|vn) anh hung)",
        "meritorious person",
    ),
    (
        Kind.HOLDER,
        "chu su dung(?: dat)?|nguoi su dung dat|su dung dat|chu so huu|chu dat|chu thua|chu sdd|"
        f"csdd?|nguoi sdd|duoc cap (?:giay|gcn)|bi thu hoi(?: dat)?|{_ACQUIRES}",
        "^chu$|chu moi",
        "owner|holder|landowner|landholder|proprietor",
    ),
    (Kind.MEMBER, "hoi vien", "hv|doan vien", "member"),
    (Kind.ELDER, "nguoi cao tuoi|nct", "cu|cac cu", "elder|elderly person"),
    (Kind.VETERAN, "cuu chien binh|ccb|dong chi", "cuu quan nhan", "veteran"),
    (Kind.FARMER, "nguoi nong dan", "nong dan", "farmer"),
    (Kind.VOLUNTEER, "tinh nguyen vien|hien mau", "tnv|ctd", "volunteer|donor"),
    (
        Kind.DECEASED,
        rf"nkt|(?:cua )?nguoi (?:da )?(?:{_PASSED})|"
        r"(?:nguoi )?duoc (?:dang ky |dk )?(?:khai tu|dkkt)",
        "da mat",
        "deceased|decedent",
    ),
    (
        Kind.CITIZEN,
        "cong dan|nhan khau|thanh vien|tv",
        "nguoi dan|nguoi nop thue|nnt|khach hang|cu tri",
        "citizen|resident|household member|customer|client|taxpayer|voter",
    ),
    (Kind.STAFF, "", "can bo|cong chuc|nhan vien|chuyen vien", "staff|personnel"),
    (
        Kind.HEAD,
        "chu ho|(?:nguoi )?dai dien (?:ho|gia dinh)",
        "",
        "household head|head of household|householder",
    ),
    (
        Kind.RELATIVE,
        "than nhan|nguoi than|nguoi tho cung|tho cung|nguoi khai (?:sinh|tu)",
        f"{_ACQUIRES}|than toc|phu huynh|nguoi nhan|nguoi ke khai|nguoi dang ky|con (?:dau|re)|"
        "nguoi phu thuoc|"
        "nguoi thua ke|(?:anh|chi) em",
        "next of kin|kin|heir|successor|parent|son|daughter|offspring|sibling|brother|sister|"
        "partner|dependant|dependent|emergency contact|contact(?: person)?",
    ),
    (
        Kind.SUPERIOR,
        "",
        "giam doc|quan doc|lanh dao|quan ly|phu trach|chu tich|bi thu|to truong|doi truong|"
        "nhom truong|hieu pho|truong (?:thon|buon|ap|xom|ban|phong|khoa|nhom|doan)|"
        "chu (?:co so|nha|tro)|bac si|y si|bs",
        "manager|director|supervisor|employer|boss|leader|chairman|chairperson|secretary|"
        "landlord|doctor|physician|nurse|referrer|referee|sponsor|donor|contractor",
    ),
)

#: Kinds that no list is of: whoever is called so is the row's person only without another.
_NOBODYS = frozenset({Kind.STAFF, Kind.HEAD, Kind.RELATIVE, Kind.SUPERIOR})
#: Kinds of people whom the same list may call by either name.
_ALIKE = (
    frozenset({Kind.CHILD, Kind.PUPIL}),
    frozenset({Kind.WORKER, Kind.INSURED}),
    frozenset({Kind.BENEFICIARY, Kind.MERIT, Kind.ELDER}),
)


def _words(*alternatives: str) -> re.Pattern[str]:
    return _pattern("|".join(filter(None, alternatives)))


_VIETNAMESE = tuple((kind, _words(said, other)) for kind, said, other, _ in _KINDS)
_ENGLISH = tuple((kind, _pattern(english)) for kind, _, _, english in _KINDS)
#: Whoever is meant, in either language.
SOMEBODY = _words(
    *(words for _, *all_of in _KINDS for words in all_of if not words.startswith("^"))
)
_MAIN = "|".join(
    [said for _, said, _, _ in _KINDS if said]
    + [english for kind, _, _, english in _KINDS if kind not in _NOBODYS]
)

#: People who are never of the list: they sign, declare, keep, pay, collect, key in, bear witness.
_NEVER = (
    "nyc|gbt|nguoi yeu cau|nguoi di khai|nguoi di dang ky|nguoi khai(?! sinh| tu)|nguoi ky|"
    "nguoi thuc hien|nguoi lap|(?<!duoc )(?:giam ho|nuoi duong|cham soc|do dau)|phung duong|"
    "nguoi nhan (?:thay|giay|ho so|ket qua|quan|ban giao|don|tin|hang|phieu|the|"
    "chuyen(?! nhuong| quyen))|"
    "nhan thay|bao tin|de lai (?:thua ke|di san|di chuc)|"
    "lien he|(?<!than nhan )(?<!tho cung )liet s[iy]|nguoi su dung hien tai|su dung hien tai|"
    "nguoi quan ly|"
    "(?:me|cha|bo) (?:cua )?(?:nguoi )?(?:chong|vo)|"
    "can bo (?:tu phap|ho tich|nhap|thu ly|phu trach|tiep nhan|xu ly|kiem tra|theo doi|"
    "chi tra|dia chinh|chuyen mon|lap|ky|tong hop|thong ke|dieu tra|ra soat|xac minh|tham tra)|"
    "dai dien(?! (?:than nhan|ho\\b|gia dinh))|uy quyen|(?:ong|ba) (?:noi|ngoai)|"
    "(?:anh|chi|em) ruot|anh chi em|"
    "(?:nguoi|ben) (?:giao(?! vien)|chuyen|ban|tang|mua|cung cap|dien phieu|phu thuoc)|"
    "nguoi linh|nguoi don(?! than)|nguoi dua don|nhan chung(?! minh)|(?:nguoi )?lam chung|"
    "nguoi (?:nhap|tao|cap nhat|sua|duyet|phe duyet|xac nhan|kiem tra|tong hop|tiep nhan|"
    "gioi thieu|bao lanh|phong van|thu(?! huong| hai| nhat| ba|e )|nop(?! thue)|"
    "bao(?! hiem|(?: tro)? xa hoi)|chi tra|cap phat|giam sat)|"
    "con cua$|linh (?:thay|ho)|chu cu|su dung cu|chu (?:tai khoan|tk)|(?:nguoi )?su dung lao dong|"
    "sdld|nsdld|npt|dieu tra vien|phong van vien|cong tac vien|tuyen truyen vien|"
    "phu huynh|ph|hieu truong|giao vien chu nhiem|gvcn|thu truong|ten ls|chi hoi truong|"
    "manh thuong quan|nha tai tro|nha hao tam|thu quy|ke toan|"
    "chu doanh nghiep|gv chu nhiem|"
    "declarant|informant|reporter|guardian|care ?giver|carer|custodian|caretaker|signer|"
    "signatory|officer|officials?|official name|registrar|clerk|notary|witness|interviewer|"
    "enumerator|surveyor|"
    "collector|cashier|payer|data entry|(?:created|updated|entered|approved|modified|signed|"
    "checked|verified|reported|prepared) by|creator|approver|account (?:holder|owner)|proxy|"
    "representative|head ?teacher|homeroom teacher|principal|martyr|relative"
)

_ADOPTED = (
    "(?:tre|nguoi|con|em) duoc nhan(?: lam con)?(?: nuoi)?|nhan lam con nuoi|con nuoi|"
    "adoptee|adopted"
)
WHO: tuple[tuple[Who, re.Pattern[str]], ...] = (
    (Who.OTHER, _pattern(_NEVER)),
    (Who.ADOPTIVE_FATHER, _pattern("(?:cha|bo|ba) nuoi|cn cha|(?:adopt(?:ive)?|foster) father")),
    (Who.ADOPTIVE_MOTHER, _pattern("(?:me|ma) nuoi|cn me|(?:adopt(?:ive)?|foster) mother")),
    (Who.ADOPTEE, _pattern(_ADOPTED)),
    (
        Who.CO_OWNER,
        _pattern(
            "dong su dung|dong so huu|dong chu|(?:co|joint|second) (?:owner|holder)|"
            "(?:chu|nguoi)(?: su dung| so huu| dung ten)?(?: dat)? (?:thu )?(?:2|hai|ii)"
        ),
    ),
    (
        Who.SPOUSE,
        _pattern(
            "vo chong|vc|vo hoac chong|chong hoac vo|chong vo|hon phoi|phoi ngau|vo va chong|spouse"
        ),
    ),
    (Who.HUSBAND, _pattern("chong|ben nam|husband|groom")),
    (Who.WIFE, _pattern("vo|ben nu|wife|bride")),
    (
        Who.FATHER,
        _pattern(
            r"cha|con (?:cua )?(?:ong|anh)|father|(?<!can )(?<!so )(?<!toan )(?<!cong )"
            r"bo(?! (?:gd|giao duc|ldtb|lao dong|y te|cong an|tu phap))"
        ),
    ),
    (Who.MOTHER, _pattern("me(?! (?:vnah|viet nam|vn))|mother|con (?:cua )?(?:ba|chi)|va ba")),
    (Who.MAIN, _pattern(_MAIN)),
)


@lru_cache(maxsize=16384)
def kinds(words: str) -> tuple[Kind, ...]:
    """Kinds of people that folded words name, whoever is meant first; all that one word may mean.

    `con của người hưởng` is of a child, `member spouse` of a spouse; `cán bộ, giáo viên` is of
    teachers: staff alone says nothing.
    """
    found = _spans(_VIETNAMESE, words)
    if not found:
        found = [(-end, -start, kind) for start, end, kind in _spans(_ENGLISH, words)]
    told = [span for span in found if span[2] is not Kind.STAFF] or found
    if not told:
        return ()
    start, longest = min((start, start - end) for start, end, _ in told)
    stranger = words.find("nguoi ")
    if 0 <= stranger < start and start != stranger + len("nguoi "):
        return ()  # `người nuôi con một mình` is no child
    return tuple(kind for at, end, kind in told if at == start and at - end == longest)


def _spans(
    patterns: tuple[tuple[Kind, re.Pattern[str]], ...], words: str
) -> list[tuple[int, int, Kind]]:
    return [(*match.span(), kind) for kind, p in patterns for match in p.finditer(words)]


@lru_cache(maxsize=64)
def declared_kinds(source: Source) -> frozenset[Kind]:
    """Kinds of people in the names that a list declares for the row's person."""
    role = source.persons[0].role if source.persons else ""
    declared = {
        kind
        for column in source.columns
        if column.field is Field.FULL_NAME and column.role == role
        for header in column.headers
        for kind in _surely(kinds(fold(header)))
    }
    return frozenset(kind for kind in declared if kind not in _NOBODYS or kind is Kind.HEAD)


def _surely(found: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """Leave out words of two meanings: `nkt` is who has died or who is disabled."""
    return found if len(found) == 1 else ()


@lru_cache(maxsize=64)
def own_kinds(source: Source) -> frozenset[Kind]:
    """Kinds of people whom a list is of: those that it declares, and those called so instead."""
    declared = declared_kinds(source)
    alike = (kind for group in _ALIKE if group & declared for kind in group)
    return frozenset({*declared, *alike, Kind.CITIZEN})


def related(source: Source, words: str) -> bool:
    """Whether folded words are of kin or of an office: of nobody whom any list is of.

    A child is the row's person in lists of children, and in others somebody's child; who has died
    is the row's person in lists of the dead.
    """
    of_nobody = _NOBODYS - {Kind.STAFF} | {Kind.CHILD, Kind.DECEASED}
    found = frozenset(kinds(words))
    return bool(found & of_nobody) and not found & own_kinds(source)
