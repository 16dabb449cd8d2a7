"""The blocking keys, as data: which values two sides must share to be weighed at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.matching.addresses import Addresses
from pipelines.matching.encoded import Encoded, Ints, Longs
from pipelines.matching.names import NameKeys


@dataclass(frozen=True)
class Key:
    """One blocking key.

    Attributes
    ----------
    name
        Name in reports.
    record, person
        Parts that are put together on either side (`PARTS`); `person` empty: the same.
    narrower
        Further parts (on both sides) where the key stands for more people than the bound.
    bound
        Largest number of people a key may stand for.
    """

    name: str
    record: tuple[str, ...]
    person: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    bound: int = 60

    @property
    def other(self) -> tuple[str, ...]:
        """Parts on the reference's side."""
        return self.person or self.record

    @property
    def uses_number(self) -> bool:
        """Whether it needs the identification number that a record holds."""
        return not _OF_NUMBER.isdisjoint(self.record)


_OF_NUMBER = frozenset({"number", "number_head", "number_tail", "holder_household"})


#: What is decided on these beyond doubt leaves the pool.
FIRST: tuple[Key, ...] = (
    Key("number", ("number",), bound=5),
    Key("old_number", ("old_number",), bound=5),
    Key("name_date", ("name", "date"), narrower=("commune",), bound=40),
)

#: For what is left.
SECOND: tuple[Key, ...] = (
    Key("household_of_number", ("holder_household",), ("household",), bound=30),
    Key("number_head", ("number_head", "given"), narrower=("year",)),
    Key("number_tail", ("number_tail",), bound=20),
    Key("date", ("date",), bound=10),
    Key("date_given", ("date", "given"), narrower=("surname",)),
    Key("date_commune", ("date", "commune"), narrower=("sex", "given")),
    Key("date_new_commune", ("date", "new_commune"), narrower=("sex", "given")),
    Key("date_surname_sex", ("date", "surname", "sex"), narrower=("commune",)),
    Key("date_stem", ("date", "stem"), narrower=("commune",)),
    Key("name_year_month", ("name", "year", "month"), narrower=("commune",)),
    Key("name_year_day", ("name", "year", "day"), narrower=("commune",)),
    Key("name_month_day", ("name", "month", "day"), narrower=("commune",)),
    Key("name_swapped", ("name", "swapped"), ("name", "date"), narrower=("commune",)),
    Key("name_year_commune", ("name", "year", "commune"), narrower=("hamlet",)),
    Key("name_year_new_commune", ("name", "year", "new_commune"), narrower=("hamlet",)),
    Key("name_year_district", ("name", "year", "district"), narrower=("commune",)),
    Key("name_year", ("name", "year"), narrower=("sex", "commune")),
    Key("name_commune_hamlet", ("name", "commune", "hamlet"), bound=20),
    Key("name_commune", ("name", "commune"), bound=20, narrower=("sex",)),
    Key("name_district", ("name", "district"), bound=10),
    Key("name", ("name",), bound=10),
    Key("hamlet_given", ("hamlet", "given"), bound=5),
    Key("hamlet_surname", ("hamlet", "surname"), bound=5),
    Key("order_year", ("ordered", "year"), narrower=("month", "day")),
    Key("spaceless_year", ("spaceless", "year"), narrower=("month", "day")),
    Key("sound_year_month", ("sound", "year", "month"), narrower=("commune",)),
    Key("sound_year_commune", ("sound", "year", "commune"), narrower=("hamlet",)),
    Key("frame_year_commune", ("surname_given", "year", "commune"), narrower=("hamlet",)),
    Key("frame_year_month", ("surname_given", "year", "month"), narrower=("commune",)),
    Key("given_year_hamlet", ("given", "year", "commune", "hamlet"), narrower=("sex",)),
    Key("surname_year_month", ("surname", "year", "month", "commune"), narrower=("sex",)),
    Key("stem_year_hamlet", ("stem", "year", "commune", "hamlet"), narrower=("sex",)),
    Key("parents_year", ("father", "mother", "year")),
    Key("parents_given", ("father", "mother", "given")),
    Key("father_date", ("father", "date")),
    Key("mother_date", ("mother", "date")),
    Key("father_name", ("father", "name"), narrower=("year",)),
    Key("mother_name", ("mother", "name"), narrower=("year",)),
    Key("spouse_name", ("spouse", "name"), narrower=("year",)),
    Key("spouse_date", ("spouse", "date")),
    Key("address", ("address",), bound=20, narrower=("year",)),
    Key("address_word", ("rare_word",), bound=20, narrower=("year",)),
    Key("address_words", ("second_word",), bound=20, narrower=("year",)),
    Key("address_lost", ("rare_word",), ("second_word",), bound=20, narrower=("year",)),
    Key("address_lost_two", ("rare_word",), ("third_word",), bound=20, narrower=("year",)),
    Key("address_lost_next", ("second_word",), ("third_word",), bound=20, narrower=("year",)),
    Key("address_added", ("second_word",), ("rare_word",), bound=20, narrower=("year",)),
)

