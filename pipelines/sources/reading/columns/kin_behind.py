"""Kin who have columns of their own behind those of the row's person: a borrower and the heir.

`Người vay | Năm sinh | Số CCCD | Người thừa kế | Năm sinh | Số CCCD`: what is asked a second time,
behind the name of kin, is theirs, though no header says so and none of the names is declared.
"""

from __future__ import annotations

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.columns.guess import Guess
from pipelines.sources.reading.columns.standing import person_words
from pipelines.sources.reading.headers.lexicon import Kind, declared_kinds, kinds, related
from pipelines.sources.reading.headers.meaning import NOTHING
from pipelines.sources.reading.headers.roles import NAMES, ONES_OWN, main_role, thing

_NAMES = 0.8  # share of cells that are names
_STRANGERS = frozenset({Kind.STAFF, Kind.DECEASED})


def leave_kin(source: Source, guesses: list[Guess]) -> None:
    """Leave kin aside who stand behind somebody else of whom the same is asked, and more or none.

    Not in lists of land, nor of those whose kin draw what they have merited: there the heir may be
    whom the row is of.
    """
    if main_role(source) != "" or Kind.MERIT in declared_kinds(source):
        return
    named = [g for g in guesses if g.seen.name >= _NAMES and g.words and _may_name(g)]
    if len(named) != 2:
        return
    own, kin = named
    if Kind.RELATIVE not in kinds(person_words(kin.words)) or not _may_be_own(source, own):
        return
    asked = [g for g in guesses if g.reading.field in ONES_OWN and not g.reading.said]
    mine = {thing(g.reading.field) for g in asked if own.at < g.at < kin.at}
    theirs = {thing(g.reading.field) for g in asked if g.at > kin.at}
    before = any(g.at < own.at for g in asked)
    if theirs and theirs <= mine and not before:
        if kin.reading.field in NAMES:
            kin.drop("của người thân, đứng sau cột của chính chủ")
        kin.disown()


def _may_name(guess: Guess) -> bool:
    unread = guess.reading.field is Field.IGNORED and guess.reading.confidence <= NOTHING
    return guess.reading.field in NAMES or unread


def _may_be_own(source: Source, guess: Guess) -> bool:
    person = person_words(guess.words)
    return not related(source, person) and _STRANGERS.isdisjoint(kinds(person))
