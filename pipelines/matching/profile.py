"""How careful one register is: its own share of mistakes by field, measured on the night.

The model's m holds for an average register. Some are far dirtier, or write where people lived long
ago; one slips by a day, another by a year. The pairs that share a number show it without any truth,
so what a field's disagreement is worth follows the register, level by level. Nothing else of the
model moves: how agreement is written, and what chance does, stay as trained. The measure is bounded
and shrunk towards the model by `PSEUDO_PAIRS`, and the same on every run over the same files.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipelines.matching.comparison import Records, compare
from pipelines.matching.encoded import Encoded, Ints, Longs
from pipelines.matching.fields import BIRTH_DATE, FIELDS, NAME, NUMBER, SPOUSE, ComparedField
from pipelines.matching.measures import Care, FieldMeasure
from pipelines.matching.model import LevelWeights, Model
from pipelines.matching.name_levels import Levels
from pipelines.matching.reference import Reference
from pipelines.outcomes import FieldStatus

Counts = npt.NDArray[np.int64]
Weights = dict[str, LevelWeights]

#: Level of a relative whom the record names and the reference does not.
UNNAMED = "reference_missing"
_NAME, _DATE = FIELDS.index(NAME), FIELDS.index(BIRTH_DATE)
#: Pairs' worth of belief in the model's share of mistakes against the register's own.
PSEUDO_PAIRS = 50.0
#: Mistakes' worth of belief in the model's kinds of mistakes (another month, a year nearby …).
PSEUDO_MISTAKES = 20.0
#: A register is never taken for more than so many times as careful or careless as the model says,
#: and never for one in which a field is wrong more often than right.
MOST_TIMES, MOST_WRONG = 100.0, 0.5
#: Those who hold a number may be unlike the rest: of the births only the newest do, and they still
#: live where they were born. Pairs speak for fewer mistakes than the model expects only where they
#: are so large a share of the register.
SPEAKS_FOR_ALL = 0.5
#: Pairs that are compared at most; more would not make the shares much surer.
MOST_PAIRS = 50_000


def _every(size: int, most: int = MOST_PAIRS) -> int:
    """Of so many records, which share is looked at: one in this number."""
    return max(1, -(-size // most))


def holder(records: Records) -> Ints:
    """Who holds a record's number, or else its old number, in the reference; -1 if nobody."""
    return np.where(records.number_row >= 0, records.number_row, records.old_number_row)


def linked_by_number(
    records: Records, reference: Reference, most: int = MOST_PAIRS
) -> tuple[Ints, Ints, Levels]:
    """Pairs that share a number and are not contradicted by everything else, with their levels.

    A number may be a relative's: a pair in which neither name nor date agrees teaches nothing, nor
    does one of the holder and a record in the name of his parent or spouse.

    Parameters
    ----------
    most
        Pairs that are looked at; more are thinned out evenly.
    """
    held_by = holder(records)
    rows = np.flatnonzero(held_by >= 0).astype(np.int32)
    rows = rows[:: _every(len(rows), most)]
    levels = compare(records, reference, rows, held_by[rows])
    name = levels[:, _NAME] <= NAME.index("surname_given")
    date = levels[:, _DATE] <= BIRTH_DATE.index("reference_year")
    kept = (name | date) & (levels[:, FIELDS.index(NUMBER)] != NUMBER.index("lent"))
    return rows[kept], held_by[rows][kept], levels[kept]


def same_name_and_date(records: Records, reference: Reference) -> tuple[Ints, Ints]:
    """Pairs in which identical name and full date of birth point at one person alone."""
    people, own = records.people, reference.people
    return _alone(
        (people.day != 0) & (people.name >= 0),
        records.keys.exact[people.name] ^ _date(people),
        reference.keys.exact[own.name] ^ _date(own),
    )


def same_date_and_commune(records: Records, reference: Reference) -> tuple[Ints, Ints]:
    """Pairs in which full date of birth and commune point at one person alone."""
    people, own = records.people, reference.people
    return _alone(
        (people.day != 0) & (people.commune != 0),
        people.commune ^ _date(people),
        own.commune ^ _date(own),
    )


