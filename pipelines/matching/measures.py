"""What a night measures of one register, as values and as rows of `match.register_measures`.

They are kept beside the results that they led to, so that a result can be explained with the very
figures it was made with, and read by whoever wants to know how careful a register is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from enum import StrEnum
from typing import Any

import polars as pl


class Quantity(StrEnum):
    """What is measured; the value is what the table holds."""

    RECORDS = "records"  # records that were matched
    NUMBERED = "numbered"  # share of records whose number somebody of the reference holds
    INSIDE = "inside"  # share of records whose person is in the reference
    INSIDE_NUMBERED = "inside_numbered"  # the same of the records that write a number
    INSIDE_UNNUMBERED = "inside_unnumbered"  # and of those that do not
    ACCEPT = "accept"  # least probability of a link
    NAMED = "named"  # share of the reference's people of a year of birth whom the register names
    TWINS = "twins"  # times as many absent twins of people inside as families promise
    REPEATED = "repeated"  # share of linked records that are a further one of their person
    COUNTED = "mistakes_counted"  # share of mistakes in a field, as counted
    MISTAKEN = "mistaken"  # the same as believed: shrunk towards the model and bounded
    KIND = "mistake_kind"  # share of a field's mistakes that are of one level, as believed
    UNNAMED = "unnamed"  # m of a relative whom the reference leaves out


@dataclass(frozen=True)
class FieldMeasure:
    """How often a register mistakes one field.

    Attributes
    ----------
    pairs
        Pairs that share a number and have the field on both sides.
    counted
        Share of mistakes among them; None without pairs.
    expected
        Share that the model expects.
    mistaken
        Share that is believed.
    kinds
        Share of the mistakes that are of each level; empty: as the model says.
    unnamed
        m of a relative whom the record names and the reference does not, where the field is one.
    """

    pairs: int
    counted: float | None
    expected: float
    mistaken: float
    kinds: Mapping[str, float]
    unnamed: float | None = None


@dataclass(frozen=True)
class Care:
    """How careful a register is, by the records whose number somebody holds."""

    numbered: float
    fields: Mapping[str, FieldMeasure]


@dataclass(frozen=True)
class Share:
    """Share of some records whose person is in the reference.

    Attributes
    ----------
    whole
        Of all of them.
    by_decade
        Of those born in a decade (year // 10), where there are any; 0: no year is written.
    """

    whole: float
    by_decade: Mapping[int, float] = default(default_factory=dict)


@dataclass(frozen=True)
class Presence:
    """Share of a register's records whose person is in the reference.

    Attributes
    ----------
    whole
        Of all records.
    numbered, unnumbered
        Of those that write a number, and of those that do not.
    """

    whole: float
    numbered: Share
    unnumbered: Share


@dataclass(frozen=True)
class Measures:
    """All that was measured of one register in one run.

    Attributes
    ----------
    records
        Records that were matched.
    links
        Those that were linked.
    inside, inside_expected
        Share of records whose person is in the reference: the register's own and the model's.
    accept
        Least probability of a link.
    repeated
        Share of the links that are a further record of their person.
    named
        Share of the reference's people whom the register names, by year of birth (0: without one).
    twins
        How many times as many absent twins of people inside it shows as families promise.
    """

    records: int
    links: int
    inside: Presence
    inside_expected: float
    accept: float
    repeated: float
    care: Care
    named: Mapping[int, float] = default(default_factory=dict)
    twins: float = 1.0


_SCHEMA = {
    "source": pl.String,
    "quantity": pl.String,
    "field": pl.String,
    "value": pl.Float64,
    "model_value": pl.Float64,
    "counted": pl.Int64,
}


def measures_frame(source: str, measures: Measures) -> pl.DataFrame:
    """Write the measures of a register as rows of `match.register_measures`."""
    found, expected = measures, measures.inside_expected
    whole: list[tuple[Quantity, str, float | None, float | None, int]] = [
        (Quantity.RECORDS, "", found.records, None, found.records),
        (Quantity.NUMBERED, "", found.care.numbered, None, found.records),
        (Quantity.INSIDE, "", found.inside.whole, expected, found.records),
        (Quantity.ACCEPT, "", found.accept, None, found.records),
        (Quantity.TWINS, "", found.twins, 1.0, found.records),
        (Quantity.REPEATED, "", found.repeated, None, found.links),
    ]
    for quantity, inside in (
        (Quantity.INSIDE_NUMBERED, found.inside.numbered),
        (Quantity.INSIDE_UNNUMBERED, found.inside.unnumbered),
    ):
        whole.append((quantity, "", inside.whole, expected, found.records))
        for decade, value in inside.by_decade.items():
            whole.append((quantity, str(decade * 10), value, inside.whole, found.records))
    for year, value in found.named.items():
        whole.append((Quantity.NAMED, str(year), value, None, found.records))
    for field, item in found.care.fields.items():
        whole.append((Quantity.COUNTED, field, item.counted, item.expected, item.pairs))
        whole.append((Quantity.MISTAKEN, field, item.mistaken, item.expected, item.pairs))
        for level, share in item.kinds.items():
            whole.append((Quantity.KIND, f"{field}.{level}", share, None, item.pairs))
        if item.unnamed is not None:
            whole.append((Quantity.UNNAMED, field, item.unnamed, None, item.pairs))
    rows = [(source, str(row[0]), *row[1:]) for row in whole]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def measures_of(frame: pl.DataFrame) -> Measures | None:
    """Read the measures of one register back from its rows; None if there are none."""
    if frame.is_empty():
        return None
    rows = {(row["quantity"], row["field"]): row for row in frame.iter_rows(named=True)}
    inside, twins = rows[Quantity.INSIDE, ""], rows.get((Quantity.TWINS, ""))
    fields = {}
    for (quantity, field), row in rows.items():
        if quantity == Quantity.MISTAKEN:
            kinds = {
                name.removeprefix(f"{field}."): it["value"]
                for (kind, name), it in rows.items()
                if kind == Quantity.KIND and name.startswith(f"{field}.")
            }
            unnamed = rows.get((Quantity.UNNAMED, field))
            fields[field] = FieldMeasure(
                pairs=row["counted"],
                counted=rows[Quantity.COUNTED, field]["value"],
                expected=row["model_value"],
                mistaken=row["value"],
                kinds=kinds,
                unnamed=unnamed["value"] if unnamed else None,
            )
    return Measures(
        records=int(rows[Quantity.RECORDS, ""]["value"]),
        links=rows[Quantity.REPEATED, ""]["counted"],
        inside=Presence(inside["value"], *_by_number(rows)),
        inside_expected=inside["model_value"],
        accept=rows[Quantity.ACCEPT, ""]["value"],
        repeated=rows[Quantity.REPEATED, ""]["value"],
        care=Care(rows[Quantity.NUMBERED, ""]["value"], fields),
        named={
            int(year): row["value"]
            for (quantity, year), row in rows.items() if quantity == Quantity.NAMED
        },
        twins=twins["value"] if twins else 1.0,
    )  # fmt: skip


def _by_number(rows: Mapping[tuple[str, str], dict[str, Any]]) -> tuple[Share, Share]:
    """Share inside with a number and without: one and the same in runs that knew no difference."""

    def share(quantity: Quantity) -> Share:
        whole = rows.get((quantity, ""), rows[Quantity.INSIDE, ""])["value"]
        return Share(whole, {
            int(name) // 10: row["value"]
            for (kind, name), row in rows.items() if kind == quantity and name
        })  # fmt: skip

    return share(Quantity.INSIDE_NUMBERED), share(Quantity.INSIDE_UNNUMBERED)
