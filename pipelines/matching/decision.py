"""From probabilities to one outcome a mention, with its reasons (Model 36, rules 1 and 2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from pipelines.matching.encoded import Ints, Longs
from pipelines.matching.engine import Scored
from pipelines.matching.fields import (
    ADDRESS,
    BIRTH_DATE,
    FIELDS,
    NAME,
    NUMBER,
    SEX,
    ComparedField,
)  # fmt: skip
from pipelines.matching.posterior import Candidates, Doubles
from pipelines.matching.reference import Reference
from pipelines.mention import BirthForm, IdForm, Scope
from pipelines.outcomes import FieldStatus, Method, Outcome, Reason

#: From this probability a second candidate is a reason of its own for review.
_RIVAL = 0.01
_BEST = {
    "record": pl.Int32(),
    "pair": pl.Int64(),
    "person": pl.Int32(),
    "probability": pl.Float64(),
    "runner_up": pl.Float64(),
    "margin": pl.Float64(),
    "candidates": pl.Int32(),
}
_NAME_AGREES = [level.key for level in NAME.levels[: NAME.index("stem") + 1]]
_DATE_AGREES = ["exact", "month_only", "swapped", "day", "month", "year_near"]
_ADDRESS_AGREES = [level.key for level in ADDRESS.levels[: ADDRESS.index("most") + 1]]
_DATE_APART = ["same_year", "near", "differs"]
#: Fields whose level a decision reads, and the columns of the result that say how they agree.
_DECIDING = (NUMBER, NAME, BIRTH_DATE, SEX, ADDRESS)
_STATUS = {
    NUMBER: "id_status", NAME: "name_status", BIRTH_DATE: "birth_date_status", SEX: "sex_status",
}  # fmt: skip
_WORDS = {"id_form": IdForm, "birth_form": BirthForm, "scope": Scope}
#: What is decided of a mention.
DECIDED = ("outcome", "linked", "method", *_STATUS.values(), "reasons", "number_level")
_OLD_FORMS = [IdForm.OLD, IdForm.OLD_LOST_ZERO]


@dataclass(frozen=True)
class Thresholds:
    """What parts links, reviews and the rest.

    Attributes
    ----------
    accept, review
        Least probability of a link, and of a candidate that an officer should see.
    relatives
        People of the reference have relatives in it, who share surname, home and parents.
    """

    accept: float
    review: float
    relatives: bool = True


def best_candidates(
    scored: Scored, probability: Doubles, bonus: Doubles, rows: int, reference: Reference
) -> pl.DataFrame:
    """Choose each record's best candidate.

    Returns
    -------
    polars.DataFrame
        One row a record, in order: pair, person (row of the reference), probability, runner_up (its
        probability), margin (bits to the second candidate; without one, to nobody), candidates.
        Null where nobody was weighed. Equal candidates rank by their number.
    """
    total = scored.weight + bonus
    groups = scored.candidates()
    number = reference.people.number
    best = _leading(total, groups, number)
    count = np.diff(np.append(groups.starts, len(total)))
    several = count > 1
    rest = total.copy()
    rest[best] = -np.inf
    runner_up = np.where(several, _leading(rest, groups, number), best)
    chance = np.clip(probability[best], 1e-30, 1 - 1e-15)
    margin = np.where(several, total[best] - total[runner_up], np.log2(chance / (1 - chance)))
    found = pl.DataFrame(
        {
            "record": scored.record[best],
            "pair": best,
            "person": scored.person[best],
            "probability": probability[best],
            "runner_up": np.where(several, probability[runner_up], 0.0),
            "margin": np.clip(margin, -100.0, 200.0),
            "candidates": count.astype(np.int32),
        },
        schema=_BEST,
    )
    every = pl.DataFrame({"record": np.arange(rows, dtype=np.int32)})
    return every.join(found, on="record", how="left", maintain_order="left").with_columns(
        pl.col("candidates").fill_null(0)
    )


def _leading(total: Doubles, groups: Candidates, number: Longs) -> npt.NDArray[np.int64]:
    """Position of each record's best candidate; equal ones rank by number, then by position."""
    if not len(total):
        return np.zeros(0, dtype=np.int64)
    top = np.maximum.reduceat(total, groups.starts)
    tied = np.flatnonzero(total == top[groups.group])
    group = groups.group[tied]
    result = np.zeros(len(groups.starts), dtype=np.int64)
    result[group] = tied
    # Ties are rare: only they are sorted, the first of them last so that it stays.
    rows = np.flatnonzero((np.bincount(group) > 1)[group])
    person = groups.person[tied[rows]]
    order = rows[np.lexsort((person, number[person], group[rows]))[::-1]]
    result[group[order]] = tied[order]
    return result


