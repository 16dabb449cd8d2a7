"""Compare names syllable by syllable: distinct pairs of names to comparison levels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from pipelines.matching.encoded import Ints
from pipelines.matching.fields import NAME
from pipelines.matching.names import WIDTH, NameKeys, Names
from pipelines.matching.syllables import OTHER_CHARACTERS, Depth

Levels = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]

#: An abbreviated syllable is at most this long: "N.", "Ng".
_INITIAL = 2
#: Letters of a word that may carry one slip, and two; digits of a number that may carry one.
_ONE_SLIP, _TWO_SLIPS, _LONG_NUMBER = 3, 8, 4


def distinct_pairs(left: Ints, right: Ints, size: int) -> tuple[Ints, Ints, npt.NDArray[np.intp]]:
    """Return the distinct pairs and, for every pair, where it stands among them."""
    joined = left.astype(np.int64) * size + right
    unique, inverse = np.unique(joined, return_inverse=True)
    return (unique // size).astype(np.int32), (unique % size).astype(np.int32), inverse


def name_levels(names: Names, keys: NameKeys, left: Ints, right: Ints) -> Levels:
    """Compare names, pair by pair.

    Parameters
    ----------
    names, keys
        The dictionary and its keys.
    left, right
        Name ids; -1 is missing. `left` is the record's name, `right` the reference's: only a record
        may be written without marks.

    Returns
    -------
    numpy.ndarray
        Index of the level in `NAME.levels`.
    """
    result = np.full(len(left), NAME.index("missing"), dtype=np.int8)
    known = (left >= 0) & (right >= 0)
    result[known] = NAME.index("identical")
    there = np.flatnonzero(known & (left != right))
    if len(there):
        first, second, inverse = distinct_pairs(left[there], right[there], names.size)
        result[there] = _distinct_levels(names, keys, first, second)[inverse]
    return result


def _distinct_levels(names: Names, keys: NameKeys, left: Ints, right: Ints) -> Levels:
    level = np.full(len(left), NAME.index("differs"), dtype=np.int8)

    def same(of: npt.NDArray[np.int64]) -> Bools:
        return np.asarray((of[left] == of[right]) & (of[left] != 0))

    # From the least to the most agreement: a finer statement overwrites a coarser one.
    given, surname_given = same(keys.given), same(keys.surname_given)
    level[given] = NAME.index("given")
    level[same(keys.stem)] = NAME.index("stem")
    level[surname_given] = NAME.index("surname_given")
    folded, spaceless = same(keys.folded), same(keys.spaceless)
    rest = np.flatnonzero(~folded & ~spaceless)
    level[rest] = np.minimum(
        level[rest], _close_levels(names, left[rest], right[rest], given[rest], surname_given[rest])
    )
    level[same(keys.ordered)] = NAME.index("order")
    level[same(keys.sound)] = NAME.index("sound")
    level[spaceless] = NAME.index("spacing")
    level[folded] = NAME.index("marks")
    equal = np.flatnonzero(folded)
    level[equal] = _mark_levels(names, keys, left[equal], right[equal])
    return level


def _mark_levels(names: Names, keys: NameKeys, left: Ints, right: Ints) -> Levels:
    level = np.full(len(left), NAME.index("marks"), dtype=np.int8)
    toneless = (names.at(Depth.TONELESS, left) == names.at(Depth.TONELESS, right)).all(axis=1)
    level[toneless] = NAME.index("tone")
    level[keys.unmarked[left] & ~keys.unmarked[right]] = NAME.index("unmarked")
    variant = (names.at(Depth.VARIANT, left) == names.at(Depth.VARIANT, right)).all(axis=1)
    level[variant] = NAME.index("variant")
    level[keys.exact[left] == keys.exact[right]] = NAME.index("identical")
    return level


def _close_levels(names: Names, left: Ints, right: Ints, given: Bools, framed: Bools) -> Levels:
    """Levels that need an alignment: one character, one syllable, initials."""
    level = np.full(len(left), NAME.index("missing"), dtype=np.int8)
    first, second = names.at(Depth.FOLDED, left), names.at(Depth.FOLDED, right)
    one, other = names.length[left], names.length[right]
    same_length = one == other

    short = np.flatnonzero(same_length & given)
    level[short[_abbreviated(names, left[short], right[short])]] = NAME.index("initials")

    dropped = _one_dropped(first, second, one, other)
    level[dropped & given] = NAME.index("initials")
    level[dropped & framed] = NAME.index("syllable")

    differing = first != second
    several = np.flatnonzero(same_length)
    level[several[_mistyped(names, left[several], right[several])]] = NAME.index("typos")
    single = np.flatnonzero(same_length & (differing.sum(axis=1) == 1))
    place = differing[single].argmax(axis=1)
    near = _one_slip(
        names, names.syllables[left[single], place], names.syllables[right[single], place]
    )
    level[single[near]] = NAME.index("typo")
    return level


def _mistyped(names: Names, left: Ints, right: Ints) -> Bools:
    """Whether every syllable is its counterpart but for slips; the first or last may have moved.

    Parameters
    ----------
    left, right
        Names of as many syllables, pair by pair.
    """
    length = names.length[left].astype(np.intp)
    found = np.zeros(len(left), dtype=np.bool_)
    for shift in (0, 1, -1):
        fits = ~found
        for place in range(int(length.max(initial=0))):
            rows = np.flatnonzero(fits & (place < length))
            one = names.syllables[left[rows], (place + shift) % length[rows]]
            fits[rows] = near_words(names, one, names.syllables[right[rows], place])
        found |= fits
    return found


def near_words(words: Names, left: Ints, right: Ints) -> Bools:
    """Whether words are the same but for one slip of the hand, or two in a long one.

    A slip is a letter too many, too few, another one, or two neighbours that changed places. Short
    words and numbers have neighbours that mean something else ("An", "Ân"; "thôn 5", "thôn 6").

    Parameters
    ----------
    left, right
        Word ids, pair by pair; none is missing.
    """
    one, other = words.depth[Depth.FOLDED][left], words.depth[Depth.FOLDED][right]
    found = np.asarray(one == other)
    shorter = np.minimum(words.letters_of[left], words.letters_of[right])
    allowed = np.where(shorter >= _TWO_SLIPS, 2, 1)
    # A slip changes at most two of the letters that a word holds at all.
    apart = np.bitwise_count(words.signature[left] ^ words.signature[right])
    number = (words.signature[left] | words.signature[right]) & OTHER_CHARACTERS != 0
    rows = np.flatnonzero(
        ~found & (apart <= 2 * allowed) & (shorter >= np.where(number, _LONG_NUMBER, _ONE_SLIP))
    )
    if len(rows):
        slips = _slips(words, left[rows], right[rows], 2)
        found[rows] = slips <= np.where(number[rows], 1, allowed[rows])
    return found


def _slips(words: Names, left: Ints, right: Ints, most: int) -> Ints:
    """Edits between two words, pair by pair; more than `most` are not told apart."""
    first, second, inverse = distinct_pairs(left, right, len(words.text))
    distance = cpdist(
        [words.text[item] for item in first], [words.text[item] for item in second],
        scorer=OSA.distance, score_cutoff=most,
    )  # fmt: skip
    return np.asarray(distance[inverse], dtype=np.int32)


def _one_dropped(first: Ints, second: Ints, one: Levels, other: Levels) -> Bools:
    """Whether one name is the other with a syllable left out."""
    found = np.zeros(len(first), dtype=np.bool_)
    for longer, shorter, rows in (
        (first, second, np.flatnonzero(one == other + 1)),
        (second, first, np.flatnonzero(other == one + 1)),
    ):
        long, short = longer[rows], shorter[rows]
        hit = np.zeros(len(rows), dtype=np.bool_)
        for gap in range(WIDTH):
            hit |= (np.delete(long, gap, axis=1) == short[:, : WIDTH - 1]).all(axis=1)
        found[rows] = hit
    return found


def _abbreviated(names: Names, left: Ints, right: Ints) -> Bools:
    """Whether every syllable is the same or the first letters of its counterpart."""
    fits = np.ones(len(left), dtype=np.bool_)
    for place in range(WIDTH):
        one, other = names.syllables[left, place], names.syllables[right, place]
        rows = np.flatnonzero(fits & (one >= 0) & (one != other))
        fits[rows] = _initial(names, one[rows], other[rows])
    return fits


def _one_slip(names: Names, left: Ints, right: Ints) -> Bools:
    """Whether folded syllables are at most one edit apart."""
    near = np.zeros(len(left), dtype=np.bool_)
    # One edit changes at most two of the letters that a syllable holds at all.
    apart = np.bitwise_count(names.signature[left] ^ names.signature[right])
    rows = np.flatnonzero(apart <= 2)
    if len(rows):
        near[rows] = _slips(names, left[rows], right[rows], 1) <= 1
    return near


def _initial(names: Names, left: Ints, right: Ints) -> Bools:
    """Whether folded syllables are the same or one abbreviates the other."""
    folded = names.depth[Depth.FOLDED]
    found = np.asarray(folded[left] == folded[right])
    shorter = np.minimum(names.letters_of[left], names.letters_of[right])
    rows = np.flatnonzero(~found & (shorter <= _INITIAL))
    if len(rows):
        first, second, inverse = distinct_pairs(left[rows], right[rows], len(names.text))
        found[rows] = np.array(
            [
                names.text[one].startswith(names.text[other])
                or names.text[other].startswith(names.text[one])
                for one, other in zip(first, second, strict=True)
            ]
        )[inverse]
    return found
