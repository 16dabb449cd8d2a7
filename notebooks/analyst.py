"""Sổ tay phân tích: ba câu hỏi về kết quả đối soát, trả lời từ kho dữ liệu đã công bố.

Chạy: `marimo run notebooks/analyst.py -- --warehouse kho.duckdb` (hoặc `marimo edit`), hoặc đặt
biến môi trường `DOISOAT_WAREHOUSE`. Kho được mở chỉ để đọc; sổ tay không đụng tới dữ liệu cá nhân.
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

    return Path, alt, duckdb, mo, os


@app.cell
def _(Path, duckdb, mo, os):
    warehouse = Path(
        mo.cli_args().get("warehouse") or os.environ.get("DOISOAT_WAREHOUSE", "doisoat.duckdb")
    )
    mo.stop(
        not warehouse.exists(),
        mo.md(f"Không có kho dữ liệu `{warehouse}`. Chạy `doisoat run` trước, hoặc chỉ đúng tệp."),
    )
    con = duckdb.connect(str(warehouse), read_only=True)
    (period,) = con.execute("SELECT max(period) FROM mart.match_rates").fetchone()
    mo.stop(period is None, mo.md("Kho dữ liệu chưa có kỳ báo cáo nào."))
    mo.md(f"# Phân tích kết quả đối soát, kỳ {period}")
    return con, period


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


if __name__ == "__main__":
    app.run()
