"""Learn a model: m from pairs linked by number, u from random pairs, kin from households."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pipelines.matching.comparison import Records, compare
from pipelines.matching.encoded import Ints
from pipelines.matching.engine import find_candidates
from pipelines.matching.fields import BIRTH_DATE, FIELDS, NAME, NUMBER, SPOUSE, ComparedField
from pipelines.matching.model import LevelWeights, Model, load_model
from pipelines.matching.name_levels import Levels
from pipelines.matching.posterior import Prior, posterior
from pipelines.matching.records import KIN
from pipelines.matching.reference import Reference
from pipelines.matching.scoring import Context
from pipelines.matching.settings import MatchSettings

Doubles = npt.NDArray[np.float64]

_NUMBER, _NAME, _DATE = FIELDS.index(NUMBER), FIELDS.index(NAME), FIELDS.index(BIRTH_DATE)
#: Pseudo-counts of a level that never occurred.
_SMOOTHING = 0.5
#: Fields whose chance agreement is counted among people of one sex and decade, as names' frequency.
_WITHIN_COHORT = ("name", "father", "mother", "spouse")
#: Relatives' values are as often miswritten as anybody's.
_NOISE = 0.05

#: Rounds of expectation-maximisation.
_ROUNDS = 5

#: Share of values that are somebody else's altogether: no disagreement is surer evidence than that.
_ARBITRARY = 0.002
#: A field met fewer times than this learns nothing of its own.
_FEW = 200

#: What a stranger's number is against a person's: by construction of the number, not by counting.
#: Two numbers one digit apart share sex, year and province by chance (about 1 in 150) and differ in
#: one of six random digits (54 in a million). Somebody outside the reference has an unknown number
#: unless a wrong one was written.
NUMBER_BY_CHANCE = {
    "equal": 1.0, "old_equal": 1.0, "one_digit": 3e-7, "relative": 0.06, "old_differs": 0.97,
    "somebody": 0.02, "unknown": 0.97,
}  # fmt: skip


@dataclass
class _Counts:
    """Level counts of every field, and the mean frequency of the values met."""

    match: dict[str, Doubles]
    random: dict[str, Doubles]
    expected: dict[str, Doubles]
    kin: dict[str, Doubles]


def _zeros() -> dict[str, Doubles]:
    return {item.key: np.zeros(len(item.levels)) for item in FIELDS}


def linked_by_number(records: Records, reference: Reference) -> tuple[Ints, Ints]:
    """Pairs that share a number and are not contradicted by everything else.

    A number may be a relative's: a pair in which neither name nor date agrees teaches nothing.
    """
    rows = np.flatnonzero(records.number_row >= 0).astype(np.int32)
    people = records.number_row[rows]
    levels = compare(records, reference, rows, people)
    name = levels[:, _NAME] <= NAME.index("surname_given")
    date = levels[:, _DATE] <= BIRTH_DATE.index("reference_year")
    kept = name | date
    return rows[kept], people[kept]


def _count(into: dict[str, Doubles], levels: Levels, only: Iterable[str]) -> None:
    wanted = set(only)
    for position, item in enumerate(FIELDS):
        if item.key in wanted:
            into[item.key] += np.bincount(levels[:, position], minlength=len(item.levels))


def _random_pairs(
    records: Records,
    reference: Reference,
    rng: np.random.Generator,
    size: int,
    *,
    cohort: bool,
) -> tuple[Ints, Ints]:
    size = size if records.people.size and reference.size else 0
    record = rng.integers(0, max(records.people.size, 1), size).astype(np.int32)
    if not cohort:
        return record, rng.integers(0, max(reference.size, 1), size).astype(np.int32)
    theirs, ours = reference.people, records.people
    group = theirs.sex.astype(np.int64) * 1000 + theirs.year // 10
    order = np.argsort(group, kind="stable").astype(np.int32)
    sorted_groups = group[order]
    wanted = ours.sex[record].astype(np.int64) * 1000 + ours.year[record] // 10
    low = np.searchsorted(sorted_groups, wanted, side="left")
    high = np.searchsorted(sorted_groups, wanted, side="right")
    there = high > low
    place = low[there] + (rng.random(int(there.sum())) * (high - low)[there]).astype(np.int64)
    return record[there], order[place]


def _relatives(reference: Reference) -> tuple[Ints, Ints]:
    """Pairs of people of one household."""
    household = reference.people.household
    order = np.argsort(household, kind="stable").astype(np.int32)
    left, right = [], []
    for step in (1, 2):
        one, other = order[:-step], order[step:]
        same = (household[one] == household[other]) & (household[one] != 0)
        left.append(one[same])
        right.append(other[same])
    return np.concatenate(left), np.concatenate(right)


def _as_records(reference: Reference) -> Records:
    nobody = np.full(reference.size, -1, dtype=np.int32)
    nothing = np.zeros(reference.size, dtype=np.int64)
    every = np.ones(reference.size, dtype=np.bool_)
    people = replace(
        reference.people, number=nothing, old_number=nothing, father_number=nothing,
        mother_number=nothing, spouse_number=nothing,
    )  # fmt: skip
    return Records(
        people=people, names=reference.names, keys=reference.keys,
        addresses=reference.addresses, number_row=nobody, old_number_row=nobody, partner=nobody, kin=dict.fromkeys(KIN, every),
        life=np.zeros(reference.size, dtype=np.int8),
    )  # fmt: skip


def _number_levels(records: Records, reference: Reference) -> Levels:
    """Levels of the number among pairs that name and full date of birth make one person."""
    keys, people = records.keys, records.people
    exact = keys.exact[people.name]
    date = people.year.astype(np.int64) * 10000 + people.month * 100 + people.day
    own = reference.people
    theirs = own.year.astype(np.int64) * 10000 + own.month * 100 + own.day
    combined = reference.keys.exact[own.name] ^ (theirs * 0x9E3779B97F4A7C1)
    unique, first, count = np.unique(combined, return_index=True, return_counts=True)
    wanted = exact ^ (date * 0x9E3779B97F4A7C1)
    place = np.minimum(np.searchsorted(unique, wanted), max(len(unique) - 1, 0))
    found = (unique[place] == wanted) & (count[place] == 1) & (people.day != 0) & (exact != 0)
    rows = np.flatnonzero(found).astype(np.int32)
    return compare(records, reference, rows, first[place[rows]].astype(np.int32))[:, _NUMBER]


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
    rng = np.random.default_rng(seed)
    counts = _Counts(_zeros(), _zeros(), _zeros(), _zeros())
    every = [item.key for item in FIELDS]
    pairs = 0
    for _, records in registers:
        rows, people = linked_by_number(records, reference)
        pairs += len(rows)
        levels = compare(records, reference, rows, people)
        _count(counts.match, levels, (key for key in every if key != "number"))
        number = _number_levels(records, reference)
        counts.match["number"] += np.bincount(number, minlength=len(NUMBER.levels))
        for cohort in (False, True):
            record, person = _random_pairs(records, reference, rng, random_pairs, cohort=cohort)
            fields = [key for key in every if (key in _WITHIN_COHORT) == cohort]
            _count(counts.random, compare(records, reference, record, person), fields)
            _expect(counts.expected, reference, person, fields)
    left, right = _relatives(reference)
    _count(counts.kin, compare(_as_records(reference), reference, left, right), every)
    given = {**(provenance or {}), "people": reference.size, "linked_pairs": pairs}
    if pairs < _FEW:
        return _by_expectation(reference, registers, counts, version, given)
    return Model(
        version=version,
        provenance=given,
        inside=_inside([records for _, records in registers]),
        relatives=_relatives_each(reference),
        repeated=_repeated([records for _, records in registers]),
        couples=_couples([records for _, records in registers], reference),
        fields=_field_weights(counts),
    )


def _by_expectation(
    reference: Reference,
    registers: list[tuple[str, Records]],
    counts: _Counts,
    version: str,
    provenance: dict[str, str | int | float],
) -> Model:
    """Learn m by expectation-maximisation: candidates count by their probability, again and again.

    Starts from the shipped model; a field that hardly any candidate compares keeps its weights.
    """
    start = load_model()
    model = start.model_copy(update={"version": version, "provenance": provenance, "sources": {}})
    for _ in range(_ROUNDS):
        counts.match = _zeros()
        mass, mentions = 0.0, 0
        for source, records in registers:
            rows = np.arange(records.people.size, dtype=np.int32)
            context = Context(records, reference, model.weights(source))
            scored = find_candidates(reference, context, rows, model, MatchSettings())
            bonus = np.zeros(len(scored.record))
            share = posterior(scored.candidates(), bonus, Prior.of(model, reference.size))
            mass, mentions = mass + float(share.sum()), mentions + len(rows)
            for position, item in enumerate(FIELDS):
                counts.match[item.key] += np.bincount(
                    scored.levels[:, position], weights=share, minlength=len(item.levels)
                )
        if mass < _FEW:
            raise ValueError("hardly any record of these registers finds its person")
        learnt = _field_weights(counts)
        fields = {
            item.key: learnt[item.key] if _met(item, counts) else start.fields[item.key]
            for item in FIELDS
        }
        inside = float(np.clip(mass / mentions, 0.5, 0.99))
        model = model.model_copy(update={"fields": fields, "inside": inside})
    return model


def _met(item: ComparedField, counts: _Counts) -> bool:
    compared = [index for index, level in enumerate(item.levels) if level.compared]
    return item.key != "number" and bool(counts.match[item.key][compared].sum() >= _FEW)


def _field_weights(counts: _Counts) -> dict[str, dict[str, LevelWeights]]:
    weights = {item.key: _level_weights(item, counts) for item in FIELDS}
    spouse = counts.match["spouse"][: SPOUSE.index("both_missing")].sum()
    # Hardly any list names the spouse without the spouse being a mention: the mother's name is
    # written with the same care and compared in the same levels.
    return {**weights, "spouse": weights["mother"]} if spouse < _FEW else weights


def _expect(into: dict[str, Doubles], reference: Reference, person: Ints, only: list[str]) -> None:
    """Add up the frequency that each level's chance agreement is measured against."""
    for item in FIELDS:
        if item.key in only:
            for index, level in enumerate(item.levels):
                into[item.key][index] += (
                    float(reference.frequency[level.frequency][person].sum(dtype=np.float64))
                    if level.frequency is not None
                    else len(person)
                )