def same_name_and_commune(records: Records, reference: Reference) -> tuple[Ints, Ints]:
    """Pairs in which identical name and commune point at one person alone."""
    people, own = records.people, reference.people
    return _alone(
        (people.name >= 0) & (people.commune != 0),
        records.keys.exact[people.name] ^ people.commune,
        reference.keys.exact[own.name] ^ own.commune,
    )


def _alone(asked: npt.NDArray[np.bool_], wanted: Longs, theirs: Longs) -> tuple[Ints, Ints]:
    """Pair records, thinned out evenly, with the people whose key nobody else of the reference has.

    Parameters
    ----------
    asked
        Records that have the key.
    wanted, theirs
        Keys of the records and of the people.
    """
    rows = np.arange(0, len(asked), _every(len(asked)), dtype=np.int32)
    rows = rows[asked[rows]]
    sought = np.unique(wanted[rows])
    place = np.minimum(np.searchsorted(sought, theirs), max(len(sought) - 1, 0))
    met = np.flatnonzero(sought[place] == theirs) if len(sought) else np.zeros(0, np.intp)
    person = np.full(len(sought), -1, dtype=np.int32)
    person[place[met]] = met
    person[np.bincount(place[met], minlength=len(sought)) != 1] = -1
    found = person[np.searchsorted(sought, wanted[rows])]
    return rows[found >= 0], found[found >= 0]


def _date(people: Encoded) -> Longs:
    date = people.year.astype(np.int64) * 10000 + people.month * 100 + people.day
    return np.asarray(date * 0x9E3779B97F4A7C1)


#: Without a number: the pairs that show the slips of a field, and the first level that two people
#: who have only those other fields in common reach by chance.
SLIPS = {
    NAME: (same_date_and_commune, "surname_given"),
    BIRTH_DATE: (same_name_and_commune, "same_year"),
}


def measure_care(model: Model, source: str, records: Records, reference: Reference) -> Care:
    """Measure how often, and in which way, a register mistakes each field.

    Pairs that share a number show it. Where fewer than half of the records hold one, those may be
    unlike the rest: what is neither name nor date is then seen in the pairs that name and date
    make, if there are more of them. Where hardly any holds one, slips in the name are seen in the
    pairs that full date and commune make, slips in the date in those that name and commune make.
    """
    weights = model.weights(source)
    _, _, levels = linked_by_number(records, reference)
    size = max(records.people.size, 1)
    numbered = float((holder(records) >= 0).sum()) / size
    others, speaks = levels, numbered
    if numbered < SPEAKS_FOR_ALL:
        rows, persons = same_name_and_date(records, reference)
        found = len(rows) * _every(size) / size
        if found > numbered:
            others, speaks = compare(records, reference, rows, persons), found
    fields = {}
    for position, item in enumerate(FIELDS):
        # The number chose the pairs; spouses are rarely named.
        if item in (NUMBER, SPOUSE):
            continue
        if item in SLIPS and len(levels) < PSEUDO_PAIRS:
            fields[item.key] = _slips(item, weights[item.key], records, reference)
            continue
        told, by = (levels, numbered) if item in (NAME, BIRTH_DATE) else (others, speaks)
        count = np.bincount(told[:, position], minlength=len(item.levels))
        fields[item.key] = _measured(item, weights[item.key], count, careful=by >= SPEAKS_FOR_ALL)
    return Care(numbered, fields)


def register_model(model: Model, source: str, care: Care) -> Model:
    """Fit a model's weights to the share of mistakes that a register makes.

    Returns
    -------
    Model
        The model with level weights of the source's own: m of the levels of disagreement is
        multiplied by one factor a field, m of the others by the factor that keeps their sum.
    """
    fitted = dict(model.weights(source))
    for item in FIELDS:
        if item.key in care.fields:
            fitted[item.key] = _fitted(item, fitted[item.key], care.fields[item.key])
    return model.model_copy(update={"sources": {**model.sources, source: fitted}})


def mistaken(item: ComparedField) -> npt.NDArray[np.bool_]:
    """Say which levels of a field are mistakes."""
    return np.array([level.status == FieldStatus.MISMATCH for level in item.levels])


