"""Folding of headers: what stays when case, accents, punctuation and line breaks are gone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LATIN_EXTRAS = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ø": "o"})


def strip_accents(text: str) -> str:
    """Letters without marks; Đ and its look-alikes become d."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LATIN_EXTRAS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold a header to lower-case words: `nksHoTen` → `nks ho ten`.

    Camel case is split only where the text looks like a system's name, so that `CCCD` or
    `TÊN TRẺ` stay whole.
    """
    plain = strip_accents(text)
    if " " not in plain.strip() and re.search(r"[a-z]", plain):
        plain = _CAMEL.sub(" ", plain)
    return _NOT_WORD.sub(" ", plain.lower()).strip()


def squeeze(folded: str) -> str:
    """Drop the spaces too: `ho ten` = `hoten`."""
    return folded.replace(" ", "")
