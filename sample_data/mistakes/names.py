"""Names as people write and mistype them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import numpy as np

from sample_data.mistakes.drawing import Texts, assign, label
from sample_data.settings import Mistakes
from sample_data.tables import names

TONES = "\u0300\u0301\u0309\u0303\u0323"
SHAPES = "\u0302\u0306\u031b"
LETTERS = "abcdeghiklmnopqrstuvxy"
_NICKNAMES = ("Tư", "Út", "Bé Ba", "Sáu Nhỏ", "Hai", "Tí", "Năm", "Bảy")
_OPEN = re.compile(
    r"([oO])([àáảãạ])\b|([oO])([èéẻẽẹ])\b|(?<![qQ])([uU])([ỳýỷỹỵ])\b|"
    r"([òóỏõọ])([ae])\b|(?<![qQ])([ùúủũụ])(y)\b"
)
_SOUNDS = (
    ("Huỳnh", "Hoàng"),
    ("Hoàng", "Huỳnh"),
    ("Võ", "Vũ"),
    ("Vũ", "Võ"),
    ("Phúc", "Phước"),
    ("Phước", "Phúc"),
    ("S", "X"),
    ("X", "S"),
    ("Tr", "Ch"),
    ("Ch", "Tr"),
    ("Gi", "D"),
    ("D", "Gi"),
    ("L", "N"),
    ("N", "L"),
    ("V", "D"),
)
_ENDS = (("ng", "n"), ("n", "ng"), ("t", "c"), ("c", "t"), ("nh", "n"), ("y", "i"), ("i", "y"))

Writer = Callable[[str, np.random.Generator], str]


def fold(text: str) -> str:
    """Keep base letters only."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def _one_syllable(change: Callable[[str, np.random.Generator], str]) -> Writer:
    """Apply a change to one syllable; the first that changes anything, from a random start."""

    def write(text: str, rng: np.random.Generator) -> str:
        words = text.split(" ")
        start = int(rng.integers(len(words)))
        for step in range(len(words)):
            at = (start + step) % len(words)
            new = change(words[at], rng)
            if new != words[at]:
                return " ".join([*words[:at], new, *words[at + 1 :]])
        return text

    return write


def _tone(word: str, rng: np.random.Generator) -> str:
    chars = list(unicodedata.normalize("NFD", word))
    at = next((i for i, c in enumerate(chars) if c in TONES), None)
    if at is not None:
        tone = (TONES.replace(chars[at], "") + " ")[int(rng.integers(5))].strip()
        rest = chars[at + 1 :]  # the dot below stands before â's roof, other tones after it
        shape = rest.pop(0) if rest and rest[0] in SHAPES else ""
        return unicodedata.normalize("NFC", "".join([*chars[:at], shape, tone, *rest]))
    vowels = [i for i, c in enumerate(word) if fold(c).lower() in "aeiouy"]
    if not vowels:
        return word
    at = vowels[0]
    return unicodedata.normalize(
        "NFC", word[: at + 1] + TONES[int(rng.integers(5))] + word[at + 1 :]
    )


def _diacritic(word: str, rng: np.random.Generator) -> str:
    del rng
    shape = "".join(c for c in unicodedata.normalize("NFD", word) if c not in SHAPES)
    return unicodedata.normalize("NFC", shape).replace("đ", "d").replace("Đ", "D")


def _sound(word: str, rng: np.random.Generator) -> str:
    start = int(rng.integers(len(_SOUNDS)))
    for old, new in _SOUNDS[start:] + _SOUNDS[:start]:
        if word.startswith(old) and not (len(old) == 1 and word[1:2] in ("h", "g")):
            return new + word[len(old) :]
    for old, new in _ENDS:
        if len(word) > 2 and word.endswith(old):
            return word[: -len(old)] + new
    return word


def _typo(word: str, rng: np.random.Generator) -> str:
    at, letter = int(rng.integers(1, len(word) + 1)), LETTERS[int(rng.integers(len(LETTERS)))]
    lot = rng.random()
    if lot < 0.3 and len(word) > 2:
        return word[: at - 1] + word[at:]
    if lot < 0.55:
        return word[:at] + letter + word[at:]
    if lot < 0.75 and 0 < at < len(word):
        return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    return word[: at - 1] + letter + word[at:] if at > 1 else word + letter


def _drop_middle(text: str, rng: np.random.Generator) -> str:
    words = text.split(" ")
    if len(words) < 3:
        return text
    at = int(rng.integers(1, len(words) - 1))
    return " ".join(words[:at] + words[at + 1 :])


def _add_thi(text: str, rng: np.random.Generator) -> str:
    del rng
    words = text.split(" ")
    return " ".join(
        [words[0], "Văn" if "Văn" not in words and len(words) == 2 else "Thị", *words[1:]]
    )


def _initial(text: str, rng: np.random.Generator) -> str:
    words = text.split(" ")
    cut = 1 if rng.random() < 0.5 and len(words) > 2 else 0
    return " ".join([*words[:cut], *(f"{w[0]}." for w in words[cut:-1]), words[-1]])


def _order(text: str, rng: np.random.Generator) -> str:
    del rng
    words = text.split(" ")
    return " ".join([words[-1], *words[:-1]])


