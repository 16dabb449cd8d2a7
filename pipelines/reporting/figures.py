"""Figures of the lines, counted from the warehouse, with their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import duckdb

from pipelines.reporting import sql
from pipelines.reporting.lines import Line, Target
from pipelines.reporting.numbers import count, month, percent, rate, thousands


@dataclass(frozen=True)
class Tally:
    """What a measure counted, in one district or in all."""

    numerator: int
    denominator: int | None
    verified: int | None = None
    updated: int | None = None

    @property
    def rate(self) -> Decimal | None:
        """Percent, none without a sound denominator."""
        return rate(self.numerator, self.denominator)

    @property
    def remaining(self) -> int | None:
        """What is left to do; none where the part exceeds the whole."""
        if self.denominator is None or self.numerator > self.denominator:
            return None
        return self.denominator - self.numerator


@dataclass(frozen=True)
class Figure:
    """One line's figure of a period: for the province and by district."""

    line: Line
    whole: Tally
    districts: dict[str, Tally]
    stated: int | None = None  # a total stated for the line
    untargeted: tuple[str, ...] = ()  # districts with work done and no stated total
    wider: int | None = None  # people on the list, where the line has a wider denominator


def count_line(con: duckdb.DuckDBPyConnection, line: Line, period: str, end: str) -> Figure | None:
    """Count one line; nothing if none of its lists was received."""
    parameters: dict[str, object] = {
        "period": period,
        "period_end": end,
        "sources": list(line.sources),
        "from": line.start,
        "until": line.until,
        "form": line.form,
        "code": line.code,
        "parent": line.parent or line.code,
    }
    received = con.execute(
        "SELECT count(*) FROM result_rows WHERE list_contains($sources, source)",
        {"sources": parameters["sources"]},
    ).fetchone()
    if not received or not received[0]:
        return None
    measured = _measure(con, line.measure, parameters)
    targets: dict[str, int] = dict(sql.run(con, "targets", parameters).fetchall())
    stated = targets.get("", sum(targets.values())) if targets else None
    if targets and line.target is Target.DENOMINATOR:
        figure = _against_targets(line, measured, targets, stated)
    else:
        figure = Figure(line, _sum(list(measured.values())), measured, stated=stated)
    if not line.wider:
        return figure
    people = _sum(list(_measure(con, "people", parameters).values()))
    return replace(figure, wider=people.denominator)


def _measure(
    con: duckdb.DuckDBPyConnection, measure: str, parameters: dict[str, object]
) -> dict[str, Tally]:
    rows = sql.run(con, f"measures/{measure}", parameters).fetchall()
    return {
        district: Tally(numerator, denominator, verified, updated)
        for district, verified, updated, numerator, denominator in sorted(rows)
        if numerator or denominator
    }


def _sum(tallies: Sequence[Tally]) -> Tally:
    """Add up; a part that no district has stays unknown."""

    def total(values: list[int | None]) -> int | None:
        known = [value for value in values if value is not None]
        return sum(known) if known else None

    return Tally(
        sum(t.numerator for t in tallies),
        total([t.denominator for t in tallies]),
        total([t.verified for t in tallies]),
        total([t.updated for t in tallies]),
    )


def _against_targets(
    line: Line, measured: dict[str, Tally], targets: dict[str, int], stated: int | None
) -> Figure:
    """Set counts against stated totals.

    Without a total for the whole province, a district with work done and no total of its own
    would count above the line and not below: then the province gets no rate.
    """
    districts = {}
    for district in sorted(measured.keys() | targets.keys()):
        tally = measured.get(district, Tally(0, None))
        total = targets.get(district) if district else None
        districts[district] = Tally(tally.numerator, total, tally.verified, tally.updated)
    missing = tuple(d for d, t in districts.items() if d and t.numerator and t.denominator is None)
    whole = _sum(list(districts.values()))
    denominator = None if missing and "" not in targets else stated
    if not districts.get("", whole).numerator:
        del districts[""]  # only the province's own total stood there
    return Figure(
        line,
        Tally(whole.numerator, denominator, whole.verified, whole.updated),
        districts,
        stated=stated,
        untargeted=missing if "" not in targets else (),
    )


def sentence(figure: Figure, period: str, previous: tuple[str, Decimal] | None) -> str:
    """Tell the figure in the report's own words.

    Parameters
    ----------
    previous
        Period and rate of the report before, where there was one.
    """
    line, whole = figure.line, figure.whole
    if whole.denominator is None:
        return f"{line.agency}: {line.done} {count(whole.numerator)} {line.unit}"
    fraction = f"{count(whole.numerator)}/{count(whole.denominator)}"
    text = f"{line.agency}: {line.done} {fraction} {line.unit}"
    if whole.rate is not None:
        text += f", đạt tỷ lệ {percent(whole.rate)}"
    if whole.remaining is not None and line.left:
        text += f", hiện còn {count(whole.remaining)} {line.left}"
    if previous is not None:
        text += f" (kỳ báo cáo tháng {month(previous[0], period)} là {percent(previous[1])})"
    if figure.wider:
        share = percent(rate(whole.numerator, figure.wider))
        text += f"; {line.wider} {count(whole.numerator)}/{count(figure.wider)}, đạt {share}"
    if whole.verified is not None and whole.updated is not None:
        text += (
            f"; trong đó đã xác thực {count(whole.verified)} {line.unit}, "
            f"đã cập nhật số định danh {count(whole.updated)} {line.unit}"
        )
    return text


def notes(figure: Figure, before: int | None) -> list[str]:
    """Say what a reader of the figure must know.

    Parameters
    ----------
    before
        Numerator of the previous report, if any.
    """
    label, whole = figure.line.label, figure.whole
    told = []
    if whole.denominator is not None and whole.numerator > whole.denominator:
        told.append(
            f"{label}: số đã thực hiện {thousands(whole.numerator)} lớn hơn tổng số phải thực hiện "
            f"{thousands(whole.denominator)}, chưa tính tỷ lệ; cần kiểm tra lại chỉ tiêu và cách "
            "thống kê"
        )
    if figure.untargeted:
        told.append(
            f"{label}: chưa có tổng số phải thực hiện của {', '.join(figure.untargeted)}, chưa "
            "tính tỷ lệ toàn tỉnh"
        )
    over = [
        name
        for name, tally in figure.districts.items()
        if tally.denominator is not None and tally.numerator > tally.denominator
    ]
    if over and whole.numerator <= (whole.denominator or 0):
        told.append(
            f"{label}: số đã thực hiện lớn hơn tổng số phải thực hiện tại {', '.join(over)}"
        )
    compared = figure.line.target is Target.COMPARED and figure.stated is not None
    if compared and figure.stated != whole.denominator:
        told.append(
            f"{label}: có hai số liệu cho một nội dung, danh sách nhận được "
            f"{thousands(whole.denominator or 0)}, chỉ tiêu ghi {thousands(figure.stated or 0)}"
        )
    if before is not None and whole.numerator < before:
        told.append(
            f"{label}: kỳ này {thousands(whole.numerator)}, giảm so với kỳ trước "
            f"{thousands(before)}; cần xác định nguyên nhân"
        )
    return told
