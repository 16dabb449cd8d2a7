"""One person of a row: from the columns that speak of this person to normalised values."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from pipelines.mention import BirthForm, IdForm
from pipelines.sources.declaration import Field, Person
from pipelines.sources.normalise import dates, places, sex
from pipelines.sources.normalise.couples import title_sex
from pipelines.sources.normalise.date_columns import read_date_column, whole_dates
from pipelines.sources.normalise.ethnic import read_ethnic_group
from pipelines.sources.normalise.identifiers import number_birth_year, number_sex, read_numbers
from pipelines.sources.normalise.names import join_name, normalise_names
from pipelines.sources.normalise.text import clean, fold
from pipelines.sources.reading import Notice

#: Values of a precision code: 0 full date, 1 month and year, 2 year only (BHXH's grid).
_MONTH_ONLY, _YEAR_ONLY = ("1", "thang/nam", "thang"), ("2", "nam", "x", "nam sinh")
#: Columns under Nam and Nữ, which may hold the year of birth instead of a mark.
_YEAR_UNDER_SEX = (
    Field.BIRTH_YEAR_MALE, Field.BIRTH_YEAR_FEMALE, Field.SEX_MALE, Field.SEX_FEMALE,
)  # fmt: skip


class Cells:
    """Text columns of one person; what the sheet does not have is null.

    A person's own column comes first, then the row's where the person has none.
    """

    def __init__(self, fields: pl.DataFrame, role: str) -> None:
        self.fields = fields
        self.role = role

    def own(self, field: Field) -> pl.Series | None:
        """Return the person's own column, if the sheet has it."""
        name = f"{self.role}.{field}" if self.role else str(field)
        return self.fields[name] if name in self.fields.columns else None

    def __call__(self, field: Field) -> pl.Series:
        """Return the person's column, else the row's, else nulls."""
        own = self.own(field)
        if own is None and field in self.fields.columns:
            own = self.fields[str(field)]
        if own is None:
            return pl.Series(str(field), [None] * self.fields.height, dtype=pl.String)
        return own.cast(pl.String)

    def has(self, field: Field) -> bool:
        """Whether the person's or the row's column is there and not empty."""
        return self(field).null_count() < self.fields.height


def read_person(fields: pl.DataFrame, person: Person) -> tuple[pl.DataFrame, list[Notice]]:
    """Normalise the columns of one person.

    Returns
    -------
    frame, notices
        One row a row of `fields`: the person's columns of `pipelines.mention.SCHEMA`.
    """
    cells = Cells(fields, person.role)
    notices: list[Notice] = []
    written = _written_name(cells)
    names = normalise_names(written)
    numbers = _numbers(cells)
    birth = _birth(cells, notices)
    frame = pl.DataFrame(
        {
            "written_name": written,
            "full_name": names["name"],
            "name_key": names["key"],
            **birth.to_dict(),
            **numbers.to_dict(),
            "sex": _sex(cells, person, numbers["person_id"], names["key"], notices),
            "ethnic_group": read_ethnic_group(cells(Field.ETHNIC_GROUP)),
            "nationality": cells(Field.NATIONALITY),
            **_place(cells).to_dict(),
            **_kin(cells),
            "death_date": whole_dates(cells(Field.DEATH_DATE)),
        }
    )
    return _record_number(cells, frame), notices


def _written_name(cells: Cells) -> pl.Series:
    whole = cells(Field.FULL_NAME)
    if not cells.has(Field.FAMILY_NAME) and not cells.has(Field.GIVEN_NAME):
        return whole
    parts = pl.DataFrame(
        {"whole": whole, "family": cells(Field.FAMILY_NAME), "given": cells(Field.GIVEN_NAME)}
    )
    joined = join_name(clean(pl.col("family")), clean(pl.col("given")))
    return parts.select(name=pl.coalesce(clean(pl.col("whole")), joined))["name"]


def _numbers(cells: Cells) -> pl.DataFrame:
    """Read the number columns, the one for either kind first."""
    mixed = read_numbers(cells(Field.ID_NUMBER)).rename({"id_form": "form"})
    older = read_numbers(cells(Field.OLD_ID)).rename(
        {"person_id": "person_id_2", "old_id": "old_id_2", "id_form": "form_2"}
    )
    raw = pl.DataFrame({"raw": cells(Field.ID_NUMBER), "raw_2": cells(Field.OLD_ID)})
    use_second = pl.col("form") == IdForm.MISSING
    return pl.concat([mixed, older, raw], how="horizontal").select(
        person_id=pl.coalesce("person_id", "person_id_2"),
        old_id=pl.coalesce("old_id", "old_id_2"),
        id_form=pl.when(use_second).then("form_2").otherwise("form"),
        id_raw=clean(pl.when(use_second).then("raw_2").otherwise("raw")),
    )


