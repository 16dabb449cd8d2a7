"""The population reference, encoded once and used for every register of a run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.matching.addresses import WORDS, Addresses, free_addresses
from pipelines.matching.encoded import Encoded, Ints, Longs, encode
from pipelines.matching.fields import Frequency
from pipelines.matching.frequencies import Floats, frequencies
from pipelines.matching.names import NameKeys, Names, empty_names, name_keys
from pipelines.matching.numbering import in_order


@dataclass(frozen=True)
class Lookup:
    """Position of a number among the people of the reference."""

    numbers: Longs
    rows: Ints

    @classmethod
    def of(cls, numbers: Longs) -> Lookup:
        """Index the numbers that are not 0; of equal numbers the first person counts."""
        ordered, rows = in_order(numbers)
        there = np.flatnonzero(ordered)
        return cls(ordered[there], rows[there].astype(np.int32))

    @cached_property
    def repeated(self) -> bool:
        """Whether a number stands there several times."""
        return bool((self.numbers[1:] == self.numbers[:-1]).any())

    def find(self, wanted: Longs) -> Ints:
        """Return the person holding each number, -1 if nobody does."""
        holder = np.full(len(wanted), -1, dtype=np.int32)
        asked = np.flatnonzero(wanted)
        if not len(self.numbers) or not len(asked):
            return holder
        # Looked up from the least to the greatest, numbers are found where the cache still holds.
        number, row = in_order(wanted[asked])
        place = np.minimum(np.searchsorted(self.numbers, number), len(self.numbers) - 1)
        known = self.numbers[place] == number
        holder[asked[row[known]]] = self.rows[place[known]]
        return holder


@dataclass(frozen=True)
class Reference:
    """The reference ready for matching.

    Attributes
    ----------
    person_id
        Identification number of each person, as text.
    people
        Every field as integers.
    father_row, mother_row, spouse_row
        Position of the relative in the reference, -1 if not in it.
    frequency
        How common each person's values are.
    deceased
        The reference says dead or missing.
    """

    person_id: pl.Series
    people: Encoded
    names: Names
    keys: NameKeys
    addresses: Addresses
    by_number: Lookup
    by_old_number: Lookup
    father_row: Ints
    mother_row: Ints
    spouse_row: Ints
    frequency: dict[Frequency, Floats]
    deceased: npt.NDArray[np.bool_]

    @property
    def size(self) -> int:
        """Number of people."""
        return self.people.size


def housemates(reference: Reference, one: Ints, other: Ints) -> npt.NDArray[np.bool_]:
    """Whether two people of the reference, or one and the same, are of one household."""
    household = reference.people.household
    return np.asarray((household[one] == household[other]) & (household[one] != 0))


def siblings(reference: Reference, one: Ints, other: Ints) -> npt.NDArray[np.bool_]:
    """Whether two people of the reference have a parent in common, by number or by name at home."""
    people = reference.people
    home = housemates(reference, one, other)
    common = np.zeros(len(one), dtype=np.bool_)
    for row, name in (
        (reference.father_row, people.father), (reference.mother_row, people.mother),
    ):  # fmt: skip
        common |= (row[one] == row[other]) & (row[one] >= 0)
        common |= home & (name[one] == name[other]) & (name[one] >= 0)
    return np.asarray(common & (one != other))


def _years(
    rows: Ints, written: npt.NDArray[np.int16], own: npt.NDArray[np.int16]
) -> npt.NDArray[np.int16]:
    """Year of birth of the relative: as written, else from the relative's own entry."""
    if not len(own):
        return written
    return np.where((written == 0) & (rows >= 0), own[rows], written).astype(np.int16)


def _names(rows: Ints, written: Ints, own: Ints) -> Ints:
    if not len(own):
        return written
    return np.where((written < 0) & (rows >= 0), own[rows], written).astype(np.int32)


def prepare_reference(reference: pl.DataFrame) -> Reference:
    """Encode the population reference.

    Parameters
    ----------
    reference
        Columns of `pipelines.mention.REFERENCE_SCHEMA`; any but `full_name` may be absent.
    """
    people, names, texts = encode(
        reference, empty_names(), empty_names(WORDS), free_addresses(reference)
    )
    keys = name_keys(names)
    by_number = Lookup.of(people.number)
    father, mother, spouse = (
        by_number.find(numbers)
        for numbers in (people.father_number, people.mother_number, people.spouse_number)
    )
    people = Encoded(
        **{
            **vars(people),
            "father_year": _years(father, people.father_year, people.year),
            "mother_year": _years(mother, people.mother_year, people.year),
            "father": _names(father, people.father, people.name),
            "mother": _names(mother, people.mother, people.name),
            "spouse": _names(spouse, people.spouse, people.name),
        }
    )
    deceased = (
        reference["deceased"].fill_null(value=False).to_numpy()
        if "deceased" in reference.columns
        else np.zeros(people.size, dtype=np.bool_)
    )
    return Reference(
        person_id=reference["person_id"].cast(pl.String),
        people=people,
        names=names,
        keys=keys,
        addresses=Addresses.of(texts, people.address),
        by_number=by_number,
        by_old_number=Lookup.of(people.old_number),
        father_row=father,
        mother_row=mother,
        spouse_row=spouse,
        frequency=frequencies(people, keys),
        deceased=deceased,
    )
