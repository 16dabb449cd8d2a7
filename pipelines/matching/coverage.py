"""How many of the reference's people a register names, by year of birth.

A register that holds everybody once has hardly room for a second record of a person. So where it
names nine in ten of an age, a stranger's record that looks like somebody's mostly looks like
somebody whom another record claims already; a person whom no other record claims is the more likely
to be this record's. A register that names few says nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pipelines.matching.posterior import Candidates, Doubles, Prior, posterior
from pipelines.matching.reference import Reference

#: People's worth of belief in the share of all years against a year's own.
PSEUDO_PEOPLE = 50.0
#: No year is taken to be named more completely: at most 3.3 bits for whoever is left.
MOST_NAMED = 0.9


def measure_named(candidates: Candidates, prior: Prior, reference: Reference) -> dict[int, float]:
    """Measure the share of the people born in a year whom a register names.

    Returns
    -------
    dict
        Shares by year of birth, shrunk towards that of all years; 0: without a year.
    """
    probability = posterior(candidates, np.zeros(len(candidates.record)), prior)
    free = np.ones(reference.size)
    np.multiply.at(free, candidates.person, 1 - probability)
    year = reference.people.year
    sizes = np.bincount(year).astype(np.float64)
    found = np.bincount(year, weights=1 - free)
    share = (found + PSEUDO_PEOPLE * (1 - free).mean()) / (sizes + PSEUDO_PEOPLE)
    return {int(at): float(share[at]) for at in np.flatnonzero(sizes)}


def named_people(named: Mapping[int, float], reference: Reference) -> Doubles:
    """Look up the share of each person's year, at most `MOST_NAMED`; 0 for a year not measured."""
    row = np.zeros(int(reference.people.year.max(initial=0)) + 1)
    for year, share in named.items():
        if year < len(row):
            row[year] = share
    return np.asarray(np.minimum(row, MOST_NAMED)[reference.people.year])