def _measured(
    item: ComparedField, weights: Weights, count: Counts, *, careful: bool
) -> FieldMeasure:
    expected = _expected(item, weights)
    compared = np.array([level.compared for level in item.levels])
    size, wrong = int(count[compared].sum()), int(count[mistaken(item)].sum())
    share = expected
    if size and expected > 0:
        share = (wrong + PSEUDO_PAIRS * expected) / (size + PSEUDO_PAIRS)
        least = expected / MOST_TIMES if careful else expected
        most = max(least, min(expected * MOST_TIMES, MOST_WRONG))
        share = float(np.clip(share, least, most))
    return FieldMeasure(
        pairs=size,
        counted=wrong / size if size else None,
        expected=expected,
        mistaken=share,
        kinds=_kinds(item, weights, count),
        unnamed=_unnamed(item, weights, count),
    )


def _slips(
    item: ComparedField, weights: Weights, records: Records, reference: Reference
) -> FieldMeasure:
    """Measure the mistakes of a field in pairs that others of their fields make, without a number.

    A few of these pairs are two people, who have nothing of the field in common. So only slips are
    counted, and the field's other mistakes taken to be as many times more as these.
    """
    pairs_of, other = SLIPS[item]
    rows, persons = pairs_of(records, reference)
    level = compare(records, reference, rows, persons)[:, FIELDS.index(item)]
    near = np.array([level.compared for level in item.levels])
    near[item.index(other) :] = False
    count = np.bincount(level, minlength=len(item.levels))
    size, made = int(count[near].sum()), int(count[near & mistaken(item)].sum())
    m = np.array([weights[level.key].m if level.compared else 0.0 for level in item.levels])
    slips, expected = m[near & mistaken(item)].sum() / m[near].sum(), _expected(item, weights)
    times = (made / slips + PSEUDO_PAIRS) / (size + PSEUDO_PAIRS)
    share = expected * min(max(times, 1.0), MOST_TIMES)
    return FieldMeasure(
        pairs=size,
        counted=made / size if size else None,
        expected=expected,
        mistaken=float(min(share, max(expected, MOST_WRONG))),
        kinds={},
    )


def _kinds(item: ComparedField, weights: Weights, count: Counts) -> dict[str, float]:
    """Share of the mistakes that fall into each level; empty where there are none to see it by."""
    wrong = np.flatnonzero(mistaken(item))
    made = count[wrong].astype(np.float64)
    if len(wrong) < 2 or not made.any():
        return {}
    keys = [item.levels[index].key for index in wrong]
    model = np.array([weights[key].m for key in keys])
    share = (made + PSEUDO_MISTAKES * model / model.sum()) / (made.sum() + PSEUDO_MISTAKES)
    return dict(zip(keys, share.tolist(), strict=True))


def _expected(item: ComparedField, weights: Weights) -> float:
    """Share of mistakes that the model expects among pairs that have the field on both sides."""
    wrong = mistaken(item)
    m = {index: weights[level.key].m for index, level in enumerate(item.levels) if level.compared}
    return sum(value for index, value in m.items() if wrong[index]) / sum(m.values())


def _unnamed(item: ComparedField, weights: Weights, count: Counts) -> float | None:
    """Do not hold against a pair what this reference leaves out of many: it is no evidence then."""
    if UNNAMED not in weights:
        return None
    named = [index for index, level in enumerate(item.levels) if level.key in weights]
    learnt, size = weights[UNNAMED], float(count[named].sum())
    surplus = float(count[item.index(UNNAMED)]) - size * learnt.m
    share = learnt.m + surplus / (size + PSEUDO_PAIRS)
    return min(max(learnt.m, min(share, learnt.u)), 1.0)


def _fitted(item: ComparedField, weights: Weights, measure: FieldMeasure) -> Weights:
    fitted, expected = dict(weights), _expected(item, weights)
    if 0 < expected < 1:
        factor = {
            True: measure.mistaken / expected,
            False: (1 - measure.mistaken) / (1 - expected),
        }
        learnt = {level.key: weights[level.key].m for level in item.levels if level.compared}
        made = measure.mistaken * sum(learnt.values())
        for level, wrong in zip(item.levels, mistaken(item), strict=True):
            if level.compared:
                m = learnt[level.key] * factor[bool(wrong)]
                m = min(1.0, made * measure.kinds[level.key] if wrong and measure.kinds else m)
                fitted[level.key] = weights[level.key].model_copy(update={"m": m})
    if measure.unnamed is not None:
        fitted[UNNAMED] = weights[UNNAMED].model_copy(update={"m": measure.unnamed})
    return fitted
