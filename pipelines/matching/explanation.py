"""Why a record was linked, or not: the weights of its two best candidates, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import duckdb
import numpy as np
import polars as pl

from pipelines.matching.blocking import Blocker
from pipelines.matching.coverage import named_people
from pipelines.matching.encoded import Ints
from pipelines.matching.engine import Scored, find_candidates, probabilities
from pipelines.matching.families import family_model
from pipelines.matching.fields import FIELDS
from pipelines.matching.keys import FIRST, SECOND
from pipelines.matching.measures import Measures
from pipelines.matching.model import LevelWeights, Model, load_model
from pipelines.matching.posterior import Alternatives, Doubles, Prior, alternatives
from pipelines.matching.presence import register_prior
from pipelines.matching.profile import UNNAMED, register_model
from pipelines.matching.records import Register, encode_records, in_scope
from pipelines.matching.reference import Reference
from pipelines.matching.scoring import NUMBER_ALONE_BITS, Context, field_bits, number_alone
from pipelines.matching.settings import MatchSettings
from pipelines.matching.twins import with_twins

_COUPLE = "người kia của cặp vợ chồng, cùng dòng"
_CLAIMED = "hồ sơ khác trong danh sách cũng nhận người này"
_UNCLAIMED = "không hồ sơ nào khác nhận người này, trong danh sách ghi gần đủ người cùng tuổi"
_SIBLING = "có thể là anh, chị, em không có trong dữ liệu dân cư"
_RIVALS = "có thể là ứng viên khác"
_COPIED = "số của người này, tên và ngày sinh của anh, chị, em: không rõ ghi nhầm số hay cả người"
#: Weights are of single precision.
_LEAST_BITS = 0.01

Weights = dict[str, dict[str, LevelWeights]]


@dataclass(frozen=True)
class Bar:
    """One step of a waterfall.

    Attributes
    ----------
    model_bits
        What the step would weigh by the model as trained, without the register's own measure.
    field
        Key of the compared field; empty for what is no field.
    """

    label: str
    bits: float
    model_bits: float
    field: str = ""

    @property
    def own(self) -> bool:
        """Whether the register's own measure makes a difference that is shown."""
        return _signed(self.bits) != _signed(self.model_bits)


@dataclass(frozen=True)
class CandidateExplained:
    """One candidate: how its probability comes about.

    Attributes
    ----------
    person_id
        Masked but for the digits that name, sex and year of birth give away anyway.
    bars
        Start, every field that was compared, what other records say, and what else may be true;
        they add up to `total`.
    total
        Log-odds of `probability`, bits.
    probability
        Among all candidates and nobody: what the run stores of the best one.
    """

    person_id: str
    bars: tuple[Bar, ...]
    total: float
    probability: float


@dataclass(frozen=True)
class Explanation:
    """The best two candidates of a record, the better one first.

    Attributes
    ----------
    weighed
        Candidates of the record.
    remarks
        Sentences: the register's own figures that the weights follow.
    """

    candidates: tuple[CandidateExplained, ...]
    weighed: int
    remarks: tuple[str, ...] = ()

    def frame(self) -> pl.DataFrame:
        """Return the steps as rows: candidate, step, label, bits, model_bits, start, end."""
        rows = []
        for rank, candidate in enumerate(self.candidates, 1):
            level = 0.0
            for step, bar in enumerate(candidate.bars):
                rows.append(
                    {
                        "candidate": rank, "step": step, "label": bar.label, "bits": bar.bits,
                        "model_bits": bar.model_bits, "start": level, "end": level + bar.bits,
                    }
                )  # fmt: skip
                level += bar.bits
        schema = {"candidate": pl.Int64, "step": pl.Int64, "label": pl.String, "bits": pl.Float64,
                  "model_bits": pl.Float64, "start": pl.Float64, "end": pl.Float64}  # fmt: skip
        return pl.DataFrame(rows, schema=schema)

    def text(self) -> str:
        """Write the explanation for a terminal, in Vietnamese, without personal values."""
        if not self.candidates:
            return "\n".join([*self.remarks, "Không có ứng viên nào trong dữ liệu dân cư."])
        lines = [f"Đã cân nhắc {self.weighed} ứng viên.", *self.remarks]
        for rank, candidate in enumerate(self.candidates, 1):
            lines += ["", f"Ứng viên {rank}: {candidate.person_id}"]
            lines += [_line(bar) for bar in candidate.bars]
            chance = f"{candidate.probability:.6f}".replace(".", ",")
            lines.append(f"  {_signed(candidate.total):>8} bit  cộng lại; xác suất đúng {chance}")
        return "\n".join(lines)


