"""A few families for tests: made up, small, with truth."""

from __future__ import annotations

import numpy as np
import polars as pl

SURNAMES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi", "Touneh", "Cil"]
MIDDLES = {"Nam": ["Văn", "Đức", "Minh", "Quang", "Hữu"], "Nữ": ["Thị", "Ngọc", "Thanh", "Thu"]}
GIVEN = [
    *("An", "Bình", "Cường", "Dung", "Giang", "Hà", "Hiền", "Hùng", "Khánh", "Lan", "Liên"),
    *("Mai", "Nam", "Nga", "Phúc", "Quân", "Sơn", "Tâm", "Thảo", "Tuấn", "Vân", "Yến"),
]
COMMUNES = ["Xã Lộc Nam", "Xã Tân Hội", "Phường 4", "Xã Ka Đơn", "Thị trấn Đinh Văn"]


def population(size: int = 400, seed: int = 5) -> pl.DataFrame:
    """People of a made-up reference, in the columns of `link`."""
    rng = np.random.default_rng(seed)
    rows = []
    for index in range(size):
        sex = str(rng.choice(["Nam", "Nữ"]))
        year = int(rng.integers(1940, 2020))
        month, day = int(rng.integers(1, 13)), int(rng.integers(2, 29))
        century = (year - 1900) // 100 * 2 + (sex == "Nữ")
        rows.append(
            {
                "record_id": f"P{index:05d}",
                "full_name": " ".join(
                    [str(rng.choice(SURNAMES)), str(rng.choice(MIDDLES[sex])),
                     str(rng.choice(GIVEN))]
                ),
                "birth_date": f"{day:02d}/{month:02d}/{year}",
                "sex": sex,
                "person_id": f"068{century}{year % 100:02d}{index * 2347 % 1000000:06d}",
                "commune": str(rng.choice(COMMUNES)),
                "father_name": f"{rng.choice(SURNAMES)} Văn {rng.choice(GIVEN)}",
                "mother_name": f"{rng.choice(SURNAMES)} Thị {rng.choice(GIVEN)}",
            }
        )  # fmt: skip
    return pl.DataFrame(rows)


def reference_frame(size: int = 400, seed: int = 5) -> pl.DataFrame:
    """The same people in the reference's own shape, in households of two."""
    from pipelines.matching.library import shaped
    from pipelines.mention import REFERENCE_SCHEMA

    frame = shaped(population(size, seed))
    house = pl.int_range(pl.len()) // 2
    other = pl.when(pl.int_range(pl.len()) % 2 == 0).then(pl.col("person_id").shift(-1)).otherwise(
        pl.col("person_id").shift(1)
    )  # fmt: skip
    frame = frame.with_columns(
        household_id=house.cast(pl.String),
        spouse_id=other,
        deceased=pl.lit(value=False),
        birth_date=pl.date("birth_year", "birth_month", "birth_day"),
    )
    return _conformed(frame, REFERENCE_SCHEMA)


def mentions_frame(rows: list[dict[str, object]], source: str = "workers") -> pl.DataFrame:
    """Rows of `link` columns (and `role`, `file_row`, `scope`) in the mention's shape."""
    from pipelines.matching.library import LINK_COLUMNS, shaped
    from pipelines.mention import SCHEMA

    text = pl.DataFrame(
        [{name: row.get(name) for name in LINK_COLUMNS} for row in rows],
        schema=dict.fromkeys(LINK_COLUMNS, pl.String),
    )
    frame = shaped(text).with_columns(
        source=pl.lit(source), agency=pl.lit("Cơ quan"), file_name=pl.lit("a.csv"),
        file_row=pl.Series([row.get("file_row", index + 2) for index, row in enumerate(rows)]),
        role=pl.Series([str(row.get("role", "")) for row in rows]),
        record_key=pl.Series([row.get("record_key") for row in rows], dtype=pl.String),
        scope=pl.Series([str(row.get("scope", "person")) for row in rows]),
        commune_name=pl.lit("Xã Lộc Nam"),
    )  # fmt: skip
    return _conformed(frame, SCHEMA)


def _conformed(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    absent = [
        pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in schema.items() if name not in frame.columns
    ]  # fmt: skip
    return frame.with_columns(absent).select(
        pl.col(name).cast(dtype) for name, dtype in schema.items()
    )
