"""Names columns as the file does."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pipelines.sources.declaration import Field
from pipelines.sources.reading.sheet import Sheet

#: A rule's field → the columns that are meant, the likelier first.
_MEANT: Mapping[Field, tuple[Field, ...]] = {
    Field.FULL_NAME: (
        Field.FULL_NAME, Field.FAMILY_NAME, Field.GIVEN_NAME, Field.NAME_MALE, Field.NAME_FEMALE,
    ),
    Field.BIRTH_DATE: (Field.BIRTH_DATE, Field.BIRTH_YEAR, Field.BIRTH_YEAR_MALE,
                       Field.BIRTH_YEAR_FEMALE),
    Field.SEX: (Field.SEX, Field.SEX_MALE, Field.SEX_FEMALE),
    Field.ID_NUMBER: (Field.ID_NUMBER, Field.OLD_ID),
    Field.ADDRESS: (Field.ADDRESS, Field.COMMUNE, Field.COMMUNE_CODE),
    Field.RECORD_CODE: (Field.RECORD_CODE, Field.ENTRY_NUMBER, Field.REGISTER_VOLUME,
                        Field.ID_NUMBER),
}  # fmt: skip


def heading(sheet: Sheet, field: Field, roles: Collection[str] | None = None) -> str:
    """Return the header of the column that a rule is about, one for each role, empty if none.

    Parameters
    ----------
    roles
        People concerned; all where not given.
    """
    found: dict[str, str] = {}
    for wanted in _MEANT.get(field, (field,)):
        for column in sheet.columns:
            concerned = roles is None or not column.role or column.role in roles
            if column.field is wanted and concerned:
                found.setdefault(column.role, " ".join(column.header.split()))
    return "; ".join(dict.fromkeys(text for _, text in sorted(found.items()) if text))
