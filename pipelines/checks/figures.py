"""Figures of one sheet, and of a delivery beside the one before it, that rules put to the test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from pipelines.checks.delivery import compare, delivery, missing_shares
from pipelines.checks.facts import ADDRESS_FIELDS, BIRTH_FIELDS, NUMBER_FIELDS, SEX_FIELDS
from pipelines.checks.headings import heading
from pipelines.checks.judging import judge_facts
from pipelines.checks.results import PreviousDelivery, RuleResult
from pipelines.checks.rule import Level, Rule
from pipelines.checks.rules import of_level
from pipelines.mention import BirthForm, Scope
from pipelines.sources.declaration import Column, Field, Source
from pipelines.sources.normalise import number_birth_year, number_sex
from pipelines.sources.reading.sheet import Sheet, field_name

#: A share, a count or a truth; null where nothing can be said.
Figure = float | bool | None
#: Figures are judged rounded, so that the same figure is judged once.
_DECIMALS = 4
#: Below this many people a share says little.
FEWEST_FOR_SHARES = 20
#: A column → columns that say the same.
_SUBSTITUTES: Mapping[Field, tuple[Field, ...]] = {
    Field.FULL_NAME: (Field.GIVEN_NAME,),
    Field.ID_NUMBER: NUMBER_FIELDS,
    Field.BIRTH_DATE: BIRTH_FIELDS,
}
#: A share → columns that say it.
_SAYS: Mapping[str, tuple[Field, ...]] = {
    "missing:person_id": NUMBER_FIELDS,
    "missing:birth_date": BIRTH_FIELDS,
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
    lacking = {
        "required_columns": _lacking(source, sheet, [c for c in source.columns if c.required]),
        "identifying_columns": _lacking(
            source, sheet, [c for c in source.columns if c.field in _IDENTIFYING]
        ),
    }
    figures: dict[str, Figure] = {fact: not names for fact, names in lacking.items()}
    figures |= _shares(checked) | {"rows": float(sheet.fields.height)}
    present = {column.field for column in sheet.columns}
    for name, columns in _SAYS.items():
        if present.isdisjoint(columns):
            figures[name] = None  # the absent column is told instead
    results = []
    for rule, broken in _judged(source, Level.SHEET, figures):
        value = ", ".join(lacking.get(rule.fact, ())) or shown(rule, figures[rule.fact])
        column = heading(sheet, rule.field) if rule.field else ""
        results.append(_result(rule, value, column, sheet.fields.height if broken else None))
    return results


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
    figures = compare(now, previous)
    return tuple(
        _result(rule, shown(rule, figures[rule.fact]), "", now.rows if broken else None)
        for rule, broken in _judged(source, Level.DELIVERY, figures)
    )


def _judged(
    source: Source, level: Level, figures: Mapping[str, Figure]
) -> Iterator[tuple[Rule, bool]]:
    """Put a table of one row to the rules: each rule, and whether it is broken."""
    rules = tuple(rule for rule in of_level(level) if rule.applies(source))
    exact = {
        name: round(value, _DECIMALS) if isinstance(value, float) else value
        for name, value in figures.items()
    }
    verdict = judge_facts(rules, pl.DataFrame([exact]))
    for rule in rules:
        yield rule, bool(verdict.broken[rule.code][0])


def _result(rule: Rule, value: str, column: str, rows: int | None) -> RuleResult:
    """Make the result of a rule about a file: where it is broken, all rows are concerned."""
    return RuleResult(
        code=rule.code,
        severity=rule.severity,
        message=rule.message.format(value=value),
        column=column,
        rows=0 if rows is None else max(1, rows),
        value=value,
    )


def _lacking(source: Source, sheet: Sheet, wanted: list[Column]) -> list[str]:
    """Name columns that the sheet lacks, as the list's own first header does.

    Somebody whom the row may leave out brings columns that the file may leave out.
    """
    optional = {person.role for person in source.persons if person.optional}
    present = _columns_present(source, sheet)
    return list(
        dict.fromkeys(
            f"«{column.headers[0]}»"
            for column in {(c.field, c.role): c for c in reversed(wanted)}.values()
            if field_name(column.field, column.role) not in present and column.role not in optional
        )
    )[::-1]


def _columns_present(source: Source, sheet: Sheet) -> set[str]:
    """Return the columns of the sheet, and those for which it has a substitute."""
    present = set(sheet.fields.columns) - {"file_row"}
    for person in source.persons:
        for column, others in _SUBSTITUTES.items():
            if any(field_name(other, person.role) in present for other in others):
                present.add(field_name(column, person.role))
    return present


def _shares(checked: pl.DataFrame) -> dict[str, Figure]:
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


def shown(rule: Rule, value: Figure) -> str:
    """Write a figure as officers do: dot for thousands, comma for decimals."""
    if value is None:
        return "–"
    text = {
        "percent": f"{100 * value:.1f}%",
        "count": f"{value:,.0f}".replace(",", "."),
        "number": f"{value:.2f}",
    }[rule.shown]
    return text if rule.shown == "count" else text.replace(".", ",")
