"""Charts of matching: waterfall, precision and recall, calibration."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from pipelines.matching.evaluation import Evaluation
from pipelines.matching.explanation import Explanation

_FOR, _AGAINST = "#2a6f97", "#c1121f"


def waterfall(explanation: Explanation) -> Any:
    """Draw the weights of the candidates, from the start to the total.

    A tick marks where a step would end by the model as trained, without the register's own measure.
    """
    names = [
        f"Ứng viên {rank}: xác suất {candidate.probability:.6f}".replace(".", ",")
        for rank, candidate in enumerate(explanation.candidates, 1)
    ]
    frame = explanation.frame().with_columns(
        direction=pl.when(pl.col("bits") >= 0).then(pl.lit("ủng hộ")).otherwise(pl.lit("phản đối")),
        name=pl.lit(pl.Series(names, dtype=pl.String)).gather(pl.col("candidate") - 1),
        trained=pl.col("start") + pl.col("model_bits"),
    )
    steps = alt.Chart().encode(
        y=alt.Y("label:N", sort=alt.SortField("step"), title=None, axis=alt.Axis(labelLimit=320))
    )
    bars = steps.mark_bar().encode(
        x=alt.X("start:Q", title="bit (cộng dồn)"),
        x2="end:Q",
        color=alt.Color(
            "direction:N", title=None,
            scale=alt.Scale(domain=["ủng hộ", "phản đối"], range=[_FOR, _AGAINST]),
        ),
        tooltip=[
            alt.Tooltip("label:N", title="Bước"), alt.Tooltip("bits:Q", title="bit", format="+.1f"),
            alt.Tooltip("model_bits:Q", title="theo mô hình chung", format="+.1f"),
        ],
    )  # fmt: skip
    ticks = (
        steps.mark_tick(color="black", thickness=2)
        .encode(x="trained:Q")
        .transform_filter("abs(datum.bits - datum.model_bits) >= 0.05")
    )
    chart = alt.layer(bars, ticks, data=frame).properties(width=360)
    return chart.facet(row=alt.Row("name:N", title=None)).resolve_scale(y="independent")


def precision_recall(evaluation: Evaluation) -> Any:
    """Draw precision against recall over all thresholds."""
    curve = evaluation.curve
    step = max(curve.height // 2000, 1)
    return (
        alt.Chart(curve.gather_every(step))
        .mark_line(color=_FOR)
        .encode(
            x=alt.X("recall:Q", title="Độ phủ", scale=alt.Scale(zero=False)),
            y=alt.Y("precision:Q", title="Độ chính xác", scale=alt.Scale(zero=False)),
            tooltip=[alt.Tooltip("threshold:Q", title="Ngưỡng", format=".5f")],
        )
        .properties(width=360, height=260)
    )


def calibration(evaluation: Evaluation) -> Any:
    """Draw expected against observed false links at each threshold."""
    table = evaluation.calibration.with_columns(pl.col("threshold").cast(pl.String))
    long = table.unpivot(
        on=["expected_false", "observed_false"], index="threshold", variable_name="kind",
        value_name="false_links",
    ).with_columns(
        kind=pl.col("kind").replace(
            {"expected_false": "dự kiến", "observed_false": "thực tế"}
        )
    )  # fmt: skip
    return (
        alt.Chart(long)
        .mark_bar()
        .encode(
            x=alt.X("threshold:N", title="Ngưỡng xác suất"),
            y=alt.Y("false_links:Q", title="Liên kết sai"),
            xOffset="kind:N",
            color=alt.Color("kind:N", title=None, scale=alt.Scale(range=[_FOR, _AGAINST])),
        )
        .properties(width=360, height=260)
    )
