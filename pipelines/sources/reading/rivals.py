"""Several columns of one meaning: one is preferred by a stated rule, or the officer is asked."""

from __future__ import annotations

import re
from itertools import combinations

import polars as pl

from pipelines.sources.declaration import Field
from pipelines.sources.reading.guess import Guess, listed
from pipelines.sources.reading.lexicon import Who
from pipelines.sources.reading.meaning import MISSPELT
from pipelines.sources.reading.needed import LABELS, NEEDED, THRESHOLD

_ENOUGH_CELLS = 5


def settle_rivals(guesses: list[Guess], data: pl.DataFrame) -> list[str]:
    """Leave one column for each meaning, by a stated preference, or ask."""
    problems = []
    groups: dict[tuple[Field, str], list[Guess]] = {}
    for guess in guesses:
        if guess.reading.field is not Field.IGNORED:
            groups.setdefault(guess.key, []).append(guess)
    for (field, _), rivals in groups.items():
        if len(rivals) == 1 or _all_complete_each_other(rivals, data):
            continue
        chosen = _preferred(rivals, data)
        if chosen is None and field in NEEDED:
            problems.append(f"{listed(rivals)} cùng có nghĩa «{LABELS.get(field, field.value)}»")
            continue
        kept = chosen or rivals[0]
        for rival in rivals:
            if rival is not kept:
                rival.drop(f"đã dùng cột {kept.at + 1} «{kept.header}» cho nghĩa này")
    return problems


_COMPLETING = frozenset(
    {
        Field.ID_NUMBER, Field.SPOUSE_NAME, Field.SPOUSE_ID, Field.SPOUSE_BIRTH, Field.FATHER_ID,
        Field.MOTHER_ID, Field.BIRTH_DATE, Field.BIRTH_YEAR,
    }
)  # fmt: skip


def _all_complete_each_other(rivals: list[Guess], data: pl.DataFrame) -> bool:
    """Whether columns of one meaning are hardly ever filled together, or say the same."""
    if rivals[0].reading.field is Field.FAMILY_NAME:
        return _surname_and_middle(rivals)
    if rivals[0].reading.field not in _COMPLETING:
        return False
    for one, other in combinations(rivals, 2):
        a, b = data.to_series(one.at), data.to_series(other.at)
        filled = min(int(a.is_not_null().sum()), int(b.is_not_null().sum()))
        both = a.is_not_null() & b.is_not_null()
        differing = int((both & (a != b)).sum())
        if differing > 0.02 * max(1, filled):
            return False
    for guess in rivals:
        guess.evidence = f"{guess.evidence}; các cột cùng nghĩa bổ sung cho nhau"
    return True


def _surname_and_middle(rivals: list[Guess]) -> bool:
    """Whether two columns hold surname and middle name, one each."""
    middle = [g for g in rivals if _MIDDLE.search(g.words)]
    surname = [g for g in rivals if _SURNAME.search(g.words) and g not in middle]
    if len(rivals) != 2 or len(middle) != 1 or len(surname) != 1 or surname[0].at > middle[0].at:
        return False
    for guess in rivals:
        guess.evidence = f"{guess.evidence}; họ và chữ đệm ở hai cột, ghép lại"
    return True


_MIDDLE = re.compile(r"\b(?:dem|lot)\b")
_SURNAME = re.compile(r"\bho\b")


def _preferred(rivals: list[Guess], data: pl.DataFrame) -> Guess | None:
    """Choose by rank, then contents, then header; None where nothing decides."""
    for better in (
        [r for r in rivals if r.confidence >= THRESHOLD],
        [r for r in rivals if r.reading.said and r.reading.who is not Who.MAIN],
        [r for r in rivals if r.reading.confidence > MISSPELT],
    ):
        if 0 < len(better) < len(rivals):
            return _preferred(better, data) if len(better) > 1 else better[0]
    best_rank = min(r.reading.rank for r in rivals)
    first = [r for r in rivals if r.reading.rank == best_rank and r.seen.cells > 0]
    if len(first) == 1:
        return first[0]
    filled = [r for r in rivals if r.seen.cells > 0]
    if len(filled) == 1:
        return filled[0]
    if not filled:
        return rivals[0]
    ordered = sorted(first or filled, key=lambda r: (-r.confidence, r.at))
    if ordered[0].confidence - ordered[1].confidence >= 0.15:
        return ordered[0]
    if all(_agree(data, ordered[0], other) for other in ordered[1:]):
        return max(ordered, key=lambda r: (r.seen.filled, -r.at))
    return None


def _agree(data: pl.DataFrame, one: Guess, other: Guess) -> bool:
    """Whether two columns say the same where both are filled."""
    a, b = data.to_series(one.at), data.to_series(other.at)
    both = a.is_not_null() & b.is_not_null()
    compared = int(both.sum())
    same = int((both & (a == b)).sum())
    return compared >= _ENOUGH_CELLS and same >= 0.95 * compared
