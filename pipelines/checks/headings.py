"""Names columns as the file does."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pipelines.sources.declaration import COLUMNS_OF, Field
from pipelines.sources.reading.sheet import Sheet

#: A rule's field → the columns that are meant, the likelier first.
_MEANT: Mapping[Field, tuple[Field, ...]] = {
    **COLUMNS_OF,
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
