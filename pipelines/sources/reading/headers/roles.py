"""Which field of which person of the list an attribute of somebody is."""

from __future__ import annotations

from pipelines.sources.declaration import COLUMNS_OF, Field, Source
from pipelines.sources.reading.headers.lexicon import Kind, Who, own_kinds

#: What a person is called in.
NAMES = frozenset(COLUMNS_OF[Field.FULL_NAME])
#: What headers ask of anybody, the row's person or not.
PERSONAL = NAMES | frozenset(
    {
        Field.BIRTH_DATE, Field.BIRTH_DAY, Field.BIRTH_MONTH, Field.BIRTH_YEAR,
        Field.BIRTH_PRECISION, Field.BIRTH_DAY_FLAG, Field.BIRTH_MONTH_FLAG,
        Field.BIRTH_DATE_WORDS, Field.BIRTH_YEAR_MALE, Field.BIRTH_YEAR_FEMALE,
        Field.SEX, Field.SEX_MALE, Field.SEX_FEMALE, Field.ID_NUMBER, Field.OLD_ID,
        Field.ETHNIC_GROUP, Field.NATIONALITY, Field.BIRTH_PLACE,
        Field.ADDRESS, Field.HAMLET, Field.COMMUNE, Field.DISTRICT, Field.PROVINCE,
    }
)  # fmt: skip
#: What is one person's own: date of birth, number and sex, in any of their columns.
ONES_OWN = frozenset(
    column
    for asked in (Field.BIRTH_DATE, Field.ID_NUMBER, Field.SEX)
    for column in COLUMNS_OF[asked]
)
_THINGS = {
    Field.FAMILY_NAME: Field.FULL_NAME, Field.GIVEN_NAME: Field.FULL_NAME,
    Field.NAME_MALE: Field.FULL_NAME, Field.NAME_FEMALE: Field.FULL_NAME,
    Field.BIRTH_DAY: Field.BIRTH_DATE, Field.BIRTH_MONTH: Field.BIRTH_DATE,
    Field.BIRTH_YEAR: Field.BIRTH_DATE, Field.BIRTH_YEAR_MALE: Field.BIRTH_DATE,
    Field.BIRTH_YEAR_FEMALE: Field.BIRTH_DATE,
    Field.SEX_MALE: Field.SEX, Field.SEX_FEMALE: Field.SEX, Field.OLD_ID: Field.ID_NUMBER,
}  # fmt: skip


def thing(field: Field) -> Field:
    """Return the field for the whole of what is asked: a year of birth is part of the birth."""
    return _THINGS.get(field, field)


_OF_KIN = {
    Field.FULL_NAME: {
        Who.FATHER: Field.FATHER_NAME,
        Who.MOTHER: Field.MOTHER_NAME,
        Who.SPOUSE: Field.SPOUSE_NAME,
    },
    Field.BIRTH_DATE: {
        Who.FATHER: Field.FATHER_BIRTH,
        Who.MOTHER: Field.MOTHER_BIRTH,
        Who.SPOUSE: Field.SPOUSE_BIRTH,
    },
    Field.ID_NUMBER: {
        Who.FATHER: Field.FATHER_ID,
        Who.MOTHER: Field.MOTHER_ID,
        Who.SPOUSE: Field.SPOUSE_ID,
    },
}
_KIN_SAME = {
    Field.OLD_ID: Field.ID_NUMBER,
    Field.BIRTH_YEAR: Field.BIRTH_DATE,
    Field.GIVEN_NAME: Field.FULL_NAME,
}
_OF_ROW = frozenset(
    {
        Field.EVENT_DATE, Field.HOUSEHOLD_ID, Field.HEAD_RELATION, Field.SERIAL,
        Field.ENTRY_NUMBER, Field.REGISTER_VOLUME, Field.EVENT_PLACE,
    }
)  # fmt: skip


_OF_ANYBODY = {related: field for field, kin in _OF_KIN.items() for related in kin.values()}
#: Columns that name somebody: those behind them that name nobody may be theirs.
NAMING = frozenset(
    {
        Field.FULL_NAME, Field.FAMILY_NAME, Field.NAME_MALE, Field.NAME_FEMALE,
        *_OF_KIN[Field.FULL_NAME].values(),
    }
)  # fmt: skip


def of_anybody(field: Field) -> Field:
    """Return the field that a relative's field is of its person: a mother's name is a name."""
    return _OF_ANYBODY.get(field, field)


def main_role(source: Source) -> str | None:
    """Role meant where a header names nobody; None where a row has two equals."""
    roles = [person.role for person in source.persons]
    if not roles or "" in roles:
        return ""
    return None if {"husband", "wife"} <= set(roles) else roles[0]


def role_of(source: Source, who: Who) -> str | None:
    """Role of the list's person that a word stands for; None where it is nobody's."""
    roles = {person.role for person in source.persons}
    if who in (Who.UNSAID, Who.MAIN):
        return main_role(source)
    if who is Who.ADOPTEE and who.value not in roles and Kind.CHILD in own_kinds(source):
        return main_role(source)
    if who is Who.FATHER and "adoptive_father" in roles:
        return "adoptive_father"
    if who is Who.MOTHER and "adoptive_mother" in roles:
        return "adoptive_mother"
    if who in (Who.SPOUSE, Who.CO_OWNER, Who.HUSBAND, Who.WIFE) and "co_owner" in roles:
        return "co_owner"
    return who.value if who.value in roles else None


def resolve(source: Source, field: Field, who: Who) -> tuple[Field, str]:
    """Field and role of an attribute of somebody, or IGNORED."""
    if field in _OF_ROW:
        return field, ""
    if who is Who.OTHER:
        return Field.IGNORED, ""
    role = role_of(source, who)
    if role is not None:
        return field, role
    kin = Who.SPOUSE if who in (Who.HUSBAND, Who.WIFE) else who
    related = _OF_KIN.get(_KIN_SAME.get(field, field), {}).get(kin)
    if related and main_role(source) == "":
        return related, ""
    if who in (Who.UNSAID, Who.MAIN):
        return field, ""  # one of two equals: the column's place decides
    return Field.IGNORED, ""
