"""One column while it is being understood."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.sources.declaration import Field
from pipelines.sources.reading.columns.contents import Profile
from pipelines.sources.reading.headers.lexicon import Who
from pipelines.sources.reading.headers.meaning import Reading

_DOUBTED = 0.3  # confidence in a meaning that the officer is asked about


@dataclass
class Guess:
    """One column while it is being understood.

    Attributes
    ----------
    header, words
        Header as written; folded, its spelling put right.
    told
        Its cells tell more than a name, or another thing and a name.
    pair
        Its cells tell of two people each; the role is of the first.
    stranger
        Its cells are of another person than the columns read with it.
    behind
        Place of another's name before it, where its header names nobody.
    """

    at: int
    header: str
    words: str
    reading: Reading
    seen: Profile
    confidence: float
    evidence: str
    told: bool = False
    pair: bool = False
    stranger: bool = False
    behind: int | None = None

    @property
    def key(self) -> tuple[Field, str]:
        """Meaning that no two columns may share."""
        return self.reading.field, self.reading.role

    def become(self, field: Field, role: str, why: str, confidence: float | None = None) -> None:
        """Change the meaning, with the reason."""
        self.reading = replace(self.reading, field=field, role=role, why=why)
        self.evidence = why
        if confidence is not None:
            self.confidence = confidence

    def drop(self, why: str) -> None:
        """Leave the column aside, with the reason."""
        self.become(Field.IGNORED, "", why)

    def disown(self) -> None:
        """Take the header for one that says: somebody else's than the row's."""
        self.reading = replace(self.reading, who=Who.OTHER, said=True)

    def doubt(self, why: str) -> None:
        """Trust the meaning too little to read by it, with the reason."""
        self.confidence = min(self.confidence, _DOUBTED)
        self.evidence = f"{self.evidence}; {why}"


def listed(guesses: list[Guess]) -> str:
    """Name columns as an officer finds them: by number and header."""
    return f"các cột {named(guesses)}"


def named(guesses: list[Guess]) -> str:
    """Numbers and headers of columns."""
    return ", ".join(f"{g.at + 1}" + (f" «{g.header}»" if g.header else "") for g in guesses)
