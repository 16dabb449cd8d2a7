"""From headers and contents to the meaning of every column, or to a question for the officer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.columns.contents import (
    CONTRADICTS,
    another_kind,
    describe,
    fit,
    named_in_words,
    profiles,
)
from pipelines.sources.reading.columns.evidence import doubt_followers, doubt_strangers
from pipelines.sources.reading.columns.fuller import doubt_barest
from pipelines.sources.reading.columns.guess import Guess
from pipelines.sources.reading.columns.heads import name_heads
from pipelines.sources.reading.columns.named_by_sex import settle_names_by_sex
from pipelines.sources.reading.columns.one_cell import settle_couples
from pipelines.sources.reading.columns.prefixes import person_last, second_owner, without_title
from pipelines.sources.reading.columns.readable import readable
from pipelines.sources.reading.columns.rivals import settle_rivals
from pipelines.sources.reading.columns.short_years import share_told
from pipelines.sources.reading.columns.silent import fill_silent
from pipelines.sources.reading.columns.specialise import specialise
from pipelines.sources.reading.columns.standing import doubt_farthest
from pipelines.sources.reading.columns.whose import place
from pipelines.sources.reading.headers.beside_name import without_other_names
from pipelines.sources.reading.headers.fold import fold
from pipelines.sources.reading.headers.meaning import MISSPELT, NOTHING, read_header
from pipelines.sources.reading.headers.needed import LABELS, NEEDED, THRESHOLD
from pipelines.sources.reading.headers.spelling import parted, spelt
from pipelines.sources.reading.sheet import ColumnUnderstanding

_FITS, _ENOUGH_CELLS, _FEW = 0.5, 5, 0.2
_MIXED = 0.4  # share of cells of each of two kinds of rows; slipped rows are fewer


@dataclass(frozen=True)
class Understanding:
    """All columns of a sheet, and what keeps it from being read."""

    guesses: tuple[Guess, ...]
    problems: tuple[str, ...]

    def with_problem(self, problem: str) -> Understanding:
        """Return the same columns with one problem more."""
        return replace(self, problems=(*self.problems, problem))

    def columns(self, first_column: int) -> tuple[ColumnUnderstanding, ...]:
        """As the file's report shows them."""
        return tuple(
            ColumnUnderstanding(
                g.at + first_column, g.header, g.reading.field, g.reading.role,
                round(g.confidence, 2), g.evidence,
            )
            for g in self.guesses
        )  # fmt: skip


def understand(
    source: Source, headers: tuple[str, ...], data: pl.DataFrame, gathered: Collection[str] = ()
) -> Understanding:
    """Decide what every column means.

    Parameters
    ----------
    data
        The data rows, text columns only, in the order of `headers`.
    gathered
        Columns of which only the names were left, of cells that tell more.
    """
    guesses = []
    own = tuple(map(without_other_names, without_title(headers)))
    asked = second_owner(source, person_last(source, own))
    for at, (header, seen) in enumerate(zip(headers, profiles(data), strict=True)):
        reading = read_header(source, asked[at])
        words = fold(spelt(source, parted(source, asked[at])))
        why = reading.why
        if asked[at] != own[at]:
            why = (
                f"tiêu đề «{header}» đọc là «{asked[at]}»: các cột cùng tiền tố, cùng số là của "
                "một người"
            )
        told = data.columns[at] in gathered
        guesses.append(Guess(at, header, words, reading, seen, reading.confidence, why, told))
    settle_couples(source, guesses, data)
    settle_names_by_sex(source, guesses, data)
    place(source, guesses, data)
    _given_apart(guesses, data)
    specialise(source, guesses, data)
    _weigh(source, guesses, data)
    doubt_strangers(source, guesses, data)
    doubt_followers(source, guesses, data)
    doubt_farthest(source, guesses)
    problems = fill_silent(source, guesses, data)
    doubt_barest(source, guesses)
    problems += settle_rivals(guesses, data)
    name_heads(source, guesses, data)
    problems += _doubts(guesses)
    problems += _missing(source, guesses)
    return Understanding(tuple(guesses), tuple(dict.fromkeys(problems)))


