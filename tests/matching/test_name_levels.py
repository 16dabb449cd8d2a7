from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from pipelines.matching.fields import NAME
from pipelines.matching.name_levels import name_levels
from pipelines.matching.names import empty_names, name_keys

CASES = [
    ("Nguyễn Văn An", "NGUYỄN VĂN AN", "identical"),
    ("Trần Thị Thuý", "Trần Thị Thúy", "identical"),
    ("Lý Văn Kỳ", "Lí Văn Kì", "variant"),
    ("K'Brông", "KBrông", "variant"),
    ("Nguyen Van Duc", "Nguyễn Văn Đức", "unmarked"),
    ("Nguyễn Văn Đức", "Nguyen Van Duc", "marks"),
    ("Lê Thị Tiến", "Lê Thị Tiên", "tone"),
    ("Lê Thị Tân", "Lê Thị Tăn", "marks"),
    ("Krajăn Ha Tân", "Kra Jăn Ha Tân", "spacing"),
    ("Huỳnh Văn Sơn", "Hoàng Văn Xơn", "sound"),
    ("An Nguyễn Văn", "Nguyễn Văn An", "order"),
    ("Nguyễn Vam An", "Nguyễn Văn An", "typo"),
    ("Nguyenx Thanhh Tuaan", "Nguyễn Thanh Tuấn", "typos"),
    ("Alexanrda Whiet", "Alexandra White", "typos"),
    ("Whiet Alexandra", "Alexandra White", "typos"),
    ("Lý Tu An", "Lý Ti On", "differs"),
    ("Nguyễn An", "Nguyễn Văn An", "syllable"),
    ("Lê Thị Thu Hà", "Lê Thu Hà", "syllable"),
    ("N. V. Hùng", "Nguyễn Văn Hùng", "initials"),
    ("Ng Văn Hùng", "Nguyễn Văn Hùng", "initials"),
    ("Nguyễn Đức An", "Nguyễn Văn An", "surname_given"),
    ("Nguyễn Văn Tí", "Nguyễn Văn Cường", "stem"),
    ("Phạm Thị An", "Nguyễn Văn An", "given"),
    ("Phạm Thị Lan", "Nguyễn Văn Cường", "differs"),
    ("K'Tèo", "K'Bráh", "differs"),
    (None, "Nguyễn Văn An", "missing"),
    ("Nguyễn Văn An", None, "missing"),
]


def compared(left: list[str | None], right: list[str | None]) -> list[str]:
    one, other = pl.Series(left, dtype=pl.String), pl.Series(right, dtype=pl.String)
    names, (first, second) = empty_names().add([one, other])
    levels = name_levels(names, name_keys(names), first, second)
    return [NAME.levels[level].key for level in levels]


@pytest.mark.parametrize(("written", "known", "level"), CASES)
def test_level_of_one_pair(written: str | None, known: str | None, level: str) -> None:
    assert compared([written], [known]) == [level]


def test_levels_do_not_depend_on_the_other_pairs() -> None:
    written, known, levels = zip(*CASES, strict=True)
    assert compared(list(written), list(known)) == list(levels)
    assert compared(list(written[::-1]), list(known[::-1])) == list(levels[::-1])


def test_a_further_register_changes_no_key() -> None:
    first, _ = empty_names().add([pl.Series(["Nguyễn Văn An", "Trần Thị Bình"])])
    keys = name_keys(first)
    grown, _ = first.add([pl.Series(["Aă Bé Zông", "Nguyễn Bình", "K'Brông"])])
    more = name_keys(grown)
    for name in ("exact", "folded", "sound", "ordered", "spaceless", "surname_given", "given"):
        np.testing.assert_array_equal(getattr(keys, name)[:2], getattr(more, name)[:2])


def test_a_missing_name_has_no_key() -> None:
    names, _ = empty_names().add([pl.Series(["Nguyễn Văn An"])])
    assert name_keys(names).folded[-1] == 0
    assert name_keys(empty_names()).folded[-1] == 0
