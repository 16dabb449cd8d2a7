"""Two people in every cell of a column: `Họ tên, năm sinh chồng - vợ`.

The column goes to whichever of the two its cells name first; normalising parts the cells.
"""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.normalise.couples import split_names, split_values
from pipelines.sources.normalise.identifiers import number_sex, read_numbers
from pipelines.sources.normalise.name_sex import WOMAN
from pipelines.sources.reading.columns.combined import tells_couple
from pipelines.sources.reading.columns.guess import Guess
from pipelines.sources.reading.columns.readable import sample
from pipelines.sources.reading.headers.asked import asked_of, old_or_new
from pipelines.sources.reading.headers.fold import SEPARATOR, fold
from pipelines.sources.reading.headers.lexicon import Who
from pipelines.sources.reading.headers.persons import without_persons

_KINDS = {Field.BIRTH_DATE: "date", Field.ID_NUMBER: "number", Field.OLD_ID: "number"}
_PAIRS = ((Who.HUSBAND, Who.WIFE), (Who.ADOPTIVE_FATHER, Who.ADOPTIVE_MOTHER))
_BOTH = {
    Who.HUSBAND: re.compile(
        r"\b(?:chong|nam|ong)\b.*\b(?:vo|nu|ba)\b|\bvo\b.*\bchong\b|\bhai ben\b"
    ),
    Who.ADOPTIVE_FATHER: re.compile(r"\b(?:cha|bo)\b.*\bme\b|\bme\b.*\b(?:cha|bo)\b"),
}  # fmt: skip
_HEADED = {
    Who.HUSBAND: re.compile(r"\b(?:chong|nam|ong)\b.*\b(?:vo|nu|ba)\b"),
    Who.ADOPTIVE_FATHER: re.compile(r"\b(?:cha|bo)\b.*\bme\b"),
}
_WOMEN = rf"{WOMAN}|^(?:vợ|bà)\b"
_ONLY_PEOPLE = re.compile(r"^(?:(?:chong|vo|nam|nu|ong|ba|ben|hai|va|cha|bo|me|nuoi|nguoi) ?)+$")
_SAMPLE = 500
_TWO = 0.6  # share of the filled cells that name two
_CLEAR = 0.25  # lead in the share of women's names, or of numbers of a sex


def settle_couples(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Give columns of which each cell tells of a couple to the one whom it names first."""
    roles = {person.role for person in source.persons}
    for pair in _PAIRS:
        if {pair[0].value, pair[1].value} <= roles:
            _settle(pair, guesses, data, alone=len(roles) == len(pair))


def _settle(
    pair: tuple[Who, Who], guesses: list[Guess], data: pl.DataFrame, *, alone: bool
) -> None:
    about = {
        g.at: field
        for g in guesses
        if (field := _asked(g, pair, data.to_series(g.at), alone=alone))
        and _tells_two(field, data.to_series(g.at))
    }
    named = [g for g in guesses if about.get(g.at) is Field.FULL_NAME]
    if len(named) != 1:
        return
    first = _first(pair, named[0], data.to_series(named[0].at))
    if first is None:
        return
    for guess in guesses:
        if guess.at in about:
            who = _of_numbers(pair, first, about[guess.at], data.to_series(guess.at))
            why = f"mỗi ô nêu hai người, {'chồng' if who is pair[0] else 'vợ'} đứng trước"
            if Who.ADOPTIVE_FATHER in pair:
                why = f"mỗi ô nêu hai người, {'cha' if who is pair[0] else 'mẹ'} đứng trước"
            guess.become(about[guess.at], who.value, f"tiêu đề «{guess.header}»: {why}", 0.9)
            guess.reading = replace(guess.reading, who=who, said=True, confidence=0.88)
            guess.pair = True


def _asked(guess: Guess, pair: tuple[Who, Who], column: pl.Series, *, alone: bool) -> Field | None:
    """Find what a header asks of both; None where it asks nothing or speaks of one of them.

    Cells that say `Chồng: …; Vợ: …` themselves need no header that does.
    """
    words = fold(guess.header)
    if guess.told and alone and Who.HUSBAND in pair:
        said = tells_couple(sample(column.drop_nulls(), _SAMPLE))
        if not said.is_empty() and int(said.sum()) >= _TWO * said.len():
            return Field.FULL_NAME
    both = _BOTH[pair[0]].search(words) is not None
    if not both and not (alone and guess.reading.who is Who.UNSAID and not guess.reading.role):
        return None
    if _ONLY_PEOPLE.match(words):
        return Field.FULL_NAME
    leaf = fold(guess.header.rsplit(SEPARATOR, 1)[-1])
    asked = Field.FULL_NAME if _NAMES.search(words) else asked_of(guess.header, words, leaf)
    asked = asked or asked_of(guess.header, without_persons(words), leaf)
    if asked is Field.BIRTH_YEAR:
        asked = Field.BIRTH_DATE
    asked = old_or_new(asked, words) if asked else None
    return asked if asked is Field.FULL_NAME or asked in _KINDS else None


_NAMES = re.compile(r"\bho (?:va )?ten\b|\bho,? chu dem")


def _tells_two(field: Field, column: pl.Series) -> bool:
    cells = sample(column.drop_nulls(), _SAMPLE)
    if cells.is_empty():
        return False
    parts = split_names(cells) if field is Field.FULL_NAME else split_values(cells, _KINDS[field])
    return parts["second"].is_not_null().sum() >= _TWO * cells.len()


def _first(pair: tuple[Who, Who], guess: Guess, column: pl.Series) -> Who | None:
    """Tell who is named first: by the names, else as the header has it; `vợ chồng` is a couple."""
    parts = split_names(sample(column.drop_nulls(), _SAMPLE)).drop_nulls("second")
    first, second = (float(str(parts[n].str.contains(_WOMEN).mean())) for n in ("first", "second"))
    if abs(first - second) >= _CLEAR:
        return pair[1] if first > second else pair[0]
    return pair[0] if _HEADED[pair[0]].search(fold(guess.header)) else None


def _of_numbers(pair: tuple[Who, Who], first: Who, field: Field, column: pl.Series) -> Who:
    """Whose the first numbers are, where their digits of sex say clearly that it is the other."""
    if field is not Field.ID_NUMBER:
        return first
    numbers = split_values(sample(column.drop_nulls(), _SAMPLE), "number")["first"]
    sex = pl.DataFrame({"id": read_numbers(numbers)["person_id"]}).select(number_sex(pl.col("id")))
    said = sex.to_series().drop_nulls()
    if said.len() < 10:
        return first
    men = float(str((said == "male").mean()))
    if abs(men - 0.5) < _CLEAR:
        return first
    return pair[0] if men > 0.5 else pair[1]
