"""One person of a row: from the columns that speak of this person to normalised values."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import polars as pl

from pipelines.mention import IdForm
from pipelines.sources.declaration import Field, Person
from pipelines.sources.normalise.birth import read_birth
from pipelines.sources.normalise.cells import Cells
from pipelines.sources.normalise.date_columns import whole_dates
from pipelines.sources.normalise.dates import LATEST, read_dates
from pipelines.sources.normalise.ethnic import read_ethnic_group
from pipelines.sources.normalise.identifiers import (
    is_twelve,
    number_birth_year,
    number_sex,
    read_each_number,
)
from pipelines.sources.normalise.names import join_name, normalise_each
from pipelines.sources.normalise.particulars import read_particulars
from pipelines.sources.normalise.residence import read_residence
from pipelines.sources.normalise.sex import sex_column
from pipelines.sources.normalise.text import clean_column, without_null_words
from pipelines.sources.reading.sheet import Notice

_KIN = (
    ("father", Field.FATHER_NAME, Field.FATHER_BIRTH, Field.FATHER_ID),
    ("mother", Field.MOTHER_NAME, Field.MOTHER_BIRTH, Field.MOTHER_ID),
    ("spouse", Field.SPOUSE_NAME, Field.SPOUSE_BIRTH, Field.SPOUSE_ID),
)
#: Names and residence ask nothing of the other columns: each has a core while the rest is read.
_BESIDE = ThreadPoolExecutor(2, thread_name_prefix="normalise")
#: Ten digits that may be a number of provinces 001 to 008 without its two zeros.
_TWO_ZEROS = r"^[12468][0-3][0-9]{8}$"


def read_person(
    fields: pl.DataFrame,
    person: Person,
    *,
    first: bool = True,
    file_district: str | None = None,
    latest: int = LATEST,
) -> tuple[pl.DataFrame, list[Notice]]:
    """Normalise the columns of one person.

    Parameters
    ----------
    first
        The row's main person, to whom columns without a role belong.
    file_district
        District that the file is about.
    latest
        Last year that is believed.

    Returns
    -------
    frame, notices
        One row a row of `fields`: the person's columns of `pipelines.mention.SCHEMA`, and
        `written_name`, `is_organisation`, `name_of_others`, `nationality`, `reordered`,
        `birth_notice`.
    """
    cells = Cells(fields, person.role, first=first)
    written = _written_name(cells)
    named = _BESIDE.submit(normalise_each, [written, *(cells(name) for _, name, _, _ in _KIN)])
    residence = _BESIDE.submit(read_residence, cells, file_district=file_district)
    beside = read_particulars(written)
    numbers = _numbers(cells, beside["number"])
    years = numbers.select(number_birth_year(pl.col("person_id"))).to_series()
    birth, notices = read_birth(cells, beside["birth"], latest=latest, told=years)
    names, *kin_names = named.result()
    sex, told = sex_column(cells, person.sex, numbers["person_id"], names["name"])
    ethnic_group, more = read_ethnic_group(cells(Field.ETHNIC_GROUP))
    frame = pl.DataFrame(
        {
            "written_name": written,
            "full_name": names["name"],
            "name_key": names["key"],
            "reordered": names["reordered"],
            "is_organisation": names["organisation"],
            "name_of_others": names["others"],
            **birth.to_dict(),
            **numbers.to_dict(),
            "sex": sex,
            "ethnic_group": ethnic_group,
            "nationality": cells(Field.NATIONALITY),
            **residence.result().to_dict(),
            **_kin(cells, kin_names, latest),
            "death_date": whole_dates(cells(Field.DEATH_DATE), latest=latest),
        }
    )
    frame = _two_lost_zeros(cells, _record_number(cells, frame))
    return frame, [*_of_others(names["others"]), *notices, *told, *more]


def _of_others(others: pl.Series) -> list[Notice]:
    count = int(others.sum())
    text = (
        f"{count} ô họ tên nêu hai người, hoặc nêu người khác (con ông …, vợ ông …): không dùng "
        "làm họ tên; đề nghị ghi một người một dòng"
    )
    return [Notice("name_of_others", count, text)] if count else []


def _written_name(cells: Cells) -> pl.Series:
    """Return the name from its one column, that of its sex, or from họ đệm and tên."""
    whole = cells(Field.FULL_NAME)
    if cells.has(Field.NAME_MALE, Field.NAME_FEMALE):
        for under in (Field.NAME_MALE, Field.NAME_FEMALE):
            whole = whole.fill_null(cells(under))
    if not cells.has(Field.FAMILY_NAME, Field.GIVEN_NAME):
        return whole
    parts = pl.DataFrame(
        {
            "whole": clean_column(whole),
            "family": clean_column(cells(Field.FAMILY_NAME)),
            "given": clean_column(cells(Field.GIVEN_NAME)),
        }
    )
    if not cells.has(Field.FAMILY_NAME):
        return parts.select(name=pl.coalesce("whole", "given"))["name"]
    # Where the given name stands apart, a column taken for the whole name may lack it. A name that
    # has no parts is written in both columns: `K'Brôi | K'Brôi`.
    family, given = (without_null_words(pl.col(name)) for name in ("family", "given"))
    joined = pl.when(family != given).then(join_name(family, given)).otherwise(
        pl.coalesce(given, family)
    )  # fmt: skip
    return parts.select(name=pl.coalesce("whole", joined))["name"]


def _numbers(cells: Cells, beside_name: pl.Series) -> pl.DataFrame:
    """Read the number columns, the one for either kind first; else the number beside the name."""
    first, second = cells(Field.ID_NUMBER), cells(Field.OLD_ID)
    if beside_name.null_count() < beside_name.len():
        second = second.fill_null(beside_name)
    mixed, older = read_each_number([first, second])
    mixed = mixed.rename({"id_form": "form", "id_raw": "raw"})
    older = older.select(pl.all().name.suffix("_2"))
    # The form is that of the number which was read: a broken one gives way to a whole one.
    use_second = (pl.col("form") == IdForm.MISSING) | (
        pl.col("person_id").is_null()
        & pl.col("old_id").is_null()
        & (pl.col("person_id_2").is_not_null() | pl.col("old_id_2").is_not_null())
    )
    return pl.concat([mixed, older], how="horizontal").select(
        person_id=pl.coalesce("person_id", "person_id_2"),
        old_id=pl.coalesce("old_id", "old_id_2"),
        id_form=pl.when(use_second).then("id_form_2").otherwise("form"),
        id_raw=pl.when(use_second).then("id_raw_2").otherwise("raw"),
    )


def _fits(code: pl.Expr) -> pl.Expr:
    """Whether a number's structure says this person's year of birth and, where known, sex."""
    year = (number_birth_year(code) == pl.col("birth_year")).fill_null(value=False)
    return year & (number_sex(code) == pl.col("sex")).fill_null(value=True)


def _record_number(cells: Cells, frame: pl.DataFrame) -> pl.DataFrame:
    """Take a 12-digit record code as the number where it fits the person and none is written.

    Since 2025 the identification number replaces social insurance, tax and pupil codes.
    """
    if cells.role or not cells.has(Field.RECORD_CODE):
        return frame
    code = pl.col("code")
    joined = frame.with_columns(code=cells(Field.RECORD_CODE))
    use = joined.select(
        (is_twelve(code) & (pl.col("id_form") == IdForm.MISSING)).fill_null(value=False)
    ).to_series()
    if not use.any():
        return frame
    fits = pl.lit(use) & _fits(code).fill_null(value=False)
    return joined.with_columns(
        person_id=pl.when(fits).then("code").otherwise("person_id"),
        id_raw=pl.when(fits).then("code").otherwise("id_raw"),
        id_form=pl.when(fits).then(pl.lit(IdForm.TWELVE)).otherwise("id_form"),
    ).drop("code")


def _two_lost_zeros(cells: Cells, frame: pl.DataFrame) -> pl.DataFrame:
    """Give ten digits their two zeros back where the number then fits year of birth and sex."""
    rows = frame.select("person_id", "birth_year", "sex", written=cells(Field.ID_NUMBER))
    unread = rows.with_row_index("row").filter(
        pl.col("person_id").is_null() & pl.col("written").is_not_null()
    )
    cleaned = clean_column(unread["written"]).str.replace(r"\.0$", "")
    padded = (
        unread.with_columns(written=cleaned)
        .filter(pl.col("written").str.contains(_TWO_ZEROS))
        .with_columns(padded=pl.concat_str(pl.lit("00"), "written"))
        .filter(_fits(pl.col("padded")))
    )
    if padded.is_empty():
        return frame
    return frame.with_columns(
        person_id=frame["person_id"].scatter(padded["row"], padded["padded"]),
        id_raw=frame["id_raw"].scatter(padded["row"], padded["written"]),
        id_form=frame["id_form"].scatter(padded["row"], IdForm.LOST_ZERO.value),
    )


def _kin(cells: Cells, names: list[pl.DataFrame], latest: int) -> dict[str, pl.Series]:
    """Return the names, years of birth and numbers of parents and spouse."""
    numbers = read_each_number([cells(number) for _, _, _, number in _KIN])
    kin: dict[str, pl.Series] = {}
    for (who, _, birth, _), called, numbered in zip(_KIN, names, numbers, strict=True):
        kin[f"{who}_name"] = called["name"]
        kin[f"{who}_id"] = numbered["person_id"]
        if who != "spouse":
            kin[f"{who}_birth_year"] = read_dates(cells(birth), latest=latest)["year"]
    return kin
