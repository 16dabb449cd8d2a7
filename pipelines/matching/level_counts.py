"""Count comparison levels among pairs, and turn the counts into the weights of a model."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from pipelines.matching.comparison import Records, compare
from pipelines.matching.encoded import Ints
from pipelines.matching.fields import FIELDS, NUMBER, SPOUSE, ComparedField
from pipelines.matching.model import LevelWeights, load_model
from pipelines.matching.name_levels import Levels
from pipelines.matching.records import KIN
from pipelines.matching.reference import Reference

Doubles = npt.NDArray[np.float64]
FieldWeights = dict[str, dict[str, LevelWeights]]

#: A field met fewer times than this learns nothing of its own.
FEW = 200
#: Pseudo-counts of a level that never occurred.
_SMOOTHING = 0.5
#: Fields whose chance agreement is counted among people of one sex and decade, as names' frequency.
_WITHIN_COHORT = ("name", "father", "mother", "spouse")
#: Relatives' values are as often miswritten as anybody's.
_NOISE = 0.05
#: Share of values that are somebody else's altogether: no disagreement is surer evidence than that.
_ARBITRARY = 0.002

#: What a stranger's number is against a person's: by construction of the number, not by counting.
#: Two numbers one digit apart share sex, year and province by chance (about 1 in 150) and differ in
#: one of six random digits (54 in a million). Somebody outside the reference has an unknown number
#: unless a wrong one was written.
NUMBER_BY_CHANCE = {
    "equal": 1.0, "old_equal": 1.0, "one_digit": 3e-7, "relative": 0.06, "old_differs": 0.97,
    "somebody": 0.02, "unknown": 0.97,
}  # fmt: skip


def zeros() -> dict[str, Doubles]:
    """Return a count of nothing for every level of every field."""
    return {item.key: np.zeros(len(item.levels)) for item in FIELDS}


@dataclass
class Counts:
    """Level counts of every field, and the mean frequency of the values met.

    Attributes
    ----------
    match, random, kin
        Pairs of one person, of strangers, of relatives, by level.
    expected
        Over the pairs of strangers, the frequencies that each level's u is scaled by, added up.
    """

    match: dict[str, Doubles] = field(default_factory=zeros)
    random: dict[str, Doubles] = field(default_factory=zeros)
    expected: dict[str, Doubles] = field(default_factory=zeros)
    kin: dict[str, Doubles] = field(default_factory=zeros)


@dataclass(frozen=True)
class Strangers:
    """Random pairs of a mention and a person, compared.

    Attributes
    ----------
    record, person
        Positions; one item a pair.
    levels
        (pairs, fields), fields in the order of `FIELDS`.
    fields
        Keys of the fields whose chance agreement these pairs show.
    """

    record: Ints
    person: Ints
    levels: Levels
    fields: frozenset[str]


def draw_strangers(
    records: Records, reference: Reference, rng: np.random.Generator, size: int
) -> list[Strangers]:
    """Draw random pairs: from everybody, and from people of one sex and decade of birth."""
    drawn = []
    for cohort in (False, True):
        record, person = _random_pairs(records, reference, rng, size, cohort=cohort)
        fields = {item.key for item in FIELDS if (item.key in _WITHIN_COHORT) == cohort}
        levels = compare(records, reference, record, person)
        drawn.append(Strangers(record, person, levels, frozenset(fields)))
    return drawn


def _random_pairs(
    records: Records, reference: Reference, rng: np.random.Generator, size: int, *, cohort: bool
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


def count(into: dict[str, Doubles], levels: Levels, weights: Doubles | None = None) -> None:
    """Add the levels of pairs, each with its weight, 1 by default."""
    for position, item in enumerate(FIELDS):
        into[item.key] += np.bincount(
            levels[:, position], weights=weights, minlength=len(item.levels)
        )


def count_strangers(
    counts: Counts, pairs: Strangers, reference: Reference, strange: Doubles
) -> None:
    """Add random pairs, each with the probability that it is no pair of one person after all."""
    for position, item in enumerate(FIELDS):
        if item.key not in pairs.fields:
            continue
        size = len(item.levels)
        counts.random[item.key] += np.bincount(pairs.levels[:, position], strange, minlength=size)
        for index, level in enumerate(item.levels):
            frequency = 1.0 if level.frequency is None else reference.frequency[level.frequency][
                pairs.person
            ]  # fmt: skip
            counts.expected[item.key][index] += float((strange * frequency).sum())


def count_relatives(counts: Counts, reference: Reference) -> None:
    """Add pairs of people of one household."""
    household = reference.people.household
    order = np.argsort(household, kind="stable").astype(np.int32)
    for step in (1, 2):
        one, other = order[:-step], order[step:]
        same = (household[one] == household[other]) & (household[one] != 0)
        count(counts.kin, compare(_as_records(reference), reference, one[same], other[same]))


def _as_records(reference: Reference) -> Records:
    nobody = np.full(reference.size, -1, dtype=np.int32)
    nothing = np.zeros(reference.size, dtype=np.int64)
    every = np.ones(reference.size, dtype=np.bool_)
    people = replace(
        reference.people, number=nothing, old_number=nothing, father_number=nothing,
        mother_number=nothing, spouse_number=nothing,
    )  # fmt: skip
    return Records(
        people=people, names=reference.names, keys=reference.keys, addresses=reference.addresses,
        number_row=nobody, old_number_row=nobody, partner=nobody, kin=dict.fromkeys(KIN, every),
        life=np.zeros(reference.size, dtype=np.int8),
    )  # fmt: skip


def field_weights(counts: Counts) -> FieldWeights:
    """Turn counts into the weights of every field.

    What was hardly met is taken from the shipped model: a field that hardly any pair compares, and
    what relatives share where the reference knows no households.
    """
    shipped = load_model().fields
    weights: FieldWeights = {}
    for item in FIELDS:
        compared = [index for index, level in enumerate(item.levels) if level.compared]
        if counts.match[item.key][compared].sum() < FEW:
            weights[item.key] = shipped[item.key]
            continue
        weights[item.key] = _level_weights(item, counts)
        if counts.kin[item.key].sum() < FEW:
            weights[item.key] = {
                key: level.model_copy(update={"kin": shipped[item.key][key].kin})
                for key, level in weights[item.key].items()
            }
    # Hardly any list names the spouse without the spouse being a mention: the mother's name is
    # written with the same care and compared in the same levels.
    named = counts.match["spouse"][: SPOUSE.index("both_missing")].sum()
    return {**weights, "spouse": weights["mother"]} if named < FEW else weights


def _level_weights(item: ComparedField, counts: Counts) -> dict[str, LevelWeights]:
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
