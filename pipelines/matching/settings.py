"""What can be set about matching, with the reason for each default."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

#: A single link may be so many times as risky as the accepted share: most links are far surer, so
#: that the share is met (`docs/decisions/005-thresholds.md`, measured for shares down to 1 in
#: 10,000).
RISK_OF_ONE_LINK = 60
#: No link is riskier than 1 in 10, whatever share is accepted.
LEAST_PROBABILITY = 0.9


class MatchSettings(BaseModel):
    """Settings of a matching run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    false_links: float = Field(
        default=1e-4, gt=0, lt=0.5, description="accepted share of false links among links"
    )
    review_from: float = Field(
        default=0.01, gt=0, lt=1,
        description="least probability of the best candidate at which an officer can add something",
    )  # fmt: skip
    by_register: bool = Field(
        default=True, description="fit what disagreement is worth to the register's own mistakes"
    )
    easy: float = Field(
        default=0.9999, gt=0.5, lt=1,
        description="probability at which a record leaves the pool after the first keys",
    )  # fmt: skip
    records_per_batch: int = Field(
        default=200_000, gt=0, description="records whose pairs are weighed at a time"
    )
    pairs_per_batch: int = Field(default=250_000, gt=0, description="pairs scored at a time")
    threads: int = Field(default=2, gt=0, description="threads of the blocking joins")

    @property
    def accept(self) -> float:
        """Least probability of a link."""
        return max(LEAST_PROBABILITY, 1 - RISK_OF_ONE_LINK * self.false_links)
