"""Whose each column is, where headers leave it unsaid: by neighbours and by contents."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.normalise.name_sex import WOMAN
from pipelines.sources.reading.contents import share_of
from pipelines.sources.reading.evidence import own_by_cells
from pipelines.sources.reading.fold import SEPARATOR, fold
from pipelines.sources.reading.guess import Guess
from pipelines.sources.reading.lexicon import Who
from pipelines.sources.reading.persons import who_of, whose
from pipelines.sources.reading.roles import NAMES, NAMING, PERSONAL, main_role, resolve, thing
from pipelines.sources.reading.standing import is_names, part, somebody

#: Fields of which each named person may have their own: told apart by the name before them.
_EACH_HAS = frozenset({Field.BIRTH_DATE, Field.ID_NUMBER, Field.OLD_ID})
_TOLD_BY_CELLS = _EACH_HAS | {Field.SEX, Field.BIRTH_YEAR}
_CLEAR = 0.25  # lead in the share of women's names


def place(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Give every column its person."""
    part(source, guesses, data)
    if main_role(source) is None:
        _tell_couple(guesses, data)
    if any(person.role == "co_owner" for person in source.persons):
        _tell_by_group(source, guesses)
        _tell_first_holder(guesses)
        _tell_holder(guesses)
        _tell_second_holder(guesses)
    _by_neighbours(source, guesses, data)


def _tell_couple(guesses: list[Guess], data: pl.DataFrame) -> None:
    """Tell husband from wife by their names, where two name columns are headed alike."""
    unsaid = [g for g in guesses if g.reading.field is Field.FULL_NAME and not g.reading.said]
    said = [g for g in guesses if g.reading.field is Field.FULL_NAME and g.reading.said]
    if len(unsaid) == len(said) == 1 and said[0].reading.who in _OF_COUPLE:
        who = _OF_COUPLE[said[0].reading.who]
        unsaid[0].become(Field.FULL_NAME, who.value, f"{unsaid[0].evidence}; là người kia")
        unsaid[0].reading = replace(unsaid[0].reading, who=who, said=True)
    if len(unsaid) != 2 or said:
        return
    women = [_share_of_women(data.to_series(g.at)) for g in unsaid]
    if abs(women[0] - women[1]) < _CLEAR:
        return
    for guess, share in zip(unsaid, women, strict=True):
        who = Who.WIFE if share == max(women) else Who.HUSBAND
        told = "nhiều tên đệm Thị hơn" if who is Who.WIFE else "ít tên đệm Thị hơn"
        guess.become(Field.FULL_NAME, who.value, f"{guess.evidence}; {told} cột kia")
        guess.reading = replace(guess.reading, who=who, said=True)


_OF_COUPLE = {Who.HUSBAND: Who.WIFE, Who.WIFE: Who.HUSBAND}


def _share_of_women(names: pl.Series) -> float:
    share = names.drop_nulls().str.contains(WOMAN).mean()
    return float(str(share)) if share is not None else 0.0


def _tell_by_group(source: Source, guesses: list[Guess]) -> None:
    """Give columns to the holder or the other whom their group names.

    Under `Người sử dụng đất` beside `Đồng sử dụng`, `Họ tên vợ` only says which of the couple
    holds the land.
    """
    said = {g.at: _holder_of_group(source, g) for g in guesses if SEPARATOR in g.header}
    if not {Who.MAIN, Who.CO_OWNER} <= set(said.values()):
        return
    for guess in guesses:
        who = said.get(guess.at)
        if who is None or guess.reading.who not in _OF_COUPLE or not guess.reading.role:
            continue
        field, role = resolve(source, guess.reading.field, who)
        guess.become(field, role, f"{guess.evidence}; nhóm cột nêu ai đứng tên")
        guess.reading = replace(guess.reading, who=who)


def _holder_of_group(source: Source, guess: Guess) -> Who | None:
    """Whether the group over a column is of the holder or of the other holder."""
    who = whose(source, guess.header.rsplit(SEPARATOR, 1)[0])
    if who in (Who.CO_OWNER, Who.SPOUSE):
        return Who.CO_OWNER
    return Who.MAIN if who is Who.MAIN else None


def _tell_first_holder(guesses: list[Guess]) -> None:
    """Take the husband or wife before an unnamed other (`đồng sử dụng`) for the holder."""
    names = [g for g in guesses if g.reading.field is Field.FULL_NAME and g.reading.role]
    first = [g for g in names if g.reading.who in _OF_COUPLE]
    other = [g for g in names if g.reading.who in (Who.CO_OWNER, Who.SPOUSE)]
    if len(names) != 2 or len(first) != 1 or len(other) != 1 or first[0].at > other[0].at:
        return
    _make_holder(guesses, first[0].reading.who)


def _tell_holder(guesses: list[Guess]) -> None:
    """Settle who of husband and wife is the holder: the one without a name column of their own."""
    names = [g for g in guesses if g.reading.field is Field.FULL_NAME and g.reading.role]
    others = any(g.reading.field is Field.IGNORED and is_names(g) for g in guesses)
    if len(names) == 1 and names[0].key == (Field.FULL_NAME, "co_owner") and not others:
        why = f"{names[0].evidence}; là cột họ tên duy nhất, của cả hai"
        names[0].become(Field.FULL_NAME, "owner", why)
        return
    couple = (Who.HUSBAND, Who.WIFE)
    named = {g.reading.who for g in guesses if g.reading.field is Field.FULL_NAME}
    mentioned = {g.reading.who for g in guesses if g.reading.role == "co_owner"} & set(couple)
    if mentioned != set(couple):
        return
    own = any(g.key == (Field.FULL_NAME, "owner") for g in guesses)
    holders = [who for who in couple if who not in named] if own else [Who.HUSBAND]
    if len(holders) != 1:
        return
    _make_holder(guesses, holders[0])


