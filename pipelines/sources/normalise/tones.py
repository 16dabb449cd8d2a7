"""Where a syllable carries its tone: hoà and hòa, thuỷ and thủy, hòang and hoàng are one writing.

Rule: the vowel with a mark of its own (ê, ơ …) carries the tone; else, before a final consonant or
vowel the second letter of oa, oe, uy, and in an open syllable the first. The u of qu- and the i of
gi- belong to the consonant. Anything that is not built like a Vietnamese syllable stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import polars as pl

from pipelines.sources.normalise.text import LATIN

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
_SYLLABLE = re.compile(
    r"(?P<onset>qu|gi(?=[aeiouyăâêôơư])|ngh?|nh|[ckgpt]h|tr|[bcdđghklmnpqrstvx])?"
    r"(?P<vowels>[aeiouyăâêôơư]{1,3})"
    r"(?P<coda>ch|nh|ng|[cmnpt])?"
)
_MARKED = frozenset("ăâêôơư")
_GLIDES = frozenset({"oa", "oe", "uy"})
#: Only syllables that could be written otherwise are looked at: these hold nearly no name.
_SUSPECT = (
    rf"o[àáảãạèéẻẽẹ](?:[^{LATIN}]|$)|u[ỳýỷỹỵ](?:[^{LATIN}]|$)|[òóỏõọ][ae][{LATIN}]|"
    rf"[ùúủũụ]y[{LATIN}]|[òóỏõọ]ă|[ùúủũụ](?:yê|[âêơ])|[ìíỉĩị]ê|[ỳýỷỹỵ]ê|[ừứửữự]ơ|"
    r"g[ìíỉĩị][aeou]|q[ùúủũụ]"
)


@lru_cache(maxsize=65536)
def _syllable(written: str) -> str:
    """Move the tone of one lower-case NFC syllable to its place."""
    parts = unicodedata.normalize("NFD", written)
    tones = _TONE.findall(parts)
    if len(tones) != 1:
        return written
    plain = unicodedata.normalize("NFC", _TONE.sub("", parts))
    built = _SYLLABLE.fullmatch(plain)
    if built is None:
        return written
    onset, vowels, coda = built["onset"] or "", built["vowels"], built["coda"] or ""
    place = _place(vowels, closed=bool(coda))
    moved = vowels[: place + 1] + tones[0] + vowels[place + 1 :]
    return onset + unicodedata.normalize("NFC", moved) + coda


def _place(vowels: str, *, closed: bool) -> int:
    """Index of the vowel that carries the tone."""
    marked = [index for index, vowel in enumerate(vowels) if vowel in _MARKED]
    if marked:
        return marked[-1]
    if len(vowels) == 3:
        return 1
    return int(len(vowels) == 2 and closed and vowels in _GLIDES)


def place_tones(text: pl.Series) -> pl.Series:
    """Return lower-case `clean` text with every tone in its place.

    Parameters
    ----------
    text
        Distinct names: the few that could be written otherwise are done one by one.
    """
    at = text.str.contains(_SUSPECT).arg_true()
    if at.is_empty():
        return text
    mended = [re.sub(r"[^\W\d_]+", lambda m: _syllable(m[0]), name) for name in text.gather(at)]
    return text.clone().scatter(at, mended)  # which changes the series in place
