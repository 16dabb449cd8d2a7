"""Vietnamese text in the fonts of the 1990s: one byte or two a letter, no Unicode.

Facts of the TCVN 5712 (ABC), VNI and Windows-1258 code pages. `legacy` gives the text as it looks
when the bytes are read as Latin-1, which is also how it lands in a workbook.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_TCVN3_LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
_TCVN3_BYTES = (
    "b5b6b7b8b9 a8bbbcbdbec6 a9c7c8c9cacb ae cccecfd0d1 aad2d3d4d5d6 d7d8dcddde dfe1e2e3e4"
    "abe5e6e7e8e9 aceaebecedee eff1f2f3f4 adf5f6f7f8f9 fafbfcfdfe a1a2a3a4a5a6a7"
)
#: VNI writes most letters as the base letter and a byte for the marks.
_VNI_MARKS = {
    "\u0301": "ù",
    "\u0300": "ø",
    "\u0309": "û",
    "\u0303": "õ",
    "\u0323": "ï",
    "\u0302": "â",
    "\u0302\u0301": "á",
    "\u0302\u0300": "à",
    "\u0302\u0309": "å",
    "\u0302\u0303": "ã",
    "\u0302\u0323": "ä",
    "\u0306": "ê",
    "\u0306\u0301": "é",
    "\u0306\u0300": "è",
    "\u0306\u0309": "ú",
    "\u0306\u0303": "ü",
    "\u0306\u0323": "ë",
}
_VNI_WHOLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_PLAIN = {"\u00a0": " ", "ʼ": "'", "’": "'", "‘": "'", "´": "'"}


@cache
def _tcvn3() -> dict[int, str]:
    table = dict(zip(_TCVN3_LETTERS, bytes.fromhex(_TCVN3_BYTES).decode("latin-1"), strict=True))
    for letter in _TCVN3_LETTERS:  # capitals come from a font of capitals: same byte
        table.setdefault(letter.upper(), table[letter])
    return {ord(k): v for k, v in (table | _PLAIN).items()}


@cache
def _vni() -> dict[int, str]:
    table: dict[str, str] = {}
    for letter in _TCVN3_LETTERS:
        for char in (letter, letter.upper()):
            table[char] = _vni_letter(char)
    return {ord(k): v for k, v in (table | _PLAIN).items()}


def _vni_letter(char: str) -> str:
    upper = char.isupper()
    if char.lower() in _VNI_WHOLE:
        whole = _VNI_WHOLE[char.lower()]
        return whole.upper() if upper else whole
    parts = unicodedata.normalize("NFD", char.lower())
    base, marks = parts[0], parts[1:]
    if "\u031b" in marks:  # ơ and ư have a letter of their own
        base, marks = {"o": "ô", "u": "ö"}[base], marks.replace("\u031b", "")
    order = sorted(marks, key=lambda m: m in _TONES)
    text = base + (_VNI_MARKS["".join(order)] if marks else "")
    return text.upper() if upper else text


@cache
def _cp1258() -> dict[int, str]:
    table = {}
    for letter in _TCVN3_LETTERS + _TCVN3_LETTERS.upper():
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(c for c in parts if c in _TONES)
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
        table[letter] = base + tone
    return {ord(k): v for k, v in (table | {"ʼ": "'"}).items()}


def legacy(text: str, encoding: str) -> str:
    """Text as it looks in a program that does not know the font (`tcvn3`, `vni`)."""
    return unicodedata.normalize("NFC", text).translate({"tcvn3": _tcvn3, "vni": _vni}[encoding]())


def encode(text: str, encoding: str) -> bytes:
    """Bytes of a text file."""
    if encoding in ("tcvn3", "vni"):
        return legacy(text, encoding).encode("latin-1")
    if encoding == "cp1258":
        return unicodedata.normalize("NFC", text).translate(_cp1258()).encode("cp1258")
    if encoding == "utf-8 twice":  # read as Latin-1 once, and saved again
        return text.encode().decode("latin-1").encode()
    return text.encode(encoding)
