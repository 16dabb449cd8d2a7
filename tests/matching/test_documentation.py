from __future__ import annotations

from pathlib import Path

from pipelines.matching.fields import FIELDS
from pipelines.matching.keys import FIRST, SECOND

PAGE = (Path(__file__).parents[2] / "docs" / "matching.md").read_text(encoding="utf-8")


def test_every_level_and_key_is_on_the_page() -> None:
    for item in FIELDS:
        line = next(line for line in PAGE.splitlines() if line.startswith(f"| `{item.key}` |"))
        assert all(f"`{level.key}`" in line for level in item.levels)
    for key in (*FIRST, *SECOND):
        assert f"| `{key.name}` | {' + '.join(key.record)}" in PAGE
