"""The page and the guide."""

from __future__ import annotations

from html.parser import HTMLParser

from pipelines.checks import RuleResult, checks_page, in_english
from pipelines.checks.english import SENTENCES
from pipelines.checks.handbook import DOCUMENT, handbook
from pipelines.checks.rules import BY_CODE, RULES
from pipelines.outcomes import Severity
from tests.checks.conftest import Deliver, checked, row_of


class Links(HTMLParser):
    """Collects whatever a browser would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"src", "href", "action"} and value and not value.startswith("#"):
                self.fetched.append(value)


def test_the_page_shows_findings_and_needs_no_network(deliver: Deliver) -> None:
    rows = [
        row_of("social_insurance"),
        row_of("social_insurance", **{"Họ và tên": "", "Số CCCD": ""}),
    ]
    result = checked("social_insurance", *deliver("social_insurance", rows))
    page = checks_page({"BHXH: tệp <a>.csv": result.rules}, period="2026-11")
    assert "Thiếu cả họ tên và số định danh dùng được" in page
    assert "Kỳ báo cáo 2026-11" in page
    assert "&lt;a&gt;.csv" in page
    assert "Nguyễn Văn Bình" not in page
    links = Links()
    links.feed(page)
    assert links.fetched == []
    assert "url(" not in page
    assert "@import" not in page


def test_the_worst_comes_first() -> None:
    results = [
        RuleResult("number_missing", Severity.NOTICE, "a", "", 1200, (2,)),
        RuleResult("name_missing", Severity.EXCEPTION, "b", "", 3, (3,)),
        RuleResult("empty_row", Severity.QUARANTINE, "c", "", 1, (4,)),
        RuleResult("sex_missing", Severity.NOTICE, "d", "", 0),
    ]
    page = checks_page({"x": results})
    places = [page.index(f"<code>{r.code}</code>") for r in reversed(results[:3])]
    assert places == sorted(places)
    assert "1.200" in page
    assert BY_CODE["sex_missing"].title in page


def test_an_empty_page_says_so() -> None:
    assert "Chưa có tệp nào được kiểm tra" in checks_page({})


def test_the_guide_is_in_step_with_the_rules() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == handbook()


def test_every_rule_is_said_in_english_too() -> None:
    assert SENTENCES.keys() == BY_CODE.keys()
    assert len(set(SENTENCES.values())) == len(SENTENCES)
    assert in_english("empty_row").startswith("The row is empty")


def test_every_rule_is_said_once_and_in_full() -> None:
    assert len(BY_CODE) == len(RULES)
    assert len({rule.title for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.message
        assert not rule.message.endswith(".")
