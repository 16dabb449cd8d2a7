"""Addresses of both vintages, long and short."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.sources.normalise.places import (
    read_addresses,
    read_commune_codes,
    read_districts,
)
from pipelines.sources.normalise.units import load_units

CASES = [
    # written, detail, commune today, older commune, district
    ("285/25 Lê Hồng Phong, Phường 3, Thành phố Đà Lạt, Tỉnh Lâm Đồng",
     "285/25 le hong phong", "24781", "24802", "Đà Lạt"),
    ("P.2, TP.ĐL", None, "24781", "24781", "Đà Lạt"),
    ("x. Hiệp An - Đức Trọng", None, "24967", "24961", "Đức Trọng"),
    ("Hiệp An, Đức Trọng", None, "24967", "24961", "Đức Trọng"),
    ("TT Đạ M'ri, H. Đạ Huoai, Lâm Đồng", None, "25105", "25096", "Đạ Huoai"),
    ("TDP 1, Phường Lâm Viên - Đà Lạt, Tỉnh Lâm Đồng", "tdp 1", "24778", None, "Đà Lạt"),
    ("Thôn Tân Văn, Xã Đạ Huoai 2, Tỉnh Lâm Đồng", "thon tan van", "25105", None, "Đạ Huoai"),
    ("Phường 2 Bảo Lộc, Tỉnh Lâm Đồng", None, "24820", None, "Bảo Lộc"),
    ("Xã Đamb'ri", None, "24820", "24832", "Bảo Lộc"),
    ("phường 10 Đà Lạt", None, "24781", "24796", "Đà Lạt"),
    ("Xã Quảng Trị, huyện Đạ Tẻh, Lâm Đồng", None, "25138", "25138", "Đạ Tẻh"),
    ("UBND Phường 7, Thành phố Đà Lạt", None, "24846", "24769", "Đà Lạt"),
    ("Xã Hiêp Ann, H. Đức Trọng", None, "24967", "24961", "Đức Trọng"),
    ("Thị trấn Ma Đa Guôi, Huyện Đạ Huoai, Tỉnh Lâm Đồng", None, "25099", "25099", "Đạ Huoai"),
    ("Xã Ma Đa Guôi, Huyện Đạ Huoai, Tỉnh Lâm Đồng", None, "25099", "25117", "Đạ Huoai"),
    ("xa hiep an huyen duc trong tinh lam dong", None, "24967", "24961", "Đức Trọng"),
    ("Thôn 04 xã Hiệp An huyện Đức Trọng", "thon 4", "24967", "24961", "Đức Trọng"),
    ("F.02 - Đà Lạt", None, "24781", "24781", "Đà Lạt"),
    ("Phường II, TP Đà Lạt", None, "24781", "24781", "Đà Lạt"),
    ("Phường Lang Biang-Đà Lạt", None, "24846", None, "Đà Lạt"),
    ("Lạc Dương, Lạc Dương, Lâm Đồng", None, "24846", "24846", "Lạc Dương"),
    ("Xã Gia Hiệp/Huyện Di Linh/LĐ", None, "25015", "25015", "Di Linh"),
    ("Thôn 1 - X.Gia Hiệp - H.Di Linh", "thon 1", "25015", "25015", "Di Linh"),
    ("12 Nguyễn Tri Phương, P.3, ĐL", "12 nguyen tri phuong", "24781", "24802", "Đà Lạt"),
    ("28/3 đường 3/2, P.1, Đà Lạt", "28/3 3/2", "24781", "24784", "Đà Lạt"),
    ("Tổ dân phố số 03, TT. Liên Nghĩa, H.Đức Trọng", "tdp 3", "24958", "24958", "Đức Trọng"),
    ("Xã Tân Thanh, Lâm Hà", None, "24907", "24907", "Lâm Hà"),
    ("Xã Đạ Tồn, Huyện Đạ Huoai", None, "25099", "25108", "Đạ Huoai"),
    ("Phường 1", None, None, None, None),
    ("TDP 1, Xã Tân Thành, Tỉnh Đắk Nông", "tdp 1", "24688", "24699", "Krông Nô"),
    ("Xã Tân Hà, Tỉnh Bình Thuận", None, None, None, None),  # in two of its districts
    ("Thị xã Bảo Lộc", None, None, None, "Bảo Lộc"),
    ("phường Lộc Sơn thị xã Bảo Lộc", None, "24829", "24829", "Bảo Lộc"),
    ("Thôn 5/Xã Gia Hiệp/Di Linh", "thon 5", "25015", "25015", "Di Linh"),
    ("Thôn 5, XãGia Hiệp, HuyệnDi Linh", "thon 5", "25015", "25015", "Di Linh"),
    ("Thôn 5 (Xã Gia Hiệp, Di Linh)", "thon 5", "25015", "25015", "Di Linh"),
    ("Xã Gia Hiệp (cũ), Di Linh", None, "25015", "25015", "Di Linh"),
    ("Xã Gia Hiệp, Di Linh, Lâm Đồng (tạm trú)", None, "25015", "25015", "Di Linh"),
    ("Xã Gia Hiệp, Huyện Di Linh, Lâm Đồng, VN.", None, "25015", "25015", "Di Linh"),
    ("Xã Gia Hiệp, Di Linh, 66000", None, "25015", "25015", "Di Linh"),
    ('"Xã Gia Hiệp, Di Linh"', None, "25015", "25015", "Di Linh"),
    ("Gia Hiệp Di Linh Lâm Đồng", None, "25015", "25015", "Di Linh"),
    ("Gia Hiệp.Di Linh.LĐ", None, "25015", "25015", "Di Linh"),
    ("Gia Hiệp-Di Linh-LĐ", None, "25015", "25015", "Di Linh"),
    ("Tỉnh Lâm Đồng, Huyện Di Linh, Xã Gia Hiệp, Thôn 5", "thon 5", "25015", "25015", "Di Linh"),
    ("P7 ĐL", None, "24846", "24769", "Đà Lạt"),
    ("P.7-ĐL", None, "24846", "24769", "Đà Lạt"),
    ("như trên", None, None, None, None),
    ("x. Trúc Sơn - H. Cư Jút - ĐN", None, "24640", "24661", "Cư Jút"),
    ("P.Mũi Né, TP. Phan Thiết, BT", None, "22918", "22915", "Phan Thiết"),
    ("Xã Tân Thanh, Tỉnh Lâm Đồng", None, "24907", "24907", "Lâm Hà"),
    ("Xã Hoài Đức, Tỉnh Lâm Đồng", None, None, None, None),  # two of them, and which is not said
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
    known = load_units()
    first = {(u.name, u.district): u for u in reversed(known.old)}  # the vintage of 2025
    old = sorted(first.values(), key=lambda u: str(u.old))
    written = pl.Series([f"{u.name}, Huyện {u.district}, Tỉnh {u.province}" for u in old])
    found = read_addresses(written)
    assert found["commune_old"].to_list() == [unit.old for unit in old]
    assert found["district"].to_list() == [unit.district for unit in old]
    today = read_addresses(pl.Series([f"{u.name}, Tỉnh Lâm Đồng" for u in known.new]))
    unread = {u.name for u, c in zip(known.new, today["commune"], strict=True) if c is None}
    assert unread == {"Xã Tân Thành", "Xã Hoài Đức", "Xã Hòa Thắng", "Xã Quảng Lập"} & unread
    wrong = zip(known.new, today["commune"], strict=True)
    assert [u.name for u, code in wrong if code not in (u.new, None)] == []
    assert today["commune_old"].null_count() == len(known.new)


def test_the_region_has_its_units() -> None:
    known = load_units()
    assert len({unit.old for unit in known.old}) >= 329
    assert len(known.new) == 124
    assert {unit.new for unit in known.old} == set(known.new_by_code)


def test_a_name_that_the_region_has_twice_needs_the_district_of_the_file() -> None:
    written = pl.Series(["Phường 1", "Xã Tân Thành"])
    assert read_addresses(written, "Đà Lạt")["commune_old"].to_list()[0] == "24784"
    assert read_addresses(written, "Đức Trọng")["commune_old"].to_list()[1] == "24979"
    assert read_addresses(written, "Bảo Lộc")["commune_old"].to_list()[0] == "24823"


def test_addresses_decide_the_vintage_of_a_reused_code() -> None:
    codes = pl.Series(["24778", "24778", "24958"])  # each of them is in both vintages
    old = read_commune_codes(codes, pl.Series(["24778", None, "24958"]))
    assert old["commune"].to_list() == ["24778", "24778", "24958"]
    assert read_commune_codes(pl.Series(["24769"]), None)["commune_old"].to_list() == ["24769"]


def test_a_reused_code_is_read_by_its_column() -> None:
    old = read_commune_codes(pl.Series(["25138", "25066"]))  # 25066 exists only among the old
    new = read_commune_codes(pl.Series(["25138", "24846"]))
    assert old["commune_name"][0] != new["commune_name"][0]
    assert new["commune"].to_list() == ["25138", "24846"]


def test_districts() -> None:
    written = pl.Series(["Huyện Bảo Lâm", "TP. Đà Lạt", "ĐỨC TRỌNG", "Quận 1", None])
    assert read_districts(written).to_list() == ["Bảo Lâm", "Đà Lạt", "Đức Trọng", None, None]
