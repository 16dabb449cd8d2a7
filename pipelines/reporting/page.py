"""`bao-cao.html`: one page with charts that needs no network and holds nobody's data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from pipelines.reporting import charts
from pipelines.reporting.facts import Facts
from pipelines.reporting.numbers import percent, thousands
from pipelines.reporting.wording import figure, quality

_TEMPLATE = Path(__file__).with_name("templates") / "bao-cao.html.j2"


def write_page(facts: Facts, path: Path) -> None:
    """Write the page of a period."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    path.write_text(template.render(_context(facts)), encoding="utf-8")


def _context(facts: Facts) -> dict[str, Any]:
    year, month = facts.period.split("-")
    several = facts.trend["period"].n_unique() > 1
    usable = pl.col("status") == "read"
    return {
        "year": year,
        "month": month,
        "cards": _cards(facts),
        "notes": facts.notes,
        "lines": [
            {"model": row["model"], "agency": row["agency"], **figure(row)}
            for row in facts.indicators.iter_rows(named=True)
        ],
        "several_periods": several,
        "charts": _charts(facts, several=several),
        "quality": [quality(row) for row in facts.quality.iter_rows(named=True)],
        "quarantine": [
            {**row, "rows": thousands(row["rows"])}
            for row in facts.quarantine.iter_rows(named=True)
        ],
        "refused": [_file(row) for row in facts.files.filter(~usable).iter_rows(named=True)],
        "read": [_file(row) for row in facts.files.filter(usable).iter_rows(named=True)],
    }


def _charts(facts: Facts, *, several: bool) -> dict[str, Markup]:
    """Draw each chart that has something to show; the SVG is ours, with its text escaped."""
    wanted = {
        "outcomes": (charts.outcomes_by_list, not facts.rates.is_empty()),
        "districts": (charts.rates_by_district, not facts.rates.is_empty()),
        "trend": (charts.trend_by_list, several),
        "groups": (charts.rates_by_group, not facts.groups.is_empty()),
        "reasons": (charts.reasons, not facts.reasons.is_empty()),
        "quarantine": (charts.quarantine_rules, not facts.quarantine.is_empty()),
    }
    return {
        name: Markup(draw(facts) if there else "")  # noqa: S704 - drawn by our own charts
        for name, (draw, there) in wanted.items()
    }


def _cards(facts: Facts) -> list[dict[str, str]]:
    whole = facts.by().row(0, named=True)
    unread = facts.files.filter(pl.col("status") != "read").height
    back = int(facts.reasons["records"].sum())
    return [
        {
            "label": "Bản ghi đã nhận",
            "value": thousands(whole["total"]),
            "more": f"{facts.rates['title'].n_unique()} danh sách",
        },
        {
            "label": "Đã xác thực, cập nhật",
            "value": thousands(whole["done"]),
            "more": f"{percent(whole['rate'])} của {thousands(whole['people'])} trong phạm vi",
        },
        {
            "label": "Còn lại",
            "value": thousands(whole["remaining"]),
            "more": f"{thousands(back)} nội dung cần rà soát",
        },
        {
            "label": "Dòng không sử dụng được",
            "value": thousands(int(facts.quarantine["rows"].sum())),
            "more": "theo quy tắc kiểm tra",
        },
        {
            "label": "Tệp, trang tính đã nhận",
            "value": thousands(facts.files.height),
            "more": f"{thousands(unread)} chưa dùng được",
        },
    ]


def _file(row: Mapping[str, Any]) -> dict[str, str]:
    sheet = f" / {row['sheet_name']}" if row["sheet_name"] else ""
    return {
        "title": row["title"],
        "name": f"{row['file_name']}{sheet}",
        "status": row["status_label"],
        "message": row["message"],
        "data_rows": thousands(row["data_rows"]),
        "mentions": thousands(row["mentions"]),
        "quarantined": thousands(row["quarantined_rows"]),
        "told": row["told"] or "",
    }