def _record_number(cells: Cells, frame: pl.DataFrame) -> pl.DataFrame:
    """Take a 12-digit record code as the number where it fits the person and none is written.

    Since 2025 the identification number replaces social insurance, tax and pupil codes.
    """
    if cells.role:
        return frame
    code = read_numbers(cells(Field.RECORD_CODE))
    fits = (
        (pl.col("code_form") == IdForm.TWELVE)
        & (pl.col("id_form") == IdForm.MISSING)
        & (number_birth_year(pl.col("code")) == pl.col("birth_year"))
        & (number_sex(pl.col("code")) == pl.col("sex")).fill_null(value=True)
    ).fill_null(value=False)
    joined = frame.with_columns(code=code["person_id"], code_form=code["id_form"])
    return joined.with_columns(
        person_id=pl.when(fits).then("code").otherwise("person_id"),
        id_raw=pl.when(fits).then("code").otherwise("id_raw"),
        id_form=pl.when(fits).then("code_form").otherwise("id_form"),
    ).drop("code", "code_form")


def _birth(cells: Cells, notices: list[Notice]) -> pl.DataFrame:
    """Date of birth from one column, from three, or from a year under Nam or Nữ."""
    read, told = read_date_column(cells(Field.BIRTH_DATE))
    notices.extend(told)
    read = _where_missing(read, _three_columns(cells))
    for field in _YEAR_UNDER_SEX:
        read = _where_missing(read, dates.read_dates(_years_only(cells(field))))
    precision = pl.DataFrame({"code": cells(Field.BIRTH_PRECISION)}).select(
        code=fold(clean(pl.col("code"))).str.replace(r"\.0$", "")
    )["code"]
    whole = pl.col("form").is_in([BirthForm.FULL, BirthForm.FIRST_OF_JANUARY])
    year_only = whole & pl.col("code").is_in(_YEAR_ONLY).fill_null(value=False)
    month_only = whole & pl.col("code").is_in(_MONTH_ONLY).fill_null(value=False)
    return (
        read.with_columns(code=precision)
        .with_columns(
            form=pl.when(year_only)
            .then(pl.lit(BirthForm.YEAR))
            .when(month_only)
            .then(pl.lit(BirthForm.MONTH))
            .otherwise(pl.col("form")),
            month=pl.when(~year_only).then("month"),
            day=pl.when(~year_only & ~month_only).then("day"),
        )
        .select(
            birth_date=dates.as_date(pl.col("year"), pl.col("month"), pl.col("day")),
            birth_year="year",
            birth_month="month",
            birth_day="day",
            birth_form="form",
        )
    )


def _years_only(values: pl.Series) -> pl.Series:
    """Cells of a Nam or Nữ column that hold a year of birth or a date instead of a mark."""
    return pl.DataFrame({"value": values}).select(
        value=pl.when(pl.col("value").str.contains(r"(?:18|19|20)\d\d")).then("value")
    )["value"]