def _line(bar: Bar) -> str:
    shared = f" (theo mô hình chung: {_signed(bar.model_bits)})" if bar.own else ""
    return f"  {_signed(bar.bits):>8} bit  {bar.label}{shared}"


def _signed(bits: float) -> str:
    sign = "−" if bits < 0 else "+"
    return sign + f"{abs(bits):.1f}".replace(".", ",")


@dataclass(frozen=True)
class _Weighed:
    """The candidates of one record, and what their probabilities come from.

    Attributes
    ----------
    weights, start
        Level weights and first step, with the register's measure and as trained.
    """

    scored: Scored
    bonus: Doubles
    probability: Doubles
    against: Alternatives
    weights: tuple[Weights, Weights]
    start: tuple[float, float]
    paired: bool


class Explainer:
    """Explain records of one register, which is encoded once, as the run weighed them.

    Parameters
    ----------
    mentions
        The whole register: other records may claim the same person, and a file that names no father
        at all leaves none out.
    register
        What the list is; by default one of which nothing is known.
    model
        The shipped model by default.
    measures
        What the run measured of the register. Without it the model weighs as trained.
    """

    def __init__(
        self,
        reference: Reference,
        mentions: pl.DataFrame,
        register: Register | None = None,
        *,
        model: Model | None = None,
        measures: Measures | None = None,
        settings: MatchSettings | None = None,
    ) -> None:
        self._register, self._trained = register or Register(), model or load_model()
        self._measures, self._settings = measures, settings or MatchSettings()
        self._model = self._trained
        if measures is not None:
            families = family_model(self._trained, reference)
            self._model = register_model(families, self._register.source, measures.care)
        self._context = Context(
            encode_records(mentions, reference, self._register.life),
            reference,
            self._model.weights(self._register.source),
        )
        prior = trained = Prior.of(self._trained, reference.size)
        if measures is not None:
            prior = register_prior(trained, measures.inside, self._context)
            prior = replace(prior, named=named_people(measures.named, reference))
        self._priors = (prior, trained)
        self._in_scope = in_scope(mentions)

    def explain(self, row: int) -> Explanation:
        """Explain the mention at a position of the frame."""
        weighed, reference = self._weigh(row), self._context.reference
        total = weighed.scored.weight + weighed.bonus
        number = reference.people.number[weighed.scored.person]
        best = np.lexsort((number, -total))[:2]
        candidates = tuple(_explained(weighed, int(pair), reference) for pair in best)
        own = {bar.field for candidate in candidates for bar in candidate.bars if bar.own}
        words: tuple[str, ...] = ()
        if self._measures is not None and candidates:
            words = _words(self._measures, weighed.weights[1], own)
        return Explanation(candidates, len(total), words)

    def _weigh(self, row: int) -> _Weighed:
        """Weigh a record with no more of the other records than concern it."""
        scored, (prior, trained) = self._candidates(self._concerned(row)), self._priors
        probability, bonus = probabilities(
            scored, self._context, self._model, prior, once=self._register.once
        )
        here = np.flatnonzero(scored.record == row)
        one = scored.take(here)
        return _Weighed(
            scored=one,
            bonus=bonus[here],
            probability=probability[here],
            against=alternatives(one.candidates(), bonus[here], prior),
            weights=(self._context.weights, self._trained.weights(self._register.source)),
            start=(_start(prior, row), _start(trained, row)),
            paired=bool(self._context.records.partner[row] >= 0),
        )

    def _candidates(self, rows: Ints) -> Scored:
        rows = np.intersect1d(self._in_scope, rows)
        scored = find_candidates(
            self._context.reference, self._context, rows, self._model, self._settings
        )
        return with_twins(scored, self._measures.twins) if self._measures else scored

    def _concerned(self, row: int) -> Ints:
        """Find the other one of the record's couple, and all who may claim its candidates."""
        records, reference = self._context.records, self._context.reference
        rows = np.array([row, *records.partner[[row]]], dtype=np.int32)
        if not self._register.once:
            return rows
        persons = np.unique(self._candidates(rows).person)
        with duckdb.connect() as connection:
            blocker = Blocker(connection, records, reference)
            claimants = blocker.claimants((*FIRST, *SECOND), persons)
        return np.concatenate([rows, claimants.astype(np.int32)])


def explain(
    reference: Reference,
    mentions: pl.DataFrame,
    row: int,
    register: Register | None = None,
    *,
    model: Model | None = None,
    measures: Measures | None = None,
) -> Explanation:
    """Explain one mention, at a position of the frame; other parameters as of `Explainer`."""
    return Explainer(reference, mentions, register, model=model, measures=measures).explain(row)


