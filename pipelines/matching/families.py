"""What brothers and sisters share in one reference: names, dates, homes, and how many twins.

An absent twin looks like his brother in all but the given name. How often two children of a family
are twins, or have the middle name in common, differs from one people to the next, and the reference
shows it itself: its households with both parents named. No record and no truth goes in.
"""

from __future__ import annotations

import numpy as np

from pipelines.matching.fields import (
    BIRTH_DATE,
    COMMUNE,
    ETHNIC_GROUP,
    FIELDS,
    HAMLET,
    NAME,
    SEX,
    ComparedField,
)  # fmt: skip
from pipelines.matching.level_counts import (
    Counts,
    Doubles,
    count_relatives,
    of_siblings,
    weighed_levels,
)  # fmt: skip
from pipelines.matching.model import LevelWeights, Model
from pipelines.matching.reference import Reference

#: People whose households are looked at; more would not make the shares much surer.
MOST_PEOPLE = 40_000
#: Pairs' worth of belief in what the model says of siblings, and the part of it that always stays.
PSEUDO_PAIRS = 200.0
LEAST_OF_MODEL = 0.05
#: Fields that a family decides. What it shares by definition, its parents, needs no counting.
_OF_FAMILIES = (NAME, BIRTH_DATE, SEX, COMMUNE, HAMLET, ETHNIC_GROUP)


def family_model(model: Model, reference: Reference) -> Model:
    """Fit what relatives share (`kin`) to the families of a reference.

    Returns
    -------
    Model
        The model as it was where the reference knows no families.
    """
    counts = Counts()
    count_relatives(counts, reference, MOST_PEOPLE)
    fitted = dict(model.fields)
    for item in FIELDS:
        if item in _OF_FAMILIES:
            fitted[item.key] = _fitted(item, fitted[item.key], counts.kin[item.key])
    return model.model_copy(update={"fields": fitted})


def _fitted(
    item: ComparedField, weights: dict[str, LevelWeights], kin: Doubles
) -> dict[str, LevelWeights]:
    used = weighed_levels(item)
    keys, counted = [item.levels[index].key for index in used], kin[used]
    if not counted.any():
        return weights
    model = np.array([weights[key].kin for key in keys])
    m = np.array([weights[key].m for key in keys])
    share = of_siblings(item, counted, m / m.sum(), model)
    stays = max(PSEUDO_PAIRS / (counted.sum() + PSEUDO_PAIRS), LEAST_OF_MODEL)
    relative = (1 - stays) * share + stays * model
    return {
        **weights,
        **{
            key: weights[key].model_copy(update={"kin": float(value)})
            for key, value in zip(keys, relative, strict=True)
        },
    }
