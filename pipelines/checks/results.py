"""What checking hands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from pipelines.outcomes import Severity

QUARANTINE_SCHEMA = pl.Schema(
    {
        "source": pl.String(),
        "file_name": pl.String(),
        "sheet_name": pl.String(),
        "file_row": pl.Int32(),
        "rule": pl.String(),
        "column_name": pl.String(),
        "message": pl.String(),
    }
)


#: One row a mention and rule of severity exception that it breaks: what goes back to the agency.
FINDINGS_SCHEMA = pl.Schema(
    {
        "source": pl.String(),
        "file_name": pl.String(),
        "sheet_name": pl.String(),
        "file_row": pl.Int32(),
        "role": pl.String(),
        "rule": pl.String(),
    }
)


@dataclass(frozen=True)
class PreviousDelivery:
    """What one delivery of a list looked like, for the next one to be compared with.

    Attributes
    ----------
    rows
        Data rows, over all files of the delivery.
    shares
        Name → share (0 to 1) of the mentions: `missing:person_id`, `sex:male`,
        `birth_decade:1980`, `district:Đà Lạt` …
    sheets
        Sheets that made up the delivery.
    """

    rows: int
    shares: Mapping[str, float] = field(default_factory=dict)
    sheets: int = 1


@dataclass(frozen=True)
class RuleResult:
    """What one rule found.

    Attributes
    ----------
    code
        The rule.
    message
        What is wrong and what to do, in Vietnamese, without values of the file.
    column
        The column as the file names it, empty where the rule is about the row or the file.
    rows
        Rows that break the rule; at least 1 for a rule about the file, 0 where the rule holds.
    examples
        The first few row numbers, as a spreadsheet shows them.
    source, file_name, sheet_name
        Where, for rules that look at several files.
    value
        The figure or the columns that the message names, if any.
    """

    code: str
    severity: Severity
    message: str
    column: str
    rows: int
    examples: tuple[int, ...] = ()
    source: str = ""
    file_name: str = ""
    sheet_name: str = ""
    value: str = ""


@dataclass(frozen=True)
class Checked:
    """A sheet's mentions with what is wrong with them.

    Attributes
    ----------
    mentions
        Every mention of the sheet, in order: the mention's columns and `quarantined`.
    quarantine
        One row a rejected row and rule (`QUARANTINE_SCHEMA`), sorted.
    findings
        One row a mention and rule of severity exception that it breaks (`FINDINGS_SCHEMA`),
        sorted.
    rules
        Every rule that was put to the sheet, also those that hold (0 rows).
    """

    mentions: pl.DataFrame
    quarantine: pl.DataFrame
    findings: pl.DataFrame
    rules: tuple[RuleResult, ...]


@dataclass(frozen=True)
class CheckedAcross:
    """What is wrong with the lists set beside each other.

    Attributes
    ----------
    findings
        As in `Checked`.
    rules
        One result a broken rule and sheet, sorted.
    """

    findings: pl.DataFrame
    rules: tuple[RuleResult, ...]
