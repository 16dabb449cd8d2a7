"""One outcome a mention, with its reasons, from what is known of its best candidate.

Model 36, rules 1 and 2: verified is who is linked with certainty and agrees in every field.
"""

from __future__ import annotations

import polars as pl

from pipelines.matching.fields import ADDRESS, NAME
from pipelines.mention import BirthForm, IdForm, Scope
from pipelines.outcomes import FieldStatus, Method, Outcome, Reason

_NAME_AGREES = [level.key for level in NAME.levels[: NAME.index("stem") + 1]]
_DATE_AGREES = ["exact", "month_only", "swapped", "day", "month", "year_near"]
_ADDRESS_AGREES = [level.key for level in ADDRESS.levels[: ADDRESS.index("most") + 1]]
_DATE_APART = ["same_year", "near", "differs"]
_OLD_FORMS = [IdForm.OLD, IdForm.OLD_LOST_ZERO]


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
        pl.when(level.is_in(["somebody", "relative", "lent"])).then(pl.lit(Reason.ID_WRONG.key))
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
    other_number = col("number_level").is_in(["somebody", "relative", "lent"])
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
