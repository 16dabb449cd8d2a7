"""What an officer is shown of a file: how it was understood, what is wrong, what to do."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from pipelines.sources import SOURCES, inspect
from pipelines.sources.declaration import Field
from pipelines.sources.inspect_text import FIELDS, to_text
from tests.sources.reading.people import people
from tests.sources.reading.writers import write_text, write_xlsx

P = people(20)
TODAY = date(2026, 11, 23)
WORKERS = SOURCES["workers"]
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Nghề nghiệp"]
VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    people_ = [[i, p.name, p.birth, p.number, "Nông"] for i, p in enumerate(P, 1)]
    rows = [["DANH SÁCH"], HEADER, *people_, [21, None, None, None, "Nông"]]
    folder = tmp_path / "inbox/workers"
    folder.mkdir(parents=True)
    return write_xlsx(folder / "ld.xlsx", rows)


def test_a_screenful(good: Path) -> None:
    text = to_text(inspect.inspect(good, WORKERS, today=TODAY), "vi")
    assert "Người lao động" in text
    assert "Dòng tiêu đề: 2" in text
    assert "21 dữ liệu" in text
    assert "Cột không dùng: 5 «Nghề nghiệp»" in text
    assert re.search(r"Dòng không sử dụng được: 1\n.*dòng 23", text)
    assert len(text.splitlines()) < 45
    for p in P:
        assert p.number not in text
        assert p.name not in text


def test_english(good: Path) -> None:
    text = to_text(inspect.inspect(good, WORKERS, today=TODAY), "en")
    assert "Header row: 2" in text
    assert "taken for" not in text.lower()
    assert "identification number" in text
    shown = [line for line in text.splitlines() if "as declared" in line]
    assert len(shown) == 4
    for line in shown:
        assert not VIETNAMESE.search(re.sub(r"«.*?»", "", line))


def test_page(good: Path) -> None:
    page = inspect.to_html(inspect.inspect(good, WORKERS, today=TODAY))
    assert page.startswith("<!doctype html>")
    assert "http" not in page
    assert "Dòng không sử dụng được: 1" in page
    assert all(p.number not in page and p.name not in page for p in P)


def test_page_escapes_what_a_file_says(tmp_path: Path) -> None:
    rows = [["<script>x</script>", *HEADER[1:]], *[["1", p.name, p.birth, p.number, ""] for p in P]]
    path = write_text(tmp_path / "a.csv", rows)
    assert "<script>" not in inspect.to_html(inspect.inspect(path, WORKERS, today=TODAY))


def test_refused_and_reference(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"not a workbook")
    text = to_text(inspect.inspect(path, WORKERS, today=TODAY), "vi")
    assert "không đọc" in text
    assert "Gửi lại tệp" in text
    rows = [["Số ĐDCN", "Họ tên", "Ngày sinh"], *[[p.number, p.name, p.birth] for p in P]]
    reference = write_text(tmp_path / "dc.csv", rows)
    assert "20 dữ liệu" in to_text(
        inspect.inspect(reference, SOURCES["population"], today=TODAY), "vi"
    )


def test_mapping_is_proposed_filled_in_and_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = people(20, 300)
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Số căn cước"],
        *[[1, p.name, p.birth, p.number, q.number] for p, q in zip(P, others, strict=True)],
    ]
    folder = tmp_path / "inbox/workers"
    folder.mkdir(parents=True)
    path = write_text(folder / "a.csv", rows)
    inspect.check_file(path, WORKERS, write_mapping=True, today=TODAY)
    shown = capsys.readouterr().out
    (proposed,) = (tmp_path / "inbox/_mapping/workers").glob("*.json")
    assert proposed.name in shown
    assert "chờ xác nhận" in shown
    content = json.loads(proposed.read_text("utf-8"))
    assert [c["field"] for c in content["columns"]] == [
        "serial", "full_name", "birth_date", "?", "?",
    ]  # fmt: skip
    assert all(p.number not in proposed.read_text("utf-8") for p in P)
    content["columns"][3]["field"], content["columns"][4]["field"] = "ignored", "id_number"
    proposed.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    inspect.check_file(path, WORKERS, write_mapping=True, today=TODAY)
    assert "đọc được" in capsys.readouterr().out
    assert json.loads(proposed.read_text("utf-8")) == content
    (report,) = inspect.inspect(path, WORKERS, today=TODAY).sheets
    assert report.sheet.fields["id_number"].to_list() == [q.number for q in others]


def test_page_is_written_where_asked(good: Path, tmp_path: Path) -> None:
    page = tmp_path / "trang.html"
    inspect.check_file(good, WORKERS, html=page, today=TODAY)
    assert "ld.xlsx" in page.read_text("utf-8")


def test_every_field_has_its_words() -> None:
    assert set(FIELDS) == set(Field)