def _level_weights(item: ComparedField, counts: _Counts) -> dict[str, LevelWeights]:
    used = [
        index for index, level in enumerate(item.levels)
        if level.compared or level.key.endswith("_missing")
    ]  # fmt: skip
    match = counts.match[item.key][used] + _SMOOTHING
    random, expected = counts.random[item.key][used], counts.expected[item.key][used]
    kin = counts.kin[item.key][used]
    chance = np.array([NUMBER_BY_CHANCE.get(item.levels[index].key, 0.0) for index in used])
    size = max(counts.random[item.key].sum(), 1.0)
    if item.key == "number":
        u, mean = chance, np.ones(len(used))
    else:
        # Only pairs in which both sides are compared count, so that u and m are shares of the same.
        share = random.sum() / size
        mean = expected / size
        u = np.minimum((random + _SMOOTHING) / np.maximum(expected * share, 1.0), 1.0)
    by_chance = np.minimum(u * mean, 1.0)
    kin_share = (kin + _SMOOTHING) / (kin + _SMOOTHING).sum()
    if item.key == "number":
        kin_share = by_chance.copy()
        # Somebody outside the reference whose record carries a relative's number: as often as
        # records of people inside it do, spread over the relatives.
        borrowed = match[NUMBER.index("relative")] / match.sum() / 2
        kin_share[NUMBER.index("equal")] = kin_share[NUMBER.index("relative")] = borrowed
        kin_share[NUMBER.index("old_equal")] = borrowed / 4
    m = (1 - _ARBITRARY) * match / match.sum() + _ARBITRARY * by_chance * (chance != 1.0)
    relative = (1 - _NOISE) * kin_share + _NOISE * by_chance * (chance != 1.0)
    return {
        item.levels[index].key: LevelWeights(
            m=float(m[place]), u=float(u[place]), kin=float(max(relative[place], 1e-12))
        )
        for place, index in enumerate(used)
    }


def _relatives_each(reference: Reference) -> float:
    """Mean number of other people in a person's household."""
    household = reference.people.household
    _, sizes = np.unique(household[household != 0], return_counts=True)
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
