"""Sổ tay phân tích: bốn câu hỏi về kết quả đối soát, trả lời từ kho dữ liệu đã công bố.

Chạy: `marimo run notebooks/analyst.py -- --warehouse kho.duckdb` (hoặc `marimo edit`), hoặc đặt
biến môi trường `DOISOAT_WAREHOUSE`. Có đáp án của tỉnh mẫu thì thêm `--truth` (`DOISOAT_TRUTH`);
hồ sơ muốn giải thích: `--record NGUỒN:TỆP:DÒNG[:VAI]` (`DOISOAT_RECORD`). Kho được mở chỉ để đọc;
sổ tay không hiện dữ liệu cá nhân.
"""

import marimo

app = marimo.App(width="medium", app_title="Phân tích kết quả đối soát")


@app.cell
def _():
    import os
    from pathlib import Path

    import altair as alt
    import duckdb
    import marimo as mo
    import polars as pl

    def asked(name):
        """What the command line or the environment asks for."""
        return mo.cli_args().get(name) or os.environ.get(f"DOISOAT_{name.upper()}")

    return Path, alt, asked, duckdb, mo, pl


@app.cell
def _(Path, asked, duckdb, mo):
    warehouse = Path(asked("warehouse") or "doisoat.duckdb")
    mo.stop(
        not warehouse.exists(),
        mo.md(f"Không có kho dữ liệu `{warehouse}`. Chạy `doisoat run` trước, hoặc chỉ đúng tệp."),
    )
    con = duckdb.connect(str(warehouse), read_only=True)
    (period,) = con.execute("SELECT max(period) FROM mart.match_rates").fetchone()
    mo.stop(period is None, mo.md("Kho dữ liệu chưa có kỳ báo cáo nào."))
    mo.md(f"# Phân tích kết quả đối soát, kỳ {period}")
    return con, period, warehouse


@app.cell
def _(con, mo, period):
    mo.md("## 1. Hồ sơ không khớp ở đâu, vì sao?")
    failures = con.execute(
        """
        SELECT source, reason, count(*) AS records
        FROM mart.exceptions
        WHERE status = 'open' AND last_seen = $period
        GROUP BY ALL
        ORDER BY records DESC, source, reason
        """,
        {"period": period},
    ).pl()
    return (failures,)


@app.cell
def _(alt, failures, mo):
    failures_chart = (
        alt.Chart(failures)
        .mark_rect()
        .encode(
            x=alt.X("reason:N", title="Lý do", sort="-color"),
            y=alt.Y("source:N", title="Danh sách"),
            color=alt.Color("records:Q", title="Số hồ sơ", scale=alt.Scale(scheme="oranges")),
            tooltip=["source", "reason", "records"],
        )
        .properties(title="Hồ sơ phải gửi lại, theo danh sách và lý do")
    )
    mo.vstack([failures_chart, mo.ui.table(failures, page_size=10)])
    return (failures_chart,)


@app.cell
def _(con, mo, period):
    mo.md("## 2. Xã nào còn chậm?")
    communes = con.execute(
        """
        SELECT
          district, commune,
          sum(total - out_of_scope)::BIGINT AS people,
          sum(verified + updated)::BIGINT AS done,
          sum(total - out_of_scope - verified - updated)::BIGINT AS remaining,
          sum(not_found)::BIGINT AS not_found,
          sum(review)::BIGINT AS review,
          round(100 * sum(verified + updated) / sum(total - out_of_scope), 2) AS rate
        FROM mart.match_rates
        WHERE period = $period AND commune <> ''
        GROUP BY district, commune
        HAVING people >= 30   -- dưới mức này một hồ sơ đã đổi tỷ lệ quá 3 điểm
        ORDER BY rate, people DESC, district, commune
        """,
        {"period": period},
    ).pl()
    return (communes,)


