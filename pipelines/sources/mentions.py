"""From the understood columns of a sheet to mentions: one row a person named in a row."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.mention import REFERENCE_SCHEMA, SCHEMA, BirthForm, IdForm, Scope
from pipelines.sources.declaration import Field, Person, Source
from pipelines.sources.normalise.cells import Cells
from pipelines.sources.normalise.date_columns import period_dates
from pipelines.sources.normalise.dates import LATEST
from pipelines.sources.normalise.distinct import by_distinct
from pipelines.sources.normalise.file_place import district_of
from pipelines.sources.normalise.identifiers import contradicts
from pipelines.sources.normalise.nationality import is_foreign
from pipelines.sources.normalise.organisations import NEVER_A_NAME
from pipelines.sources.normalise.person import read_person
from pipelines.sources.normalise.places import PLACE_COLUMNS, read_districts
from pipelines.sources.normalise.row import read_row
from pipelines.sources.normalise.separate import separate_couples
from pipelines.sources.normalise.text import clean, clean_column, fold
from pipelines.sources.reading.sheet import Notice, Sheet

_DEAD = r"\bchet\b|mat tich|tu vong|khai tu|da mat|qua doi"


@dataclass(frozen=True)
class Mentions:
    """Mentions of a sheet, and what normalising noticed about its columns."""

    frame: pl.DataFrame  # pipelines.mention.SCHEMA
    notices: tuple[Notice, ...]


def to_mentions(source: Source, sheet: Sheet, *, latest_year: int = LATEST) -> Mentions:
    """Make the mentions of a register's sheet.

    Parameters
    ----------
    latest_year
        Last year that a date may have.

    Returns
    -------
    Mentions
        One row a data row and person, in row order; a person whom the row may leave out only where
        a name or number is written. A data row never vanishes: an empty one gives an empty mention.
    """
    fields, notices = separate_couples(source, sheet.fields)
    district = district_of(sheet)
    people: dict[str, pl.DataFrame] = {}
    for person in source.persons:
        people[person.role], told = read_person(
            fields,
            person,
            first=person is source.persons[0],
            file_district=district,
            latest=latest_year,
        )
        notices.extend(told)
    people = _share_residence(source, fields, people)
    row = read_row(source, fields, latest=latest_year)
    made = [
        _complete(source, sheet, person, people, row).filter(
            pl.lit(not person.optional) | _is_named()
        )
        for person in sorted(source.persons, key=lambda person: person.role)
    ]
    frame = pl.concat([m.select(SCHEMA.names()).cast(SCHEMA) for m in made])
    if len(made) > 1 or not frame["file_row"].is_sorted():
        frame = frame.sort("file_row", maintain_order=True)  # the roles of a row in their order
    return Mentions(frame, tuple(notices))


def _share_residence(
    source: Source, fields: pl.DataFrame, people: dict[str, pl.DataFrame]
) -> dict[str, pl.DataFrame]:
    """Let a spouse whom the row may leave out live where the other does, if nothing is written."""
    shared = dict(people)
    for person in source.persons:
        partner = people.get(person.spouse)
        written = Cells(fields, person.role, first=False).has(Field.ADDRESS, Field.COMMUNE)
        if not person.optional or partner is None or written:
            continue
        silent = people[person.role]["address"].is_null()
        shared[person.role] = people[person.role].with_columns(
            pl.when(silent).then(partner[name]).otherwise(pl.col(name)).alias(name)
            for name in ("address", *PLACE_COLUMNS)
        )
    return shared


def _is_named() -> pl.Expr:
    return pl.col("full_name").is_not_null() | pl.col("id_raw").is_not_null()


def _complete(
    source: Source, sheet: Sheet, person: Person, people: dict[str, pl.DataFrame], row: pl.DataFrame
) -> pl.DataFrame:
    """Join a person with the row and, where the row names one, the spouse."""
    frame = pl.concat([people[person.role], row], how="horizontal")
    if person.spouse:
        spouse = people[person.spouse]
        frame = frame.with_columns(
            spouse_name=pl.coalesce(spouse["full_name"], "spouse_name"),
            spouse_id=pl.coalesce(spouse["person_id"], "spouse_id"),
        )
    organisation = (
        (pl.col("is_organisation") & ~_is_person(source))
        | pl.col("owner_is_organisation")
        | (pl.col("organisation").is_not_null() & pl.col("full_name").is_null())
    )
    called = pl.when(organisation & pl.lit(not person.optional)).then("organisation")
    foreign = pl.lit(is_foreign(frame["nationality"])) & pl.col("person_id").is_null()
    return frame.with_columns(
        source=pl.lit(source.name),
        agency=pl.lit(str(source.agency)),
        file_name=pl.lit(sheet.file_name),
        sheet_name=pl.lit(sheet.sheet_name),
        role=pl.lit(person.role),
        full_name=pl.coalesce("full_name", called),
        scope=pl.when(organisation)
        .then(pl.lit(Scope.ORGANISATION))
        .when(foreign)
        .then(pl.lit(Scope.FOREIGNER))
        .otherwise(pl.lit(Scope.PERSON)),
    ).pipe(_with_notices)


def _is_person(source: Source) -> pl.Expr:
    """Whether a row tells of a person, whatever the name begins with: Lâm Trường is a forestry too.

    Where organisations are listed, the date and the number may be those of who speaks for one.
    """
    if any(column.field is Field.ORGANISATION_NAME for column in source.columns):
        return pl.lit(value=False)
    born = pl.col("birth_form").is_in([BirthForm.FULL, BirthForm.FIRST_OF_JANUARY])
    certain = pl.col("name_key").str.contains(NEVER_A_NAME).fill_null(value=False)
    return (born | pl.col("person_id").is_not_null()) & ~certain


def _with_notices(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the codes of what was repaired or is odd, row by row: few rows have any."""
    conditions = {
        "id_lost_zero": pl.col("id_form").is_in([IdForm.LOST_ZERO, IdForm.OLD_LOST_ZERO]),
        "id_punctuated": pl.col("id_form") == IdForm.PUNCTUATED,
        "id_malformed": pl.col("id_form") == IdForm.MALFORMED,
        "id_irrecoverable": pl.col("id_form") == IdForm.IRRECOVERABLE,
        "id_inconsistent": contradicts(pl.col("person_id"), pl.col("sex"), pl.col("birth_year")),
        "birth_date_invalid": pl.col("birth_form") == BirthForm.INVALID,
        "name_of_others": pl.col("name_of_others").fill_null(value=False),
        "name_reordered": pl.col("reordered").fill_null(value=False),
    }
    noticed = pl.any_horizontal(*conditions, pl.col("birth_notice").is_not_null())
    told = frame.with_row_index("row").select("row", "birth_notice", **conditions)
    codes = [pl.when(code).then(pl.lit(code)) for code in conditions]
    some = told.filter(noticed).select(
        "row", notices=pl.concat_list(*codes, "birth_notice").list.drop_nulls()
    )
    notices = told.select("row").join(some, on="row", how="left", maintain_order="left")
    return frame.with_columns(notices["notices"].fill_null([]))


