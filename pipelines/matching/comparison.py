"""From candidate pairs to comparison levels: one integer a pair and field."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.matching.addresses import Addresses, address_levels
from pipelines.matching.encoded import Chosen, Encoded, Ints
from pipelines.matching.fields import (
    ADDRESS,
    BIRTH_DATE,
    COMMUNE,
    ETHNIC_GROUP,
    FATHER,
    FATHER_YEAR,
    FIELDS,
    HAMLET,
    LIFE,
    MOTHER_YEAR,
    NAME,
    NEW_HAMLET,
    NUMBER,
    SEX,
    ComparedField,
)  # fmt: skip
from pipelines.matching.name_levels import Levels, name_levels
from pipelines.matching.names import NameKeys, Names
from pipelines.matching.reference import Reference, housemates


@dataclass(frozen=True)
class Records:
    """The mentions of one register, encoded against a reference.

    Attributes
    ----------
    people
        Every field as integers.
    names, keys, addresses
        The reference's dictionaries with the register's names and addresses added.
    number_row, old_number_row
        Who holds the written number in the reference, -1 if nobody.
    partner
        The mention of the other person of the couple in the same row, -1 if there is none.
    kin
        Whether each mention's file names father, mother, spouse at all, and the reference does.
    life
        1 where the list should hold living people, 2 where dead ones, 0 where both.
    """

    people: Encoded
    names: Names
    keys: NameKeys
    addresses: Addresses
    number_row: Ints
    old_number_row: Ints
    partner: Ints
    kin: dict[str, npt.NDArray[np.bool_]]
    life: npt.NDArray[np.int8]

    def holder(self, record: Ints) -> Ints:
        """Return who holds the number that each record writes, -1 if nobody does."""
        written = self.people.number[record] != 0
        return np.where(written, self.number_row[record], self.old_number_row[record])


def compare(records: Records, reference: Reference, record: Ints, person: Ints) -> Levels:
    """Compare pairs of a record and a person of the reference.

    Parameters
    ----------
    record, person
        Positions; one item a pair.

    Returns
    -------
    numpy.ndarray
        (pairs, fields) level indexes, fields in the order of `FIELDS`.
    """
    left, right = records.people.take(record), reference.people.take(person)
    names, keys = records.names, records.keys
    commune = _commune(left, right)
    name = name_levels(names, keys, left.name, right.name)
    columns = {
        "number": _number(records, reference, record, person, name, left, right),
        "name": name,
        "birth_date": _birth_date(left, right),
        "sex": _plain(SEX, left, right),
        "commune": commune,
        **_hamlets(left, right, commune),
        "address": address_levels(records.addresses, left.address, right.address)
        if (left.address >= 0).any()
        else _start(ADDRESS, "missing", left.size),
        "ethnic_group": _plain(ETHNIC_GROUP, left, right),
        "father_year": _kin_year(FATHER_YEAR, left, right),
        "mother_year": _kin_year(MOTHER_YEAR, left, right),
        **{key: _kin(records, record, left, right, key) for key in ("father", "mother", "spouse")},
        "life": _life(records.life[record], reference.deceased[person]),
    }
    # Field by field in memory, for so it is read.
    return np.stack([columns[item.key] for item in FIELDS]).T


def _set(target: Levels, of: ComparedField, key: str, where: npt.NDArray[np.generic]) -> None:
    target[where] = of.index(key)


def _start(of: ComparedField, key: str, size: int) -> Levels:
    return np.full(size, of.index(key), dtype=np.int8)


def _plain(of: ComparedField, left: Chosen, right: Chosen) -> Levels:
    one = getattr(left, of.key)
    if not one.any():
        return _start(of, "missing", left.size)
    other = getattr(right, of.key)
    level = _start(of, "differs", left.size)
    _set(level, of, "same", one == other)
    _set(level, of, "missing", (one == 0) | (other == 0))
    return level


def _number(
    records: Records,
    reference: Reference,
    record: Ints,
    person: Ints,
    name: Levels,
    left: Chosen,
    right: Chosen,
) -> Levels:
    level = _start(NUMBER, "missing", len(record))
    written = left.number != 0
    holder = records.holder(record)
    held = np.flatnonzero(holder >= 0)
    related = held[_related(reference, holder[held], person[held])]
    old = np.flatnonzero(left.old_number)
    one, other = left.old_number[old], right.old_number[old]
    alone = ~written[old]
    _set(level, NUMBER, "unknown", written)
    _set(level, NUMBER, "old_differs", old[alone & (other != 0)])
    # A person may hold several CMND over a lifetime, and the reference not all of them: one that it
    # gives to somebody else is another matter.
    _set(level, NUMBER, "somebody", held)
    _set(level, NUMBER, "relative", related)
    _set(level, NUMBER, "one_digit", _one_digit(left.number, right.number))
    _set(level, NUMBER, "one_digit", old[alone & _one_digit(one, other)])
    _set(level, NUMBER, "old_equal", old[one == other])
    _set(level, NUMBER, "equal", written & (left.number == right.number))
    _set(level, NUMBER, "lent", _lent(records, level, name, left, right))
    return level


def _lent(records: Records, number: Levels, name: Levels, left: Chosen, right: Chosen) -> Ints:
    """Find pairs of one number in which the record bears the name of the holder's own relative."""
    shared = number <= NUMBER.index("old_equal")
    rows = np.flatnonzero(shared & (name >= NAME.index("given")) & (name < NAME.index("missing")))
    found = np.zeros(len(rows), dtype=np.bool_)
    for relative in (right.father, right.mother, right.spouse) if len(rows) else ():
        own = name_levels(records.names, records.keys, left.name[rows], relative[rows])
        found |= own <= NAME.index("spacing")
    return rows[found].astype(np.int32)