@app.cell
def _(alt, communes, mo):
    slowest = communes.head(20)
    communes_chart = (
        alt.Chart(slowest)
        .mark_bar()
        .encode(
            x=alt.X("rate:Q", title="Tỷ lệ, %", scale=alt.Scale(domain=[0, 100])),
            y=alt.Y("commune:N", title=None, sort=None),
            color=alt.Color("district:N", title="Huyện, thành phố"),
            tooltip=["district", "commune", "people", "remaining", "not_found", "review", "rate"],
        )
        .properties(title="20 xã có tỷ lệ thấp nhất (từ 30 bản ghi)")
    )
    mo.vstack([communes_chart, mo.ui.table(communes, page_size=10)])
    return (communes_chart,)


@app.cell
def _(con, mo, period):
    mo.md("## 3. Nhóm dân tộc, nhóm tuổi nào bị bỏ sót?")
    groups = con.execute(
        """
        WITH added AS (
          SELECT dimension, value, sum(total)::BIGINT AS people,
            sum(verified + updated)::BIGINT AS done, sum(not_found)::BIGINT AS not_found
          FROM mart.group_rates
          WHERE period = $period AND value <> '' AND dimension IN ('ethnic_group', 'age_band')
          GROUP BY ALL
        ),
        mean AS (
          SELECT sum(verified + updated) / sum(total) AS share
          FROM mart.group_rates WHERE period = $period AND dimension = 'sex'
        )
        SELECT dimension, value, people, done, not_found,
          round(100 * done / people, 2) AS rate,
          round(100 * (done / people - share), 2) AS against_mean,
          -- khoảng tin cậy 95% của tỷ lệ: nhóm nhỏ có thể thấp chỉ vì ngẫu nhiên
          round(196 * sqrt(greatest(done * (people - done), 0) / people) / people, 2) AS margin
        FROM added, mean
        ORDER BY against_mean, dimension, value
        """,
        {"period": period},
    ).pl()
    missed = groups.filter((groups["against_mean"] + groups["margin"]) < 0)
    return groups, missed


@app.cell
def _(alt, groups, missed, mo):
    groups_chart = (
        alt.Chart(groups)
        .mark_bar()
        .encode(
            x=alt.X("against_mean:Q", title="Điểm phần trăm so với mức chung"),
            y=alt.Y("value:N", title=None, sort="x"),
            color=alt.condition(
                "datum.against_mean < 0", alt.value("#b3423a"), alt.value("#1b6e4b")
            ),
            row=alt.Row("dimension:N", title=None),
            tooltip=["value", "people", "done", "not_found", "rate", "margin"],
        )
        .resolve_scale(y="independent")
        .properties(title="Chênh lệch so với mức chung")
    )
    names = ", ".join(missed["value"].to_list()) or "không có nhóm nào"
    mo.vstack([groups_chart, mo.md(f"Thấp hơn mức chung ngoài sai số ngẫu nhiên: **{names}**.")])
    return (groups_chart,)


@app.cell
def _(mo, warehouse):
    mo.md("## 4. Liên kết tin được đến đâu?")
    from pipelines.matching.store import read_quality

    quality = read_quality(warehouse)
    mo.vstack(
        [
            mo.md(
                "Mô hình tự ước lượng; khoảng 95%, kể cả khi mô hình sai 2 lần. `inside`: tỷ lệ hồ "
                "sơ có người trong dân cư; `pairs`: cặp trùng số mà lỗi được đếm trên đó."
            ),
            mo.ui.table(quality, page_size=20),
        ]
    )
    return (quality,)


