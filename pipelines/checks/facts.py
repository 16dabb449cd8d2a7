"""Facts about a mention that rules put to the test.

A fact is Boolean or has few values, so that rows alike in every fact are judged once. Null means
that there is nothing to judge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from pipelines.mention import BirthForm, IdForm, Scope
from pipelines.sources.declaration import COLUMNS_OF, Field, Source
from pipelines.sources.normalise import number_birth_year, number_sex
from pipelines.sources.reading.sheet import Sheet

#: Nobody on a list was born before; older years are slips of the pen.
EARLIEST_BIRTH = 1875
_EARLIEST_EVENT = 1900
_OLDEST = 115
_LONG_NAME = 60
_MINORITY_INITIALS = "HKY"


@dataclass(frozen=True)
class Setting:
    """What facts depend on besides the row.

    Attributes
    ----------
    columns
        Meanings, and whose, that the sheet has a column for. What has no column is told once for
        the file, not row by row.
    """

    source: Source
    today: date
    columns: frozenset[tuple[Field, str]]

    def asks(self, *fields: Field) -> pl.Expr:
        """Whether the sheet has one of some columns for the person of the mention."""
        roles = {role for field, role in self.columns if field in fields}
        return pl.lit(value=True) if "" in roles else pl.col("role").is_in(sorted(roles))


def setting_of(source: Source, sheet: Sheet, today: date) -> Setting:
    """Return what the facts of a sheet depend on."""
    return Setting(source, today, frozenset((c.field, c.role) for c in sheet.columns))


Fact = Callable[[Setting], pl.Expr]

_PERSON = pl.col("scope") != Scope.ORGANISATION.value
_DISPLACED = pl.col("displaced").fill_null(value=False)
_NAMED = pl.col("full_name").is_not_null()
_NUMBERED = pl.col("person_id").is_not_null() | pl.col("old_id").is_not_null()
#: Columns that say the number, the date of birth, the sex, and where somebody lives.
NUMBER_FIELDS = COLUMNS_OF[Field.ID_NUMBER]
BIRTH_FIELDS = COLUMNS_OF[Field.BIRTH_DATE]
SEX_FIELDS = (
    *COLUMNS_OF[Field.SEX], Field.BIRTH_YEAR_MALE, Field.BIRTH_YEAR_FEMALE, Field.NAME_MALE,
    Field.NAME_FEMALE,
)  # fmt: skip
ADDRESS_FIELDS = COLUMNS_OF[Field.ADDRESS]
#: Tells namesakes apart where the date of birth does not.
_BESIDE = (
    "address", "commune", "birth_year", "father_name", "mother_name", "spouse_name", "father_id",
    "mother_id", "spouse_id",
)  # fmt: skip
_ROW = ("file_name", "sheet_name", "file_row")


def _of_person(value: pl.Expr) -> pl.Expr:
    """Leave organisations unjudged, and rows out of their columns, of which one rule tells."""
    return pl.when(_PERSON & ~_DISPLACED).then(value)


def _identity(_: Setting) -> pl.Expr:
    return _of_person(
        pl.when(_NAMED & _NUMBERED)
        .then(pl.lit("both"))
        .when(_NAMED)
        .then(pl.lit("name"))
        .when(_NUMBERED & pl.col("notices").list.contains("name_of_others"))
        .then(pl.lit("others"))
        .when(_NUMBERED)
        .then(pl.lit("number"))
        .when(pl.col("written_name").is_not_null())
        .then(pl.lit("unreadable"))
        .when(pl.col("empty_row").fill_null(value=False))
        .then(pl.lit("empty"))
        .otherwise(pl.lit("none"))
    )


def _written(column: str) -> pl.Expr:
    return pl.col(column).str.contains(r"\w").fill_null(value=False)


def _birth_bad() -> pl.Expr:
    return (pl.col("birth_form") == BirthForm.INVALID.value) & pl.col("birth_year").is_null()


def _number_bad() -> pl.Expr:
    return pl.col("id_form") == IdForm.MALFORMED.value


def _sex_bad() -> pl.Expr:
    return pl.col("sex").is_null() & _written("written_sex")


def _in_place(_: Setting) -> pl.Expr:
    """Whether values stand in their own columns.

    They do not where reading says so, or where not one is readable and two or more unreadable.
    """
    unreadable = sum(
        (bad.cast(pl.Int8) for bad in (_birth_bad(), _number_bad(), _sex_bad())), _ZERO
    )
    readable = (
        _NUMBERED
        | pl.col("birth_year").is_not_null()
        | (pl.col("sex").is_not_null() & _written("written_sex"))
    )
    spilled = pl.col("spilled").fill_null(value=False)
    broken = ~readable & ((unreadable >= 3) | ((unreadable >= 2) & (spilled | ~_NAMED)))
    return pl.when(_DISPLACED).then(pl.lit(value=False)).otherwise(_of_person(~broken))


def _traceable(_: Setting) -> pl.Expr:
    """Whether something besides a name and an impossible date tells who is meant."""
    beside = pl.any_horizontal(pl.col(name).is_not_null() for name in _BESIDE)
    return _of_person(~(_NAMED & ~_NUMBERED & _birth_bad() & ~beside))


def _birth(setting: Setting) -> pl.Expr:
    year, today = pl.col("birth_year"), setting.today
    return _of_person(
        pl.when(year < EARLIEST_BIRTH)
        .then(pl.lit("too_early"))
        .when((year > today.year) | (pl.col("birth_date") > today))
        .then(pl.lit("future"))
        .when((pl.col("birth_form") != BirthForm.MISSING.value) | setting.asks(*BIRTH_FIELDS))
        .then(pl.col("birth_form"))
    )


def _sex(setting: Setting) -> pl.Expr:
    return _of_person(
        pl.when(pl.col("sex").is_not_null())
        .then(pl.lit("known"))
        .when(_written("written_sex"))
        .then(pl.lit("unreadable"))
        .when(setting.asks(*SEX_FIELDS))
        .then(pl.lit("missing"))
    )


def _name_form(_: Setting) -> pl.Expr:
    name, written = pl.col("full_name"), pl.col("written_name").fill_null("")
    ethnic = pl.col("ethnic_group").is_not_null() & (pl.col("ethnic_group") != "Kinh")
    initials = (
        rf"(?:^|\s)[^\W\d_{_MINORITY_INITIALS}aeiouâăêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ](?:\.|\s|$)"
    )
    return pl.when(_PERSON & _NAMED).then(
        pl.when(written.str.contains(r"[\uFFFD?]"))
        .then(pl.lit("lost_letters"))
        .when(written.str.contains(r"\d"))
        .then(pl.lit("digits"))
        .when(name.str.len_chars() > _LONG_NAME)
        .then(pl.lit("long"))
        .when(name.str.contains(f"(?i){initials}"))
        .then(pl.lit("initials"))
        .when(~name.str.contains(r"[\s'-]") & ~ethnic)
        .then(pl.lit("one_syllable"))
        .otherwise(pl.lit("fine"))
    )


def _number_form(setting: Setting) -> pl.Expr:
    written = pl.col("id_form") != IdForm.MISSING.value
    return _of_person(pl.when(written | setting.asks(*NUMBER_FIELDS)).then(pl.col("id_form")))


def _number_year(_: Setting) -> pl.Expr:
    return number_birth_year(pl.col("person_id")) == pl.col("birth_year")


def _number_sex(_: Setting) -> pl.Expr:
    return number_sex(pl.col("person_id")) == pl.col("sex")


def _number_possible(setting: Setting) -> pl.Expr:
    return number_birth_year(pl.col("person_id")) <= setting.today.year


def _event(setting: Setting) -> pl.Expr:
    when = pl.col("event_date")
    return (
        pl.when(when.is_null() & pl.col("written_event").is_not_null())
        .then(pl.lit("unreadable"))
        .when(when.is_null())
        .then(pl.when(setting.asks(Field.EVENT_DATE)).then(pl.lit("missing")))
        .when(when > setting.today)
        .then(pl.lit("future"))
        .when(when.dt.year() < _EARLIEST_EVENT)
        .then(pl.lit("too_early"))
        .otherwise(pl.lit("fine"))
    )


def _not_before_birth(column: str) -> Fact:
    """Whether a date is not before the date, or the year, of birth."""

    def fact(_: Setting) -> pl.Expr:
        born, year, then = pl.col("birth_date"), pl.col("birth_year"), pl.col(column)
        return pl.when(born.is_not_null()).then(then >= born).otherwise(then.dt.year() >= year)

    return fact


def _died_in_order(setting: Setting) -> pl.Expr:
    died = pl.col("death_date")
    registered = pl.col("event_date") if setting.source.expects_dead else pl.lit(None, pl.Date)
    latest = pl.min_horizontal(registered, pl.lit(setting.today))
    return died <= latest


def _age_at_event(_: Setting) -> pl.Expr:
    """Age in the year of the event, cut off at 18: older is all alike to the rule."""
    return (pl.col("event_date").dt.year() - pl.col("birth_year").cast(pl.Int32)).clip(0, 18)


def _age(setting: Setting) -> pl.Expr:
    if not setting.source.living:
        return pl.lit(None, dtype=pl.Int32)
    age = setting.today.year - pl.col("birth_year").cast(pl.Int32)
    return _of_person(age).clip(_OLDEST - 1, _OLDEST + 1)


def _parent_age(parent: str) -> Fact:
    """Age of a parent at the birth, cut off where every value is plausible."""

    def fact(_: Setting) -> pl.Expr:
        age = (pl.col("birth_year") - pl.col(f"{parent}_birth_year")).cast(pl.Int32)
        return pl.when(age.is_between(12, 60)).then(20).otherwise(age.clip(-1, 100))

    return fact


def _own_number(_: Setting) -> pl.Expr:
    kin = pl.any_horizontal(
        (pl.col("person_id") == pl.col(name)).fill_null(value=False)
        for name in ("father_id", "mother_id", "spouse_id")
    )
    return pl.when(pl.col("person_id").is_not_null()).then(~kin)


def _numbers_differ(setting: Setting) -> pl.Expr:
    """Whether the people of a row have different numbers."""
    if len(setting.source.persons) < 2:
        return pl.lit(None, dtype=pl.Boolean)
    number = pl.col("person_id")
    return pl.when(number.is_not_null()).then(pl.len().over(*_ROW, "person_id") == 1)


def _number_holders(_: Setting) -> pl.Expr:
    """Different names under one number: one, or two for more."""
    number = pl.col("person_id")
    names = pl.col("name_key").n_unique().over("person_id")
    return pl.when(number.is_not_null() & pl.col("name_key").is_not_null()).then(names.clip(1, 2))


def _key_seen(_: Setting) -> pl.Expr:
    key = pl.col("entry_key")
    return pl.when(key.is_not_null()).then(pl.len().over("entry_key", "role").clip(1, 2))


def _row_seen(_: Setting) -> pl.Expr:
    """Say whether a row is the first of its copies, the running number left aside, or a later one.

    The first is the record itself; only what comes after it is too much.
    """
    first = pl.col("file_row") == pl.col("file_row").min().over("row_hash", "role")
    seen = pl.when(first).then(1).otherwise(2)
    return pl.when(~pl.col("empty_row").fill_null(value=True)).then(seen)


def _address(setting: Setting) -> pl.Expr:
    return _of_person(
        pl.when(pl.col("address").is_null() & pl.col("commune").is_null())
        .then(pl.when(setting.asks(*ADDRESS_FIELDS)).then(pl.lit("missing")))
        .when(pl.col("commune").is_null())
        .then(pl.lit("unresolved"))
        .otherwise(pl.lit("fine"))
    )


def _absent(name: str) -> Fact:
    return lambda _: ~pl.col(name).fill_null(value=False)


_ZERO = pl.lit(0, dtype=pl.Int8)

FACTS: Mapping[str, Fact] = {
    "identity": _identity,
    "in_place": _in_place,
    "traceable": _traceable,
    "birth": _birth,
    "sex_form": _sex,
    "name_form": _name_form,
    "number_form": _number_form,
    "number_year_agrees": _number_year,
    "number_sex_agrees": _number_sex,
    "number_possible": _number_possible,
    "event": _event,
    "event_not_before_birth": _not_before_birth("event_date"),
    "death_not_before_birth": _not_before_birth("death_date"),
    "death_in_order": _died_in_order,
    "age_at_event": _age_at_event,
    "age": _age,
    "mother_age": _parent_age("mother"),
    "father_age": _parent_age("father"),
    "own_number": _own_number,
    "numbers_differ": _numbers_differ,
    "number_holders": _number_holders,
    "key_seen": _key_seen,
    "row_seen": _row_seen,
    "address_form": _address,
    "no_control": _absent("control"),
    "no_long_value": _absent("long"),
    "no_spill": _absent("spilled"),
}


def establish(names: list[str], evidence: pl.DataFrame, setting: Setting) -> pl.DataFrame:
    """Work out facts: one row a mention, one column a name."""
    return evidence.select(FACTS[name](setting).alias(name) for name in names)
