"""Old alphabets: decided by column, repaired whole, left alone in doubt."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import Sheet, read_file
from pipelines.sources.reading.files.decoding import to_text
from pipelines.sources.reading.fonts import legacy
from pipelines.sources.reading.fonts.charmaps import charmaps
from pipelines.sources.reading.fonts.syllables import syllables
from tests.sources.reading.people import people
from tests.sources.reading.writers import write_text, write_xlsx

P = people(40)
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Địa chỉ"]
ROWS = [HEADER, *[[i, p.name, p.birth, p.sex, p.number, p.place] for i, p in enumerate(P, 1)]]
LEGACY = ("tcvn3", "vni", "viscii", "vps")
_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"


def cp1258(text: str) -> bytes:
    """Write as Windows does: tones as separate signs where there is no letter."""
    out = []
    for char in unicodedata.normalize("NFC", text):
        try:
            out.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = "".join(c for c in parts if c in _TONE_MARKS)
            base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONE_MARKS))
            out.append((base + tone).encode("cp1258"))
    return b"".join(out)


def as_bytes(text: str, name: str) -> bytes:
    if name == "cp1258":
        return cp1258(text)
    return charmaps()[name].to_latin1(text).encode("latin-1")


def as_windows_shows(text: str, name: str) -> str:
    """The bytes as a program of the Windows-1252 world shows them."""
    shown = []
    for byte in as_bytes(text, name):
        try:
            shown.append(bytes([byte]).decode("cp1252"))
        except UnicodeDecodeError:
            shown.append(chr(byte))
    return "".join(shown)


def read(path: Path, source: str = "workers") -> Sheet:
    (sheet,) = read_file(path, SOURCES[source])
    assert sheet.status == "read", sheet.message
    return sheet


def check(sheet: Sheet) -> None:
    def caseless(values: list[str | None]) -> list[str]:
        return [(v or "").casefold() for v in values]

    # TCVN3 has no accented capitals: letters are right, case is restored in words of capitals.
    assert caseless(sheet.fields["full_name"].to_list()) == [p.name.casefold() for p in P]
    assert caseless(sheet.fields["address"].to_list()) == [p.place.casefold() for p in P]
    assert sheet.fields["sex"].to_list() == [p.sex for p in P]
    assert sheet.fields["id_number"].to_list() == [p.number for p in P]
    assert sheet.fields["birth_date"].to_list() == [p.birth for p in P]


@pytest.mark.parametrize("name", [*LEGACY, "cp1258"])
def test_whole_file_in_an_old_encoding(tmp_path: Path, name: str) -> None:
    text = "\r\n".join(";".join(map(str, row)) for row in ROWS)
    path = tmp_path / "a.csv"
    path.write_bytes(as_bytes(text, name))
    sheet = read(path)
    check(sheet)
    assert legacy.title("windows-1258" if name == "cp1258" else name) in sheet.encoding
    assert "encoding_decoded" in {n.code for n in sheet.notices}


@pytest.mark.parametrize("name", [*LEGACY, "cp1258"])
def test_old_text_saved_as_unicode_in_a_workbook(tmp_path: Path, name: str) -> None:
    if name in ("viscii", "vps"):  # control characters among their letters: XML cannot hold them
        kept = [row for row in ROWS if all(_printable(as_windows_shows(str(c), name)) for c in row)]
    else:
        kept = ROWS
    rows = [[as_windows_shows(c, name) if isinstance(c, str) else c for c in row] for row in kept]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", rows))
    wanted = [row[1].casefold() for row in kept if row is not HEADER]
    assert [v.casefold() for v in sheet.fields["full_name"].to_list()] == wanted


def _printable(text: str) -> bool:
    return all(ord(c) >= 32 for c in text)


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "mac_roman"])
def test_utf8_read_as_something_else(tmp_path: Path, codec: str) -> None:
    def misread(text: str) -> str:
        return "".join(
            bytes([b]).decode(codec, errors="ignore") or chr(b) for b in text.encode("utf-8")
        )

    rows = [HEADER, *[[misread(c) if isinstance(c, str) else c for c in row] for row in ROWS[1:]]]
    sheet = read(write_text(tmp_path / "a.csv", rows))
    check(sheet)
    assert "UTF-8 đọc nhầm" in sheet.encoding


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_files(tmp_path: Path, encoding: str) -> None:
    check(read(write_text(tmp_path / "a.csv", ROWS, encoding=encoding)))


def test_decomposed_unicode_is_left_for_normalising(tmp_path: Path) -> None:
    rows = [[unicodedata.normalize("NFD", c) if isinstance(c, str) else c for c in r] for r in ROWS]
    sheet = read(write_text(tmp_path / "a.csv", rows))
    names = [unicodedata.normalize("NFC", v) for v in sheet.fields["full_name"].to_list()]
    assert names == [p.name for p in P]


def test_one_column_old_the_others_unicode(tmp_path: Path) -> None:
    rows = [HEADER, *[[r[0], as_windows_shows(str(r[1]), "vni"), *r[2:]] for r in ROWS[1:]]]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", rows))
    check(sheet)
    assert sheet.encoding == "Unicode; VNI (cột 2)"


def test_a_column_pasted_from_two_worlds(tmp_path: Path) -> None:
    rows = [
        HEADER,
        *[
            [r[0], as_windows_shows(str(r[1]), "tcvn3") if i % 2 else r[1], *r[2:]]
            for i, r in enumerate(ROWS[1:])
        ],
    ]
    check(read(write_xlsx(tmp_path / "a.xlsx", rows)))


def test_capital_fonts(tmp_path: Path) -> None:
    rows = [
        HEADER,
        *[[r[0], as_windows_shows(str(r[1]).upper(), "tcvn3"), *r[2:]] for r in ROWS[1:]],
    ]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert sheet.fields["full_name"].to_list() == [p.name.upper() for p in P]


def test_plain_unicode_is_never_touched(tmp_path: Path) -> None:
    names = ["Hà", "Hòa", "Lê Tú", "Phan Ý", "Đặng Á", "Võ Hà", "Vũ Ân", "Quý", "Lâm Hà", "Tô Hà"]
    rows = [
        HEADER,
        *[[i, n, "01/02/1990", "Nam", P[i].number, "Đà Lạt"] for i, n in enumerate(names)],
    ]
    sheet = read(write_text(tmp_path / "a.csv", rows))
    assert sheet.fields["full_name"].to_list() == names
    assert sheet.encoding == "UTF-8"


def test_undecidable_text_is_told_and_left(tmp_path: Path) -> None:
    noise = ["ÿþýü", "ÐÑÒÓ", "æçèé", "ßàáâ"]
    rows = [
        [*HEADER, "Tên khác"],
        *[[*r, noise[i % 4]] for i, r in enumerate(ROWS[1:])],
    ]
    rows[0][6] = "Nơi sinh"
    sheet = read(write_text(tmp_path / "a.csv", rows), "children")
    assert sheet.fields["birth_place"].to_list() == [noise[i % 4] for i in range(40)]
    assert "encoding_undecided" in {n.code for n in sheet.notices}
    check(sheet)


@pytest.mark.parametrize("name", [*LEGACY, "cp1258"])
def test_decoding_undoes_encoding_for_every_syllable(name: str) -> None:
    used = "windows-1258" if name == "cp1258" else name
    for syllable in sorted(syllables()):
        shown = as_bytes(syllable, name).decode("latin-1")
        assert legacy.decode_text(shown, used) == syllable
        if name != "tcvn3":
            capitals = as_bytes(syllable.upper(), name).decode("latin-1")
            assert legacy.decode_text(capitals, used) == syllable.upper()


@pytest.mark.parametrize("name", [*LEGACY, "cp1258"])
def test_windows_reading_decodes_too(name: str) -> None:
    used = "windows-1258" if name == "cp1258" else name
    for p in P:
        shown = as_windows_shows(p.name, name)
        assert legacy.decode_text(shown, used).casefold() == p.name.casefold()


def _births(encoded: Callable[[str], str]) -> list[list[str]]:
    head = ["Số ĐK", "HT trẻ", "NS", "GT", "HT mẹ", "NS mẹ", "HT cha", "Số ĐDCN của trẻ"]
    rows = [
        [str(i), p.name, p.birth, p.sex, f"Trần Thị {p.name.split()[-1]}", p.year,
         f"Lê Văn {p.name.split()[-1]}", p.number]
        for i, p in enumerate(people(60), 1)
    ]  # fmt: skip
    return [[encoded(cell) for cell in row] for row in [head, *rows]]


def test_headers_follow_the_encoding_of_their_file(tmp_path: Path) -> None:
    rows = _births(lambda text: cp1258(text).decode("cp1252"))
    (sheet,) = read_file(write_text(tmp_path / "a.csv", rows), SOURCES["civil_status_births"])
    assert sheet.status == "read", sheet.message
    assert "HT mẹ" in [c.header for c in sheet.columns]
    assert sheet.fields["mother_name"].to_list()[0].startswith("Trần Thị")
    assert sheet.fields["id_number"].to_list() == [p.number for p in people(60)]


def test_no_break_spaces_beside_letters_without_marks_are_spaces(tmp_path: Path) -> None:
    """U+00A0 is Õ in VISCII: `M`, `F` and `6B` behind or before it tell of no such file."""
    rows = [
        [i, p.name, p.birth, {"Nam": "M\u00a0", "Nữ": "\u00a0F"}[p.sex], p.number, "6B\u00a0"]
        for i, p in enumerate(P, 1)
    ]
    sheet = read(write_text(tmp_path / "a.csv", [[*HEADER[:5], "Lớp"], *rows]), "students")
    assert not [n for n in sheet.notices if n.code == "encoding_decoded"]
    sexes = to_mentions(SOURCES["students"], sheet).frame["sex"].to_list()
    assert sexes == [{"Nam": "male", "Nữ": "female"}[p.sex] for p in P]


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_utf8_misread_with_no_break_spaces(tmp_path: Path, codec: str) -> None:
    def misread(text: str) -> str:
        raw = unicodedata.normalize("NFC", text).encode()
        return "".join(bytes([b]).decode(codec, "ignore") or chr(b) for b in raw)

    rows = _births(misread)
    (sheet,) = read_file(write_text(tmp_path / "a.csv", rows), SOURCES["civil_status_births"])
    assert sheet.status == "read", sheet.message
    assert sheet.fields["full_name"].to_list() == [p.name for p in people(60)]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_end_as_on_any_system(tmp_path: Path, end: str) -> None:
    lines = [";".join(map(str, row)) for row in ROWS]
    lines[3] += ';"cuối"'
    lines.insert(5, "")
    (tmp_path / "here.csv").write_text("\n".join(lines), encoding="utf-8", newline="")
    (tmp_path / "there.csv").write_text(end.join(lines), encoding="utf-8", newline="")
    here, there = read(tmp_path / "here.csv"), read(tmp_path / "there.csv")
    assert there.rows.equals(here.rows)
    assert there.fields.equals(here.fields)
    assert here.rows.height == len(lines)


@pytest.mark.parametrize("shift", [0, 1, 2])
def test_large_unicode_files_are_checked_to_their_last_byte(shift: int) -> None:
    data = b"a" * shift + "ộ".encode() * 800_000
    whole, broken = to_text(data), to_text(data + b"\xff")
    assert (whole.text, whole.encoding, whole.notices) == (data, "UTF-8", ())
    assert [notice.code for notice in broken.notices] == ["broken_bytes"]


@pytest.mark.parametrize("mark", [" †", "†", " ‡", " §", " ¤", " ¶", "*", " (1)", "¹"])
@pytest.mark.parametrize("plain", [False, True])
def test_a_mark_of_a_note_behind_every_name_is_no_letter(
    tmp_path: Path, mark: str, *, plain: bool
) -> None:
    """`†` is `ọ` in one of the old alphabets; alone it says nothing of the others."""
    names = ["Le Van An", "Tran Thanh Ha", "K'Brem"] * 10 if plain else [p.name for p in P[:30]]
    rows = [[i, name + mark, p.birth, p.number]
            for i, (name, p) in enumerate(zip(names, P, strict=False), 1)]  # fmt: skip
    (sheet,) = read_file(
        write_xlsx(tmp_path / "a.xlsx", [["STT", "Họ và tên", "Ngày sinh", "Số CCCD"], *rows]),
        SOURCES["workers"],
    )
    assert sheet.status == "read", sheet.message
    assert to_mentions(SOURCES["workers"], sheet).frame["full_name"].to_list() == names


def test_vni_with_marks_behind_i_as_some_converters_write_it(tmp_path: Path) -> None:
    rows = [HEADER, *[[i, p.name, p.birth, p.sex, p.number, "Bính, Lìn, Chỉnh"]
                      for i, p in enumerate(P, 1)]]  # fmt: skip
    text = "\n".join(";".join(map(str, row)) for row in rows)
    raw = as_bytes(text, "vni")
    for letter, mark in (("í", "ù"), ("ì", "ø"), ("ỉ", "û")):
        raw = raw.replace(as_bytes(letter, "vni"), b"i" + mark.encode("latin-1"))
    (tmp_path / "a.csv").write_bytes(raw)
    sheet = read(tmp_path / "a.csv")
    assert set(sheet.fields["address"]) == {"Bính, Lìn, Chỉnh"}
