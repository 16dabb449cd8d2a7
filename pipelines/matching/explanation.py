"""Why a record was linked, or not: the weights of its two best candidates, in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.matching.engine import find_candidates, probabilities
from pipelines.matching.fields import FIELDS
from pipelines.matching.model import Model, load_model
from pipelines.matching.posterior import Prior
from pipelines.matching.records import EITHER, encode_records
from pipelines.matching.reference import Reference
from pipelines.matching.scoring import NUMBER_ALONE_BITS, Context, field_bits, number_alone
from pipelines.matching.settings import MatchSettings


@dataclass(frozen=True)
class Bar:
    """One step of a waterfall."""

    label: str
    bits: float


@dataclass(frozen=True)
class CandidateExplained:
    """One candidate: how its probability comes about.

    Attributes
    ----------
    person_id
        Masked but for the digits that name, sex and year of birth give away anyway.
    bars
        Start, every field that was compared, and what other records say; they add up to `total`.
    total
        Log-odds against nobody, bits.
    probability
        Among all candidates and nobody.
    """

    person_id: str
    bars: tuple[Bar, ...]
    total: float
    probability: float


@dataclass(frozen=True)
class Explanation:
    """The best two candidates of a record, the better one first."""

    candidates: tuple[CandidateExplained, ...]
    weighed: int

    def frame(self) -> pl.DataFrame:
        """Return the steps as rows: candidate, step, label, bits, start, end."""
        rows = []
        for rank, candidate in enumerate(self.candidates, 1):
            level = 0.0
            for step, bar in enumerate(candidate.bars):
                rows.append(
                    {
                        "candidate": rank, "step": step, "label": bar.label, "bits": bar.bits,
                        "start": level, "end": level + bar.bits,
                    }
                )  # fmt: skip
                level += bar.bits
        schema = {"candidate": pl.Int64, "step": pl.Int64, "label": pl.String,
                  "bits": pl.Float64, "start": pl.Float64, "end": pl.Float64}  # fmt: skip
        return pl.DataFrame(rows, schema=schema)

    def text(self) -> str:
        """Write the explanation for a terminal, in Vietnamese, without personal values."""
        if not self.candidates:
            return "Không có ứng viên nào trong dữ liệu dân cư."
        lines = [f"Đã cân nhắc {self.weighed} ứng viên."]
        for rank, candidate in enumerate(self.candidates, 1):
            lines += ["", f"Ứng viên {rank}: {candidate.person_id}"]
            lines += [f"  {_signed(bar.bits):>8} bit  {bar.label}" for bar in candidate.bars]
            chance = f"{candidate.probability:.6f}".replace(".", ",")
            lines.append(f"  {_signed(candidate.total):>8} bit  cộng lại; xác suất đúng {chance}")
        return "\n".join(lines)


def _signed(bits: float) -> str:
    sign = "−" if bits < 0 else "+"
    return sign + f"{abs(bits):.1f}".replace(".", ",")


def explain(
    reference: Reference,
    mentions: pl.DataFrame,
    row: int,
    *,
    source: str = "",
    model: Model | None = None,
    life: int = EITHER,
    settings: MatchSettings | None = None,
) -> Explanation:
    """Explain one mention.

    Parameters
    ----------
    mentions
        The mention and, for a couple, the other person of its row. Give the whole register to see
        which other records claim the same person.
    row
        Position of the mention in the frame.
    source
        Source name: a model may hold weights of its own for it.
    life
        What the list expects (`pipelines.matching.records`).
    """
    chosen, own = model or load_model(), settings or MatchSettings()
    records = encode_records(mentions, reference, life)
    context = Context(records, reference, chosen.weights(source))
    every = np.arange(mentions.height, dtype=np.int32)
    scored = find_candidates(reference, context, every, chosen, own)
    probability, bonus = probabilities(
        scored, reference, records, chosen, once=not (records.partner >= 0).any()
    )
    here = np.flatnonzero(scored.record == row)
    total = scored.weight[here] + bonus[here]
    best = here[np.lexsort((reference.people.number[scored.person[here]], -total))][:2]
    prior = Prior.of(chosen, reference.size)
    start = float(np.log2(prior.inside / (1 - prior.inside) / prior.people))
    explained = []
    for pair in best:
        person = scored.person[pair : pair + 1]
        bars = [Bar("trước khi so sánh", start)]
        for position, item in enumerate(FIELDS):
            level = scored.levels[pair : pair + 1, position]
            bits, _ = field_bits(
                item, context.weights[item.key], level, reference.frequency, person
            )
            if abs(float(bits[0])) > 0:
                bars.append(Bar(item.levels[int(level[0])].label, float(bits[0])))
        if number_alone(scored.levels[pair : pair + 1])[0]:
            bars.append(Bar("số trùng mà tên và ngày sinh đều khác", float(NUMBER_ALONE_BITS)))
        if bonus[pair]:
            bars.append(Bar("hồ sơ khác cùng dòng hoặc cùng danh sách", float(bonus[pair])))
        number = reference.person_id[int(person[0])] or ""
        explained.append(
            CandidateExplained(
                person_id=number[:3] + "*" * max(len(number) - 3, 0),
                bars=tuple(bars),
                total=sum(bar.bits for bar in bars),
                probability=float(probability[pair]),
            )
        )
    return Explanation(tuple(explained), len(here))
