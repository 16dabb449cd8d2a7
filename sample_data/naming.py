"""Names by ethnic group, sex and cohort.

Rules: Kinh, Tày, Nùng, Hoa … surname, middle, given; Cơ Ho and Mạ men K' + syllable, women Ka +
syllable, part of them under a clan; Chu Ru Ya / Ma; Mnông Y / H'. Clans pass from the mother.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sample_data.tables import GROUP_NAMES, HIGHLAND, Ints, Words, draw, names, ranked

SEXES = ("male", "female")


@dataclass(frozen=True)
class NameParts:
    """Codes into the vocabulary, one each a person."""

    surname: Ints
    middle: Ints
    given: Ints


@dataclass
class Namer:
    """Draws names; the same generator state gives the same names."""

    rng: np.random.Generator
    words: Words = field(default_factory=Words.empty)

    def surnames(self, group: Ints) -> Ints:
        """Surnames, or clans, for people whose parents are unknown."""
        out = np.zeros(len(group), dtype=np.int64)
        for code, name in enumerate(GROUP_NAMES):
            at = np.flatnonzero(group == code)
            if name in names()["clans"]:
                pool = self.words.add(names()["clans"][name])
                out[at] = pool[draw(self.rng, ranked(len(pool)), len(at))]
                bare = {"Cơ Ho": 0.55, "Chu Ru": 0.35, "Mnông": 1.0}[name]
                out[at[self.rng.random(len(at)) < bare]] = 0
            elif name in names()["surnames"]:
                table = names()["surnames"][name]
                weights = np.array([weight for _, weight in table], dtype=np.float64)
                out[at] = self.words.add([s for s, _ in table])[draw(self.rng, weights, len(at))]
        return out

    def inherited(self, group: Ints, father: Ints, mother: Ints) -> Ints:
        """Surname of a child from the surnames of its parents."""
        highland = np.isin(group, HIGHLAND)
        name = np.where(highland, mother, father)
        name = np.where((name == 0) & ~highland, mother, name)
        lost = np.flatnonzero((name == 0) & ~highland)
        name[lost] = self.surnames(np.zeros(len(lost), dtype=np.int64))
        return name

    def personal(self, group: Ints, sex: Ints, year: Ints, surname: Ints) -> NameParts:
        """Middle and given names for people of known surname."""
        middle = np.zeros(len(group), dtype=np.int64)
        given = np.zeros(len(group), dtype=np.int64)
        era = np.searchsorted([1958, 1986], year + self.rng.integers(-6, 7, len(year)))
        highland = np.isin(group, HIGHLAND) & (self.rng.random(len(group)) < 0.93)
        for s, sex_name in enumerate(SEXES):
            for e, era_name in enumerate(("old", "mid", "new")):
                at = np.flatnonzero((sex == s) & (era == e) & ~highland)
                middle[at] = self._pick(names()["middle"][sex_name][era_name], len(at), 0.6)
                given[at] = self._pick(names()["given"][sex_name][era_name], len(at), 9.0)
            at = np.flatnonzero((sex == s) & highland)
            given[at] = self._highland(group[at], sex_name, year[at])
            hoa = np.flatnonzero((sex == s) & (group == GROUP_NAMES.index("Hoa")))
            hoa = hoa[self.rng.random(len(hoa)) < 0.45]
            middle[hoa], given[hoa] = 0, self._pick(names()["hoa"][sex_name], len(hoa), 3.0)
        bare = self.rng.random(len(group))
        two = (bare < np.where(sex == 0, 0.03, 0.02)) & ~highland & (surname > 0)
        middle[two] = 0
        era_thi = (sex == 1) & (year < 1972) & ~highland & (bare > 0.15) & (middle > 0)
        middle[era_thi] = self.words.add(["Thị"])[0]
        return NameParts(surname, middle, given)

    def _pick(self, pool: list[str], size: int, flat: float) -> Ints:
        return self.words.add(pool)[draw(self.rng, ranked(len(pool), flat), size)]

    def _highland(self, group: Ints, sex: str, year: Ints) -> Ints:
        syllables = names()["syllables"][sex]
        out = np.zeros(len(group), dtype=np.int64)
        modern = (year > 1992) & (self.rng.random(len(group)) < 0.35)
        for code in HIGHLAND:
            heads = _HEADS[GROUP_NAMES[code]][sex]
            for h, (head, _) in enumerate(heads):
                at = np.flatnonzero(group == code)
                at = at[_slice(at, h, [w for _, w in heads])]
                pool = self.words.add([_joined(head, s) for s in syllables])
                long = self.words.add(
                    [
                        _joined(head, f"{a} {b}")
                        for a in names()["syllables"]["second"]
                        for b in syllables
                    ]
                )
                out[at] = pool[draw(self.rng, ranked(len(pool), 8.0), len(at))]
                new = at[modern[at]]
                out[new] = long[draw(self.rng, ranked(len(long), 60.0), len(new))]
        mnong = np.flatnonzero(group == GROUP_NAMES.index("Mnông"))
        return self._with_clan(out, mnong)

    def _with_clan(self, given: Ints, at: Ints) -> Ints:
        """Half of the Mnông names end in the clan: Y Sim Bkrông."""
        texts = list(self.words.code)
        clans = names()["clans"]["Mnông"]
        some = at[self.rng.random(len(at)) < 0.5]
        pick = draw(self.rng, ranked(len(clans)), len(some))
        joined = [f"{texts[g]} {clans[c]}" for g, c in zip(given[some], pick, strict=True)]
        given[some] = self.words.add(joined)
        return given


#: Sign of sex before the given name and how often; K' is joined, the others stand apart.
_HEADS: dict[str, dict[str, list[tuple[str, float]]]] = {
    "Cơ Ho": {"male": [("K'", 0.7), ("Ha", 0.3)], "female": [("Ka", 0.75), ("K'", 0.25)]},
    "Mạ": {"male": [("K'", 1.0)], "female": [("Ka", 1.0)]},
    "Chu Ru": {"male": [("Ya", 1.0)], "female": [("Ma", 1.0)]},
    "Mnông": {"male": [("Y", 1.0)], "female": [("H'", 1.0)]},
}


def _joined(head: str, name: str) -> str:
    return head + name if head.endswith("'") else f"{head} {name}"


def _slice(at: Ints, part: int, weights: list[float]) -> NDArray[np.bool_]:
    """People of one head: split by a number of their own, so that it needs no further draw."""
    edges = np.concatenate([[0.0], np.cumsum(weights)])
    own = (at * 2654435761 % 1000) / 1000
    return np.asarray((own >= edges[part]) & (own < edges[part + 1]))
