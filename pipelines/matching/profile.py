"""How careful one register is: its own share of mistakes by field, measured on the night.

The model's m holds for an average register. Some are far dirtier, or write where people lived long
ago. The pairs that share a number show it without any truth, so what a field's disagreement is
worth follows the register. Nothing else of the model moves: which level a mistake falls into, and
what chance does, stay as trained. The measure is bounded, shrunk towards the model by
`PSEUDO_PAIRS`, and the same on every run over the same files.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipelines.matching.comparison import Records, compare
from pipelines.matching.encoded import Ints
from pipelines.matching.fields import BIRTH_DATE, FIELDS, NAME, NUMBER, SPOUSE, ComparedField
from pipelines.matching.model import LevelWeights, Model
from pipelines.matching.name_levels import Levels
from pipelines.matching.reference import Reference
from pipelines.outcomes import FieldStatus

Counts = npt.NDArray[np.int64]
Weights = dict[str, LevelWeights]

_NAME, _DATE = FIELDS.index(NAME), FIELDS.index(BIRTH_DATE)
#: Pairs' worth of belief in the model's share of mistakes against the register's own.
PSEUDO_PAIRS = 200.0
#: A register is never taken for more than so many times as careful or careless as the model says,
#: and never for one in which a field is wrong more often than right.
MOST_TIMES, MOST_WRONG = 100.0, 0.5
#: Those who hold a number may be unlike the rest: of the births only the newest do, and they still
#: live where they were born. They speak for fewer mistakes than the model expects only where they
#: are so large a share of the register.
SPEAKS_FOR_ALL = 0.5
#: Pairs that are compared at most; more would not make the shares much surer.
MOST_PAIRS = 50_000


def _holder(records: Records) -> Ints:
    """Who holds a record's number, or else its old number, in the reference; -1 if nobody."""
    return np.where(records.number_row >= 0, records.number_row, records.old_number_row)


def linked_by_number(records: Records, reference: Reference) -> tuple[Ints, Ints, Levels]:
    """Pairs that share a number and are not contradicted by everything else, with their levels.

    A number may be a relative's: a pair in which neither name nor date agrees teaches nothing.
    """
    holder = _holder(records)
    rows = np.flatnonzero(holder >= 0).astype(np.int32)
    rows = rows[:: max(1, -(-len(rows) // MOST_PAIRS))]
    levels = compare(records, reference, rows, holder[rows])
    name = levels[:, _NAME] <= NAME.index("surname_given")
    date = levels[:, _DATE] <= BIRTH_DATE.index("reference_year")
    kept = name | date
    return rows[kept], holder[rows][kept], levels[kept]


def register_model(model: Model, source: str, records: Records, reference: Reference) -> Model:
    """Fit a model's weights to the share of mistakes that a register makes.

    Returns
    -------
    Model
        The model with level weights of the source's own: m of the levels of disagreement is
        multiplied by one factor a field, m of the others by the factor that keeps their sum.
    """
    weights = model.weights(source)
    _, _, levels = linked_by_number(records, reference)
    if not len(levels):
        return model
    careful = bool((_holder(records) >= 0).mean() >= SPEAKS_FOR_ALL)
    fitted = dict(weights)
    for position, item in enumerate(FIELDS):
        # The number chose the pairs; spouses are rarely named.
        if item not in (NUMBER, SPOUSE):
            count = np.bincount(levels[:, position], minlength=len(item.levels))
            fitted[item.key] = _unnamed(
                item, _fitted(item, weights[item.key], count, careful=careful), count
            )
    return model.model_copy(update={"sources": {**model.sources, source: fitted}})


def mistaken(item: ComparedField) -> npt.NDArray[np.bool_]:
    """Say which levels of a field are mistakes."""
    return np.array([level.status == FieldStatus.MISMATCH for level in item.levels])


def _fitted(item: ComparedField, weights: Weights, count: Counts, *, careful: bool) -> Weights:
    compared = [index for index, level in enumerate(item.levels) if level.compared]
    wrong = mistaken(item)
    share = {key: learnt.m for key, learnt in weights.items()}
    of_model = {index: share[item.levels[index].key] for index in compared}
    every = sum(of_model.values())
    expected = sum(m for index, m in of_model.items() if wrong[index]) / every
    size = float(count[compared].sum())
    if size == 0 or expected <= 0:
        return weights
    measured = (count[wrong].sum() + PSEUDO_PAIRS * expected) / (size + PSEUDO_PAIRS)
    least = expected / MOST_TIMES if careful else expected
    measured = float(np.clip(measured, least, max(least, min(expected * MOST_TIMES, MOST_WRONG))))
    factor = {True: measured / expected, False: (1 - measured) / (1 - expected)}
    fitted = dict(weights)
    for index in compared:
        key = item.levels[index].key
        fitted[key] = weights[key].model_copy(
            update={"m": min(1.0, weights[key].m * factor[bool(wrong[index])])}
        )
    return fitted


def _unnamed(item: ComparedField, weights: Weights, count: Counts) -> Weights:
    """Do not hold against a pair what this reference leaves out of many: it is no evidence then."""
    key = "reference_missing"
    if key not in weights:
        return weights
    named = [index for index, level in enumerate(item.levels) if level.key in weights]
    learnt = weights[key]
    share = (count[item.index(key)] + PSEUDO_PAIRS * learnt.m) / (count[named].sum() + PSEUDO_PAIRS)
    m = max(learnt.m, min(float(share), learnt.u))
    return {**weights, key: learnt.model_copy(update={"m": min(m, 1.0)})}