@app.cell
def _(alt, con, mo, period):
    mistakes = con.execute(
        """
        SELECT source, field, counted AS pairs, round(100 * value, 2) AS percent,
          round(100 * model_value, 2) AS model_percent
        FROM match.register_measures
        WHERE period = $period AND quantity = 'mistakes_counted' AND value IS NOT NULL
        ORDER BY source, field
        """,
        {"period": period},
    ).pl()
    mistakes_chart = (
        alt.Chart(mistakes)
        .mark_rect()
        .encode(
            x=alt.X("field:N", title="Trường"),
            y=alt.Y("source:N", title="Danh sách"),
            color=alt.Color("percent:Q", title="Sai, %", scale=alt.Scale(scheme="oranges")),
            tooltip=["source", "field", "pairs", "percent", "model_percent"],
        )
        .properties(title="Trường nào hay sai, trong các cặp trùng số định danh")
    )
    mo.vstack([mistakes_chart])
    return mistakes, mistakes_chart


@app.cell
def _(alt, con, mo, period, pl):
    certainty = con.execute(
        """
        SELECT
          CASE WHEN probability >= 0.9999 THEN '5. từ 0,9999' WHEN probability >= 0.999
            THEN '4. 0,999 – 0,9999' WHEN probability >= 0.99 THEN '3. 0,99 – 0,999'
            WHEN probability >= 0.9 THEN '2. 0,9 – 0,99' ELSE '1. 0,5 – 0,9' END AS band,
          count(*) AS records,
          sum(1 - probability) AS expected_false
        FROM mart.match_results
        WHERE period = $period AND probability >= 0.5
        GROUP BY band ORDER BY band
        """,
        {"period": period},
    ).pl()
    certainty_chart = (
        alt.Chart(certainty.with_columns(pl.col("expected_false").round(2)))
        .mark_bar()
        .encode(
            x=alt.X("records:Q", title="Hồ sơ", scale=alt.Scale(type="symlog")),
            y=alt.Y("band:N", title="Xác suất của ứng viên tốt nhất", sort=None),
            tooltip=["band", "records", "expected_false"],
        )
        .properties(title="Hồ sơ theo độ chắc chắn, và số liên kết sai dự kiến trong đó")
    )
    mo.vstack([certainty_chart, mo.ui.table(certainty)])
    return certainty, certainty_chart


@app.cell
def _(Path, asked, mo, warehouse):
    truth = asked("truth")
    mo.stop(truth is None, mo.md("Muốn so dự kiến với thực tế: cho thêm đáp án (`--truth`)."))
    from pipelines.matching.charts import calibration
    from pipelines.matching.store import evaluate_warehouse, read_truth

    evaluation = evaluate_warehouse(warehouse, read_truth(Path(truth)))
    calibration_chart = calibration(evaluation)
    mo.vstack([calibration_chart, mo.ui.table(evaluation.groups["source"])])
    return calibration_chart, evaluation


@app.cell
def _(asked, con, mo, period, warehouse):
    mo.md("### Một hồ sơ, giải thích từng bước")
    from pipelines.matching.charts import waterfall
    from pipelines.matching.store import explain_stored
    from pipelines.sources import SOURCES

    # Không chỉ định thì lấy hồ sơ cần xem xét sát ngưỡng nhất.
    chosen = con.execute(
        """
        SELECT source, file_name, sheet_name, file_row, role, outcome, probability
        FROM mart.match_results
        WHERE period = $period AND ($record IS NULL AND outcome = 'review'
          OR concat_ws(':', source, file_name, file_row, nullif(role, '')) = $record)
        ORDER BY probability DESC, source, file_name, sheet_name, file_row, role LIMIT 1
        """,
        {"period": period, "record": asked("record")},
    ).pl()
    mo.stop(chosen.is_empty(), mo.md("Không có hồ sơ như vậy."))
    record = chosen.row(0, named=True)
    place = {name: record[name] for name in ("file_name", "sheet_name", "file_row", "role")}
    explanation = explain_stored(warehouse, SOURCES[record["source"]], place)
    shown = [mo.md(f"`{record['source']}`, dòng {record['file_row']}: {record['outcome']}")]
    shown.append(mo.plain_text(explanation.text()))
    if explanation.candidates:
        shown.append(waterfall(explanation))
    mo.vstack(shown)
    return explanation, record


if __name__ == "__main__":
    app.run()
