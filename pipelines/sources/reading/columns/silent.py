"""Columns without a header, or with one that tells nothing: known by their cells alone."""

from __future__ import annotations

import re

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.columns.coded import coded_sex
from pipelines.sources.reading.columns.contents import Profile, describe
from pipelines.sources.reading.columns.date_parts import join_silent_before
from pipelines.sources.reading.columns.guess import Guess, listed
from pipelines.sources.reading.columns.readable import OTHERS, SAME, agreement
from pipelines.sources.reading.columns.standing import (
    Standing,
    is_names,
    somebody,
    standing,
    stands_in,
)
from pipelines.sources.reading.headers.lexicon import Who
from pipelines.sources.reading.headers.meaning import NOT_NEEDED, NOTHING
from pipelines.sources.reading.headers.needed import LABELS, NEEDED
from pipelines.sources.reading.headers.roles import main_role


def _strong(field: Field, seen: Profile) -> bool:
    """Whether cells alone identify a column without a header."""
    if seen.cells < 3:
        return False
    match field:
        case Field.FULL_NAME:
            return seen.name >= 0.6 and seen.place < 0.3 and seen.distinct > 0.3
        case Field.ID_NUMBER:
            return seen.number >= 0.8 and seen.twelve >= 0.3
        case Field.BIRTH_DATE:
            return seen.full_date + seen.year + seen.part_date >= 0.85
        case Field.SEX:
            return seen.sex >= 0.95
        case Field.ADDRESS:
            return seen.place >= 0.7 and seen.name < 0.3
        case _:
            return False


def fill_silent(source: Source, guesses: list[Guess], data: pl.DataFrame) -> list[str]:
    """Identify columns with a silent or unknown header by their contents."""
    role = main_role(source)
    if role is None or source.kind == "targets":
        return []
    problems = []
    keys = {guess.key for guess in guesses}
    for field in (Field.FULL_NAME, Field.ID_NUMBER, Field.BIRTH_DATE, Field.SEX, Field.ADDRESS):
        holders = [g for g in guesses if g.key == (field, role)]
        if field is Field.ID_NUMBER and _twelve_beside_nine(holders, role, guesses, data):
            continue
        doubtful = field is Field.FULL_NAME and all(stands_in(source, g.words) for g in holders)
        if (holders and not doubtful) or _substituted(field, role, keys):
            continue
        own = [g for g in guesses if g.key[1] == role and g.key[0] is not Field.IGNORED]
        able = [
            g for g in guesses
            if g.reading.field is Field.IGNORED
            and (_strong(field, g.seen)
                 or (field is Field.SEX and coded_sex(g, own, data)))
            and not _of_another(source, field, g)
            and _may_be(field, g, _borne_out(field, role, g, guesses, data))
        ]  # fmt: skip
        able = _own_people(source, able) if field is Field.FULL_NAME else able
        rivals = sorted([*holders, *able], key=lambda g: g.at)
        if field is Field.FULL_NAME and len(rivals) > 1 and _first_followed(guesses, rivals, role):
            _take_first(guesses, rivals, role)
        elif len(able) == 1 and not holders and not _behind_another(guesses, able[0], role):
            said = "không có tiêu đề" if not able[0].header else "tiêu đề lạ"
            why = f"{said}; nhận theo nội dung: {describe(able[0].seen)}"
            able[0].become(field, role, why, 0.75)
            if field is Field.BIRTH_DATE:
                join_silent_before(able[0], guesses)
        elif able and field in NEEDED:
            problems.append(f"{listed([*holders, *able])} đều có thể là «{LABELS[field]}»")
    return problems


def _own_people(source: Source, able: list[Guess]) -> list[Guess]:
    """Prefer the one column that is called as the list calls its own people."""
    nearest = [g for g in able if standing(source, somebody(g.words)) is Standing.OWN]
    return nearest if len(nearest) == 1 else able


def _twelve_beside_nine(
    holders: list[Guess], role: str, guesses: list[Guess], data: pl.DataFrame
) -> bool:
    """Take twelve digits that bear the date of birth out for the number beside old cards only."""
    if not holders or any(g.seen.twelve >= _NONE or g.seen.number < _NEARLY for g in holders):
        return False
    able = [
        g for g in guesses
        if g.reading.field is Field.IGNORED and g.seen.twelve >= _NEARLY and g.seen.distinct > 0.5
        and _may_be(Field.ID_NUMBER, g, _borne_out(Field.ID_NUMBER, role, g, guesses, data))
    ]  # fmt: skip
    if len(able) != 1:
        return False
    for old in holders:
        old.become(Field.OLD_ID, role, f"{old.evidence}; số 12 chữ số ở cột khác")
    why = f"tiêu đề lạ; nhận theo nội dung: {describe(able[0].seen)}, khớp năm sinh"
    able[0].become(Field.ID_NUMBER, role, why, 0.75)
    return True


_NONE, _NEARLY = 0.05, 0.9  # shares of the cells


_OWN = {
    Field.BIRTH_DATE: "birth", Field.BIRTH_YEAR: "birth", Field.BIRTH_YEAR_MALE: "birth",
    Field.SEX: "sex", Field.SEX_FEMALE: "sex", Field.ID_NUMBER: "number", Field.OLD_ID: "number",
}  # fmt: skip


