"""Addresses of both vintages, long and short."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.sources.normalise.places import (
    read_addresses,
    read_commune_codes,
    read_districts,
    units,
)

CASES = [
    # written, detail, commune today, older commune, district
    ("285/25 Lê Hồng Phong, Phường 3, Thành phố Đà Lạt, Tỉnh Lâm Đồng",
     "285/25 le hong phong", "24781", "24802", "Đà Lạt"),
    ("P.2, TP.ĐL", None, "24781", "24781", "Đà Lạt"),
    ("x. Hiệp An - Đức Trọng", None, "24967", "24961", "Đức Trọng"),
    ("Hiệp An, Đức Trọng", "hiep an", "24967", "24961", "Đức Trọng"),
    ("TT Đạ M'ri, H. Đạ Huoai, Lâm Đồng", None, "25105", "25096", "Đạ Huoai"),
    ("TDP 1, Phường Lâm Viên - Đà Lạt, Tỉnh Lâm Đồng", "tdp 1", "24778", None, "Đà Lạt"),
    ("Thôn Tân Văn, Xã Đạ Huoai 2, Tỉnh Lâm Đồng", "thon tan van", "25105", None, "Đạ Huoai"),
    ("Phường 2 Bảo Lộc, Tỉnh Lâm Đồng", None, "24820", None, "Bảo Lộc"),
    ("Xã Đamb'ri", None, "24820", "24832", "Bảo Lộc"),
    ("phường 10 Đà Lạt", None, "24781", "24796", "Đà Lạt"),
    ("Xã Quảng Trị, huyện Đạ Tẻh, Lâm Đồng", None, "25138", "25138", "Đạ Tẻh"),
    ("UBND Phường 7, Thành phố Đà Lạt", "ubnd", "24846", "24769", "Đà Lạt"),
    ("Xã Hiêp Ann, H. Đức Trọng", None, "24967", "24961", "Đức Trọng"),
    ("Thị trấn Ma Đa Guôi, Huyện Đạ Huoai, Tỉnh Lâm Đồng", None, "25099", "25099", "Đạ Huoai"),
    ("Xã Ma Đa Guôi, Huyện Đạ Huoai, Tỉnh Lâm Đồng", None, "25099", "25117", "Đạ Huoai"),
    ("Đà Lạt", None, None, None, "Đà Lạt"),
    ("12 Lê Lợi, Quận 1, TP. Hồ Chí Minh", "12 le loi", None, None, None),
    ("Xã Lộc An, Huyện Phú Lộc, Tỉnh Thừa Thiên Huế", None, None, None, None),
    (None, None, None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "detail", "now", "before", "district"), CASES)
def test_address(
    written: str | None,
    detail: str | None,
    now: str | None,
    before: str | None,
    district: str | None,
) -> None:
    found = read_addresses(pl.Series([written], dtype=pl.String)).row(0, named=True)
    assert (found["commune"], found["commune_old"], found["district"]) == (now, before, district)
    assert found["address_detail"] == detail


def test_every_unit_is_found_under_its_own_full_name() -> None:
    known = units().table.filter(pl.col("vintage") == "2025-06").unique(
        ["name", "district"], keep="first", maintain_order=True
    )  # fmt: skip
    old = known.select(pl.format("{}, Huyện {}, Tỉnh Lâm Đồng", "name", "district"))
    assert read_addresses(old.to_series())["commune_old"].to_list() == known["code"].to_list()
    new = units().new
    today = new.select(pl.format("{}, Tỉnh Lâm Đồng", "new_name"))
    assert read_addresses(today.to_series())["commune"].to_list() == new["new_code"].to_list()


def test_the_region_has_its_units() -> None:
    known = units()
    current = known.table.filter(pl.col("vintage") == "2025-06")
    assert current["code"].n_unique() == 329
    assert known.new.height == 124


def test_a_reused_code_is_read_by_its_column() -> None:
    old = read_commune_codes(pl.Series(["25138", "25066"]))  # 25066 exists only among the old
    new = read_commune_codes(pl.Series(["25138", "24846"]))
    assert old["commune_name"][0] != new["commune_name"][0]
    assert new["commune"].to_list() == ["25138", "24846"]


def test_districts() -> None:
    written = pl.Series(["Huyện Bảo Lâm", "TP. Đà Lạt", "ĐỨC TRỌNG", "Quận 1", None])
    assert read_districts(written).to_list() == ["Bảo Lâm", "Đà Lạt", "Đức Trọng", None, None]
