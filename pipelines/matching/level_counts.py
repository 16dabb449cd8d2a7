"""Count comparison levels among pairs, and turn the counts into the weights of a model."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from pipelines.matching.comparison import Records, compare
from pipelines.matching.encoded import Ints
from pipelines.matching.fields import BIRTH_DATE, FIELDS, NAME, NUMBER, SPOUSE, ComparedField
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
#: Twins' names are often one letter or one tone apart: so common such a pair is at least among
#: siblings, however few of them a reference holds.
_ALIKE = {"typo": 0.02, "sound": 0.01, "tone": 0.01, "marks": 0.003}
#: Siblings are those who have these in common.
_OF_PARENTS = ("father", "father_year", "mother", "mother_year")
#: Share of values that are somebody else's altogether: no disagreement is surer evidence than that.
_ARBITRARY = 0.002

#: What a stranger's number is against a person's: by construction of the number, not by counting.
#: Two numbers one digit apart share sex, year and province by chance (about 1 in 150) and differ in
#: one of six random digits (54 in a million). Somebody outside the reference has an unknown number
#: unless a wrong one was written, 1 time in 50: a given person's (`equal`) by the frequency of a
#: person among those, and so is what `somebody` is weighed against.
NUMBER_BY_CHANCE = {
    "equal": 0.02, "old_equal": 0.02, "one_digit": 3e-7, "relative": 0.06, "old_differs": 0.97,
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
        Over the pairs of strangers that the field weighs, the frequencies that each level's u is
        scaled by, added up.
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
    records: Records,
    reference: Reference,
    rng: np.random.Generator,
    size: int,
    *,
    among: Ints,
) -> list[Strangers]:
    """Draw random pairs: from everybody, and from people of one sex and decade of birth.

    The records are `among` those that m is counted on: how a record writes a date or a name (the
    year alone, without marks) is then as frequent in u as in m, and weighs nothing by itself.
    """
    drawn = []
    for cohort in (False, True):
        record, person = _random_pairs(records, reference, among, rng, size, cohort=cohort)
        fields = {item.key for item in FIELDS if (item.key in _WITHIN_COHORT) == cohort}
        levels = compare(records, reference, record, person)
        drawn.append(Strangers(record, person, levels, frozenset(fields)))
    return drawn


def _random_pairs(
    records: Records,
    reference: Reference,
    among: Ints,
    rng: np.random.Generator,
    size: int,
    *,
    cohort: bool,
) -> tuple[Ints, Ints]:
    size = size if len(among) and reference.size else 0
    record = among[rng.integers(0, max(len(among), 1), size)] if size else np.zeros(0, np.int32)
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


def weighed_levels(item: ComparedField) -> list[int]:
    """Positions of the levels that weigh: both sides are compared, or which of them is missing."""
    return [
        index for index, level in enumerate(item.levels)
        if level.compared or level.key.endswith("_missing")
    ]  # fmt: skip


def count_strangers(
    counts: Counts, pairs: Strangers, reference: Reference, strange: Doubles
) -> None:
    """Add random pairs, each with the probability that it is no pair of one person after all."""
    for position, item in enumerate(FIELDS):
        if item.key not in pairs.fields:
            continue
        level = pairs.levels[:, position]
        counts.random[item.key] += np.bincount(level, strange, minlength=len(item.levels))
        # Those of one commune, whose hamlets are compared, live in larger communes than most.
        weighed = np.isin(level, weighed_levels(item))
        person, weight = pairs.person[weighed], strange[weighed]
        for index, kind in enumerate(item.levels):
            frequency = (
                1.0 if kind.frequency is None else reference.frequency[kind.frequency][person]
            )
            counts.expected[item.key][index] += float((weight * frequency).sum())


def count_relatives(counts: Counts, reference: Reference, most: int | None = None) -> None:
    """Add pairs of people of one household who name the same father and mother.

    Parameters
    ----------
    most
        People whose households are looked at, about; by default all.
    """
    people = reference.people
    every = 1 if most is None else -(-people.size // most)
    rows = np.flatnonzero((people.household % every == 0) & (people.household != 0))
    order = np.lexsort((people.mother[rows], people.father[rows], people.household[rows]))
    sorted_rows, records = rows[order].astype(np.int32), _as_records(reference)
    for step in (1, 2, 3):
        one, other = sorted_rows[:-step], sorted_rows[step:]
        same = people.household[one] == people.household[other]
        for parent in (people.father, people.mother):
            same &= (parent[one] == parent[other]) & (parent[one] >= 0)
        levels = compare(records, reference, one[same], other[same])
        count(counts.kin, levels[~_entered_twice(levels)])


def _entered_twice(levels: Levels) -> npt.NDArray[np.bool_]:
    """Whether two of a family are perhaps one person: of one name, and of no two dates for sure."""
    name, date = (levels[:, FIELDS.index(item)] for item in (NAME, BIRTH_DATE))
    apart = np.isin(date, [BIRTH_DATE.index("near"), BIRTH_DATE.index("differs")])
    return np.asarray((name <= NAME.index("spacing")) & ~apart)


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
        if counts.kin[item.key][compared].sum() < FEW:
            weights[item.key] = {
                key: level.model_copy(update={"kin": shipped[item.key][key].kin})
                for key, level in weights[item.key].items()
            }
    # Hardly any list names the spouse without the spouse being a mention: the mother's name is
    # written with the same care and compared in the same levels. But no sibling shares the spouse.
    named = counts.match["spouse"][: SPOUSE.index("both_missing")].sum()
    if named >= FEW:
        return weights
    mother = weights["mother"].items()
    spouses = {key: learnt.model_copy(update={"kin": learnt.u}) for key, learnt in mother}
    return {**weights, "spouse": spouses}


def _level_weights(item: ComparedField, counts: Counts) -> dict[str, LevelWeights]:
    used = weighed_levels(item)
    match = counts.match[item.key][used] + _SMOOTHING
    random, expected = counts.random[item.key][used], counts.expected[item.key][used]
    kin = counts.kin[item.key][used]
    chance = np.array([NUMBER_BY_CHANCE.get(item.levels[index].key, 0.0) for index in used])
    if item.key == "number":
        u = chance
        mean = np.array([item.levels[index].frequency is None for index in used], dtype=np.float64)
    else:
        mean = expected / max(random.sum(), 1.0)
        u = np.minimum((random + _SMOOTHING) / np.maximum(expected, 1.0), 1.0)
        if item.key in _WITHIN_COHORT:
            u = _given_surname(item, used, u, match)
    by_chance = np.minimum(u * mean, 1.0)
    m = match / match.sum()
    kin_share = of_siblings(item, kin, m, by_chance)
    if item.key == "number":
        kin_share = by_chance.copy()
        # Somebody outside the reference whose record carries a relative's number: as often as
        # records of people inside it do, spread over the relatives.
        borrowed = match[NUMBER.index("relative")] / match.sum() / 2
        kin_share[NUMBER.index("equal")] = kin_share[NUMBER.index("relative")] = borrowed
        kin_share[NUMBER.index("old_equal")] = borrowed / 4
    m = (1 - _ARBITRARY) * m + _ARBITRARY * by_chance
    relative = (1 - _NOISE) * kin_share + _NOISE * by_chance
    learnt = {
        item.levels[index].key: LevelWeights(
            m=float(m[place]), u=float(u[place]), kin=float(max(relative[place], 1e-12))
        )
        for place, index in enumerate(used)
    }
    if item is BIRTH_DATE:
        learnt["reference_year"] = _as_year_only(learnt)
    return learnt


def _given_surname(item: ComparedField, used: list[int], u: Doubles, match: Doubles) -> Doubles:
    """Raise u of names so that the same name is as likely as its frequency says, and no less.

    Frequencies of names hold among people of one surname, sex and age. Pairs drawn at random rarely
    share those, pairs that come near a link do: what is counted among the former would weigh the
    surname once more with every parent.
    """
    compared = np.array([item.levels[index].compared for index in used])
    same = used.index(item.index("identical"))
    factor = match[compared].sum() / match.sum() / u[same]
    scaled = np.array([item.levels[index].frequency is not None for index in used])
    return np.where(scaled, np.minimum(u * max(factor, 1.0), 1.0), u)


def of_siblings(item: ComparedField, kin: Doubles, m: Doubles, by_chance: Doubles) -> Doubles:
    """Share of every level among records of somebody and his sibling in the reference.

    What siblings share is written with the care that one's own values are: that part follows m.
    """
    if item.key in _OF_PARENTS:
        return m
    if not kin.sum():
        return by_chance
    alike = kin[0] / kin.sum()
    apart = (kin[1:] + _SMOOTHING) / (kin[1:] + _SMOOTHING).sum()
    if item is NAME:
        least = np.array([_ALIKE.get(level.key, 0.0) for level in item.levels[1 : len(kin)]])
        apart = np.maximum(apart, least)
    return np.asarray(alike * m + (1 - alike) * np.append(0.0, apart))


def _as_year_only(learnt: dict[str, LevelWeights]) -> LevelWeights:
    """Weigh a year that only the reference lacks day and month for like one in the record.

    How the reference writes the person is no evidence, and another reference writes otherwise.
    """
    like, u = learnt["year_only"], learnt["reference_year"].u
    return LevelWeights(m=min(like.m / like.u * u, 1.0), u=u, kin=like.kin / like.u * u)
