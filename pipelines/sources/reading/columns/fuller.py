"""Two people in a row of whom the one that is read is told of by name alone, the other by all.

`Người để lại di sản` | `Bà con / Họ tên, Ngày sinh, Số CCCD`: the list is hardly of the first.
"""

from __future__ import annotations

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.columns.contents import share_of
from pipelines.sources.reading.columns.guess import Guess
from pipelines.sources.reading.columns.standing import somebody, stands_in
from pipelines.sources.reading.headers.roles import main_role, thing

_TELLING = (Field.FULL_NAME, Field.ID_NUMBER, Field.BIRTH_DATE, Field.SEX)
_MOST = 0.5  # share of the cells
_FULL = 3  # things told of a person, the name among them


def doubt_barest(source: Source, guesses: list[Guess]) -> None:
    """Doubt a name in unknown words that stands alone beside another's name, birth and number.

    Words of the list's own people, and headers that name nobody, are believed all the same.
    """
    role = main_role(source)
    own = [g for g in guesses if g.reading.role == role and thing(g.reading.field) in _TELLING]
    if len(own) != 1 or own[0].reading.field is not Field.FULL_NAME:
        return
    if not stands_in(source, own[0].words) or own[0].told:
        return
    fuller = _told_in_full(guesses)
    if fuller is not None:
        name = f"cột {fuller.at + 1} «{fuller.header}»"
        own[0].doubt(f"chỉ có họ tên, còn người ở {name} có đủ ngày sinh, số giấy tờ")


def _told_in_full(guesses: list[Guess]) -> Guess | None:
    """Find the name of somebody else of whom the columns left aside tell most."""
    told: dict[str, dict[Field, Guess]] = {}
    for guess in guesses:
        person = somebody(guess.words)
        if guess.reading.field is Field.IGNORED and person and (field := _holds(guess)):
            told.setdefault(person, {}).setdefault(field, guess)
    full = (things for things in told.values() if len(things) >= _FULL)
    return next((things[Field.FULL_NAME] for things in full if Field.FULL_NAME in things), None)


def _holds(guess: Guess) -> Field | None:
    """Tell what of a person a column holds, whatever it was taken for."""
    if guess.seen.cells == 0:
        return None
    return next((field for field in _TELLING if share_of(field, guess.seen) >= _MOST), None)
