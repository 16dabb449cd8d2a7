"""How many of a register's people are in the reference: with a number and without, by decade.

A written number is held by somebody or by nobody, however badly the rest is written: among these
records expectation-maximisation finds the share inside. Without a number it finds too few: a record
with several mistakes, or of a name that half the commune bears, looks like nobody's although its
person is there. How many such records there are is seen on the pairs that share a number, weighed
as if it had not been written: what they lose, records without a number have lost as well.

Who is absent is hardly ever spread evenly: of the deaths it is those who died long ago, of other
lists those born after the reference was made. So each decade of birth has a share of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from pipelines.matching.comparison import Records
from pipelines.matching.encoded import Encoded, Ints
from pipelines.matching.fields import FIELDS, NUMBER
from pipelines.matching.measures import Presence, Share
from pipelines.matching.posterior import Candidates, Doubles, Prior, posterior
from pipelines.matching.profile import holder, linked_by_number
from pipelines.matching.reference import Reference
from pipelines.matching.scoring import Context, weigh

#: Records' worth of belief in the model's share of people inside against the register's own, and in
#: the register's against a decade's own.
PSEUDO_RECORDS = 50.0
#: Pairs' worth of belief in what the weights promise against what pairs that share a number show.
PSEUDO_PAIRS = 50.0
#: Pairs that share a number and are weighed without it, at most.
MOST_PAIRS = 10_000
#: A share beyond these says that a register is none of this reference, or too good to be true. Of
#: one decade hardly anybody may be known.
LEAST_INSIDE, LEAST_OF_DECADE, MOST_INSIDE = 0.3, 0.01, 0.99
#: Bits by which a pair is likelier than a stranger's from which it counts as recognised.
RECOGNISED = 5.0
#: Those without a number write more carelessly than those who show how many are recognised: by so
#: much of what is not recognised the share may be wrong.
UNLIKE = 0.15
#: Standard deviation, between registers, of the share inside; and between those of one register
#: without a number and with one.
BETWEEN_REGISTERS, WITHIN_REGISTER = 0.08, 0.03
#: No share of those recognised is known better than this.
LEAST_VARIANCE = 1e-6
_ROUNDS = 4
#: Records without a written number, and with one: rows of the tables below.
_WITHOUT, _WITH = 0, 1
#: Decades of birth, the columns: year // 10, 0 where no year is written.
_DECADES = 256

Positions = npt.NDArray[np.intp]


def has_number(records: Records, reference: Reference) -> npt.NDArray[np.bool_]:
    """Say which records write a number that the reference could know."""
    people, known = records.people, bool(reference.people.old_number.any())
    return np.asarray((people.number != 0) | (known & (people.old_number != 0)))


def register_prior(prior: Prior, presence: Presence, context: Context) -> Prior:
    """Take for each record the share that its register showed of its decade."""
    shares = np.vstack([_row(presence.unnumbered), _row(presence.numbered)])
    return replace(prior, inside=shares.ravel()[_kinds(context)])


def _row(share: Share) -> Doubles:
    row = np.full(_DECADES, share.whole)
    row[list(share.by_decade)] = list(share.by_decade.values())
    return row


def _kinds(context: Context) -> Positions:
    """Which cell of a table each record belongs to."""
    written = has_number(context.records, context.reference)
    return written * _DECADES + _decade(context.records.people)


def _decade(people: Encoded) -> Positions:
    return np.clip(people.year // 10, 0, _DECADES - 1).astype(np.intp)


def _table(kinds: Positions, weights: Doubles | None = None) -> Doubles:
    """Add up by number written and decade."""
    counted = np.bincount(kinds, weights, minlength=2 * _DECADES)
    return counted.astype(np.float64).reshape(2, _DECADES)


def measure_presence(
    candidates: Candidates, context: Context, prior: Prior, rows: Ints
) -> Presence:
    """Measure the share of a register's people who are in the reference.

    Lists differ widely: of the deaths of thirty years ago the reference holds few, of today's
    pupils nearly all; and who has no number may have gone more often.

    Parameters
    ----------
    candidates
        Pairs with their weights in bits.
    context
        Records, reference, and the weights that the candidates have.
    prior
        The model's shares.
    rows
        Records that were matched, with or without candidates.
    """
    kinds = _kinds(context)
    sizes = _table(kinds[rows])
    probability, whole, decades = _expectation(candidates, prior, kinds, sizes)
    held = holder(context.records)[candidates.record] == candidates.person
    clear = candidates.weight >= _clear(prior)
    certain, recognised, unclear = (
        _table(kinds[candidates.record[those]], probability[those]).sum(axis=1)
        for those in (held, ~held & clear, ~held & ~clear)
    )
    rate, variance = _rate(context, prior, float(recognised.sum()), float(unclear.sum()))
    if rate:
        least = whole[_WITHOUT]
        whole = np.maximum(
            whole, _whole(certain + recognised / rate, sizes.sum(axis=1), prior.inside)
        )
        told = _told(whole, float(sizes[_WITH].sum()), rate, variance)
        whole[_WITHOUT] = max(least, told)
        decades = _moved(decades, sizes, whole)
    unnumbered, numbered = (
        Share(float(share), _met(row, size))
        for share, row, size in zip(whole, decades, sizes, strict=True)
    )
    records = sizes.sum(axis=1)
    of_all = float(records @ whole / records.sum()) if len(rows) else float(prior.inside)
    return Presence(of_all, numbered, unnumbered)


def _expectation(
    candidates: Candidates, prior: Prior, kinds: Positions, sizes: Doubles
) -> tuple[Doubles, Doubles, Doubles]:
    """Find shares by expectation-maximisation.

    Returns
    -------
    tuple of arrays
        Probability of every pair; share inside without a number and with one; the same by decade.
    """
    nothing = probability = np.zeros(len(candidates.record))
    whole, decades = np.full(2, prior.inside), np.full_like(sizes, prior.inside)
    for _ in range(_ROUNDS):
        known = replace(prior, inside=decades.ravel()[kinds])
        probability = posterior(candidates, nothing, known)
        found = _table(kinds[candidates.record], probability)
        whole = _whole(found.sum(axis=1), sizes.sum(axis=1), prior.inside)
        decades = _shrunk(found, sizes, whole[:, np.newaxis])
        decades = np.clip(decades, LEAST_OF_DECADE, MOST_INSIDE)
    return probability, whole, decades


def _met(row: Doubles, sizes: Doubles) -> Mapping[int, float]:
    return {int(decade): float(row[decade]) for decade in np.flatnonzero(sizes)}


def _whole(found: Doubles, records: Doubles, inside: float | Doubles) -> Doubles:
    return np.clip(_shrunk(found, records, inside), LEAST_INSIDE, MOST_INSIDE)


def _shrunk(found: Doubles, records: Doubles, towards: float | Doubles) -> Doubles:
    return np.asarray((found + PSEUDO_RECORDS * towards) / (records + PSEUDO_RECORDS))


def _clear(prior: Prior) -> float:
    """Weight from which a pair is recognised; a stranger's is one in the number of people."""
    return float(np.log2(prior.people)) + RECOGNISED


