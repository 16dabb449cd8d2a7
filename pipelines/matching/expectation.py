"""Learn a model where hardly any number links: expectation-maximisation over all candidates.

Dempster, Laird and Rubin, JRSS B 39 (1977), as Winkler (1988) applies it to record linkage: every
candidate counts as a pair of one person by its probability, each random pair as one of strangers by
what is left; from the counts come new weights, from these new probabilities.
"""

from __future__ import annotations

import numpy as np

from pipelines.matching.comparison import Records
from pipelines.matching.engine import find_candidates
from pipelines.matching.level_counts import (
    FEW,
    Counts,
    Doubles,
    Strangers,
    count,
    count_strangers,
    field_weights,
)  # fmt: skip
from pipelines.matching.model import Model
from pipelines.matching.posterior import Prior, posterior
from pipelines.matching.reference import Reference
from pipelines.matching.scoring import Context, weigh
from pipelines.matching.settings import MatchSettings

#: Rounds; the weights then change by less than the counts' own chance.
_ROUNDS = 5


def learn_by_expectation(
    start: Model,
    reference: Reference,
    registers: list[tuple[str, Records]],
    strangers: list[list[Strangers]],
    kin: dict[str, Doubles],
) -> Model:
    """Learn weights and the share of people inside, beginning with those of a model.

    Parameters
    ----------
    start
        What the first round weighs by.
    strangers
        Random pairs of each register.
    kin
        Level counts of pairs of relatives.

    Raises
    ------
    ValueError
        If hardly any record finds its person: nothing to learn from.
    """
    model = start
    for _ in range(_ROUNDS):
        counts, found = Counts(kin=kin), 0.0
        for (source, records), drawn in zip(registers, strangers, strict=True):
            context = Context(records, reference, model.weights(source))
            found += _count_candidates(counts, context, model)
            for pairs in drawn:
                count_strangers(counts, pairs, reference, _strange(pairs, context, model))
        if found < FEW:
            raise ValueError("hardly any record of these registers finds its person")
        mentions = sum(records.people.size for _, records in registers)
        inside = float(np.clip(found / mentions, 0.5, 0.99))
        # Nothing was linked by number: what numbers weigh is not to be learnt here.
        fields = {**field_weights(counts), "number": start.fields["number"]}
        model = model.model_copy(update={"fields": fields, "inside": inside})
    return model


def _count_candidates(counts: Counts, context: Context, model: Model) -> float:
    """Count candidates by their probability; return how many people that finds."""
    rows = np.arange(context.records.people.size, dtype=np.int32)
    scored = find_candidates(context.reference, context, rows, model, MatchSettings())
    prior = Prior.of(model, context.reference.size)
    share = posterior(scored.candidates(), np.zeros(len(scored.record)), prior)
    count(counts.match, scored.levels, share)
    return float(share.sum())


def _strange(pairs: Strangers, context: Context, model: Model) -> Doubles:
    """Probability of random pairs that they are two people: in a small reference some are one."""
    weight, _ = weigh(pairs.levels, pairs.person, context)
    odds = np.log2(model.inside / max(context.reference.size, 1)) + weight.astype(np.float64)
    return np.asarray(1 / (1 + np.exp2(np.clip(odds, -100, 100))))