def _first_followed(guesses: list[Guess], rivals: list[Guess], role: str) -> bool:
    """Whether of several columns of names the first is the row's person by what stands beside them.

    Columns that name nobody belong to the name before them: two of them at least stand right of the
    first name, none right of another. Nothing is told where that leaves it open.
    """
    first, second = rivals[0], rivals[1]
    own = [
        g for g in guesses
        if g.reading.field in _OWN and g.reading.role == role and not somebody(g.words)
    ]  # fmt: skip
    between = {_OWN[g.reading.field] for g in own if first.at < g.at < second.at}
    parted = any(
        g.at < second.at and g.reading.said and g.reading.field in _NAMES_OF_OTHERS
        for g in guesses[first.at + 1 :]
    )
    return len(between) > 1 and not parted and all(first.at < g.at < second.at for g in own)


def _behind_another(guesses: list[Guess], name: Guess, role: str) -> bool:
    """Whether all that is asked of the row's person stands behind another's name, before this."""
    own = [g.at for g in guesses if g.reading.field in _OWN and g.reading.role == role]
    if not own or not is_names(name) or not somebody(name.words) or max(own) > name.at:
        return False
    return any(is_names(g) and g.at < min(own) for g in guesses)


_NAMES_OF_OTHERS = frozenset(
    {Field.FULL_NAME, Field.FATHER_NAME, Field.MOTHER_NAME, Field.SPOUSE_NAME, Field.IGNORED}
)


def _take_first(guesses: list[Guess], rivals: list[Guess], role: str) -> None:
    """Take the first column of names for the row's person, the others for somebody else."""
    first, *others = rivals
    said = "các cột không nêu người (năm sinh, giới tính, số giấy tờ) đứng ngay sau cột"
    why = f"{first.evidence}; {said} này"
    first.become(Field.FULL_NAME, role, why, max(first.confidence, 0.75))
    own = somebody(first.words)
    for other in others:
        person = somebody(other.words)
        for guess in guesses:
            named = person not in ("", own) and somebody(guess.words) == person
            if guess is other or named:
                guess.drop(f"của người khác: {said} {first.at + 1}")
                guess.disown()


def _borne_out(
    field: Field, role: str, guess: Guess, guesses: list[Guess], data: pl.DataFrame
) -> float | None:
    """Share of dates or numbers that agree with what stands beside them; None where nothing does.

    Dates may be of another event, numbers of another person.
    """
    column = data.to_series(guess.at)
    other = {Field.BIRTH_DATE: Field.ID_NUMBER, Field.ID_NUMBER: Field.BIRTH_DATE}.get(field)
    for known in guesses:
        if known.key == (other, role):
            beside = data.to_series(known.at)
            pair = (beside, column) if field is Field.BIRTH_DATE else (column, beside)
            return agreement(*pair)
    return None


def _of_another(source: Source, field: Field, guess: Guess) -> bool:
    """Whether a header names somebody else: unknown people may be the row's, by their name only."""
    farthest = Standing.UNKNOWN if field is Field.FULL_NAME else Standing.UNSAID
    return standing(source, somebody(guess.words)) > farthest


def _may_be(field: Field, guess: Guess, agreeing: float | None) -> bool:
    """Whether header and neighbours leave it to the contents what a column is."""
    reading = guess.reading
    if reading.said or reading.who not in (Who.UNSAID, Who.MAIN):
        return False
    if agreeing is not None and agreeing < OTHERS:
        return False
    unused = reading.why.startswith(NOT_NEEDED)
    if agreeing is not None and agreeing >= SAME and (unused or reading.confidence <= NOTHING):
        return True
    if field is Field.BIRTH_DATE and _DATED.search(guess.words):
        return False  # `Ngày khám`: the day of something, and nothing says that it is birth
    if reading.confidence <= NOTHING:
        return True
    # Twelve digits are an identification number even under "Giấy tờ pháp nhân".
    return field is Field.ID_NUMBER and unused and not _OTHER_DIGITS.search(guess.words)


_DATED = re.compile(r"\b(?:ngay|thang|nam|gio|thoi (?:gian|diem)|luc|date)\b")
_OTHER_DIGITS = re.compile(
    r"dien thoai|sdt|so dt|di dong|tai khoan|stk|ma so thue|mst|bhyt|bhxh|dinh danh|to chuc"
)


def _substituted(field: Field, role: str, keys: set[tuple[Field, str]]) -> bool:
    others = {
        Field.FULL_NAME: (Field.FAMILY_NAME, Field.GIVEN_NAME, Field.NAME_MALE),
        Field.BIRTH_DATE: (Field.BIRTH_YEAR, Field.BIRTH_YEAR_MALE, Field.BIRTH_YEAR_FEMALE),
        Field.SEX: (Field.SEX_MALE, Field.SEX_FEMALE, Field.BIRTH_YEAR_MALE, Field.NAME_MALE),
        Field.ADDRESS: (Field.COMMUNE, Field.COMMUNE_CODE, Field.HAMLET),
        Field.ID_NUMBER: (Field.OLD_ID,),
    }
    return any((other, role) in keys for other in others.get(field, ()))
