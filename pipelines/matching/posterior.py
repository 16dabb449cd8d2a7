"""From weights to probabilities: all candidates of a record, and nobody, against each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.matching.encoded import Ints
from pipelines.matching.model import Model

Doubles = npt.NDArray[np.float64]

#: Weights beyond this are certain anyway and would overflow.
_LIMIT = 200.0
#: No claim is so sure that nothing is left for another record.
_SURE = 1e-9


@dataclass(frozen=True)
class Candidates:
    """Scored pairs, sorted by record and person, with where each record starts."""

    record: Ints
    person: Ints
    weight: Doubles
    kin_weight: Doubles
    starts: npt.NDArray[np.intp]
    group: npt.NDArray[np.intp]

    @classmethod
    def of(cls, record: Ints, person: Ints, weight: Doubles, kin_weight: Doubles) -> Candidates:
        """Build from pairs sorted by record and person."""
        starts = (
            np.flatnonzero(np.diff(record, prepend=-1)) if len(record) else np.zeros(0, np.intp)
        )
        sizes = np.diff(np.append(starts, len(record)))
        return cls(
            record, person, weight, kin_weight, starts, np.repeat(np.arange(len(starts)), sizes)
        )


@dataclass(frozen=True)
class Prior:
    """How likely a register's person is in the reference at all, and who.

    Attributes
    ----------
    inside
        Share of the people who are in the reference: one, or one for each record.
    relatives
        Relatives in the reference that somebody has who is not in it himself.
    people
        People of the reference.
    named
        For every person of the reference, the share of the people of his age whom the register
        names; None where that is not known.
    """

    inside: float | Doubles
    relatives: float
    people: int
    named: Doubles | None = None

    @classmethod
    def of(cls, model: Model, people: int) -> Prior:
        """Take the model's shares for a reference of a size."""
        return cls(model.inside, model.relatives, max(people, 1))

    def odds(self, record: Ints) -> tuple[Doubles, Doubles]:
        """log2 of the share inside and of the share outside, one item a record asked for."""
        inside, outside = np.log2(self.inside), np.log2(1 - np.asarray(self.inside))
        if not inside.ndim:
            return np.full(len(record), inside), np.full(len(record), outside)
        return inside[record], outside[record]


@dataclass(frozen=True)
class Alternatives:
    """All that may be true of the records, each as log2 of its weight.

    Attributes
    ----------
    claim
        Of every pair: this candidate is the record's person.
    relative
        Of every record: a brother or sister of a candidate is, who is not in the reference.
    nobody
        Of every record: a stranger is, who is not in the reference.
    """

    claim: Doubles
    relative: Doubles
    nobody: Doubles


def alternatives(candidates: Candidates, bonus: Doubles, prior: Prior) -> Alternatives:
    """Weigh what stands against each other; arguments as of `probabilities_of_all`.

    The absent brother or sister is that of the candidate whom the record fits best as such: all
    candidates of a family have the same one.
    """
    people = np.log2(prior.people)
    inside, _ = prior.odds(candidates.record)
    claim = np.clip(candidates.weight + bonus + inside - people, -_LIMIT, _LIMIT)
    _, nobody = prior.odds(candidates.record[candidates.starts])
    kin = candidates.kin_weight
    if len(kin):
        kin = np.maximum.reduceat(kin, candidates.starts) + nobody - people
        kin += np.log2(min(prior.relatives, 1.0))
    return Alternatives(claim, np.clip(kin, -_LIMIT, _LIMIT), nobody)


def posterior(candidates: Candidates, bonus: Doubles, prior: Prior) -> Doubles:
    """Probability of each candidate; arguments as of `probabilities_of_all`."""
    return probabilities_of_all(candidates, bonus, prior)[0]


def probabilities_of_all(
    candidates: Candidates, bonus: Doubles, prior: Prior
) -> tuple[Doubles, Doubles]:
    """Weigh candidates, absent relative and nobody: one of them is the record's person.

    Parameters
    ----------
    candidates
        Pairs with weights in bits.
    bonus
        Bits from outside the pair (competition, couple), one item a pair.
    prior
        Shares that hold before anything is compared.

    Returns
    -------
    tuple of arrays
        Probability of every pair, and of every record that has any that it is an absent relative's.
    """
    if not len(candidates.record):
        return np.zeros(0), np.zeros(0)
    against = alternatives(candidates, bonus, prior)
    top = np.maximum(np.maximum.reduceat(against.claim, candidates.starts), against.relative)
    top = np.maximum(top, against.nobody)
    scaled = np.exp2(against.claim - top[candidates.group])
    relative = np.exp2(against.relative - top)
    total = np.add.reduceat(scaled, candidates.starts) + relative + np.exp2(against.nobody - top)
    return np.asarray(scaled / total[candidates.group]), np.asarray(relative / total)


def competition(
    candidates: Candidates, probability: Doubles, named: Doubles, repeated: float
) -> Doubles:
    """Bits that a claim gains or loses by what the register's other records claim.

    A register that holds everybody once has room for a second record of a person only with the
    chance of a repeated one. A person whom no other record claims is the more likely to be this
    record's the more people of his age the register names: a stranger's record would sooner look
    like one of those.

    Parameters
    ----------
    probability
        Of every pair without this evidence.
    named
        For every person of the reference, the share of those of his age whom the register names.
    repeated
        Chance that a record is a further one of a person whom the register names already.
    """
    free = np.log2(np.maximum(1 - probability, _SURE))
    every = np.bincount(candidates.person, weights=free, minlength=len(named))
    unclaimed = np.exp2(every[candidates.person] - free)
    left = 1 - named[candidates.person]
    return np.asarray(np.log2(repeated * (1 - unclaimed) + unclaimed / left))


def couple(
    candidates: Candidates,
    probability: Doubles,
    partner: Ints,
    spouse_row: Ints,
    *,
    people: int,
    couples: float,
) -> Doubles:
    """Bits that a claim gains or loses by what the other person of the couple says.

    Parameters
    ----------
    probability
        Of every pair without this evidence.
    partner
        For every record, the record of the other person of the row; -1 if there is none.
    spouse_row
        For every person of the reference, the spouse's position; -1 if unknown.
    couples
        Share of couples whom the reference holds as a couple.
    """
    other = partner[candidates.record]
    spouse = spouse_row[candidates.person]
    joined = (candidates.record.astype(np.int64) << 32) | candidates.person
    wanted = (other.astype(np.int64) << 32) | spouse
    asked = (other >= 0) & (spouse >= 0)
    place = np.minimum(np.searchsorted(joined, wanted), max(len(joined) - 1, 0))
    found = asked & (joined[place] == wanted) if len(joined) else asked
    theirs = np.where(found, probability[place], 0.0)
    factor = (1 - couples) + couples * people * theirs
    bits = np.where(asked, np.log2(factor), np.log2(0.5))
    return np.where(other >= 0, bits, 0.0)