_NAME_PARTS = {
    "name": "folded", "given": "given", "surname": "surname", "stem": "stem", "ordered": "ordered",
    "spaceless": "spaceless", "sound": "sound", "surname_given": "surname_given",
}  # fmt: skip
_KIN_PARTS = ("father", "mother", "spouse")
_DIRECT = {
    "number": "number", "old_number": "old_number", "sex": "sex", "year": "year", "month": "month",
    "day": "day", "commune": "commune_old", "new_commune": "commune", "district": "district",
    "hamlet": "hamlet", "household": "household",
}  # fmt: skip
#: Of a free address: its rarest words that the reference knows.
_RARE_WORDS = ("rare_word", "second_word", "third_word")
_MILLION = 1_000_000


def table(name: str, keys: NameKeys, addresses: Addresses) -> tuple[Longs, str] | None:
    """Return a part by the distinct names or addresses it is made of, and the column of their ids.

    None where it is no such part. The last item is that of a missing name or address.
    """
    if name in _NAME_PARTS:
        values: Longs = getattr(keys, _NAME_PARTS[name])
        return values, "name"
    if name in _KIN_PARTS:
        return keys.folded, name
    if name in _RARE_WORDS:
        return addresses.rare[_RARE_WORDS.index(name)], "address"
    return None


def part(
    name: str,
    people: Encoded,
    keys: NameKeys,
    addresses: Addresses,
    rows: Ints | slice = slice(None),
    holder_household: Longs | None = None,
) -> Longs:
    """Values of one part for the people asked for, 0 where it is missing."""

    def long(values: npt.NDArray[np.integer]) -> Longs:
        return np.asarray(values[rows], dtype=np.int64)

    found = table(name, keys, addresses)
    if found is not None:
        values, ids = found
        return np.asarray(values.take(getattr(people, ids)[rows]))
    if name in _DIRECT:
        return long(getattr(people, _DIRECT[name]))
    if name == "address":
        return long(people.address) + 1
    if name == "holder_household" and holder_household is not None:
        return holder_household[rows]
    if name in ("number_head", "number_tail"):
        return _number_part(name, people.number[rows])
    if name in ("date", "swapped"):
        return _date_part(name, long(people.year), long(people.month), long(people.day))
    raise KeyError(name)


def _date_part(name: str, year: Longs, month: Longs, day: Longs) -> Longs:
    if name == "swapped":
        month, day = day, month
    there = (year != 0) & (month != 0) & (day != 0)
    return np.where(there, year * 10000 + month * 100 + day, 0)


def _number_part(name: str, number: Longs) -> Longs:
    if name == "number_head":
        return number // _MILLION
    return np.where(number != 0, number % _MILLION + _MILLION, 0)


def together(parts: list[Longs]) -> Longs:
    """Hash parts into one key; 0 where any of them is missing."""
    state: npt.NDArray[np.uint64] = np.zeros(len(parts[0]), dtype=np.uint64)
    there = np.ones(len(parts[0]), dtype=np.bool_)
    for position, values in enumerate(parts):
        there &= values != 0
        state = (state + values.view(np.uint64)) * np.uint64(0x9E3779B97F4A7C15 + 2 * position)
        state ^= state >> np.uint64(32)
    return np.where(there, state.view(np.int64), 0)
