"""What a rule is: said once, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipelines.outcomes import Severity
from pipelines.sources.declaration import Field, Source

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation

#: A fact's name → the expectation that Great Expectations puts to it.
Assertion = Callable[[str], "Expectation"]
Applies = Callable[[Source], bool]


class Criterion(StrEnum):
    """What kind of quality a rule is about; the value is the guide's heading."""

    STRUCTURE = "Cấu trúc"
    COMPLETENESS = "Đầy đủ"
    VALIDITY = "Hợp lệ"
    UNIQUENESS = "Duy nhất"
    CONSISTENCY = "Nhất quán giữa các cột"
    OVER_TIME = "So với kỳ trước"
    ACROSS = "Giữa các danh sách"


class Level(StrEnum):
    """What a rule looks at."""

    ROW = "row"  # every mention
    SHEET = "sheet"  # one sheet as a whole
    DELIVERY = "delivery"  # all sheets of a source, against the previous delivery
    ACROSS = "across"  # all sources together
    TARGET = "target"  # every row of the stated totals


def everywhere(_source: Source) -> bool:
    """Tell that the rule is for every list."""
    return True


def has(*fields: Field) -> Applies:
    """Tell lists that declare one of these columns."""
    return lambda source: any(column.field in fields for column in source.columns)


@dataclass(frozen=True)
class Rule:
    """One check of the data.

    Attributes
    ----------
    code
        What tables hold.
    severity
        What a broken rule does: to the row, or to the file where the rule is about the file.
    title
        The rule in a few words, for the guide and the page.
    message
        What is wrong and what to do, in Vietnamese. Rules about a file may show the figure that
        was found as `{value}`.
    fact
        Column of facts that is put to the test. Null facts are not judged.
    assertion
        Makes the expectation of the fact.
    field
        The column of the list that is concerned.
    applies
        Lists that the rule is for.
    shown
        How `{value}` is written: `percent`, `count` or `number`.
    """

    code: str
    severity: Severity
    criterion: Criterion
    title: str
    message: str
    fact: str
    assertion: Assertion
    field: Field | None = None
    applies: Applies = everywhere
    level: Level = Level.ROW
    shown: str = "percent"

    @property
    def sets_aside(self) -> bool:
        """Whether whoever breaks it cannot be used."""
        return self.severity is Severity.QUARANTINE