def _one_digit(left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether two numbers differ in one digit, or in two neighbours changing places."""
    found = np.zeros(len(left), dtype=np.bool_)
    rows = np.flatnonzero((left != 0) & (right != 0) & (left != right))
    gap = np.abs(left[rows] - right[rows])
    scale = 10 ** (np.floor(np.log10(np.maximum(gap, 1))).astype(np.int64))
    lead = gap // scale
    substituted = (gap == lead * scale) & (
        left[rows] // (scale * 10) == right[rows] // (scale * 10)
    )
    # Neighbours a, b at 10^k changing places differ by 9 · |a - b| · 10^k.
    unit = np.where(gap % (9 * scale) == 0, scale, np.maximum(scale // 10, 1))
    one, other = left[rows] // unit % 100, right[rows] // unit % 100
    swapped = (
        (one // 10 == other % 10) & (one % 10 == other // 10)
        & (left[rows] // (unit * 100) == right[rows] // (unit * 100))
        & (left[rows] % unit == right[rows] % unit)
    )  # fmt: skip
    found[rows] = substituted | swapped
    return found


def _related(reference: Reference, one: Ints, other: Ints) -> npt.NDArray[np.bool_]:
    """Whether two people of the reference are of one household, or parent, child or spouse."""
    household = housemates(reference, one, other)
    kin = np.zeros(len(one), dtype=np.bool_)
    for relation in (reference.father_row, reference.mother_row, reference.spouse_row):
        kin |= (relation[one] == other) | (relation[other] == one)
    return np.asarray((household | kin) & (one != other))


def _birth_date(left: Chosen, right: Chosen) -> Levels:
    of = BIRTH_DATE
    level = _start(of, "differs", left.size)
    apart = np.abs(left.year.astype(np.int32) - right.year)
    full = (left.day != 0) & (right.day != 0)
    year, month = left.year == right.year, left.month == right.month
    day = left.day == right.day
    january = (left.day == 1) & (left.month == 1)
    reference_january = (right.day == 1) & (right.month == 1)
    digit = _one_digit(left.year.astype(np.int64), right.year.astype(np.int64))
    _set(level, of, "near", apart <= 2)
    _set(level, of, "same_year", year)
    _set(level, of, "year_near", full & month & day & ((apart == 1) | digit) & ~january)
    _set(level, of, "month", full & year & day)
    _set(level, of, "day", full & year & month)
    _set(
        level, of, "swapped",
        full & year & (left.day == right.month) & (left.month == right.day),
    )  # fmt: skip
    _set(level, of, "reference_year", year & (reference_january | (right.month == 0)))
    _set(level, of, "january", year & january)
    _set(level, of, "year_only", year & (left.month == 0))
    _set(level, of, "month_only", year & month & (left.month != 0) & (left.day == 0))
    _set(level, of, "exact", full & year & month & day)
    _set(level, of, "missing", (left.year == 0) | (right.year == 0))
    return level


def _commune(left: Chosen, right: Chosen) -> Levels:
    of = COMMUNE
    level = _start(of, "elsewhere", left.size)
    old = (left.commune_old != 0) & (right.commune_old != 0)
    new = (left.commune != 0) & (right.commune != 0)
    _set(level, of, "district", (left.district == right.district) & (left.district != 0))
    _set(level, of, "same_new", new & (left.commune == right.commune))
    _set(level, of, "same", old & (left.commune_old == right.commune_old))
    _set(level, of, "same", ~old & new & (left.commune == right.commune) & (right.commune_old == 0))
    _set(level, of, "missing", ~old & ~new)
    return level


def _hamlets(left: Chosen, right: Chosen, commune: Levels) -> dict[str, Levels]:
    """Compare hamlets within the unit that both sides name: the commune, or the new one."""
    level, found = _plain(HAMLET, left, right), {}
    for of, unit in ((HAMLET, "same"), (NEW_HAMLET, "same_new")):
        found[of.key] = level.copy()
        _set(found[of.key], of, "missing", commune != COMMUNE.index(unit))
    return found


_CLOSE = [NAME.index(key) for key in ("sound", "order", "typo", "typos", "syllable", "initials")]
_KIN_OF_NAME = np.full(len(NAME.levels), FATHER.index("differs"), dtype=np.int8)
_KIN_OF_NAME[: NAME.index("spacing") + 1] = FATHER.index("folded")
_KIN_OF_NAME[_CLOSE] = FATHER.index("close")
_KIN_OF_NAME[[NAME.index("surname_given"), NAME.index("given")]] = FATHER.index("given")
_KIN_OF_NAME[NAME.index("identical")] = FATHER.index("identical")


def _kin(records: Records, record: Ints, left: Chosen, right: Chosen, key: str) -> Levels:
    level = _start(FATHER, "absent", left.size)
    # A file without such a column says nothing by leaving it out.
    asked = np.flatnonzero(records.kin[key][record])
    if len(asked):
        one, other = getattr(left, key)[asked], getattr(right, key)[asked]
        here = _KIN_OF_NAME[name_levels(records.names, records.keys, one, other)]
        _set(here, FATHER, "reference_missing", (one >= 0) & (other < 0))
        _set(here, FATHER, "record_missing", (one < 0) & (other >= 0))
        _set(here, FATHER, "both_missing", (one < 0) & (other < 0))
        level[asked] = here
    number = getattr(left, f"{key}_number")
    if number.any():
        _set(level, FATHER, "number", (number == getattr(right, f"{key}_number")) & (number != 0))
    return level


def _kin_year(of: ComparedField, left: Chosen, right: Chosen) -> Levels:
    level = _plain(of, left, right)
    apart = np.flatnonzero(level == of.index("differs"))
    if len(apart):
        one, other = getattr(left, of.key)[apart], getattr(right, of.key)[apart]
        level[apart[np.abs(one.astype(np.int32) - other) <= 1]] = of.index("near")
    return level


def _life(expected: npt.NDArray[np.int8], deceased: npt.NDArray[np.bool_]) -> Levels:
    level = _start(LIFE, "unexpected", len(expected))
    _set(level, LIFE, "expected", (expected == 2) == deceased)
    _set(level, LIFE, "open", expected == 0)
    return level
