"""Names as registers write them."""

from __future__ import annotations

import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.normalise.names import is_organisation, normalise_names

CASES = [
    # written, display, key
    ("NGUYỄN VĂN AN", "Nguyễn Văn An", "nguyen van an"),
    ("  trần   thị\u00a0bé ", "Trần Thị Bé", "tran thi be"),
    ("Bà Hồ Thị Gái", "Hồ Thị Gái", "ho thi gai"),
    ("HỘ ÔNG HOÀNG VĂN ĐÔNG", "Hoàng Văn Đông", "hoang van dong"),
    ("Hộ gia đình bà: Lê Thị Tư", "Lê Thị Tư", "le thi tu"),
    ("Ông/Bà: Lê Quý Đôn", "Lê Quý Đôn", "le quy don"),
    ("Ông (bà) Đỗ Văn Út", "Đỗ Văn Út", "do van ut"),
    ("Ông Thị Hoa", "Ông Thị Hoa", "ong thi hoa"),
    ("Anh Thư", "Anh Thư", "anh thu"),
    ("Anh Nguyễn Văn B", "Nguyễn Văn B", "nguyen van b"),
    ("k' brôih", "K'Brôih", "kbroih"),
    ("Ông K’Brôih", "K'Brôih", "kbroih"),
    ("Ka Rèm", "Ka Rèm", "ka rem"),
    ("Ðỗ Văn Ðạt", "Đỗ Văn Đạt", "do van dat"),
    ("Trần Thị Thuỷ", "Trần Thị Thủy", "tran thi thuy"),
    ("Lê Hoà", "Lê Hòa", "le hoa"),
    ("Phạm Thị Quỳ", "Phạm Thị Quỳ", "pham thi quy"),
    ("Lê Thị Hoàng Oanh", "Lê Thị Hoàng Oanh", "le thi hoang oanh"),
    ("Nguyễn Văn A (Tư)", "Nguyễn Văn A", "nguyen van a"),
    ("Nguyễn Văn Ba tức Ba Đen", "Nguyễn Văn Ba", "nguyen van ba"),
    ("Maria Nguyễn Thị Hoa", "Nguyễn Thị Hoa", "nguyen thi hoa"),
    ("Giuse Trần Văn Nam", "Trần Văn Nam", "tran van nam"),
    ("Maria", "Maria", "maria"),
    ("Ju M. Hạnh", "Ju M Hạnh", "ju m hanh"),
    ("không có", None, None),
    ("123", None, None),
    ("", None, None),
    (None, None, None),
]


@pytest.mark.parametrize(("written", "display", "key"), CASES)
def test_name(written: str | None, display: str | None, key: str | None) -> None:
    assert normalise_names(pl.Series([written], dtype=pl.String)).row(0) == (display, key)


def test_both_unicode_forms_are_one_name() -> None:
    name = "Nguyễn Thị Thủy Tiên"
    forms = pl.Series([name, unicodedata.normalize("NFD", name)])
    assert normalise_names(forms)["name"].n_unique() == 1


@pytest.mark.parametrize(
    ("owner", "organisation"),
    [
        ("UBND xã Lộc An", True),
        ("Công ty TNHH Trà Xanh", True),
        ("Trường Tiểu học Lê Lợi", True),
        ("Chùa Linh Sơn", True),
        ("Trương Văn Sở", False),
        ("Hội", False),
        ("Viên Hoàng Đăng", False),
        (None, False),
    ],
)
def test_organisations(owner: str | None, organisation: bool) -> None:
    frame = pl.DataFrame({"n": [owner]}, schema={"n": pl.String})
    assert frame.select(is_organisation(pl.col("n"))).item() is organisation


LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)
WORDS = st.text(alphabet=LETTERS + LETTERS.upper() + "'", min_size=1, max_size=7)


@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
def test_normalising_twice_changes_nothing(name: str) -> None:
    once = normalise_names(pl.Series([name]))["name"]
    assert normalise_names(once)["name"].to_list() == once.to_list()


@given(st.text(max_size=40))
def test_any_text_is_taken(text: str) -> None:
    name, key = normalise_names(pl.Series([text], dtype=pl.String)).row(0)
    assert (name is None) == (key is None)
