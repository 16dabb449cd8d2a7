"""Names as registers write them."""

from __future__ import annotations

import unicodedata

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.sources.normalise.couples import split_names
from pipelines.sources.normalise.name_words import SURNAMES
from pipelines.sources.normalise.names import (
    compact_key,
    name_key,
    normalise_each,
    normalise_names,
)
from pipelines.sources.normalise.organisations import is_organisation

CASES = [
    # written, display, key
    ("NGUYỄN VĂN AN", "Nguyễn Văn An", "nguyen van an"),
    ("  trần   thị\u00a0bé ", "Trần Thị Bé", "tran thi be"),
    ("Bà Hồ Thị Gái", "Hồ Thị Gái", "ho thi gai"),
    ("Cụ bà Nguyễn Thị Xuân", "Nguyễn Thị Xuân", "nguyen thi xuan"),
    ("Ông cụ K'Brôih", "K'Brôih", "kbroih"),
    ("Cụ Cố", "Cụ Cố", "cu co"),  # no name follows
    ("Bé Nguyễn Gia An", "Nguyễn Gia An", "nguyen gia an"),
    ("Cháu Krajăn K'Linh", "Krajăn K'Linh", "krajan klinh"),
    ("Cháu Đưng Gur Ha Sim", "Đưng Gur Ha Sim", "dung gur ha sim"),
    ("Ông Pơ Ting Ha Minh", "Pơ Ting Ha Minh", "po ting ha minh"),
    ("Gia đình ông Lê Văn Năm", "Lê Văn Năm", "le van nam"),
    ("Bà quả phụ Lê Thị Mơ", "Lê Thị Mơ", "le thi mo"),
    ("Ths. Trần Văn Quý", "Trần Văn Quý", "tran van quy"),
    ("Ho bà Nguyễn Thị Lan", "Nguyễn Thị Lan", "nguyen thi lan"),
    ("Hồ Bá Nguyên", "Hồ Bá Nguyên", "ho ba nguyen"),
    ("Nguyễn Văn Ba cmnd", "Nguyễn Văn Ba", "nguyen van ba"),
    ("Lê Thị Tám số CCCD", "Lê Thị Tám", "le thi tam"),
    ("HỘ ÔNG HOÀNG VĂN ĐÔNG", "Hoàng Văn Đông", "hoang van dong"),
    ("Hộ gia đình bà: Lê Thị Tư", "Lê Thị Tư", "le thi tu"),
    ("Ông/Bà: Lê Quý Đôn", "Lê Quý Đôn", "le quy don"),
    ("Ông (bà) Đỗ Văn Út", "Đỗ Văn Út", "do van ut"),
    ("Ông Thị Hoa", "Ông Thị Hoa", "ong thi hoa"),
    ("Anh Thư", "Anh Thư", "anh thu"),
    ("Anh Nguyễn Văn B", "Nguyễn Văn B", "nguyen van b"),
    ("k' brôih", "K'Brôih", "kbroih"),
    ("Ông K’Brôih", "K'Brôih", "kbroih"),
    ("Nguyễn Văn A - Trưởng thôn", "Nguyễn Văn A", "nguyen van a"),
    ("Lm. Trần Văn B", "Trần Văn B", "tran van b"),
    ("KBrôih", "K'Brôih", "kbroih"),
    ("Cil Múp K-Ngọc", "Cil Múp K'Ngọc", "cil mup kngoc"),
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
    ("Ju M. Hạnh", "Ju M. Hạnh", "ju m hanh"),
    ("Ng.T.Lan", "Ng. T. Lan", "ng t lan"),
    ("Nguyễn Văn A.", "Nguyễn Văn A", "nguyen van a"),
    ("Hộ ông và bà Nguyễn Văn A", "Nguyễn Văn A", "nguyen van a"),
    ("Ông Văn Tài", "Ông Văn Tài", "ong van tai"),
    ("Bà Ông Thị Yến", "Ông Thị Yến", "ong thi yen"),
    ("Ông Ông Đình An", "Ông Đình An", "ong dinh an"),
    ("Ông bà Nguyễn Văn A", "Nguyễn Văn A", "nguyen van a"),
    ("Lê Thị Qúy", "Lê Thị Quý", "le thi quy"),
    ("HO HOANG ANH", "Ho Hoang Anh", "ho hoang anh"),
    ("BA NGUYEN THI B", "Nguyen Thi B", "nguyen thi b"),
    ("Cháu: Nguyễn Văn Bé", "Nguyễn Văn Bé", "nguyen van be"),
    ("Đ/c Nguyễn Văn B", "Nguyễn Văn B", "nguyen van b"),
    ("Nguyễn Văn Ba tự Ba Đen", "Nguyễn Văn Ba", "nguyen van ba"),
    ("Nguyễn Tự Minh", "Nguyễn Tự Minh", "nguyen tu minh"),
    ('Nguyễn Văn Hai "Hai Lúa"', "Nguyễn Văn Hai", "nguyen van hai"),
    ("Nguyễn Văn “Tư”", "Nguyễn Văn Tư", "nguyen van tu"),
    ("1. Nguyễn Văn A", "Nguyễn Văn A", "nguyen van a"),
    ("Nguyễn Văn An, sinh năm 1965", "Nguyễn Văn An", "nguyen van an"),
    ("Maria Têrêsa Nguyễn Thị Hoa", "Nguyễn Thị Hoa", "nguyen thi hoa"),
    ("Giu-se Trần Văn C", "Trần Văn C", "tran van c"),
    ("Phê rô K'Brêm", "K'Brêm", "kbrem"),
    ("Anna Ka Nhi", "Ka Nhi", "ka nhi"),
    ("Gái, Hồ Thị", "Hồ Thị Gái", "ho thi gai"),
    ("Da-got Ha Tân", "Da-Got Ha Tân", "da got ha tan"),
    ("Nguyễn Thị Hòang Oanh", "Nguyễn Thị Hoàng Oanh", "nguyen thi hoang oanh"),
    ("\u202eNguyễn\u200b Văn\nA", "Nguyễn Văn A", "nguyen van a"),
    ("không có", None, None),
    ("123", None, None),
    ("", None, None),
    (None, None, None),
]