def _start(prior: Prior, row: int) -> float:
    """Log-odds of one person against nobody before anything is compared."""
    inside, outside = prior.odds(np.array([row], dtype=np.int32))
    return float(inside[0] - outside[0] - np.log2(prior.people))


def _explained(weighed: _Weighed, pair: int, reference: Reference) -> CandidateExplained:
    compared = tuple(_field_bars(weighed, pair, reference))
    bars = (
        Bar("trước khi so sánh", *weighed.start),
        *compared,
        *_holder_bars(float(weighed.scored.weight[pair]) - sum(bar.bits for bar in compared)),
        *_other_bars(weighed, pair),
    )
    number = reference.person_id[int(weighed.scored.person[pair])] or ""
    return CandidateExplained(
        person_id=number[:3] + "*" * max(len(number) - 3, 0),
        bars=bars,
        total=sum(bar.bits for bar in bars),
        probability=float(weighed.probability[pair]),
    )


def _field_bars(weighed: _Weighed, pair: int, reference: Reference) -> Iterator[Bar]:
    """Weigh every field that was compared."""
    scored = weighed.scored
    person, levels = scored.person[pair : pair + 1], scored.levels[pair : pair + 1]
    for position, item in enumerate(FIELDS):
        level = levels[:, position]
        own, trained = (
            float(field_bits(item, weights[item.key], level, reference.frequency, person)[0][0])
            for weights in weighed.weights
        )
        if own or trained:
            yield Bar(item.levels[int(level[0])].label, own, trained, item.key)
    if number_alone(levels)[0]:
        bits = float(NUMBER_ALONE_BITS)
        yield Bar("số trùng mà tên và ngày sinh đều khác", bits, bits)


def _holder_bars(more: float) -> Iterator[Bar]:
    """Say what a number's holder gains where the rest of the record is a brother's or sister's."""
    if more > _LEAST_BITS:
        yield Bar(_COPIED, more, more)


def _other_bars(weighed: _Weighed, pair: int) -> Iterator[Bar]:
    """Weigh what other records say, and what else may be true."""
    other = float(weighed.bonus[pair])
    if other:
        if weighed.paired:
            yield Bar(_COUPLE, other, other)
        else:
            # The model knows no list that names nearly everybody.
            yield Bar(_CLAIMED if other < 0 else _UNCLAIMED, other, min(other, 0.0))
    against = weighed.against
    nobody = float(against.nobody[0])
    relative = float(np.logaddexp2(nobody, against.relative[0]))
    rivals = np.delete(against.claim, pair)
    everything = float(np.logaddexp2(relative, np.logaddexp2.reduce(rivals, initial=-np.inf)))
    for label, bits in ((_SIBLING, nobody - relative), (_RIVALS, relative - everything)):
        if bits:
            yield Bar(label, bits, bits)


def _words(measures: Measures, trained: Weights, own: set[str]) -> tuple[str, ...]:
    """Say what the register showed of itself, in so far as it changes what is shown."""
    inside = measures.inside
    lines = [
        f"Danh sách này, theo số liệu tự đo khi chạy: {_percent(inside.whole)} hồ sơ có "
        f"người trong dữ liệu dân cư, có ghi số {_percent(inside.numbered.whole)}, không ghi số "
        f"{_percent(inside.unnumbered.whole)} (mô hình chung: "
        f"{_percent(measures.inside_expected)})."
    ]
    times = f"{measures.twins:.1f}".replace(".", ",")
    if times != "1,0":
        lines.append(
            f"  Người sinh đôi không có trong dữ liệu dân cư: nhiều gấp {times} lần "
            "mức suy từ các gia đình."
        )
    for item in FIELDS:
        if item.key not in own:
            continue
        care = measures.care.fields[item.key]
        if care.counted is not None and care.mistaken != care.expected:
            lines.append(
                f"  {item.label}: sai {_percent(care.counted)} trong {care.pairs} cặp trùng số, "
                f"tính là {_percent(care.mistaken)} (mô hình chung: {_percent(care.expected)})"
            )
        if care.unnamed is not None and care.unnamed != trained[item.key][UNNAMED].m:
            expected = _percent(trained[item.key][UNNAMED].m)
            lines.append(
                f"  {item.label}: dân cư không ghi, tính là {_percent(care.unnamed)} "
                f"(mô hình chung: {expected})"
            )
    return tuple(lines)


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%".replace(".", ",")
