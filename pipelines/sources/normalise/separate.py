"""Rows whose one cell names a couple: each of the two gets columns of their own."""

from __future__ import annotations

import polars as pl

from pipelines.sources.declaration import Field, Person, Source
from pipelines.sources.normalise.cells import Cells
from pipelines.sources.normalise.couple_number import FIRST, SECOND, holder
from pipelines.sources.normalise.couples import NUMBER, split_names, split_values
from pipelines.sources.normalise.organisations import is_organisation
from pipelines.sources.reading.sheet import Notice

_KINDS = {
    Field.BIRTH_DATE: "date",
    Field.BIRTH_YEAR: "date",
    Field.ID_NUMBER: "number",
    Field.OLD_ID: "number",
    Field.SEX: "sex",
}
_BIRTHS = (Field.BIRTH_DATE, Field.BIRTH_YEAR)
#: Two lines of several words; and how many such cells name a couple for each that may.
_TWO_LINES = r"^\s*(\pL\S*(?: +\pL\S*)+)\s*[\r\n]+\s*(\pL\S*(?: +\pL\S*)+)\s*$"
_NEARLY_ALL = 9


def separate_couples(source: Source, fields: pl.DataFrame) -> tuple[pl.DataFrame, list[Notice]]:
    """Give the second person of a cell the columns of the spouse whom the row may name.

    Years and numbers that stand as a pair are parted likewise, also where the two names have
    columns of their own. The spouse lives where the owner does, if nothing else is written.
    """
    notices: list[Notice] = []
    for person in source.persons:
        partner = next((p for p in source.persons if p.role == person.spouse), None)
        if partner is None or not _may_share(fields, person, partner):
            continue
        fields, found, unknown = _separate(fields, person, partner)
        if found:
            notices.append(Notice("couples_split", found, "Tách hai người ghi chung một ô"))
        if unknown:
            text = "Một số giấy tờ cho hai người, không rõ của ai: không dùng"
            notices.append(Notice("couple_number_untold", unknown, text))
    return fields, notices


def _may_share(fields: pl.DataFrame, person: Person, partner: Person) -> bool:
    """Whether cells of a person may name the partner too.

    A holder's may, whoever has columns beside; of two equals, those of the one who alone has any.
    """
    if partner.optional and not person.optional:
        return True
    own, other = (f"{role}.{Field.FULL_NAME}" for role in (person.role, partner.role))
    return own in fields.columns and other not in fields.columns


def _separate(
    fields: pl.DataFrame, person: Person, partner: Person
) -> tuple[pl.DataFrame, int, int]:
    """Return the fields, how many couples were parted and how many numbers are nobody's."""
    mine, theirs = Cells(fields, person.role), Cells(fields, partner.role, first=False)
    owner = mine(Field.FULL_NAME)
    names = _with_lines(owner, split_names(owner))
    unnamed = _empty(theirs(Field.FULL_NAME))
    take = names["second"].is_not_null() & unnamed & ~is_organisation(owner)
    couple = take | ~unnamed
    changes: dict[str, pl.Series] = {}
    unknown = 0
    if take.any():
        changes |= _changes(Field.FULL_NAME, mine, theirs, names, take, person, partner)
    for field, kind in _KINDS.items():
        own = mine.own(field)
        if own is None or not couple.any():
            continue
        parts = split_values(own, kind)
        pair = couple & parts["second"].is_not_null() & _empty(theirs(field))
        if pair.any():
            changes |= _changes(field, mine, theirs, parts, pair, person, partner)
        alone = take & ~pair & own.str.contains(NUMBER).fill_null(value=False)
        if kind == "number" and theirs.own(field) is None and alone.any():
            births = _births(changes, mine, person, partner)
            parts = _by_holder(own, parts, alone, names, births)
            unknown += int((alone & parts["first"].is_null() & parts["second"].is_null()).sum())
            done = fields.with_columns(**changes)
            changes |= _changes(
                field, Cells(done, person.role), Cells(done, partner.role, first=False), parts,
                alone, person, partner,
            )  # fmt: skip
    address = mine(Field.ADDRESS)
    if couple.any() and address.null_count() < address.len():
        here = pl.DataFrame({"a": theirs(Field.ADDRESS), "b": address, "couple": couple})
        changes[f"{partner.role}.{Field.ADDRESS}"] = here.select(
            a=pl.coalesce("a", pl.when("couple").then("b"))
        )["a"]
    return fields.with_columns(**changes), int(take.sum()), unknown


def _with_lines(owner: pl.Series, names: pl.DataFrame) -> pl.DataFrame:
    """Part the lines of a cell whose names are rare, where those of nearly all others are two."""
    lines = owner.str.extract_groups(_TWO_LINES).struct.unnest()
    rare = lines["1"].is_not_null() & names["second"].is_null()
    others = int((lines["1"].is_not_null() & names["second"].is_not_null()).sum())
    if not rare.any() or others < _NEARLY_ALL * int(rare.sum()):
        return names
    at = rare.arg_true()
    return names.with_columns(
        first=names["first"].scatter(at, lines["1"].gather(at)),
        second=names["second"].scatter(at, lines["2"].gather(at)),
    )


def _births(
    changes: dict[str, pl.Series], mine: Cells, person: Person, partner: Person
) -> pl.DataFrame:
    """Return the dates of birth of both, `first` and `second`, as far as they were parted."""
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, mine.fields.height)
    both: dict[str, pl.Series] = {}
    for who, role in ((FIRST, person.role), (SECOND, partner.role)):
        parted = (changes.get(f"{role}.{field}") for field in _BIRTHS)
        both[who] = next((births for births in parted if births is not None), nothing)
    return pl.DataFrame(both)


def _by_holder(
    own: pl.Series, parts: pl.DataFrame, alone: pl.Series, names: pl.DataFrame, births: pl.DataFrame
) -> pl.DataFrame:
    """Put the only number beside a couple, where `alone`, to the one of the two whose it is."""
    rows = alone.arg_true()
    # A cell with an empty second part holds the first one's place: it was parted already.
    placed = (parts["first"].gather(rows) != own.gather(rows)).fill_null(value=False)
    whose = holder(own.gather(rows), names[rows], births[rows]).set(placed, FIRST)
    number = parts["first"].gather(rows)
    return parts.with_columns(
        parts[who].scatter(rows, number.set((whose != who).fill_null(value=True), None))
        for who in (FIRST, SECOND)
    )


def _empty(values: pl.Series) -> pl.Series:
    return values.is_null() | (values.str.strip_chars() == "")


def _changes(
    field: Field,
    mine: Cells,
    theirs: Cells,
    parts: pl.DataFrame,
    where: pl.Series,
    person: Person,
    partner: Person,
) -> dict[str, pl.Series]:
    """Return the two columns of a field with the parts in their places."""
    frame = pl.DataFrame(
        {
            "mine": mine(field),
            "theirs": theirs(field),
            "where": where,
            "first": parts["first"],
            "second": parts["second"],
        }
    ).select(
        mine=pl.when("where").then("first").otherwise("mine"),
        theirs=pl.when("where").then("second").otherwise("theirs"),
    )
    return {
        f"{person.role}.{field}": frame["mine"],
        f"{partner.role}.{field}": frame["theirs"],
    }
