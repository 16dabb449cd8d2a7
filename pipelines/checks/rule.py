"""What a rule is: said once, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipelines.outcomes import Reason, Severity
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


#: Code of the national proposal (F50 … D31) for what no result of matching says.
_NATIONAL = {
    Criterion.STRUCTURE: "F53",
    Criterion.COMPLETENESS: "F52",
    Criterion.VALIDITY: "F53",
    Criterion.UNIQUENESS: "D31",
    Criterion.CONSISTENCY: "F51",
    Criterion.ACROSS: "F51",
}
#: Column of a mention that a column of the list fills, where it has another name.
_FIELDS = {Field.ID_NUMBER: "person_id", Field.RECORD_CODE: "record_key"}


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
        What is wrong; after the first semicolon what to do; in Vietnamese. Rules about a file may
        show the figure that was found as `{value}`.
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
    reason
        What matching says of the same fault: a record is told of it once.
    speaks_for
        Rule about rows that this rule about a sheet stands for: where this one is broken the fault
        is the file's, and is not sent back record by record.
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
    reason: Reason | None = None
    speaks_for: str = ""

    @property
    def fault(self) -> str:
        """What is wrong."""
        return self.message.partition("; ")[0]

    @property
    def remedy(self) -> str:
        """What the agency should do; empty where the message does not say."""
        text = self.message.partition("; ")[2]
        return text[:1].upper() + text[1:]

    @property
    def national(self) -> str:
        """Code of the national proposal."""
        return self.reason.text.code if self.reason else _NATIONAL.get(self.criterion, "F53")

    @property
    def concerns(self) -> str:
        """Field concerned, as the tables name it; empty if the row as a whole."""
        return _FIELDS.get(self.field, str(self.field)) if self.field else ""

    @property
    def sets_aside(self) -> bool:
        """Whether whoever breaks it cannot be used."""
        return self.severity is Severity.QUARANTINE
