"""The page of what checking found: one file, no network, no personal data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from jinja2 import Environment, PackageLoader, Template

from pipelines.checks.results import RuleResult
from pipelines.checks.rules import BY_CODE
from pipelines.outcomes import Severity

LABELS: Mapping[Severity, str] = {
    Severity.QUARANTINE: "Không sử dụng được",
    Severity.EXCEPTION: "Cần sửa",
    Severity.NOTICE: "Lưu ý",
}
_COUNTED: Mapping[Severity, str] = {
    Severity.QUARANTINE: "Dòng không sử dụng được",
    Severity.EXCEPTION: "Quy tắc cần sửa",
    Severity.NOTICE: "Quy tắc lưu ý",
}


def checks_page(
    results: Mapping[str, Sequence[RuleResult]],
    *,
    title: str = "Kết quả kiểm tra dữ liệu",
    period: str = "",
) -> str:
    """Return a self-contained HTML page in Vietnamese.

    Parameters
    ----------
    results
        What is shown as heading (list and file) → what its rules found.
    period
        Reporting period, shown where given.
    """
    parts = [_part(name, found) for name, found in results.items()]
    return _template().render(
        title=title,
        period=period,
        parts=parts,
        labels=LABELS,
        severities=[{"key": key, "plural": text} for key, text in _COUNTED.items()],
    )


def _part(name: str, results: Sequence[RuleResult]) -> dict[str, object]:
    order = {severity: place for place, severity in enumerate(Severity)}
    broken = sorted(
        (result for result in results if result.rows),
        key=lambda result: (order[result.severity], -result.rows, result.code),
    )
    counts = {
        severity: _grouped(_count(severity, [r for r in broken if r.severity is severity]))
        for severity in Severity
    }
    held = [BY_CODE[r.code].title for r in results if not r.rows and r.code in BY_CODE]
    return {"name": name, "broken": broken, "counts": counts, "held": held}


def _count(severity: Severity, results: Sequence[RuleResult]) -> int:
    """Count rows of what cannot be used, rules of the rest: a row may break several."""
    if severity is Severity.QUARANTINE:
        return sum(result.rows for result in results)
    return len(results)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("pipelines.checks"), autoescape=True, trim_blocks=True
    )
    environment.filters["grouped"] = _grouped
    return environment.get_template("checks.html.j2")
