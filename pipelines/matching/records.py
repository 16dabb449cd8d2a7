"""A register's mentions, encoded against the reference."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.matching.addresses import free_addresses
from pipelines.matching.comparison import Records
from pipelines.matching.encoded import Encoded, Ints, encode
from pipelines.matching.names import name_keys
from pipelines.matching.reference import Reference
from pipelines.mention import Scope
from pipelines.sources.declaration import Source

#: Roles of one row that are, as a rule, husband and wife.
COUPLES: tuple[tuple[str, str], ...] = (
    ("husband", "wife"),
    ("owner", "co_owner"),
    ("adoptive_father", "adoptive_mother"),
)

LIVING, DEAD, EITHER = 1, 2, 0


@dataclass(frozen=True)
class Register:
    """What matching knows of a list before it reads a record.

    Attributes
    ----------
    source
        Source name: a model may hold weights of its own for it.
    once
        The list names a person once, so records of the same person compete.
    living, expects_dead
        As the list's declaration says (`pipelines.sources.declaration.Source`).
    """

    source: str = ""
    once: bool = False
    living: bool = False
    expects_dead: bool = False

    @classmethod
    def of(cls, source: Source) -> Register:
        """Take what a list's declaration says."""
        return cls(source.name, len(source.persons) == 1, source.living, source.expects_dead)

    @property
    def life(self) -> int:
        """Whether the list should hold living people, dead ones, or both."""
        return DEAD if self.expects_dead else LIVING if self.living else EITHER


#: Relatives that a row may name beside the person.
KIN = ("father", "mother", "spouse")


def encode_records(mentions: pl.DataFrame, reference: Reference, life: int = EITHER) -> Records:
    """Encode mentions.

    Parameters
    ----------
    mentions
        Columns of `pipelines.mention.SCHEMA`, any but `full_name` absent.
    life
        Whether the list should hold living people, dead ones, or both.
    """
    known = reference.addresses.texts
    # Where the reference has no free address, none of the register's can be compared.
    address = free_addresses(
        mentions if known.size else mentions.drop("address_detail", strict=False)
    )
    people, names, texts = encode(mentions, reference.names, known, address)
    partner = partners(mentions)
    # Where the other one of the couple is a mention too, that mention speaks for itself.
    alone = partner < 0
    people = replace(
        people,
        spouse=np.where(alone, people.spouse, -1).astype(np.int32),
        spouse_number=np.where(alone, people.spouse_number, 0),
    )
    return Records(
        people=people,
        names=names,
        keys=name_keys(names, reference.keys),
        addresses=replace(reference.addresses, texts=texts),
        number_row=reference.by_number.find(people.number),
        old_number_row=reference.by_old_number.find(people.old_number),
        partner=partner,
        kin=_kin_named(mentions, people, reference, alone),
        life=np.full(mentions.height, life, dtype=np.int8),
    )


def _kin_named(
    mentions: pl.DataFrame, people: Encoded, reference: Reference, alone: npt.NDArray[np.bool_]
) -> dict[str, npt.NDArray[np.bool_]]:
    """Say for every mention whether its father, mother, spouse could have been written.

    Every commune sends a layout of its own: what one sheet has no column for, it does not leave
    out, whatever the other files of the list hold.
    """
    sheet = [name for name in ("file_name", "sheet_name", "role") if name in mentions.columns]
    named = {kin: np.zeros(mentions.height, dtype=np.bool_) for kin in KIN}
    for kin in KIN:
        filled = getattr(people, kin) >= 0
        if filled.any() and (getattr(reference.people, kin) >= 0).any():
            asked = pl.col("filled").any().over(sheet) if sheet else pl.col("filled").any()
            every = mentions.select(sheet).with_columns(filled=pl.Series(filled))
            named[kin] = every.with_columns(asked)["filled"].to_numpy()
    # The other one of a couple is no field of this mention.
    return {**named, "spouse": named["spouse"] & alone}


def partners(mentions: pl.DataFrame) -> Ints:
    """For every mention, the mention of the other person of the couple in its row, -1 if none."""
    result = np.full(mentions.height, -1, dtype=np.int32)
    place = ["source", "file_name", "sheet_name", "file_row"]
    if "role" not in mentions.columns or not set(place) <= set(mentions.columns):
        return result
    rows = mentions.select(*place, "role").with_row_index("row")
    for one, other in COUPLES:
        first = rows.filter(pl.col("role") == one)
        if first.is_empty():
            continue
        second = rows.filter(pl.col("role") == other)
        both = first.join(second, on=place, how="inner", suffix="_other")
        left, right = both["row"].to_numpy(), both["row_other"].to_numpy()
        result[left], result[right] = right, left
    return result


def in_scope(mentions: pl.DataFrame) -> Ints:
    """Rows of the mentions that belong in the matching at all."""
    return np.flatnonzero((mentions["scope"] == Scope.PERSON).to_numpy()).astype(np.int32)
