"""Several columns of one meaning: one is preferred by a stated rule, or the officer is asked."""

from __future__ import annotations

import re
from itertools import combinations

import polars as pl

from pipelines.sources.declaration import Field
from pipelines.sources.normalise.dates import read_dates
from pipelines.sources.reading.columns.guess import Guess, listed
from pipelines.sources.reading.columns.readable import OTHERS, SAME, agreement
from pipelines.sources.reading.columns.standing import somebody
from pipelines.sources.reading.headers.lexicon import Who
from pipelines.sources.reading.headers.meaning import MISSPELT
from pipelines.sources.reading.headers.needed import LABELS, NEEDED, THRESHOLD
from pipelines.sources.reading.headers.vocabulary import SAYS_LUNAR

_ENOUGH_CELLS = 5
_WORDS = 0.8  # share of cells that say the sex in words, where another column has a code


def settle_rivals(guesses: list[Guess], data: pl.DataFrame) -> list[str]:
    """Leave one column for each meaning, by a stated preference, or ask."""
    problems = []
    groups: dict[tuple[Field, str], list[Guess]] = {}
    for guess in guesses:
        if guess.reading.field is not Field.IGNORED:
            groups.setdefault(guess.key, []).append(guess)
    problems += _two_years(groups, data)
    for (field, _), rivals in groups.items():
        if len(rivals) == 1 or _all_complete_each_other(rivals, data):
            continue
        chosen = None if any(map(_other_name, rivals)) else _preferred(rivals, data)
        chosen = chosen or _by_number(rivals, groups, data)
        if chosen is None and field in NEEDED:
            problems.append(f"{listed(rivals)} cùng có nghĩa «{LABELS.get(field, field.value)}»")
            continue
        kept = chosen or rivals[0]
        for rival in rivals:
            if rival is not kept:
                _give_up(rival, kept, guesses)
    return problems


def _by_number(
    rivals: list[Guess], groups: dict[tuple[Field, str], list[Guess]], data: pl.DataFrame
) -> Guess | None:
    """Choose the only births whose years are those that the identification numbers tell."""
    field, role = rivals[0].key
    numbers = groups.get((Field.ID_NUMBER, role), [])
    if field not in (Field.BIRTH_DATE, Field.BIRTH_YEAR) or len(numbers) != 1:
        return None
    number = data.to_series(numbers[0].at)
    shares = [agreement(number, data.to_series(rival.at)) for rival in rivals]
    told = [r for r, share in zip(rivals, shares, strict=True) if share and share >= SAME]
    others = [r for r, share in zip(rivals, shares, strict=True) if (share or 0.0) < OTHERS]
    if len(told) != 1 or len(others) != len(rivals) - 1:
        return None
    told[0].evidence = f"{told[0].evidence}; năm sinh trong số định danh khớp"
    return told[0]


def _give_up(rival: Guess, kept: Guess, guesses: list[Guess]) -> None:
    """Leave a column aside, and with a name all that its header says to be of the same person."""
    why = f"đã dùng cột {kept.at + 1} «{kept.header}» cho nghĩa này"
    person = somebody(rival.words) if rival.reading.field is Field.FULL_NAME else ""
    if person and person != somebody(kept.words):
        for guess in guesses:
            if guess.reading.role == rival.reading.role and somebody(guess.words) == person:
                guess.drop(f"của người khác: {why}")
    rival.drop(why)


def _two_years(groups: dict[tuple[Field, str], list[Guess]], data: pl.DataFrame) -> list[str]:
    """Tell of years of men and of women in the same rows: they are of two people."""
    problems = []
    for (field, role), men in groups.items():
        women = groups.get((Field.BIRTH_YEAR_FEMALE, role))
        if field is not Field.BIRTH_YEAR_MALE or not women:
            continue
        # Headers that pages repeat are words.
        one, other = (
            data.to_series(g[0].at).str.contains(r"\d").fill_null(value=False) for g in (men, women)
        )
        if int((one & other).sum()) > _FEW * int((one | other).sum()):
            problems.append(f"{listed([men[0], women[0]])} có cả hai năm sinh ở một dòng")
    return problems


