"""`mo-hinh-36.docx`: the report in its official form, from the template that officers may edit."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from docxtpl.template import DocxTemplate

from pipelines.reporting.archive import steady
from pipelines.reporting.cells import harmless_text
from pipelines.reporting.facts import RESULTS, Facts, roll
from pipelines.reporting.numbers import count, month, percent, thousands
from pipelines.reporting.template import PATH
from pipelines.reporting.wording import figure, quality

_MODELS = ("36", "35", "32", "37")


def write_report(facts: Facts, path: Path, *, until: date, template: Path = PATH) -> None:
    """Fill the template and write the report; the same facts give the same bytes."""
    document = DocxTemplate(str(template))
    document.render(context(facts, until), autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    steady(buffer, path)


def context(facts: Facts, until: date) -> dict[str, Any]:
    """Everything that the template names, as text ready to print."""
    year, month = facts.period.split("-")
    lines = {
        f"lines_{model}": facts.indicators.filter(pl.col("model") == model)["sentence"].to_list()
        for model in _MODELS
    }
    return {
        "year": year,
        "month": month,
        "until": f"{until:%d/%m/%Y}",
        **lines,
        "summary": _summary(facts),
        "notes": [harmless_text(note) for note in facts.notes] or ["Không"],
        "steps": _steps(facts),
        "agencies": _grouped(facts.indicators, "agency"),
        "lines": _grouped(facts.indicator_districts, "label"),
        "outcomes": [_outcome(row) for row in _with_total(facts)],
        "groups": [
            {
                "dimension": row["dimension_label"],
                "value": row["value"],
                "total": thousands(row["total"]),
                "done": thousands(row["done"]),
                "not_found": thousands(row["not_found"]),
                "rate": percent(row["rate"]),
            }
            for row in facts.groups.iter_rows(named=True)
        ],
        "quality": [quality(row) for row in facts.quality.iter_rows(named=True)],
        "quarantine": [
            {**row, "rows": thousands(row["rows"])}
            for row in facts.quarantine.iter_rows(named=True)
        ],
        "reasons": _reasons(facts),
    }


def _summary(facts: Facts) -> list[str]:
    """Tell Model 36 shortly: the total of Annex III, and where its lines stand."""
    whole = facts.by().row(0, named=True)
    lists, lines = facts.rates["source"].n_unique(), facts.indicators.filter(model="36")
    text = (
        f"Đã rà soát, cập nhật, xác thực với CSDLQG về dân cư {count(whole['done'])}/"
        f"{count(whole['people'])} bản ghi của {count(lists)} danh sách"
    )
    if whole["rate"] is not None:
        text += f", đạt tỷ lệ {percent(whole['rate'])}"
    text += f", hiện còn {count(whole['remaining'])} bản ghi cần rà soát, xác thực"
    earlier = facts.trend.filter(pl.col("period") < facts.period)
    if earlier.height:
        period = str(earlier["period"].max())
        before = roll(earlier.filter(period=period), ())["rate"].item()
        if before is not None:
            text += f" (kỳ báo cáo tháng {month(period, facts.period)} là {percent(before)})"
    told = f"{count(lines.height)} chỉ tiêu của {count(lines['agency'].n_unique())} cơ quan"
    return [text, f"Kết quả {told}: nêu ngay sau bảng này; số liệu từng danh sách: Phụ lục III"]


def _steps(facts: Facts) -> list[str]:
    back = int(facts.reasons["records"].sum()) if facts.reasons.height else 0
    steps = []
    if back:
        agencies = facts.reasons["agency"].n_unique()
        steps.append(
            f"Gửi danh sách {count(back)} nội dung cần rà soát cho {count(agencies)} cơ quan; "
            "cơ quan rà soát, sửa và gửi lại trong kỳ sau"
        )
    unread = facts.files.filter(pl.col("status").is_in(["refused", "waiting"])).height
    if unread:
        steps.append(f"Đề nghị gửi lại {count(unread)} tệp chưa đọc được")
    waiting = int(facts.rates["review"].sum())
    if waiting:
        steps.append(f"Cán bộ xem xét {count(waiting)} bản ghi chưa đủ chắc chắn để kết luận")
    return steps or ["Tiếp tục rà soát, cập nhật dữ liệu theo kế hoạch"]


def _grouped(frame: pl.DataFrame, key: str) -> list[dict[str, Any]]:
    """Figures under a line for each value of the key; codes told by two models appear once."""
    once = frame.unique(subset=["code", *_names(frame)], keep="first", maintain_order=True)
    return [
        {"name": name, "rows": [figure(row) for row in part.iter_rows(named=True)]}
        for (name,), part in once.group_by([key], maintain_order=True)
    ]


def _names(frame: pl.DataFrame) -> list[str]:
    return [name for name in ("label", "district") if name in frame.columns]


def _with_total(facts: Facts) -> list[dict[str, Any]]:
    whole = facts.by().with_columns(title=pl.lit("Tổng cộng"))
    return [*facts.by("title").iter_rows(named=True), *whole.iter_rows(named=True)]


def _outcome(row: Mapping[str, Any]) -> dict[str, str]:
    counts = {name: thousands(row[name]) for name in ("total", *RESULTS)}
    return {"title": row["title"], **counts, "rate": percent(row["rate"])}


def _reasons(facts: Facts) -> list[dict[str, str]]:
    summed = (
        facts.reasons.group_by(["agency", "label"], maintain_order=True)
        .agg(pl.col("records").sum())
        .sort(["agency", "records", "label"], descending=[False, True, False])
    )
    return [{**row, "records": thousands(row["records"])} for row in summed.iter_rows(named=True)]