def _normalised(written: str | None) -> tuple[str | None, str | None]:
    row = normalise_names(pl.Series([written], dtype=pl.String)).row(0, named=True)
    return row["name"], row["key"]


@pytest.mark.parametrize(("written", "display", "key"), CASES)
def test_name(written: str | None, display: str | None, key: str | None) -> None:
    assert _normalised(written) == (display, key)


@pytest.mark.parametrize(
    "written",
    ["{} / {}", "{}/{}", "{} và {}", "{} - {}", "{} – {}", "{}-{}", "{}, {}", "{}; {}", "{} & {}",
     "{}\n{}", "{} hoặc {}", "1. {} 2. {}", "{} (vợ) {}", "Hộ ông {} và bà {}",
     "Cụ ông {}\nCụ bà {}", "Ông {}\nBà {}", "Anh {} và chị {}"],
)  # fmt: skip
@pytest.mark.parametrize("upper", [False, True])
def test_two_people_are_no_name(written: str, *, upper: bool) -> None:
    cell = written.format("Trần Văn An", "Lê Thị Bình")
    (read,) = normalise_each([pl.Series([cell.upper() if upper else cell])])
    assert read.select("name", "key", "others").row(0) == (None, None, True)


@pytest.mark.parametrize(
    "written",
    ["con ông {}", "Con {}", "CON BÀ {}", "Con út ông {}", "vợ ông {}", "Vợ {}", "Chồng: {}",
     "chồng bà {}", "mẹ cháu {}", "Mẹ {}", "Bố cháu {}", "cháu ông {}", "Bà nội cháu {}",
     "Ông ngoại {}", "Người giám hộ {}", "Thân nhân {}", "Lê Thị Lan mẹ cháu {}"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["Trương Duy Hải", "K'Brèo"])
def test_whose_kin_somebody_is_is_not_the_name(written: str, name: str) -> None:
    (read,) = normalise_each([pl.Series([written.format(name)])])
    assert read.select("name", "key", "others").row(0) == (None, None, True)


def test_what_follows_a_whole_name_behind_a_comma_may_be_anything() -> None:
    (read,) = normalise_each([pl.Series(["Nguyễn Văn Nam, Hoa"])])
    assert read.select("name", "others").row(0) == (None, True)


@pytest.mark.parametrize(
    ("written", "name"),
    [("K' Brèo, Cil", "Cil K'Brèo"), ("Ha Chương, Kon Sơ", "Kon Sơ Ha Chương"),
     ("Cil, K'Brèo", "Cil K'Brèo"), ("Liêng Jrang, Ha Minh", "Liêng Jrang Ha Minh"),
     ("Cil Múp, K'Ngọc", "Cil Múp K'Ngọc"), ("Văn An, Nguyễn", "Nguyễn Văn An")],
)  # fmt: skip
def test_a_clan_behind_or_before_a_comma_is_one_name(written: str, name: str) -> None:
    assert normalise_names(pl.Series([written]))["name"].to_list() == [name]
    assert split_names(pl.Series([written]))["second"].to_list() == [None]


@pytest.mark.parametrize(
    "written",
    ["{} con Lê Văn Bình", "{} vợ Lê Thị Bình", "{} (con ông Bình)", "{} vợ ông Lê Văn Bình",
     "{}, vợ: Lê Thị Bình", "Chủ hộ: {}", "vợ bà {}", "Chồng ông {}"],
)  # fmt: skip
def test_whose_kin_is_told_behind_a_name(written: str) -> None:
    assert normalise_names(pl.Series([written.format("Trương Duy Hải")]))["name"].to_list() == [
        "Trương Duy Hải"
    ]


def test_a_column_that_uses_forms_of_address_means_mister_tai() -> None:
    column = pl.Series(["Ông Tài", "Ông Nguyễn Văn A", "Bà Lê Thị B", "Ông Đình An", "Ông Sơ Kết"])
    assert normalise_names(column)["name"].to_list() == [
        "Tài", "Nguyễn Văn A", "Lê Thị B", "Ông Đình An", "Sơ Kết",
    ]  # fmt: skip
    assert normalise_names(column[:1])["name"].to_list() == ["Ông Tài"]


@pytest.mark.parametrize("word", ["Cụ", "Cháu", "Em", "Đ/c", "Thầy"])
def test_where_people_are_addressed_so_are_those_with_rare_names(word: str) -> None:
    usual = [f"{word} Nguyễn Văn {name}" for name in ("An", "Bình", "Chí")]
    rare = ["Lỷ Chí Phu", "H Glơi", "Vừ A Sình", "Mông Thị Sìn"]
    written = pl.Series([*usual, *(f"{word} {name}" for name in rare)])
    assert normalise_names(written)["name"].to_list()[3:] == rare
    assert normalise_names(pl.Series([f"{word} Lỷ Chí Phu"]))["name"].to_list() != ["Lỷ Chí Phu"]


def test_a_given_name_like_a_form_of_address_stays_where_not_all_are_addressed() -> None:
    written = pl.Series(["Anh Trần Văn Tư", "Nguyễn Thị Lan", "Lê Văn An", "Anh Thư"])
    assert normalise_names(written)["name"].to_list()[3] == "Anh Thư"


def test_where_everybody_is_addressed_no_ong_is_a_surname() -> None:
    everybody = [f"{'Ông' if i % 2 else 'Bà'} Nguyễn {middle} An"
                 for i, middle in enumerate(("Thế", "Thu", "Đức", "Hà", "Gia", "Lan"))]  # fmt: skip
    column = pl.Series([*everybody, "Ông Văn Công Khoa"])
    assert normalise_names(column)["name"].to_list()[-1] == "Văn Công Khoa"
    bare = pl.Series([*(name.split(" ", 1)[1] for name in everybody), "Ông Văn Công Khoa"])
    assert normalise_names(bare)["name"].to_list()[-1] == "Ông Văn Công Khoa"


@pytest.mark.parametrize(
    ("written", "name"),
    [("Ô. Văn Công Hải", "Văn Công Hải"), ("B. Thông Thị Liêm", "Thông Thị Liêm"),
     ("B. T. Lan", "B. T. Lan"), ("Thầy Văn Tuấn Tư", "Văn Tuấn Tư"),
     ("Anh Phú Quý", "Anh Phú Quý"), ("Châu, Ngô Bảo", "Ngô Bảo Châu"),
     ("Nguyễn, Văn An", "Nguyễn Văn An")],
)  # fmt: skip
def test_what_stands_before_and_after_a_name(written: str, name: str) -> None:
    assert normalise_names(pl.Series([written]))["name"].to_list() == [name]


@pytest.mark.parametrize(
    "written",
    ["{} - tổ trưởng", "{}, chủ hộ", "{} - Thôn 3", "{} - Kinh", "{} - Tư Lúa", "{} - 0981229691",
     "{} - 10/08/1994", "{} 60 tuổi", "{} 1", "1 {}", "a) {}", "{} đã chết", "{} chết", "{} -mất",
     "{} con ông Lê Văn Bình", "Họ và tên: {}", "GV. {}", "HS {}", "CCB {}", "({})", "{} †", "{}!",
     "{}‡", "{} §", "{}¹", "{} (1)", "{}**",
     "&nbsp;{}<br>", "{}_x000D_"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["Trương Duy Hải", "Ka Linh", "Lê Nam"])
def test_what_is_told_beside_a_name_is_no_part_of_it(written: str, name: str) -> None:
    assert normalise_names(pl.Series([written.format(name)]))["name"].to_list() == [name]


@pytest.mark.parametrize(
    "name",
    ["Lê Văn Chết", "Vi Thị Mất", "Nguyễn Văn Không", "Lê Thị Na", "Nguyễn Văn Trống", "Đinh Nam",
     "Nguyễn Hữu Con", "Võ Danh", "nguyễn văn mất", "Nguyễn Thị - Ánh", "Lê Thị, Hoa",
     "Nguyễn Thị Lan - Hoa", "Cha Văn An", "Mẹ Văn", "Em Anh", "Anh Anh Tuấn", "Hồ Thị\nGái",
     "Trần Thị\nLê Hoa", "Vừ Mí Và", "Nguyễn Hữu Hoặc", "Lê Thị Cùng"],
)  # fmt: skip
def test_names_like_words_stay(name: str) -> None:
    names = normalise_names(pl.Series([name]))
    plain = pl.Series([name]).to_frame("name").select(key=name_key("name"))
    assert names["key"].to_list() == plain["key"].to_list()


@pytest.mark.parametrize(
    "written",
    ["chưa đặt tên", "CHƯA CÓ TÊN", "Không xác định", "KXĐ", "bỏ trống", "(trống)", "N/A", "<NULL>",
     "Con bà Nguyễn Thị Lan", "CB Nguyễn Thị Lan", "Trẻ sơ sinh", "Liệt sĩ vô danh", "\\N",
     "Nam không rõ tên", "đã xóa", "chưa cập nhật"],
)  # fmt: skip
def test_words_for_nobody_are_no_name(written: str) -> None:
    assert normalise_names(pl.Series([written]))["name"].to_list() == [None]


@pytest.mark.parametrize(
    "written",
    ["Tr&#432;&#417;ng Duy H&#7843;i", "Тrương Duy Нải", "Τrương Duy Ηải", "Trương Duy Hảı",
     "Ｔｒươｎｇ Ｄｕｙ Ｈảｉ"],
)  # fmt: skip
def test_letters_that_only_look_alike_are_the_usual_ones(written: str) -> None:
    assert normalise_names(pl.Series([written]))["name"].to_list() == ["Trương Duy Hải"]


def test_spellings_of_a_clan_share_the_compact_key() -> None:
    written = pl.Series(["Kră Jăn K'Mai", "Krajan K'Mai", "KRAJĂN K’ MAI", "Kră-Jăn K'Mai"])
    names = normalise_names(written)
    assert names.select(compact_key("name")).to_series().n_unique() == 1


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
        ("TRUONG THI HOA", False),
        ("Trương Cao Đại", False),
        ("Đặng Uy Vũ", False),
        ("Văn Phong", False),
        ("TRUONG TIEU HOC LE LOI", True),
        ("Cty CP Địa ốc Đà Lạt", True),
        ("Ngân hàng Nông nghiệp và Phát triển nông thôn", True),
        ("Cộng đồng dân cư thôn 3", True),
        ("Giáo xứ Du Sinh", True),
        ("HTX Nông nghiệp Anh Đào", True),
        ("Hộ ông Nguyễn Văn Công", False),
        ("Trương Văn Sở", False),
        ("Lê Công Tý", False),
        ("LE CONG TY", False),
        ("Cô Phan Thị Lan", False),
        ("Cổ phần Trà Xanh", True),
        ("Chè Cầu Đất công ty cổ phần", True),
        ("Hội", False),
        ("Viên Hoàng Đăng", False),
        (None, False),
    ],
)
def test_organisations(owner: str | None, organisation: bool) -> None:
    written = pl.Series([owner], dtype=pl.String)
    assert is_organisation(written).item() is organisation
    assert normalise_each([written])[0]["organisation"].item() is organisation