def _given_apart(guesses: list[Guess], data: pl.DataFrame) -> None:
    """Tell a given name that completes the name beside it from one that only repeats its end."""
    fields = {g.key: g for g in guesses}
    for (field, role), given in fields.items():
        whole = fields.get((Field.FULL_NAME, role))
        if field is not Field.GIVEN_NAME or whole is None or (Field.FAMILY_NAME, role) in fields:
            continue
        pairs = pl.DataFrame({"whole": data.to_series(whole.at), "given": data.to_series(given.at)})
        ends = pl.col("whole").str.to_lowercase().str.ends_with(pl.col("given").str.to_lowercase())
        repeated = pairs.drop_nulls().select(ends.mean()).item()
        if given.seen.several_words >= _FITS:
            given.become(Field.FULL_NAME, role, f"{given.evidence}; ô có cả họ và tên")
        if repeated is None or given.seen.several_words > _FEW:
            continue
        if repeated >= 1 - _FEW:
            given.drop("chỉ nhắc lại tên đã có trong cột họ tên")
        elif repeated <= _FEW:
            whole.become(Field.FAMILY_NAME, role, f"{whole.evidence}; tên ở cột khác")


def _weigh(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Raise or lower the confidence by what the cells are."""
    beside = {person.role for person in source.persons if person.optional}
    for guess in guesses:
        field = guess.reading.field
        fits = fit(field, guess.seen)
        few = guess.seen.cells < _ENOUGH_CELLS
        if field is Field.IGNORED or fits is None or few or guess.pair:
            continue
        said = describe(guess.seen)
        if field is Field.FULL_NAME and guess.reading.role in beside:
            # Foreign adopters come again and again; the list's own people do not.
            fits = max(fits, named_in_words(guess.seen))
        if fits < _FITS and (share := readable(field, data.to_series(guess.at))) > fits:
            fits, said = share, f"{share * 100:.0f}% ô có dữ liệu đọc được"
        if fits < CONTRADICTS and (share := share_told(guess, guesses, data)):
            fits, said = share, f"{share * 100:.0f}% ô là hai số cuối của năm theo số định danh"
        other = another_kind(field, guess.seen)
        if field in NEEDED and fits >= CONTRADICTS and _MIXED <= other <= 1 - _MIXED:
            guess.doubt(f"nhưng {other * 100:.0f}% ô là dữ liệu loại khác")
        elif fits >= _FITS:
            guess.confidence = min(0.99, guess.confidence + 0.15 * fits)
            guess.evidence = f"{guess.evidence}; {said}"
        elif fits < CONTRADICTS and (guess.reading.confidence <= MISSPELT or field not in NEEDED):
            # Left to its contents: it may still be what the list lacks.
            guess.drop(f"{guess.evidence}, nhưng nội dung trái với nghĩa ấy: {said}")
            guess.reading = replace(guess.reading, confidence=NOTHING)
        elif fits < CONTRADICTS:
            guess.doubt(f"nhưng nội dung trái với tiêu đề: {said}")
        else:
            guess.confidence = max(THRESHOLD, guess.confidence - 0.15)
            guess.evidence = f"{guess.evidence}; {said}"


def _doubts(guesses: list[Guess]) -> list[str]:
    """Columns that say who a person is and are not certain enough."""
    problems = []
    for guess in guesses:
        if guess.reading.field in NEEDED and guess.confidence < THRESHOLD:
            label = LABELS.get(guess.reading.field, guess.reading.field.value)
            problems.append(
                f"cột {guess.at + 1} «{guess.header}» chưa chắc là «{label}»: "
                f"{guess.evidence.rsplit('; ', 1)[-1]}"
            )
        elif guess.reading.field is not Field.IGNORED and guess.confidence < THRESHOLD:
            guess.drop(guess.evidence)
    return problems


def _missing(source: Source, guesses: list[Guess]) -> list[str]:
    """List required meanings that no column has."""
    keys = {guess.key for guess in guesses}
    spouse = {person.role: person.spouse for person in source.persons}
    keys |= {(g.reading.field, spouse[g.reading.role]) for g in guesses if g.pair}
    problems = []
    wanted = [
        (Field.FULL_NAME, person.role, person.label)
        for person in source.persons
        if not person.optional
    ]
    wanted += [
        (column.field, column.role, "")
        for column in source.columns
        if column.required and column.field is not Field.FULL_NAME
    ]
    if source.kind == "reference":
        wanted.append((Field.ID_NUMBER, "", ""))
    for field, role, whose in wanted:
        if (field, role) in keys or (
            field is Field.FULL_NAME and (Field.FAMILY_NAME, role) in keys
            and (Field.GIVEN_NAME, role) in keys
        ) or (field is Field.FULL_NAME and (Field.NAME_MALE, role) in keys):  # fmt: skip
            continue
        of = f" của {whose.lower()}" if whose else ""
        problems.append(f"không tìm thấy cột «{LABELS.get(field, field.value)}»{of}")
    return problems