def _where_missing(read: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    joined = pl.concat([read, other.select(pl.all().name.suffix("_2"))], how="horizontal")
    missing = pl.col("form") == BirthForm.MISSING
    return joined.select(
        pl.when(missing).then(f"{name}_2").otherwise(name).alias(name) for name in read.columns
    )


def _three_columns(cells: Cells) -> pl.DataFrame:
    parts = pl.DataFrame(
        {
            "d": cells(Field.BIRTH_DAY),
            "m": cells(Field.BIRTH_MONTH),
            "y": cells(Field.BIRTH_YEAR),
        }
    ).with_columns(clean(pl.all()).str.replace(r"\.0$", ""))
    number = r"^\d{1,2}$"
    whole_year = pl.col("y").str.extract(r"((?:18|19|20)\d\d)", 1)
    text = pl.when(pl.col("y").str.contains(r"^\d{4}$")).then(
        pl.format(
            "{}/{}/{}",
            pl.when(pl.col("d").str.contains(number)).then("d").otherwise(pl.lit("0")),
            pl.when(pl.col("m").str.contains(number)).then("m").otherwise(pl.lit("0")),
            pl.col("y"),
        )
    )
    # A column of years may hold whole dates as well.
    return dates.read_dates(
        parts.select(value=pl.coalesce(text, pl.when(whole_year.is_not_null()).then("y")))["value"]
    )


def _sex(
    cells: Cells, person: Person, person_id: pl.Series, key: pl.Series, notices: list[Notice]
) -> pl.Series:
    """Sex as written; as the role implies where nothing is written."""
    written = cells.own(Field.SEX)
    frame = pl.DataFrame({"id": person_id, "key": key}).with_columns(
        written=pl.lit(None, dtype=pl.String) if written is None else written.cast(pl.String),
        male=cells.own(Field.SEX_MALE),
        female=cells.own(Field.SEX_FEMALE),
        title=title_sex(cells(Field.FULL_NAME)),
    )
    said = frame.select(
        sex.read_sex(pl.col("written")).alias("words"),
        _from_code(frame, notices).alias("code"),
        _from_boxes(frame).alias("boxes"),
        "title",
        pl.lit(person.sex, dtype=pl.String).alias("role"),
    )
    return said.select(sex=pl.coalesce("words", "code", "boxes", "title", "role"))["sex"]


def _from_code(frame: pl.DataFrame, notices: list[Notice]) -> pl.Series:
    """Read 0, 1, 2 by the meaning that the column's own numbers and names give them."""
    digits = pl.DataFrame({"code": frame["written"]}).select(
        code=clean(pl.col("code")).str.replace(r"\.0$", "")
    )["code"]
    coded = int(digits.is_in(["0", "1", "2"]).sum())
    nothing = pl.Series([None] * frame.height, dtype=pl.String)
    if not coded:
        return nothing
    code = sex.infer_code(digits, frame["id"], frame["key"])
    if code is None:
        notices.append(
            Notice("sex_code_unknown", coded, "Không đủ căn cứ để hiểu mã giới tính; để trống")
        )
        return nothing
    words = {"male": "Nam", "female": "Nữ"}
    meaning = ", ".join(f"{c} = {words[s]}" for c, s in sorted(code.meaning.items()))
    notices.append(
        Notice(
            "sex_code",
            coded,
            f"Mã giới tính được hiểu là {meaning} ({code.supporting} dòng ủng hộ, "
            f"{code.contradicting} dòng ngược lại)",
        )
    )
    return digits.replace_strict(code.meaning, default=None, return_dtype=pl.String)


def _from_boxes(frame: pl.DataFrame) -> pl.Series:
    """Read marks under Nam and Nữ. One box alone, used at all, means the other sex where empty."""
    male_box, female_box = frame["male"].dtype != pl.Null, frame["female"].dtype != pl.Null
    boxes = frame.select(
        male=sex.ticked(pl.col("male").cast(pl.String)),
        female=sex.ticked(pl.col("female").cast(pl.String)),
    )
    alone = pl.lit(value=False)
    if female_box and not male_box and boxes["female"].any():
        alone = ~pl.col("female")
    elif male_box and not female_box and boxes["male"].any():
        alone = ~pl.col("male")
    one = (
        pl.when(pl.col("male") & ~pl.col("female"))
        .then(pl.lit("male"))
        .when(pl.col("female") & ~pl.col("male"))
        .then(pl.lit("female"))
        .when(alone)
        .then(pl.lit("male" if female_box else "female"))
    )
    return boxes.select(sex=one)["sex"]


def _place(cells: Cells) -> pl.DataFrame:
    """Address in one line or in parts; else the commune's code; else the place of the event."""
    parts = pl.DataFrame(
        {
            "address": cells(Field.ADDRESS),
            "hamlet": cells(Field.HAMLET),
            "commune_text": cells(Field.COMMUNE),
            "district_text": cells(Field.DISTRICT),
            "province": cells(Field.PROVINCE),
        }
    ).with_columns(clean(pl.all()))
    composed = pl.concat_str(
        "hamlet", "commune_text", "district_text", "province", separator=", ", ignore_nulls=True
    ).replace("", None)
    in_parts = cells.has(Field.COMMUNE) or cells.has(Field.DISTRICT)
    line = (
        pl.concat_str("address", composed, separator=", ", ignore_nulls=True)
        if in_parts
        else pl.coalesce("address", composed)
    )
    address = parts.select(line=line.replace("", None))["line"]
    found = places.read_addresses(address).with_columns(address=address)
    fallbacks: list[Callable[[], pl.DataFrame]] = [
        lambda: places.read_commune_codes(cells(Field.COMMUNE_CODE)),
        lambda: places.read_addresses(cells(Field.EVENT_PLACE)),
        lambda: places.read_addresses(cells(Field.BIRTH_PLACE)),
    ]
    needed = (Field.COMMUNE_CODE, Field.EVENT_PLACE, Field.BIRTH_PLACE)
    for field, fallback in zip(needed, fallbacks, strict=True):
        if cells.has(field):
            found = _fill_place(found, fallback())
    return found


def _fill_place(found: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Take the other place as a whole where no commune was found in the same district."""
    names = ("commune", "commune_old", "commune_name", "district")
    joined = found.with_columns(other.select(pl.col(*names).name.suffix("_2")))
    empty = pl.col("commune").is_null() & (
        pl.col("district").is_null() | (pl.col("district") == pl.col("district_2"))
    )
    return joined.with_columns(
        pl.when(empty).then(f"{name}_2").otherwise(name).alias(name) for name in names
    ).select(found.columns)


def _kin(cells: Cells) -> dict[str, pl.Series]:
    kin: dict[str, pl.Series] = {}
    for who, name, birth, number in (
        ("father", Field.FATHER_NAME, Field.FATHER_BIRTH, Field.FATHER_ID),
        ("mother", Field.MOTHER_NAME, Field.MOTHER_BIRTH, Field.MOTHER_ID),
        ("spouse", Field.SPOUSE_NAME, Field.SPOUSE_BIRTH, Field.SPOUSE_ID),
    ):
        kin[f"{who}_name"] = normalise_names(cells(name))["name"]
        kin[f"{who}_id"] = read_numbers(cells(number))["person_id"]
        if who != "spouse":
            kin[f"{who}_birth_year"] = dates.read_dates(cells(birth))["year"]
    return kin
