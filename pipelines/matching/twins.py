"""How often somebody who is not in the reference is the twin of somebody who is.

A twin shares date, parents and home, and often all but a letter of the name: his record looks like
his brother's with a slip. How many of the absent are twins of people inside depends on why they are
absent (a family that has moved takes both along, a clerk who takes two for one leaves one out), and
no reference shows it. The register does: same date, family and home under another given name
altogether is hardly ever a slip.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipelines.matching.encoded import Ints
from pipelines.matching.engine import Scored
from pipelines.matching.fields import BIRTH_DATE, FIELDS, NAME, ComparedField
from pipelines.matching.posterior import Prior, probabilities_of_all
from pipelines.matching.scoring import Context

#: Twins' worth of belief in what the families of the reference promise.
PSEUDO_TWINS = 5.0
#: A register never shows fewer than promised, nor more than so many times as many.
MOST_TIMES = 100.0
_ROUNDS = 4
#: Name levels that twins have and slips hardly ever make.
_ANOTHER_NAME = ("stem", "surname_given", "given", "differs")
_NAME, _DATE = FIELDS.index(NAME), FIELDS.index(BIRTH_DATE)
_EXACT = BIRTH_DATE.index("exact")


def measure_twins(scored: Scored, context: Context, prior: Prior, rows: Ints) -> float:
    """Measure how many times as many absent twins a register shows as families promise.

    By expectation-maximisation, from as many as promised.

    Parameters
    ----------
    scored
        Pairs as weighed before.
    prior
        Shares inside as the register showed them.
    rows
        Records that were matched.
    """
    candidates = scored.candidates()
    if not len(candidates.record):
        return 1.0
    dated = rows[context.records.people.day[rows] != 0]
    _, outside = prior.odds(dated)
    promised = float(np.exp2(outside).sum()) * min(prior.relatives, 1.0) * _promised(context)
    likeliest = np.maximum.reduceat(scored.kin_weight, candidates.starts)[candidates.group]
    other = [NAME.index(key) for key in _ANOTHER_NAME]
    twin = (scored.levels[:, _DATE] == _EXACT) & np.isin(scored.levels[:, _NAME], other)
    shown = np.zeros(len(candidates.starts), dtype=np.bool_)
    shown[candidates.group[twin & (scored.kin_weight == likeliest)]] = True
    theirs, times = scored.take(shown[candidates.group]), 1.0
    nothing = np.zeros(len(theirs.record))
    for _ in range(_ROUNDS):
        weighed = with_twins(theirs, times).candidates()
        _, relative = probabilities_of_all(weighed, nothing, prior)
        times = (float(relative.sum()) + PSEUDO_TWINS) / (promised + PSEUDO_TWINS)
        times = min(max(times, 1.0), MOST_TIMES)
    return times


def _promised(context: Context) -> float:
    """Share of siblings who have the date, and another name altogether, in common."""
    name, date = (_kin(item, context) for item in (NAME, BIRTH_DATE))
    other = sum(name.get(key, 0.0) for key in _ANOTHER_NAME) / sum(name.values())
    return other * date["exact"] / sum(date.values())


def _kin(item: ComparedField, context: Context) -> dict[str, float]:
    weights = context.weights[item.key]
    return {
        level.key: weights[level.key].kin
        for level in item.levels if level.compared and level.key in weights
    }  # fmt: skip


def with_twins(scored: Scored, times: float) -> Scored:
    """Weigh the absent sibling of everybody of the same date so many times as often."""
    kin_weight = scored.kin_weight.copy()
    kin_weight[scored.levels[:, _DATE] == _EXACT] += np.log2(times)
    return replace(scored, kin_weight=kin_weight)
