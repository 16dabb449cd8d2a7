"""Names that stand in the column of their sex: `Họ và tên` over `Nam` | `Nữ`."""

from __future__ import annotations

import re

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.columns.contents import share_of
from pipelines.sources.reading.columns.guess import Guess
from pipelines.sources.reading.headers.fold import SEPARATOR, fold

_LAST = re.compile(r"(?:^|\b)(nam|trai|ong|male|nu|gai|ba|female)(?: gioi)?$")
_MEN = frozenset({"nam", "trai", "ong", "male"})
_NAMED = 0.5  # share of the cells
_FEW = 0.02  # share of the rows in which both may be filled: mistakes
_ABLE = frozenset({Field.FULL_NAME, Field.SEX_MALE, Field.SEX_FEMALE, Field.IGNORED})


def settle_names_by_sex(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Take two columns of names, of men and of women, for one name and its sex.

    Only where a row names one person and no row fills both: else they are of two people.
    """
    if len(source.persons) != 1:
        return
    found = {True: list[Guess](), False: list[Guess]()}
    for guess in guesses:
        man = _of_men(guess)
        if man is not None and guess.reading.field in _ABLE and _are_names(guess):
            found[man].append(guess)
    if len(found[True]) != 1 or len(found[False]) != 1:
        return
    (men,), (women,) = found[True], found[False]
    filled = [data.to_series(g.at).is_not_null() for g in (men, women)]
    if int((filled[0] & filled[1]).sum()) > _FEW * data.height:
        return
    role = source.persons[0].role
    for guess, field in ((men, Field.NAME_MALE), (women, Field.NAME_FEMALE)):
        guess.become(field, role, f"{guess.evidence}; họ tên ghi ở cột của giới tính", _SURE)


_SURE = 0.9


def _of_men(guess: Guess) -> bool | None:
    """Whether a header ends with men; None where it ends with neither sex."""
    leaf = fold(guess.header.rsplit(SEPARATOR, 1)[-1])
    last = _LAST.search(leaf)
    if last is None or leaf.endswith("thang nam") or "năm" in guess.header.lower():
        return None
    return last[1] in _MEN


def _are_names(guess: Guess) -> bool:
    return share_of(Field.FULL_NAME, guess.seen) >= _NAMED
