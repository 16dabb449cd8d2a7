"""The scoring function: an Arrow batch of candidate pairs in, an Arrow batch with weights out.

It looks at nothing but its batch and a frozen context, so it gives the same row for a pair whatever
other pairs are in the batch: it can run in any order, in any number of processes, on any engine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.matching.comparison import Records, compare
from pipelines.matching.encoded import Ints
from pipelines.matching.fields import (
    BIRTH_DATE,
    FIELDS,
    NAME,
    NUMBER,
    ComparedField,
    Frequency,
    Level,
)
from pipelines.matching.frequencies import Floats
from pipelines.matching.model import LevelWeights
from pipelines.matching.name_levels import Levels
from pipelines.matching.reference import Reference

#: What goes in.
PAIR_SCHEMA = pa.schema([("record", pa.int32()), ("person", pa.int32())])

#: What comes out: the level of every field, the match weight and the relatives' weight in bits.
SCORE_SCHEMA = pa.schema(
    [
        *PAIR_SCHEMA,
        *((item.key, pa.int8()) for item in FIELDS),
        ("weight", pa.float32()),
        ("kin_weight", pa.float32()),
    ]
)


#: Fields are weighed as if their mistakes were independent. One pattern is not: nobody's name and
#: date are both wrong beside a right number, but a wrong number brings another's name and date.
NUMBER_ALONE_BITS = np.float32(-10.0)


#: Whether a relative is written at all never weighs more than this, for or against: agencies and
#: references differ in what they leave out, and a model knows only those it was trained on.
PRESENCE_BITS = 2.0


@dataclass(frozen=True)
class Context:
    """What scoring needs besides the pairs."""

    records: Records
    reference: Reference
    weights: dict[str, dict[str, LevelWeights]]


def score(batch: pa.RecordBatch, context: Context) -> pa.RecordBatch:
    """Score candidate pairs.

    Parameters
    ----------
    batch
        `PAIR_SCHEMA`: positions of a record and a person.
    context
        Encoded records, reference and level weights.

    Returns
    -------
    pyarrow.RecordBatch
        `SCORE_SCHEMA`, rows in the order of the batch.
    """
    record = batch.column("record").to_numpy()
    person = batch.column("person").to_numpy()
    levels = compare(context.records, context.reference, record, person)
    weight, kin = weigh(levels, person, context)
    columns = [pa.array(record), pa.array(person)]
    columns += [pa.array(column) for column in levels.T]
    return pa.RecordBatch.from_arrays(
        [*columns, pa.array(weight), pa.array(kin)], schema=SCORE_SCHEMA
    )


def weigh(levels: Levels, person: Ints, context: Context) -> tuple[Floats, Floats]:
    """Add up the bits of every field.

    Parameters
    ----------
    levels
        (pairs, fields), fields in the order of `FIELDS`.
    person
        Positions in the reference.

    Returns
    -------
    tuple of arrays
        Match weight and relatives' weight.
    """
    weight = np.zeros(len(person), dtype=np.float32)
    kin = np.zeros(len(person), dtype=np.float32)
    for position, item in enumerate(FIELDS):
        bits, kin_bits = field_bits(
            item,
            context.weights[item.key],
            levels[:, position],
            context.reference.frequency,
            person,
        )
        weight += bits
        kin += kin_bits
    weight += np.where(number_alone(levels), NUMBER_ALONE_BITS, np.float32(0))
    return weight, kin


def number_alone(levels: Levels) -> npt.NDArray[np.bool_]:
    """Say which pairs share a number while name and date of birth both disagree.

    Parameters
    ----------
    levels
        (pairs, fields), fields in the order of `FIELDS`.
    """
    number, name, date = (levels[:, FIELDS.index(item)] for item in (NUMBER, NAME, BIRTH_DATE))
    return np.asarray(
        np.isin(number, [NUMBER.index("equal"), NUMBER.index("old_equal")])
        & np.isin(name, [NAME.index("given"), NAME.index("differs")])
        & (date > BIRTH_DATE.index("year_near"))
        & (date != BIRTH_DATE.index("missing"))
    )


def field_bits(
    item: ComparedField,
    weights: dict[str, LevelWeights],
    level: Levels,
    frequency: dict[Frequency, Floats],
    person: Ints,
) -> tuple[Floats, Floats]:
    """Weigh one field of every pair.

    Returns
    -------
    tuple of arrays
        log2(m / u) and log2(kin / u), where u is scaled by the frequency of the person's value. A
        lesser agreement never weighs more than a greater one on the same person, and full agreement
        never less than nothing compared.
    """
    match = np.zeros(len(level), dtype=np.float32)
    kin = np.zeros(len(level), dtype=np.float32)
    differs = weights["differs"] if item.ordered and "differs" in weights else None
    least = np.float32(np.log2(differs.m / differs.u)) if differs else np.float32(-np.inf)
    for index in np.flatnonzero(np.bincount(level, minlength=len(item.levels))):
        name = item.levels[index]
        if name.key not in weights:
            continue
        here = np.flatnonzero(level == index)
        chance = _Chance(frequency, person[here])
        bits, kin_bits = chance.bits(name, weights[name.key])
        if item.ordered and name.compared:
            bits = _graded(item.levels[: index + 1], weights, least, chance)
        elif not name.compared:
            bits = np.clip(bits, -PRESENCE_BITS, PRESENCE_BITS)
            kin_bits = np.clip(kin_bits, -PRESENCE_BITS, PRESENCE_BITS)
        match[here] = bits
        kin[here] = kin_bits
    return match, kin


def _graded(
    levels: tuple[Level, ...], weights: dict[str, LevelWeights], least: np.float32, chance: _Chance
) -> Floats | np.float32:
    """Weigh the last of some levels so that it weighs no more than those before allow."""
    # To agree wholly on what nearly everybody shares says nothing, rather than something against.
    bound: Floats | np.float32 = np.float32(np.inf)
    bits, floor = bound, np.float32(0)
    for level in levels:
        if level.key not in weights or (not level.bounds and level is not levels[-1]):
            continue
        bits = np.maximum(np.minimum(bound, chance.bits(level, weights[level.key])[0]), least)
        if level.bounds:
            bits = np.maximum(bits, floor)
            bound, floor = bits, least
    return bits


class _Chance:
    """What agreement is worth on some people, each frequency looked up once."""

    def __init__(self, frequency: dict[Frequency, Floats], person: Ints):
        self._frequency, self._person = frequency, person
        self._logarithm: dict[Frequency, Floats] = {}

    def bits(
        self, level: Level, learnt: LevelWeights
    ) -> tuple[Floats | np.float32, Floats | np.float32]:
        """log2(m / u) and log2(kin / u) of a level, one item a person where he matters."""
        match = np.float32(np.log2(learnt.m / learnt.u))
        kin = np.float32(np.log2(learnt.kin / learnt.u))
        if level.frequency is None:
            return match, kin
        if level.frequency not in self._logarithm:
            share = self._frequency[level.frequency][self._person]
            self._logarithm[level.frequency] = np.log2(share)
        common = self._logarithm[level.frequency]
        return match - common, kin - common
