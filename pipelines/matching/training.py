"""Learn a model: m from pairs linked by number, u from random pairs, kin from households."""

from __future__ import annotations

import numpy as np

from pipelines.matching.comparison import Records, compare
from pipelines.matching.encoded import Ints
from pipelines.matching.expectation import learn_by_expectation
from pipelines.matching.fields import FIELDS, NUMBER
from pipelines.matching.level_counts import (
    FEW,
    Counts,
    Doubles,
    Strangers,
    count,
    count_relatives,
    count_strangers,
    draw_strangers,
    field_weights,
)  # fmt: skip
from pipelines.matching.model import Model, load_model
from pipelines.matching.profile import linked_by_number, same_name_and_date
from pipelines.matching.reference import Reference

_NUMBER = FIELDS.index(NUMBER)


def _number_counts(records: Records, reference: Reference) -> Doubles:
    """Count the levels of the number among pairs that name and full date make one person."""
    rows, persons = same_name_and_date(records, reference)
    levels = compare(records, reference, rows, persons)[:, _NUMBER]
    return np.bincount(levels, minlength=len(NUMBER.levels)).astype(np.float64)


def train(
    reference: Reference,
    registers: list[tuple[str, Records]],
    *,
    version: str,
    seed: int = 20260101,
    random_pairs: int = 400_000,
    provenance: dict[str, str | int | float] | None = None,
) -> Model:
    """Learn a model from registers and the reference they were made against.

    Where numbers link too few pairs, m comes from expectation-maximisation over all candidates.

    Parameters
    ----------
    registers
        Source name and encoded mentions of each.
    version
        Name of the model.
    seed, random_pairs
        How many pairs of strangers are drawn from each register, twice.

    Raises
    ------
    ValueError
        If hardly any record finds its person, by number or otherwise: nothing to learn from.
    """
    counts = Counts()
    linked = [linked_by_number(records, reference) for _, records in registers]
    for _, _, levels in linked:
        count(counts.match, levels)
    count_relatives(counts, reference)
    rows = [rows for rows, _, _ in linked]
    pairs = sum(map(len, rows))
    drawn = _draw(reference, registers, rows, np.random.default_rng(seed), random_pairs)
    shipped = load_model()
    start = shipped.model_copy(
        update={
            "version": version,
            "provenance": {**(provenance or {}), "people": reference.size, "linked_pairs": pairs},
            "relatives": _relatives_each(reference, shipped.relatives),
            "sources": {},
        }
    )
    if pairs < FEW:
        return learn_by_expectation(start, reference, registers, drawn, counts.kin)
    every = [records for _, records in registers]
    counts.match["number"] = np.sum([_number_counts(some, reference) for some in every], axis=0)
    for records, strangers in zip(every, drawn, strict=True):
        _count_unlinked(counts, records, strangers, reference)
    return start.model_copy(
        update={
            "inside": _inside(every),
            "repeated": _repeated(every),
            "couples": _couples(every, reference),
            "fields": field_weights(counts),
        }
    )


def _draw(
    reference: Reference,
    registers: list[tuple[str, Records]],
    linked: list[Ints],
    rng: np.random.Generator,
    random_pairs: int,
) -> list[list[Strangers]]:
    """Draw pairs of strangers: among the records that m is counted on, if there are enough."""
    pairs, drawn = sum(map(len, linked)), []
    for (_, records), rows in zip(registers, linked, strict=True):
        if pairs < FEW:
            among, size = np.arange(records.people.size, dtype=np.int32), random_pairs
        else:
            among, size = rows, random_pairs * len(registers) * len(rows) // pairs
        drawn.append(draw_strangers(records, reference, rng, size, among=among))
    return drawn


def _count_unlinked(
    counts: Counts, records: Records, strangers: list[Strangers], reference: Reference
) -> None:
    """Count random pairs as of two people, but for those that share a number."""
    for some in strangers:
        known = records.number_row[some.record] == some.person
        known |= records.old_number_row[some.record] == some.person
        count_strangers(counts, some, reference, (~known).astype(np.float64))


def _relatives_each(reference: Reference, unknown: float) -> float:
    """Mean number of siblings; where parents are unknown, of other people in a person's home.

    Where the reference knows neither, it is `unknown`.
    """
    siblings = _siblings_each(reference)
    if siblings is not None:
        return siblings
    homes = reference.people.household, reference.people.address.astype(np.int64) + 1
    known = next((home for home in homes if (home != 0).mean() > 0.5), None)
    if known is None:
        return unknown
    _, sizes = np.unique(known[known != 0], return_counts=True)
    others = float((sizes * (sizes - 1)).sum() / max(sizes.sum(), 1))
    return float(np.clip(others, 1e-3, 5.0))


def _siblings_each(reference: Reference) -> float | None:
    """Mean number of siblings whom somebody with parents named has in his household."""
    people = reference.people
    named = (people.household != 0) & (people.father >= 0) & (people.mother >= 0)
    if named.sum() < FEW:
        return None
    family = np.stack([people.household, people.father, people.mother], axis=1)[named]
    _, sizes = np.unique(family, axis=0, return_counts=True)
    others = float((sizes * (sizes - 1)).sum() / max(sizes.sum(), 1))
    return float(np.clip(others, 0.5, 5.0))


def _inside(registers: list[Records]) -> float:
    written = sum(int((records.people.number != 0).sum()) for records in registers)
    known = sum(int((records.number_row >= 0).sum()) for records in registers)
    return float(np.clip(known / max(written, 1), 0.5, 0.99))


def _repeated(registers: list[Records]) -> float:
    known = again = 0
    for records in registers:
        if (records.partner >= 0).any():
            continue
        rows = records.number_row[records.number_row >= 0]
        known += len(rows)
        again += len(rows) - len(np.unique(rows))
    return float(np.clip(again / max(known, 1), 0.001, 0.2))


def _couples(registers: list[Records], reference: Reference) -> float:
    both = joined = 0
    for records in registers:
        other = records.partner
        here = np.flatnonzero((other >= 0) & (records.number_row >= 0))
        here = here[records.number_row[other[here]] >= 0]
        both += len(here)
        spouse = reference.spouse_row[records.number_row[here]]
        joined += int((spouse == records.number_row[other[here]]).sum())
    return float(np.clip((joined + 9) / (both + 10), 0.5, 0.99))
