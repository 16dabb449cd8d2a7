"""Vietnamese encodings from before Unicode, as tables of what they look like when misread.

A legacy text that reached us through a spreadsheet or a wrong `open()` shows its bytes as
Latin-1 or Windows-1252 characters. A charmap therefore turns *sequences of such characters* into
Vietnamese letters; raw bytes are first read as Latin-1 and are then the same case.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

LOWER = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
LETTERS = LOWER + LOWER.upper()

# VNI-Windows writes a vowel and then a mark; circumflex and breve come with their tone as one mark.
_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
_CIRCUMFLEX = dict(zip(("", *_TONES), "âáàåãä", strict=True))
_BREVE = dict(zip(("", *_TONES), "êéèúüë", strict=True))
_VNI_BASE = {"ư": "ö", "ơ": "ô", "đ": "ñ"}
_VNI_WHOLE = {"ị": "ò", "ỉ": "æ", "ĩ": "ó", "ỵ": "î", "đ": "ñ", "ì": "ì", "í": "í"}


@dataclass(frozen=True)
class Charmap:
    """One legacy encoding.

    Attributes
    ----------
    title
        The name that officers know.
    decode
        Misread sequence → letter, one entry for each way in which it may have been misread.
    encode
        Letter → misread sequence, as Latin-1 shows it.
    """

    name: str
    title: str
    decode: dict[str, str]
    encode: dict[str, str]

    def to_latin1(self, text: str) -> str:
        """Write a Vietnamese text in this encoding, shown as Latin-1.

        TCVN3 has no accented capitals: its capital fonts draw the small letters large, so that
        is what is written.
        """
        composed = unicodedata.normalize("NFC", text)
        return "".join(self.encode.get(c, self.encode.get(c.lower(), c)) for c in composed)


def _misreadings(sequence: str) -> set[str]:
    """Spell a Latin-1 sequence in every way in which software shows its bytes."""
    shown = {sequence}
    raw = sequence.encode("latin-1")
    try:
        shown.add(raw.decode("cp1252"))
    except UnicodeDecodeError:
        # Bytes without a character in Windows-1252 stay as they are; the others do change.
        shown.add("".join(_cp1252(b) for b in raw))
    return shown


def _cp1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _from_pairs(name: str, title: str, pairs: dict[str, str]) -> Charmap:
    """Build a charmap of letter → Latin-1 sequence."""
    decode: dict[str, str] = {}
    for letter, sequence in pairs.items():
        for shown in _misreadings(sequence):
            decode[shown] = letter
    return Charmap(name, title, decode, dict(pairs))


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for letter in LOWER:
        if letter in _VNI_WHOLE:
            sequence = _VNI_WHOLE[letter]
        else:
            parts = unicodedata.normalize("NFD", letter)
            base, marks = parts[0], parts[1:]
            tone = next((m for m in marks if m in _TONES), "")
            if "\u0302" in marks:
                sequence = base + _CIRCUMFLEX[tone]
            elif "\u0306" in marks:
                sequence = base + _BREVE[tone]
            else:
                horned = unicodedata.normalize("NFC", base + "".join(set(marks) - {tone}))
                sequence = _VNI_BASE.get(horned, base) + _TONES.get(tone, "")
        pairs[letter] = sequence
        pairs[letter.upper()] = sequence.upper()
    return pairs


@cache
def charmaps() -> dict[str, Charmap]:
    """All legacy charmaps by name, in the order in which ties are settled."""
    text = resources.files(__package__).joinpath("data/charmaps.json").read_text("utf-8")
    tables = json.loads(text)
    titles = {"tcvn3": "TCVN3 (ABC)", "viscii": "VISCII", "vps": "VPS"}
    found = {}
    for name, title in titles.items():
        pairs = {
            letter: chr(int(start, 16) + offset)
            for start, row in tables[name].items()
            for offset, letter in enumerate(row)
            if letter != "."
        }
        found[name] = _from_pairs(name, title, pairs)
    vni = _from_pairs("vni", "VNI", _vni_pairs())
    # Some converters put the mark also behind i and y, whose accents are letters of the font.
    for base, mark, tone in ((b, m, t) for t, m in _TONES.items() for b in "iIyY"):
        letter = unicodedata.normalize("NFC", base + tone)
        for sequence in {base + mark, base + mark.upper()} if base.isupper() else {base + mark}:
            for shown in _misreadings(sequence):
                vni.decode.setdefault(shown, letter)
    # Some keyboards put a lower-case mark on a capital vowel.
    for letter, sequence in _vni_pairs().items():
        if letter.isupper() and len(sequence) > 1:
            vni.decode.setdefault(sequence[0] + sequence[1:].lower(), letter)
    return {"tcvn3": found["tcvn3"], "vni": vni, "viscii": found["viscii"], "vps": found["vps"]}