def _rate(context: Context, prior: Prior, recognised: float, unclear: float) -> tuple[float, float]:
    """Share of the people inside who are recognised without their number, and its variance.

    Counted on the pairs that share one, and shrunk towards what the weights promise: the part of
    those found without a number who were recognised. 0 if nobody was found.
    """
    if not recognised:
        return 0.0, 0.0
    _, persons, levels = linked_by_number(context.records, context.reference, MOST_PAIRS)
    levels[:, FIELDS.index(NUMBER)] = NUMBER.index("missing")
    weight, _ = weigh(levels, persons, context)
    pairs = len(persons) + PSEUDO_PAIRS
    promised = recognised / (recognised + unclear)
    rate = (float((weight >= _clear(prior)).sum()) + PSEUDO_PAIRS * promised) / pairs
    return rate, rate * (1 - rate) / pairs + (UNLIKE * (1 - rate)) ** 2


def _told(whole: Doubles, numbered: float, rate: float, variance: float) -> float:
    """Share inside of those without a number: as recognised, and as of those with one.

    The less is recognised without a number, the more the register's other records tell; each side
    counts by the inverse of its variance.
    """
    own, others = whole
    few = PSEUDO_RECORDS / (numbered + PSEUDO_RECORDS)
    by_own = (rate / own) ** 2 / max(variance, LEAST_VARIANCE)
    by_others = 1 / (WITHIN_REGISTER**2 + few * BETWEEN_REGISTERS**2)
    return float((by_own * own + by_others * others) / (by_own + by_others))


def _moved(decades: Doubles, sizes: Doubles, whole: Doubles) -> Doubles:
    """Move the odds of all decades alike, from what they have together to what is found."""
    together = (decades * sizes).sum(axis=1) / np.maximum(sizes.sum(axis=1), 1.0)
    known = sizes.any(axis=1)
    shift = np.where(known, _logit(whole) - _logit(np.where(known, together, 0.5)), 0.0)
    moved = 1 / (1 + np.exp(-_logit(decades) - shift[:, np.newaxis]))
    return np.asarray(np.clip(moved, LEAST_OF_DECADE, MOST_INSIDE))


def _logit(share: Doubles) -> Doubles:
    return np.asarray(np.log(share) - np.log1p(-share))