def _make_holder(guesses: list[Guess], who: Who) -> None:
    """Take what is said of one of a couple for the holder's."""
    for guess in guesses:
        if guess.reading.who is who and guess.reading.role == "co_owner":
            guess.become(guess.reading.field, "owner", f"{guess.evidence}; là người đứng tên")
            guess.reading = replace(guess.reading, who=Who.MAIN)


def _tell_second_holder(guesses: list[Guess]) -> None:
    """Take a second block under the same headers for the second holder."""
    names = [g for g in guesses if g.key == (Field.FULL_NAME, "owner") and not g.reading.said]
    others = any(g.key == (Field.FULL_NAME, "co_owner") for g in guesses)
    if len(names) != 2 or others or len({_unnumbered(g.words) for g in names}) != 1:
        return
    second = names[1]
    second.become(Field.FULL_NAME, "co_owner", f"{second.evidence}; nhóm cột người thứ hai")
    second.reading = replace(second.reading, who=Who.CO_OWNER, said=True)


def _unnumbered(words: str) -> str:
    """Leave the number of the person out of a header: `Họ tên 1`, `Họ tên (2)`."""
    return words.rstrip(" 12")


def _by_neighbours(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Give columns whose header names nobody to the person whose name stands before them.

    The only column of its kind is the row's person's, but not where it follows somebody else's name
    and the own name comes behind: there its cells must say so, or the headers of what is that other
    person's, which say whose they are.
    """
    role = main_role(source)
    equals = role is None
    own = [g for g in guesses if g.reading.role == role and g.reading.field in NAMES]
    named_at = own[0].at if own else -1
    counts: dict[Field, int] = {}
    for guess in guesses:
        if not guess.reading.said and guess.reading.field in PERSONAL:
            counts[guess.reading.field] = counts.get(guess.reading.field, 0) + 1
    said = _things_said(guesses)
    taken: set[tuple[Field, str]] = set()
    context: Who | None = None
    named: Guess | None = None  # the last column of names
    stranger: Guess | None = None  # whose name was last, if nobody's of the list
    for guess in guesses:
        reading = guess.reading
        grouped = _by_group(guess, named)
        named = guess if is_names(guess) else named
        other = reading.who is Who.OTHER and (reading.confidence > 0 or is_names(guess))
        names = reading.field in NAMING or other
        if (reading.said and not grouped) or (names and reading.who is not Who.UNSAID):
            context = reading.who
            if is_names(guess):
                stranger = guess if context is Who.OTHER else None
        elif reading.field in PERSONAL and (grouped or not somebody(guess.words)):
            repeated = guess.key in taken
            if reading.field in NAMING and not repeated:
                context = None if not equals else context
                stranger = None
            asked = thing(reading.field)
            theirs = said.get(context, frozenset()) if context and not equals else frozenset()
            several = (
                reading.field in _EACH_HAS
                and counts.get(reading.field, 0) > 1
                and asked not in theirs
            )
            before = guess.at < named_at and reading.field in _TOLD_BY_CELLS
            after = stranger is not None and reading.field in _TOLD_BY_CELLS
            if context and not several and not theirs and (before or after):
                proved = own_by_cells(guess, [g for g in guesses if g.key[1] == role], data)
                several = not proved if before else proved is False
                # A number says who somebody is: one that nothing proves is asked about.
                doubtful = stranger if asked is Field.ID_NUMBER and not several else None
                guess.behind = doubtful.at if doubtful else None
            if context and (equals or (repeated and asked not in theirs) or several):
                _hand(source, guess, context)
        taken.add(guess.key)


def _by_group(guess: Guess, named: Guess | None) -> bool:
    """Whether a group alone says that a column is the row's, behind another named in the group."""
    group, _, leaf = guess.header.rpartition(SEPARATOR)
    within = named is not None and named.header.startswith(f"{group}{SEPARATOR}")
    alone = guess.reading.who is Who.MAIN and not is_names(guess)
    return bool(group) and within and alone and who_of(fold(leaf)) is Who.UNSAID


def _things_said(guesses: list[Guess]) -> dict[Who, frozenset[Field]]:
    """Other people whose numbers or births are headed as theirs, and these things."""
    said: dict[Who, set[Field]] = {}
    for guess in guesses:
        reading, seen = guess.reading, guess.seen
        if not reading.said or reading.who is Who.MAIN:
            continue
        numbers = seen.number > _MOST
        born = _BORN.search(guess.words) and share_of(Field.BIRTH_DATE, seen) > _MOST
        if (numbers or born) and not is_names(guess):
            asked = Field.ID_NUMBER if numbers else Field.BIRTH_DATE
            said.setdefault(reading.who, set()).add(asked)
    return {who: frozenset(things) for who, things in said.items()}


_MOST = 0.5  # share of cells
_BORN = re.compile(r"\bsinh\b|\bns\b|\bsn\b|birth|\bdob\b")


def _hand(source: Source, guess: Guess, context: Who) -> None:
    reading = guess.reading
    field, role = resolve(source, reading.field, context)
    if (field, role) == guess.key:
        return
    why = "thuộc người nêu ở cột tên phía trước"
    if field is Field.IGNORED:
        why = "của người không thuộc danh sách, nêu ở cột tên phía trước"
    guess.become(field, role, f"{reading.why}; {why}")
