"""Charts of the page, as SVG text drawn here: no script, no network, readable on paper."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, Decimal
from typing import Any

import altair as alt
import polars as pl
import vl_convert as vlc

from pipelines.reporting.facts import RESULTS, UNKNOWN, Facts, roll
from pipelines.reporting.numbers import percent, thousands

#: From done to undone; told apart by lightness too, for grey printers and the colour-blind.
COLOURS = {
    "verified": "#1b6e4b",
    "updated": "#7cc29b",
    "mismatch": "#f2a541",
    "review": "#f6d27a",
    "not_found": "#b3423a",
    "duplicate": "#8f7fb8",
    "deceased": "#5b5b66",
    "out_of_scope": "#d5d8dc",
    "quarantined": "#1f1f24",
}
_LOCALE = {
    "decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đ"],
}  # fmt: skip
_FONT = "Arial, 'Liberation Sans', sans-serif"
_WIDTH = 700


def outcomes_by_list(facts: Facts) -> str:
    """Stacked shares of the results, a bar a list."""
    lists = facts.by("title")
    names = {key: word for key, word in RESULTS.items() if lists[key].sum()}
    data = lists.unpivot(
        on=list(names), index=["title", "total"], variable_name="key", value_name="n"
    ).with_columns(
        result=pl.col("key").replace_strict(names),
        place=pl.col("key").replace_strict({key: at for at, key in enumerate(names)}),
        share=pl.col("n") / pl.col("total"),
    )
    chart = (
        alt.Chart(_values(data))
        .mark_bar()
        .encode(
            y=alt.Y("title:N", sort=lists["title"].to_list(), title=None),
            x=alt.X("share:Q", stack="zero", title="Tỷ trọng bản ghi", scale=_unit(),
                    axis=alt.Axis(format=".0%")),
            color=alt.Color(
                "result:N", title=None,
                scale=alt.Scale(domain=list(names.values()), range=[COLOURS[k] for k in names]),
                legend=alt.Legend(orient="bottom", columns=3, labelLimit=260),
            ),
            order=alt.Order("place:Q"),
        )
    )  # fmt: skip
    labels = (
        alt.Chart(
            _values(
                lists.with_columns(
                    label=pl.Series([f"{percent(value)}" for value in lists["rate"]]), at=1.01
                )
            )
        )
        .mark_text(align="left", baseline="middle", fontSize=12)
        .encode(y=alt.Y("title:N", sort=lists["title"].to_list()), x="at:Q", text="label:N")
    )
    return _svg((chart + labels).properties(width=_WIDTH - 140, height=alt.Step(24)), "outcomes")


def rates_by_district(facts: Facts) -> str:
    """Heat map of rates, lists by districts."""
    data = facts.by("title", "district").filter(pl.col("rate").is_not_null())
    districts = _in_order(data["district"].to_list())
    lowest = 10 * (int(min(data["rate"].to_list(), default=0)) // 10)
    data = data.with_columns(
        value=pl.col("rate").cast(pl.Float64),
        dark=pl.col("rate").cast(pl.Float64) > (lowest + 200) / 3,
        label=pl.Series([_short(value) for value in data["rate"]], dtype=pl.String),
    )
    base = alt.Chart(_values(data)).encode(
        x=alt.X("district:N", sort=districts, title=None,
                axis=alt.Axis(labelAngle=-45, orient="top")),
        y=alt.Y("title:N", sort=_in_order(data["title"].to_list()), title=None),
    )  # fmt: skip
    cells = base.mark_rect(stroke="white").encode(
        color=alt.Color("value:Q", title="Tỷ lệ, %",
                        scale=alt.Scale(scheme="yellowgreen", domain=[lowest, 100]),
                        legend=alt.Legend(orient="bottom", gradientLength=220))
    )  # fmt: skip
    text = base.mark_text(fontSize=11).encode(
        text="label:N",
        color=alt.condition("datum.dark", alt.value("white"), alt.value("black")),
    )
    return _svg((cells + text).properties(width=alt.Step(46), height=alt.Step(24)), "heat")


def trend_by_list(facts: Facts) -> str:
    """Draw rates over the periods, one small chart a list, all on one scale."""
    data = facts.trend.filter(pl.col("rate").is_not_null()).with_columns(
        value=pl.col("rate").cast(pl.Float64)
    )
    latest = data.filter(pl.col("period") == facts.period)
    ends = dict(zip(latest["title"], latest["rate"], strict=True))
    named = data.with_columns(
        name=pl.Series([f"{t}|{percent(ends.get(t))}" for t in data["title"]], dtype=pl.String)
    )
    green = COLOURS["verified"]
    lowest = float(named["value"].min() or 0)  # type: ignore[arg-type]  # a float column
    chart = (
        alt.Chart(_values(named))
        .mark_line(point=alt.OverlayMarkDef(size=40, color=green), color=green)
        .encode(
            x=alt.X("period:O", title=None, axis=alt.Axis(labelAngle=-45)),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[5 * (lowest // 5), 100])),
        )
        .properties(width=250, height=90)
        .facet(
            facet=alt.Facet(
                "name:N", title=None, sort=_in_order(named["name"].to_list()),
                header=alt.Header(labelLimit=330, labelFontSize=11,
                                  labelExpr="split(datum.value, '|')"),
            ),
            columns=3,
        )
    )  # fmt: skip
    return _svg(chart, "trend")


def quarantine_rules(facts: Facts) -> str:
    """Rows that cannot be used, by rule."""
    data = (
        facts.quarantine.group_by("message")
        .agg(pl.col("rows").sum())
        .sort(["rows", "message"], descending=[True, False])
        .head(15)
    )
    return _bars(data, "message", "rows", "Số dòng")


def reasons(facts: Facts) -> str:
    """Draw the records that go back, by what is wrong."""
    data = (
        facts.reasons.group_by("label")
        .agg(pl.col("records").sum())
        .sort(["records", "label"], descending=[True, False])
        .head(15)
    )
    return _bars(data, "label", "records", "Số hồ sơ")


def rates_by_group(facts: Facts) -> str:
    """Rates by sex, age band and ethnic group beside the mean of all."""
    groups = facts.groups.filter(pl.col("rate").is_not_null())
    data = groups.with_columns(
        pl.col("rate").cast(pl.Float64).alias("share"),
        name=pl.concat_str("dimension_label", pl.lit(": "), "value"),
        label=pl.Series(
            [f"{percent(a)} của {thousands(b)}" for a, b in groups.select("rate", "total").rows()],
            dtype=pl.String,
        ),
    )
    whole = roll(facts.rates, ())
    mean = float(whole["rate"][0] or 0)
    order = data["name"].to_list()
    y = alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=260))
    base = alt.Chart(_values(data))
    bars = base.mark_bar(color=COLOURS["updated"]).encode(
        y=y, x=alt.X("share:Q", title="Tỷ lệ, % (vạch: chung)", scale=alt.Scale(domain=[0, 100]))
    )
    text = base.mark_text(align="left", dx=4, fontSize=11).encode(
        y=y, x=alt.value(4), text="label:N"
    )
    rule = alt.Chart(_values(pl.DataFrame({"mean": [mean]}))).mark_rule(strokeDash=[4, 3])
    return _svg(
        (bars + rule.encode(x="mean:Q") + text).properties(width=_WIDTH - 140, height=alt.Step(20)),
        "groups",
    )


def _short(value: Decimal) -> str:
    """One decimal where space is short, cut off and never rounded up to what was not reached."""
    return str(value.quantize(Decimal("0.1"), ROUND_DOWN)).replace(".", ",")


def _bars(data: pl.DataFrame, name: str, value: str, title: str) -> str:
    labelled = data.with_columns(
        words=pl.Series([thousands(n) for n in data[value]], dtype=pl.String)
    )
    base = alt.Chart(_values(labelled)).encode(
        y=alt.Y(f"{name}:N", sort=data[name].to_list(), title=None, axis=alt.Axis(labelLimit=420)),
        x=alt.X(f"{value}:Q", title=title, axis=alt.Axis(tickCount=4, format=",d")),
    )
    bars = base.mark_bar(color=COLOURS["mismatch"])
    text = base.mark_text(align="left", dx=4).encode(text="words:N")
    return _svg((bars + text).properties(width=_WIDTH - 240, height=alt.Step(22)), name)


def _values(frame: pl.DataFrame) -> alt.InlineData:
    """Inline data with plain numbers; dates and decimals have been turned into text or floats."""
    plain = frame.select(pl.exclude("rate"))
    return alt.InlineData(values=plain.to_dicts())


def _in_order(names: list[str]) -> list[str]:
    once = list(dict.fromkeys(names))
    return [n for n in once if n != UNKNOWN] + [n for n in once if n == UNKNOWN]


def _unit() -> alt.Scale:
    return alt.Scale(domain=[0, 1])


def _svg(chart: Any, name: str) -> str:
    spec = (
        chart.configure(font=_FONT)
        .configure_axis(labelFontSize=12, titleFontSize=12, labelLimit=340, grid=False)
        .configure_view(stroke=None)
        .configure_legend(labelFontSize=12, titleFontSize=12)
        .to_dict()
    )
    svg: str = vlc.vegalite_to_svg(spec, format_locale=_LOCALE)
    return _own_ids(svg, name)


def _own_ids(svg: str, name: str) -> str:
    """Give a drawing ids of its own: the renderer counts on, and drawings share a page."""
    for at, known in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg))):
        own = f"{name}-{at}"
        svg = svg.replace(f'id="{known}"', f'id="{own}"').replace(f"url(#{known})", f"url(#{own})")
    return svg