_FEW = 0.05  # share of the rows
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
    if len({SAYS_LUNAR.search(rival.words) is None for rival in rivals}) > 1:
        return False
    for one, other in combinations(rivals, 2):
        a, b = data.to_series(one.at), data.to_series(other.at)
        filled = min(int(a.is_not_null().sum()), int(b.is_not_null().sum()))
        both = a.is_not_null() & b.is_not_null()
        differing = int((both & (a != b)).sum())
        if differing and rivals[0].reading.field is Field.ID_NUMBER:
            differing = _numbers_differ(a.filter(both), b.filter(both))
        if differing > 0.02 * max(1, filled):
            return False
    for guess in rivals:
        guess.evidence = f"{guess.evidence}; các cột cùng nghĩa bổ sung cho nhau"
    return True


def _numbers_differ(one: pl.Series, other: pl.Series) -> int:
    """Count cells of which neither has the other's whole number: `CCCD số 068…, cấp ngày …`."""
    a, b = pl.col("a"), pl.col("b")
    within = a.str.contains(b, literal=True) & b.str.contains(_WHOLE)
    around = b.str.contains(a, literal=True) & a.str.contains(_WHOLE)
    return int(pl.DataFrame({"a": one, "b": other}).select((~(within | around)).sum()).item())


_WHOLE = r"^\d{9}(?:\d{3})?$"


def _surname_and_middle(rivals: list[Guess]) -> bool:
    """Whether two columns hold surname and middle name, one each."""
    middle = [g for g in rivals if _MIDDLE.search(g.words)]
    surname = [g for g in rivals if _SURNAME.search(g.words) and g not in middle]
    if len(rivals) != 2 or len(middle) != 1 or len(surname) != 1 or surname[0].at > middle[0].at:
        return False
    for guess in rivals:
        guess.evidence = f"{guess.evidence}; họ và chữ đệm ở hai cột, ghép lại"
    return True


_MIDDLE = re.compile(r"\b(?:dem|lot|middle)\b")
_SURNAME = re.compile(r"\b(?:ho|surname|(?:last|family) ?name)\b")


def _preferred(rivals: list[Guess], data: pl.DataFrame) -> Guess | None:
    """Choose by rank, then contents, then header; None where nothing decides."""
    for better in (
        [r for r in rivals if not SAYS_LUNAR.search(r.words)],
        [r for r in rivals if r.reading.field is Field.SEX and r.seen.sex >= _WORDS],
        [r for r in rivals if r.confidence >= THRESHOLD],
        [r for r in rivals if r.reading.said and r.reading.who is not Who.MAIN],
        [r for r in rivals if r.reading.confidence > MISSPELT or _names_another(r, rivals)],
    ):
        if 0 < len(better) < len(rivals):
            left = [r for r in rivals if r not in better]
            if _of_others(better, left, data):
                return None
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
        return max(ordered, key=lambda r: (r.seen.full_date, r.seen.filled, -r.at))
    return None


def _of_others(better: list[Guess], left: list[Guess], data: pl.DataFrame) -> bool:
    """Whether a column headed as names, left for one that only says who, is of other people."""
    return any(
        one.reading.field is Field.FULL_NAME
        and not _NAMES.search(one.words)
        and _NAMES.search(other.words) is not None
        and other.confidence >= THRESHOLD
        and not _agree(data, one, other)
        for one in better
        for other in left
    )


_NAMES = re.compile(r"\b(?:ho ?(?:va )?ten|name)\b")


def _names_another(guess: Guess, rivals: list[Guess]) -> bool:
    """Whether a column of names is of a person whom none of its rivals names."""
    person = somebody(guess.words)
    named = guess.reading.field is Field.FULL_NAME and bool(person)
    return named and all(somebody(r.words) != person for r in rivals if r is not guess)


def _other_name(guess: Guess) -> bool:
    """Whether names are of another person than what stands beside: then that may be the other's."""
    return guess.stranger and guess.reading.field is Field.FULL_NAME


def _agree(data: pl.DataFrame, one: Guess, other: Guess) -> bool:
    """Whether two columns say the same where both are filled."""
    field = one.reading.field
    same = _plain(field, data.to_series(one.at)) == _plain(field, data.to_series(other.at))
    compared = same.drop_nulls()
    return compared.len() >= _ENOUGH_CELLS and int(compared.sum()) >= 0.95 * compared.len()


def _plain(field: Field, column: pl.Series) -> pl.Series:
    """Cells without what two writings of one thing may differ in: dates by their year."""
    if field in (Field.BIRTH_DATE, Field.BIRTH_YEAR):
        return read_dates(column)["year"]
    if field is Field.FULL_NAME:
        letters = column.str.to_lowercase().str.normalize("NFKD").str.replace_all("đ", "d")
        return letters.str.replace_all(r"[^a-z]", "")
    return column