def to_reference(source: Source, sheet: Sheet, *, latest_year: int = LATEST) -> pl.DataFrame:
    """Make the rows of the population reference (`pipelines.mention.REFERENCE_SCHEMA`)."""
    person = source.persons[0] if source.persons else Person()
    frame, _ = read_person(sheet.fields, person, latest=latest_year)
    cells = Cells(sheet.fields)
    return (
        frame.with_columns(
            file_row=sheet.fields["file_row"],
            file_name=pl.lit(sheet.file_name),
            sheet_name=pl.lit(sheet.sheet_name),
            deceased=(
                by_distinct(cells(Field.RESIDENCE_STATUS), _dead)["dead"]
                | frame["death_date"].is_not_null()
                | cells(Field.DEATH_DATE).str.contains(r"\d{4}").fill_null(value=False)
            ),
            household_id=clean_column(cells(Field.HOUSEHOLD_ID)),
            head_relation=clean_column(cells(Field.HEAD_RELATION)),
        )
        .select(REFERENCE_SCHEMA.names())
        .cast(REFERENCE_SCHEMA)
    )


def _dead(statuses: pl.DataFrame) -> pl.DataFrame:
    dead = fold(pl.col("text")).str.contains(_DEAD).fill_null(value=False)
    return statuses.with_columns(dead=dead)


def to_targets(source: Source, sheet: Sheet) -> pl.DataFrame:  # noqa: ARG001 - one signature
    """Make the stated denominators: one row an indicator, district and period covered.

    A period given as a month or year begins with its first day and ends with its last. A total that
    is no number is null.
    """
    cells = Cells(sheet.fields)
    digits = clean(pl.col("total")).str.replace(r"[.,]0{1,2}$", "").str.replace_all(r"[.,\s]", "")
    return pl.DataFrame(
        {
            "indicator_code": cells(Field.INDICATOR_CODE),
            "label": cells(Field.LABEL),
            "district": read_districts(cells(Field.DISTRICT)),
            "period_from": period_dates(cells(Field.PERIOD_FROM)),
            "period_to": period_dates(cells(Field.PERIOD_TO), end=True),
            "total": cells(Field.TARGET_TOTAL),
            "stated_by": cells(Field.STATED_BY),
            "file_row": sheet.fields["file_row"],
        }
    ).select(
        clean(pl.col("indicator_code", "label")),
        "district",
        "period_from",
        "period_to",
        digits.str.extract(r"^(\d+)", 1).cast(pl.Int64, strict=False).alias("total"),
        clean(pl.col("stated_by")),
        file_name=pl.lit(sheet.file_name),
        sheet_name=pl.lit(sheet.sheet_name),
        file_row="file_row",
    )


__all__ = ["Mentions", "to_mentions", "to_reference", "to_targets"]
