"""Words of headers that were run together or misspelt.

Database names have no spaces: `SOCMNDVC` is `so cmnd vc`. A misspelt word is none that headers
have, one slip of a key away from one. What it hides may lead away from the row's person (`ngy cấp
căn cước`, `người gám hộ`), so words are put right before a header is understood. A word that fits
its neighbours is believed; without such neighbours only a word that no other could be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from pipelines.sources.declaration import Source
from pipelines.sources.reading.fonts.syllables import syllables
from pipelines.sources.reading.headers.fold import GLUED, SEPARATOR, fold, strip_accents
from pipelines.sources.reading.headers.lexicon import SOMEBODY, WHO, Who
from pipelines.sources.reading.headers.vocabulary import (
    ATTRIBUTES,
    BOXES,
    NOT_RESIDENCE,
    PLACE_PARTS,
    RANK,
    TARGETS,
    UNUSED,
)

_LONGEST_NAME = 10  # letters of a column's name in a dBase file
_GLUED = 6  # letters of a token that may be several words
_PIECE = 2.5  # letters that its words have on average
_LEAST = 3  # letters of a word that may have lost one
_ALONE = 5  # letters at which a word is believed without its neighbours
_TOKEN = re.compile(r"[^\W\d_]+")
_LITERAL = re.compile(r"[a-z]+")
_TELEX = ((re.compile(r"(?<=[a-z])[sfrxj]$"), ""), (re.compile(r"w"), ""),
          (re.compile(r"([aeod])\1"), r"\1"))  # fmt: skip

_AWAY = (
    *(pattern for who, pattern in WHO if who is Who.OTHER),
    *(pattern for _, pattern in UNUSED),
)
_PATTERNS = (
    *(pattern for _, pattern in (*WHO, *UNUSED, *ATTRIBUTES, *TARGETS, *BOXES)),
    *(pattern for _, pattern in (*RANK, *PLACE_PARTS)),
    NOT_RESIDENCE,
    SOMEBODY,
)


@lru_cache(maxsize=16384)
def parted(source: Source, header: str) -> str:
    """Header with words that were run together apart, unaccented; itself where none are."""
    if not header.isascii():
        return header
    return _TOKEN.sub(lambda token: _apart(source, token.group()) or token.group(), header)


@lru_cache(maxsize=16384)
def _apart(source: Source, token: str) -> str | None:
    """Known words that make up a token, as few as possible, the longest first."""
    known, word = _words(source), fold(token)
    if len(word) < _GLUED or " " in word or word in known:
        return None
    best: list[list[str] | None] = [[]]
    for end in range(1, len(word) + 1):
        able = [
            [*before, word[start:end]]
            for start in range(end - 1)
            if (before := best[start]) is not None and word[start:end] in known
        ]
        best.append(min(able, key=len, default=None))
    made = best[-1] or (_cut(known, word, best) if token.isupper() else None)
    if not made or len(word) < _PIECE * len(made) or _near(source, word):
        return None
    return " ".join(made)


def _cut(known: frozenset[str], word: str, best: list[list[str] | None]) -> list[str] | None:
    """Known words that a name of the longest that dBase has is the beginning of: `NGSINHCHON`."""
    if len(word) != _LONGEST_NAME:
        return None
    able = [
        [*before, whole]
        for start in range(2, len(word) - 2)
        if (before := best[start]) is not None
        for whole in known
        if whole.startswith(word[start:]) and len(whole) > len(word) - start
    ]
    return able[0] if len(able) == 1 else None


@lru_cache(maxsize=16384)
def spelt(source: Source, header: str) -> str:
    """Header with its misspelt words put right, unaccented; itself where all are known.

    A word that Vietnamese has, but no header, is taken for a slip only where that leads the column
    away from the row's person: `Ngày lĩnh` is no `Ngày sinh`.
    """
    if not header.isascii() or " " in header.strip():
        return SEPARATOR.join(_spelt(source, level) for level in header.split(SEPARATOR))
    apart = fold(header)  # of a database: `hoTenNguoiGiaamHo`
    right = _spelt(source, apart)
    return header if right == apart else right


def _spelt(source: Source, level: str) -> str:
    pieces = list(_TOKEN.finditer(level))
    words = [fold(piece.group()) for piece in pieces]
    text, shift = level, 0
    for at, (piece, word) in enumerate(zip(pieces, words, strict=True)):
        if len(word) < 2 or word in _words(source) or " " in word:
            continue
        right = _right(source, words, at, piece.group())
        if right is None:
            continue
        words[at] = right
        text = text[: piece.start() + shift] + right + text[piece.end() + shift :]
        shift += len(right) - len(piece.group())
    return text


def _right(source: Source, words: list[str], at: int, written: str) -> str | None:
    """Word that was meant, if one can be told."""
    word = words[at]
    typed = _typed(word)
    if typed in _words(source):
        return typed
    near = _near(source, word)
    away = [w for w in near if _matched(words, at, w, _AWAY)]
    if away:
        return away[0]
    able = [w for w in near if _keeps_marks(source, written, w)]
    if not able:
        # A wrong letter may bring a mark along: `đồưg` between words that leave no other.
        able = [w for w in near if _fit(source, words, at, w) > 1]
    stump = len(word) < _LEAST and not written.isascii()  # `Họ và tê`
    if word in _plain_syllables() and not stump:
        only = _followers(source).get(words[at - 1], frozenset()) if at else frozenset()
        return next(iter(only)) if len(only) == 1 and not only.isdisjoint(near) else None
    fits = {w: _fit(source, words, at, w) for w in able}
    best = [w for w in able if fits[w] == max(fits.values())]
    if len(best) > 1 and len(best[0]) > len(word) >= len(best[1]):
        best = best[:1]  # a letter is sooner left out than typed in place of another: `ngy`
    if len(best) == 1 and (fits[best[0]] or len(word) >= _ALONE):
        return best[0]
    return None


def _typed(word: str) -> str:
    """Word whose Telex keys were left standing: `hoj`, `ngayf`, `teen`."""
    for pattern, instead in _TELEX:
        word = pattern.sub(instead, word)
    return word


def _near(source: Source, word: str) -> list[str]:
    """Known words one slip away: a letter more, less, another, or two exchanged."""
    return [
        other
        for other in sorted(_words(source), key=lambda known: (-len(known), known))
        if (
            len(other) >= (_LEAST if len(word) < _LEAST else min(_LEAST, len(word) - 1))
            or other == word[::-1]
        )
        and abs(len(other) - len(word)) <= 1
        and OSA.distance(word, other, score_cutoff=1) <= 1
    ]


def _fit(source: Source, words: list[str], at: int, word: str) -> int:
    """How many phrases that headers have a word makes with the words beside it."""
    if len(words) == 1:
        return int(word in _phrases(source))
    tried = [*words[:at], word, *words[at + 1 :]]
    pairs = {" ".join(tried[i : i + 2]) for i in (at - 1, at) if 0 <= i < len(tried) - 1}
    return len(pairs & _pairs(source)) + _matched(words, at, word, _PATTERNS)


def _matched(words: list[str], at: int, word: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    """Whether a phrase of the vocabulary has the word and one beside it."""
    text = " ".join([*words[:at], word, *words[at + 1 :]])
    start = len(" ".join(words[:at])) + bool(at)
    end = start + len(word)
    spans = (match.span() for pattern in patterns for match in pattern.finditer(text))
    return any(a <= start and end <= b and b - a > len(word) for a, b in spans)


def _keeps_marks(source: Source, written: str, word: str) -> bool:
    """Whether no mark was written that the word does not have: `lĩnh` is no `sinh`."""
    accented = _accented(source).get(word)
    marks = _marks(written)
    return not marks or not accented or any(marks <= _marks(form) for form in accented)


def _marks(text: str) -> frozenset[str]:
    return frozenset(c for c in unicodedata.normalize("NFD", text) if unicodedata.combining(c))


@lru_cache(maxsize=64)
def _words(source: Source) -> frozenset[str]:
    """Folded words that headers of the list have, declared or told by their meaning."""
    told = {w for p in _PATTERNS for w in _LITERAL.findall(re.sub(r"\\.", " ", p.pattern))}
    declared = {word for phrase in _phrases(source) for word in phrase.split()}
    return frozenset(w for w in told | declared | set(GLUED) if len(w) > 1)


@lru_cache(maxsize=64)
def _phrases(source: Source) -> frozenset[str]:
    return frozenset(fold(header) for column in source.columns for header in column.headers)


@lru_cache(maxsize=64)
def _pairs(source: Source) -> frozenset[str]:
    """Words that stand side by side in a declared header."""
    worded = [phrase.split() for phrase in _phrases(source)]
    return frozenset(" ".join(pair) for words in worded for pair in pairwise(words))


@lru_cache(maxsize=64)
def _followers(source: Source) -> dict[str, frozenset[str]]:
    """Word → words that follow it in declared headers: after `giới` only `tính`."""
    after: dict[str, set[str]] = {}
    for pair in _pairs(source):
        first, second = pair.split()
        after.setdefault(first, set()).add(second)
    return {word: frozenset(found) for word, found in after.items()}


@lru_cache(maxsize=64)
def _accented(source: Source) -> dict[str, frozenset[str]]:
    """Words of declared headers as they are written with marks."""
    forms: dict[str, set[str]] = {}
    for column in source.columns:
        for header in column.headers:
            for token in _TOKEN.findall(header.lower()):
                forms.setdefault(fold(token), set()).add(token)
    return {word: frozenset(written) for word, written in forms.items()}


@cache
def _plain_syllables() -> frozenset[str]:
    return frozenset(strip_accents(syllable) for syllable in syllables())
