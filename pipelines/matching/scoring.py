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
    columns += [pa.array(np.ascontiguousarray(column)) for column in levels.T]
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
    bound: npt.NDArray[np.float32] = np.full(len(level), np.inf, dtype=np.float32)
    cache: dict[Frequency, Floats] = {}
    differs = weights["differs"] if item.ordered and "differs" in weights else None
    least = np.float32(np.log2(differs.m / differs.u)) if differs else np.float32(-np.inf)
    # To agree wholly on what nearly everybody shares says nothing, rather than something against.
    floor = np.float32(0)
    for index, name in enumerate(item.levels):
        learnt = weights.get(name.key)
        if learnt is None:
            continue
        here = level == index
        base: Floats | np.float32 = np.float32(0)
        if name.frequency is not None:
            if name.frequency not in cache:
                cache[name.frequency] = np.log2(frequency[name.frequency][person])
            base = cache[name.frequency]
        bits = np.float32(np.log2(learnt.m / learnt.u)) - base
        kin_bits = np.float32(np.log2(learnt.kin / learnt.u)) - base
        if item.ordered and name.compared:
            bits = np.maximum(np.minimum(bound, bits), least)
            if name.bounds:
                bits = np.maximum(bits, floor)
                bound, floor = bits, least
        elif not name.compared:
            bits = np.clip(bits, -PRESENCE_BITS, PRESENCE_BITS)
            kin_bits = np.clip(kin_bits, -PRESENCE_BITS, PRESENCE_BITS)
        match[here] = np.broadcast_to(bits, len(level))[here]
        kin[here] = np.broadcast_to(kin_bits, len(level))[here]
    return match, kin
