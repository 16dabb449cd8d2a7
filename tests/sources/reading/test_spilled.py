"""Cells of text files that fell apart at commas which no quotes protect."""

from __future__ import annotations

from pathlib import Path

from tests.sources.reading.people import people
from tests.sources.reading.sheets import read

P = people(30)
HEADER = "STT,Họ và tên,Địa chỉ,Năm sinh,Số CCCD,Ngày vào hội"


def place(at: int) -> str:
    return "Thôn 4, xã Đinh Trang Hòa, huyện Di Linh, tỉnh Lâm Đồng" if at % 3 == 0 else "Thôn 4"


def test_an_address_without_quotes_is_joined_again(tmp_path: Path) -> None:
    lines = [f"{i},{p.name},{place(i)},{p.year},{p.number},01/02/2010" for i, p in enumerate(P, 1)]
    (tmp_path / "a.csv").write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    sheet = read(tmp_path / "a.csv", "veterans")
    assert sheet.fields["address"].to_list() == [place(i) for i in range(1, 31)]
    assert sheet.fields["birth_date"].to_list() == [p.year for p in P]
    assert sheet.fields["id_number"].to_list() == [p.number for p in P]
    assert [n.count for n in sheet.notices if n.code == "cells_joined"] == [10]
    assert sheet.rows["cells"][3].to_list()[3] == " xã Đinh Trang Hòa", "the rows stay as they are"


def test_what_may_have_been_either_of_two_cells_is_not_used(tmp_path: Path) -> None:
    header = "STT,Họ và tên,Ghi chú,Lý do,Năm sinh,Số CCCD"
    why = {True: "chuyển đến,theo gia đình", False: "khác"}
    lines = [f"{i},{p.name},mới,{why[i % 5 == 0]},{p.year},{p.number}" for i, p in enumerate(P, 1)]
    (tmp_path / "a.csv").write_text("\n".join([header, *lines]), encoding="utf-8")
    sheet = read(tmp_path / "a.csv", "veterans")
    assert list(sheet.displaced) == [6, 11, 16, 21, 26, 31]
