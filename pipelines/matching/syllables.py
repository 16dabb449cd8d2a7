"""A syllable of a Vietnamese or highland name at five depths of normalisation.

Names are compared syllable by syllable on integers, so each distinct syllable (a few thousand in a
province) passes through here once.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

_APOSTROPHES = re.compile(r"['’‘ʼ´`ʹ\-.,]")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VOWELS = frozenset("aeiouy")
# Regional spellings of one surname; the two are written for each other in older papers.
_SAME_SURNAME = {"huynh": "hoang", "vu": "vo", "phung": "phong"}
_ONSETS = (("tr", "ch"), ("gi", "z"), ("d", "z"), ("r", "z"), ("x", "s"), ("ph", "f"), ("k", "c"),
           ("qu", "cu"), ("ngh", "ng"), ("gh", "g"), ("l", "n"))  # fmt: skip
_CODAS = (("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t"))
_OPEN_TONE = re.compile(r"^(?P<onset>[^aeiouy]*)(?P<first>[ou])(?P<second>[aey])$")


class Depth(IntEnum):
    """How much of the writing still counts."""

    EXACT = 0  # lower case, tone place unified
    VARIANT = 1  # i and y, apostrophes
    TONELESS = 2  # tone marks gone, ă â ê ô ơ ư đ kept
    FOLDED = 3  # plain letters
    SOUND = 4  # as one region may spell what another says


def _strip(text: str, marks: frozenset[str] | None) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    kept = (
        char
        for char in decomposed
        if not unicodedata.combining(char) or (marks is not None and char not in marks)
    )
    return unicodedata.normalize("NFC", "".join(kept))


def _tone_last(text: str) -> str:
    """Move the tone of oa, oe, uy in an open syllable to one agreed place."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    tone = next((char for char in decomposed if char in _TONES), "")
    plain = _strip(text, _TONES)
    if not tone or plain.startswith("qu"):
        return text
    found = _OPEN_TONE.match(plain)
    if found is None or found["first"] + found["second"] not in ("oa", "oe", "uy"):
        return text
    return found["onset"] + found["first"] + unicodedata.normalize("NFC", found["second"] + tone)


def _i_for_y(text: str) -> str:
    """Write i for a final y after a consonant: Lý and Lí, Mỹ and Mĩ are one name."""
    decomposed = unicodedata.normalize("NFD", text)
    letters = [char for char in decomposed if not unicodedata.combining(char)]
    after_consonant = len(letters) == 2 and letters[-1] == "y" and letters[0] not in _VOWELS
    if after_consonant or "".join(letters) == "quy":
        return unicodedata.normalize("NFC", decomposed.replace("y", "i"))
    return text


def _sound(folded: str) -> str:
    text = _SAME_SURNAME.get(folded, folded)
    for written, said in _ONSETS:
        if text.startswith(written) and len(text) > len(written):
            text = said + text[len(written) :]
            break
    for written, said in _CODAS:
        if text.endswith(written) and len(text) > len(written):
            text = text[: -len(written)] + said
            break
    return text.replace("y", "i")


@lru_cache(maxsize=1 << 16)
def forms(syllable: str) -> tuple[str, str, str, str, str]:
    """Return the syllable at every `Depth`, shallow to deep.

    Parameters
    ----------
    syllable
        One syllable in lower case, without spaces.
    """
    exact = _tone_last(unicodedata.normalize("NFC", syllable).replace("ð", "đ"))
    bare = _APOSTROPHES.sub("", exact)
    variant = _i_for_y(bare)
    toneless = _strip(variant, _TONES)
    folded = _strip(variant, None).replace("đ", "d")
    return exact, variant, toneless, folded, _sound(folded)


def polynomial_hash(texts: list[str]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Hash letters so that the hash of two syllables written together follows from the two.

    Returns
    -------
    tuple of arrays
        The hash of each text, and the factor by which a preceding text's hash is carried.
    """
    base, modulus = 1099511628211, 1 << 64
    values, factors = [], []
    for text in texts:
        value = 0
        for char in text:
            value = (value * base + ord(char)) % modulus
        values.append(value)
        factors.append(pow(base, len(text), modulus))
    return np.array(values, dtype=np.uint64), np.array(factors, dtype=np.uint64)


#: Bit of a `letter_signature` for digits, signs and letters beyond a to z.
OTHER_CHARACTERS = np.uint32(1 << 26)


def letter_signature(texts: list[str]) -> npt.NDArray[np.uint32]:
    """Say which letters folded texts hold, one bit each: far apart, if hardly any is common."""
    values = []
    for text in texts:
        value = 0
        for char in text:
            value |= 1 << (ord(char) - ord("a")) if "a" <= char <= "z" else int(OTHER_CHARACTERS)
        values.append(value)
    return np.array(values, dtype=np.uint32)