def _given(text: str, rng: np.random.Generator) -> str:
    pool = names()["given"]["female" if " Thị " in text else "male"]["mid"]
    return " ".join([*text.split(" ")[:-1], pool[int(rng.integers(len(pool)))]])


def _nickname(text: str, rng: np.random.Generator) -> str:
    return f"{text} ({_NICKNAMES[int(rng.integers(len(_NICKNAMES)))]})"


def _tone_place(text: str, rng: np.random.Generator) -> str:
    del rng

    def move(match: re.Match[str]) -> str:
        first, second = (g for g in match.groups() if g)
        tone = next(c for c in unicodedata.normalize("NFD", first + second) if c in TONES)
        on_second = any(c in TONES for c in unicodedata.normalize("NFD", second))
        base = [unicodedata.normalize("NFD", c).replace(tone, "") for c in (first, second)]
        moved = base[0] + tone + base[1] if on_second else base[0] + base[1] + tone
        return unicodedata.normalize("NFC", moved)

    return _OPEN.sub(move, text)


_Y, _I = "yýỳỷỹỵ", "iíìỉĩị"
_IY = re.compile(rf"\b(L|M|Qu|T|H|K|S|V)[{_Y}{_I}]\b")


def _iy(text: str, rng: np.random.Generator) -> str:
    del rng
    swap = str.maketrans(_Y + _I, _I + _Y)
    return _IY.sub(lambda match: match[0][:-1] + match[0][-1].translate(swap), text)


def _apostrophe(text: str, rng: np.random.Generator) -> str:
    return text.replace("'", ("’", "‘", "ʼ", "´", "`", "", "' ", "-")[int(rng.integers(8))])


def _clan(text: str, rng: np.random.Generator) -> str:
    words = text.split(" ")
    lot = rng.random()
    if len(words) < 3 or lot < 0.25:
        return fold(text) if lot < 0.1 else text.replace("ơ", "o").replace("ă", "a")
    glue = "-" if lot > 0.8 else ""
    return words[0] + glue + words[1].lower() + " " + " ".join(words[2:])


def _saint(text: str, rng: np.random.Generator) -> str:
    if not {"Thị", "Văn"} & set(text.split(" ")):
        return text  # the name does not tell the sex
    pool = names()["saints"]["female" if " Thị " in text else "male"]
    return f"{pool[int(rng.integers(len(pool)))]} {text}"


def _prefix(text: str, rng: np.random.Generator) -> str:
    del rng
    return f"Bà {text}" if " Thị " in text else f"Ông {text}"


def _space(text: str, rng: np.random.Generator) -> str:
    lot = int(rng.integers(4))
    return (text.replace(" ", "  ", 1), f" {text}", f"{text} ", text.replace(" ", "\u00a0"))[lot]


WRITERS: dict[str, Writer] = {
    "v_upper": lambda t, _: t.upper(),
    "v_lower": lambda t, _: t.lower(),
    "v_space": _space,
    "v_nfd": lambda t, _: unicodedata.normalize("NFD", t),
    "v_tone": _tone_place,
    "v_iy": _iy,
    "v_apostrophe": _apostrophe,
    "v_eth": _clan,
    "v_saint": _saint,
    "v_prefix": _prefix,
    "m_fold": lambda t, _: fold(t),
    "m_tone": _one_syllable(_tone),
    "m_diacritic": _one_syllable(_diacritic),
    "m_sound": _one_syllable(_sound),
    "m_typo": _one_syllable(_typo),
    "m_drop_middle": _drop_middle,
    "m_add_thi": _add_thi,
    "m_initial": _initial,
    "m_order": _order,
    "m_given": _given,
    "m_nickname": _nickname,
}
#: Kinds that only some names can have: tried on every name that qualifies.
_QUALIFIED: dict[str, Callable[[str, str], bool]] = {
    "v_apostrophe": lambda name, _: "'" in name,
    "v_eth": lambda _, clan: bool(clan),
    "v_tone": lambda name, _: _OPEN.search(name) is not None,
    "v_iy": lambda name, _: _IY.search(name) is not None,
}


def miswrite(
    rng: np.random.Generator, right: Texts, clan: Texts, m: Mistakes
) -> tuple[Texts, Texts]:
    """Names as written, and what was done to each (`m_…;v_…`)."""
    written, done = right.copy(), np.full(len(right), "", dtype=object)
    for prefix in ("m_", "v_"):
        kinds, shares = m.group(prefix)
        plain = [0.0 if kind in _QUALIFIED else s for kind, s in zip(kinds, shares, strict=True)]
        code = assign(rng, plain, len(right))
        for kind in _QUALIFIED if prefix == "v_" else ():
            for at in np.flatnonzero((code < 0) & (rng.random(len(right)) < getattr(m, kind))):
                if _QUALIFIED[kind](right[at], clan[at]):
                    code[at] = kinds.index(kind)
        kind_of = label(kinds, code)
        for at in np.flatnonzero((code >= 0) & (right != "")):
            new = WRITERS[kind_of[at]](written[at], rng)
            if new != written[at]:
                written[at] = new
                done[at] = f"{done[at]};{kind_of[at]}" if done[at] else kind_of[at]
    return written, done