def evidence(
    mentions: pl.DataFrame,
    best: pl.DataFrame,
    scored: Scored,
    reference: Reference,
    thresholds: Thresholds,
) -> pl.DataFrame:
    """Collect all that a decision reads of each mention and its best candidate, as small values.

    Returns
    -------
    polars.DataFrame
        One row a mention. Levels as positions in their field, one beyond the last where nobody was
        weighed; forms and scope as categories; the rest as yes or no. So there are only a few
        hundred distinct rows, and each of them is decided once (`decide_distinct`).
    """
    known = best["pair"].is_not_null().to_numpy()
    pair: npt.NDArray[np.int64] = best["pair"].fill_null(0).to_numpy()
    person: Ints = best["person"].fill_null(0).to_numpy()
    some = len(reference.person_id) > 0
    col = pl.col
    return mentions.select(
        *(_level(item, scored, pair, known).alias(f"{item.key}_level") for item in _DECIDING),
        *(col(name).cast(pl.Enum([str(v) for v in values])) for name, values in _WORDS.items()),
        dead=pl.Series(reference.deceased[person] & known) if some else pl.lit(value=False),
        parts_apart=_parts_apart(mentions, reference, person) if some else pl.lit(0, pl.Int8),
        likely=(best["probability"] >= thresholds.accept).fill_null(value=False),
        possible=(best["probability"] >= thresholds.review).fill_null(value=False),
        rivalled=(best["runner_up"] >= _RIVAL).fill_null(value=False),
        numbered=col("person_id").is_not_null(),
        inconsistent=_inconsistent(),
    )


def _level(
    item: ComparedField,
    scored: Scored,
    pair: npt.NDArray[np.int64],
    known: npt.NDArray[np.bool_],
) -> pl.Series:
    if not len(scored.record):
        return pl.Series(np.full(len(pair), len(item.levels), dtype=np.int8))
    levels = scored.levels[:, FIELDS.index(item)][pair]
    return pl.Series(np.where(known, levels, np.int8(len(item.levels))))


def _parts_apart(mentions: pl.DataFrame, reference: Reference, person: Ints) -> pl.Series:
    """Count the parts of the date of birth (day, month, year) that both write and that differ."""
    theirs = reference.people
    count = np.zeros(len(person), dtype=np.int8)
    for name, values in (("year", theirs.year), ("month", theirs.month), ("day", theirs.day)):
        written = mentions[f"birth_{name}"].fill_null(0).to_numpy()
        other = values[person]
        count += (written != other) & (written != 0) & (other != 0)
    return pl.Series(count)


def decide_distinct(
    seen: pl.DataFrame, *, living: bool, expects_dead: bool, relatives: bool
) -> tuple[pl.DataFrame, Longs]:
    """Decide every distinct row of `evidence` once.

    Returns
    -------
    tuple
        The distinct decisions, columns `DECIDED`, and for every mention which of them is its own.
    """
    code = np.zeros(seen.height, dtype=np.int64)
    for column in seen:
        values = column.to_physical().cast(pl.Int64).fill_null(-1).to_numpy() + 1
        code = code * (int(values.max(initial=0)) + 1) + values
    which = pa.array(code).dictionary_encode().indices.to_numpy().astype(np.int64)
    first = np.zeros(which.max(initial=-1) + 1, dtype=np.int64)
    first[which[::-1]] = np.arange(len(which))[::-1]
    decided = decide(
        _worded(seen[first]), living=living, expects_dead=expects_dead, relatives=relatives
    )
    return decided.select(DECIDED), which


def _worded(seen: pl.DataFrame) -> pl.DataFrame:
    """Write levels and statuses as words; nobody weighed: no level, status missing."""
    columns = [seen[name].cast(pl.String) for name in _WORDS]
    for item in _DECIDING:
        keys = pl.Series([*(level.key for level in item.levels), ""])
        columns.append(keys.gather(seen[f"{item.key}_level"]).alias(f"{item.key}_level"))
    for item, status in _STATUS.items():
        words = [*(str(level.status) for level in item.levels), str(FieldStatus.MISSING)]
        columns.append(pl.Series(words).gather(seen[f"{item.key}_level"]).alias(status))
    return seen.with_columns(columns)


def refined(frame: pl.DataFrame) -> pl.DataFrame:
    """Adjust the statuses where one field decides about another, or the form of writing does."""
    col = pl.col
    exact = (col("number_level") == "equal") & (col("birth_date_level") == "exact")
    form = col("id_form")
    repaired = form.is_in([IdForm.LOST_ZERO, IdForm.PUNCTUATED])
    return frame.with_columns(
        # Without marks a name agrees only where number and full date of birth do as well.
        name_status=pl.when((col("name_level") == "unmarked") & exact)
        .then(pl.lit(str(FieldStatus.VARIANT)))
        .otherwise(col("name_status")),
        id_status=pl.when((col("id_status") == FieldStatus.MATCH) & repaired)
        .then(pl.lit(str(FieldStatus.VARIANT)))
        .when(form == IdForm.MALFORMED)
        .then(pl.lit(str(FieldStatus.MISMATCH)))
        .otherwise(col("id_status")),
        birth_date_status=pl.when(col("birth_form") == BirthForm.INVALID)
        .then(pl.lit(str(FieldStatus.MISMATCH)))
        .otherwise(col("birth_date_status")),
    )


