"""Figures of one sheet, and of a delivery beside the one before it, that rules put to the test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from pipelines.checks import suites
from pipelines.checks.delivery import compare, delivery, missing_shares
from pipelines.checks.facts import ADDRESS_FIELDS, SEX_FIELDS
from pipelines.checks.headings import heading
from pipelines.checks.results import PreviousDelivery, RuleResult
from pipelines.checks.rule import Level, Rule
from pipelines.checks.rules import of_level
from pipelines.mention import BirthForm, Scope
from pipelines.sources.declaration import Column, Field, Source
from pipelines.sources.normalise import number_birth_year, number_sex
from pipelines.sources.reading.sheet import Sheet, field_name

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuite

#: Below this many people a share says little.
FEWEST_FOR_SHARES = 20
#: A column → columns that say the same.
_SUBSTITUTES: Mapping[Field, tuple[Field, ...]] = {
    Field.FULL_NAME: (Field.GIVEN_NAME,),
    Field.ID_NUMBER: (Field.OLD_ID,),
    Field.BIRTH_DATE: (Field.BIRTH_YEAR, Field.BIRTH_YEAR_MALE, Field.BIRTH_YEAR_FEMALE),
}
#: A share → columns that say it.
_SAYS: Mapping[str, tuple[Field, ...]] = {
    "missing:person_id": (Field.ID_NUMBER, Field.OLD_ID),
    "missing:birth_date": (Field.BIRTH_DATE, *_SUBSTITUTES[Field.BIRTH_DATE]),
    "missing:sex": SEX_FIELDS,
    "missing:commune": ADDRESS_FIELDS,
}
#: Fields without which a person can hardly be found; told where the whole column is absent.
_IDENTIFYING = (Field.ID_NUMBER, Field.BIRTH_DATE)


def check_sheet(source: Source, sheet: Sheet, checked: pl.DataFrame) -> list[RuleResult]:
    """Put the rules about a sheet to its figures.

    Parameters
    ----------
    checked
        The sheet's mentions with `quarantined`.
    """
    figures: dict[str, float | None] = dict.fromkeys(_columns_present(source, sheet), 1.0)
    figures |= _shares(checked) | {"rows": float(sheet.fields.height)}
    present = {column.field for column in sheet.columns}
    for name, columns in _SAYS.items():
        if present.isdisjoint(columns):
            figures[name] = None  # the absent column is told instead
    return _put(source, Level.SHEET, figures, sheet.fields.height, sheet)


def check_delivery(
    source: Source, mentions: pl.DataFrame, previous: PreviousDelivery
) -> tuple[RuleResult, ...]:
    """Compare all that a source sent with its previous delivery.

    Parameters
    ----------
    mentions
        The mentions of all files of the source.
    """
    now = delivery(mentions)
    return tuple(_put(source, Level.DELIVERY, compare(now, previous), now.rows))


def _put(
    source: Source,
    level: Level,
    figures: Mapping[str, float | None],
    rows: int,
    sheet: Sheet | None = None,
) -> list[RuleResult]:
    """Put a table of one row to a suite; a broken rule concerns all rows."""
    rules, suite = _suite(source, level)
    table = pl.DataFrame(
        {suites.KEY: [0], **{name: [value] for name, value in figures.items()}},
        schema_overrides=dict.fromkeys(figures, pl.Float64()),
    )
    broken: dict[str, list[str]] = {}
    for finding in suites.validate(suite, table):
        if not finding.held:
            broken.setdefault(finding.code, []).append(finding.fact)
    results = []
    for rule in rules:
        facts = broken.get(rule.code, [])
        column = heading(sheet, rule.field) if sheet and rule.field else ""
        if rule.shown == "columns":
            message = rule.message.format(value=", ".join(_titles(source, facts)))
        else:
            message = rule.message.format(value=shown(rule, figures.get(rule.fact)))
        results.append(
            RuleResult(rule.code, rule.severity, message, column, max(1, rows) if facts else 0)
        )
    return results


@lru_cache(maxsize=128)
def _suite(source: Source, level: Level) -> tuple[tuple[Rule, ...], ExpectationSuite]:
    rules = tuple(rule for rule in of_level(level) if rule.applies(source))
    columns = {
        "required_columns": _names(column for column in source.columns if column.required),
        "identifying_columns": _names(
            column for column in source.columns if column.field in _IDENTIFYING
        ),
    }
    # Somebody whom the row may leave out brings columns that the file may leave out.
    optional = {person.role for person in source.persons if person.optional}
    columns = {
        fact: tuple(name for name in names if name.split(".")[0] not in optional)
        for fact, names in columns.items()
    }
    return rules, suites.suite(f"{source.name}.{level.value}", rules, columns)


def _names(columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field_name(column.field, column.role) for column in columns))


def _columns_present(source: Source, sheet: Sheet) -> set[str]:
    """Return the columns of the sheet, and those for which it has a substitute."""
    present = set(sheet.fields.columns) - {"file_row"}
    for person in source.persons:
        for column, others in _SUBSTITUTES.items():
            if any(field_name(other, person.role) in present for other in others):
                present.add(field_name(column, person.role))
    return present


def _shares(checked: pl.DataFrame) -> dict[str, float | None]:
    """Shares over the people of a sheet; null where there are too few to say."""
    people = checked.filter(pl.col("scope") != Scope.ORGANISATION.value)
    dated = pl.col("birth_form").is_in([BirthForm.FULL.value, BirthForm.FIRST_OF_JANUARY.value])
    spaced = pl.col("full_name").str.contains(" ", literal=True)
    plain = ~pl.col("full_name").str.contains(r"[^\x00-\x7F]")
    conditions = {
        "share_quarantined": pl.col("quarantined"),
        "share_first_of_january": pl.when(dated).then(
            pl.col("birth_form") == BirthForm.FIRST_OF_JANUARY.value
        ),
        "share_plain_names": pl.when(spaced).then(plain),
        "share_event_before_birth": pl.col("event_date") < pl.col("birth_date"),
        "share_sex_differs": number_sex(pl.col("person_id")) != pl.col("sex"),
        "share_birth_year_differs": number_birth_year(pl.col("person_id")) != pl.col("birth_year"),
    }
    means = people.select(
        pl.when(condition.count() >= FEWEST_FOR_SHARES).then(condition.mean()).alias(name)
        for name, condition in conditions.items()
    )
    enough = people.height >= FEWEST_FOR_SHARES
    missing = missing_shares(people)
    return dict(means.row(0, named=True)) | {
        name: share if enough else None for name, share in missing.items()
    }


def shown(rule: Rule, value: float | None) -> str:
    """Write a figure as officers do: dot for thousands, comma for decimals."""
    if value is None:
        return "–"
    text = {
        "percent": f"{100 * value:.1f}%",
        "count": f"{value:,.0f}".replace(",", "."),
        "number": f"{value:.2f}",
    }[rule.shown]
    return text if rule.shown == "count" else text.replace(".", ",")


def _titles(source: Source, facts: Iterable[str]) -> list[str]:
    """Name missing columns as the list's own first header does."""
    known = {field_name(c.field, c.role): c.headers[0] for c in reversed(source.columns)}
    return [f"«{known.get(fact, fact)}»" for fact in facts]
