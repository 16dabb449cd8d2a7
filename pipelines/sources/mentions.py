"""From the understood columns of a sheet to mentions: one row a person named in a row."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.mention import REFERENCE_SCHEMA, SCHEMA, BirthForm, IdForm, Scope
from pipelines.sources.declaration import Field, Person, Source
from pipelines.sources.normalise import number_birth_year, number_sex
from pipelines.sources.normalise.couples import split_names, split_values
from pipelines.sources.normalise.date_columns import whole_dates
from pipelines.sources.normalise.organisations import is_organisation
from pipelines.sources.normalise.person import Cells, read_person
from pipelines.sources.normalise.places import read_districts
from pipelines.sources.normalise.text import clean, fold
from pipelines.sources.reading import Notice, Sheet

_PAID_BY_ACCOUNT = r"tai khoan|chuyen khoan|\bthe\b|\batm\b|ngan hang|khong dung tien mat"
_PAID_IN_CASH = r"tien mat|truc tiep|buu dien|tai nha"
_DEAD = r"\bchet\b|mat tich|tu vong|khai tu|da mat"
_HOME = ("viet nam", "vietnam", "vn", "vnm", "viet", "000", "704")


@dataclass(frozen=True)
class Mentions:
    """Mentions of a sheet, and what normalising noticed about its columns."""

    frame: pl.DataFrame  # pipelines.mention.SCHEMA
    notices: tuple[Notice, ...]


def to_mentions(source: Source, sheet: Sheet) -> Mentions:
    """Make the mentions of a register's sheet.

    Returns
    -------
    Mentions
        One row a data row and person, in row order; a person whom the row may leave out only where
        a name or number is written. A data row never vanishes: an empty one gives an empty mention.
    """
    fields, notices = _separate_couples(source, sheet.fields)
    people: dict[str, pl.DataFrame] = {}
    for person in source.persons:
        people[person.role], told = read_person(fields, person)
        notices.extend(told)
    row = _row_columns(source, fields)
    made = [
        _complete(source, sheet, person, people, row).filter(
            pl.lit(not person.optional) | _is_named()
        )
        for person in source.persons
    ]
    frame = pl.concat([m.select(SCHEMA.names()).cast(SCHEMA) for m in made])
    return Mentions(frame.sort("file_row", "role"), tuple(notices))


def _is_named() -> pl.Expr:
    return pl.col("full_name").is_not_null() | pl.col("id_raw").is_not_null()


def _separate_couples(source: Source, fields: pl.DataFrame) -> tuple[pl.DataFrame, list[Notice]]:
    """Give the second person of a cell the columns of the spouse whom the row may name."""
    notices: list[Notice] = []
    for person in source.persons:
        partner = next((p for p in source.persons if p.role == person.spouse and p.optional), None)
        if partner is None or person.optional:
            continue
        fields, found = _separate(fields, person, partner)
        if found:
            notices.append(Notice("couples_split", found, "Tách hai người ghi chung một ô"))
    return fields, notices


def _separate(fields: pl.DataFrame, person: Person, partner: Person) -> tuple[pl.DataFrame, int]:
    first, second = Cells(fields, person.role), Cells(fields, partner.role)
    names = split_names(first(Field.FULL_NAME))
    couple = names["second"].is_not_null() & ~is_organisation(first(Field.FULL_NAME))
    empty = pl.Series([True] * fields.height)
    if (own := second.own(Field.FULL_NAME)) is not None:
        empty = own.is_null() | (own.str.strip_chars() == "")
    take = couple & empty
    if not take.any():
        return fields, 0
    changed = {"take": take}
    for field, kind in (
        (Field.FULL_NAME, ""),
        (Field.BIRTH_DATE, "date"),
        (Field.ID_NUMBER, "number"),
        (Field.OLD_ID, "number"),
        (Field.SEX, "sex"),
    ):
        own = first.own(field)
        if own is None:
            continue
        parts = names if not kind else split_values(own, kind)
        changed[f"{field}|1"], changed[f"{field}|2"] = parts["first"], parts["second"]
    joined = fields.with_columns(**changed)
    updates = []
    for field in (Field.FULL_NAME, Field.BIRTH_DATE, Field.ID_NUMBER, Field.OLD_ID, Field.SEX):
        if f"{field}|1" not in joined.columns:
            continue
        mine, theirs = f"{person.role}.{field}", f"{partner.role}.{field}"
        old = pl.col(theirs) if theirs in fields.columns else pl.lit(None, dtype=pl.String)
        updates += [
            pl.when("take").then(f"{field}|1").otherwise(mine).alias(mine),
            pl.when("take").then(pl.coalesce(old, f"{field}|2")).otherwise(old).alias(theirs),
        ]
    address = f"{person.role}.{Field.ADDRESS}"
    theirs = f"{partner.role}.{Field.ADDRESS}"
    if address in fields.columns:
        old = pl.col(theirs) if theirs in fields.columns else pl.lit(None, dtype=pl.String)
        updates.append(pl.when("take").then(pl.coalesce(old, address)).otherwise(old).alias(theirs))
    kept = joined.with_columns(*updates)
    return kept.drop([c for c in changed if c in kept.columns]), int(take.sum())


def _row_columns(source: Source, fields: pl.DataFrame) -> pl.DataFrame:
    """Columns of the row itself: its key, dates, payment, what kind of owner it names."""
    cells = Cells(fields, "")
    key = [_any_role(source, fields, field) for field in source.key]
    frame = pl.DataFrame({"file_row": fields["file_row"]}).with_columns(
        event_date=whole_dates(cells(Field.EVENT_DATE)),
        payment=cells(Field.PAYMENT_FORM),
        owner_kind=cells(Field.OWNER_KIND),
        organisation=cells(Field.ORGANISATION_NAME),
        row_district=read_districts(cells(Field.DISTRICT)),
        **{f"key_{i}": column for i, column in enumerate(key)},
    )
    payment = fold(clean(pl.col("payment")))
    kind = fold(clean(pl.col("owner_kind")))
    return frame.with_columns(
        record_key=pl.concat_str(
            [clean(pl.col(f"key_{i}")).fill_null("") for i in range(len(key))], separator="|"
        )
        .str.strip_chars("|")
        .replace("", None)
        if key
        else pl.lit(None, dtype=pl.String),
        payment_form=pl.when(payment.str.contains(_PAID_BY_ACCOUNT))
        .then(pl.lit("account"))
        .when(payment.str.contains(_PAID_IN_CASH))
        .then(pl.lit("cash")),
        owner_is_organisation=(
            (kind.str.contains(r"to chuc|co quan|doanh nghiep|ton giao|cong dong"))
            & ~kind.str.contains("ca nhan|ho gia dinh|vo chong")
        ).fill_null(value=False),
    ).select(
        "file_row", "event_date", "record_key", "payment_form", "owner_is_organisation",
        "row_district", organisation=clean(pl.col("organisation")),
    )  # fmt: skip


def _any_role(source: Source, fields: pl.DataFrame, field: Field) -> pl.Series:
    """Return a key field of the row, or of the first person that has it."""
    for role in ("", *(p.role for p in source.persons)):
        own = Cells(fields, role).own(field)
        if own is not None:
            return own.cast(pl.String)
    return pl.Series([None] * fields.height, dtype=pl.String)


def _complete(
    source: Source, sheet: Sheet, person: Person, people: dict[str, pl.DataFrame], row: pl.DataFrame
) -> pl.DataFrame:
    """Join a person with the row and, where the row names one, the spouse."""
    frame = pl.concat([people[person.role], row], how="horizontal")
    if person.spouse:
        spouse = people[person.spouse]
        frame = frame.with_columns(spouse_name=spouse["full_name"], spouse_id=spouse["person_id"])
    nationality = fold(clean(pl.col("nationality")))
    foreign = nationality.is_not_null() & ~nationality.is_in(_HOME) & pl.col("person_id").is_null()
    organisation = (
        pl.lit(is_organisation(frame["written_name"]))
        | pl.col("owner_is_organisation")
        | (pl.col("organisation").is_not_null() & pl.col("full_name").is_null())
    )
    return frame.with_columns(
        source=pl.lit(source.name),
        agency=pl.lit(str(source.agency)),
        file_name=pl.lit(sheet.file_name),
        sheet_name=pl.lit(sheet.sheet_name),
        role=pl.lit(person.role),
        district=pl.coalesce("district", "row_district"),
        full_name=pl.coalesce("full_name", pl.when(organisation).then("organisation")),
        scope=pl.when(organisation)
        .then(pl.lit(Scope.ORGANISATION))
        .when(foreign.fill_null(value=False))
        .then(pl.lit(Scope.FOREIGNER))
        .otherwise(pl.lit(Scope.PERSON)),
        notices=_notices(),
    )


def _notices() -> pl.Expr:
    """Codes of what was repaired or is odd, row by row."""
    inconsistent = (number_sex(pl.col("person_id")) != pl.col("sex")).fill_null(value=False) | (
        number_birth_year(pl.col("person_id")) != pl.col("birth_year")
    ).fill_null(value=False)
    conditions = {
        "id_lost_zero": pl.col("id_form").is_in([IdForm.LOST_ZERO, IdForm.OLD_LOST_ZERO]),
        "id_punctuated": pl.col("id_form") == IdForm.PUNCTUATED,
        "id_malformed": pl.col("id_form") == IdForm.MALFORMED,
        "id_irrecoverable": pl.col("id_form") == IdForm.IRRECOVERABLE,
        "id_inconsistent": inconsistent,
        "birth_date_invalid": pl.col("birth_form") == BirthForm.INVALID,
    }
    return pl.concat_list(
        pl.when(condition).then(pl.lit(code)) for code, condition in conditions.items()
    ).list.drop_nulls()


def to_reference(_source: Source, sheet: Sheet) -> pl.DataFrame:
    """Make the rows of the population reference (`pipelines.mention.REFERENCE_SCHEMA`)."""
    frame, _ = read_person(sheet.fields, Person())
    cells = Cells(sheet.fields, "")
    status = fold(clean(pl.col("status")))
    return (
        frame.with_columns(
            file_row=sheet.fields["file_row"],
            file_name=pl.lit(sheet.file_name),
            sheet_name=pl.lit(sheet.sheet_name),
            status=cells(Field.RESIDENCE_STATUS),
            death_text=cells(Field.DEATH_DATE),
            household_id=cells(Field.HOUSEHOLD_ID),
            head_relation=cells(Field.HEAD_RELATION),
        )
        .with_columns(
            deceased=(
                status.str.contains(_DEAD).fill_null(value=False)
                | pl.col("death_date").is_not_null()
                | clean(pl.col("death_text")).is_not_null()
            ),
            household_id=clean(pl.col("household_id")),
            head_relation=clean(pl.col("head_relation")),
        )
        .select(REFERENCE_SCHEMA.names())
        .cast(REFERENCE_SCHEMA)
    )


def to_targets(_source: Source, sheet: Sheet) -> pl.DataFrame:
    """Make the stated denominators: one row an indicator, district and period covered."""
    cells = Cells(sheet.fields, "")
    total = clean(pl.col("total")).str.replace_all(r"[.,\s](\d{3})\b", "${1}")
    return pl.DataFrame(
        {
            "indicator_code": cells(Field.INDICATOR_CODE),
            "label": cells(Field.LABEL),
            "district": read_districts(cells(Field.DISTRICT)),
            "period_from": whole_dates(cells(Field.PERIOD_FROM)),
            "period_to": whole_dates(cells(Field.PERIOD_TO)),
            "total": cells(Field.TARGET_TOTAL),
            "stated_by": cells(Field.STATED_BY),
            "file_row": sheet.fields["file_row"],
        }
    ).with_columns(
        clean(pl.col("indicator_code", "label", "stated_by")),
        total=total.cast(pl.Int64, strict=False),
        file_name=pl.lit(sheet.file_name),
        sheet_name=pl.lit(sheet.sheet_name),
    )
