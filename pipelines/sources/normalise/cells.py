"""The text columns of one person of a row."""

from __future__ import annotations

import polars as pl

from pipelines.sources.declaration import Field

#: Fields that hold for everybody whom the row names where a person has no column of the kind.
SHARED = frozenset(
    {
        Field.ADDRESS, Field.HAMLET, Field.COMMUNE, Field.DISTRICT, Field.PROVINCE,
        Field.COMMUNE_CODE, Field.NATIONALITY,
    }
)  # fmt: skip


class Cells:
    """Text columns of one person; what the sheet does not have is null.

    Parameters
    ----------
    fields
        `Sheet.fields`.
    role
        The person's role, empty for the only person or the row itself.
    first
        The row's main person, to whom columns without a role belong.
    """

    def __init__(self, fields: pl.DataFrame, role: str = "", *, first: bool = True) -> None:
        self.fields = fields
        self.role = role
        self.first = first

    def own(self, field: Field) -> pl.Series | None:
        """Return the person's own column, if the sheet has it."""
        name = f"{self.role}.{field}" if self.role else str(field)
        return self.fields[name].cast(pl.String) if name in self.fields.columns else None

    def __call__(self, field: Field) -> pl.Series:
        """Return the person's column, else the row's, else nulls."""
        own = self.own(field)
        if own is not None:
            return own
        if str(field) in self.fields.columns and (self.first or field in SHARED):
            return self.fields[str(field)].cast(pl.String)
        return pl.Series(str(field), [None], dtype=pl.String).new_from_index(0, self.fields.height)

    def has(self, *fields: Field) -> bool:
        """Whether the person's or the row's column of any of the fields holds something."""
        return any(self(field).null_count() < self.fields.height for field in fields)
