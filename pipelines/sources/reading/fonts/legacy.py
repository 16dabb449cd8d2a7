"""Which encoding a column is written in, decided over many of its cells, and its repair.

One cell cannot tell (short words are valid in several encodings); a column can: the right map
turns nearly all words that hold special letters into Vietnamese syllables, a wrong one does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import polars as pl

from pipelines.sources.reading.fonts.charmaps import LETTERS, charmaps
from pipelines.sources.reading.fonts.syllables import syllables

UNICODE = "unicode"
UNDECIDED = "undecided"
PLAIN = frozenset({UNICODE, UNDECIDED})  # what nothing is decoded from

#: Misread UTF-8: the codec with which its bytes were wrongly read.
MOJIBAKE = ("cp1252", "cp1258", "mac_roman", "latin-1")

SAMPLE = 2_000
SAMPLED_ROWS = 20_000
LONGEST = 400  # characters of a cell that are looked at
_ENOUGH = 0.75  # share of words that must become Vietnamese
_CLEAR_LEAD = 0.05  # lead over the second-best map
_PLAIN = 0.6  # share of words at which text as it stands is left alone

#: Words before decoding: a no-break space may be half of a letter (`à` misread is `Ã` and it).
_RAW_WORDS = re.compile(r"[^ \t\r\n\v\f,;:./()\[\]{}\"'\-–_+=*&#@!?0-9|\\<>]+")
_WORDS = re.compile(r"[^\s,;:./()\[\]{}\"'\-–_+=*&#@!?0-9|\\<>]+")
_ONLY_UNICODE = frozenset(c for c in LETTERS if ord(c) > 0xFF)
_ONLY_UNICODE_CLASS = f"[{''.join(sorted(_ONLY_UNICODE))}]"
_SEEN_LATIN = re.compile(r"[\x80-\xff]|[\x02-\x06\x10-\x15\x19\x1c-\x1e]")
_NON_ASCII = r"[^\x09\x0a\x0d\x20-\x7e]"


@dataclass(frozen=True)
class Decision:
    """What a column is written in.

    Attributes
    ----------
    name
        `unicode`, a charmap's name, `utf-8/<codec>`, `windows-1258` or `undecided`.
    mixed
        Some cells are Unicode already: only cells that the map makes better are decoded.
    share
        Share of the special words that are Vietnamese after decoding.
    """

    name: str
    mixed: bool = False
    share: float = 1.0


def usual(decisions: Iterable[Decision]) -> str:
    """Name the old encoding that most columns are in; Unicode where none is."""
    old = Counter(d.name for d in decisions if d.name not in PLAIN)
    return max(old, key=lambda name: (old[name], name), default=UNICODE)


def title(name: str) -> str:
    """How an officer calls the encoding."""
    if name in charmaps():
        return charmaps()[name].title
    if name.startswith("utf-8/"):
        return "UTF-8 đọc nhầm bảng mã " + name.removeprefix("utf-8/")
    return {"windows-1258": "Windows-1258", UNDECIDED: "chưa xác định"}.get(name, "Unicode")


def _to_byte(char: str, codec: str) -> bytes:
    try:
        return char.encode(codec)
    except UnicodeEncodeError:
        return char.encode("latin-1")


def _unmisread(text: str, codec: str) -> str:
    """UTF-8 that was read as another codec; text that cannot be such stays."""
    if text.isascii():
        return text
    try:
        raw = b"".join(_to_byte(c, codec) for c in text)
        return unicodedata.normalize("NFC", raw.decode("utf-8"))
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _cp1258(text: str) -> str:
    """Windows-1258 read as Latin-1 or 1252."""
    if text.isascii():
        return text
    try:
        raw = b"".join(_to_byte(c, "cp1252") for c in text)
        return unicodedata.normalize("NFC", raw.decode("cp1258"))
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


@cache
def _pairs(name: str) -> tuple[re.Pattern[str], dict[str, str], dict[int, str]]:
    """Sequences of two characters as a pattern, and single ones as a translation."""
    table = charmaps()[name].decode
    two = {key: letter for key, letter in table.items() if len(key) == 2}
    one = str.maketrans({key: letter for key, letter in table.items() if len(key) == 1})
    first, second = ("".join(sorted({key[i] for key in two})) for i in (0, 1))
    pattern = f"[{re.escape(first)}][{re.escape(second)}]" if two else "(?!)"
    return re.compile(f"{pattern}|."), two, one


#: U+00A0 is Õ in VISCII, but a space where no capital stands before it (`VÕ`, not `Thị Õ`).
_NO_BREAK_SPACE = re.compile(r"(?<=[^A-Z\u0080-\u00df])\u00a0|\u00a0(?=\d|[A-Z][a-z])")

#: Words in which nothing else is special: by themselves they speak for no encoding.
_SPACE_ALONE = re.compile(r"^[\x00-\x7f\u00a0]*$")


def decode_text(text: str, name: str) -> str:
    """Decode one text that was misread as Latin-1 or Windows-1252; NFC."""
    if name.startswith("utf-8/"):
        return _unmisread(text, name.removeprefix("utf-8/"))
    if name == "windows-1258":
        return _cp1258(text)
    if name not in charmaps():
        return text
    text = _NO_BREAK_SPACE.sub(" ", text)
    pattern, two, one = _pairs(name)
    if not two:
        decoded = text.translate(one)
    else:
        decoded = pattern.sub(lambda m: two.get(m.group()) or m.group().translate(one), text)
    return capitals(decoded) if name == "tcvn3" else decoded


_SMALL = frozenset(c for c in LETTERS if c.islower())
_WORD = re.compile(rf"[A-Za-z{LETTERS}]+")
_INNER_CAPITAL = re.compile(rf"(?<=[A-Za-z{LETTERS}])[A-Z]")


def capitals(text: str) -> str:
    """Undo the capital fonts (.VnTimeH): `NGUYễN` was shown as capitals throughout."""
    if not _INNER_CAPITAL.search(text):
        return text
    words = _WORD.findall(text)
    if not re.search("[a-z]", text):
        return text.upper() if any(map(_in_capitals, words)) else text
    return _WORD.sub(lambda m: m.group().upper() if _in_capitals(m.group()) else m.group(), text)


def _in_capitals(word: str) -> bool:
    """Small letters with marks beside a capital that does not begin the word: a capital font."""
    inner = _INNER_CAPITAL.search(word) is not None
    return inner and not _SMALL.isdisjoint(word) and not re.search("[a-z]", word)


def _candidates() -> list[str]:
    return [*charmaps(), "windows-1258", *(f"utf-8/{codec}" for codec in MOJIBAKE)]


def _special_words(texts: Iterable[str]) -> Counter[str]:
    """Count the words with special letters; a sign alone is a mark of a note in any encoding."""
    words = Counter(_RAW_WORDS.findall("\n".join(texts)))
    return Counter(
        {word: n for word, n in words.items() if _special(word) and any(map(str.isalpha, word))}
    )


def _is_syllable(word: str) -> bool:
    composed = unicodedata.normalize("NFC", word)
    lowered = composed.lower()
    if lowered not in syllables():
        return False
    # Capitals inside a word betray a wrong map (`NguyÍn` in VPS terms), unless it is all capitals.
    return composed.islower() or composed.isupper() or composed[1:].islower()


@lru_cache(maxsize=1 << 16)
def reads(word: str, name: str) -> bool:
    """Whether a word is Vietnamese once decoded; rows and columns have many words in common."""
    decoded = _WORDS.findall(decode_text(word, name))
    return bool(decoded) and all(map(_is_syllable, decoded))


def _share(words: Counter[str], name: str = UNICODE) -> float:
    """Share of the special words, by occurrence, that are Vietnamese once decoded."""
    total = sum(words.values())
    good = sum(count for word, count in words.items() if reads(word, name))
    return good / total if total else 1.0


@dataclass(frozen=True)
class Sample:
    """Distinct texts with special letters.

    Attributes
    ----------
    unicode_cells
        Count of the texts with letters that only Unicode has.
    suspects
        The other texts.
    """

    unicode_cells: int
    suspects: list[str]


def sample_of(texts: list[str]) -> Sample:
    """Sample of a few texts, such as a row of headers."""
    special = [t for t in texts if _special(t)]
    suspects = [t for t in special if _ONLY_UNICODE.isdisjoint(t)]
    return Sample(len(special) - len(suspects), suspects)


def _special(text: str) -> bool:
    return not text.isascii() or _SEEN_LATIN.search(text) is not None


def samples(frame: pl.DataFrame) -> dict[str, Sample]:
    """Sample of each column, evenly over it."""
    if not frame.width:
        return {}
    column = pl.all()
    if frame.height > SAMPLED_ROWS:
        column = column.gather_every(frame.height // SAMPLED_ROWS)
    special = frame.select(column.filter(column.str.contains(_NON_ASCII)).implode())
    evenly = [
        pl.col(cells.name).list.gather_every(max(1, cells[0].len() // SAMPLE)).explode()
        for cells in special.iter_columns()
    ]
    texts = special.select(
        e.str.slice(0, LONGEST).unique(maintain_order=True).implode() for e in evenly
    )
    every = pl.all().explode()
    suspects = texts.select(every.filter(~every.str.contains(_ONLY_UNICODE_CLASS)).implode())
    return {
        name: Sample(
            texts[name][0].len() - suspects[name][0].len(),
            list(filter(_special, suspects[name][0].to_list())),
        )
        for name in frame.columns
    }


def decide(sample: Sample) -> Decision:
    """Decide the encoding of a column from a sample of it."""
    suspects, unicode_cells = sample.suspects, sample.unicode_cells
    special = unicode_cells + len(suspects)
    words = _special_words(suspects)
    if all(_SPACE_ALONE.search(word) for word in words):
        return Decision(UNICODE)
    plain = _share(words)
    mostly_unicode = unicode_cells > 0.02 * special
    if mostly_unicode and (plain >= _PLAIN or len(suspects) < 0.01 * special):
        return Decision(UNICODE)
    if plain >= 1 - _CLEAR_LEAD:
        return Decision(UNICODE, share=plain)  # no map can lead clearly
    scores = {name: _share(words, name) for name in _candidates()}
    best = max(scores, key=lambda name: scores[name])
    if plain >= _PLAIN and plain >= scores[best] - _CLEAR_LEAD:
        return Decision(UNICODE, share=plain)
    if scores[best] >= _ENOUGH and _leads(best, scores, words):
        return Decision(best, mixed=mostly_unicode, share=scores[best])
    if plain >= _PLAIN or mostly_unicode:
        return Decision(UNICODE, share=plain)
    return Decision(UNDECIDED, share=scores[best])


def _leads(best: str, scores: dict[str, float], words: Iterable[str]) -> bool:
    """Whether no other map comes near; those that give the same text are no rivals."""
    near = [
        name for name, share in scores.items()
        if scores[best] - share < _CLEAR_LEAD and not _same_family(name, best)
    ]  # fmt: skip
    made = [decode_text(word, best) for word in words]
    return all([decode_text(word, name) for word in words] == made for name in near)


def _same_family(one: str, other: str) -> bool:
    """Whether two names are of one thing: UTF-8 misread is UTF-8, whatever it was taken for."""
    return one == other or (one.startswith("utf-8/") and other.startswith("utf-8/"))


def decode_column(column: pl.Series, decision: Decision) -> pl.Series:
    """Decode a column; work is done once a distinct text."""
    if decision.name in (UNICODE, UNDECIDED):
        return column
    special = column.filter(column.str.contains(_NON_ASCII)).drop_nulls().unique()
    if special.is_empty():
        return column
    texts = special.to_list()
    decoded = [_better(t, decision) for t in texts]
    return column.replace(special, pl.Series(decoded, dtype=pl.String))


def _better(text: str, decision: Decision) -> str:
    decoded = decode_text(text, decision.name)
    if not decision.mixed:
        return decoded
    if not _ONLY_UNICODE.isdisjoint(text):
        return text
    before = _share(_special_words([text]))
    after = _share(_special_words([decoded]))
    return decoded if after > before else text


def better(text: str, name: str) -> str:
    """Decode a short text unless it is Unicode already or decoding makes it worse."""
    if text.isascii() or any(c in _ONLY_UNICODE for c in text):
        return text
    decoded = decode_text(text, name)
    words = _special_words([text])
    return decoded if _share(words, name) >= _share(words) else text


def improves(sample: Sample, name: str) -> bool:
    """Whether a map makes clearly more words Vietnamese than there are without it."""
    words = _special_words(sample.suspects)
    if not words:
        return False
    decoded = _share(words, name)
    return decoded >= _ENOUGH and decoded >= _share(words) + 0.2
