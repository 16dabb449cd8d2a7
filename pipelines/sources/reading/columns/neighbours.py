"""Whose a column is whose header names nobody: the row's person's, or of who is named before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.normalise.dates import read_dates
from pipelines.sources.reading.columns.contents import share_of
from pipelines.sources.reading.columns.date_parts import is_day
from pipelines.sources.reading.columns.evidence import own_by_cells
from pipelines.sources.reading.columns.guess import Guess
from pipelines.sources.reading.columns.standing import is_names, somebody
from pipelines.sources.reading.headers.fold import SEPARATOR, fold
from pipelines.sources.reading.headers.lexicon import Kind, Who, own_kinds
from pipelines.sources.reading.headers.persons import who_of
from pipelines.sources.reading.headers.roles import (
    NAMES,
    NAMING,
    PERSONAL,
    main_role,
    resolve,
    thing,
)

#: Fields of which each named person may have their own: told apart by the name before them.
_EACH_HAS = frozenset({Field.BIRTH_DATE, Field.ID_NUMBER, Field.OLD_ID})
_TOLD_BY_CELLS = _EACH_HAS | {Field.SEX, Field.BIRTH_YEAR}


def tell_carers(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Take for another's what is born a generation before the row's person, behind unread words.

    `Họ tên cháu | Ngày tháng năm sinh | … | Đang ở với | Năm sinh`: with whom a child lives.
    """
    own = next((g for g in guesses if g.reading.role == main_role(source)
                and g.reading.field in NAMES), None)  # fmt: skip
    births = [g for g in guesses if g.reading.field is Field.BIRTH_DATE and not g.reading.said]
    if own is None or len(births) < 2 or births[0].at != own.at + 1:
        return
    for birth in births[1:]:
        words = guesses[birth.at - 1]
        unread = words.reading.field is Field.IGNORED and words.reading.who is Who.UNSAID
        if unread and words.seen.several_words >= _MOST and _of_elders(births[0], birth, data):
            words.disown()
        if words.key == own.key and _of_children(source) and _of_elders(births[0], birth, data):
            words.drop("tên người lớn cạnh tên trẻ, cùng tiêu đề")
            words.disown()


def _of_children(source: Source) -> bool:
    return not {Kind.CHILD, Kind.PUPIL}.isdisjoint(own_kinds(source))


def _of_elders(own: Guess, other: Guess, data: pl.DataFrame) -> bool:
    """Whether births are those of people who could be the parents of the row's own."""
    born, elder = (read_dates(data.to_series(g.at))["year"] for g in (own, other))
    before = (born - elder).drop_nulls()
    return before.len() >= _ENOUGH and int((before >= _GENERATION).sum()) >= _ALL * before.len()


@dataclass
class _Before:
    """Who was named in the columns before one.

    Attributes
    ----------
    who
        The last whom a header named; None where that is the row's person.
    names
        The last column of names.
    stranger
        That column where the names are nobody's of the list.
    """

    who: Who | None = None
    names: Guess | None = None
    stranger: Guess | None = None


@dataclass(frozen=True)
class _Row:
    """What the columns of a sheet together tell of whose each can be.

    Attributes
    ----------
    role
        Of the row's person; None where two people are equals.
    named_at
        Place of the first column of their name, -1 without one.
    unsaid
        How many columns ask for a field and name nobody.
    said
        Other people whose numbers or births are headed as theirs, and these things.
    """

    role: str | None
    named_at: int
    unsaid: Mapping[Field, int]
    said: Mapping[Who, frozenset[Field]]
    guesses: list[Guess]
    data: pl.DataFrame

    def own_by_cells(self, guess: Guess) -> bool | None:
        """Whether cells tell that a column is the row's person's; None where nothing tells."""
        own = [g for g in self.guesses if g.key[1] == self.role and not _is_day_of_birth(g)]
        return own_by_cells(guess, own, self.data)


def by_neighbours(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Give columns whose header names nobody to the person whose name stands before them."""
    role = main_role(source)
    own = (g.at for g in guesses if g.reading.role == role and g.reading.field in NAMES)
    whole = [g for g in guesses if not _is_day_of_birth(g)]
    unsaid = Counter(g.reading.field for g in whole if not g.reading.said)
    row = _Row(role, next(own, -1), unsaid, _things_said(guesses), guesses, data)
    before, taken = _Before(), set[tuple[Field, str]]()
    for guess in guesses:
        reading = guess.reading
        grouped = _by_group(guess, before.names)
        if is_names(guess):
            before.names = guess
        if (reading.said and not grouped) or _names_somebody(guess):
            before.who = reading.who
            if is_names(guess):
                before.stranger = guess if reading.who is Who.OTHER else None
        elif reading.field in PERSONAL and (grouped or not somebody(guess.words)):
            repeated = guess.key in taken
            if reading.field in NAMING and not repeated:
                before.who = before.who if role is None else None
                before.stranger = None
            if before.who and _is_theirs(guess, row, before, before.who, repeated=repeated):
                _hand(source, guess, before.who)
        if not _is_day_of_birth(guess):
            taken.add(guess.key)


def _is_day_of_birth(guess: Guess) -> bool:
    """Whether a column holds the day of a birth alone: the year is then no second birth."""
    return guess.reading.field is Field.BIRTH_DATE and is_day(guess)


def _names_somebody(guess: Guess) -> bool:
    """Whether a column is of names, and its header says whose."""
    reading = guess.reading
    if reading.who is Who.OTHER and (reading.confidence > 0 or is_names(guess)):
        return True
    return reading.field in NAMING and reading.who is not Who.UNSAID


def _is_theirs(guess: Guess, row: _Row, before: _Before, who: Who, *, repeated: bool) -> bool:
    """Whether a column that names nobody is of who was named before it.

    The only column of its kind is the row's person's, but not where it follows somebody else's name
    and the own name comes behind: there its cells must say so, or the headers of what is that other
    person's, which say whose they are.
    """
    if row.role is None:
        return True
    field, asked = guess.reading.field, thing(guess.reading.field)
    theirs = row.said.get(who, frozenset())
    if asked in theirs:
        return False
    if repeated or (field in _EACH_HAS and row.unsaid[field] > 1):
        return True
    leading = guess.at < row.named_at
    if theirs or field not in _TOLD_BY_CELLS or not (leading or before.stranger):
        return False
    proved = row.own_by_cells(guess)
    if proved is False or (leading and not proved):
        return True
    if asked is Field.ID_NUMBER and before.stranger:
        # A number says who somebody is: one that nothing proves is asked about.
        guess.behind = before.stranger.at
    return False


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


_MOST, _ALL = 0.5, 0.95  # shares of cells
_ENOUGH = 5  # rows in which two births are compared
_GENERATION = 14  # years between a child and the youngest who bring it up
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
