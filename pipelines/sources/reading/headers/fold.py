"""Folding of headers: what stays when case, accents, punctuation and line breaks are gone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SEPARATOR = " / "  # between the rows of a merged header

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
#: Words that system names and narrow headers write without spaces: `con_nuoi_ngaysinh`.
GLUED = {
    text.replace(" ", ""): text
    for text in (
        "ho ten", "ho va ten", "ho dem", "ho lot", "ngay sinh", "nam sinh", "thang sinh",
        "ngay thang nam sinh", "sinh ngay", "gioi tinh", "so cccd", "so ddcn", "so cmnd",
        "so dinh danh", "so can cuoc", "can cuoc", "dinh danh ca nhan", "so dinh danh ca nhan",
        "so giay to", "ngay cap", "noi cap", "dan toc", "quoc tich", "dia chi", "noi sinh",
        "que quan", "noi cu tru", "thuong tru", "chu ho", "full name", "date of birth",
        "id no", "id number", "ns vc",
    )
}  # fmt: skip


class _Plain(dict[int, str]):
    """What is left of a character without its marks, worked out once for each."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code))
        plain = self[code] = "".join(c for c in decomposed if not unicodedata.combining(c))
        return plain


_PLAIN = _Plain({ord(c): "D" if c.isupper() else "d" for c in "đĐðÐ"} | {ord("ø"): "o"})


def strip_accents(text: str) -> str:
    """Letters without marks; Đ and its look-alikes become D."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold a header to lower-case words: `nksHoTen` → `nks ho ten`.

    Camel case is split only where the text looks like a system's name, so that `CCCD` or
    `TÊN TRẺ` stay whole.
    """
    plain = strip_accents(text)
    if " " not in plain.strip() and re.search(r"[a-z]", plain):
        plain = _CAMEL.sub(" ", plain)
    words = _NOT_WORD.sub(" ", plain.lower()).split()
    return " ".join(GLUED.get(word, word) for word in words)


def squeeze(folded: str) -> str:
    """Drop the spaces too: `ho ten` = `hoten`."""
    return folded.replace(" ", "")