def _number_reason() -> pl.Expr:
    level, form = pl.col("number_level"), pl.col("id_form")
    old = form.is_in(_OLD_FORMS)
    return (
        pl.when(level.is_in(["somebody", "relative"])).then(pl.lit(Reason.ID_WRONG.key))
        .when(old).then(pl.lit(Reason.ID_OLD.key))
        .when(level.is_in(["one_digit", "unknown"])).then(pl.lit(Reason.ID_WRONG.key))
        .when(level == "old_equal").then(pl.lit(Reason.ID_OLD.key))
        .when(form == IdForm.MALFORMED).then(pl.lit(Reason.ID_MALFORMED.key))
        .when(form == IdForm.IRRECOVERABLE).then(pl.lit(Reason.ID_IRRECOVERABLE.key))
        .when((level == "equal") & (form == IdForm.LOST_ZERO)).then(pl.lit(Reason.ID_REPAIRED.key))
        .when(level != "equal").then(pl.lit(Reason.ID_MISSING.key))
    )  # fmt: skip


def _name_reason() -> pl.Expr:
    status = pl.col("name_status")
    return (
        pl.when(status == FieldStatus.PARTIAL).then(pl.lit(Reason.NAME_PARTIAL.key))
        .when(status.is_in([FieldStatus.MISMATCH, FieldStatus.MISSING]))
        .then(pl.lit(Reason.NAME_MISMATCH.key))
    )  # fmt: skip


def _date_reason() -> pl.Expr:
    status, form = pl.col("birth_date_status"), pl.col("birth_form")
    return (
        pl.when(status == FieldStatus.PARTIAL).then(pl.lit(Reason.BIRTH_DATE_PARTIAL.key))
        .when(status == FieldStatus.MISMATCH).then(pl.lit(Reason.BIRTH_DATE_MISMATCH.key))
        # What only the reference lacks is not the agency's to add.
        .when(form == BirthForm.MISSING).then(pl.lit(Reason.BIRTH_DATE_MISSING.key))
    )  # fmt: skip


def _inconsistent() -> pl.Expr:
    """Whether the digits of the number contradict the sex or year written beside it."""
    century = pl.col("person_id").str.slice(3, 1).cast(pl.Int32, strict=False)
    year = (
        1900 + century // 2 * 100 + pl.col("person_id").str.slice(4, 2).cast(pl.Int32, strict=False)
    )
    female = century % 2 == 1
    return (
        (year != pl.col("birth_year")).fill_null(value=False)
        | (female != (pl.col("sex") == "female")).fill_null(value=False)
    )  # fmt: skip


def perhaps_sibling() -> pl.Expr:
    """Say which pairs a twin or a sibling who is not in the reference would look like.

    They share surname, home and parents; without the number only the given name tells a twin, and
    only the date a sibling of the same name. However much else agrees, an officer looks.
    """
    twin = pl.col("name_level") == "differs"
    namesake = (pl.col("parts_apart") > 1) & pl.col("birth_date_level").is_in(_DATE_APART)
    return ~_numbered() & (twin | namesake)


def _numbered() -> pl.Expr:
    return pl.col("number_level").is_in(["equal", "old_equal"])


_WRONG_NUMBER = [Reason.ID_WRONG.key, Reason.ID_MALFORMED.key]


