"""Whose each column is: husband's or wife's, the holder's or the other's, or by its neighbours."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.normalise.name_sex import WOMAN
from pipelines.sources.reading.columns.guess import Guess
from pipelines.sources.reading.columns.kin_behind import leave_kin
from pipelines.sources.reading.columns.neighbours import by_neighbours, tell_carers
from pipelines.sources.reading.columns.standing import is_names, part
from pipelines.sources.reading.headers.fold import SEPARATOR
from pipelines.sources.reading.headers.lexicon import Who
from pipelines.sources.reading.headers.meaning import MEANT, read_header
from pipelines.sources.reading.headers.persons import whose
from pipelines.sources.reading.headers.roles import NAMES, PERSONAL, main_role, resolve

_CLEAR = 0.25  # lead in the share of women's names


def place(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Give every column its person."""
    leave_kin(source, guesses)
    part(source, guesses, data)
    if main_role(source) is None:
        _tell_couple(guesses, data)
    if any(person.role == "co_owner" for person in source.persons):
        _tell_by_group(source, guesses)
        _tell_first_holder(guesses)
        _tell_holder(guesses)
        _tell_second_holder(guesses)
    if any(person.role == "adoptive_father" for person in source.persons):
        _tell_adopters(source, guesses)
    tell_carers(source, guesses, data)
    by_neighbours(source, guesses, data)


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


def _tell_adopters(source: Source, guesses: list[Guess]) -> None:
    """Give columns under a group of both adopters to the one whom the group names before them.

    `Người nhận con nuôi / Ông | Ngày sinh | Bà | Ngày sinh`
    """
    before: Guess | None = None
    for guess in guesses:
        group, _, leaf = guess.header.rpartition(SEPARATOR)
        asked = read_header(source, leaf)
        if guess.reading.field in NAMES and guess.reading.who in _ADOPTERS:
            before = guess
        elif is_names(guess):
            before = None
        elif (
            before is not None
            and group
            and before.header.startswith(f"{group}{SEPARATOR}")
            and guess.reading.who is Who.OTHER
            and asked.field in PERSONAL
            and not asked.said
        ):
            field, role = resolve(source, asked.field, before.reading.who)
            guess.become(field, role, f"{asked.why}; thuộc người nêu ở cột tên phía trước", MEANT)
            guess.reading = replace(guess.reading, who=before.reading.who, said=True)


_ADOPTERS = (Who.ADOPTIVE_FATHER, Who.ADOPTIVE_MOTHER)


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
