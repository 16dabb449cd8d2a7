"""How many of a register's people are in the reference: of those with a number, and without.

A written number is held by somebody or by nobody, however badly the rest is written: among these
records expectation-maximisation finds the share inside. Without a number it finds too few: a record
with several mistakes, or of a name that half the commune bears, looks like nobody's although its
person is there. How many such records there are is seen on the pairs that share a number, weighed
as if it had not been written: what they lose, records without a number have lost as well.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from pipelines.matching.comparison import Records
from pipelines.matching.encoded import Ints
from pipelines.matching.fields import FIELDS, NUMBER
from pipelines.matching.measures import Presence
from pipelines.matching.posterior import Candidates, Doubles, Prior, posterior
from pipelines.matching.profile import linked_by_number
from pipelines.matching.reference import Reference
from pipelines.matching.scoring import Context, weigh

#: Records' worth of belief in the model's share of people inside against the register's own.
PSEUDO_RECORDS = 50.0
#: Pairs' worth of belief in what the weights promise against what pairs that share a number show.
PSEUDO_PAIRS = 50.0
#: Pairs that share a number and are weighed without it, at most.
MOST_PAIRS = 10_000
#: A share beyond these says that a register is none of this reference, or too good to be true.
LEAST_INSIDE, MOST_INSIDE = 0.3, 0.99
#: Bits by which a pair is likelier than a stranger's from which it counts as recognised.
RECOGNISED = 5.0
_ROUNDS = 4
#: Records without a written number, and with one.
_WITHOUT, _WITH = 0, 1


def has_number(records: Records, reference: Reference) -> npt.NDArray[np.bool_]:
    """Say which records write a number that the reference could know."""
    people, known = records.people, bool(reference.people.old_number.any())
    return np.asarray((people.number != 0) | (known & (people.old_number != 0)))


def register_prior(prior: Prior, presence: Presence, context: Context) -> Prior:
    """Take for each record the share that its register showed."""
    written = has_number(context.records, context.reference)
    return replace(prior, inside=np.where(written, presence.numbered, presence.unnumbered))


def measure_presence(
    candidates: Candidates, context: Context, prior: Prior, rows: Ints
) -> Presence:
    """Measure the share of a register's people who are in the reference.

    Lists differ widely: of the deaths of thirty years ago the reference holds few, of today's
    pupils nearly all; and who has no number may have gone more often.

    Parameters
    ----------
    context
        Records, reference, and the weights that the candidates have.
    prior
        The model's shares.
    rows
        Records that were matched, with or without candidates.
    """
    written = has_number(context.records, context.reference)
    sizes = np.bincount(written[rows], minlength=2).astype(np.float64)
    nothing = probability = np.zeros(len(candidates.record))
    found = shares = np.full(2, prior.inside)
    for _ in range(_ROUNDS):
        known = replace(prior, inside=shares[written.astype(np.intp)])
        probability = posterior(candidates, nothing, known)
        group = written[candidates.record]
        found = np.bincount(group, probability, minlength=2).astype(np.float64)
        shares = _shrunk(found, sizes, prior)
    clear = (candidates.weight >= _clear(prior)) & ~written[candidates.record]
    recognised = float(probability[clear].sum())
    rate = _rate(context, prior, recognised, float(found[_WITHOUT]))
    inside = _shrunk(np.array([recognised / rate]), sizes[:1], prior)[0] if rate else 0.0
    # Those without a number are hardly known more often than those who have one.
    least, most = shares[_WITHOUT], max(shares)
    shares[_WITHOUT] = np.clip(inside, least, most)
    whole = sizes @ shares / sizes.sum() if len(rows) else prior.inside
    return Presence(float(whole), numbered=float(shares[_WITH]), unnumbered=float(shares[_WITHOUT]))


def _shrunk(found: Doubles, records: Doubles, prior: Prior) -> Doubles:
    share = (found + PSEUDO_RECORDS * prior.inside) / (records + PSEUDO_RECORDS)
    return np.asarray(np.clip(share, LEAST_INSIDE, MOST_INSIDE))


def _clear(prior: Prior) -> float:
    """Weight from which a pair is recognised; a stranger's is one in the number of people."""
    return float(np.log2(prior.people)) + RECOGNISED


def _rate(context: Context, prior: Prior, recognised: float, found: float) -> float:
    """Share of the people inside who are recognised without their number.

    Counted on the pairs that share one, and shrunk towards what the weights promise: the part of
    those found without a number who were recognised.
    """
    if not found:
        return 0.0
    _, persons, levels = linked_by_number(context.records, context.reference, MOST_PAIRS)
    levels[:, FIELDS.index(NUMBER)] = NUMBER.index("missing")
    weight, _ = weigh(levels, persons, context)
    seen = float((weight >= _clear(prior)).sum())
    return (seen + PSEUDO_PAIRS * recognised / found) / (len(persons) + PSEUDO_PAIRS)