def decide(
    frame: pl.DataFrame, *, living: bool, expects_dead: bool, relatives: bool
) -> pl.DataFrame:
    """Give every row of evidence its outcome and reasons.

    Duplicates come after (`pipelines.matching.duplicates`).
    """
    col = pl.col
    frame = refined(frame)
    # A number alone, with neither name nor more than a year beside it, is often a stranger's, and a
    # home alone a relative's where people have any.
    agrees = col("name_level").is_in(_NAME_AGREES) | col("birth_date_level").is_in(_DATE_AGREES)
    home = col("address_level").is_in(_ADDRESS_AGREES) & ~_numbered()
    linked = col("likely") & (agrees & ~perhaps_sibling() if relatives else agrees | home)
    review = ~linked & col("possible")
    out = col("scope") != Scope.PERSON
    number = _number_reason()
    wrong = pl.concat_list(
        pl.when(number.is_in(_WRONG_NUMBER)).then(number), _name_reason(), _date_reason(),
        pl.when(col("sex_status") == FieldStatus.MISMATCH).then(pl.lit(Reason.SEX_MISMATCH.key)),
    ).list.drop_nulls()  # fmt: skip
    new_number = pl.concat_list(
        pl.when(~number.is_in(_WRONG_NUMBER)).then(number)
    ).list.drop_nulls()
    variant = pl.any_horizontal(
        col(name) == FieldStatus.VARIANT
        for name in ("name_status", "birth_date_status", "id_status")
    )
    outcome = (
        pl.when(out).then(pl.lit(str(Outcome.OUT_OF_SCOPE)))
        .when(linked & col("dead") & pl.lit(living)).then(pl.lit(str(Outcome.DECEASED)))
        .when(linked & (wrong.list.len() > 0)).then(pl.lit(str(Outcome.MISMATCH)))
        .when(linked & (new_number.list.len() > 0)).then(pl.lit(str(Outcome.UPDATED)))
        .when(linked).then(pl.lit(str(Outcome.VERIFIED)))
        .when(review).then(pl.lit(str(Outcome.REVIEW)))
        .otherwise(pl.lit(str(Outcome.NOT_FOUND)))
    )  # fmt: skip
    agreed = (
        pl.when(variant).then(pl.lit(Reason.NORMALISED.key)).otherwise(pl.lit(Reason.EXACT.key))
    )
    frame = frame.with_columns(
        outcome=outcome, linked=linked & ~out, wrong=wrong, new_number=new_number, agreed=agreed,
    )  # fmt: skip
    return _reasoned(frame, living=living, expects_dead=expects_dead, relatives=relatives)


def _when(condition: pl.Expr, reason: Reason) -> pl.Expr:
    return pl.when(condition).then(pl.lit(reason.key))


def _reasoned(
    frame: pl.DataFrame, *, living: bool, expects_dead: bool, relatives: bool
) -> pl.DataFrame:
    col = pl.col
    linked = pl.concat_list(
        pl.concat_list(_when(col("dead") & pl.lit(living), Reason.REFERENCE_DECEASED)),
        col("wrong"), col("new_number"),
        pl.concat_list(
            pl.when((col("wrong").list.len() == 0) & (col("new_number").list.len() == 0))
            .then(col("agreed")),
            _when(~col("dead") & pl.lit(expects_dead), Reason.REFERENCE_ALIVE),
            _when(col("inconsistent"), Reason.ID_INCONSISTENT),
        ),
    )  # fmt: skip
    other_number = col("number_level").is_in(["somebody", "relative"])
    unknown_number = (col("number_level") == "unknown") | (
        (col("number_level") == "") & col("numbered")
    )
    sibling = perhaps_sibling() & col("likely") & pl.lit(relatives)
    review = pl.concat_list(
        pl.when(col("rivalled")).then(pl.lit(Reason.SEVERAL_CANDIDATES.key))
        .otherwise(pl.lit(Reason.WEAK_EVIDENCE.key)),
        _when(other_number, Reason.ID_OTHER_PERSON),
        _when(unknown_number, Reason.ID_UNKNOWN),
        _when(sibling & (col("name_level") == "differs"), Reason.NAME_MISMATCH),
        _when(sibling & (col("name_level") != "differs"), Reason.BIRTH_DATE_MISMATCH),
    )  # fmt: skip
    absent = pl.concat_list(
        pl.lit(Reason.NO_CANDIDATE.key),
        _when(unknown_number, Reason.ID_UNKNOWN),
        _when(other_number, Reason.ID_OTHER_PERSON),
    )
    scope = pl.concat_list(
        _when(col("scope") == Scope.FOREIGNER, Reason.FOREIGNER),
        _when(col("scope") == Scope.ORGANISATION, Reason.ORGANISATION),
    )
    reasons = (
        pl.when(col("outcome") == Outcome.OUT_OF_SCOPE).then(scope)
        .when(col("linked")).then(linked)
        .when(col("outcome") == Outcome.REVIEW).then(review)
        .otherwise(absent)
    )  # fmt: skip
    return frame.with_columns(reasons=reasons.list.drop_nulls(), method=_method())


def _method() -> pl.Expr:
    exact = pl.col("name_level").is_in(["identical", "variant", "unmarked", "tone", "marks"])
    return (
        pl.when(~pl.col("linked")).then(pl.lit(str(Method.NONE)))
        .when(pl.col("number_level") == "equal").then(pl.lit(str(Method.NUMBER)))
        .when(pl.col("number_level") == "old_equal").then(pl.lit(str(Method.OLD_NUMBER)))
        .when(exact & (pl.col("birth_date_level") == "exact")).then(pl.lit(str(Method.EXACT)))
        .otherwise(pl.lit(str(Method.FUZZY)))
    )  # fmt: skip