def test_names_with_a_surname_tell_organisations_as_others_do() -> None:
    rests = ("Văn An", "Tiểu học Lê Lợi", "trường Di Linh", "TNHH Một", "giáo Đà Lạt", "hợp tác xã")
    written = pl.Series([f"{surname} {rest}" for surname in sorted(SURNAMES) for rest in rests])
    told = normalise_each([written])[0]["organisation"]
    assert told.any()
    assert told.equals(is_organisation(written))


LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)
WORDS = st.text(alphabet=LETTERS + LETTERS.upper() + "'", min_size=1, max_size=7)


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
def test_normalising_twice_changes_nothing(name: str) -> None:
    once = normalise_names(pl.Series([name]))["name"]
    assert normalise_names(once)["name"].to_list() == once.to_list()


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_taken(text: str) -> None:
    name, key = _normalised(text)
    assert (name is None) == (key is None)


SYLLABLES = (
    "và", "con", "Mẹ", "cháu", "Con", "Nguyễn", "Ma", "Ri", "A", "K'Brôih", "KBrôih", "Ka", "Ông",
    "bà", "Hộ", "HỘ", "Anh", "Linh", "mục", "vợ", "chồng", "Năm", "sinh", "tức", "tự", "Thị", "Văn",
    "Hồ", "ba", "B'Sơ", "Cil", "Lê", "Hoa",
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@example("KBrôih vợ bà")
@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=6).map(" ".join))
def test_the_short_ways_end_where_the_long_way_does(written: str) -> None:
    """A point behind a name means nothing, but no short way takes a name that has one."""
    short, long = normalise_names(pl.Series([written, f"{written}."])).rows()
    assert short == long
