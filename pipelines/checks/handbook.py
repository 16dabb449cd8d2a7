"""The guide's table of rules, made from the rules themselves.

`python -m pipelines.checks.handbook` writes `docs/kiem-tra.md`; a test holds it in step.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from pipelines.checks.page import LABELS
from pipelines.checks.rule import Criterion, Level, Rule
from pipelines.checks.rules import RULES
from pipelines.sources import SOURCES

DOCUMENT = Path(__file__).parents[2] / "docs" / "kiem-tra.md"
_LEVELS = {
    Level.ROW: "từng người trong dòng",
    Level.SHEET: "cả tệp",
    Level.DELIVERY: "cả lần gửi",
    Level.ACROSS: "nhiều danh sách",
    Level.TARGET: "từng dòng",
}
#: What the population reference is checked for.
_OF_PEOPLE = (Level.ROW, Level.SHEET)
_HEAD = """# Kiểm tra dữ liệu

Mỗi tệp được kiểm tra trước khi đối soát. Mức độ của quy tắc quyết định việc xử lý:

- **Không sử dụng được**: dòng không vào đối soát, nằm trong bảng `mart.quarantine` với lý do, được
  tính riêng trong tỷ lệ. Sửa dòng và gửi lại tệp thì dòng được đối soát ở lần chạy sau.
- **Cần sửa**: dòng vẫn được đối soát; cơ quan nhận lại dòng với trường sai và hướng dẫn trong danh
  sách trả lại. Dòng đã được xác thực nằm ở trang “Cần sửa”, không tính vào số còn lại.
- **Lưu ý**: dòng vẫn được đối soát; không bắt buộc làm gì.

Chỉ những dòng không thể biết là ai mới bị loại: thiếu cả họ tên và số định danh, ô họ tên không
phải tên người, ngày sinh không có thật mà không còn thông tin nào khác, dòng lệch cột hoặc trống.
Dòng có họ tên với ngày sinh 31/02, số định danh sai hay thiếu vẫn được đối soát bằng những gì còn
lại. Ngày sinh ở tương lai hoặc trước năm 1875 được bỏ qua, không dùng để loại ai.

Các quy tắc được khai báo một lần trong `pipelines/checks/rules/`; bộ kiểm tra của mỗi danh sách lập
từ khai báo của danh sách đó và do Great Expectations thực hiện. Bảng dưới đây tạo từ khai báo bằng
`python -m pipelines.checks.handbook`.
"""


def handbook() -> str:
    """Return the guide as Markdown."""
    parts = [_HEAD]
    for criterion, rules in groupby(_ordered(), key=lambda rule: rule.criterion):
        parts.append(f"\n## {criterion.value}\n")
        parts.append("| Mã | Quy tắc | Mức độ | Xét | Khi vi phạm | Danh sách |")
        parts.append("|---|---|---|---|---|---|")
        parts.extend(_line(rule) for rule in rules)
    return "\n".join(parts) + "\n"


def _ordered() -> Iterable[Rule]:
    order = {criterion: place for place, criterion in enumerate(Criterion)}
    return sorted(RULES, key=lambda rule: order[rule.criterion])


def _line(rule: Rule) -> str:
    message = rule.message.replace("{value}", "…")
    cells = (f"`{rule.code}`", rule.title, LABELS[rule.severity], _LEVELS[rule.level], message)
    return f"| {' | '.join(cells)} | {_lists(rule)} |"


def _lists(rule: Rule) -> str:
    if rule.level is Level.TARGET:
        return "`targets`"
    people = [
        source
        for source in SOURCES.values()
        if source.kind == "register" or (source.kind == "reference" and rule.level in _OF_PEOPLE)
    ]
    concerned = [source for source in people if rule.applies(source)]
    left_out = [source for source in people if source not in concerned]
    if not left_out:
        return "tất cả"
    if len(left_out) <= 3:
        return "trừ " + ", ".join(f"`{source.name}`" for source in left_out)
    return ", ".join(f"`{source.name}`" for source in concerned)


if __name__ == "__main__":
    DOCUMENT.write_text(handbook(), encoding="utf-8")
